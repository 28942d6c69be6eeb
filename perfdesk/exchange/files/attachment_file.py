"""Files on their way into a library as attachments (附件), and out again, a piece a step."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from perfdesk.bounded_file import expect_regular
from perfdesk.errors import InputProblem, system_reason
from perfdesk.exchange.files.legal_name import FileNames, visible
from perfdesk.model.edit.attachment_edit import NewFile
from perfdesk.model.kept.attachment import MB, PIECE_BYTES, Attachment, AttachmentKind, Content
from perfdesk.model.library.library import Library
from perfdesk.whole_file import writing_whole

_ENDING = re.compile(r"\.\w{1,16}")
_STAMPED = ("盖章", "扫描")


class Source(NamedTuple):
    """A file that is to be taken in; ``size`` in bytes."""

    path: Path
    size: int

    @property
    def steps(self) -> int:
        """About how many steps that takes: each piece is read, looked through and kept."""
        return 3 * -(-self.size // PIECE_BYTES)


def source(path: Path, most_mb: int) -> Source:
    """A file as it lies on the disk; raises ``InputProblem`` where it cannot be an attachment."""
    try:
        expect_regular(path)
        size = path.stat().st_size
    except OSError as error:
        raise _unread(path, error) from error
    if size == 0:
        raise InputProblem(f"“{path.name}”是空文件，没有添加。请检查选的文件对不对。")
    if size > most_mb * MB:
        raise InputProblem(
            f"“{path.name}”有 {size / MB:.1f} MB，超过每个附件 {most_mb} MB 的上限，没有添加。"
            "请压缩或降低扫描分辨率，或在“上限”里调高。"
        )
    return Source(path, size)


def taking_in(library: Library, sources: Sequence[Source], problems: list[str]) -> Iterator[NewFile | None]:
    """Read files into the library, a step a piece; gives each file once its content lies there.

    A sentence about a file that cannot be read or finds no room is added to ``problems``. Raises
    ``LibraryProblem`` where the library cannot be written.
    """
    waiting: set[Content] = set()
    for one in sources:
        pieces: list[bytes] = []
        try:
            with one.path.open("rb") as stream:
                while piece := stream.read(PIECE_BYTES):
                    pieces.append(piece)
                    yield None
        except OSError as error:
            problems.append(_unread(one.path, error).message)
            continue
        try:
            for content in library.attachments.storing(pieces, waiting):
                if content is None:
                    yield None
                else:
                    waiting.add(content)
                    yield NewFile(visible(one.path.name), likely_kind(one.path.name), content)
        except InputProblem as problem:
            problems.append(f"“{one.path.name}”没有添加：{problem.message}")


def saving(library: Library, attachment: Attachment, path: Path) -> Generator[None, None, None]:
    """Write a file's content to ``path``, whole or not at all, a step a piece.

    Raises ``InputProblem`` where it cannot be written, ``LibraryProblem`` where it cannot be read.
    """
    return writing_whole(path, library.attachments.reading(attachment))


def likely_kind(name: str) -> AttachmentKind:
    """What a file most likely is, by its name."""
    return AttachmentKind.STAMPED if any(word in name for word in _STAMPED) else AttachmentKind.EVIDENCE


class AttachmentNames:
    """Legal names for attachments in one folder, where nothing that is there is written over."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._by_ending: dict[str, FileNames] = {}

    def take(self, name: str) -> str:
        """A legal name, with its ending; one that is taken gets a number. Raises ``InputProblem``."""
        name = visible(name)
        stem, dot, tail = name.rpartition(".")
        ending = dot + tail
        if not stem or _ENDING.fullmatch(ending) is None:
            stem, ending = name, ""
        names = self._by_ending.get(ending.lower())
        if names is None:
            names = self._by_ending[ending.lower()] = FileNames(self._folder, self._beside(ending.lower()))
        return names.take(stem) + ending

    def _beside(self, ending: str) -> list[str]:
        if self._folder is None or not self._folder.is_dir():
            return []
        there = [path.name for path in self._folder.iterdir()]
        return [name.removesuffix(Path(name).suffix) for name in there if Path(name).suffix.lower() == ending]


def _unread(path: Path, error: OSError) -> InputProblem:
    return InputProblem(
        f"“{path}”读不出来：{system_reason(error)}。请检查它是否还在、是否正被其他程序占用，然后重试。"
    )
