"""Pages of programmes of work, one room for each audience."""
