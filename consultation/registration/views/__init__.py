"""The pages of registration, by audience."""
