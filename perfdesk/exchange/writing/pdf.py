"""Sheets → PDF: the official layout, A4, fonts embedded, text that can be selected and searched."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from perfdesk.errors import InputProblem
from perfdesk.exchange.writing.typeface import Typeface, Typesetter
from perfdesk.model.summary.fingerprint import keywords
from perfdesk.sheet.layout.metrics import EM, MM_PER_PT
from perfdesk.sheet.layout.sheet import Sheet
from perfdesk.sheet.pages.chart import ChartBar, Drawing
from perfdesk.sheet.pages.drawing import Stroke, TextLine, borders, text_lines
from perfdesk.sheet.pages.paginate import PageLayout, paginate
from perfdesk.whole_file import write_whole

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_PT = 1 / MM_PER_PT
_BORDER_PT = 0.5
_PROGRAM = "绩效填报台"


def write_pdf(sheets: Iterable[Sheet | Drawing], path: Path, written_at: datetime | None = None) -> None:
    """Write sheets and pages of pictures to a PDF file, each beginning a page, whole or not at all.

    Raises ``InputProblem`` where there is no sheet or the file cannot be written.
    """
    write_whole(path, pdf_bytes(sheets, written_at))


def pdf_bytes(sheets: Iterable[Sheet | Drawing], written_at: datetime | None = None) -> bytes:
    """The PDF of the sheets, dated ``written_at`` (with its zone) or now.

    The same sheets and date give the same bytes.

    Raises ``InputProblem`` for no sheets.
    """
    buffer = BytesIO()
    canvas, document = _canvas(buffer)
    _set_date(document, written_at or datetime.now().astimezone())
    typesetter = Typesetter()
    titles: list[str] = []
    fingerprints: list[str] = []
    forms = 0
    for sheet in sheets:
        titles.append(sheet.title)
        key = f"form{len(titles)}"
        if isinstance(sheet, Sheet):
            # An annex comes after its form, with the same fingerprint and a title of its own.
            belongs = bool(
                fingerprints and sheet.fingerprint == fingerprints[-1] != "" and sheet.title != titles[-2]
            )
            forms += not belongs
            fingerprints.append(sheet.fingerprint)
        pages: Sequence[PageLayout | Drawing] = (sheet,) if isinstance(sheet, Drawing) else paginate(sheet)
        for number, layout in enumerate(pages):
            canvas.setPageSize((layout.page.width_mm * _PT, layout.page.height_mm * _PT))
            if number == 0:
                canvas.bookmarkPage(key)
                canvas.addOutlineEntry(sheet.title, key)
            canvas.addLiteral("\n".join(_operators(layout, typesetter)))
            canvas.showPage()
    if not titles:
        raise InputProblem("没有可以输出的自评表。请先选择至少一份。")
    canvas.setTitle(titles[0] if forms <= 1 else f"{titles[0]}等{forms}份")
    if any(fingerprints):
        canvas.setKeywords(keywords(fingerprints))
    canvas.setAuthor(_PROGRAM)
    canvas.setCreator(_PROGRAM)
    for face in (typesetter.regular, typesetter.bold):
        if len(face.characters) > 1:
            _embed(face, document)
    canvas.save()
    return buffer.getvalue()


def _operators(layout: PageLayout | Drawing, typesetter: Typesetter) -> Iterator[str]:
    """The PDF operators of one page: its bars and lines, then its text in reading order."""
    height = layout.page.height_mm
    if isinstance(layout, Drawing):
        yield from _filled(layout.bars, height)
        yield from _drawn(layout.strokes, layout.texts, height, typesetter)
    else:
        yield from _drawn(borders(layout), text_lines(layout), height, typesetter)


def _filled(bars: Iterable[ChartBar], height: float) -> Iterator[str]:
    for x, y, width, bar_height, color in bars:
        yield " ".join(f"{part / 255:.3f}" for part in color) + " rg"
        x_pt, y_pt = x * _PT, (height - y - bar_height) * _PT
        yield f"{x_pt:.2f} {y_pt:.2f} {width * _PT:.2f} {bar_height * _PT:.2f} re f"
    yield "0 g"


def _drawn(
    strokes: Iterable[Stroke], texts: Iterable[TextLine], height: float, typesetter: Typesetter
) -> Iterator[str]:
    yield f"{_BORDER_PT} w 2 J"  # square ends close the corners
    for x1, y1, x2, y2 in strokes:
        yield f"{x1 * _PT:.2f} {(height - y1) * _PT:.2f} m {x2 * _PT:.2f} {(height - y2) * _PT:.2f} l"
    yield "S BT"
    shown = ""
    for x, baseline, text, style in texts:
        x_pt, y_pt = x * _PT, (height - baseline) * _PT
        for face, codes, width_em in typesetter.runs(text, style.bold):
            font = f"/{face.name} {style.size_pt:g} Tf"
            if font != shown:
                yield font
                shown = font
            yield f"1 0 0 1 {x_pt:.2f} {y_pt:.2f} Tm <{codes}> Tj"
            x_pt += width_em * style.size_pt / EM
    yield "ET"


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


def _set_date(document: Any, moment: datetime) -> None:
    """Date the document with a time that has a zone; reportlab itself would write the year 2000."""
    stamp = document._timeStamp
    minutes = (moment.utcoffset() or timedelta()) // timedelta(minutes=1)
    stamp.YMDhms = moment.timetuple()[:6]
    stamp.dhh, stamp.dmm = int(minutes / 60), abs(minutes) % 60


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
