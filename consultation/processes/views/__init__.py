"""Pages of processes, one room for each audience."""
