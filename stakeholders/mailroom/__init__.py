"""Letters to people: each one a row, sent once by a worker, kept until it is known to be sent."""
