"""Near-identical texts: which contributions say the same, what a person decided about them, and how they count."""
