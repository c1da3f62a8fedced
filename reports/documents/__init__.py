"""Documents: what a summary and its evidence look like on paper, and how that paper is made and checked."""
