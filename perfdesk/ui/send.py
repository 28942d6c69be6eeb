"""Sending records: a draft with the forms attached, opened in the user's own mail program."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from perfdesk.errors import PerfdeskError
from perfdesk.exchange.export import export_each, make_folder
from perfdesk.exchange.legal_name import FileNames
from perfdesk.exchange.mail_out import mail_draft
from perfdesk.exchange.name_pattern import NamePattern, named_by_id
from perfdesk.exchange.whole_file import write_whole
from perfdesk.model.output import Left, OutputKind
from perfdesk.sheet.document import Document
from perfdesk.ui.bridge import Bridge
from perfdesk.ui.dialogs import message
from perfdesk.ui.dialogs.send import SendDialog
from perfdesk.ui.sheet_work import with_documents

_ENDING = ".eml"


def send(bridge: Bridge, record_ids: Sequence[int], folder: Path, window: QWidget) -> None:
    """Ask for the words, write the draft into the folder, open it, and note that the records were sent."""
    library = bridge.library
    named = named_by_id(library, record_ids)
    unit = named[record_ids[0]].unit
    dialog = SendDialog([*named.values()], library.preferences.mail_words(unit), window)
    if dialog.exec() != SendDialog.DialogCode.Accepted:
        return
    endings, forms = dialog.endings, library.forms
    beside = [path.stem for path in folder.glob(f"*{_ENDING}")] if folder.is_dir() else []
    try:
        receivers, subject, text = dialog.filled()
        draft = folder / f"{FileNames(folder, beside).take(subject)}{_ENDING}"
        library.preferences.keep_mail_words(unit, dialog.words)
    except PerfdeskError as problem:
        message.tell_problem(window, problem.message)
        return

    def work(documents: Iterable[Document]) -> list[Left]:
        lefts: list[Left] = []
        pattern, names = NamePattern(), FileNames()
        with TemporaryDirectory() as inside:

            def name(one: Document) -> str:
                return names.take(pattern.name(named[one.record.id]))

            files = []
            for file in export_each(documents, Path(inside), name, endings, forms):
                files.append(file.path)
                (one,) = file.documents
                lefts.append(Left(one.record.id, OutputKind.MAIL, one.fingerprint, "；".join(receivers)))
            mail = mail_draft(receivers, subject, text, files)
        make_folder(folder)
        write_whole(draft, mail)
        return list(dict.fromkeys(lefts))  # once, however many files

    lefts = with_documents(library, record_ids, work, window)
    if lefts is None:
        return
    bridge.run(lambda library: library.outputs.note(lefts))
    if QDesktopServices.openUrl(QUrl.fromLocalFile(str(draft))):
        told = _tr("邮件草稿已在邮件程序里打开，请检查后发出：\n{path}")
    else:
        told = _tr(
            "邮件草稿已写好，但没有邮件程序能打开它。可以在网页邮箱里上传附件，或换一台电脑打开：\n{path}"
        )
    if message.offer(window, told.format(path=draft), (_tr("打开所在文件夹(&F)"),)) == 0:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Send", text)
