"""Sending records: a draft with the forms attached, opened in the user's own mail program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from perfdesk.errors import PerfdeskError
from perfdesk.exchange.files.attachment_file import AttachmentNames
from perfdesk.exchange.files.legal_name import FileNames
from perfdesk.exchange.files.name_pattern import NamePattern, named_by_id
from perfdesk.exchange.writing.export import export_each, make_folder
from perfdesk.exchange.writing.mail_out import mail_draft
from perfdesk.model.kept.attachment import PIECE_BYTES, Attachment
from perfdesk.model.kept.output import OutputKind, RecordOutput
from perfdesk.model.library.library import Library
from perfdesk.sheet.layout.document import Document
from perfdesk.ui.output.document_work import with_documents
from perfdesk.ui.output.output_note import note_outputs
from perfdesk.ui.output.send_dialog import SendDialog
from perfdesk.ui.widget import message
from perfdesk.ui.work.bridge import Bridge
from perfdesk.ui.work.progress_dialog import carry_out
from perfdesk.whole_file import write_whole

_ENDING = ".eml"


def send(bridge: Bridge, record_ids: Sequence[int], folder: Path, window: QWidget) -> None:
    """Ask for the words, write the draft into the folder, open it, and note that the records were sent."""
    library = bridge.library
    named = named_by_id(library, record_ids)
    unit = named[record_ids[0]].unit
    attached = [one for number in record_ids for one in library.attachments.of_record(number)]
    dialog = SendDialog([*named.values()], library.preferences.mail_words(unit), attached, window)
    if dialog.exec() != SendDialog.DialogCode.Accepted:
        return
    endings, forms = dialog.endings, library.forms
    beside = [path.stem for path in folder.glob(f"*{_ENDING}")] if folder.is_dir() else []
    try:
        receivers, subject, text = dialog.filled()
        draft = folder / f"{FileNames(folder, beside).take(subject)}{_ENDING}"
        library.preferences.store_mail_words(unit, dialog.words)
    except PerfdeskError as problem:
        message.show_problem(window, problem.message)
        return

    contents = _contents(library, attached if dialog.with_attachments else (), window)
    if contents is None:
        return

    def work(documents: Iterable[Document]) -> list[RecordOutput]:
        outputs: list[RecordOutput] = []
        pattern, names = NamePattern(), FileNames()
        with TemporaryDirectory() as inside:

            def name(one: Document) -> str:
                return names.take(pattern.name(named[one.record.id]))

            files = []
            for file in export_each(documents, Path(inside), name, endings, forms):
                files.append(file.path)
                (one,) = file.documents
                outputs.append(
                    RecordOutput(one.record.id, OutputKind.MAIL, one.fingerprint, "；".join(receivers))
                )
            beside_forms = AttachmentNames(Path(inside))
            for attachment, content in contents:
                # Of several projects, the name says of which it is.
                of_project = f"{pattern.name(named[attachment.record_id])}-" if len(record_ids) > 1 else ""
                files.append(Path(inside) / beside_forms.take(of_project + attachment.name))
                write_whole(files[-1], content)
            mail = mail_draft(receivers, subject, text, files)
        make_folder(folder)
        write_whole(draft, mail)
        return list(dict.fromkeys(outputs))  # once, however many files

    outputs = with_documents(library, record_ids, work, window)
    if outputs is None:
        return
    note_outputs(bridge, outputs, window)
    if QDesktopServices.openUrl(QUrl.fromLocalFile(str(draft))):
        sentence = "邮件草稿已在邮件程序里打开，请检查后发出：\n{path}"
    else:
        sentence = (
            "邮件草稿已写好，但没有邮件程序能打开它。可以在网页邮箱里上传附件，或换一台电脑打开：\n{path}"
        )
    if message.offer(window, sentence.format(path=draft), ("打开所在文件夹(&F)",)) == 0:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _contents(
    library: Library, attached: Sequence[Attachment], window: QWidget
) -> list[tuple[Attachment, bytes]] | None:
    """The files with their contents; ``None`` where one cannot be read (the user was told) or was stopped."""
    read: list[tuple[Attachment, list[bytes]]] = [(one, []) for one in attached]

    def steps() -> Iterator[None]:
        for one, pieces in read:
            for piece in library.attachments.reading(one):
                pieces.append(piece)
                yield

    count = sum(-(-one.size // PIECE_BYTES) for one in attached)
    try:
        if not carry_out(window, "正在读取附件…", count, steps(), lambda done: None):
            return None
    except PerfdeskError as problem:
        message.show_problem(window, problem.message)
        return None
    return [(one, b"".join(pieces)) for one, pieces in read]
