"""Places and links of a Word document: bookmarks inside it, and relationships to what lies outside."""

import hashlib
import re

LONGEST_ADDRESS = 2_000
"""Signs of an address that Word still follows (it stops at 2,079)."""

_PLAIN_ANCHOR = re.compile(r"[a-z][a-z0-9-]{0,37}")
_ADDRESS = re.compile(
    r"(?:https?://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\.?(?::(?P<port>[0-9]{1,5}))?(?:[/?#](?:[\w.~!$&'()*+,;=:@/?#-]|%[0-9a-f]{2})*)?"
    r"|mailto:(?:[\w.+~!$'*=-]|%[0-9a-f]{2})+@[a-z0-9.-]+(?:\?(?:[\w.~!$&'()*+,;=:@/?-]|%[0-9a-f]{2})*)?)",
    re.ASCII | re.IGNORECASE,
)


class Links:
    """Gives out the names under which a document points to places and addresses."""

    def __init__(self) -> None:
        """Begin with none."""
        self.addresses: dict[str, str] = {}
        self._marked: set[str] = set()

    def outward(self, address: str) -> str:
        """Return the attributes of a link to an address; "" for one that Word would call damage to the file."""
        if not _is_followed(address):
            return ""
        key = self.addresses.setdefault(address, f"link{len(self.addresses) + 1}")
        return f'r:id="{key}" w:history="1"'

    def mark(self, anchor: str) -> tuple[str, str]:
        """Return what begins and what ends a bookmark; both "" where the document has one of that name already."""
        if anchor in self._marked:
            return "", ""
        self._marked.add(anchor)
        number = len(self._marked)
        return (
            f'<w:bookmarkStart w:id="{number}" w:name="{bookmark(anchor)}"/>',
            f'<w:bookmarkEnd w:id="{number}"/>',
        )


def inward(anchor: str) -> str:
    """Return the attributes of a link to a place in the document."""
    return f'w:anchor="{bookmark(anchor)}" w:history="1"'


def bookmark(anchor: str) -> str:
    """Return an anchor as the name of a bookmark: letters of either case alike, digits and "_", 40 signs at most."""
    if _PLAIN_ANCHOR.fullmatch(anchor):
        return f"b_{anchor.replace('-', '_')}"
    return f"h_{hashlib.sha256(anchor.encode()).hexdigest()[:32]}"


def _is_followed(address: str) -> bool:
    """Whether an address is one that Word can read; it refuses the whole file for the sake of one that is not."""
    if len(address) > LONGEST_ADDRESS:
        return False
    found = _ADDRESS.fullmatch(address)
    return found is not None and int(found["port"] or 0) < 65_536
