"""What the cells of F1 offer."""

from pathlib import Path as FilePath

from perfdesk.model.form.path import Path
from perfdesk.model.language.known_forms import load_forms
from perfdesk.model.record.record import Record, Row
from perfdesk.model.scoring.record_score import score_record
from perfdesk.sheet.editing.choices import Choice, choices
from perfdesk.sheet.layout.compose import compose

F2024 = load_forms([FilePath(__file__).resolve().parents[3] / "resources" / "forms"])["sichuan-project-2024"]


def offered(row: Row, key: str) -> tuple[Choice, ...]:
    record = Record(F2024.id, 2024, blocks={"indicators": (row,)})
    scores = score_record(F2024, record)
    path = Path("indicators", 0, key)
    cell = next(cell for cell in compose(F2024, record, scores).cells if path in cell.paths)
    return choices(F2024, record, scores, cell)


QUALITATIVE = Row({"level3": "成效", "nature": "定性", "target": "良好", "actual": "良", "weight": "20"})


def test_a_column_offers_its_choices() -> None:
    assert offered(QUALITATIVE, "nature")[0] == Choice("≥")
    assert offered(QUALITATIVE, "level3") == ()


def test_a_score_that_waits_offers_points_with_their_band() -> None:
    points = offered(QUALITATIVE, "manual_score")
    assert points[0] == Choice("20", "全部或基本达成预期指标（100%）")
    assert Choice("16", "全部或基本达成预期指标（80%）") in points
    assert Choice("14", "部分达成预期指标并具有一定效果（70%）") in points
    assert points[-1] == Choice("0", "未达成预期指标且效果较差（0%）")


def test_a_manual_score_can_be_chosen_again() -> None:
    assert offered(QUALITATIVE.with_value("manual_score", "16"), "manual_score")


def test_a_computed_score_offers_nothing() -> None:
    row = Row({"nature": "≥", "target": "8", "actual": "8", "weight": "10"})
    assert offered(row, "manual_score") == ()


def test_the_actual_value_of_a_qualitative_indicator_offers_the_bands() -> None:
    assert offered(QUALITATIVE, "actual") == (
        Choice("全部或基本达成预期指标", "100%～80%"),
        Choice("部分达成预期指标并具有一定效果", "80%～60%"),
        Choice("未达成预期指标且效果较差", "60%～0%"),
    )
    assert offered(QUALITATIVE.with_value("nature", "≥"), "actual") == ()
