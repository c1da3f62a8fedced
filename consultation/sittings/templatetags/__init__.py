"""Template tags of programmes of work."""
