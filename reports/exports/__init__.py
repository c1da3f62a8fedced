"""Exports: tables of a process as files that other programs read, complete or not at all."""
