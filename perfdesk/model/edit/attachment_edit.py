"""The operations on files attached to records; each is one step of undo."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import NamedTuple

from perfdesk.model.kept import clock
from perfdesk.model.kept.attachment import AttachmentKind, Content
from perfdesk.model.library.library import Library
from perfdesk.model.library.transaction import Transaction
from perfdesk.model.store.change import AttachmentImage, Changes
from perfdesk.model.store.operation import Operation
from perfdesk.model.store.record_text import storable
from perfdesk.model.value.folding import folded_file_name


class NewFile(NamedTuple):
    """A file to be attached, whose content lies in the library already."""

    name: str
    kind: AttachmentKind
    content: Content


def add_attachments(library: Library, record_id: int, files: Sequence[NewFile]) -> Changes[tuple[int, ...]]:
    """Attach files to a record, after those it has; returns their ids.

    A file whose content the record has already is left out; a name that is taken gets a number. Raises
    ``KeyError`` where there is no such record.
    """
    at = clock.now().isoformat()

    def run(transaction: Transaction) -> tuple[int, ...]:
        transaction.record(record_id)
        before = library.attachments.of_record(record_id)
        digests = {file.digest for file in before}
        names = [file.name for file in before]
        position = 1 + max((transaction.attachment(file.id).position for file in before), default=-1)
        added: list[int] = []
        for file in files:
            digest, size = file.content
            if digest not in digests:
                name = _free(storable(file.name), names)
                image = AttachmentImage(0, record_id, position, name, file.kind.value, size, at, digest)
                added.append(transaction.add_attachment(image))
                digests.add(digest)
                names.append(name)
                position += 1
        return tuple(added)

    return library.transact(Operation.ADD_ATTACHMENTS, run)


def rename_attachment(library: Library, attachment_id: int, name: str) -> Changes[None]:
    """Give a file another name, with the ending it has; a name that is taken gets a number.

    Raises ``KeyError`` where there is no such file.
    """

    def run(transaction: Transaction) -> None:
        image = transaction.attachment(attachment_id)
        ending = PurePath(image.name).suffix
        wanted = storable(" ".join(name.split()))
        if not wanted.lower().endswith(ending.lower()) or wanted.lower() == ending.lower():
            wanted += ending
        others = library.attachments.of_record(image.record_id)
        taken = [other.name for other in others if other.id != attachment_id]
        transaction.put_attachment(image._replace(name=_free(wanted, taken)))

    return library.transact(Operation.RENAME_ATTACHMENT, run)


def set_attachment_kind(
    library: Library, attachment_ids: Sequence[int], kind: AttachmentKind
) -> Changes[None]:
    """Say what files are to their form; raises ``KeyError`` where there is no such file."""

    def run(transaction: Transaction) -> None:
        for attachment_id in attachment_ids:
            transaction.put_attachment(transaction.attachment(attachment_id)._replace(kind=kind.value))

    return library.transact(Operation.SET_ATTACHMENT_KIND, run)


def remove_attachments(library: Library, attachment_ids: Sequence[int]) -> Changes[None]:
    """Take files from their records; raises ``KeyError`` where there is no such file."""

    def run(transaction: Transaction) -> None:
        for attachment_id in attachment_ids:
            transaction.remove_attachment(attachment_id)

    return library.transact(Operation.REMOVE_ATTACHMENTS, run)


def _free(name: str, taken: Sequence[str]) -> str:
    """The name, with a number before its ending where it is taken: 回单 (2).pdf."""
    taken_names = set(map(folded_file_name, taken))
    path, copy, free = PurePath(name), 1, name
    while folded_file_name(free) in taken_names:
        copy += 1
        free = f"{name.removesuffix(path.suffix)} ({copy}){path.suffix}"
    return free
