"""The dialog that offers the texts (常用语) for a cell, with the form's numbers in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QPushButton,
    QSplitter,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from perfdesk.model.snippet.snippet import Snippet, names_in
from perfdesk.ui.widget import theme

_SIZE_PX = (640, 380)


class SnippetDialog(QDialog):
    """Shows what the cell would say with each snippet; ``preview`` gives that text.

    ``limit`` is the most characters (字) of the cell; ``problems`` are the mistakes of the user's own file.
    """

    def __init__(
        self,
        label: str,
        snippets: Sequence[Snippet],
        preview: Callable[[Snippet], str],
        limit: int | None,
        problems: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._snippets = snippets
        self._preview = preview
        self._limit = limit
        self.setWindowTitle(f"常用语：{label}")
        self.list = QListWidget()
        self.list.setAccessibleName("常用语")
        for snippet in snippets:
            own = "{title}（自备）" if snippet.own else "{title}"
            self.list.addItem(own.format(title=snippet.title))
        self._text = QTextEdit(readOnly=True)
        self._text.setAccessibleName("填入以后")
        self._text.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._length = theme.muted(QLabel(wordWrap=True))
        problem = QLabel("\n".join(["自己的常用语文件有误，没有使用：", *problems]), wordWrap=True)
        theme.colored(problem, theme.PROBLEM)
        problem.setVisible(bool(problems))
        insert = QPushButton("插入(&I)")
        insert.setDefault(True)
        insert.setEnabled(bool(snippets))
        buttons = QDialogButtonBox()
        buttons.addButton(insert, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        panes = QSplitter()
        panes.addWidget(self.list)
        panes.addWidget(self._text)
        panes.setStretchFactor(1, 1)
        panes.setSizes([_SIZE_PX[0] // 3, _SIZE_PX[0] * 2 // 3])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE * 2] * 4)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(panes, 1)
        layout.addWidget(self._length)
        layout.addWidget(problem)
        layout.addWidget(buttons)
        self.resize(*_SIZE_PX)
        self.list.currentRowChanged.connect(self._show)
        self.list.itemDoubleClicked.connect(self.accept)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.list.setCurrentRow(0)
        self._show()

    @property
    def chosen(self) -> Snippet | None:
        """The snippet that is selected."""
        row = self.list.currentRow()
        return self._snippets[row] if 0 <= row < len(self._snippets) else None

    @property
    def shown(self) -> str:
        """What the cell would say."""
        return self._text.toPlainText()

    @property
    def length_text(self) -> str:
        """How long that text is, and whether it follows the numbers."""
        return self._length.text()

    def _show(self) -> None:
        snippet = self.chosen
        if snippet is None:
            self._length.setText("这一格没有常用语。")
            return
        text = self._preview(snippet)
        self._text.setPlainText(text)
        if self._limit is None:
            count = f"共 {len(text)} 字。"
        else:
            count = f"共 {len(text)} 字，不超过 {self._limit} 字。"
            if len(text) > self._limit:
                count = f"共 {len(text)} 字，超过了 {self._limit} 字的限制，插入后请精简。"
        follows = "其中的数字以后随表更新，直到动手修改这段文字。" if names_in(snippet.template) else ""
        self._length.setText(count + follows)
