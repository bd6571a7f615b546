"""Look at an uploaded file before any library opens it: what is it really, and is it safe to read?

The content decides, never the name. A zip is walked by hand: sizes in its headers may lie, so inflated bytes are counted.
"""

from __future__ import annotations

import math
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from etl.acuan import load_reference
from etl.pesan import Finding, Unreadable, make_finding

MB = 1 << 20
MAX_MEMBERS = 5_000  # members of the zip; 100 sheets with pictures have a few hundred
MAX_ONE, MAX_ALL = 600 * MB, 800 * MB  # inflated; 200,000 rows × 25 columns are about 250 MB
MAX_RATIO, RATIO_FREE = 200, 5 * MB  # sheets shrink to 1/10 or 1/40, bombs to 1/1000; small members may do as they like
CHUNK_IN = 1 << 16
CHUNK_OUT = 1 << 18

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
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


def inspect(data: bytes, name: str, batas_bita: int | None = None) -> tuple[str, list[Finding]]:
    """Format (xlsx, xlsm, xlsb, ods, xls) and findings; Unreadable when it must not or cannot be read."""
    limit = load_reference().settings["unggah"]["batas_mb"] * MB if batas_bita is None else batas_bita
    if not data:
        raise _refuse("berkas_kosong")
    if len(data) > limit:
        raise _refuse("berkas_terlalu_besar", ukuran=_say_size(len(data)), batas=_say_size(limit))
    if data.startswith(_ZIP):
        return _inspect_zip(data)
    if data.startswith(_OLE):
        return _inspect_ole(data)
    if re.split(r"[/\\]", name)[-1].startswith(("~$", ".~lock.")):
        raise _refuse("berkas_kunci")
    raise _refuse("bukan_lembar_kerja", jenis=_find_other_kind(data))


def _refuse(code: str, **part: str) -> Unreadable:
    return Unreadable(make_finding(code, **part))


def _show_name(name: str) -> str:
    """A member's name as it may be shown: somebody else chose it."""
    return "".join(h if h.isprintable() else "?" for h in name[:60])


def _say_size(bita: int) -> str:
    """Rounded up: a file just above the limit must not read like the limit."""
    return f"{math.ceil(bita / MB * 10) / 10:.1f}".replace(".", ",").removesuffix(",0") + " MB"


# ── zip: xlsx, xlsm, xlsb, ods ──


def _inspect_zip(data: bytes) -> tuple[str, list[Finding]]:
    members = _list_members(data)
    form = _find_zip_kind(data, members)
    if any(i.flag_bits & 1 for i in members.values()):
        raise _refuse("bersandi")
    total = 0
    for name, info in members.items():
        total += _check_member(data, name, info, MAX_ALL - total)
    sign = []
    if any(n.endswith("vbaproject.bin") or n.startswith(("xl/macrosheets/", "basic/")) for n in members):
        sign.append(make_finding("makro_diabaikan"))
        form = "xlsm" if form == "xlsx" else form
    if any(n.startswith("xl/externallinks/") for n in members):
        sign.append(make_finding("tautan_luar"))
    return form, sign


def _list_members(data: bytes) -> dict[str, zipfile.ZipInfo]:
    """Members by folded name, for Excel does not tell capitals apart; refuses names that lead elsewhere."""
    if data.count(b"PK\x01\x02") > 2 * MAX_MEMBERS:  # before zipfile makes an object of each
        raise _refuse("berkas_mencurigakan", rincian="arsipnya berisi terlalu banyak bagian")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            listing = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, struct.error, OverflowError) as e:
        raise _refuse("berkas_rusak", rincian="arsipnya terpotong atau rusak") from e
    if len(listing) > MAX_MEMBERS:
        raise _refuse("berkas_mencurigakan", rincian="arsipnya berisi terlalu banyak bagian")
    if sum(i.compress_size for i in listing) > len(data):
        raise _refuse("berkas_mencurigakan", rincian="bagian-bagian arsipnya bertumpukan")
    members: dict[str, zipfile.ZipInfo] = {}
    for info in listing:
        name = info.orig_filename.replace("\\", "/").casefold()
        if "\0" in name or ".." in name.split("/") or re.match(r"/|[a-z]:", name):
            raise _refuse("berkas_mencurigakan", rincian="nama bagian arsipnya menunjuk ke luar berkas")
        if name in members:
            raise _refuse("berkas_mencurigakan", rincian="ada bagian arsip yang bernama sama")
        members[name] = info
    return members


def _find_zip_kind(data: bytes, members: dict[str, zipfile.ZipInfo]) -> str:
    content = _read_start(data, members, "[content_types].xml")
    if "xl/workbook.xml" in members or any(j in content for j in _MIME_XLSX):  # some programs name it otherwise
        return "xlsx"
    if "xl/workbook.bin" in members:
        return "xlsb"
    mime = _read_start(data, members, "mimetype")
    if mime.startswith(_MIME_ODS):
        if "encrypted-package" in members or b"encryption-data" in _read_start(data, members, "meta-inf/manifest.xml"):
            raise _refuse("bersandi")
        return "ods"
    kind = [j for start, j in _ZIP_CONTENTS if any(n.startswith(start) for n in members)]
    kind += [j for chunk, j in _MIME_CONTENTS if mime.startswith(b"application/vnd.oasis") and chunk in mime]
    raise _refuse("bukan_lembar_kerja", jenis=(kind or ["arsip ZIP"])[0])


def _read_start(data: bytes, members: dict[str, zipfile.ZipInfo], name: str) -> bytes:
    """First quarter megabyte of a small member."""
    try:
        return next(_inflate(data, members[name]), b"") if name in members else b""
    except zlib.error as e:
        raise _refuse("berkas_rusak", rincian=f"bagian {_show_name(name)} tidak utuh") from e


def _check_member(data: bytes, name: str, info: zipfile.ZipInfo, rest: int) -> int:
    """Inflate one member piece by piece; its true size. Refuses bombs, lies, damage and document types."""
    large = sidik = 0
    xml, tail = False, b""
    try:
        for chunk in _inflate(data, info):
            if large == 0:
                xml = _is_xml(chunk, name)
            large += len(chunk)
            if large > min(MAX_ONE, rest) or large > max(RATIO_FREE, MAX_RATIO * info.compress_size):
                raise _refuse("berkas_mencurigakan", rincian="isinya mengembang luar biasa besar (bom zip)")
            sidik = zlib.crc32(chunk, sidik)
            if xml:
                tail = _refuse_doctype(tail + chunk)
    except zlib.error as e:
        raise _refuse("berkas_rusak", rincian=f"bagian {_show_name(name)} tidak utuh") from e
    if large != info.file_size or sidik != info.CRC:
        raise _refuse("berkas_rusak", rincian=f"bagian {_show_name(name)} tidak sesuai daftar isinya")
    return large


def _inflate(data: bytes, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """Inflated pieces of a member, however large its header says that it is. zlib.error when it is damaged."""
    start = info.header_offset
    if data[start : start + 4] != _ZIP or len(data) < start + 30:
        raise zlib.error
    panjang_nama, panjang_lain = struct.unpack_from("<HH", data, start + 26)
    start += 30 + panjang_nama + panjang_lain
    content = memoryview(data)[start : start + info.compress_size]
    if len(content) != info.compress_size or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise zlib.error
    pompa = zlib.decompressobj(-15)
    for i in range(0, len(content), CHUNK_IN):
        entered: bytes | memoryview = content[i : i + CHUNK_IN]
        if info.compress_type == zipfile.ZIP_STORED:
            yield bytes(entered)
            continue
        while entered:  # the cap of each call: 64 kB in may be 64 MB out
            yield pompa.decompress(entered, CHUNK_OUT)
            entered = pompa.unconsumed_tail
    if info.compress_type == zipfile.ZIP_DEFLATED:
        yield pompa.flush()
        if not pompa.eof or pompa.unused_data:
            raise zlib.error


def _is_xml(start: bytes, name: str) -> bool:
    """By looks, whatever the name; pictures (.svg) are read by nobody and may have a document type."""
    plain_text = start[:200].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n")
    xml = plain_text.startswith(b"<") and "media/" not in name
    if (
        xml and b"\0" in start[:200] and not name.startswith("customxml/")
    ):  # the reader of cells finds such a sheet empty
        _refuse_doctype(start)
        raise _refuse("berkas_rusak", rincian=f"bagian {_show_name(name)} tidak ditulis dalam UTF-8")
    return xml


def _refuse_doctype(text: bytes) -> bytes:
    """Entities need a document type, and no workbook needs one. Returns the end, which the next piece may complete."""
    if b"\0" in text:  # UTF-16 and UTF-32 become ASCII
        text = text.replace(b"\0", b"")
    if b"<!" in text and (b"<!DOCTYPE" in text or b"<!ENTITY" in text):
        raise _refuse("berkas_mencurigakan", rincian="ada deklarasi DOCTYPE atau ENTITY di dalamnya")
    return text[-10:]


# ── OLE: xls, and every workbook with a password ──


def _inspect_ole(data: bytes) -> tuple[str, list[Finding]]:
    try:
        name = {n.casefold() for n in _list_ole_names(data)}
    except (struct.error, IndexError) as e:
        raise _refuse("berkas_rusak", rincian="daftar isinya terpotong") from e
    if "encryptedpackage" in name:
        raise _refuse("bersandi")
    if not name & {"workbook", "book"}:
        kind = [j for aliran, j in _OLE_CONTENTS if aliran in name]
        raise _refuse("bukan_lembar_kerja", jenis=(kind or ["berkas Microsoft jenis lain"])[0])
    if _XLS_PASSWORD.search(data):
        raise _refuse("bersandi")
    return "xls", [make_finding("makro_diabaikan")] if "_vba_project_cur" in name else []


def _list_ole_names(data: bytes) -> Iterator[str]:
    """Names of the streams, from the chain of directory sectors. Chains may be loops: each sector counts once."""
    width = 1 << min(struct.unpack_from("<H", data, 30)[0], 12)
    per_sektor = width // 4

    def sektor(number: int) -> int:
        return (number + 1) * width

    fat = list(struct.unpack_from("<109I", data, 76))
    next_address, dilihat = struct.unpack_from("<I", data, 68)[0], set()
    while (
        next_address < 0xFFFFFFFA and next_address not in dilihat
    ):  # files over 7 MB list their FAT sectors in a chain
        dilihat.add(next_address)
        *content, lanjut_baru = struct.unpack_from(f"<{per_sektor}I", data, sektor(next_address))
        fat, next_address = fat + content, lanjut_baru
    number, dilihat = struct.unpack_from("<I", data, 48)[0], set()
    while number < 0xFFFFFFFA and number not in dilihat:
        dilihat.add(number)
        for start in range(sektor(number), sektor(number) + width, 128):
            length = struct.unpack_from("<H", data, start + 64)[0]
            yield data[start : start + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        number = struct.unpack_from("<I", data, sektor(fat[number // per_sektor]) + number % per_sektor * 4)[0]


# ── neither ──


def _find_other_kind(data: bytes) -> str:
    if not data.strip(b"\0"):
        return "berkas yang isinya hanya nol"
    for start, kind in _SIGNATURES:
        if data.startswith(start):
            return kind
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "gambar WebP"
    text = data[:4096]
    utf16 = text.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not utf16 and re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", text):
        return "berkas yang jenisnya tidak dikenal"
    content = text.decode("utf-16" if utf16 else "utf-8-sig", "replace").lower()
    return next((kind for pattern, kind in _TEXT_CONTENTS if re.search(pattern, content, re.MULTILINE)), "teks biasa")
