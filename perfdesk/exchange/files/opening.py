"""Which files of strangers are opened on a click, which only after a question, and which never."""

from __future__ import annotations

import re
from enum import Enum, auto

# What shows something and runs nothing. The old formats of Office and WPS may hold macros, which their
# programs leave off until somebody allows them; every bureau sends them, and a question that is always asked
# is never read. Not on the list: formats that are made for macros (.xlsm), pages (.html, .svg), archives
# (their files would be opened past this list), disk images, mails, and whatever else there is.
_HARMLESS = re.compile(
    r".*\.(pdf|ofd|png|jpe?g|jfif|gif|bmp|tiff?|webp|heic|heif|docx?|xlsx?|pptx?|wps|et|dps|od[tsp]|txt|csv|mp[34]|wav)",
    re.IGNORECASE | re.DOTALL,
)
# What a double click would run, on Windows above all: what mail programs refuse to open.
_PROGRAM = re.compile(
    r".*\.(bat|cmd|com|cpl|exe|hta|jar|jnlp|jse?|lnk|ms[cip]|chm|scf|xll|pif|ps1|pyw?|reg|scr|sh|url|vb[es]?|ws[fh]"
    r"|inf|appref-ms|application|desktop|appimage)",
    re.IGNORECASE | re.DOTALL,
)


class OpeningRule(Enum):
    """What is done when somebody wants to open a file."""

    OPENED = auto()
    ASKED = auto()
    REFUSED = auto()


def opening(name: str) -> OpeningRule:
    """What a file's name, as it lies on the disk, says about opening it; what is not known is asked."""
    name = name.rstrip(" .")
    if _PROGRAM.fullmatch(name):
        return OpeningRule.REFUSED
    return OpeningRule.OPENED if _HARMLESS.fullmatch(name) else OpeningRule.ASKED
