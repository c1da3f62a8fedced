"""Pages of positions, by who asks."""
