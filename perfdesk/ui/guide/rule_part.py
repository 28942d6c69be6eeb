"""Which forms go by a scoring rule, and their own words for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from perfdesk.model.form.definition import FormDefinition, IndicatorRule, ShortfallRule
from perfdesk.model.value.value import display_score
from perfdesk.ui.guide.form_page import key, title
from perfdesk.ui.guide.markup import table, text


def forms_with(forms: Iterable[FormDefinition], rule: str) -> str:
    """A table of the forms that go by a rule of :data:`RULES`, each with its clause."""
    clause_of = RULES[rule]
    rows = [
        (f"<a href='{key(form)}'>{text(title(form))}</a>", text(clause))
        for form in forms
        if (clause := clause_of(form))
    ]
    if not rows:
        return f"<p><small>{'现有的格式都不用这条规则；自己写的格式可以用。'}</small></p>"
    return table(("用于", "依据（表上的规定）"), rows, (38, 62))


def _missed_by(rule: ShortfallRule) -> Callable[[FormDefinition], str]:
    return _indicators(lambda item: item.clause if rule in (item.at_least, item.at_most) else "")


def _indicators(clause: Callable[[IndicatorRule], str]) -> Callable[[FormDefinition], str]:
    return lambda form: next(filter(None, map(clause, form.scoring.indicators)), "")


def _over_completion(item: IndicatorRule) -> str:
    if item.over_completion is None:
        return ""
    if item.over_completion_deduction is None:
        return "完成值超过指标值 {share} 以上的，要说明原因".format(
            share=f"{display_score(item.over_completion * 100)}%"
        )
    return "完成值超过指标值 {share} 以上的，要说明原因，扣 {points} 分".format(
        share=f"{display_score(item.over_completion * 100)}%",
        points=display_score(item.over_completion_deduction),
    )


def _execution(form: FormDefinition) -> str:
    return form.scoring.execution.clause if form.scoring.execution is not None else ""


def _total(form: FormDefinition) -> str:
    return form.scoring.total.clause if form.scoring.total is not None else ""


def _caps(form: FormDefinition) -> str:
    return _total(form) if form.scoring.total is not None and form.scoring.total.caps else ""


def _formulas(form: FormDefinition) -> str:
    return "表上“评分说明”一栏，逐行见该表" if form.scoring.formulas is not None else ""


RULES: Mapping[str, Callable[[FormDefinition], str]] = {
    "execution": _execution,
    **{rule.value: _missed_by(rule) for rule in ShortfallRule},
    "over-completion": _indicators(_over_completion),
    "qualitative": _indicators(lambda item: item.qualitative_clause),
    "date": _indicators(lambda item: item.date_clause),
    "total": _total,
    "caps": _caps,
    "formulas": _formulas,
}
"""The clause of a form for each rule by its name in the pages; ``""`` where the form does not go by it."""
