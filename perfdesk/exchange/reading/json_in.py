"""The interchange JSON of ``docs/json.md`` → records, every value a text as typed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from perfdesk.bounded_file import read_bounded
from perfdesk.bounds import FIRST_YEAR, LAST_YEAR, MOST_JSON_BYTES, MOST_RECORDS, MOST_ROWS
from perfdesk.errors import InputProblem
from perfdesk.exchange.reading.json_place import JsonPlace, nearest, shortened
from perfdesk.exchange.reading.json_text import parse_json
from perfdesk.exchange.writing.json_out import LINE, VERSION, VERSION_KEY
from perfdesk.model.form.annotation import EXPLANATIONS
from perfdesk.model.form.definition import Block, Field, FormDefinition, Forms, Line
from perfdesk.model.form.path import FIELDS
from perfdesk.model.form.path import Path as ValuePath
from perfdesk.model.language.registry import codec_of
from perfdesk.model.record.record import Record, Row
from perfdesk.model.record.row_plan import planned
from perfdesk.model.record.spanning import with_joined_spans
from perfdesk.model.value.folding import folded_line


def read_records(path: Path, forms: Forms) -> list[Record]:
    """All records of an interchange file; all of them or none.

    Raises ``InputProblem`` that names the file, the place in it and the remedy.
    """
    try:
        data = read_bounded(path, MOST_JSON_BYTES)
    except FileNotFoundError as error:
        raise InputProblem(f"找不到文件“{path}”。请检查文件名后重试。") from error
    except OSError as error:
        raise InputProblem(f"无法读取“{path}”。请检查它是不是文件、有没有读取权限后重试。") from error
    return records_from(parse_json(data, path.name), forms, path.name)


def records_from(data: object, forms: Forms, where: str) -> list[Record]:
    """The records in parsed interchange data; ``where`` names the source in sentences.

    Numbers are taken as the text they are written as, so ``data`` should come from
    :func:`perfdesk.exchange.reading.json_text.parse_json`. Each record has all the rows its form asks for.
    Raises ``InputProblem`` at the first mistake.
    """
    root = JsonPlace(where)
    document = root.mapping(data)
    if VERSION_KEY not in document:
        raise InputProblem(f"{where}：没有 {VERSION_KEY}（版本），不是本程序的交换文件。请检查选择的文件。")
    version = root.key(VERSION_KEY).text(document[VERSION_KEY])
    if version != str(VERSION):
        raise InputProblem(
            f"{where}：交换文件的版本是“{shortened(version)}”，本程序只认识版本 {VERSION}。"
            "请用新版程序导入，或按 docs/json.md 重新生成。"
        )
    root.only(document, {VERSION_KEY: "", "records": ""})
    if "records" not in document:
        raise InputProblem(f"{where}：没有 records（报表清单）。请补上后重新导入。")
    place = root.key("records")
    records = place.sequence(document["records"], MOST_RECORDS)
    return [_record(item, forms, place.item(n)) for n, item in enumerate(records)]


def _record(data: object, forms: Forms, place: JsonPlace) -> Record:
    content = place.mapping(data)
    for key in ("form", "year"):
        if key not in content:
            raise place.problem(f"没有 {key}")
    form = place.key("form").text(content["form"])
    definition = forms.get(form)
    if definition is None:
        names = {allowed.id: allowed.title for allowed in forms.values()}
        raise place.key("form").problem(f"“{shortened(form)}”不是已知的报表格式{nearest(form, names)}")
    allowed = {"form": "", "year": "", FIELDS: "", **{block.key: block.label for block in definition.blocks}}
    place.only(content, allowed | {EXPLANATIONS.key: EXPLANATIONS.label})
    record = Record(
        form=form,
        year=_year(content["year"], place.key("year")),
        fields=_values(content.get(FIELDS), definition.fields, place.key(FIELDS)),
        blocks={
            block.key: _rows(content.get(block.key), block, place.key(block.key))
            for block in definition.blocks
        },
    )
    complete = planned(definition, record)
    said = _explanations(content.get(EXPLANATIONS.key), record, complete, definition, place)
    if said:
        complete = complete.with_rows(EXPLANATIONS.key, said)
    return _bare(with_joined_spans(complete, definition), definition)


def _year(data: object, place: JsonPlace) -> int:
    written = place.text(data).strip()
    if not re.fullmatch("[0-9]{4}", written) or not FIRST_YEAR <= int(written) <= LAST_YEAR:
        raise place.problem(f"“{shortened(written)}”不是年度，应是 {FIRST_YEAR} 到 {LAST_YEAR} 的整数")
    return int(written)


def _values(data: object, fields: Sequence[Field], place: JsonPlace, besides: str = "") -> dict[str, str]:
    """Texts by key, blank ones left out; the key ``besides`` is allowed and left out."""
    if data is None:
        return {}
    content = place.mapping(data)
    place.only(content, {field.key: field.label for field in fields} | ({besides: ""} if besides else {}))
    texts = {field.key: place.key(field.key).text(content.get(field.key)) for field in fields}
    return {key: text for key, text in texts.items() if text}


def _rows(data: object, block: Block, place: JsonPlace) -> tuple[Row, ...]:
    if data is None:
        return ()
    items = place.sequence(data, MOST_ROWS)
    if block.grows:
        return tuple(Row(_values(item, block.columns, place.item(n))) for n, item in enumerate(items))
    rows: list[Row] = []
    for n, item in enumerate(items):
        line = _line(place.item(n).mapping(item), block, place.item(n))
        if any(row.line == line.key for row in rows):
            raise place.item(n).key(LINE).problem(f"“{line.name}”这一行写了两次")
        rows.append(Row(_values(item, block.columns, place.item(n), besides=LINE), line=line.key))
    return tuple(rows)


def _explanations(
    data: object, record: Record, complete: Record, definition: FormDefinition, place: JsonPlace
) -> tuple[Row, ...]:
    """What is said to warnings; ``record`` has the rows as the file numbers them."""
    rows = []
    for row, at in _listed(data, place.key(EXPLANATIONS.key)):
        written = row["place"]
        try:
            path = ValuePath.parse(written) if written else None
            if path is not None:
                definition.field_at(path)
            if path is not None and path.index is not None:
                meant = record.rows(path.block)[path.index]
                path = ValuePath(path.block, complete.rows(path.block).index(meant), path.key)
        except (ValueError, KeyError, IndexError) as error:
            raise at.key("place").problem(
                f"“{shortened(written)}”不是本表的位置，应如 indicators[0].actual"
            ) from error
        if not row["code"] or not row["text"].strip():
            raise at.problem("缺少 code（问题编号）或 text（说明）")
        rows.append(row.with_value("place", "" if path is None else str(path)))
    return tuple(rows)


def _listed(data: object, place: JsonPlace) -> Iterator[tuple[Row, JsonPlace]]:
    for number, item in enumerate(() if data is None else place.sequence(data, MOST_ROWS)):
        at = place.item(number)
        yield Row(_values(item, EXPLANATIONS.columns, at)), at


def _line(item: Mapping[str, object], block: Block, place: JsonPlace) -> Line:
    if LINE not in item:
        raise place.problem(f"没有 {LINE}（行名），应是 {'、'.join(line.name for line in block.lines)} 之一")
    written = place.key(LINE).text(item[LINE])
    for line in block.lines:
        if folded_line(written) in {folded_line(line.name), folded_line(line.label), folded_line(line.key)}:
            return line
    guess = nearest(written, {line.name: line.label for line in block.lines})
    raise place.key(LINE).problem(f"“{shortened(written)}”不是“{block.label}”的行名{guess}")


def _bare(record: Record, definition: FormDefinition) -> Record:
    """The record without what the form itself prints around values: 指标1： before a name."""
    layouts = (row for section in definition.sheet.sections for row in section.rows if row.repeat)
    for layout in layouts:
        for key, codec in ((key, cell.codec) for cell in layout.cells if cell.codec for key in cell.values):
            rows = record.rows(layout.repeat)
            texts = [codec_of(codec).stored(row[key]) for row in rows]
            if any(text != row[key] for text, row in zip(texts, rows, strict=True)):
                bare = (row.with_value(key, text) for text, row in zip(texts, rows, strict=True))
                record = record.with_rows(layout.repeat, bare)
    return record
