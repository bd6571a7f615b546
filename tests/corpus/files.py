"""Corpus, part 3: other formats, other programs, damaged and hostile files. The guard's table is in test_guard.py."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P

from tests.corpus import strange as s
from tests.corpus.cases import AB, A, B, J, K, written_by
from tests.workbooks import workbook

DATA = [J, A, B]
HTML = b"<html><body><table><tr><td>Nama Koperasi</td><td>Kelurahan</td></tr></table></body></html>"
CSV = b"Nama Koperasi;Kelurahan;Status\nKSU Melati;Turi;Aktif\n"
JAUH = '<row r="1048576"><c r="A1048576"><v>9</v></c></row>'
LEBAR = "".join(f"<c><v>{k}</v></c>" for k in range(1, 16_385))
ODS_BERULANG = (
    '<table:table-row table:number-rows-repeated="100000"><table:table-cell table:number-columns-repeated="100" '
    f'office:value-type="string"><text:p>{"x" * 1000}</text:p></table:table-cell></table:table-row>'
)
ODS_SPASI = (
    '<table:table-row><table:table-cell office:value-type="string"><text:p>a<text:s text:c="2000000000"/></text:p>'
    "</table:table-cell></table:table-row>"
)


def plain(**others) -> bytes:
    return workbook({"S": DATA}, **others)


def with_members(extra: dict[str, str | bytes], source: Callable[[], bytes] = plain) -> bytes:
    """A good register with more members, or others in their place, in its zip."""
    container = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source())) as old, zipfile.ZipFile(container, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in extra:
                new.writestr(name, old.read(name))
        for name, content in extra.items():
            new.writestr(name, content)
    return container.getvalue()


def sheet_changed(origin: str, to: str, part: str = "xl/worksheets/sheet1.xml") -> bytes:
    """A good register with one piece of its XML exchanged."""
    with zipfile.ZipFile(io.BytesIO(plain())) as archive:
        xml = archive.read(part).decode()
    assert origin in xml, xml[:400]
    return with_members({part: xml.replace(origin, to, 1)})


def xls(data: list[list] = DATA) -> bytes:
    book = xlwt.Workbook()
    ws = book.add_sheet("S")
    ws.write_merge(0, 0, 0, 4, "DATA KOPERASI")
    for i, row in enumerate(data, 2):
        for j, value in enumerate(row):
            if value is not None:
                ws.write(i, j, value)
    return _saved(book)


def ods(data: list[list] = DATA) -> bytes:
    """As LibreOffice writes it: typed cells, a covered cell, rows repeated to the end of the sheet."""
    book = OpenDocumentSpreadsheet()
    table = Table(name="S")
    for row in data:
        tr = TableRow()
        for value in row:
            if value is None:
                tr.addElement(TableCell())
                continue
            amount = isinstance(value, int)
            cell = TableCell(valuetype="float", value=str(value)) if amount else TableCell(valuetype="string")
            cell.addElement(P(text=str(value)))
            tr.addElement(cell)
        tr.addElement(CoveredTableCell(numbercolumnsrepeated=1019))
        table.addElement(tr)
    tail = TableRow(numberrowsrepeated=1_048_573)
    tail.addElement(TableCell(numbercolumnsrepeated=1024))
    table.addElement(tail)
    book.spreadsheet.addElement(table)
    return _saved(book)


def libreoffice() -> bytes:
    """What LibreOffice puts into an .xlsx and Excel does not: a style on every column, dimension, blank styled rows."""
    with zipfile.ZipFile(io.BytesIO(plain())) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    blank = "".join(f'<row r="{i}"><c r="A{i}" s="0"/><c r="B{i}" s="0"/></row>' for i in range(4, 400))
    xml = xml.replace("<sheetData>", '<cols><col min="1" max="1024" width="11.5" style="0"/></cols><sheetData>')
    xml = xml.replace("</sheetData>", f"{blank}</sheetData>").replace('ref="A1:E3"', 'ref="A1:AMJ1048576"')
    return with_members({"xl/worksheets/sheet1.xml": xml})


def external() -> bytes:
    return with_members({"xl/externalLinks/externalLink1.xml": "<externalLink/>"})


def password_in_excel() -> bytes:
    return s.ole("EncryptionInfo", "EncryptedPackage")


def fetching() -> bytes:
    """A name that a formula fetched from the web; its last value is used, nothing is fetched."""

    def isi(book, ws):
        ws.write_formula("C2", '=WEBSERVICE("http://contoh/"&A2)', value="KSU Melati")

    return written_by(isi)


def headings_only(rows: int) -> bytes:
    """So many rows of nothing but headings, and the register below them."""

    def isi(book, ws):
        title = ["Nama Koperasi", "Kelurahan", "Status", "NIK"]
        for i in range(rows):
            ws.write_row(i, 0, [title[(i + j) % 4] for j in range(4)])
        for i, row in enumerate([["Register"], J, A, B], rows + 1):
            ws.write_row(i, 0, row)

    return written_by(isi, [[]])


def repeated_text() -> bytes:
    cells = [f'<c r="{c}{{0}}" t="s"><v>0</v></c>' for c in "ABCDEFGHIJKLMNOPQRST"]
    row = "".join(f'<row r="{i}">{"".join(cells).format(i)}</row>' for i in range(1, 20_001))
    return s.xlsx(row, f"<si><t>{'x' * 30_000}</t></si>")


def _saved(book) -> bytes:
    container = io.BytesIO()
    book.save(container)
    return container.getvalue()


BERKAS = [
    # ── other formats and programs ──
    K(
        "macros are not run, and said",
        lambda: with_members({"xl/vbaProject.bin": b"\xd0\xcf"}),
        "makro_diabaikan@",
        AB,
        nama="register.xlsm",
    ),
    K("a true .xls with a merged title", xls, "format_terbatas@", AB, nama="register.xls"),
    K("OpenDocument, rows repeated to the end", ods, "format_terbatas@", AB, nama="register.ods"),
    K("an .xlsx as LibreOffice writes it", libreoffice, "", AB),
    K("a modern workbook named .xls", plain, "", AB, nama="register.xls"),
    K("a file without an ending", plain, "", AB, nama="register"),
    K("a name of a lock file, but a workbook inside", plain, "", AB, nama="~$register.xlsx"),
    K("links to other workbooks", external, "tautan_luar@", AB),
    K(
        "a formula that would fetch something is never run",
        fetching,
        "",
        {"nama_koperasi": ["KSU Melati", "Kopwan Mawar"]},
    ),
    K("dimensioned to the last row", lambda: sheet_changed('ref="A1:E3"', 'ref="A1:XFD1048576"'), "", AB),
    K("a dimension that is too small", lambda: sheet_changed('ref="A1:E3"', 'ref="A1:A1"'), "", AB),
    K(
        "a merge over the whole sheet",
        lambda: sheet_changed("</sheetData>", '</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        "",
        {"kelurahan": ["Turi", "Gedog"]},
    ),
    K(
        "a hundred thousand styled empty cells beside the register",
        lambda: sheet_changed(
            "</sheetData>",
            "".join(
                f'<row r="{i}">{"".join(f"""<c r="{h}{i}" s="0"/>""" for h in "ABCDEFGHIJ")}</row>'
                for i in range(4, 10_004)
            )
            + "</sheetData>",
        ),
        "",
        AB,
    ),
    K(
        "HTML without a register, named .xls",
        HTML,
        "format_terbatas@ lembar_tak_dikenal@Lembar1! tidak_ada_tabel@",
        nama="register.xls",
    ),
    K("CSV named .csv, in short", CSV, "", {"nama_koperasi": ["KSU Melati"]}, nama="register.csv"),
    # ── no workbooks ──
    K("HTML named .xlsx", HTML, "bukan_lembar_kerja@", nama="register.xlsx"),
    K("CSV named .xls", CSV, "bukan_lembar_kerja@", nama="register.xls"),
    K("a lock file", b"\x05Budi " + bytes(159), "berkas_kunci@", nama="~$register.xlsx"),
    K("a data package of another area of government", lambda: s.pack({"datapackage.json": "{}"}), "paket_data@"),
    K("nothing", b"", "berkas_kosong@"),
    K("zeros only, as after a broken copy", bytes(4096), "bukan_lembar_kerja@"),
    K("a PDF renamed", b"%PDF-1.7\n", "bukan_lembar_kerja@"),
    K("with a password, from Excel", password_in_excel, "bersandi@"),
    K("with a password, old .xls", s.xls_with_password, "bersandi@", nama="register.xls"),
    K("with a password, OpenDocument", lambda: s.ods(password=True), "bersandi@", nama="register.ods"),
    K("with a password, from a zip program", s.locked_member, "bersandi@"),
    K("cut off in the middle", lambda: plain()[:3000], "berkas_rusak@"),
    K("cut off at the end", lambda: plain()[:-30], "berkas_rusak@"),
    K("a damaged member", s.wrong_crc, "berkas_rusak@"),
    K("a sheet that breaks off", lambda: sheet_changed("</sheetData>", ""), "berkas_rusak@"),
]

# Files made to take time or memory; test_corpus.py also weighs each of them.
BERAT = [
    K("a zip bomb", s.bomb, "berkas_mencurigakan@"),
    K("a zip bomb whose headers lie", s.lying_bomb, "berkas_mencurigakan@"),
    K("zips in zips in a zip", s.nested_bomb, "bukan_lembar_kerja@"),
    K("members that overlap", s.overlapping, "berkas_mencurigakan@"),
    K("10,000 members", lambda: s.many_members(10_001), "berkas_mencurigakan@"),
    K("one member twice", lambda: s.twice("xl/workbook.xml"), "berkas_mencurigakan@"),
    K("a member that leads elsewhere", lambda: s.twice("../../etc/pwd.x"), "berkas_mencurigakan@"),
    K("a billion laughs", lambda: s.with_doctype(s.LAUGHS), "berkas_mencurigakan@"),
    K("an outer entity", lambda: s.with_doctype(s.XXE), "berkas_mencurigakan@"),
    K("an outer entity in UTF-16", lambda: s.with_doctype(s.XXE, password="utf-16"), "berkas_mencurigakan@"),
    K(
        "a value in the last row",
        lambda: sheet_changed("</sheetData>", JAUH + "</sheetData>"),
        "lembar_terlalu_luas@A1048576",
    ),
    K("16,384 columns with values", lambda: s.xlsx('<row r="1">' + LEBAR + "</row>"), "lembar_terlalu_luas@S1!XFD1"),
    K("a megabyte of text in a thousand cells", lambda: s.long_texts(1_000), "berkas_terlalu_berat@"),
    K("a text of 30,000 letters in 400,000 cells", repeated_text, "berkas_terlalu_berat@"),
    K("a million styled empty cells", lambda: s.styled_blanks(100_000), "lembar_tak_dikenal@S1! tidak_ada_tabel@"),
    K(
        "1,048,576 rows declared",
        lambda: sheet_changed("</sheetData>", "".join(f'<row r="{i}"/>' for i in range(4, 1_048_577)) + "</sheetData>"),
        "",
        AB,
    ),
    K(
        "300,000 merged ranges",
        lambda: sheet_changed(
            "</sheetData>",
            "</sheetData><mergeCells>"
            + "".join(f'<mergeCell ref="G{i}:H{i}"/>' for i in range(1, 300_000))
            + "</mergeCells>",
        ),
        "",
        AB,
    ),
    K(
        "OpenDocument: a row repeated 100,000 times, 100 cells of 1,000 letters",
        lambda: s.ods(line=ODS_BERULANG),
        "berkas_terlalu_berat@",
    ),
    K("OpenDocument: two thousand million blanks in a cell", lambda: s.ods(line=ODS_SPASI), "berkas_terlalu_berat@"),
    K(
        "24,000 rows of headings above the register",
        lambda: headings_only(24_000),
        " ".join(f"lembar_kosong@A{row}" for row in range(23_996, 24_002)),
        AB,
    ),
    K(
        "100,000 rows of headings above the register",
        lambda: headings_only(100_000),
        "terlalu_banyak_baris@",
    ),
    K(
        "headings and words in turn, 12,000 times",
        lambda: workbook(
            {"S": [[f"Kelurahan {i}", "Status", "NIK"] if i % 2 else ["a", "b", "c"] for i in range(24_000)]}
        ),
        "terlalu_banyak_judul@ tidak_ada_tabel@",
    ),
    K("a cell at an address that no sheet has", lambda: sheet_changed('r="E3"', 'r="ZZZZ3"'), "berkas_rusak@"),
]
