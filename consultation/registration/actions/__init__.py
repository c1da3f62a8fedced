"""What people do about registration, by who does it."""
