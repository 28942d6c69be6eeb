"""What converting the chosen projects would do, added up and said in sentences."""

from __future__ import annotations

from dataclasses import dataclass, field

from perfdesk.model.conversion.conversion import Conversion, Moved
from perfdesk.model.form.definition import FormDefinition

_SENTENCES = 8  # more push the list of what is left behind off the dialog


@dataclass(slots=True)
class ConversionTally:
    """Projects that would be turned into another form, and the ``same`` that are of it already.

    The keys of a dict are an ordered set.
    """

    converted: int = 0
    same: int = 0
    dropped: int = 0
    units: dict[str, None] = field(default_factory=dict)
    rescaled: dict[str, None] = field(default_factory=dict)
    moved: dict[Moved, None] = field(default_factory=dict)
    strange: dict[str, None] = field(default_factory=dict)

    def add(self, conversion: Conversion, unit: str, money_unit: str) -> None:
        """Add a project of a unit, whose form counts in ``money_unit``."""
        self.converted += 1
        self.dropped += len(conversion.dropped)
        self.units[unit] = None
        self.moved.update(dict.fromkeys(conversion.moved))
        self.strange.update(dict.fromkeys(conversion.strange))
        if conversion.rescaled:
            self.rescaled[money_unit] = None

    def sentences(self, after: FormDefinition, year: int, *, several: bool) -> str:
        """What there is to know before it is done, a line each; ``several``: of more than one project."""
        if not self.converted:
            if several:
                return "这些项目都已是这个年度的这张表，请另选年度或格式。"
            return "这个项目已是这个年度的这张表，请另选年度或格式。"
        units = "各自的单位"
        if len(self.units) == 1:
            units = f"“{next(iter(self.units))}”"
        sentences_said = [f"新表放在 {year} 年度{units}下面，原表保留不动。"]
        if self.same:
            sentences_said.append(f"其中 {self.same} 个已是这张表，不再转换。")
        if year not in after.years:
            sentences_said.append(f"这张表不是 {year} 年度的格式。")
        pattern = "金额由{before}换算为{after}。"
        sentences_said += [pattern.format(before=before, after=after.money_unit) for before in self.rescaled]
        pattern = "“{before}”改列“{after}”。"
        sentences_said += [pattern.format(before=before, after=now) for before, now in self.moved]
        if self.strange:
            names = "、".join(f"“{name}”" for name in self.strange)
            sentences_said.append(f"新表没有{names}，按原样保留，请转换后另选。")
        if len(sentences_said) > _SENTENCES:
            sentences_said[_SENTENCES:] = ["……"]
        return "\n".join(sentences_said)
