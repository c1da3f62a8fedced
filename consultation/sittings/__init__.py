"""What happens when, in which mode: meetings of a session, their segments, and the programme of work that tells it."""
