"""Pages of inquiries, one room for each audience."""
