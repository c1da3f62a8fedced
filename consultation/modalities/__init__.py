"""Who may do what, where: the rules of participation of a process, as data in versions."""
