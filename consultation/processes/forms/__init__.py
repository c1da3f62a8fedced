"""Forms of processes: texts language by language, the clock, and what the secretariat sets up."""
