"""The page of one form, made from its definition: what it asks for, place by place, and how it scores."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from perfdesk.model.form.definition import (
    Block,
    BlockKind,
    Field,
    FormDefinition,
    Orientation,
    ValueKind,
)
from perfdesk.model.language.computed_kind import ComputedKind
from perfdesk.model.language.registry import FORM_KINDS, ROW_KINDS, asked_paths, guide_place
from perfdesk.model.value.value import display_percent, display_score
from perfdesk.sheet.layout.sheet import Cell, CellKind
from perfdesk.ui.guide.markup import anchor, table, text

EXECUTION, TOTAL, INPUTS = "execution", "total", "inputs"
"""Places of a page beside those of fields and columns."""

_MOST_CHOICES = 9


def key(form: FormDefinition) -> str:
    """The key of a form's page."""
    return f"form-{form.id}"


def title(form: FormDefinition) -> str:
    """A form as the contents list it."""
    years = "、".join(map(str, form.years))
    return f"{form.region} {years} {form.title}"


def address(form: FormDefinition, cell: Cell | None) -> str:
    """Where the guide tells of a cell of the form; of the form as a whole without one."""
    if cell is None or (cell.kind is CellKind.LABEL and not cell.paths):
        return key(form)
    if place := guide_place(cell.source):
        return f"{key(form)}#{place}"
    if not cell.paths:
        return f"{key(form)}#{EXECUTION}" if form.scoring.execution is not None else key(form)
    path = asked_paths(cell.codec, cell.paths)[0]
    return f"{key(form)}#{path.key if path.index is None else f'{path.block}.{path.key}'}"


def listing(forms: Iterable[FormDefinition]) -> str:
    """All forms in a table, each with a link to its page."""
    rows = [
        (
            text(form.region),
            f"<a href='{key(form)}'>{text(form.title)}</a>",
            text("、".join(map(str, form.years))),
            "计分" if _scores(form) else "不计分",
        )
        for form in forms
    ]
    return table(("地区", "表名", "年度", "得分"), rows, (12, 58, 18, 12))


def page(form: FormDefinition) -> str:
    """The whole page as HTML."""
    return "".join(_parts(form))


def _parts(form: FormDefinition) -> Iterator[str]:
    yield f"<h1>{text(title(form))}</h1>"
    paper = "A4 横向" if form.sheet.page.orientation is Orientation.LANDSCAPE else "A4 纵向"
    yield table(
        ("项目", "内容"),
        (
            ("表格来源", text(form.source)),
            ("金额单位", text(form.money_unit)),
            ("纸张", paper),
            ("得分", "由程序计算" if _scores(form) else "本表不计分"),
            ("格式编号", text(form.id)),
        ),
        (22, 78),
    )
    yield f"<h2>{'文字部分'}</h2>"
    yield _places(form.fields, "")
    yield _computed(form, "")
    for block in form.blocks:
        rule = form.scoring.formulas
        name = INPUTS if rule is not None and block.key == rule.inputs_block else block.key
        yield f"<h2>{anchor(name)}{text(block.label)}</h2>"
        yield from _block(form, block)
    if _scores(form):
        yield f"<h2>{'怎样计分'}</h2>"
        yield from _scoring(form)
    yield from _asked(form)


def _block(form: FormDefinition, block: Block) -> Iterator[str]:
    if block.lines:
        names = "；".join(line.name for line in block.lines)
        yield f"<p>{'固定的行：'}{text(names)}{'。'}</p>"
    else:
        yield f"<p>{'行数不限，可以插入、复制、删除和移动。'}</p>"
    levels: dict[str, list[str]] = {}
    for level in block.levels:
        levels.setdefault(level.level1, []).append(level.level2)
    if levels:
        sentence = "；".join(
            f"{first}（{'、'.join(filter(None, seconds))}）" if any(seconds) else first
            for first, seconds in levels.items()
        )
        yield f"<p>{'表上的级别：'}{text(sentence)}{'。'}</p>"
    if block.kind is BlockKind.BUDGET and form.checks.parts:
        parts = "、".join(line.name for line in block.lines if line.key in form.checks.parts)
        yield f"<p>{text(f'{parts}之和应等于总数。')}</p>"
    yield _places(block.columns, f"{block.key}.")
    yield _computed(form, block.key)


def _places(fields: Iterable[Field], prefix: str) -> str:
    rows = [
        (anchor(prefix + field.key) + text(field.label), text(_wants(field)), text(_limits(field)))
        for field in fields
    ]
    return table(("栏目", "怎样填", "要求"), rows, (22, 58, 20))


def _computed(form: FormDefinition, block_key: str) -> str:
    """What the program fills in by itself in the rows of a block, or in the plain rows (``""``)."""
    block = form.block(block_key) if block_key else None
    kinds: Mapping[str, ComputedKind] = ROW_KINDS[block.kind] if block else FORM_KINDS
    layouts = [
        cell
        for section in form.sheet.sections
        for row in section.rows
        if row.repeat == block_key
        for cell in row.cells
        if cell.computed and not kinds[cell.computed].is_label
    ]
    names = dict.fromkeys(kinds[layout.computed].described(form, block, layout) for layout in layouts)
    said = f"由程序计算：{'、'.join(names)}。"
    return f"<p>{text(said)}</p>" if names else ""


def _wants(field: Field) -> str:
    said = [field.hint] if field.hint else []
    if not field.hint and field.kind is ValueKind.MONEY:
        said.append("填金额。")
    if field.choices:
        some = "、".join(field.choices[:_MOST_CHOICES])
        end = "……" if len(field.choices) > _MOST_CHOICES else "。"
        said.append(f"可从列表中选择：{some}" + end)
    return "".join(said)


def _limits(field: Field) -> str:
    said = ["必填"] if field.required else []
    if field.limit is not None:
        said.append(f"不超过 {field.limit} 字")
    return "，".join(said)


def _scoring(form: FormDefinition) -> Iterator[str]:
    rule = form.scoring
    if rule.execution is not None:
        yield f"<h3>{anchor(EXECUTION)}{'预算执行（{weight} 分）'}</h3>".format(
            weight=display_score(rule.execution.weight)
        )
        yield f"<p>{text(rule.execution.clause)}</p>"
        for least, points in rule.execution.bands:
            sentence = "执行率达到 {least} 的得 {points} 分。"
            sentence = sentence.format(least=display_percent(least, 0), points=display_score(points))
            yield f"<p>{text(sentence)}</p>"
    for indicators in rule.indicators:
        heading = f"指标（{display_score(indicators.weight_total)} 分）"
        yield f"<h3>{text(heading)}</h3>"
        for clause in (indicators.clause, indicators.qualitative_clause, indicators.date_clause):
            if clause:
                yield f"<p>{text(clause)}</p>"
    if rule.formulas is not None:
        yield from _formulas(form)
    if rule.total is not None:
        yield f"<h3>{anchor(TOTAL)}{'合计和等级'}</h3><p>{text(rule.total.clause)}</p>"
        for cap in rule.total.caps:
            sentence = "执行率低于 {below} 的，总分最高 {most} 分。"
            sentence = sentence.format(below=display_percent(cap.below, 0), most=display_score(cap.most))
            yield f"<p>{text(sentence)}</p>"
    yield f"<p>{'每条规则的算法和例子，见'}<a href='rules'>{'计分规则'}</a>{'。'}</p>"


def _formulas(form: FormDefinition) -> Iterator[str]:
    """Each line of 部门整体 with its rule as printed, and each number that is asked for or gathered."""
    rule = form.scoring.formulas
    assert rule is not None
    lines = {line.key: line for line in form.block(rule.block).lines}
    rows = []
    for formula in rule.formulas:
        weight = "扣分" if formula.weight is None else display_score(formula.weight)
        clause = "\n".join(filter(None, (lines[formula.line].texts.get(rule.clause, ""), formula.reading)))
        rows.append((text(lines[formula.line].name), weight, text(clause)))
    yield f"<h3>{'逐行的评分说明'}</h3>"
    yield table(("指标", "分值", "评分说明"), rows, (20, 10, 70))
    inputs = {line.key: line for line in form.block(rule.inputs_block).lines}
    rows = [
        (
            text(inputs[item.line].name),
            "由项目自评表取得，可以改填" if item.source else "在表的下方填写",
            text(item.clause),
        )
        for item in rule.inputs
    ]
    yield f"<h3>{'用到的数'}</h3>"
    yield table(("数", "怎样得来", "说明"), rows, (34, 26, 40))


def _asked(form: FormDefinition) -> Iterator[str]:
    """What 审核 asks of this form by its own data."""
    checks, execution = form.checks, form.scoring.execution
    said = []
    if execution is not None and execution.reason_below is not None:
        below = display_percent(execution.reason_below, 0)
        said.append(f"预算执行率低于 {below} 的，要写原因。")
    if checks.initial and checks.reason:
        said.append("预算有追加、调减的，要写原因。")
    if checks.levels:
        said.append("应有{levels}。".format(levels="、".join(checks.levels)))
    if checks.imbalance is not None:
        most = display_percent(checks.imbalance, 0)
        said.append(f"指标得分率比执行得分率高出 {most} 以上的，财政平台会标红。")
    if checks.unspent is not None:
        most = display_percent(checks.unspent, 0)
        said.append(f"调整后预算为 0，或有 {most} 以上没有支出的，财政平台会标黄。")
    if said:
        yield f"<h2>{'审核对本表的要求'}</h2><ul>{''.join(f'<li>{text(one)}</li>' for one in said)}</ul>"
        yield f"<p>{'全部审核项目，见'}<a href='checks'>{'审核项目一览'}</a>{'。'}</p>"


def _scores(form: FormDefinition) -> bool:
    rule = form.scoring
    return bool(rule.execution or rule.indicators or rule.formulas or rule.total)
