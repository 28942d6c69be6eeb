"""Each computed kind and codec is whole where it stands: found, documented, and only there."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from perfdesk.model.form.definition import BlockKind
from perfdesk.model.form.path import Path as ValuePath
from perfdesk.model.language.codec_kind import Codec
from perfdesk.model.language.computed_kind import ComputedKind, FormKind, RowKind
from perfdesk.model.language.registry import (
    CODECS,
    COMPUTED_KINDS,
    FORM_KINDS,
    ROW_KINDS,
    asked_paths,
    codec_of,
)
from perfdesk.model.language.source import CellSource
from tests.support import form_doc

PACKAGE = Path(__file__).parents[3] / "perfdesk"
BY_NAME = re.compile(r"""\.(computed|codec|source)(\.\w+\(| ==| !=| in) ?\(?["']""")


def test_the_tables_of_the_documentation_are_those_of_the_program() -> None:
    text = form_doc.FILE.read_text(encoding="utf-8")
    assert text == form_doc.renewed(text), "run python -m tests.support.form_doc"


def test_every_module_of_the_packages_is_found() -> None:
    for folder, found in (("computed", COMPUTED_KINDS), ("codec", list(CODECS.values()))):
        modules = {f"perfdesk.model.language.{folder}.{file.stem}" for file in there(folder)}
        assert {type(one).__module__ for one in found} == modules


def there(folder: str) -> list[Path]:
    files = (PACKAGE / "model/language" / folder).glob("*.py")
    return [file for file in files if file.stem != "__init__"]


@pytest.mark.parametrize("kind", COMPUTED_KINDS, ids=lambda kind: f"{type(kind).__module__}.{kind.key}")
def test_a_computed_kind_says_what_it_is(kind: ComputedKind) -> None:
    assert kind.key.isidentifier()
    assert kind.title
    assert bool(kind.of_remark) == kind.takes_of
    assert isinstance(kind, FormKind) or (isinstance(kind, RowKind) and kind.blocks)


def test_no_two_kinds_of_one_place_have_one_name() -> None:
    places: Counter[tuple[str, BlockKind | None]] = Counter()
    for kind in COMPUTED_KINDS:
        places.update((kind.key, block) for block in (kind.blocks if isinstance(kind, RowKind) else (None,)))
    assert not [place for place, count in places.items() if count > 1]
    assert len(places) == len(FORM_KINDS) + sum(len(ROW_KINDS[block]) for block in BlockKind)


@pytest.mark.parametrize("codec", CODECS.values(), ids=CODECS)
def test_a_codec_reads_back_as_many_values_as_it_writes(codec: Codec) -> None:
    assert codec.remark
    texts = ("",) * codec.count
    assert len(codec.split(codec.join(texts, ("甲", "乙")), texts)) == codec.count
    paths = [ValuePath("indicators", 0, f"key{number}") for number in range(codec.count)]
    assert asked_paths(codec.key, paths)
    assert codec_of(codec.key) is codec


def test_a_cell_without_a_codec_holds_its_value_as_it_is() -> None:
    assert codec_of("").join(("指标1：甲",)) == "指标1：甲"
    assert codec_of("").split("指标1：甲", ("", "")) == ("指标1：甲", "指标1：甲")


def test_the_names_stand_in_no_other_module() -> None:
    """Nobody asks for a kind or a codec by its name: what is special about it stands with it."""
    for file in PACKAGE.rglob("*.py"):
        if file.parent.name not in ("computed", "codec"):
            assert not BY_NAME.search(file.read_text(encoding="utf-8")), file


@pytest.mark.parametrize(
    "written",
    ["total", "execution.score", "budget[0].rate", "indicators[12].score", "budget[2].part(a/b)"],
)
def test_an_address_reads_back(written: str) -> None:
    assert str(CellSource.parse(written)) == written


def test_what_is_no_address_is_refused() -> None:
    with pytest.raises(ValueError, match="not a source"):
        CellSource.parse("budget[x].rate")
