-- The history of records holds operations by key, no longer by the text that people read: model/store/operation.py has
-- both. What undo and redo did holds a word before the key. A text that is none of these stays as it is.
-- Run again, this changes nothing.
WITH
  operation (key, text) AS (
    VALUES
      ('type', '输入'),
      ('clear', '清除'),
      ('cut', '剪切'),
      ('paste', '粘贴'),
      ('fill_down', '向下填充'),
      ('fill_right', '向右填充'),
      ('replace', '替换'),
      ('restore_value', '恢复旧值'),
      ('insert_rows', '插入行'),
      ('delete_rows', '删除行'),
      ('duplicate_rows', '复制行'),
      ('move_rows', '移动行'),
      ('insert_indicators', '插入指标'),
      ('insert_snippet', '插入常用语'),
      ('stop_following', '停止跟随'),
      ('resume_following', '恢复跟随'),
      ('apply_fix', '按审核意见改正'),
      ('explain', '核实说明'),
      ('add_record', '新建项目'),
      ('import', '导入'),
      ('rename_record', '项目改名'),
      ('duplicate_record', '复制项目'),
      ('delete_records', '删除项目'),
      ('restore_deleted', '恢复项目'),
      ('move_records', '移动项目'),
      ('convert', '转换格式'),
      ('carry_over', '结转下年'),
      ('confirm', '确认结转值'),
      ('restore_record', '恢复旧表'),
      ('add_unit', '新建单位'),
      ('rename_unit', '单位改名'),
      ('delete_units', '删除单位'),
      ('add_attachments', '添加附件'),
      ('rename_attachment', '重命名附件'),
      ('set_attachment_kind', '更改附件类别'),
      ('remove_attachments', '删除附件')
  ),
  run (key, text) AS (
    SELECT key, text FROM operation
    UNION ALL SELECT 'undo:' || key, '撤销“' || text || '”' FROM operation
    UNION ALL SELECT 'redo:' || key, '重做“' || text || '”' FROM operation
  )
UPDATE trail SET operation = run.key FROM run WHERE run.text = trail.operation;
