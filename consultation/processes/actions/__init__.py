"""What the secretariat does with processes, offices, sessions, agendas and rules: one function a verb."""
