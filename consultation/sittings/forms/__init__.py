"""What the secretariat types about meetings, their parts and the groups of a process."""
