"""What an organisation may do in a process, answered in one place for pages, interfaces and actions alike."""
