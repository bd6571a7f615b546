"""What an .xlsx says about itself besides its cells: sheets and their parts, per cent styles, document properties.

Run in the child process. Standard library only, and no dataclass: the child must start fast.
"""

from __future__ import annotations

import posixpath
import pyexpat
import re
import zipfile
from typing import Any

_PERSEN_BAWAAN = {"9", "10"}  # built-in formats 0% and 0.00%
_BUKAN_FORMAT = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')  # literal text in a number format


class Mencurigakan(Exception):
    """A document type, overlapping merges, an impossible number of marks: no honest program writes these."""


def open_parts(arsip: zipfile.ZipFile) -> tuple[list[tuple[str, str | None]], str | None, str]:
    """Sheets in workbook order as (name, part), part None for chart and macro sheets; part of the styles, of the workbook."""
    ada = {fold(n): n for n in arsip.namelist()}
    akar = _relations(arsip, ada, "")
    buku = next((tuju for jenis, tuju in akar.values() if jenis == "officeDocument"), "xl/workbook.xml")
    hubungan = _relations(arsip, ada, buku)
    lembar: list[tuple[str, str | None]] = []

    def mulai(nama: str, a: dict[str, str]) -> None:
        if local(nama) == "sheet":
            jenis, tuju = hubungan.get(next((v for k, v in a.items() if k.endswith(":id")), ""), ("", ""))
            lembar.append((a.get("name", ""), ada[fold(tuju)] if jenis == "worksheet" else None))

    _walk(arsip, ada[fold(buku)], mulai)
    gaya = next((tuju for jenis, tuju in hubungan.values() if jenis == "styles"), "xl/styles.xml")
    return lembar, ada.get(fold(gaya)), ada[fold(buku)]


def _relations(arsip: zipfile.ZipFile, ada: dict[str, str], bagian: str) -> dict[str, tuple[str, str]]:
    """{id: (kind, part it points to)} of a part; "" is the package itself."""
    folder, nama_berkas = posixpath.split(bagian)
    hasil: dict[str, tuple[str, str]] = {}

    def mulai(nama: str, a: dict[str, str]) -> None:
        if local(nama) == "Relationship" and a.get("TargetMode") != "External":
            tuju = posixpath.normpath(posixpath.join("/", folder, a.get("Target", "").replace("\\", "/")))
            hasil[a.get("Id", "")] = (a.get("Type", "").rpartition("/")[2], tuju.lstrip("/"))

    if rels := ada.get(fold(posixpath.join(folder, "_rels", nama_berkas + ".rels"))):
        _walk(arsip, rels, mulai)
    return hasil


def percent_styles(arsip: zipfile.ZipFile, bagian: str | None) -> set[str]:
    """Indexes of the cell styles whose number format shows per cent."""
    persen = set(_PERSEN_BAWAAN)
    gaya: list[str] = []
    di_sel = False

    def mulai(nama: str, a: dict[str, str]) -> None:
        nonlocal di_sel
        nama = local(nama)
        if nama == "numFmt":
            tampak = "%" in _BUKAN_FORMAT.sub("", a.get("formatCode", ""))
            (persen.add if tampak else persen.discard)(a.get("numFmtId", ""))
        elif nama == "xf" and di_sel:
            gaya.append(a.get("numFmtId", "0"))
        elif nama in ("cellXfs", "cellStyles", "cellStyleXfs", "dxfs"):
            di_sel = nama == "cellXfs"

    if bagian is not None:
        _walk(arsip, bagian, mulai)
    return {str(i) for i, format_angka in enumerate(gaya) if format_angka in persen}


def custom_property(arsip: zipfile.ZipFile, bagian: str, nama_sifat: str) -> str | None:
    """Value of a user-defined document property (docProps/custom.xml, or meta.xml of an .ods)."""
    nilai: list[str] | None = None
    dalam = False

    def mulai(nama: str, a: dict[str, str]) -> None:
        nonlocal dalam, nilai
        if local(nama) in ("property", "user-defined"):
            dalam = nama_sifat in (a.get("name"), a.get("meta:name"))
            nilai = [] if dalam else nilai

    def teks(isi: str) -> None:
        if dalam and nilai is not None:
            nilai.append(isi)

    def akhir(nama: str) -> None:
        nonlocal dalam
        dalam = dalam and local(nama) not in ("property", "user-defined")

    if bagian in arsip.namelist():
        _walk(arsip, bagian, mulai, CharacterDataHandler=teks, EndElementHandler=akhir)
    return None if nilai is None else "".join(nilai).strip()


def parser(mulai: Any) -> Any:
    """An expat parser that refuses every document type, and with it every entity."""
    urai = pyexpat.ParserCreate()
    urai.StartElementHandler = mulai
    urai.StartDoctypeDeclHandler = _refuse
    return urai


def local(nama: str) -> str:
    """Name without its prefix."""
    return nama.rpartition(":")[2]


def fold(bagian: str) -> str:
    """Excel does not tell capitals apart in the names of parts, and some programs write backslashes."""
    return bagian.replace("\\", "/").casefold()


def _refuse(*_: object) -> None:
    raise Mencurigakan


def _walk(arsip: zipfile.ZipFile, bagian: str, mulai: Any, **tangani: Any) -> None:
    urai = parser(mulai)
    for nama, fungsi in tangani.items():
        setattr(urai, nama, fungsi)
    with arsip.open(bagian) as berkas:
        urai.ParseFile(berkas)
