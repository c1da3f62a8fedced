"""Pages of the reading desk, for the Chair's team; the secretariat of the process reads along."""
