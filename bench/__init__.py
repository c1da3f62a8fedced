"""Repeatable measurements: each prints ratios of one run, never bare seconds, and says what it compares."""
