"""Exporting many projects at once: asked for in one dialog, written on another thread, then told of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from perfdesk.errors import PerfdeskError
from perfdesk.exchange.files.name_pattern import named_by_id
from perfdesk.exchange.writing.export import Written, export_each, export_together
from perfdesk.sheet.layout.document import Document
from perfdesk.ui.output.document_work import with_documents
from perfdesk.ui.output.export_dialog import ExportBatchDialog, ExportChoice
from perfdesk.ui.output.output_note import note_outputs
from perfdesk.ui.widget import message
from perfdesk.ui.work.bridge import Bridge
from perfdesk.ui.work.session import Session

_MOST_LINES = 10  # of a message box that still fits a small screen


def export_batch(
    bridge: Bridge,
    session: Session,
    record_ids: Sequence[int],
    ending: str,
    folder: Path,
    window: QWidget,
) -> None:
    """Ask how the records are to be exported, and write them; what was written is noted, also if stopped."""
    named = named_by_id(bridge.library, record_ids)
    dialog = ExportBatchDialog([*named.values()], ending, folder, session.settings, window)
    if dialog.exec() != ExportBatchDialog.DialogCode.Accepted:
        return
    wanted = dialog.wanted
    names = _names(dialog, wanted, window)
    if names is None:
        return
    session.remember(
        export_folder=str(wanted.folder),
        export_each=wanted.each,
        **{"export_name" if wanted.each else "export_name_of_all": wanted.pattern},
    )
    by_id = dict(zip(record_ids, names, strict=True)) if wanted.each else {}
    written: list[Written] = []
    skipped: list[str] = []
    problems: list[str] = []
    forms = bridge.library.forms

    def work(documents: Iterable[Document]) -> bool:
        if wanted.each:
            files = export_each(
                documents,
                wanted.folder,
                lambda one: by_id[one.record.id],
                wanted.endings,
                forms,
                problems,
            )
        else:
            files = export_together(documents, wanted.folder, names[0], wanted.endings, forms)
        for file in files:
            written.append(file)
        return True

    whole = with_documents(bridge.library, record_ids, work, window, skipped)
    outputs = [output for file in written for output in file.outputs]
    note_outputs(bridge, outputs, window)
    if whole is None and not written:
        return
    _report(written, [*skipped, *problems], whole is None, wanted.folder, window)


def _names(dialog: ExportBatchDialog, wanted: ExportChoice, window: QWidget) -> list[str] | None:
    """The names of the files; where such files are there, as the user wants it, ``None`` for not at all."""
    try:
        names = dialog.names()
        there = _there(wanted.folder)
    except PerfdeskError as problem:
        message.show_problem(window, problem.message)
        return None
    taken = [name for name in names for ending in wanted.endings if f"{name}{ending}".casefold() in there]
    if not taken:
        return names
    sentence = f"文件夹里已有 {len(taken)} 个同名的文件，如“{taken[0]}”。"
    offers = ("另存为新文件(&N)", "覆盖(&R)")
    match message.offer(window, sentence, offers, "取消"):
        case 0:
            return dialog.names(beside=[Path(name).stem for name in there])
        case 1:
            return names
    return None


def _there(folder: Path) -> set[str]:
    """The names in a folder, in small letters."""
    try:
        return {entry.name.casefold() for entry in folder.iterdir()}
    except OSError:
        return set()  # made, or told of, when it is written to


def _report(
    written: Sequence[Written], left_out: Sequence[str], ended: bool, folder: Path, window: QWidget
) -> None:
    """Say what was done and what not, and offer to open the folder."""
    projects = len({one.record.id for file in written for one in file.documents})
    sentence = "已停止。" if ended else ""
    sentence += f"已导出 {projects} 个项目，共 {len(written)} 个文件：\n{folder}"
    lines = list(left_out)
    if len(lines) > _MOST_LINES:
        rest = len(lines) - _MOST_LINES
        lines = [*lines[:_MOST_LINES], f"……还有 {rest} 个。"]
    if lines:
        sentence += "\n\n" + "没有导出的：" + "\n" + "\n".join(lines)
    if message.offer(window, sentence, ("打开文件夹(&F)",)) == 0:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
