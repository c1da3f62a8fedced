"""What the Chair's team reads out of the contributions: passages marked as points."""
