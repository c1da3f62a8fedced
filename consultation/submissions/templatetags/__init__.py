"""What templates need to show contributions."""
