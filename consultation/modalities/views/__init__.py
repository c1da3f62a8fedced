"""Pages of the rules of participation."""
