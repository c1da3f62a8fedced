"""Pages of coverage, issue and trace."""
