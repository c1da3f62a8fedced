"""Pages of calls and submissions, one room for each audience."""
