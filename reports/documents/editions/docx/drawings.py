"""Pictures and charts of a Word document: the picture of the masthead, and bars that Word draws from their numbers."""

from collections.abc import Iterator
from html import escape
from io import BytesIO

from PIL import Image

from reports.documents.contents import Chart
from reports.documents.editions.pages import legal

EMU_A_TWIP = 635
EMU_A_MILLIMETRE = 36_000
LARGEST_LOGO = 22 * EMU_A_MILLIMETRE
TALLEST_CHART = 200 * EMU_A_MILLIMETRE

_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_INK = "23424F"
_PATTERNS = ("", "narVert", "narHorz")


def picture_xml(picture: bytes, *, key: str, number: int, description: str) -> str:
    """Return a picture, no larger than 22 mm either way. Raises PIL.UnidentifiedImageError for what is none."""
    with Image.open(BytesIO(picture)) as image:
        scale = LARGEST_LOGO / max(image.size)
        width, height = (max(round(side * scale), 1) for side in image.size)
    frame = (
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="{key}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{key}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    )
    return _inline(frame, uri=_PICTURE, width=width, height=height, number=number, description=description)


def chart_frame_xml(chart: Chart, *, key: str, number: int, width: int) -> str:
    """Return the place of a chart, as wide as the text (in twips); its title and description are its alternative."""
    height = min((14 + 9 * len(chart.bars)) * EMU_A_MILLIMETRE, TALLEST_CHART)
    return _inline(
        f'<c:chart r:id="{key}"/>', uri=_CHART, width=width * EMU_A_TWIP, height=height, number=number,
        description=f"{chart.title}. {chart.description}",
    )  # fmt: skip


def chart_xml(chart: Chart, *, is_rtl: bool) -> Iterator[str]:
    """Yield a chart part: stacked bars, told apart by pattern, that begin at the side where the language begins."""
    yield '<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/><c:barChart>'
    yield '<c:barDir val="bar"/><c:grouping val="stacked"/><c:varyColors val="0"/>'
    labels = _points(escape(legal(bar.label), quote=False) for bar in chart.bars)
    for place, name in enumerate(chart.series):
        numbers = _points(str(bar.values[place]) for bar in chart.bars)
        yield (
            f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/>'
            f"<c:tx><c:v>{escape(legal(name), quote=False)}</c:v></c:tx>"
            f'<c:spPr>{_fill(place)}<a:ln w="9525"><a:solidFill><a:srgbClr val="{_INK}"/></a:solidFill></a:ln></c:spPr>'
            f'<c:invertIfNegative val="0"/><c:cat><c:strLit>{labels}</c:strLit></c:cat>'
            f"<c:val><c:numLit><c:formatCode>General</c:formatCode>{numbers}</c:numLit></c:val></c:ser>"
        )
    yield '<c:gapWidth val="60"/><c:overlap val="100"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
    yield _axes(is_rtl=is_rtl)
    yield "</c:plotArea>"
    if len(chart.series) > 1:
        yield '<c:legend><c:legendPos val="t"/><c:overlay val="0"/></c:legend>'
    yield '<c:plotVisOnly val="1"/></c:chart>'


def _inline(frame: str, *, uri: str, width: int, height: int, number: int, description: str) -> str:
    words = escape(legal(description))
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{number}" name="Figure {number}" descr="{words}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{uri}">{frame}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


def _points(values: Iterator[str]) -> str:
    points = [f'<c:pt idx="{place}"><c:v>{value}</c:v></c:pt>' for place, value in enumerate(values)]
    return f'<c:ptCount val="{len(points)}"/>{"".join(points)}'


def _fill(place: int) -> str:
    pattern = _PATTERNS[place % len(_PATTERNS)]
    if not pattern:
        return f'<a:solidFill><a:srgbClr val="{_INK}"/></a:solidFill>'
    colours = f'<a:fgClr><a:srgbClr val="{_INK}"/></a:fgClr><a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr>'
    return f'<a:pattFill prst="{pattern}">{colours}</a:pattFill>'


def _axes(*, is_rtl: bool) -> str:
    """The axis of what is counted, from the top downwards, and that of the numbers, from the beginning of the line."""
    direction = "maxMin" if is_rtl else "minMax"
    return (
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{"r" if is_rtl else "l"}"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        '<c:tickLblPos val="nextTo"/><c:crossAx val="2"/><c:crosses val="autoZero"/></c:catAx>'
        f'<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="{direction}"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="b"/><c:numFmt formatCode="#,##0" sourceLinked="0"/><c:majorTickMark val="out"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="1"/><c:crosses val="max"/></c:valAx>'
    )
