"""Sheets → PDF: the official layout, A4, fonts embedded, text that can be selected and searched."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from perfdesk.errors import InputProblem
from perfdesk.exchange.typeface import Typeface, Typesetter
from perfdesk.exchange.whole_file import write_whole
from perfdesk.model.definition import Align, CellStyle
from perfdesk.sheet.metrics import EM, MM_PER_PT, advance_mm, baseline_mm, line_height_mm
from perfdesk.sheet.paginate import PageLayout, PlacedCell, paginate
from perfdesk.sheet.sheet import Sheet

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_PT = 1 / MM_PER_PT
_BORDER_PT = 0.5
_FOOTER = CellStyle(size_pt=9)
_PROGRAM = "绩效填报台"


def write_pdf(sheets: Iterable[Sheet], path: Path) -> None:
    """Write the sheets to a PDF file, each beginning on a page of its own, whole or not at all.

    Raises ``InputProblem`` where there is no sheet or the file cannot be written.
    """
    write_whole(path, pdf_bytes(sheets))


def pdf_bytes(sheets: Iterable[Sheet]) -> bytes:
    """The PDF of the sheets; the same sheets give the same bytes. Raises ``InputProblem`` for no sheets."""
    buffer = BytesIO()
    canvas, document = _canvas(buffer)
    typesetter = Typesetter()
    titles = []
    for sheet in sheets:
        titles.append(sheet.title)
        key = f"form{len(titles)}"
        for number, layout in enumerate(paginate(sheet)):
            canvas.setPageSize((layout.page.width_mm * _PT, layout.page.height_mm * _PT))
            if number == 0:
                canvas.bookmarkPage(key)
                canvas.addOutlineEntry(sheet.title, key)
            canvas.addLiteral("\n".join(_operators(layout, typesetter)))
            canvas.showPage()
    if not titles:
        raise InputProblem("没有可以输出的自评表。请先选择至少一份。")
    canvas.setTitle(titles[0] if len(titles) == 1 else f"{titles[0]}等{len(titles)}份")
    canvas.setAuthor(_PROGRAM)
    canvas.setCreator(_PROGRAM)
    for face in (typesetter.regular, typesetter.bold):
        if len(face.characters) > 1:
            _embed(face, document)
    canvas.save()
    return buffer.getvalue()


def _operators(layout: PageLayout, typesetter: Typesetter) -> Iterator[str]:
    """The PDF operators of one page: its borders, then its text in reading order."""
    height = layout.page.height_mm
    yield f"{_BORDER_PT} w 2 J"  # square ends close the corners
    for x1, y1, x2, y2 in _borders(layout.cells):
        yield f"{x1 * _PT:.2f} {(height - y1) * _PT:.2f} m {x2 * _PT:.2f} {(height - y2) * _PT:.2f} l"
    yield "S BT"
    shown = ""
    for x, baseline, text, style in _lines(layout):
        x_pt, y_pt = x * _PT, (height - baseline) * _PT
        for face, codes, width_em in typesetter.runs(text, style.bold):
            font = f"/{face.name} {style.size_pt:g} Tf"
            if font != shown:
                yield font
                shown = font
            yield f"1 0 0 1 {x_pt:.2f} {y_pt:.2f} Tm <{codes}> Tj"
            x_pt += width_em * style.size_pt / EM
    yield "ET"


def _lines(layout: PageLayout) -> Iterator[tuple[float, float, str, CellStyle]]:
    """Every line of text on a page: where it begins, its baseline (mm from the top left), its style."""
    for placed in layout.cells:
        if not placed.cell.text:
            continue
        style = placed.cell.style
        baseline = placed.text_top_mm + baseline_mm(style)
        step = line_height_mm(style)
        for line in placed.lines:
            yield placed.x_mm + _indent_mm(line, placed.width_mm, style), baseline, line, style
            baseline += step
    if layout.footer:
        page = layout.page
        at = page.height_mm - (page.bottom_mm + line_height_mm(_FOOTER)) / 2 + baseline_mm(_FOOTER)
        yield _indent_mm(layout.footer, page.width_mm, _FOOTER), at, layout.footer, _FOOTER


def _indent_mm(line: str, width_mm: float, style: CellStyle) -> float:
    """How far from the left edge of its cell a line begins."""
    if style.align is Align.LEFT:
        return style.padding_mm
    free = width_mm - advance_mm(line, style)
    return free / 2 if style.align is Align.CENTER else free - style.padding_mm


def _borders(cells: Iterable[PlacedCell]) -> Iterator[tuple[float, float, float, float]]:
    """The lines of the table (x1, y1, x2, y2 in mm), each drawn once and as long as it goes."""
    across: defaultdict[float, list[tuple[float, float]]] = defaultdict(list)
    down: defaultdict[float, list[tuple[float, float]]] = defaultdict(list)
    for placed in cells:
        if placed.cell.style.border:
            # Neighbours reckon their common edge differently in the last digits.
            left, right = round(placed.x_mm, 3), round(placed.x_mm + placed.width_mm, 3)
            top, bottom = round(placed.y_mm, 3), round(placed.y_mm + placed.height_mm, 3)
            for y in (top, bottom):
                across[y].append((left, right))
            for x in (left, right):
                down[x].append((top, bottom))
    for y, spans in across.items():
        for start, end in _joined(spans):
            yield start, y, end, y
    for x, spans in down.items():
        for start, end in _joined(spans):
            yield x, start, x, end


def _joined(spans: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Spans that touch or overlap, as one."""
    spans.sort()
    start, end = spans[0]
    for next_start, next_end in spans:
        if next_start > end:
            yield start, end
            start = next_start
        end = max(end, next_end)
    yield start, end


def _canvas(buffer: BytesIO) -> tuple[Canvas, Any]:
    """An empty canvas and its document, whose streams are compressed."""
    # Not at the top: the window opens sooner without it.
    from reportlab.pdfbase.pdfdoc import PDFZCompress
    from reportlab.pdfgen.canvas import Canvas

    class FormCanvas(Canvas):
        """A canvas whose pages do not begin by choosing Helvetica, which would not be embedded."""

        def _make_preamble(self) -> None:
            self._preamble = "1 0 0 1 0 0 cm"

    canvas = FormCanvas(buffer, pageCompression=0, invariant=1, lang="zh-CN")
    # Without reportlab's own compression, which wraps every stream in ASCII: larger and slower.
    document: Any = canvas._doc  # type: ignore[attr-defined]  # the stubs leave it out
    document.defaultStreamFilters = [PDFZCompress]
    return canvas, document


def _embed(face: Typeface, document: Any) -> None:
    """Put a face with the characters it has printed into the document, as a font of two-byte codes.

    reportlab's own fonts have codes of one byte, and so many fonts to a document, and name
    characters beyond U+FFFF wrongly, so that 𬱖 cannot be searched for or copied.
    """
    from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFString

    file, glyphs = face.file, face.glyphs
    ascent, descent, capitals = file.heights
    data = file.subset(glyphs)
    name = PDFName(f"{_tag(data)}+{face.postscript_name}")
    descriptor = {
        "Type": PDFName("FontDescriptor"),
        "FontName": name,
        "Flags": 4,
        "FontBBox": PDFArray(file.box),
        "ItalicAngle": 0,
        "Ascent": ascent,
        "Descent": descent,
        "CapHeight": capitals,
        "StemV": 140 if face.bold else 80,
        "FontFile2": document.Reference(PDFStream(PDFDictionary({"Length1": len(data)}), data)),
    }
    widths = [file.width(glyph) for glyph in glyphs]
    odd = [item for code, width in enumerate(widths) if width != EM for item in (code, PDFArray([width]))]
    descendant = {
        "Type": PDFName("Font"),
        "Subtype": PDFName("CIDFontType2"),
        "BaseFont": name,
        "CIDSystemInfo": PDFDictionary(
            {"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity"), "Supplement": 0}
        ),
        "CIDToGIDMap": PDFName("Identity"),
        "DW": EM,
        "W": PDFArray(odd),
        "FontDescriptor": document.Reference(PDFDictionary(descriptor)),
    }
    font = {
        "Type": PDFName("Font"),
        "Subtype": PDFName("Type0"),
        "BaseFont": name,
        "Encoding": PDFName("Identity-H"),
        "DescendantFonts": PDFArray([document.Reference(PDFDictionary(descendant))]),
        "ToUnicode": document.Reference(PDFStream(content=face.to_unicode())),
    }
    document.idToObject["BasicFonts"].dict[face.name] = document.Reference(PDFDictionary(font))


def _tag(data: bytes) -> str:
    """The six letters that tell this part of a font from other parts of it."""
    number = zlib.crc32(data)
    return "".join(chr(ord("A") + number // 26**place % 26) for place in range(6))
