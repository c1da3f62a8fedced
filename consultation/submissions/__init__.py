"""Calls for input, the drafts and submissions that answer them, and their moderation."""
