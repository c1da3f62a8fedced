"""The Chair's summary: numbered paragraphs by agenda item, each resting on the submissions it cites."""
