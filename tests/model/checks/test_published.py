"""The findings in the published forms: all that are expected, and no other."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from perfdesk.exchange.reading.json_in import read_records
from perfdesk.model.checks.finding import Finding
from perfdesk.model.edit import record_edit
from perfdesk.model.library.library import Library
from tests.support.library import FORMS

PROJECT = Path(__file__).parents[3]
SAMPLE = PROJECT / "resources" / "samples" / "sichuan.json"
SEEDS = PROJECT / "tests" / "files" / "seeds"
EXPECTED = tomllib.loads(Path(__file__).with_name("expected.toml").read_text(encoding="utf-8"))
SEED_EXPECTED = tomllib.loads(Path(__file__).with_name("expected_seeds.toml").read_text(encoding="utf-8"))
SEED_FORMS: dict[str, list[dict[str, Any]]] = SEED_EXPECTED["file"]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[tuple[str, tuple[Finding, ...]]]]:
    with Library.create(tmp_path_factory.mktemp("库") / "x.perfdesk", FORMS) as library:
        ids = record_edit.add_records(library, read_records(SAMPLE, FORMS)).result
        findings = library.audit.all_findings()
        yield [(library.tree.summary(number).name, findings[number]) for number in ids]


@pytest.mark.parametrize("number", range(len(EXPECTED["form"])))
def test_exactly_the_expected_findings(found: list[tuple[str, tuple[Finding, ...]]], number: int) -> None:
    name, findings = found[number]
    form = EXPECTED["form"][number]
    assert name == form["project"]
    assert [(finding.code, str(finding.path)) for finding in findings] == [
        (item["code"], item["path"]) for item in form["findings"]
    ]


@pytest.mark.parametrize("name", sorted(SEED_FORMS))
def test_exactly_the_expected_findings_in_other_forms(tmp_path: Path, name: str) -> None:
    with Library.create(tmp_path / "x.perfdesk", FORMS) as library:
        ids = record_edit.add_records(library, read_records(SEEDS / f"{name}.json", FORMS)).result
        found = library.audit.all_findings()
        listed = [
            (library.tree.summary(number).name, [(one.code, str(one.path)) for one in found[number]])
            for number in ids
        ]
    assert listed == [
        (form["project"], [(item["code"], item["path"]) for item in form["findings"]])
        for form in SEED_FORMS[name]
    ]


def test_every_expected_finding_in_other_forms_has_its_reason() -> None:
    used = {item["why"] for forms in SEED_FORMS.values() for form in forms for item in form["findings"]}
    assert used == set(SEED_EXPECTED["reason"])


def test_every_expected_finding_has_its_reason() -> None:
    used = {item["why"] for form in EXPECTED["form"] for item in form["findings"]}
    assert used == set(EXPECTED["reason"])
