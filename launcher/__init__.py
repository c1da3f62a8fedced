"""The two commands: everything between a bare machine and a running portal, from Python's standard library alone."""
