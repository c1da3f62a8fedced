"""How templates name sessions."""
