"""Finds the computed kinds and codecs, by the names that a form.toml writes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from perfdesk.model.form.definition import BlockKind, FormDefinition
from perfdesk.model.form.path import Path
from perfdesk.model.language import codec, computed
from perfdesk.model.language.codec_kind import Codec
from perfdesk.model.language.computed_kind import ComputedKind, Explained, FormKind, RowKind
from perfdesk.model.language.source import CellSource
from perfdesk.model.record.record import Record
from perfdesk.model.scoring.score import Scores


def _found(package: ModuleType) -> Iterator[ModuleType]:
    """The modules of a package: one that is put there needs no line anywhere else."""
    for module in iter_modules(package.__path__):
        yield import_module(f"{package.__name__}.{module.name}")


COMPUTED_KINDS: Sequence[ComputedKind] = [kind for module in _found(computed) for kind in module.KINDS]
"""All computed kinds; one name may stand for another kind in another kind of block."""

FORM_KINDS: Mapping[str, FormKind] = {kind.key: kind for kind in COMPUTED_KINDS if isinstance(kind, FormKind)}
"""What cells of plain rows can have computed, by name."""

ROW_KINDS: Mapping[BlockKind, Mapping[str, RowKind]] = {
    block: {kind.key: kind for kind in COMPUTED_KINDS if isinstance(kind, RowKind) and block in kind.blocks}
    for block in BlockKind
}
"""What cells of repeated rows can have computed, by the kind of their block and by name."""

_BY_SOURCE = {kind.source_name: kind for kind in reversed(COMPUTED_KINDS) if kind.source_name}

CODECS: Mapping[str, Codec] = {found.key: found for found in (module.CODEC for module in _found(codec))}
"""The codecs by name."""

_PLAIN = Codec()


def codec_of(name: str) -> Codec:
    """The codec of that name; ``""`` names the plain one, for a single value as it is."""
    return CODECS[name] if name else _PLAIN


def asked_paths(name: str, paths: Sequence[Path]) -> Sequence[Path]:
    """Of the values in a cell with that codec, those that the cell is called and filled in by."""
    return paths[codec_of(name).asked]


def explained(definition: FormDefinition, record: Record, scores: Scores, source: str) -> Explained | None:
    """Why the computed value at an address is what it is; ``None`` where there is nothing to say."""
    found = _at(source)
    return found[0].explained(definition, record, scores, found[1]) if found else None


def guide_place(source: str) -> str:
    """The place of a form's page in the guide that explains the computed value at an address, or ``""``."""
    found = _at(source)
    return found[0].guide_place(found[1]) if found else ""


def _at(source: str) -> tuple[ComputedKind, CellSource] | None:
    """The address, and the kind of the value there; ``""``, where nothing is explained, has none."""
    if not source:
        return None
    address = CellSource.parse(source)
    return _BY_SOURCE[address.name], address
