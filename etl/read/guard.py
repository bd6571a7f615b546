"""Look at an uploaded file before any library opens it: what is it really, and is it safe to read?

The content decides, never the name. What a zip holds is looked at in zip_members.py.
"""

from __future__ import annotations

import math
import re
import struct
import zipfile
from collections.abc import Iterator

from etl.acuan import load_reference
from etl.pesan import Finding, make_finding
from etl.read.encodings import find_encoding
from etl.read.zip_members import MB, ZIP_SIGNATURE, check_members, list_members, read_start, refuse

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MIME_XLSX = (b"spreadsheetml.sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml")
_MIME_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
# The globals of a BIFF8 or BIFF5 workbook whose first record (after an optional write protection) is FILEPASS
_XLS_PASSWORD = re.compile(
    rb"\x09\x08(?:\x10\0\0\x06\x05\0.{12}|\x08\0\0\x05\x05\0.{4})(?:\x86\0\0\0)?\x2f\0", re.DOTALL
)
_SIGNATURES = (
    (b"%PDF", "dokumen PDF"),
    (b"\x89PNG", "gambar PNG"),
    (b"\xff\xd8\xff", "gambar JPEG"),
    (b"GIF8", "gambar GIF"),
    (b"BM", "gambar BMP"),
    (b"II*\0", "gambar TIFF"),
    (b"MM\0*", "gambar TIFF"),
    (b"{\\rtf", "dokumen RTF"),
    (b"PK\x05\x06", "arsip ZIP kosong"),
    (b"Rar!", "arsip RAR"),
    (b"7z\xbc\xaf", "arsip 7-Zip"),
    (b"\x1f\x8b", "arsip GZIP"),
    (b"MZ", "program"),
    (b"SQLite format 3", "basis data SQLite"),
    (b"\x09\x00\x04\x00", "buku kerja Excel yang sangat lama (Excel 2)"),
    (b"\x09\x02\x06\x00", "buku kerja Excel yang sangat lama (Excel 3)"),
    (b"\x09\x04\x06\x00", "buku kerja Excel yang sangat lama (Excel 4)"),
    (b"\x09\x08", "buku kerja Excel yang sangat lama (Excel 5)"),
)
_ZIP_CONTENTS = (("word/", "dokumen Word"), ("ppt/", "presentasi PowerPoint"), ("visio/", "gambar Visio"))
_OLE_CONTENTS = (
    ("worddocument", "dokumen Word"),
    ("powerpoint document", "presentasi PowerPoint"),
    ("__properties_version1.0", "surel Outlook"),
)
_MIME_CONTENTS = ((b".text", "dokumen Writer"), (b".presentation", "presentasi Impress"), (b".graphics", "gambar Draw"))
TEXT_SUFFIXES, HTML_SUFFIXES = ("csv", "tsv", "txt"), ("xls", "html", "htm")
# What the name of a workbook, or of several in one, may end in.
NAMED_ENDINGS = frozenset({"xlsx", "xlsm", "xlsb", "ods", "zip", *TEXT_SUFFIXES, *HTML_SUFFIXES})
_TABLE, _ENTITY = re.compile(rb"<\s*table\b", re.I), re.compile(rb"<!\s*ENTITY\b", re.I)
_SHORT_SIGNS = ("gambar BMP", "program")  # "BM" and "MZ" may begin a heading, too: "BMT;…"
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_PLAIN_TEXT, _HTML_PAGE = ("teks CSV", "teks biasa"), "halaman web (HTML)"
_TEXT_CONTENTS = (  # first match wins
    (r'progid="excel\.sheet"|urn:schemas-microsoft-com:office:spreadsheet"?\s*>?', "berkas XML Excel 2003"),
    (r"<office:document\b", "berkas OpenDocument rata (.fods)"),
    (r"^mime-version:|^from: <saved by", "halaman web (MHTML)"),
    (r"<\s*(!doctype\s+html|html|head|body|table|meta|script|style)\b", "halaman web (HTML)"),
    (r"\A\s*<\?xml|\A\s*<", "berkas XML"),
    (r"\Aid;p", "berkas SYLK"),
    (r"\A\s*[\[{]", "teks JSON"),
    (r"\A[^\n]*[,;\t|]", "teks CSV"),
)


def inspect(data: bytes, name: str, limit_bytes: int | None = None) -> tuple[str, list[Finding]]:
    """Format (xlsx, xlsm, xlsb, ods, xls, csv, html) and findings; Unreadable when it must not or cannot be read."""
    limit = load_reference().settings["unggah"]["batas_mb"] * MB if limit_bytes is None else limit_bytes
    if not data:
        raise refuse("berkas_kosong")
    if len(data) > limit:
        raise refuse("berkas_terlalu_besar", ukuran=_say_size(len(data)), batas=_say_size(limit))
    if data.startswith(ZIP_SIGNATURE):
        return _inspect_zip(data)
    if data.startswith(_OLE):
        return _inspect_ole(data)
    if re.split(r"[/\\]", name)[-1].startswith(("~$", ".~lock.")):
        raise refuse("berkas_kunci")
    return _inspect_text(data, name)


def _say_size(size: int) -> str:
    """Rounded up: a file just above the limit must not read like the limit."""
    return f"{math.ceil(size / MB * 10) / 10:.1f}".replace(".", ",").removesuffix(",0") + " MB"


# ── zip: xlsx, xlsm, xlsb, ods ──


def _inspect_zip(data: bytes) -> tuple[str, list[Finding]]:
    members = list_members(data)
    form = _find_zip_kind(data, members)
    if any(i.flag_bits & 1 for i in members.values()):
        raise refuse("bersandi")
    check_members(data, members)
    signs = []
    if any(n.endswith("vbaproject.bin") or n.startswith(("xl/macrosheets/", "basic/")) for n in members):
        signs.append(make_finding("makro_diabaikan"))
        form = "xlsm" if form == "xlsx" else form
    if any(n.startswith("xl/externallinks/") for n in members):
        signs.append(make_finding("tautan_luar"))
    return form, signs


def _find_zip_kind(data: bytes, members: dict[str, zipfile.ZipInfo]) -> str:
    types = read_start(data, members, "[content_types].xml")
    if "xl/workbook.xml" in members or any(j in types for j in _MIME_XLSX):  # some programs name it otherwise
        return "xlsx"
    if "xl/workbook.bin" in members:
        return "xlsb"
    mime = read_start(data, members, "mimetype")
    if mime.startswith(_MIME_ODS):
        if "encrypted-package" in members or b"encryption-data" in read_start(data, members, "meta-inf/manifest.xml"):
            raise refuse("bersandi")
        return "ods"
    if "datapackage.json" in members:
        raise refuse("paket_data")
    kinds = [j for start, j in _ZIP_CONTENTS if any(n.startswith(start) for n in members)]
    kinds += [j for chunk, j in _MIME_CONTENTS if mime.startswith(b"application/vnd.oasis") and chunk in mime]
    raise refuse("bukan_lembar_kerja", jenis=(kinds or ["arsip ZIP"])[0])


# ── OLE: xls, and every workbook with a password ──


def _inspect_ole(data: bytes) -> tuple[str, list[Finding]]:
    try:
        names = {n.casefold() for n in _list_ole_names(data)}
    except (struct.error, IndexError) as e:
        raise refuse("berkas_rusak", rincian="daftar isinya terpotong") from e
    if "encryptedpackage" in names:
        raise refuse("bersandi")
    if not names & {"workbook", "book"}:
        kinds = [j for stream, j in _OLE_CONTENTS if stream in names]
        raise refuse("bukan_lembar_kerja", jenis=(kinds or ["berkas Microsoft jenis lain"])[0])
    if _XLS_PASSWORD.search(data):
        raise refuse("bersandi")
    return "xls", [make_finding("makro_diabaikan")] if "_vba_project_cur" in names else []


def _list_ole_names(data: bytes) -> Iterator[str]:
    """Names of the streams, from the chain of directory sectors. Chains may be loops: each sector counts once."""
    width: int = 1 << min(struct.unpack_from("<H", data, 30)[0], 12)
    per_sector = width // 4

    def find_offset(number: int) -> int:
        return (number + 1) * width

    fat = list(struct.unpack_from("<109I", data, 76))
    next_address, seen = struct.unpack_from("<I", data, 68)[0], set()
    while next_address < 0xFFFFFFFA and next_address not in seen:  # files over 7 MB list their FAT sectors in a chain
        seen.add(next_address)
        *sectors, following = struct.unpack_from(f"<{per_sector}I", data, find_offset(next_address))
        fat, next_address = fat + sectors, following
    number, seen = struct.unpack_from("<I", data, 48)[0], set()
    while number < 0xFFFFFFFA and number not in seen:
        seen.add(number)
        for start in range(find_offset(number), find_offset(number) + width, 128):
            length = struct.unpack_from("<H", data, start + 64)[0]
            yield data[start : start + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        number = struct.unpack_from("<I", data, find_offset(fat[number // per_sector]) + number % per_sector * 4)[0]


# ── neither ──


def _inspect_text(data: bytes, name: str) -> tuple[str, list[Finding]]:
    """A .csv, or HTML tables; every other text is refused with what it is."""
    kind = _find_other_kind(data)
    suffix = re.split(r"[/\\]", name)[-1].rpartition(".")[2].casefold()
    if suffix in TEXT_SUFFIXES and (kind in _PLAIN_TEXT or (kind in _SHORT_SIGNS and not _CONTROL.search(data))):
        return "csv", []
    if suffix in HTML_SUFFIXES and kind == _HTML_PAGE and _TABLE.search(data.replace(b"\0", b"")):
        if _ENTITY.search(data.replace(b"\0", b"")):
            raise refuse("berkas_mencurigakan", rincian="halaman webnya memuat DOCTYPE dengan ENTITY")
        return "html", []
    raise refuse("bukan_lembar_kerja", jenis=kind)


def _find_other_kind(data: bytes) -> str:
    if not data.strip(b"\0"):
        return "berkas yang isinya hanya nol"
    for start, kind in _SIGNATURES:
        if data.startswith(start):
            return kind
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "gambar WebP"
    text, encoding = data[:4096], find_encoding(data)
    if not encoding.startswith("utf-16") and _CONTROL.search(text):
        return "berkas yang jenisnya tidak dikenal"
    decoded = text.decode(encoding or "utf-8-sig", "replace").lower()
    return next((kind for pattern, kind in _TEXT_CONTENTS if re.search(pattern, decoded, re.MULTILINE)), "teks biasa")
