"""The page of results: what the machine is, how each trial went, and what to do with the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from perfdesk.self_test.result import Grade, Result

_TITLE = "绩效填报台 自检结果"
_ADVICE = {
    Grade.GOOD: "结论：全部正常。",
    Grade.DOUBTFUL: "结论：可以使用，有需要注意的地方。",
    Grade.FAILED: "结论：有失败的项目。请把本页连同日志一起发给技术支持；其中没有自评表的内容。",
}
_WORST_FIRST = (Grade.FAILED, Grade.DOUBTFUL, Grade.GOOD)


def page(facts: Iterable[tuple[str, str]], results: Sequence[Result]) -> str:
    """The page as lines of text, ending in a line break."""
    lines = [_TITLE, ""]
    lines += [f"{caption}：{text}" for caption, text in facts]
    lines += ["", *(f"[{result.grade}] {result.name}：{result.seen}" for result in results), ""]
    worst = next((grade for grade in _WORST_FIRST if any(r.grade is grade for r in results)), Grade.GOOD)
    lines.append(_ADVICE[worst])
    return "\n".join(lines) + "\n"
