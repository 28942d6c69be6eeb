"""Lists the operations on a library: a key for the file, and a Chinese text for people.

The key never changes once a version that writes it was published; the text may.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple, Self


class Operation(Enum):
    """What is done to a library; the value is the key, ``text`` the Chinese name that people read."""

    text: str

    def __new__(cls, key: str, text: str) -> Self:
        """Let the key alone be the value."""
        member = object.__new__(cls)
        member._value_ = key
        member.text = text
        return member

    # Cells
    TYPE = "type", "输入"
    CLEAR = "clear", "清除"
    CUT = "cut", "剪切"
    PASTE = "paste", "粘贴"
    FILL_DOWN = "fill_down", "向下填充"
    FILL_RIGHT = "fill_right", "向右填充"
    REPLACE = "replace", "替换"
    RESTORE_VALUE = "restore_value", "恢复旧值"
    # Rows
    INSERT_ROWS = "insert_rows", "插入行"
    DELETE_ROWS = "delete_rows", "删除行"
    DUPLICATE_ROWS = "duplicate_rows", "复制行"
    MOVE_ROWS = "move_rows", "移动行"
    INSERT_INDICATORS = "insert_indicators", "插入指标"
    # Texts that follow the numbers, 常用语
    INSERT_SNIPPET = "insert_snippet", "插入常用语"
    STOP_FOLLOWING = "stop_following", "停止跟随"
    RESUME_FOLLOWING = "resume_following", "恢复跟随"
    # What 审核 found
    APPLY_FIX = "apply_fix", "按审核意见改正"
    EXPLAIN = "explain", "核实说明"
    # Records, which people call 项目
    ADD_RECORD = "add_record", "新建项目"
    IMPORT = "import", "导入"
    RENAME_RECORD = "rename_record", "项目改名"
    DUPLICATE_RECORD = "duplicate_record", "复制项目"
    DELETE_RECORDS = "delete_records", "删除项目"
    RESTORE_DELETED = "restore_deleted", "恢复项目"
    MOVE_RECORDS = "move_records", "移动项目"
    CONVERT = "convert", "转换格式"
    CARRY_OVER = "carry_over", "结转下年"
    CONFIRM = "confirm", "确认结转值"
    RESTORE_RECORD = "restore_record", "恢复旧表"
    # Units, which people call 单位
    ADD_UNIT = "add_unit", "新建单位"
    RENAME_UNIT = "rename_unit", "单位改名"
    DELETE_UNITS = "delete_units", "删除单位"
    # Files of a record, 附件
    ADD_ATTACHMENTS = "add_attachments", "添加附件"
    RENAME_ATTACHMENT = "rename_attachment", "重命名附件"
    SET_ATTACHMENT_KIND = "set_attachment_kind", "更改附件类别"
    REMOVE_ATTACHMENTS = "remove_attachments", "删除附件"
    # Outside undo
    PURGE = "purge", "彻底删除项目"
    NOTE_OUTPUT = "note_output", "登记打印和导出"
    SET_PREFERENCES = "set_preferences", "保存设置"
    DROP_CONTENT = "drop_content", "清理附件"
    RESCORE = "rescore", "重新计分"


class Replay(Enum):
    """That an operation is not done for the first time, but taken back or made again."""

    UNDO = "undo"
    REDO = "redo"


_VERBS = {Replay.UNDO: "撤销", Replay.REDO: "重做"}


class OperationRun(NamedTuple):
    """One run of an operation: done for the first time, or by undo or redo."""

    operation: Operation
    replay: Replay | None = None

    @property
    def key(self) -> str:
        """What the file holds of it, such as ``undo:type``."""
        key: str = self.operation.value
        return key if self.replay is None else f"{self.replay.value}:{key}"

    @property
    def text(self) -> str:
        """What people read of it, such as 撤销“输入”."""
        text = self.operation.text
        return text if self.replay is None else f"{_VERBS[self.replay]}“{text}”"


_TEXTS = {
    run.key: run.text
    for operation in Operation
    for run in (OperationRun(operation), *(OperationRun(operation, replay) for replay in Replay))
}


def operation_text(key: str) -> str:
    """What people read of the key of a run; the key itself where this version does not know it."""
    return _TEXTS.get(key, key)
