"""Interchange files that nobody made by hand: refused at once, with a sentence."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

import pytest

from perfdesk.bounds import MOST_JSON_BYTES, MOST_RECORDS, MOST_ROWS, MOST_TEXT
from perfdesk.errors import InputProblem
from perfdesk.exchange.reading.json_in import read_records, records_from
from perfdesk.exchange.reading.json_text import parse_json
from perfdesk.exchange.reading.print_check import fingerprints_of
from tests.support.library import FORMS


@pytest.mark.parametrize("piece", ["[],", "0,", '{"a":[', '"",'])
def test_many_small_values_are_not_made(piece: str) -> None:
    data = b'{"records":[' + piece.encode() * (8_000_000 // len(piece))
    started = time.process_time()
    with pytest.raises(InputProblem, match="内容太多"):
        parse_json(data, "文件.json")
    assert time.process_time() - started < 2


def one(**values: object) -> object:
    return {"perfdesk": "1", "records": [{"form": "sichuan-project-2024", "year": "2024", **values}]}


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ({"perfdesk": "1", "records": [{}] * (MOST_RECORDS + 1)}, f"超过 {MOST_RECORDS} 项"),
        (one(indicators=[{}] * (MOST_ROWS + 1)), f"超过 {MOST_ROWS} 项"),
        (one(fields={"goal": "汉" * (MOST_TEXT + 1)}), f"超过 {MOST_TEXT} 字"),
        (one(**{"键" * 50_000: ""}), "无法识别"),
        ({"perfdesk": "9" * 50_000, "records": []}, "版本"),
        ({"perfdesk": "1", "records": [{"form": "x" * 50_000, "year": "2024"}]}, "不是已知的报表格式"),
    ],
)
def test_too_much_of_one_thing_is_named(document: object, message: str) -> None:
    with pytest.raises(InputProblem, match=message) as found:
        records_from(document, FORMS, "文件.json")
    assert len(found.value.message) < 1000


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "大.json"
    with path.open("wb") as stream:
        stream.truncate(MOST_JSON_BYTES + 1)
    with pytest.raises(InputProblem, match="超过 32 MB"):
        read_records(path, FORMS)


@pytest.mark.skipif(sys.platform == "win32", reason="no such files")
def test_pipes_and_devices_are_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "管道.json"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/zero")):
        with pytest.raises(InputProblem, match="管道或设备"):
            read_records(path, FORMS)
        with pytest.raises(InputProblem, match="管道或设备"):
            fingerprints_of(path)


def test_an_ordinary_file_is_far_below_every_bound() -> None:
    path = Path(__file__).parents[3] / "resources" / "samples" / "sichuan.json"
    assert len(json.loads(path.read_text(encoding="utf-8"))["records"]) == len(read_records(path, FORMS))
