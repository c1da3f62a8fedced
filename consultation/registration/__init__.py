"""Registration: which persons an organisation sends to a session."""
