"""The definition that a record or a person names, among those that are there."""

from __future__ import annotations

from perfdesk.errors import FormProblem
from perfdesk.model.form.definition import FormDefinition, Forms


def form_of_record(forms: Forms, form: str) -> FormDefinition:
    """The definition that a record in the library names; raises ``FormProblem`` where it is unknown."""
    definition = forms.get(form)
    if definition is None:
        raise FormProblem(
            f"本项目的报表格式“{form}”不在本程序中，内容原样保留，不能显示和修改。"
            "请升级本程序，或把这个格式的文件夹放进格式文件夹后重新打开。"
        )
    return definition


def form_of(forms: Forms, form_id: str) -> FormDefinition:
    """The definition of that id; raises ``FormProblem`` that names the known ones."""
    definition = forms.get(form_id)
    if definition is None:
        available = "、".join(forms) or "（没有）"
        raise FormProblem(f"没有编号为“{form_id}”的报表格式。已有的格式：{available}。")
    return definition


def form_name(definition: FormDefinition) -> str:
    """A form as lists name it: 四川　部门预算项目支出绩效自评表（2024年）."""
    years = "、".join(map(str, definition.years))
    return f"{definition.region}　{definition.title}（{years}年）"
