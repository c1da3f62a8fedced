"""What the mail room refuses to write."""


class HeaderRefused(ValueError):
    """An address or a subject holds a character that would break out of its header line."""
