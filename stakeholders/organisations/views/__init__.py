"""Pages of organisations, by who reads them."""
