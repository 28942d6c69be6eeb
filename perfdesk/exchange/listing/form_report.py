"""The known forms for other programs (JSON) and for a terminal (a list), and the mistakes of forms."""

from __future__ import annotations

from collections.abc import Iterable

from perfdesk.exchange.listing.json_list import json_list
from perfdesk.model.authoring.form_check import CheckedFile
from perfdesk.model.language.known_forms import KnownForms


def forms_json(forms: KnownForms) -> str:
    """A JSON list with an object a form; ``own`` tells a user's form from the program's."""
    return json_list(
        {
            "id": form.id,
            "title": form.title,
            "region": form.region,
            "years": list(form.years),
            "own": forms.is_own(form.id),
        }
        for form in forms.values()
    )


def forms_list(forms: KnownForms) -> str:
    """A line a form; a user's own ends with the file it comes from, the others are the program's."""
    return "\n".join(
        f"{form.id}  {form.region}  {form.title}（{'、'.join(map(str, form.years))}年度）"
        + (f"  自己的：{forms.file_of(form.id)}" if forms.is_own(form.id) else "")
        for form in forms.values()
    )


def mistakes_list(checked: Iterable[CheckedFile]) -> str:
    """A line a mistake, and one for each file without any."""
    return "\n".join(
        line
        for file, mistakes in checked
        for line in (mistakes or (f"{file.parent.name}/{file.name}：没有错误。",))
    )
