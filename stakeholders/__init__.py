"""WHO may speak: people, and the organisations in whose name they speak."""
