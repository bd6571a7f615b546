"""Look into a package that anybody may have sent: is it whole, by which key, which files are in it. Nothing of it is
unpacked to disk, and of each file no more is inflated than it may hold."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import dataclass

from etl.neighbours.messages import refuse
from etl.read.zip_members import BROKEN_ZIP, ZIP_SIGNATURE, read_member
from etl.seal import sign
from etl.seal.sign import NotSigned

_MB = 1 << 20
LARGEST = 64 * _MB  # of a kabupaten of 500 desa with 40 quarters some 20 MB
FIGURES, AREAS, DEFINITIONS, DESCRIPTION = "indikator.csv", "wilayah.csv", "definisi.json", "datapackage.json"
_MOST = {FIGURES: 256 * _MB, AREAS: 4 * _MB, DEFINITIONS: 8 * _MB, DESCRIPTION: _MB}  # inflated
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
_OF_WORKBOOKS = (b"[Content_Types].xml", b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet")
_MOST_MEMBERS = 20


@dataclass(frozen=True)
class PackageFile:
    """A package whose signature holds: fingerprint of the key, hash of the whole, and its files by name."""

    sha256: str
    fingerprint: str
    files: dict[str, bytes]


def open_package(content: bytes) -> PackageFile:
    """Raises NotTaken: too large, no package, changed since it was signed, or made to harm."""
    if len(content) > LARGEST:
        raise refuse("paket_terlalu_besar", ukuran=f"{len(content) // _MB + 1} MB", batas=f"{LARGEST // _MB} MB")
    if content.startswith(_OLD_WORKBOOK):
        raise refuse("buku_kerja")
    if not content.startswith(ZIP_SIGNATURE):
        raise refuse("bukan_paket", rincian="bukan arsip ZIP")
    try:
        signed = sign.examine(content)
    except NotSigned as error:
        if any(mark in content for mark in _OF_WORKBOOKS):
            raise refuse("buku_kerja") from error
        raise refuse("paket_tidak_utuh", rincian=str(error)) from error
    return PackageFile(hashlib.sha256(content).hexdigest(), signed.fingerprint, _read_files(content))


def _read_files(content: bytes) -> dict[str, bytes]:
    if content.count(b"PK\x01\x02") > 10 * _MOST_MEMBERS:  # before zipfile makes an object of each
        raise refuse("paket_mencurigakan", rincian="arsipnya berisi terlalu banyak bagian")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = _list_members(archive, len(content))
            return {name: _inflate(archive, members[name]) for name in _MOST}
    except BROKEN_ZIP as error:
        raise refuse("bukan_paket", rincian="arsipnya rusak") from error


def _list_members(archive: zipfile.ZipFile, size: int) -> dict[str, zipfile.ZipInfo]:
    infos = archive.infolist()
    members = {i.orig_filename: i for i in infos}
    if len(infos) > _MOST_MEMBERS or len(members) < len(infos):
        raise refuse("paket_mencurigakan", rincian="ada bagian arsip yang bernama sama, atau terlalu banyak")
    if any(not _is_plain(name) for name in members):
        raise refuse("paket_mencurigakan", rincian="nama bagian arsipnya menunjuk ke luar berkas")
    if sum(i.compress_size for i in infos) > size:
        raise refuse("paket_mencurigakan", rincian="bagian-bagian arsipnya bertumpukan")
    if missing := [name for name in _MOST if name not in members]:
        raise refuse("bukan_paket", rincian=f"{', '.join(missing)} tidak ada di dalamnya")
    return members


def _is_plain(name: str) -> bool:
    return name.isascii() and name.replace(".", "").replace("-", "").isalnum() and not name.startswith(".")


def _inflate(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    content = read_member(archive, member, _MOST[member.filename])
    if content is None:
        raise refuse("paket_mencurigakan", rincian=f"{member.filename} mengembang luar biasa besar (bom zip)")
    return content
