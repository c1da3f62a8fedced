"""Items that others than the secretariat propose for an agenda."""
