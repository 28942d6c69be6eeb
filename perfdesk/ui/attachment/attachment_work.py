"""What is done with attachments (附件) and takes time: adding, opening and saving files beside the window."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from perfdesk.errors import InputProblem, PerfdeskError
from perfdesk.exchange.files.attachment_file import (
    AttachmentNames,
    Source,
    saving,
    source,
    taking_in,
)
from perfdesk.exchange.files.opening import OpeningRule, opening
from perfdesk.model.edit.attachment_edit import NewFile, add_attachments
from perfdesk.model.kept.attachment import PIECE_BYTES, Attachment
from perfdesk.ui.widget import message
from perfdesk.ui.work.bridge import Bridge
from perfdesk.ui.work.progress_dialog import carry_out

T = TypeVar("T")

_MOST_TOLD = 8


class AttachmentWork(QObject):
    """Copies that were opened lie in a temporary folder until the library is closed."""

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._copies: TemporaryDirectory[str] | None = None
        bridge.closing.connect(self._forget_copies)

    def add(self, record_id: int, paths: Sequence[Path], window: QWidget) -> tuple[int, ...]:
        """Add files to a project, and tell which could not be; returns the ids of those that were."""
        library = self._bridge.library
        problems: list[str] = []
        sources: list[Source] = []
        try:
            most_mb = library.preferences.attachment_limits().file_mb
        except PerfdeskError as problem:
            message.show_problem(window, problem.message)
            return ()
        for path in paths:
            try:
                sources.append(source(path, most_mb))
            except InputProblem as problem:
                problems.append(problem.message)
        files: list[NewFile] = []

        def take(file: NewFile | None) -> None:
            if file is not None:
                files.append(file)

        added: tuple[int, ...] = ()
        steps = taking_in(library, sources, problems)
        count = sum(one.steps for one in sources)
        if self._carried_out(window, "正在添加附件…", count, steps, take) and files:
            changes = self._bridge.run(lambda library: add_attachments(library, record_id, files))
            added = () if changes is None else changes.result
            if changes is not None and len(added) < len(files):
                sentence = "有 {count} 个文件与本项目已有的附件内容相同，没有重复添加。"
                problems.append(sentence.format(count=len(files) - len(added)))
        if problems:
            message.show_problem(window, self._together(problems))
        return added

    def open(self, attachment: Attachment, window: QWidget) -> None:
        """Open a copy that cannot be changed in the program of its kind."""
        name = AttachmentNames().take(attachment.name)
        how = opening(name)
        if how is OpeningRule.REFUSED:
            message.show_problem(
                window, f"“{name}”是程序，打开就会运行，可能有风险。确实需要的，请先另存，查杀病毒后再用。"
            )
            return
        if how is OpeningRule.ASKED and not message.confirm(
            window,
            f"“{name}”不是常见的文档或图片，打开它可能会运行里面的程序。\n"
            "不清楚它是什么、从哪里来的，请不要打开；可以先另存，查杀病毒后再用。",
            "仍要打开",
            "不打开",
        ):
            return
        if self._copies is None:
            self._copies = TemporaryDirectory(prefix="perfdesk-", ignore_cleanup_errors=True)
        folder = Path(self._copies.name) / attachment.digest[:16]
        try:
            folder.mkdir(exist_ok=True)
            path = folder / name
            if not path.exists():
                if not self.save([(attachment, path)], window):
                    return
                path.chmod(0o444)
        except OSError as error:
            sentence = "“{name}”打不开：临时文件夹不能写入（{why}）。请清理磁盘，或用“另存为”。"
            message.show_problem(
                window, sentence.format(name=attachment.name, why=os.strerror(error.errno or 0))
            )
            return
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            sentence = "没有程序能打开“{name}”。请用“另存为”保存，再在装有相应程序的电脑上打开。"
            message.show_problem(window, sentence.format(name=attachment.name))

    def save(self, wanted: Sequence[tuple[Attachment, Path]], window: QWidget) -> bool:
        """Write files; false where one could not be (the user was told) or the user stopped it."""
        library = self._bridge.library

        def steps() -> Iterator[None]:
            for attachment, path in wanted:
                yield from saving(library, attachment, path)

        count = sum(-(-attachment.size // PIECE_BYTES) for attachment, _ in wanted)
        return self._carried_out(window, "正在保存附件…", count, steps(), lambda done: None)

    def save_into(self, attachments: Sequence[Attachment], folder: Path, window: QWidget) -> bool:
        """Write files into a folder under names that are free there; false as :meth:`save`."""
        try:
            names = AttachmentNames(folder)
            wanted = [(one, folder / names.take(one.name)) for one in attachments]
        except InputProblem as problem:
            message.show_problem(window, problem.message)
            return False
        except OSError:
            sentence = "文件夹“{folder}”打不开。请检查它是否还在、有没有权限，或换一个文件夹。"
            message.show_problem(window, sentence.format(folder=folder))
            return False
        return self.save(wanted, window)

    def _carried_out(
        self, window: QWidget, sentence: str, count: int, steps: Iterator[T], take: Callable[[T], None]
    ) -> bool:
        try:
            return carry_out(window, sentence, count, steps, take)
        except PerfdeskError as problem:
            message.show_problem(window, problem.message)
            return False

    def _together(self, problems: Sequence[str]) -> str:
        shown = list(problems[:_MOST_TOLD])
        if len(problems) > _MOST_TOLD:
            shown.append(f"……还有 {len(problems) - _MOST_TOLD} 个文件没有添加。")
        return "\n".join(shown)

    def _forget_copies(self) -> None:
        if self._copies is not None:
            self._copies.cleanup()
            self._copies = None
