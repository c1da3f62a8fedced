"""Pages of answers, one room for each audience."""
