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


def inspect(data: bytes, nama: str, batas_bita: int | None = None) -> tuple[str, list[Finding]]:
    """Format (xlsx, xlsm, xlsb, ods, xls) and findings; TidakTerbaca when it must not or cannot be read."""
    batas = load_reference().settings["unggah"]["batas_mb"] * MB if batas_bita is None else batas_bita
    if not data:
        raise _refuse("berkas_kosong")
    if len(data) > batas:
        raise _refuse("berkas_terlalu_besar", ukuran=_say_size(len(data)), batas=_say_size(batas))
    if data.startswith(_ZIP):
        return _inspect_zip(data)
    if data.startswith(_OLE):
        return _inspect_ole(data)
    if re.split(r"[/\\]", nama)[-1].startswith(("~$", ".~lock.")):
        raise _refuse("berkas_kunci")
    raise _refuse("bukan_lembar_kerja", jenis=_find_other_kind(data))


def _refuse(kode: str, **bagian: str) -> Unreadable:
    return Unreadable(make_finding(kode, **bagian))


def _show_name(nama: str) -> str:
    """A member's name as it may be shown: somebody else chose it."""
    return "".join(h if h.isprintable() else "?" for h in nama[:60])


def _say_size(bita: int) -> str:
    """Rounded up: a file just above the limit must not read like the limit."""
    return f"{math.ceil(bita / MB * 10) / 10:.1f}".replace(".", ",").removesuffix(",0") + " MB"


# ── zip: xlsx, xlsm, xlsb, ods ──


def _inspect_zip(data: bytes) -> tuple[str, list[Finding]]:
    anggota = _list_members(data)
    bentuk = _find_zip_kind(data, anggota)
    if any(i.flag_bits & 1 for i in anggota.values()):
        raise _refuse("bersandi")
    jumlah = 0
    for nama, info in anggota.items():
        jumlah += _check_member(data, nama, info, MAX_ALL - jumlah)
    tanda = []
    if any(n.endswith("vbaproject.bin") or n.startswith(("xl/macrosheets/", "basic/")) for n in anggota):
        tanda.append(make_finding("makro_diabaikan"))
        bentuk = "xlsm" if bentuk == "xlsx" else bentuk
    if any(n.startswith("xl/externallinks/") for n in anggota):
        tanda.append(make_finding("tautan_luar"))
    return bentuk, tanda


def _list_members(data: bytes) -> dict[str, zipfile.ZipInfo]:
    """Members by folded name, for Excel does not tell capitals apart; refuses names that lead elsewhere."""
    if data.count(b"PK\x01\x02") > 2 * MAX_MEMBERS:  # before zipfile makes an object of each
        raise _refuse("berkas_mencurigakan", rincian="arsipnya berisi terlalu banyak bagian")
    try:
        with zipfile.ZipFile(BytesIO(data)) as arsip:
            daftar = arsip.infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, struct.error, OverflowError) as e:
        raise _refuse("berkas_rusak", rincian="arsipnya terpotong atau rusak") from e
    if len(daftar) > MAX_MEMBERS:
        raise _refuse("berkas_mencurigakan", rincian="arsipnya berisi terlalu banyak bagian")
    if sum(i.compress_size for i in daftar) > len(data):
        raise _refuse("berkas_mencurigakan", rincian="bagian-bagian arsipnya bertumpukan")
    anggota: dict[str, zipfile.ZipInfo] = {}
    for info in daftar:
        nama = info.orig_filename.replace("\\", "/").casefold()
        if "\0" in nama or ".." in nama.split("/") or re.match(r"/|[a-z]:", nama):
            raise _refuse("berkas_mencurigakan", rincian="nama bagian arsipnya menunjuk ke luar berkas")
        if nama in anggota:
            raise _refuse("berkas_mencurigakan", rincian="ada bagian arsip yang bernama sama")
        anggota[nama] = info
    return anggota


def _find_zip_kind(data: bytes, anggota: dict[str, zipfile.ZipInfo]) -> str:
    isi = _read_start(data, anggota, "[content_types].xml")
    if "xl/workbook.xml" in anggota or any(j in isi for j in _MIME_XLSX):  # some programs name it otherwise
        return "xlsx"
    if "xl/workbook.bin" in anggota:
        return "xlsb"
    mime = _read_start(data, anggota, "mimetype")
    if mime.startswith(_MIME_ODS):
        if "encrypted-package" in anggota or b"encryption-data" in _read_start(data, anggota, "meta-inf/manifest.xml"):
            raise _refuse("bersandi")
        return "ods"
    jenis = [j for awal, j in _ZIP_CONTENTS if any(n.startswith(awal) for n in anggota)]
    jenis += [j for potong, j in _MIME_CONTENTS if mime.startswith(b"application/vnd.oasis") and potong in mime]
    raise _refuse("bukan_lembar_kerja", jenis=(jenis or ["arsip ZIP"])[0])


def _read_start(data: bytes, anggota: dict[str, zipfile.ZipInfo], nama: str) -> bytes:
    """First quarter megabyte of a small member."""
    try:
        return next(_inflate(data, anggota[nama]), b"") if nama in anggota else b""
    except zlib.error as e:
        raise _refuse("berkas_rusak", rincian=f"bagian {_show_name(nama)} tidak utuh") from e


def _check_member(data: bytes, nama: str, info: zipfile.ZipInfo, sisa: int) -> int:
    """Inflate one member piece by piece; its true size. Refuses bombs, lies, damage and document types."""
    besar = sidik = 0
    xml, ekor = False, b""
    try:
        for potong in _inflate(data, info):
            if besar == 0:
                xml = _is_xml(potong, nama)
            besar += len(potong)
            if besar > min(MAX_ONE, sisa) or besar > max(RATIO_FREE, MAX_RATIO * info.compress_size):
                raise _refuse("berkas_mencurigakan", rincian="isinya mengembang luar biasa besar (bom zip)")
            sidik = zlib.crc32(potong, sidik)
            if xml:
                ekor = _refuse_doctype(ekor + potong)
    except zlib.error as e:
        raise _refuse("berkas_rusak", rincian=f"bagian {_show_name(nama)} tidak utuh") from e
    if besar != info.file_size or sidik != info.CRC:
        raise _refuse("berkas_rusak", rincian=f"bagian {_show_name(nama)} tidak sesuai daftar isinya")
    return besar


def _inflate(data: bytes, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """Inflated pieces of a member, however large its header says that it is. zlib.error when it is damaged."""
    awal = info.header_offset
    if data[awal : awal + 4] != _ZIP or len(data) < awal + 30:
        raise zlib.error
    panjang_nama, panjang_lain = struct.unpack_from("<HH", data, awal + 26)
    awal += 30 + panjang_nama + panjang_lain
    isi = memoryview(data)[awal : awal + info.compress_size]
    if len(isi) != info.compress_size or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise zlib.error
    pompa = zlib.decompressobj(-15)
    for i in range(0, len(isi), CHUNK_IN):
        masuk: bytes | memoryview = isi[i : i + CHUNK_IN]
        if info.compress_type == zipfile.ZIP_STORED:
            yield bytes(masuk)
            continue
        while masuk:  # the cap of each call: 64 kB in may be 64 MB out
            yield pompa.decompress(masuk, CHUNK_OUT)
            masuk = pompa.unconsumed_tail
    if info.compress_type == zipfile.ZIP_DEFLATED:
        yield pompa.flush()
        if not pompa.eof or pompa.unused_data:
            raise zlib.error


def _is_xml(awal: bytes, nama: str) -> bool:
    """By looks, whatever the name; pictures (.svg) are read by nobody and may have a document type."""
    polos = awal[:200].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n")
    xml = polos.startswith(b"<") and "media/" not in nama
    if (
        xml and b"\0" in awal[:200] and not nama.startswith("customxml/")
    ):  # the reader of cells finds such a sheet empty
        _refuse_doctype(awal)
        raise _refuse("berkas_rusak", rincian=f"bagian {_show_name(nama)} tidak ditulis dalam UTF-8")
    return xml


def _refuse_doctype(teks: bytes) -> bytes:
    """Entities need a document type, and no workbook needs one. Returns the end, which the next piece may complete."""
    if b"\0" in teks:  # UTF-16 and UTF-32 become ASCII
        teks = teks.replace(b"\0", b"")
    if b"<!" in teks and (b"<!DOCTYPE" in teks or b"<!ENTITY" in teks):
        raise _refuse("berkas_mencurigakan", rincian="ada deklarasi DOCTYPE atau ENTITY di dalamnya")
    return teks[-10:]


# ── OLE: xls, and every workbook with a password ──


def _inspect_ole(data: bytes) -> tuple[str, list[Finding]]:
    try:
        nama = {n.casefold() for n in _list_ole_names(data)}
    except (struct.error, IndexError) as e:
        raise _refuse("berkas_rusak", rincian="daftar isinya terpotong") from e
    if "encryptedpackage" in nama:
        raise _refuse("bersandi")
    if not nama & {"workbook", "book"}:
        jenis = [j for aliran, j in _OLE_CONTENTS if aliran in nama]
        raise _refuse("bukan_lembar_kerja", jenis=(jenis or ["berkas Microsoft jenis lain"])[0])
    if _XLS_PASSWORD.search(data):
        raise _refuse("bersandi")
    return "xls", [make_finding("makro_diabaikan")] if "_vba_project_cur" in nama else []


def _list_ole_names(data: bytes) -> Iterator[str]:
    """Names of the streams, from the chain of directory sectors. Chains may be loops: each sector counts once."""
    lebar = 1 << min(struct.unpack_from("<H", data, 30)[0], 12)
    per_sektor = lebar // 4

    def sektor(nomor: int) -> int:
        return (nomor + 1) * lebar

    fat = list(struct.unpack_from("<109I", data, 76))
    lanjut, dilihat = struct.unpack_from("<I", data, 68)[0], set()
    while lanjut < 0xFFFFFFFA and lanjut not in dilihat:  # files over 7 MB list their FAT sectors in a chain
        dilihat.add(lanjut)
        *isi, lanjut_baru = struct.unpack_from(f"<{per_sektor}I", data, sektor(lanjut))
        fat, lanjut = fat + isi, lanjut_baru
    nomor, dilihat = struct.unpack_from("<I", data, 48)[0], set()
    while nomor < 0xFFFFFFFA and nomor not in dilihat:
        dilihat.add(nomor)
        for awal in range(sektor(nomor), sektor(nomor) + lebar, 128):
            panjang = struct.unpack_from("<H", data, awal + 64)[0]
            yield data[awal : awal + max(0, min(panjang, 64) - 2)].decode("utf-16-le", "replace")
        nomor = struct.unpack_from("<I", data, sektor(fat[nomor // per_sektor]) + nomor % per_sektor * 4)[0]


# ── neither ──


def _find_other_kind(data: bytes) -> str:
    if not data.strip(b"\0"):
        return "berkas yang isinya hanya nol"
    for awal, jenis in _SIGNATURES:
        if data.startswith(awal):
            return jenis
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "gambar WebP"
    teks = data[:4096]
    utf16 = teks.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not utf16 and re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", teks):
        return "berkas yang jenisnya tidak dikenal"
    isi = teks.decode("utf-16" if utf16 else "utf-8-sig", "replace").lower()
    return next((jenis for pola, jenis in _TEXT_CONTENTS if re.search(pola, isi, re.MULTILINE)), "teks biasa")
