"""What the Chair's team does while it reads: marks points, keeps topics, shares the reading out."""
