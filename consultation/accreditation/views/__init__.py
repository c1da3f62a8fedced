"""Pages of accreditation, one room for each audience."""
