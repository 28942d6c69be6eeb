"""Message boxes: a sentence, and what can be done about it."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox, QWidget


def show_problem(parent: QWidget | None, sentence: str) -> None:
    """Tell a problem that the user can act on, and wait until it is read."""
    _box(parent, QMessageBox.Icon.Warning, sentence).exec()


def offer(parent: QWidget | None, sentence: str, offers: tuple[str, ...], close: str = "") -> int | None:
    """Tell something and offer what can be done next; the number of the offer taken, or ``None``."""
    box = _box(parent, QMessageBox.Icon.Information, sentence, close or "关闭")
    buttons = [box.addButton(text, QMessageBox.ButtonRole.ActionRole) for text in offers]
    if buttons:
        box.setDefaultButton(buttons[0])
    box.exec()
    clicked = box.clickedButton()
    return next((number for number, button in enumerate(buttons) if button is clicked), None)


def confirm(parent: QWidget | None, sentence: str, go: str, back: str) -> bool:
    """Warn, and ask whether to go on; going back is what Enter and Esc do."""
    box = QMessageBox(QMessageBox.Icon.Warning, "绩效填报台", sentence, parent=parent)
    stay = box.addButton(back, QMessageBox.ButtonRole.RejectRole)
    button = box.addButton(go, QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    box.exec()
    return box.clickedButton() is button


def _box(parent: QWidget | None, icon: QMessageBox.Icon, text: str, close: str = "") -> QMessageBox:
    box = QMessageBox(icon, "绩效填报台", text, parent=parent)
    button = box.addButton(close or "知道了", QMessageBox.ButtonRole.RejectRole)
    box.setEscapeButton(button)
    return box
