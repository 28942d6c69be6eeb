"""The dialog that sets how large attachments (附件) may be."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from perfdesk.model.kept.preference import AttachmentLimits
from perfdesk.ui.widget import theme

_MOST_FILE_MB, _MOST_LIBRARY_MB = 200, 2000
_WIDTH = 420


class LimitsDialog(QDialog):
    """Asks for both limits; :attr:`limits` is what was asked for."""

    def __init__(self, limits: AttachmentLimits, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("附件的上限")
        self.file = QSpinBox(minimum=1, maximum=_MOST_FILE_MB, value=limits.file_mb, suffix=" MB")
        self.library = QSpinBox(minimum=1, maximum=_MOST_LIBRARY_MB, value=limits.library_mb, suffix=" MB")
        form = QFormLayout()
        form.setHorizontalSpacing(theme.SPACE * 2)
        form.addRow("每个文件(&F)", self.file)
        form.addRow("本填报库合计(&L)", self.library)
        explanation = (
            "附件存放在填报库里，每份备份也都包含附件：附件越多，填报库和备份就越大，复制、发送也越慢。"
        )
        buttons = QDialogButtonBox(self)
        buttons.addButton("确定", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE * 2] * 4)
        layout.setSpacing(theme.SPACE * 2)
        layout.addLayout(form)
        layout.addWidget(theme.muted(QLabel(explanation, self, wordWrap=True)))
        layout.addWidget(buttons)
        self.setMinimumWidth(_WIDTH)

    @property
    def limits(self) -> AttachmentLimits:
        """Both limits as they are set."""
        return AttachmentLimits(self.file.value(), self.library.value())
