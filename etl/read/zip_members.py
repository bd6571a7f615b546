"""Walk an uploaded zip by hand: sizes in its headers may lie, so inflated bytes are counted before it is opened."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from etl.pesan import Unreadable, make_finding
from etl.read.xlsx_parts import is_ornament

MB = 1 << 20
MAX_MEMBERS = 5_000  # members of the zip; 100 sheets with pictures have a few hundred
MAX_ONE, MAX_ALL = 600 * MB, 800 * MB  # inflated; 200,000 rows × 25 columns are about 250 MB
MAX_RATIO, RATIO_FREE = 200, 5 * MB  # sheets shrink to 1/10 or 1/40, bombs to 1/1000; small members may do as they like
CHUNK_IN = 1 << 16
CHUNK_OUT = 1 << 18
ZIP_SIGNATURE = b"PK\x03\x04"
# What zipfile raises for an archive that is cut off, damaged, encrypted or not what its headers say.
BROKEN_ZIP = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError),
    *(ValueError, OverflowError, NotImplementedError, RuntimeError),
)


def refuse(code: str, **part: str) -> Unreadable:
    """What is raised when a file must not or cannot be read."""
    return Unreadable(make_finding(code, **part))


def list_members(data: bytes) -> dict[str, zipfile.ZipInfo]:
    """Members by folded name, for Excel does not tell capitals apart; refuses names that lead elsewhere."""
    if data.count(b"PK\x01\x02") > 2 * MAX_MEMBERS:  # before zipfile makes an object of each
        raise refuse("berkas_mencurigakan", rincian="arsipnya berisi terlalu banyak bagian")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            infos = archive.infolist()
    except BROKEN_ZIP as e:
        raise refuse("berkas_rusak", rincian="arsipnya terpotong atau rusak") from e
    if len(infos) > MAX_MEMBERS:
        raise refuse("berkas_mencurigakan", rincian="arsipnya berisi terlalu banyak bagian")
    if sum(i.compress_size for i in infos) > len(data):
        raise refuse("berkas_mencurigakan", rincian="bagian-bagian arsipnya bertumpukan")
    members: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        name = info.orig_filename.replace("\\", "/").casefold()
        if "\0" in name or ".." in name.split("/") or re.match(r"/|[a-z]:", name):
            raise refuse("berkas_mencurigakan", rincian="nama bagian arsipnya menunjuk ke luar berkas")
        if name in members:
            raise refuse("berkas_mencurigakan", rincian="ada bagian arsip yang bernama sama")
        members[name] = info
    return members


def read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes | None:
    """All of a member; None where it is more than so many bytes, whatever its header says. Raises BROKEN_ZIP."""
    with archive.open(info) as f:
        content = f.read(most + 1)
    return content if len(content) <= most else None


def read_start(data: bytes, members: dict[str, zipfile.ZipInfo], name: str) -> bytes:
    """First quarter megabyte of a small member."""
    try:
        return next(_inflate(data, members[name]), b"") if name in members else b""
    except zlib.error as e:
        raise refuse("berkas_rusak", rincian=f"bagian {_show_name(name)} tidak utuh") from e


def check_members(data: bytes, members: dict[str, zipfile.ZipInfo]) -> None:
    """Inflate every member once and count. Raises Unreadable for bombs, lies, damage and document types."""
    total = 0
    for name, info in members.items():
        total += _check_member(data, name, info, MAX_ALL - total)


def _check_member(data: bytes, name: str, info: zipfile.ZipInfo, rest: int) -> int:
    """Inflate one member piece by piece; its true size. Refuses bombs, lies, damage and document types."""
    large = checksum = 0
    xml, tail = False, b""
    whole = True
    try:
        for chunk in _inflate(data, info):
            if large == 0:
                xml = _is_xml(chunk, name)
            large += len(chunk)
            if large > min(MAX_ONE, rest) or large > max(RATIO_FREE, MAX_RATIO * info.compress_size):
                raise refuse("berkas_mencurigakan", rincian="isinya mengembang luar biasa besar (bom zip)")
            checksum = zlib.crc32(chunk, checksum)
            if xml:
                tail = _refuse_doctype(tail + chunk)
    except zlib.error as e:
        whole = False
        if not is_ornament(name):
            raise refuse("berkas_rusak", rincian=f"bagian {_show_name(name)} tidak utuh") from e
    if whole and (large != info.file_size or checksum != info.CRC) and not is_ornament(name):
        raise refuse("berkas_rusak", rincian=f"bagian {_show_name(name)} tidak sesuai daftar isinya")
    return large


def _inflate(data: bytes, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """Inflated pieces of a member, however large its header says that it is. zlib.error when it is damaged."""
    start = info.header_offset
    if data[start : start + 4] != ZIP_SIGNATURE or len(data) < start + 30:
        raise zlib.error
    name_length, extra_length = struct.unpack_from("<HH", data, start + 26)
    start += 30 + name_length + extra_length
    packed = memoryview(data)[start : start + info.compress_size]
    if len(packed) != info.compress_size or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise zlib.error
    inflater = zlib.decompressobj(-15)
    for i in range(0, len(packed), CHUNK_IN):
        entered: bytes | memoryview = packed[i : i + CHUNK_IN]
        if info.compress_type == zipfile.ZIP_STORED:
            yield bytes(entered)
            continue
        while entered:  # the cap of each call: 64 kB in may be 64 MB out
            yield inflater.decompress(entered, CHUNK_OUT)
            entered = inflater.unconsumed_tail
    if info.compress_type == zipfile.ZIP_DEFLATED:
        yield inflater.flush()
        if not inflater.eof or inflater.unused_data:
            raise zlib.error


def _is_xml(start: bytes, name: str) -> bool:
    """By looks, whatever the name; pictures (.svg) are read by nobody and may have a document type."""
    plain_text = start[:200].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n")
    xml = plain_text.startswith(b"<") and "media/" not in name
    return xml


def _refuse_doctype(text: bytes) -> bytes:
    """Entities need a document type, and no workbook needs one. Returns the end, which the next piece may complete."""
    if b"\0" in text:  # UTF-16 and UTF-32 become ASCII
        text = text.replace(b"\0", b"")
    if b"<!" in text and (b"<!DOCTYPE" in text or b"<!ENTITY" in text):
        raise refuse("berkas_mencurigakan", rincian="ada deklarasi DOCTYPE atau ENTITY di dalamnya")
    return text[-10:]


def _show_name(name: str) -> str:
    """A member's name as it may be shown: somebody else chose it."""
    return "".join(h if h.isprintable() else "?" for h in name[:60])
