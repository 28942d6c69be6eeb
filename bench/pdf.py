"""Measure PDF: 200 forms by the program, and by bare reportlab drawing the same lines and texts."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import NamedTuple

from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from bench import workload
from bench.export_growth import export_growth
from bench.result import Row, compared
from bench.timing import fresh_rounds
from perfdesk.exchange.writing.pdf import pdf_bytes
from perfdesk.paths import fonts_folder
from perfdesk.sheet.layout.sheet import Sheet
from perfdesk.sheet.pages.drawing import borders, text_lines
from perfdesk.sheet.pages.paginate import PageLayout, paginate

FORMS = 200
_GOAL = 1.5
_PT_PER_MM = 72 / 25.4


class BarePage(NamedTuple):
    """A page as reportlab is to draw it, in points from the bottom left, all of it worked out."""

    size: tuple[float, float]
    lines: list[tuple[float, float, float, float]]
    texts: list[tuple[str, float, float, float, str]]  # font, its size, x, baseline, text


def measure(quick: bool) -> list[Row]:
    """The time of both for the same forms, whose texts are new in every round."""
    register_fonts()
    ours, bare = fresh_rounds(
        2 if quick else 7,
        prepare=lambda number: workload.sheets(number * FORMS, FORMS),
        ours=pdf_bytes,
        bare_work=bare_pages,
        bare=draw,
    )
    name = f"{FORMS} 份表的 PDF，对照 reportlab 直接画同样的线和字"
    return [*compared(name, ours, bare, _GOAL), export_growth("PDF", pdf_bytes, 3 if quick else 9)]


def register_fonts() -> None:
    """Let reportlab read the fonts that the program prints with."""
    for bold, name in ((False, "Regular"), (True, "Bold")):
        registerFont(TTFont(_font(bold), fonts_folder() / f"NotoSerifSC-{name}.ttf"))


def bare_pages(sheets: Sequence[Sheet]) -> list[BarePage]:
    """All lines and texts of the sheets."""
    return [_bare_page(layout) for sheet in sheets for layout in paginate(sheet)]


def draw(pages: Sequence[BarePage]) -> bytes:
    """The PDF by bare reportlab."""
    content = BytesIO()
    canvas = Canvas(content, pageCompression=1)
    for page in pages:
        canvas.setPageSize(page.size)
        canvas.setLineWidth(0.5)
        canvas.lines(page.lines)
        text = canvas.beginText()
        shown = None
        for font, size, x, y, line in page.texts:
            if (font, size) != shown:
                text.setFont(font, size)
                shown = font, size
            text.setTextOrigin(x, y)
            text.textOut(line)
        canvas.drawText(text)
        canvas.showPage()
    canvas.save()
    return content.getvalue()


def _bare_page(layout: PageLayout) -> BarePage:
    def point(x_mm: float, y_mm: float) -> tuple[float, float]:
        return x_mm * _PT_PER_MM, (layout.page.height_mm - y_mm) * _PT_PER_MM

    return BarePage(
        (layout.page.width_mm * _PT_PER_MM, layout.page.height_mm * _PT_PER_MM),
        [point(x1, y1) + point(x2, y2) for x1, y1, x2, y2 in borders(layout)],
        [
            (_font(style.bold), style.size_pt, *point(x, baseline), line)
            for x, baseline, line, style in text_lines(layout)
        ],
    )


def _font(bold: bool) -> str:
    return "bench-bold" if bold else "bench-regular"
