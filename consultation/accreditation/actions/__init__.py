"""What people do about accreditation, a module for each audience."""
