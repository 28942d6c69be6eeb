"""What each command does, in one sentence: under its name in tooltips, and in the guide."""

from __future__ import annotations

from collections.abc import Mapping

from perfdesk.ui.command.command import Command


def sentence(command: Command) -> str:
    """What a command does; ``""`` where its name says it all."""
    return _SENTENCES.get(command, "")


def tip(name: str, command: Command) -> str:
    """A tooltip: the command's name with its key, and what it does."""
    first = f"{name}（{command.keys}）" if command.keys else name
    return "\n".join(filter(None, (first, sentence(command))))


_SENTENCES: Mapping[Command, str] = {
    Command.NEW_RECORD: "选择年度、单位和报表格式，开始填一张新表",
    Command.NEW_UNIT: "在年度下面加一个单位",
    Command.NEW_YEAR: "加一个年度和它的第一个单位",
    Command.NEW_LIBRARY: "新建一个空的文件，存放全部项目",
    Command.OPEN_LIBRARY: "打开另一个填报库",
    Command.PREVIEW: "看打印出来的样子",
    Command.PRINT: "按官方版式打印选中的自评表",
    Command.EXPORT_PDF: "版式固定，在哪里打开都一样",
    Command.EXPORT_EXCEL: "官方版式的 Excel，用于报送",
    Command.CHECK_PRINT: "按校验码查一份打印件是不是最后一稿",
    Command.QUIT: "内容已自动保存，可以直接退出",
    Command.UNDO: "退回一步",
    Command.REDO: "把撤销的一步再做一次",
    Command.CUT: "复制选中的格，并清除内容",
    Command.COPY: "复制选中的格，可粘贴到 Excel、WPS、Word",
    Command.PASTE: "粘贴文字或整块指标，行不够时自动增加",
    Command.CLEAR: "清除选中的格；手工评分恢复为计算得分",
    Command.FILL_DOWN: "把最上一格的内容填到选区的各格",
    Command.FILL_RIGHT: "把最左一格的内容填到选区的各格",
    Command.SELECT_ALL: "选中整张表",
    Command.CHOOSE: "打开这一格的列表",
    Command.FIND_PROJECT: "按名称、编码或单位筛选项目列表",
    Command.RENAME: "改项目、单位或年度的名称",
    Command.DUPLICATE: "照样复制选中的项目",
    Command.CONVERT: "转成另一年度或另一地区的表，原表保留",
    Command.DELETE: "删除选中的项目或单位，可以撤销",
    Command.ATTACHMENTS: "存放盖章扫描件、佐证材料，随项目保存，不印在表上",
    Command.HISTORY: "看这张表每次改了什么，恢复原来的值",
    Command.MOVE_UP: "在列表里上移一位",
    Command.MOVE_DOWN: "在列表里下移一位",
    Command.ROW_ABOVE: "在当前行上方加一行同级的指标",
    Command.ROW_BELOW: "在当前行下方加一行同级的指标",
    Command.ROW_COPY: "连内容复制选中的行",
    Command.ROW_DELETE: "删除选中的行，可以撤销",
    Command.ROW_UP: "把选中的行上移一位",
    Command.ROW_DOWN: "把选中的行下移一位",
    Command.ZOOM_IN: "也可以按住 Ctrl 滚动鼠标",
    Command.ZOOM_OUT: "也可以按住 Ctrl 滚动鼠标",
    Command.ZOOM_RESET: "与纸上一样大",
    Command.FIT_WIDTH: "使表与窗口同宽",
    Command.SHOW_TREE: "收起或打开左边的项目列表",
    Command.SHOW_EXPLANATION: "收起或打开右边的填报说明和审核",
    Command.SHOW_FINDINGS: "看错误、警告和提示，单击到格，一键改正",
    Command.PALETTE: "键入名称或拼音首字母，找到并执行命令",
    Command.KEYS: "全部快捷键一览",
    Command.HELP: "打开与眼前内容有关的一页",
    Command.OPEN_LOG: "出错时，把这里的日志交给软件提供方",
    Command.ABOUT: "版本、许可证和各文件所在的位置",
    Command.CARRY: "把上一年度的项目带到下一年度",
    Command.START_PAGE: "最近打开的填报库、新建、打开和示例",
    Command.IMPORT: "把交换文件里的自评表加进来",
    Command.FIND: "在本表、本单位、本年度或全部项目中查找",
    Command.REPLACE: "查找并替换文字，一次撤销全部还原",
    Command.SNIPPET: "插入带着本表数字的现成文字",
    Command.CONFIRM: "结转来的内容已核对，不用改",
    Command.CONFIRM_ALL: "整张表结转来的内容都已核对",
    Command.OVERVIEW: "看填了多少、下一步做什么",
    Command.SHOW_STOCK: "查找现成的指标，插入到表中",
    Command.SEND: "生成带附件的邮件草稿，由您在邮件程序里发出",
    Command.RECYCLE_BIN: "找回删除的项目",
    Command.BACKUPS: "立即备份，查看、恢复以前的备份",
}
