"""The dialog 发送: to whom, with which words and which files the draft of a mail is made."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from perfdesk.errors import InputProblem
from perfdesk.exchange.files.name_pattern import PLACES, Named, NamePattern, in_chinese
from perfdesk.exchange.writing.mail_out import receivers_in
from perfdesk.model.kept.attachment import Attachment
from perfdesk.model.kept.preference import MailWords
from perfdesk.ui.command.command import plain
from perfdesk.ui.widget import theme
from perfdesk.ui.widget.size_text import size_text

_SIZE = 620, 430


class SendDialog(QDialog):
    """Shows how the subject will read; the properties are what was asked for.

    ``attached`` are the files kept with the records, which can be sent along.
    """

    def __init__(
        self, named: Sequence[Named], words: MailWords, attached: Sequence[Attachment], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._named = named
        self.setWindowTitle(f"发送 {len(named)} 份自评表")
        self._to = QLineEdit(words.receiver, self)
        self._to.setPlaceholderText("收件人的邮箱，多个之间用分号隔开；可以空着，到邮件程序里再填")
        self._subject = QLineEdit(in_chinese(words.subject), self)
        self._text = QPlainTextEdit(in_chinese(words.text), self)
        self._text.setTabChangesFocus(True)
        self._kinds = {".pdf": QCheckBox("PDF(&P)", self), ".xlsx": QCheckBox("Excel(&X)", self)}
        self._kinds[".pdf"].setChecked(True)
        hint = "项目的附件 {count} 个，{size}(&T)"
        size = size_text(sum(one.size for one in attached))
        self.attachments = QCheckBox(hint.format(count=len(attached), size=size), self)
        self.attachments.setVisible(bool(attached))
        self._shown = QLabel(self, wordWrap=True)
        buttons = QDialogButtonBox(self)
        self._go = buttons.addButton("生成邮件(&O)", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        kinds = QHBoxLayout()
        kinds.setSpacing(theme.SPACE * 2)
        for box in self._kinds.values():
            kinds.addWidget(box)
            box.toggled.connect(self._refresh)
        kinds.addWidget(self.attachments)
        kinds.addStretch()
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE * 2)
        grid.setVerticalSpacing(theme.SPACE)
        rows = (
            ("收件人(&R)", self._to),
            ("主题(&S)", self._subject),
            ("正文(&T)", self._text),
        )
        for row, (caption, edit) in enumerate(rows):
            label = theme.muted(QLabel(caption, self))
            label.setBuddy(edit)
            grid.addWidget(label, row, 0)
            grid.addWidget(edit, row, 1)
            edit.setAccessibleName(plain(caption))
        grid.addWidget(theme.muted(QLabel("附件", self)), len(rows), 0)
        grid.addLayout(kinds, len(rows), 1)
        grid.setColumnStretch(1, 1)
        self._to.textChanged.connect(self._refresh)
        self._subject.textChanged.connect(self._refresh)
        self._text.textChanged.connect(self._refresh)
        places = "、".join(f"{{{label}}}" for label in PLACES.values())
        hint = f"花括号里的会换成每份表的内容：{places}。邮件在您的邮件程序里打开，由您发出；本程序不发送。"
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE * 2] * 4)
        layout.setSpacing(theme.SPACE)
        layout.addLayout(grid)
        layout.addWidget(self._shown)
        layout.addWidget(theme.muted(QLabel(hint, self, wordWrap=True)))
        layout.addWidget(buttons)
        self.resize(*_SIZE)
        self._refresh()

    @property
    def words(self) -> MailWords:
        """The receiver, and subject and text as patterns."""
        return MailWords(self._to.text().strip(), self._subject.text(), self._text.toPlainText())

    @property
    def endings(self) -> tuple[str, ...]:
        """The kinds of files that go with it."""
        return tuple(ending for ending, box in self._kinds.items() if box.isChecked())

    @property
    def with_attachments(self) -> bool:
        """Whether the files kept with the records go with it, too."""
        return self.attachments.isChecked()

    @property
    def hint(self) -> str:
        """How the subject will read, or what is wrong."""
        return self._shown.text()

    def filled(self) -> tuple[tuple[str, ...], str, str]:
        """Receivers, subject and text; raises ``InputProblem``."""
        words = self.words
        subject, text = NamePattern(words.subject), NamePattern(words.text)
        return receivers_in(words.receiver), subject.name_of_all(self._named), text.name_of_all(self._named)

    def set_words(self, words: MailWords) -> None:
        """Write other words."""
        self._to.setText(words.receiver)
        self._subject.setText(words.subject)
        self._text.setPlainText(words.text)

    def _refresh(self) -> None:
        try:
            _, subject, _ = self.filled()
            wrong = "" if self.endings else "请至少选择 PDF、Excel 中的一种。"
        except InputProblem as problem:
            subject, wrong = "", problem.message
        self._shown.setText(wrong or f"主题：{subject}")
        theme.colored(self._shown, theme.PROBLEM if wrong else theme.MUTED)
        self._go.setEnabled(not wrong)
