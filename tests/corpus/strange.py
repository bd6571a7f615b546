"""Builders of odd and hostile files, all in memory. `xlsx(...)` writes the XML as given, so that anything can be wrong.

A new strange file: a builder here if needed, and one line in REFUSED (test_guard.py) or in those of test_workbook.py.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from html import escape

import xlwt
from xlwt.CompoundDoc import XlsDoc

NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PAKET = "http://schemas.openxmlformats.org/package/2006"
# Styles: 0 general, 1 date, 2 per cent (built in), 3 date and time, 4 hours over 24, 5 per cent of the user's own,
# 6 "%" as text
GAYA = (
    '<numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="[h]:mm"/>'
    '<numFmt numFmtId="166" formatCode="0.0&quot; kira-kira &quot;%"/>'
    '<numFmt numFmtId="167" formatCode="0&quot;%&quot;\\%"/>'
    '</numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/>'
    '<xf numFmtId="9"/><xf numFmtId="22"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="167"/></cellXfs>'
)


def pack(part: dict[str, str | bytes], way: int = zipfile.ZIP_DEFLATED) -> bytes:
    container = io.BytesIO()
    with zipfile.ZipFile(container, "w", way) as archive:
        for name, content in part.items():
            archive.writestr(name, content)
    return container.getvalue()


def sheet(line: str, before: str = "", after: str = "") -> str:
    return f'<worksheet xmlns="{NS}">{before}<sheetData>{line}</sheetData>{after}</worksheet>'


def parts(
    tab: dict[str, str | bytes],
    text: str = "",
    property_: str = "",
    state: dict[str, str] | None = None,
    kind: dict[str, str] | None = None,
) -> dict[str, str | bytes]:
    """The members of an .xlsx: {sheet name: its XML}; teks: <si> items; keadaan: hidden sheets; jenis: "chartsheet"."""
    name = list(tab)
    listing = "".join(
        f'<sheet name="{escape(n)}" sheetId="{i}" state="{(state or {}).get(n, "visible")}" r:id="rId{i}"/>'
        for i, n in enumerate(name, 1)
    )
    relations = "".join(
        f'<Relationship Id="rId{i}" Type="{REL}/{(kind or {}).get(n, "worksheet")}" Target="worksheets/sheet{i}.xml"/>'
        for i, n in enumerate(name, 1)
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{PAKET}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PAKET}/relationships">'
        f'<Relationship Id="r1" Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{NS}" xmlns:r="{REL}">{property_}<sheets>{listing}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PAKET}/relationships">{relations}'
        f'<Relationship Id="rs" Type="{REL}/sharedStrings" Target="sharedStrings.xml"/>'
        f'<Relationship Id="rg" Type="{REL}/styles" Target="styles.xml"/></Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="{NS}">{text}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{NS}">{GAYA}</styleSheet>',
        **{f"xl/worksheets/sheet{i}.xml": content for i, content in enumerate(tab.values(), 1)},
    }


def xlsx(
    line: str = '<row r="1"><c r="A1"><v>1</v></c></row>',
    text: str = "",
    before: str = "",
    after: str = "",
    property_: str = "",
    extra: dict[str, str | bytes] | None = None,
) -> bytes:
    """One sheet "S1" with the given <row> elements; `tambah` adds or replaces members."""
    return pack({**parts({"S1": sheet(line, before, after)}, text, property_), **(extra or {})})


def row(*cell: str, number: int = 1) -> str:
    """A row of <c> elements given without their address: row('<c><v>1</v></c>') is A1."""
    return (
        f'<row r="{number}">'
        + "".join(c.replace("<c", f'<c r="{chr(65 + i)}{number}"', 1) for i, c in enumerate(cell))
        + "</row>"
    )


def text_cells(*isi: str) -> bytes:
    """Row 1 holds these texts, inline, with blanks kept."""
    return xlsx(row(*(f'<c t="inlineStr"><is><t xml:space="preserve">{escape(t)}</t></is></c>' for t in isi)))


# ── the zip itself ──


def bomb(megabytes: int = 60) -> bytes:
    """A sheet of blanks: a thousandth of its size when packed."""
    return xlsx(extra={"xl/worksheets/sheet1.xml": b"<worksheet>" + b" " * (megabytes << 20)})


def lying_bomb() -> bytes:
    """The same, but both headers say that the sheet has 100 bytes."""
    data, large = bytearray(bomb()), struct.pack("<I", len(b"<worksheet>") + (60 << 20))
    start = 0
    while (start := data.find(large, start)) >= 0:
        data[start : start + 4] = struct.pack("<I", 100)
    return bytes(data)


def nested_bomb() -> bytes:
    """Zips in a zip in a zip, 16 × 16 × 10 MB of nothing."""
    data = pack({"nol": bytes(10 << 20)})
    for _ in range(2):
        data = pack({f"{i}.zip": data for i in range(16)}, zipfile.ZIP_STORED)
    return pack({"isi.zip": data})


def overlapping() -> bytes:
    """All members of the table of contents point to the same bytes."""
    data = bytearray(
        pack(
            {f"xl/{i}.xml": bytes(range(256)) * 40 for i in range(3)} | {"xl/workbook.xml": "<a/>"}, zipfile.ZIP_STORED
        )
    )
    for ordinal, start in enumerate(_all(data, b"PK\x01\x02")):
        if ordinal < 3:
            data[start + 42 : start + 46] = bytes(4)
            data[start + 20 : start + 24] = struct.pack("<I", len(data) - 100)
    return bytes(data)


def twice(other_name: str) -> bytes:
    """xl/workbook.xml and one more member, written without zipfile's own check of names."""
    return xlsx(extra={"AAAAAAAAAAAAAAA": b"<a/>"}).replace(b"A" * 15, other_name.encode().ljust(15, b"_")[:15])


def many_members(many: int) -> bytes:
    return xlsx(extra={f"m/{i}": b"" for i in range(many)})


def locked_member() -> bytes:
    """Members encrypted by a zip program (flag bit 0)."""
    data = bytearray(xlsx())
    for start in _all(data, b"PK\x01\x02"):
        data[start + 8] |= 1
    return bytes(data)


def wrong_crc() -> bytes:
    data, prints = xlsx(), struct.pack("<I", zlib.crc32(sheet('<row r="1"><c r="A1"><v>1</v></c></row>').encode()))
    assert data.count(prints) == 2
    return data.replace(prints, b"\1\2\3\4")


_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml"
# What a program that writes the whole package declares; calamine does without, openpyxl and Excel do not.
TYPES = (
    f'<Types xmlns="{PAKET}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_MAIN}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_MAIN}.worksheet+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_MAIN}.sharedStrings+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_MAIN}.styles+xml"/></Types>'
)


def _turi() -> dict[str, str | bytes]:
    """The members of a good workbook: A1 = 1, B1 = "Turi"."""
    line = sheet(row("<c><v>1</v></c>", '<c t="s"><v>0</v></c>'))
    return parts({"S1": line}, "<si><t>Turi</t></si>") | {"[Content_Types].xml": TYPES}


def broken_member(name: str) -> bytes:
    """A good workbook with one more member whose bytes are not those that its checksum was made of."""
    content = b"a preview that somebody's disk has damaged " * 20
    data = xlsx(extra={name: content})
    prints = struct.pack("<I", zlib.crc32(content))
    return data.replace(prints, b"\1\2\3\4")


def in_utf16(*part: str) -> bytes:
    """A good workbook (A1 = 1, B1 = "Turi") with some of its parts written in UTF-16."""
    members = _turi()
    head = '<?xml version="1.0" encoding="UTF-16"?>'
    return pack(members | {name: (head + str(members[name])).encode("utf-16") for name in part})


def listed_without_part(entry: str, relation: str = "", extra: dict[str, str | bytes] | None = None) -> bytes:
    """A good workbook (A1 = 1, B1 = "Turi") whose list of sheets names one more, which no reader of cells knows."""
    members = _turi()
    book, rels = str(members["xl/workbook.xml"]), str(members["xl/_rels/workbook.xml.rels"])
    members["xl/workbook.xml"] = book.replace("</sheets>", f"{entry}</sheets>")
    members["xl/_rels/workbook.xml.rels"] = rels.replace("</Relationships>", f"{relation}</Relationships>")
    return pack(members | (extra or {}))


def _all(data: bytes | bytearray, pattern: bytes) -> list[int]:
    return [i for i in range(len(data)) if data.startswith(pattern, i)]


# ── document types ──

LAUGHS = (
    '<!DOCTYPE s [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
XXE = '<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def with_doctype(kind: str, part: str = "xl/worksheets/sheet1.xml", password: str = "utf-8") -> bytes:
    content = f'<?xml version="1.0" encoding="{password}"?>{kind}' + sheet(
        row('<c t="inlineStr"><is><t>&i;</t></is></c>')
    )
    return xlsx(extra={part: content.encode(password)})


def late_doctype() -> bytes:
    """Broken over two pieces of the inflated stream, behind a long comment."""
    return xlsx(extra={"xl/sharedStrings.xml": "<!--" + "-x" * 131064 + "-->" + LAUGHS + "<sst/>"})


# ── OLE files ──


def ole(*stream: str) -> bytes:
    """The smallest compound file whose directory names these streams."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 62, 3, 0xFFFE, 9, 6)
    struct.pack_into("<II", header, 44, 1, 1)  # one FAT sector; the directory starts in sector 1
    struct.pack_into("<IIIII", header, 56, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    fat = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)
    content = b""
    for i, name in enumerate(("Root Entry", *stream)):
        utf = name.encode("utf-16-le") + b"\0\0"
        content += utf.ljust(64, b"\0") + struct.pack("<HBB", len(utf), 2 if i else 5, 1) + b"\xff" * 12 + bytes(48)
    return bytes(header) + fat + content.ljust(512, b"\0")


def ole_loop() -> bytes:
    """The directory is a chain that bites its tail."""
    data = bytearray(ole("Lain"))
    struct.pack_into("<I", data, 512 + 4, 1)
    return bytes(data)


def xls_with_password() -> bytes:
    """A BIFF workbook whose second record says that the rest is encrypted."""
    workbook = xlwt.Workbook()
    workbook.add_sheet("S1").write(0, 0, "rahasia")
    biff = workbook.get_biff_data()
    start = 4 + struct.unpack_from("<H", biff, 2)[0]
    container = io.BytesIO()
    XlsDoc().save(container, biff[:start] + struct.pack("<HH", 0x2F, 54) + bytes(54) + biff[start:])
    return container.getvalue()


# ── ods ──


def ods(isi: str = "", password: bool = False, mime: str = "spreadsheet", line: str = "", styles: str = "") -> bytes:
    """A small OpenDocument file; isi: what stands inside <office:meta>; line: more <table:table-row> elements."""
    o = "urn:oasis:names:tc:opendocument:xmlns"
    table = (
        f'<office:document-content xmlns:office="{o}:office:1.0" xmlns:table="{o}:table:1.0" xmlns:text="{o}:text:1.0" '
        f'xmlns:style="{o}:style:1.0">{styles}<office:body><office:spreadsheet>'
        '<table:table table:name="S1"><table:table-row>'
        '<table:table-cell office:value-type="string"><text:p>isi</text:p></table:table-cell>'
        f"</table:table-row>{line}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    secret = "<manifest:encryption-data/>" if password else ""
    return pack(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{mime}",
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{o}:manifest:1.0">'
            f"{secret}</manifest:manifest>",
            "content.xml": table,
            "meta.xml": f'<office:document-meta xmlns:office="{o}:office:1.0" xmlns:meta="{o}:meta:1.0">'
            f"<office:meta>{isi}</office:meta></office:document-meta>",
        }
    )


# ── sheets ──


def flat(line: str) -> bytes:
    """All parts in the root folder of the zip, the workbook under a name of its own."""
    part = {k.replace("xl/worksheets/", "").replace("xl/", ""): v for k, v in parts({"S1": sheet(line)}).items()}
    type_name = (
        '<Override PartName="/buku.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
    )
    part["[Content_Types].xml"] = str(part["[Content_Types].xml"]).replace("</Types>", type_name)
    part["_rels/.rels"] = str(part["_rels/.rels"]).replace("xl/workbook.xml", "/buku.xml")
    part["_rels/buku.xml.rels"] = str(part.pop("_rels/workbook.xml.rels")).replace("worksheets/", "")
    part["buku.xml"], part["workbook.xml"] = part["workbook.xml"], "<workbook/>"
    return pack(part)


def styled_blanks(line: int, column: int = 10) -> bytes:
    """One value and very many cells that have a style and nothing else."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[:column]
    blank = "".join(
        f'<row r="{b}">' + "".join(f'<c r="{h}{b}" s="1"/>' for h in letters) + "</row>" for b in range(2, line + 2)
    )
    return xlsx(row("<c><v>1</v></c>") + blank)


def long_texts(times: int) -> bytes:
    """A text of a megabyte that many cells refer to."""
    return xlsx(
        "".join(f'<row r="{i}"><c r="A{i}" t="s"><v>0</v></c></row>' for i in range(1, times + 1)),
        f"<si><t>{'x' * (1 << 20)}</t></si>",
    )


def many_sheets(many: int) -> bytes:
    return pack(parts({f"Lembar {i}": sheet(row(f"<c><v>{i}</v></c>")) for i in range(1, many + 1)}))


def custom_property(value: str) -> dict[str, str | bytes]:
    return {
        "docProps/custom.xml": f'<Properties xmlns="{REL[:-14]}/custom-properties" '
        f'xmlns:vt="{REL[:-14]}/docPropsVTypes">'
        '<property fmtid="{D5CDD505}" '
        f'pid="2" name="koperasi_data_contoh"><vt:lpwstr>{value}</vt:lpwstr></property></Properties>'
    }
