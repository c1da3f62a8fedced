"""WHAT is asked, said and decided: processes, calls for input, submissions and their moderation."""
