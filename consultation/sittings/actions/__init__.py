"""What the secretariat does to a programme of work, its meetings and their parts."""
