"""The answer that each point gets which asks for something: drafted, reviewed, released with the summary."""
