"""What people decide on coverage, the gate, and the issue of a summary."""
