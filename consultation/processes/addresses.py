"""How references stand in addresses; importing this makes `<reference:…>` known."""

from django.urls import register_converter


class ReferenceConverter:
    """A reference such as WG.7/2027/S.3. Nothing but the characters of a reference ever reaches the database."""

    regex = r"[A-Za-z0-9][A-Za-z0-9.\-/]*"

    def to_python(self, value: str) -> str:
        """The reference as it is."""
        return value

    def to_url(self, value: str) -> str:
        """The reference as it is."""
        return value


register_converter(ReferenceConverter, "reference")
