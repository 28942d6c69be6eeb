"""The fingerprints that a PDF or a workbook of this program carries, one for each record in it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from perfdesk.bounded_file import read_bounded
from perfdesk.bounds import MOST_PRINT_BYTES
from perfdesk.errors import InputProblem, system_reason
from perfdesk.exchange.reading.preview import keywords_of
from perfdesk.model.summary.fingerprint import fingerprints_in

_PROPERTIES = "docProps/core.xml"
_KEYWORDS = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}keywords"
_MOST_BYTES = 4 << 20  # of properties; those of ten thousand forms take a twentieth


def fingerprints_of(path: Path) -> tuple[str, ...]:
    """The fingerprints of a PDF or a workbook, in the order of its forms.

    Raises ``InputProblem`` for a file that cannot be read, or carries none.
    """
    try:
        content = read_bounded(path, MOST_PRINT_BYTES)
        is_pdf = b"%PDF-" in content[:1024]
        found = fingerprints_in(keywords_of(content) if is_pdf else _of_workbook(content))
    except OSError as error:
        raise InputProblem(
            f"无法读取“{path}”：{system_reason(error)}。请检查文件是否还在、能否打开。"
        ) from error
    except (ValueError, BadZipFile, KeyError, ElementTree.ParseError) as error:
        raise InputProblem(
            f"“{path.name}”不是完好的 PDF 或 Excel 文件（.xlsx）。请选择本程序导出的文件，或键入校验码。"
        ) from error
    if not found:
        raise InputProblem(
            f"“{path.name}”里没有校验码：可能不是本程序导出的，或在别的程序里另存过。请键入页脚印的校验码。"
        )
    return found


def _of_workbook(content: bytes) -> str:
    with ZipFile(BytesIO(content)) as parts:
        if parts.getinfo(_PROPERTIES).file_size > _MOST_BYTES:
            raise ValueError("properties too large")
        return ElementTree.fromstring(parts.read(_PROPERTIES)).findtext(_KEYWORDS, "")
