"""Pages of proposals, by who asks."""
