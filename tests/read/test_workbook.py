"""What is read from each strange workbook, or why it is refused. One line, one file. Every read is bounded."""

import datetime as dt
import random
import subprocess
import sys

import openpyxl
import pytest
import xlwt

from etl.acuan import ROOT
from etl.model import write_address
from etl.pesan import Unreadable
from etl.read import child
from etl.read.workbook import read_workbook
from tests import heavy
from tests.corpus import strange as s
from tests.spent import read_seconds
from tests.workbooks import workbook

SATU = "<c><v>1</v></c>"
JAUH = s.row(SATU) + '<row r="1048576"><c r="XFD1048576"><v>9</v></c></row>'
BAWAH = s.row(SATU) + '<row r="1048576"><c r="A1048576"><v>9</v></c></row>'
LEBAR = '<row r="1">' + "".join(f'<c r="{write_address(1, k)}"><v>{k}</v></c>' for k in range(1, 16_385)) + "</row>"
SERONG = "".join(
    f'<row r="{i}"><c r="{write_address(i, (i + 249) // 250)}"><v>1</v></c></row>' for i in range(1, 200_001, 250)
)
GABUNG_SEMUA = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
GABUNG_TINDIH = '<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="A1:C1"/></mergeCells>'
DUA = s.row(SATU, "<c><v>2</v></c>")
KOLOM_JAUH = '<table:table-cell table:number-columns-repeated="16383"/>'
ODS_JAUH = (
    '<table:table-row table:number-rows-repeated="1048570"/><table:table-row>%s'
    '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>'
)
RUSAK = s.pack(s.parts({"Baik": s.sheet(s.row(SATU)), "Buruk": "<worksheet><sheetData><row>"}))


def read(data, nama="uji.xlsx"):
    return read_workbook(data, nama, limit_seconds=30, limit_memory=700_000_000)


# what it is, its bytes, code, sheet, cell
REFUSED = [
    ("a value in the last cell of the sheet", s.xlsx(JAUH), "lembar_terlalu_luas", "S1", "XFD1048576"),
    ("a value in the last row", s.xlsx(BAWAH), "lembar_terlalu_luas", "S1", "A1048576"),
    ("values in 16,384 columns", s.xlsx(LEBAR), "lembar_terlalu_luas", "S1", "XFD1"),
    ("a diagonal over 160 million cells", s.xlsx(SERONG), "lembar_terlalu_luas", "S1", "ADT199751"),
    (
        "a far cell on the second sheet",
        s.pack(s.parts({"A": s.sheet(DUA), "B": s.sheet(JAUH)})),
        "lembar_terlalu_luas",
        "B",
        "XFD1048576",
    ),
    ("an address that no cell has", s.xlsx('<row r="1"><c r="ZZZZ1"><v>1</v></c></row>'), "berkas_rusak", "S1", ""),
    ("a row number that no row has", s.xlsx('<row r="9"><c r="A9999999"><v>1</v></c></row>'), "berkas_rusak", "S1", ""),
    (
        "merged ranges that overlap",
        s.xlsx(s.row(SATU, SATU, SATU), after=GABUNG_TINDIH),
        "berkas_mencurigakan",
        "S1",
        "",
    ),
    ("a text of 1 MB in 1,000 cells", s.long_texts(1_000), "berkas_terlalu_berat", "", ""),
    ("a shared text that is not there", s.xlsx(s.row('<c t="s"><v>7</v></c>')), "berkas_rusak", "S1", ""),
    ("a sheet that breaks off", RUSAK, "berkas_rusak", "Buruk", ""),
    ("a cell of an unknown type", s.xlsx(s.row('<c t="zz"><v>1</v></c>')), "berkas_rusak", "S1", ""),
    ("letters where a number must be", s.xlsx(s.row('<c t="n"><v>abc</v></c>')), "berkas_rusak", "S1", ""),
    ("a workbook without its sheets", s.pack({"xl/workbook.xml": "<workbook/>"}), "berkas_rusak", "", ""),
    ("shared texts that break off", s.xlsx(extra={"xl/sharedStrings.xml": "<sst><si><t>a"}), "berkas_rusak", "", ""),
    ("a workbook of another encoding", s.xlsx(extra={"xl/workbook.xml": b"\xff<a/>"}), "berkas_rusak", "", ""),
    ("an empty .xls shell", s.ole("Workbook"), "berkas_rusak", "", ""),
    ("a far value in OpenDocument", s.ods(line=ODS_JAUH % ""), "lembar_terlalu_luas", "S1", "A1048572"),
    ("a far and wide value in OpenDocument", s.ods(line=ODS_JAUH % KOLOM_JAUH), "berkas_rusak", "", ""),
    ("an .xlsb with nothing inside", s.pack({"xl/workbook.bin": b"\x83\x01\0"}), "berkas_rusak", "", ""),
]


@pytest.mark.parametrize(("_what", "data", "kode", "sheet", "cell"), REFUSED, ids=[r[0] for r in REFUSED])
def test_a_workbook_that_cannot_be_read_says_where(_what, data, kode, sheet, cell):
    with pytest.raises(Unreadable) as e:
        read(data)
    t = e.value.finding
    assert (t.kode, t.lembar, t.sel) == (kode, sheet, cell)


def shared_text(isi, attributes=""):
    return f'<c t="inlineStr"{attributes}><is>{isi}</is></c>'


RUBI = (
    '<si><r><t>Ko</t></r><r><rPr><b/></rPr><t>ta</t></r></si><si><t>東京</t><rPh sb="0" eb="2"><t>トウ</t></rPh></si>'
)
ISO = ("2022-07-14", "2022-07-14T00:00:00", "2022-07-14T10:20:30", "10:20:30", "Juli")
TANPA_ALAMAT = "<row><c><v>1</v></c><c r='D1'><v>2</v></c><c><v>3</v></c></row><row><c><v>4</v></c></row>"
AWALAN = (
    f'<x:worksheet xmlns:x="{s.NS}"><x:sheetData><x:row r="2"><x:c r="B2"><x:v>5</x:v></x:c></x:row>'
    "</x:sheetData></x:worksheet>"
)
J14 = dt.date(2022, 7, 14)

# what it is, its bytes, the cells of its only sheet
READ = [
    (
        "text written inline, plain and rich",
        s.xlsx(s.row(shared_text("<t>a</t>"), shared_text("<r><t>b</t></r><r><t>c</t></r>"))),
        [["a", "bc"]],
    ),
    (
        "shared text, rich and with phonetic runs",
        s.xlsx(s.row('<c t="s"><v>0</v></c>', '<c t="s"><v>1</v></c>'), RUBI),
        [["Kota", "東京"]],
    ),
    ("the result of a text formula", s.xlsx(s.row('<c t="str"><f>A2</f><v>x y</v></c>')), [["x y"]]),
    ("a formula whose result is the empty text", s.xlsx(s.row(SATU, '<c t="str"><f>""</f><v></v></c>')), [[1.0, None]]),
    ("true and false", s.xlsx(s.row('<c t="b"><v>1</v></c>', '<c t="b"><f>1&gt;2</f><v>0</v></c>')), [[True, False]]),
    (
        "dates and times as numbers",
        s.xlsx(s.row('<c s="1"><v>44756</v></c>', '<c s="3"><v>44756.5</v></c>', '<c s="4"><v>1.25</v></c>')),
        [[J14, dt.datetime(2022, 7, 14, 12), dt.timedelta(days=1, hours=6)]],
    ),
    (
        "dates and times in ISO form",
        s.xlsx(s.row(*(f'<c t="d"><v>{v}</v></c>' for v in ISO))),
        [[J14, J14, dt.datetime(2022, 7, 14, 10, 20, 30), dt.time(10, 20, 30), "Juli"]],
    ),
    (
        "dates counted from 1904",
        s.xlsx(s.row('<c s="1"><v>43294</v></c>'), property_='<workbookPr date1904="1"/>'),
        [[J14]],
    ),
    ("a date beyond the calendar", s.xlsx(s.row('<c s="1"><v>99999999</v></c>')), [[99999999.0]]),
    (
        "numbers that are none",
        s.xlsx(s.row("<c><v>NaN</v></c>", "<c><v>1e999</v></c>", "<c><v>1,5</v></c>")),
        [["NaN", "Infinity", "1,5"]],
    ),
    ("a long number keeps what Excel kept", s.xlsx(s.row("<c><v>3572021004000001</v></c>")), [[3572021004000001.0]]),
    ("a dimension that is too small", s.xlsx(DUA, before='<dimension ref="A1:A1"/>'), [[1.0, 2.0]]),
    ("a dimension of the whole sheet", s.xlsx(DUA, before='<dimension ref="A1:XFD1048576"/>'), [[1.0, 2.0]]),
    ("a million cells with a style and nothing else", s.styled_blanks(100_000), [[1.0]]),
    (
        "a table that starts at C3",
        s.xlsx('<row r="3"><c r="C3"><v>1</v></c></row>'),
        [[None] * 3] * 2 + [[None, None, 1.0]],
    ),
    ("cells without an address", s.xlsx(TANPA_ALAMAT), [[1.0, None, None, 2.0, 3.0], [4.0, None, None, None, None]]),
    (
        "cells in a strange order",
        s.xlsx('<row r="2"><c r="B2"><v>4</v></c><c r="A2"><v>3</v></c></row>' + s.row(SATU)),
        [[1.0, None], [3.0, 4.0]],
    ),
    ("element names with a prefix", s.xlsx(extra={"xl/worksheets/sheet1.xml": AWALAN}), [[None, None], [None, 5.0]]),
    ("control characters and NUL", s.text_cells("a_x0000_b", "c_x000D_d", "e\tf\ng"), [["a\0b", "c\rd", "e\tf\ng"]]),
    (
        "no-break, zero-width and outer blanks",
        s.text_cells("Kel.\u00a0Turi", "\u200bTuri", "  Turi "),
        [["Kel.\u00a0Turi", "\u200bTuri", "  Turi "]],
    ),
    (
        "right-to-left marks and emoji",
        s.text_cells("\u202eiruT\u202c", "Turi 🌾", "e\u0301"),
        [["\u202eiruT\u202c", "Turi 🌾", "e\u0301"]],
    ),
    (
        "texts that look like formulas or tags",
        s.text_cells("=1+1", "@SUM", "<b>&amp;", "_x005F_x000D_"),
        [["=1+1", "@SUM", "<b>&amp;", "_x000D_"]],
    ),
    ("a text of 32,767 characters", s.text_cells("x" * 32_767), [["x" * 32_767]]),
    (
        "trailing rows of empty texts",
        s.xlsx(s.row(SATU) + s.row(shared_text("<t/>"), number=2) + s.row(shared_text("<t/>"), number=3)),
        [[1.0]],
    ),
    ("a sheet with nothing", s.xlsx(""), []),
    (
        "names of members in capitals",
        s.pack({k.replace("sheet1", "SHEET1"): v for k, v in s.parts({"S": s.sheet(DUA)}).items()}),
        [[1.0, 2.0]],
    ),
    ("parts in other places than usual", s.flat(DUA), [[1.0, 2.0]]),
    ("a zip bomb kept as a picture", s.xlsx(DUA, extra={"xl/media/a.bin": s.nested_bomb()}), [[1.0, 2.0]]),
    ("OpenDocument", s.ods(), [["isi"]]),
]


@pytest.mark.parametrize(("_what", "data", "cell"), READ, ids=[r[0] for r in READ])
def test_the_cells_of_a_strange_workbook(_what, data, cell):
    (grid,) = read(data).grids
    assert grid.cells == cell


MACRO = "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"
OPENED = {
    "a sheet with an empty relation": lambda: s.listed_without_part('<sheet name=" " sheetId="9" r:id=""/>'),
    "an Excel 4 macro sheet": lambda: s.listed_without_part(
        '<sheet name="Makro1" sheetId="9" state="veryHidden" r:id="rId77"/>',
        f'<Relationship Id="rId77" Type="{MACRO}" Target="macrosheets/sheet1.xml"/>',
        {"xl/macrosheets/sheet1.xml": f'<xm:macrosheet xmlns:xm="{s.NS}"/>'},
    ),
    "a sheet in UTF-16": lambda: s.in_utf16("xl/worksheets/sheet1.xml"),
    "its texts in UTF-16": lambda: s.in_utf16("xl/sharedStrings.xml"),
    "its styles in UTF-16": lambda: s.in_utf16("xl/styles.xml"),
    "the workbook and its relations in UTF-16": lambda: s.in_utf16(
        "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
    ),
    "everything in UTF-16": lambda: s.in_utf16(*s.parts({"S1": ""})),
    "properties in UTF-16": lambda: s.xlsx(
        s.row("<c><v>1</v></c>", '<c t="s"><v>0</v></c>'),
        "<si><t>Turi</t></si>",
        extra={"docProps/custom.xml": '<?xml version="1.0" encoding="UTF-16"?><Properties/>'.encode("utf-16")},
    ),
}


@pytest.mark.parametrize("make", OPENED.values(), ids=OPENED)
def test_what_excel_and_libreoffice_open_is_opened(make):
    assert [(grid.name, grid.cells) for grid in read(make()).grids] == [("S1", [[1.0, "Turi"]])]


def test_a_damaged_preview_or_picture_says_nothing_of_the_cells():
    for name in ("docProps/thumbnail.jpeg", "xl/media/image1.png", "xl/printerSettings/printerSettings1.bin"):
        assert [grid.cells for grid in read(s.broken_member(name)).grids] == [[[1.0]]]
    with pytest.raises(Unreadable):
        read(s.broken_member("xl/theme/theme1.xml"))


def test_the_second_reader_gives_what_the_first_one_gives():
    """Dates, times, per cent, errors, uncalculated formulas, blanks, long numbers, texts: cell by cell."""
    rows = [
        s.row('<c s="1"><v>44756</v></c>', '<c s="3"><v>44756.5</v></c>', '<c s="4"><v>1.25</v></c>', "<c/>"),
        s.row('<c t="e"><v>#SPILL!</v></c>', "<c><f>1+1</f></c>", '<c s="2"><v>0.5</v></c>', '<c t="b"><v>1</v></c>',
              number=3),
        s.row("<c><v>3572021004000001</v></c>", '<c t="inlineStr"><is><t>a</t></is></c>',
              '<c t="str"><f>A2</f><v>x</v></c>', number=4),
    ]  # fmt: skip
    sheet = s.sheet("".join(rows), after='<mergeCells><mergeCell ref="A4:A5"/></mergeCells>')
    first = s.parts({"S1": sheet}) | {"[Content_Types].xml": s.TYPES}
    second = first | {
        "xl/workbook.xml": str(first["xl/workbook.xml"]).replace(
            "</sheets>", '<sheet name="X" sheetId="9" r:id=""/></sheets>'
        )
    }
    assert read(s.pack(second)).grids == read(s.pack(first)).grids


def test_the_second_reader_keeps_the_limits_of_the_first():
    parts = s.parts({"S1": s.sheet("".join(s.row("<c><v>1</v></c>", number=i) for i in range(1, 8)))})
    parts["xl/workbook.xml"] = str(parts["xl/workbook.xml"]).replace("</sheets>", '<sheet name="X" r:id=""/></sheets>')
    with pytest.raises(Unreadable) as e:
        read_workbook(s.pack(parts), "a.xlsx", limit_rows=5)
    assert e.value.finding.kode == "terlalu_banyak_baris"


def test_struck_cells_are_told_by_style_and_by_text():
    fonts = "<fonts><font/><font><strike/></font><font><strike val='0'/></font></fonts>"
    styles = f"{fonts}<cellXfs><xf fontId='0'/><xf fontId='1'/><xf fontId='2'/></cellXfs>"
    styles = f'<styleSheet xmlns="{s.NS}">{styles}</styleSheet>'
    texts = "<si><r><rPr><strike/></rPr><t>a</t></r></si><si><r><rPr><strike/></rPr><t>a</t></r><r><t>b</t></r></si>"
    row = s.row('<c s="1"><v>1</v></c>', '<c s="2"><v>1</v></c>', '<c t="s"><v>0</v></c>', '<c t="s"><v>1</v></c>',
                '<c s="1"/>')  # fmt: skip
    (grid,) = read(s.xlsx(row, texts, extra={"xl/styles.xml": styles})).grids
    assert grid.strikes == {(1, 1), (1, 3)}


def test_what_a_merged_range_hides_is_kept_apart_from_what_is_seen():
    book = workbook({"A": [["Turi", "x"], ["Gedog", "y"], [None, "z"]]}, merges={"A": ["A1:A2", "B2:B3"]})
    (grid,) = read(book).grids
    assert grid.cells == [["Turi", "x"], [None, "y"]]
    assert grid.covered == {(2, 1): "Gedog", (3, 2): "z"}


def _ods_cell(text: str, attributes: str = "", kind: str = "table-cell") -> str:
    return f'<table:{kind} office:value-type="string"{attributes}><text:p>{text}</text:p></table:{kind}>'


def test_merges_and_strikes_of_an_ods_are_told():
    spans = ' table:number-rows-spanned="2" table:number-columns-spanned="1"'
    lines = [
        _ods_cell("Turi", spans) + _ods_cell("a", ' table:style-name="ce9"'),
        _ods_cell("Gedog", kind="covered-table-cell") + _ods_cell("b", ' table:number-columns-repeated="2"'),
    ]
    row = "".join(f"<table:table-row>{line}</table:table-row>" for line in ["<table:table-cell/>", *lines])
    tail = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    style = (
        '<office:automatic-styles><style:style style:name="ce9" style:family="table-cell">'
        '<style:text-properties style:text-line-through-style="solid"/></style:style></office:automatic-styles>'
    )
    (grid,) = read(s.ods(line=row + tail, styles=style)).grids
    assert [line[:3] for line in grid.cells[-2:]] == [["Turi", "a", None], [None, "b", "b"]]
    top = len(grid.cells) - 1
    assert grid.merges == [(top, 1, top + 1, 1)]
    assert grid.covered == {(top + 1, 1): "Gedog"}
    assert grid.strikes == {(top, 2)}


def test_error_cells_are_blank_and_listed_with_their_code():
    code = ["#DIV/0!", "#N/A", "#SPILL!", "#ERROR!"]
    (grid,) = read(
        s.xlsx(s.row(*(f'<c t="e"><f>A9</f><v>{k}</v></c>' for k in code), shared_text("<t>#SPILL!</t>")))
    ).grids
    assert grid.cells == [[None, None, None, None, "#SPILL!"]]
    assert grid.errors == {(1, 1): "#DIV/0!", (1, 2): "#N/A", (1, 3): "#SPILL!", (1, 4): "#ERROR!"}


def test_formulas_that_nobody_calculated_are_listed():
    row = s.row("<c><f>1+1</f></c>", "<c><f>1+1</f><v></v></c>", "<c><f>1+1</f><v>2</v></c>", "<c/>", SATU)
    (grid,) = read(s.xlsx(row + s.row("<c><f>A1</f></c>", number=4))).grids
    assert grid.cells == [[None, None, 2.0, None, 1.0], [], [], []]
    assert grid.without_value == {(1, 1), (1, 2), (4, 1)}


def test_a_workbook_of_openpyxl_has_no_values_for_its_formulas():
    book = openpyxl.Workbook()
    book.active.append(["Jumlah", "=SUM(A2:A9)", 3])
    (grid,) = read(_saved(book)).grids
    assert (grid.cells, grid.without_value) == ([["Jumlah", None, 3.0]], {(1, 2)})


def test_hidden_rows_and_columns_are_told_up_to_the_last_value():
    column = (
        '<cols><col min="2" max="2" hidden="1"/><col min="3" max="3" width="0"/>'
        '<col min="4" max="16384" hidden="true"/></cols>'
    )
    row = (
        '<row r="1" hidden="1"><c r="A1"><v>1</v></c><c r="E1"><v>2</v></c></row><row r="2" hidden="true"/>'
        '<row r="3"><c r="A3"><v>1</v></c></row><row r="4" hidden="1"/>'
    )
    (grid,) = read(s.xlsx(row, before=column)).grids
    assert (grid.hidden_rows, grid.hidden_columns) == ([1, 2], [2, 3, 4, 5])


def test_a_merge_of_the_whole_sheet_is_cut_to_the_used_area():
    (grid,) = read(s.xlsx(DUA, after=GABUNG_SEMUA)).grids
    assert grid.merges == [(1, 1, 1, 2)]


def test_a_merge_written_twice_counts_once():
    (grid,) = read(s.xlsx(DUA, after='<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="A1:B1"/></mergeCells>')).grids
    assert grid.merges == [(1, 1, 1, 2)]


def test_merged_ranges_keep_their_place():
    (grid,) = read(workbook({"A": [["Judul", None, None], ["a", "b", "c"]]}, merges={"A": ["A1:C1"]})).grids
    assert (grid.merges, grid.cells[0]) == ([(1, 1, 1, 3)], ["Judul", None, None])


def test_per_cent_formats_are_told_by_cell():
    style = ["0", "2", "5", "6", "1"]  # general, 0%, own per cent, "%" as literal text, date
    (grid,) = read(s.xlsx(s.row(*(f'<c s="{g}"><v>0.87</v></c>' for g in style), '<c s="2"/>'))).grids
    assert grid.percents == {(1, 2), (1, 3)}
    assert grid.cells[0][1] == 0.87


def test_hidden_and_very_hidden_sheets_are_read_and_charts_skipped():
    sheet = {"Grafik": "<chartsheet/>", "Data ": s.sheet(DUA), "Bayang": s.sheet(DUA), "Gaib": s.sheet(DUA)}
    data = s.pack(s.parts(sheet, state={"Bayang": "hidden", "Gaib": "veryHidden"}, kind={"Grafik": "chartsheet"}))
    assert [(p.name, p.is_hidden, p.cells) for p in read(data).grids] == [
        ("Data ", False, [[1.0, 2.0]]),
        ("Bayang", True, [[1.0, 2.0]]),
        ("Gaib", True, [[1.0, 2.0]]),
    ]


def test_a_hundred_sheets_keep_their_order():
    grid = read(s.many_sheets(100)).grids
    assert [(p.name, p.cells) for p in grid] == [(f"Lembar {i}", [[float(i)]]) for i in range(1, 101)]


@pytest.mark.parametrize(("value", "sample"), [("ya", True), ("tidak", False), ("", False), ("ya ya", False)])
def test_only_the_mark_ya_makes_it_sample_data(value, sample):
    assert read(s.xlsx(extra=s.custom_property(value))).is_sample is sample
    assert (
        read(s.ods(f'<meta:user-defined meta:name="koperasi_data_contoh">{value}</meta:user-defined>')).is_sample
        is sample
    )


def test_the_mark_of_the_test_builder_is_seen():
    assert read(workbook({"A": [[1]]}, sample=True)).is_sample is True
    assert read(workbook({"A": [[1]]})).is_sample is False


def test_a_true_xls_is_read_and_says_what_cannot_be_seen_in_it():
    book = xlwt.Workbook()
    sheet = book.add_sheet("Lama")
    sheet.write_merge(2, 2, 1, 2, "Koperasi")
    sheet.write(3, 1, 5)
    sheet.write(3, 2, J14, xlwt.easyxf(num_format_str="dd/mm/yyyy"))
    result = read(_saved(book), "lama.xlsx")
    assert result.grids[0].cells == [[None] * 3] * 2 + [[None, "Koperasi", None], [None, 5.0, J14]]
    assert (result.format, result.grids[0].merges) == ("xls", [(3, 2, 3, 3)])
    assert [t.kode for t in result.temuan] == ["format_terbatas"]


def test_a_macro_is_told_and_the_cells_are_read():
    book = read(s.xlsx(extra={"xl/vbaProject.bin": b"\xd0"}))
    assert (book.format, book.grids[0].cells, [t.kode for t in book.temuan]) == ("xlsm", [[1.0]], ["makro_diabaikan"])


@pytest.mark.parametrize(
    ("limit", "word"), [({"limit_seconds": 0}, "0 detik"), ({"limit_memory": 150_000_000}, "memori")]
)
def test_a_child_without_time_or_memory_leaves_this_process_working(limit, word):
    with pytest.raises(Unreadable) as e:
        read_workbook(s.long_texts(300), "uji.xlsx", **limit)
    assert e.value.finding.kode == "berkas_terlalu_berat"
    assert word in e.value.finding.pesan
    assert read(s.xlsx()).grids[0].cells == [[1.0]]


@pytest.mark.parametrize(
    ("twin", "named"),
    [
        ('<sheet name="Satu" sheetId="9" r:id="rId1"/>', "Satu"),
        ('<sheet name="Lain" sheetId="9" r:id="rId1"/>', "Lain"),
        ('<sheet name="Satu" sheetId="9" r:id="rId2"/>', "Satu"),
    ],
    ids=["the same again", "one sheet under two names", "one name for two sheets"],
)
def test_a_sheet_that_is_listed_twice_is_refused_and_not_counted_twice(twin, named):
    parts = s.parts({"Satu": s.sheet(DUA), "Dua": s.sheet(DUA)})
    part = next(name for name, content in parts.items() if 'name="Satu"' in str(content))
    second = '<sheet name="Dua"'
    twins = parts | {part: str(parts[part]).replace(second, f"{twin}{second}", 1)}
    with pytest.raises(Unreadable) as e:
        read(s.pack(twins))
    assert (e.value.finding.kode, e.value.finding.lembar) == ("berkas_mencurigakan", named)
    assert [g.name for g in read(s.pack(parts)).grids] == ["Satu", "Dua"]


def test_random_damage_never_escapes_as_another_error():
    chance, original, result = random.Random(35), s.xlsx(DUA), []
    for _ in range(heavy.times(400)):
        data = bytearray(original)
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            result.append(read(bytes(data)).grids[0].cells)
        except Unreadable as e:
            result.append(e.finding.kode)
    assert {h if isinstance(h, str) else "dibaca" for h in result} <= {
        "dibaca",
        "berkas_rusak",
        "berkas_mencurigakan",
        "bukan_lembar_kerja",
        "bersandi",
    }


def test_the_child_imports_nothing_slow():
    code = (
        "import sys; import etl.read.child; "
        "print(sorted({'pandas', 'duckdb', 'openpyxl', 'numpy', 'dataclasses'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True).stdout == "[]\n"


SIX = [[1], [2], [None], [3], [4], [None], [5], [6]]
ODS_CELL = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
ODS_ROW = f"<table:table-row>{ODS_CELL}</table:table-row>"
ODS_BLANK = "<table:table-row><table:table-cell/></table:table-row>"


def _six_in_xls() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Koperasi")
    for i, (value,) in enumerate(SIX):
        if value:
            sheet.write(i, 0, value)
    return _saved(book)


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.xlsx", lambda: workbook({"Koperasi": SIX})),
        ("a.ods", lambda: s.ods(line="".join(ODS_ROW if value else ODS_BLANK for (value,) in SIX[1:]))),
        ("a.xls", _six_in_xls),
    ],
    ids=["xlsx", "ods", "xls"],
)
def test_more_rows_than_the_installation_reads_are_refused_and_counted_by_what_they_hold(name, make):
    data = make()
    with pytest.raises(Unreadable) as e:
        read_workbook(data, name, limit_rows=5)
    assert e.value.finding.kode == "terlalu_banyak_baris"
    assert e.value.finding.lembar
    assert len(read_workbook(data, name, limit_rows=6).grids[0].cells) == 8


def test_the_rows_of_all_sheets_count_together():
    for name, data in (
        ("a.xlsx", workbook({"Satu": SIX, "Dua": SIX})),
        ("a.xls", _twice_six_in_xls()),
    ):
        with pytest.raises(Unreadable) as e:
            read_workbook(data, name, limit_rows=11)
        assert (e.value.finding.kode, e.value.finding.lembar) == ("terlalu_banyak_baris", "Dua")
        assert len(read_workbook(data, name, limit_rows=12).grids) == 2


def _twice_six_in_xls() -> bytes:
    book = xlwt.Workbook()
    for sheet in (book.add_sheet("Satu"), book.add_sheet("Dua")):
        for i, (value,) in enumerate(SIX):
            if value:
                sheet.write(i, 0, value)
    return _saved(book)


def test_a_page_of_many_rows_is_left_at_the_row_that_is_one_too_many():
    """The second half is never taken apart: it would fail."""
    row = "<tr><td>KSP Satu</td><td>Turi</td></tr>"
    page = f"<table>{row * 2_000}{'<td colspan=999>x' * 2_000}</table>".encode()
    with pytest.raises(Unreadable) as e:
        read_workbook(page, "a.xls", limit_rows=1_000)
    assert e.value.finding.kode == "terlalu_banyak_baris"


def test_three_hundred_thousand_rows_are_refused_long_before_they_are_read():
    long = workbook({"Koperasi": [["NIK", "Nama Koperasi"], *([f"{i:013d}", f"KSP {i}"] for i in range(300_000))]})
    begin = read_seconds()
    with pytest.raises(Unreadable) as e:
        read_workbook(long, "panjang.xlsx")
    assert read_seconds() - begin < 5
    assert str(e.value.finding.pesan) == (
        "Buku kerja ini berisi lebih dari 60.000 baris (terlampaui di lembar “Koperasi”), batas pemasangan ini."
    )


def test_a_wide_but_honest_register_fits_the_caps():
    assert 200_000 * 25 <= child.MAX_CELLS
    assert 200_000 <= child.MAX_ROWS


def _saved(book) -> bytes:
    container = s.io.BytesIO()
    book.save(container)
    return container.getvalue()
