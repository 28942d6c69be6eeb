"""Blocks as Excel, WPS, Word and browsers put them on the clipboard."""

from __future__ import annotations

import pytest

from perfdesk.exchange.reading.clipboard_in import read_block, read_html_table

# The frame that Excel puts around a copied range; it breaks its lines with CRLF, as WPS does.
EXCEL = """<html xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:x="urn:schemas-microsoft-com:office:excel"
xmlns="http://www.w3.org/TR/REC-html40">

<head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=ProgId content=Excel.Sheet>
<meta name=Generator content="Microsoft Excel 15">
<style>
<!--table
\t{mso-displayed-decimal-separator:"\\.";}
td {color:black;}
-->
</style>
</head>

<body link="#0563C1">

<table border=0 cellpadding=0 cellspacing=0 width=288>
<!--StartFragment-->
 <col width=72 span=3 style='width:54pt'>
{rows}<!--EndFragment-->
</table>

</body>

</html>
"""


def excel(rows: str) -> str:
    return crlf(EXCEL.replace("{rows}", rows))


def crlf(text: str) -> str:
    return text.replace("\n", "\r\n")


def test_the_plain_text_of_excel_counts_with_its_quoted_line_breaks() -> None:
    rows = """ <tr height=38 style='height:28.5pt'>
  <td height=38 class=xl65 width=72>甲项<br>
    第二行</td>
  <td class=xl66 align=right>1.50</td>
 </tr>
"""
    assert read_block('"甲项\n第二行"\t1.50\r\n', excel(rows)) == [["甲项\n第二行", "1.50"]]
    assert read_html_table(excel(rows)) == [["甲项\n第二行", "1.50"]]


def test_merged_cells_of_excel_give_blanks() -> None:
    rows = """ <tr>
  <td rowspan=2>产出指标</td>
  <td rowspan=2>数量指标</td>
  <td>甲</td>
 </tr>
 <tr>
  <td>乙</td>
 </tr>
<![if supportMisalignedColumns]>
 <tr height=0 style='display:none'>
  <td width=72></td>
 </tr>
 <![endif]>
"""
    expected = [["产出指标", "数量指标", "甲"], ["", "", "乙"]]
    assert read_block("产出指标\t数量指标\t甲\r\n\t\t乙\r\n", excel(rows)) == expected
    assert read_html_table(excel(rows)) == expected


def test_a_spreadsheet_counts_even_where_its_html_has_another_shape() -> None:
    assert read_block("甲\r\n\r\n乙\r\n", excel("<tr><td>甲</td></tr><tr><td>乙</td></tr>")) == [
        ["甲"],
        [""],
        ["乙"],
    ]


WPS = crlf("""<html xmlns:x="urn:schemas-microsoft-com:office:excel">
<head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8"/>
<meta name=ProgId content=Excel.Sheet />
<meta name=Generator content="WPS Office ET" />
</head>
<body>
<table width="216">
<!--StartFragment-->
<tr height="18"><td class="et2" colspan="2" x:str>合并两列</td><td x:num="98.5">98.5</td></tr>
<!--EndFragment--></table>
</body>
</html>""")


def test_wps_is_read_as_excel_is() -> None:
    assert read_block("合并两列\t\t98.5\r\n", WPS) == [["合并两列", "", "98.5"]]
    assert read_html_table(WPS) == [["合并两列", "", "98.5"]]


WORD = crlf("""<html><head><meta name=ProgId content=Word.Document><style><!-- p {margin:0} --></style></head>
<body><!--StartFragment--><table class=MsoTableGrid>
 <tr>
  <td width=200>
  <p class=MsoNormal><span lang=EN-US>1.</span><span>完成参保登
  记工作<o:p></o:p></span></p>
  <p class=MsoNormal><span>2.发放补助</span></p>
  </td>
  <td><p>≥95%&nbsp;</p></td>
 </tr>
 <tr><td><p>Table of
  contents</p></td><td><p>&lt;5</p></td></tr>
</table><!--EndFragment--></body></html>""")


def test_paragraphs_in_a_cell_of_word_stay_in_it() -> None:
    plain = "1.完成参保登记工作\r\n2.发放补助\t≥95%\r\nTable of contents\t<5\r\n"
    assert read_block(plain, WORD) == [
        ["1.完成参保登记工作\n2.发放补助", "≥95%"],
        ["Table of contents", "<5"],
    ]


@pytest.mark.parametrize("html", ["", "<p>只有文字</p>", "<table></table>"])
def test_without_a_table_the_plain_text_counts(html: str) -> None:
    assert read_block("甲\t乙\r\n", html) == [["甲", "乙"]]


def test_html_alone_is_read_and_a_table_in_a_cell_is_its_text() -> None:
    html = "<table><tr><td>外<table><tr><td>内</td></tr></table></td><td>乙</td></tr></table>"
    assert read_block("", html) == [["外内", "乙"]]


@pytest.mark.parametrize("span", ["0", "-1", "x", "999999999"])
def test_a_span_that_makes_no_sense_does_no_harm(span: str) -> None:
    rows = read_html_table(f"<table><tr><td rowspan={span}>甲</td><td>乙</td></tr></table>")
    assert [text for text in rows[0] if text] == ["甲", "乙"]


def test_three_hundred_rows_come_in_whole() -> None:
    rows = "".join(f" <tr>\r\n  <td>指标{n}</td>\r\n  <td>≥</td>\r\n </tr>\r\n" for n in range(300))
    text = "".join(f"指标{n}\t≥\r\n" for n in range(300))
    assert (
        read_block(text, excel(rows))
        == read_html_table(excel(rows))
        == [[f"指标{n}", "≥"] for n in range(300)]
    )
