"""Organisations, the stakeholder groups they belong to, their members, and the countries they sit in."""
