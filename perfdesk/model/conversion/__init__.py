"""A record as one of another form or another year (转换报表格式, 结转下年)."""
