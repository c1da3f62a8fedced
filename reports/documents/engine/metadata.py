"""What a file says of itself: XMP (ISO 16684-1), document information, output intent, files inside the file."""

import hashlib
import re
from datetime import UTC
from importlib.resources import files
from xml.sax.saxutils import escape, quoteattr

from reports.documents.engine.book import Attached, Book, Variant
from reports.documents.engine.volume import Volume, array, reference, text

MAKER = "Plenum"

_NOT_IN_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DESCRIPTION = "<rdf:Description rdf:about='' {spaces}>{inner}</rdf:Description>"
# Each is what it says and the namespaces it says it in.
_UA = ("<pdfuaid:part>1</pdfuaid:part>", "xmlns:pdfuaid='http://www.aiim.org/pdfua/ns/id/'")
_A = (
    "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>",
    "xmlns:pdfaid='http://www.aiim.org/pdfa/ns/id/'",
)
# ISO 19005-3, 6.6.2.3.3 has a file explain what it says beyond its own schemas: here that it is PDF/UA.
_EXTENSION = (
    """<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType='Resource'>
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType='Resource'>
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file keeps</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>""",
    """xmlns:pdfaExtension='http://www.aiim.org/pdfa/ns/extension/'
xmlns:pdfaSchema='http://www.aiim.org/pdfa/ns/schema#' xmlns:pdfaProperty='http://www.aiim.org/pdfa/ns/property#'""",
)


def xmp(book: Book) -> bytes:
    """Return the metadata packet."""
    told = [_UA, _dublin_core(book), _maker(book)]
    if book.variant is Variant.A3A:
        told += [_A, _EXTENSION]
    described = "".join(_DESCRIPTION.format(spaces=spaces, inner=inner) for inner, spaces in told)
    return (
        "<?xpacket begin='\ufeff' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'>"
        f"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>{described}</rdf:RDF></x:xmpmeta>"
        "<?xpacket end='r'?>"
    ).encode()


def _dublin_core(book: Book) -> tuple[str, str]:
    title = f"<dc:title><rdf:Alt><rdf:li xml:lang='x-default'>{_xml(book.title)}</rdf:li></rdf:Alt></dc:title>"
    language = f"<dc:language><rdf:Bag><rdf:li>{_xml(book.language)}</rdf:li></rdf:Bag></dc:language>"
    author = f"<dc:creator><rdf:Seq><rdf:li>{_xml(book.author)}</rdf:li></rdf:Seq></dc:creator>"
    return title + language + (author if book.author else ""), "xmlns:dc='http://purl.org/dc/elements/1.1/'"


def _xml(said: str) -> str:
    return escape(_NOT_IN_XML.sub("", said))


def _maker(book: Book) -> tuple[str, str]:
    created = book.created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    maker = f"<xmp:CreatorTool>{MAKER}</xmp:CreatorTool><xmp:CreateDate>{created}</xmp:CreateDate>"
    spaces = "xmlns:xmp='http://ns.adobe.com/xap/1.0/' xmlns:pdf='http://ns.adobe.com/pdf/1.3/'"
    return maker, f"{spaces} pdf:Producer={quoteattr(MAKER)}"


def add_information(volume: Volume, book: Book) -> int:
    """Add the document information, which ISO 19005-3, 6.6.2.3 wants to agree with the XMP; return its number."""
    told = {"Title": book.title, "Author": book.author, "Creator": MAKER, "Producer": MAKER}
    told["CreationDate"] = book.created.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ")
    entries = (b"/%b %b" % (key.encode(), text(said)) for key, said in told.items() if said)
    return volume.add(b"<<%b>>" % b"".join(entries))


def add_packet(volume: Volume, book: Book) -> int:
    """Add the XMP, not compressed, so that any program finds it (ISO 16684-1, annex A); return its number."""
    return volume.add_stream(b"/Type /Metadata/Subtype /XML", xmp(book))


def add_output_intent(volume: Volume) -> bytes:
    """Add the colour profile that the colours of the document are meant in (ISO 19005-3, 6.2.3); return the intents."""
    profile = (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()
    name = text("sRGB2014.icc")
    return b"[<</Type /OutputIntent/S /GTS_PDFA1/OutputConditionIdentifier %b/Info %b/DestOutputProfile %b>>]" % (
        name, name, reference(volume.add_pressed(b"/N 3", profile)),
    )  # fmt: skip


def add_files(volume: Volume, book: Book) -> tuple[bytes, int]:
    """Add the files inside the file; returns the array of associated files, and the number of their name tree."""
    specifications = {file.name: _add_file(volume, file, book) for file in book.attachments}
    entries = [(text(name), reference(number)) for name, number in sorted(specifications.items())]
    return array(map(reference, specifications.values())), volume.add_tree(b"Names", entries)


def _add_file(volume: Volume, file: Attached, book: Book) -> int:
    """ISO 19005-3, 6.8: a file says what kind it is, and in what relation it stands to the document."""
    date = text(book.created.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ"))
    digest = hashlib.md5(file.content, usedforsecurity=False).hexdigest().encode()
    parameters = b"<</Size %d/ModDate %b/CheckSum <%b>>>" % (len(file.content), date, digest)
    kind = file.mime.replace("/", "#2F").encode()
    content = volume.add_pressed(b"/Type /EmbeddedFile/Subtype /%b/Params %b" % (kind, parameters), file.content)
    return volume.add(
        b"<</Type /Filespec/F %b/UF %b/Desc %b/AFRelationship /Data/EF <</F %b/UF %b>>>>"
        % (text(file.name), text(file.name), text(file.description), reference(content), reference(content))
    )
