"""The styles of a Word document, after the look of the PDF; their names are Word's own where Word has one."""

from dataclasses import dataclass
from html import escape

from reports.documents.editions.docx.runs import language_xml

NUMBER_ROOM = 624
"""Twips (11 mm) in which the number of a paragraph stands, before its text."""

_FONTS = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman" w:eastAsia="SimSun"/>'
_SANS = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial" w:eastAsia="SimHei"/>'
_MONO = '<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New" w:eastAsia="SimSun"/>'
_BOLD, _ITALIC, _GREY = "<w:b/><w:bCs/>", "<w:i/><w:iCs/>", '<w:color w:val="444444"/>'
_KEEP, _ONE = "<w:keepNext/>", "<w:keepLines/>"
_END = '<w:jc w:val="right"/>'


@dataclass(frozen=True, kw_only=True)
class Style:
    """A style: `paragraph` and `text` are its properties, in the order that the standard wants."""

    key: str
    name: str
    kind: str = "paragraph"
    based_on: str = ""
    following: str = ""
    paragraph: str = ""
    text: str = ""
    is_offered: bool = True

    @property
    def xml(self) -> str:
        """The style as WordprocessingML."""
        default = ' w:default="1"' if self.key in ("Normal", "DefaultParagraphFont", "TableNormal") else ""
        custom = "" if self.name in _BUILT_IN else ' w:customStyle="1"'
        return (
            f'<w:style w:type="{self.kind}"{default}{custom} w:styleId="{self.key}">'
            f'<w:name w:val="{escape(self.name)}"/>'
            + (f'<w:basedOn w:val="{self.based_on}"/>' if self.based_on else "")
            + (f'<w:next w:val="{self.following}"/>' if self.following else "")
            + ("<w:qFormat/>" if self.is_offered else "")
            + (f"<w:pPr>{self.paragraph}</w:pPr>" if self.paragraph else "")
            + (f"<w:rPr>{self.text}</w:rPr>" if self.text else "")
            + (_TABLE if self.key == "TableNormal" else _GRID if self.key == "TableGrid" else "")
            + "</w:style>"
        )


def _size(points: float) -> str:
    """A size in points; Arabic letters are small for theirs and get a sixth more."""
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2.34)}"/>'


def _space(before: int, after: int) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}"/>'


def _indent(start: int, hanging: int = 0, end: int = 0) -> str:
    return f'<w:ind w:left="{start}" w:right="{end}"' + (f' w:hanging="{hanging}"/>' if hanging else "/>")


def _rule(side: str, eighths: int, room: int = 1) -> str:
    return f'<w:pBdr><w:{side} w:val="single" w:sz="{eighths}" w:space="{room}" w:color="auto"/></w:pBdr>'


def _outline(level: int) -> str:
    return f'<w:outlineLvl w:val="{level - 1}"/>'


def _heading(level: int, points: float, before: int, after: int, text: str = _BOLD) -> Style:
    return Style(
        key=f"Heading{level}", name=f"heading {level}", based_on="Normal", following="BodyText",
        paragraph=_KEEP + _ONE + _space(before, after) + _outline(level), text=text + _size(points),
    )  # fmt: skip


def _unlisted(name: str, level: int, points: float, rule: str = "") -> Style:
    """A heading with a place in the outline that the table of contents leaves out."""
    return Style(
        key=f"{name}{level}", name=f"{name} heading {level}", based_on="Normal", following="BodyText",
        paragraph=_KEEP + _ONE + rule + _space(320, 60) + _outline(level), text=_BOLD + _size(points),
    )  # fmt: skip


def _plain(key: str, name: str, paragraph: str = "", text: str = "", based_on: str = "BodyText") -> Style:
    return Style(key=key, name=name, based_on=based_on, paragraph=paragraph, text=text)


def _character(key: str, name: str, text: str) -> Style:
    return Style(key=key, name=name, kind="character", based_on="DefaultParagraphFont", text=text)


_BUILT_IN = frozenset(
    {
        "Normal", "Default Paragraph Font", "Normal Table", "Table Grid", "Title", "Subtitle", "Body Text", "Quote",
        "caption", "List Bullet", "List Number", "List Continue", "header", "footer", "TOC Heading", "toc 1", "toc 2",
        "Hyperlink", *(f"heading {level}" for level in range(1, 10)),
    }
)  # fmt: skip

STYLES = (
    Style(key="DefaultParagraphFont", name="Default Paragraph Font", kind="character", is_offered=False),
    Style(key="TableNormal", name="Normal Table", kind="table", is_offered=False),
    Style(key="TableGrid", name="Table Grid", kind="table", based_on="TableNormal", is_offered=False),
    Style(key="Normal", name="Normal"),
    Style(key="BodyText", name="Body Text", based_on="Normal", paragraph=_space(0, 120)),
    _plain("Masthead", "Masthead", _KEEP + _rule("bottom", 4, 3) + _space(0, 80), _size(12), "Normal"),
    _plain("Logo", "Masthead picture", _KEEP + _space(80, 0), "", "Normal"),
    _plain("Organ", "Masthead organ", _KEEP + _space(80, 40), _BOLD + _size(18), "Normal"),
    _plain("Issue", "Masthead issue", _KEEP + _END, "", "Normal"),
    _plain("IssueLast", "Masthead issue, last", _rule("bottom", 12, 8) + _space(0, 320), "", "Issue"),
    _plain("Process", "Process", "", _BOLD + _size(14), "Normal"),
    _plain("Meeting", "Meeting", "", "", "Normal"),
    _plain("MeetingBold", "Meeting, bold", "", _BOLD, "Normal"),
    Style(
        key="Title", name="Title", based_on="Normal", following="BodyText", paragraph=_KEEP + _space(440, 120),
        text=_BOLD + _size(17),
    ),
    Style(key="Subtitle", name="Subtitle", based_on="BodyText", following="BodyText", text=_size(11)),
    _plain("Disclaimer", "Disclaimer", "", _ITALIC),
    _plain("Small", "Small print", "", _GREY + _size(8.5)),
    _plain("Facts", "Facts of an entry", _KEEP + _space(0, 60), "", "Small"),
    _plain("Colophon", "Colophon", _space(400, 120), "", "Small"),
    _heading(1, 14, 400, 160),
    _heading(2, 12, 300, 120),
    _heading(3, 11, 240, 80),
    *(_heading(level, 10, 200, 80, _BOLD if level < 6 else _ITALIC) for level in range(4, 10)),
    _unlisted("Entry", 1, 13, _rule("top", 6, 4)),
    _unlisted("Entry", 2, 11, _rule("top", 6, 4)),
    _unlisted("Group", 1, 13),
    _unlisted("Group", 2, 11),
    _plain(
        "NumberedParagraph", "Numbered paragraph",
        f'<w:tabs><w:tab w:val="left" w:pos="{NUMBER_ROOM}"/></w:tabs>' + _indent(NUMBER_ROOM, NUMBER_ROOM),
    ),
    _plain("NumberedContinued", "Numbered paragraph, continued", _indent(NUMBER_ROOM)),
    _plain("Citations", "Citations", _indent(NUMBER_ROOM), "", "Small"),
    Style(
        key="ListBullet", name="List Bullet", based_on="BodyText",
        paragraph='<w:numPr><w:numId w:val="1"/></w:numPr>' + _space(0, 60),
    ),
    Style(key="ListNumber", name="List Number", based_on="BodyText", paragraph=_space(0, 60)),
    Style(key="ListContinue", name="List Continue", based_on="BodyText", paragraph=_space(0, 60)),
    Style(key="Quote", name="Quote", based_on="BodyText", paragraph=_indent(340, end=340)),
    _plain("Code", "Code", "", _MONO + _size(8.5)),
    _plain("Rule", "Rule", _rule("bottom", 4)),
    _plain("End", "End of the text", _space(200, 0) + '<w:jc w:val="center"/>'),
    Style(key="Caption", name="caption", based_on="Normal", paragraph=_KEEP + _space(160, 80), text=_BOLD),
    _plain("TableText", "Table text", "", _size(9), "Normal"),
    _plain("TableNumber", "Table number", _END, "", "TableText"),
    _plain("TableHead", "Table heading", _KEEP, _BOLD, "TableText"),
    _plain("TableHeadNumber", "Table heading of numbers", _KEEP + _END, "", "TableHead"),
    _plain("SmallTableText", "Small table text", "", _size(8), "Normal"),
    _plain("SmallTableHead", "Small table heading", _KEEP, _BOLD + _size(7.5), "Normal"),
    _plain("Question", "Question", _KEEP + _space(200, 80), _BOLD),
    _plain("Stub", "Remark", "", _ITALIC + _GREY),
    _plain("Figure", "Figure", _KEEP + _space(60, 60), "", "Normal"),
    _plain("ListedEntry", "Listed entry", _KEEP + _space(100, 0)),
    _plain("ListedTitle", "Listed title", _KEEP + _space(0, 0)),
    _plain("ListedFacts", "Listed facts", _rule("bottom", 2, 3) + _space(0, 60), "", "Small"),
    _plain("Participant", "Participant", _space(0, 60)),
    _plain("Person", "Person", _indent(340)),
    _plain("ContentsNote", "Contents note", "", _GREY + _size(8.5), "Normal"),
    _plain("TOCHeading", "TOC Heading", _KEEP + _space(240, 80), _BOLD + _size(12), "Normal"),
    *(
        Style(
            key=f"TOC{level}", name=f"toc {level}", based_on="Normal", is_offered=False,
            paragraph=_space(40, 40) + _indent(340 * (level - 1)),
        )
        for level in (1, 2)
    ),
    Style(
        key="Header", name="header", based_on="Normal", paragraph=_rule("bottom", 4, 3) + _space(0, 200),
        text=_BOLD + _size(9), is_offered=False,
    ),
    Style(key="HeaderEnd", name="header, outer edge at the end", based_on="Header", paragraph=_END, is_offered=False),
    Style(key="Footer", name="footer", based_on="Normal", text=_size(9), is_offered=False),
    _character("Hyperlink", "Hyperlink", '<w:color w:val="0B4A6F"/><w:u w:val="single"/>'),
    _character("Reference", "Reference", _SANS + _BOLD + _size(8)),
    _character("Stem", "Stem of the symbol", _size(20)),
    _character("Strong", "Strong name", _BOLD),
    _character("Secondary", "Secondary", _GREY),
    _character("CodeText", "Code in text", _MONO + _size(9)),
    _character("Digest", "Digest", _SANS + _size(7)),
)  # fmt: skip

_TABLE = (
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="30" w:type="dxa"/>'
    '<w:left w:w="70" w:type="dxa"/><w:bottom w:w="30" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar>'
    "</w:tblPr>"
)
_GRID = "<w:tblPr><w:tblBorders>{}</w:tblBorders></w:tblPr>".format(
    "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="777777"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
)


def styles_xml(language: str) -> str:
    """Return the styles of a document in that language."""
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_FONTS}{_size(10)}{language_xml(language)}</w:rPr></w:rPrDefault>"
        '<w:pPrDefault><w:pPr><w:widowControl/><w:spacing w:after="0" w:line="264" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>"
    )
    return defaults + "".join(style.xml for style in STYLES)
