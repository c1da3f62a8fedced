"""What each delegate says where a body adopts, each for herself."""
