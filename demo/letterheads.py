"""The request on an organisation's letterhead, as a file of one page."""

import io

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile

_SAYS = """
BT /F1 18 Tf 72 760 Td ({letterhead}) Tj
/F1 11 Tf 0 -60 Td (To the secretariat of the Working Group) Tj
0 -30 Td (We request to be accredited, so that we can attend the formal meetings as an observer.) Tj
0 -16 Td (Our purpose, our programmes and our past interactions stand in the application.) Tj ET
"""


def request_of(website: str) -> SimpleUploadedFile:
    """The request of the organisation with that website; always the same bytes."""
    page = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(595, 842))
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        document.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        letterhead = website.removeprefix("https://")
        document.pages[0].Contents = document.make_stream(_SAYS.format(letterhead=letterhead).encode("ascii"))
        document.save(page, static_id=True)
    return SimpleUploadedFile("request.pdf", page.getvalue(), content_type="application/pdf")
