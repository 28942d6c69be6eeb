from __future__ import annotations

import json
from decimal import Decimal

from perfdesk.exchange.listing.json_list import json_list


def test_a_number_has_all_its_digits_and_no_more() -> None:
    written = json_list(
        [{"合计": Decimal("21.610"), "执行率": Decimal(1) / Decimal(3), "满分": Decimal("1E+2")}]
    )
    assert written == '[\n{"合计": 21.61, "执行率": 0.3333333333333333333333333333, "满分": 100}\n]'


def test_each_object_is_a_line_of_its_own() -> None:
    objects = [{"a": 'é"\n', "b": [1, None, True, {"c": Decimal(2)}]}, {}]
    written = json_list(objects)
    assert len(written.splitlines()) == 4
    assert json.loads(written) == [{"a": 'é"\n', "b": [1, None, True, {"c": 2}]}, {}]
    assert json_list([]) == "[]"
