"""Pages of documents, by audience."""
