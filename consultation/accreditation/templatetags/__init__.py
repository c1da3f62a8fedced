"""Template tags of accreditation."""
