"""Processes, their offices, sessions and agenda items."""
