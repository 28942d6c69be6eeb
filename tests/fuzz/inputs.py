"""Inputs as a stranger might send them, a kind a function; the same seed gives the same input."""

from __future__ import annotations

import json
import re
from pathlib import Path
from random import Random
from typing import Any

PROJECT = Path(__file__).parents[2]
FORM_TEXTS = [
    (PROJECT / "resources" / "forms" / name / "form.toml").read_text(encoding="utf-8")
    for name in ("sichuan-project-2024", "sichuan-department-2024", "hunan-project-2022")
]
DOCUMENT = json.loads((PROJECT / "resources" / "samples" / "sichuan.json").read_text(encoding="utf-8"))

_CHARACTERS = (
    "汉字绩效≥≤％%aZ09 \t\n\r\"'<>&=[]{}()（）,.，。：/\\-_…𠮷é"
    "\x00\x01\x0b\x1b\x7f\x85\xa0\xad\u200b\u202e\u2028\ufeff\ufffe"
)
_NUMBERS = (
    *["0", "-1", "1e30", "1e999999999", "-1e-30", "nan", "inf", "0.1", "100", "26", "1000000", "0x10"],
    "9" * 5000,
)
_HTML = (
    *[
        "<table>",
        "<tr>",
        "<td>",
        "<th>",
        "</table>",
        "</tr>",
        "</td>",
        "<br/>",
        "<p>",
        "<div>",
        "<style>",
        "</style>",
        "<script>",
        "<head>",
        "<o:p>",
    ],
    *[
        "<td/>",
        "<!--",
        "-->",
        "<!DOCTYPE",
        "<?xml",
        "&amp;",
        "&",
        "<",
        ">",
        "</",
        "<td",
        "Excel.Sheet",
        "&#{n};",
        "&#x{n};",
        'a="',
        "b='",
    ],
    "<td rowspan=1000 colspan=1000>",
    "<td rowspan='{n}'>",
    "<td colspan={n}>",
    "<tr style='display: none'>",
    "<![foo[ x ]]>",
    "<![if !vml]>",
)
_FORMULA = (
    *[
        "a",
        "b",
        "c",
        "+",
        "-",
        "*",
        "/",
        "(",
        ")",
        "and",
        "or",
        "<",
        "<=",
        "==",
        "!=",
        "min(",
        "max(",
        "abs(",
        "floor(",
        ",",
        "**",
        "//",
        "%",
        ".",
        "[",
        "'x'",
        "lambda",
        "1e999",
        "1_0",
        ":=",
        "=",
    ],
    "not ",
    " if ",
    " else ",
)
_ENDINGS = ("", ".exe", ".pdf", ".pdf.exe\u200b", "\u202efdp.scr", ".", " ", ".tar.gz", "CON", "..", "/../")
_PLAUSIBLE = ("0", "1", "2", "7", "10", "0.5", "26", "100", "200", "290", "1000")
_MOST_PIECE = 3_000_000


def text(random: Random, longest: int = 40) -> str:
    """A text of any characters; now and then a very long one of a few."""
    if random.random() < 0.03:
        return "".join(random.choices(_CHARACTERS, k=2)) * random.choice((500, 5_000, 50_000))
    return "".join(random.choices(_CHARACTERS, k=random.randrange(longest)))


def number(random: Random) -> str:
    """A numeral that some program might write."""
    return random.choice(_NUMBERS)


def clipboard(random: Random) -> tuple[str, str]:
    """The plain text and the HTML of a clipboard; either may be blank."""
    pieces = []
    for _ in range(random.choice((5, 50, 500))):
        piece = random.choice(_HTML) if random.random() < 0.8 else text(random, 8)
        pieces.append(piece.replace("{n}", number(random)))
        if random.random() < 0.01:
            pieces.append(piece * min(random.choice((100, 10_000)), _MOST_PIECE // (len(piece) + 1)))
    html = random.choice(("<table>", "")) + "".join(pieces)
    cells = [text(random, 8) for _ in range(random.choice((1, 9, 90)))]
    plain = "".join(cell + random.choice("\t\t\n") for cell in cells)
    return (plain if random.random() < 0.7 else ""), (html if random.random() < 0.8 else "")


def form(random: Random) -> str:
    """A definition with some of its lines changed, copied, left out or run together."""
    lines = random.choice(FORM_TEXTS).split("\n")
    for _ in range(random.choice((1, 1, 1, 2, 5))):
        at = random.randrange(len(lines))
        key, sign, value = lines[at].partition(" = ")
        match random.randrange(10):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, lines[random.randrange(len(lines))])
            case 2 if sign:
                lines[at] = f"{key} = {number(random)}"
            case 3 if sign:
                lines[at] = f"{key} = {json.dumps(text(random), ensure_ascii=False)}"
            case 4 if sign:
                depth = random.choice((1, 5, 50, 2000))
                lines[at] = f"{key} = {'[' * depth}{value}{']' * depth}"
            case 5:
                lines[at] = f"{key}{'.a' * random.choice((1, 30, 3000))}{sign}{value}"
            case 6:
                # A mistake less obvious: another number of the usual size, or a text of any length.
                numerals = re.split(r"([0-9]+(?:\.[0-9]+)?)", lines[at])
                numerals[1::2] = [random.choice(_PLAUSIBLE) for _ in numerals[1::2]]
                lines[at] = "".join(numerals)
            case 7 if value.startswith('"'):
                written = json.dumps(text(random, 200), ensure_ascii=False).replace("\x7f", "")
                lines[at] = f"{key} = {written}"
            case _:
                cut = random.randrange(len(lines[at]) + 1)
                lines[at] = lines[at][:cut] + text(random, 6) + lines[at][cut + random.randrange(3) :]
    return "\n".join(lines)


def interchange(random: Random) -> bytes:
    """The published forms as interchange JSON with some values changed, and sometimes its bytes, too."""
    document: Any = json.loads(json.dumps(DOCUMENT))
    document["records"] = random.sample(document["records"], random.randint(0, 2))
    for _ in range(random.choice((0, 1, 1, 1, 2, 5))):
        _change(random, document)
    written = json.dumps(document, ensure_ascii=random.random() < 0.3)
    if random.random() < 0.2:
        written = written.replace('"2024"', number(random)).replace('"0"', number(random))
    data = bytearray(written.encode(random.choice(("utf-8", "utf-8-sig", "gb18030", "utf-16")), "replace"))
    if random.random() < 0.1 and data:
        for _ in range(random.randint(1, 4)):
            data[random.randrange(len(data))] = random.randrange(256)
    if random.random() < 0.03:
        return bytes(data) + random.choice((b"[", b"[],", b"{")) * random.choice((1000, 600_000))
    return bytes(data)


def _change(random: Random, node: Any) -> None:
    """Change a value somewhere below."""
    while True:
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        if not keys:
            return
        key = random.choice(keys)
        if isinstance(node[key], (dict, list)) and random.random() < 0.8:
            node = node[key]
            continue
        match random.randrange(6):
            case 0:
                del node[key]
            case 1:
                node[key] = random.choice((None, True, [], {}, 7, 1e300, [[]], {"a": {}}))
            case 2 if isinstance(node, dict) and random.random() < 0.3:
                node[text(random)] = node.pop(key)
            case 3 if isinstance(node, list):
                node += [node[key]] * random.choice((1, 20, 1500))
            case _:
                node[key] = text(random) if random.random() < 0.7 else number(random)
        return


def name(random: Random) -> str:
    """What a project or a file might be called."""
    return text(random, 300) + random.choice(_ENDINGS)


def formula(random: Random) -> str:
    """A formula, half of the time one that is written well."""
    if random.random() < 0.5:
        return _expression(random, random.randrange(8))
    parts = [
        random.choice(_FORMULA) if random.random() < 0.9 else number(random)
        for _ in range(random.choice((1, 3, 7, 20, 200)))
    ]
    if random.random() < 0.1:
        parts = [random.choice(parts)] * random.choice((50, 3000))
    if random.random() < 0.3:
        signs = random.choices("+-*/<", k=len(parts))
        parts = [part + sign for part, sign in zip(parts, signs, strict=True)]
        parts.append("a")
    return "".join(parts)


def _expression(random: Random, depth: int) -> str:
    """A formula of so many levels."""
    if depth == 0:
        return random.choice(("a", "b", "c", "0", "1", "0.001", "99999999999", "1e20", "12.5"))
    first, second, third = (_expression(random, random.randrange(depth)) for _ in range(3))
    return random.choice(
        (
            f"({first} {random.choice('+-*/')} {second})",
            f"({first} {random.choice(('<', '<=', '==', '!=', '>', '>='))} {second})",
            f"({first} if {second} else {third})",
            f"{random.choice(('min', 'max'))}({first}, {second}, {third})",
            f"{random.choice(('abs', 'floor', '-', 'not '))}({first})",
            f"({first} {random.choice(('and', 'or'))} {second})",
        )
    )
