"""What is added to the user's own indicators is read again as it was; nothing added breaks the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfdesk.errors import InputProblem
from perfdesk.model.stock.stock import IndicatorSource, StockIndicator
from perfdesk.model.stock.stock_loader import load_stock
from perfdesk.model.stock.stock_writer import FILE_NAME, add_indicator

RATE = StockIndicator("验收“合格”\\率", "产出指标", "质量指标", "≥", "95", "%")
DATE = StockIndicator("完工日期", "产出指标", "时效指标", "≤", "2025年12月31日前")


def read(folder: Path) -> tuple[StockIndicator, ...]:
    found = load_stock(folder / FILE_NAME, IndicatorSource.OWN)
    assert found.problems == ()
    return found.indicators


def test_it_is_read_again_without_the_year_of_a_date(tmp_path: Path) -> None:
    folder = tmp_path / "还没有"
    assert add_indicator(folder, RATE)
    assert add_indicator(folder, DATE)
    own = IndicatorSource.OWN
    assert read(folder) == (RATE._replace(source=own), DATE._replace(target="12月31日前", source=own))


def test_one_that_is_there_is_not_added_again(tmp_path: Path) -> None:
    assert add_indicator(tmp_path, RATE)
    assert not add_indicator(tmp_path, RATE._replace(name=f" {RATE.name}", target="90"))
    assert len(read(tmp_path)) == 1


def test_what_the_user_wrote_stays_as_it_was(tmp_path: Path) -> None:
    own = '# 我写的\n[[group]]\nlevel1 = "产出指标"\nlevel2 = "数量指标"\nindicators = [{ name = "甲" }]'
    (tmp_path / FILE_NAME).write_text(own, encoding="utf-8")
    add_indicator(tmp_path, RATE)
    assert (tmp_path / FILE_NAME).read_text(encoding="utf-8").startswith(own)
    assert [indicator.name for indicator in read(tmp_path)] == ["甲", RATE.name]


@pytest.mark.parametrize(
    "wrong", [RATE._replace(target="很多"), RATE._replace(nature="正向"), RATE._replace(name="")]
)
def test_a_row_that_is_no_indicator_is_refused(tmp_path: Path, wrong: StockIndicator) -> None:
    with pytest.raises(InputProblem, match="还不能加入指标库"):
        add_indicator(tmp_path, wrong)
    assert not (tmp_path / FILE_NAME).exists()


def test_a_file_with_mistakes_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("[[group]", encoding="utf-8")
    with pytest.raises(InputProblem, match="有误"):
        add_indicator(tmp_path, RATE)
    assert (tmp_path / FILE_NAME).read_text(encoding="utf-8") == "[[group]"
