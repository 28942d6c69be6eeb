"""The operations on texts that follow the numbers (常用语); each is one step of undo."""

from __future__ import annotations

from perfdesk.model.form.definition import FormDefinition
from perfdesk.model.library.library import Library
from perfdesk.model.library.transaction import Transaction
from perfdesk.model.record.record import Record
from perfdesk.model.scoring.score import Scores
from perfdesk.model.snippet.snippet import filled, follows, literal, stopped, template_of, with_snippet
from perfdesk.model.snippet.snippet_fact import facts_of
from perfdesk.model.store.change import Changes
from perfdesk.model.store.operation import Operation
from perfdesk.model.value.value import is_blank

_NOTHING = "无"  # what forms ask for where there is nothing to say


def insert_snippet(library: Library, record_id: int, key: str, template: str) -> Changes[None]:
    """Append a snippet to the text of a field, where it then follows the numbers."""
    return _fill(
        library, record_id, key, joined(library.record(record_id), key, template), Operation.INSERT_SNIPPET
    )


def stop_following(library: Library, record_id: int, key: str) -> Changes[None]:
    """Let the text of a field stay as it is."""

    def run(transaction: Transaction) -> None:
        transaction.put(stopped(transaction.record(record_id), key))

    return library.transact(Operation.STOP_FOLLOWING, run)


def resume_following(library: Library, record_id: int, key: str) -> Changes[None]:
    """Fill the text of a field again from the template it came from; raises ``ValueError`` without one."""
    template = template_of(library.record(record_id), key)
    if template is None:
        raise ValueError(f"{key} was not filled from a snippet")
    return _fill(library, record_id, key, template, Operation.RESUME_FOLLOWING)


def joined(record: Record, key: str, template: str) -> str:
    """A template behind what stands in a field: behind its template where it follows one, else its text.

    A text that ends without any sign is ended first.
    """
    text = record.fields.get(key, "")
    if is_blank(text) or text.strip() == _NOTHING:
        return template
    present = template_of(record, key) if follows(record, key) else literal(text)
    stop = "。" if text.rstrip()[-1].isalnum() else ""
    return f"{present}{stop}{template}"


def preview(definition: FormDefinition, record: Record, scores: Scores, key: str, template: str) -> str:
    """What a field would say with a template in it."""
    return filled(template, facts_of(definition, record, scores), definition.field(key).limit)


def _fill(library: Library, record_id: int, key: str, template: str, operation: Operation) -> Changes[None]:
    definition, scores = library.definition(record_id), library.scores(record_id)

    def run(transaction: Transaction) -> None:
        record = transaction.record(record_id)
        text = preview(definition, record, scores, key, template)
        transaction.put(with_snippet(record, key, template, text))

    return library.transact(operation, run)
