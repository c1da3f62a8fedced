"""Pages of summaries, one room for each audience."""
