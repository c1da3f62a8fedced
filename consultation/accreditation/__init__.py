"""Accreditation: an organisation's standing in a process, by non-objection."""
