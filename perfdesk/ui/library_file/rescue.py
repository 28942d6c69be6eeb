"""The way on where a library is damaged: recover it into a new file, or take the newest backup."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from perfdesk.errors import PerfdeskError
from perfdesk.model.safety.backup import Backup, backup_folder, backups
from perfdesk.model.safety.recovery import recover, recovered_path, recovery_report
from perfdesk.model.store.copying import copy_library
from perfdesk.ui.widget import message
from perfdesk.ui.work.progress_dialog import busy
from perfdesk.ui.work.session import Session
from perfdesk.whole_file import write_whole

_MOST_LINES = 14  # of a message box that still fits a small screen


def offer_rescue(parent: QWidget | None, session: Session, damaged: Path, sentence: str) -> Path | None:
    """Tell that a library is damaged, and do what the user chooses; the library to open then, if any.

    The damaged file is not touched.
    """
    found = backups(backup_folder(damaged, session.settings.backup_folder))
    newest = found[0] if found else None
    offers = ["修复到新文件(&R)"]
    if newest is not None:
        offers.append(f"改用 {newest.at:%Y-%m-%d %H:%M} 的备份(&B)")
    taken = message.offer(parent, sentence, tuple(offers))
    try:
        if taken == 0:
            return _recovered(parent, session, damaged)
        if taken == 1 and newest is not None:
            return _from_backup(parent, damaged, newest)
    except PerfdeskError as problem:
        message.show_problem(parent, problem.message)
    return None


def _recovered(parent: QWidget | None, session: Session, damaged: Path) -> Path:
    new = recovered_path(damaged)
    saved = busy(parent, "正在修复…", lambda: recover(damaged, new, session.forms))
    report = recovery_report(saved)
    written = new.with_name(f"{new.stem}-报告.txt")
    write_whole(written, f"{report}\n".encode("utf-8-sig"))
    lines = report.splitlines()
    if len(lines) > _MOST_LINES:
        lines = [*lines[:_MOST_LINES], "……"]
    sentence = f"已修复到“{new}”。完整的报告在“{written}”。"
    message.offer(parent, "\n".join((sentence, "", *lines)), ())
    return new


def _from_backup(parent: QWidget | None, damaged: Path, backup: Backup) -> Path:
    target = damaged.with_name(f"{damaged.stem}-备份于{backup.at:%Y%m%d-%H%M%S}{damaged.suffix}")
    if not target.exists():
        busy(parent, "正在读取备份…", lambda: copy_library(backup.path, target))
    return target
