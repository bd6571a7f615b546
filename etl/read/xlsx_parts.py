"""What an .xlsx says about itself besides its cells: sheets and their parts, per cent styles, document properties.

Run in the child process. Standard library only, and no dataclass: the child must start fast.
"""

from __future__ import annotations

import posixpath
import pyexpat
import re
import zipfile
from typing import Any

_BUILT_IN_PERCENT = {"9", "10"}  # built-in formats 0% and 0.00%
_NOT_FORMAT = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')  # literal text in a number format


class Suspicious(Exception):
    """A document type, overlapping merges, an impossible number of marks: no honest program writes these."""


def open_parts(arsip: zipfile.ZipFile) -> tuple[list[tuple[str, str | None]], str | None, str]:
    """Sheets in workbook order as (name, part), part None for chart and macro sheets; part of the styles, of the workbook."""
    ada = {fold_part(n): n for n in arsip.namelist()}
    akar = _read_relations(arsip, ada, "")
    buku = next((tuju for jenis, tuju in akar.values() if jenis == "officeDocument"), "xl/workbook.xml")
    hubungan = _read_relations(arsip, ada, buku)
    lembar: list[tuple[str, str | None]] = []

    def mulai(nama: str, a: dict[str, str]) -> None:
        if take_local_name(nama) == "sheet":
            jenis, tuju = hubungan.get(next((v for k, v in a.items() if k.endswith(":id")), ""), ("", ""))
            lembar.append((a.get("name", ""), ada[fold_part(tuju)] if jenis == "worksheet" else None))

    _walk_part(arsip, ada[fold_part(buku)], mulai)
    gaya = next((tuju for jenis, tuju in hubungan.values() if jenis == "styles"), "xl/styles.xml")
    return lembar, ada.get(fold_part(gaya)), ada[fold_part(buku)]


def _read_relations(arsip: zipfile.ZipFile, ada: dict[str, str], bagian: str) -> dict[str, tuple[str, str]]:
    """{id: (kind, part it points to)} of a part; "" is the package itself."""
    folder, nama_berkas = posixpath.split(bagian)
    hasil: dict[str, tuple[str, str]] = {}

    def mulai(nama: str, a: dict[str, str]) -> None:
        if take_local_name(nama) == "Relationship" and a.get("TargetMode") != "External":
            tuju = posixpath.normpath(posixpath.join("/", folder, a.get("Target", "").replace("\\", "/")))
            hasil[a.get("Id", "")] = (a.get("Type", "").rpartition("/")[2], tuju.lstrip("/"))

    if rels := ada.get(fold_part(posixpath.join(folder, "_rels", nama_berkas + ".rels"))):
        _walk_part(arsip, rels, mulai)
    return hasil


def read_percent_styles(arsip: zipfile.ZipFile, bagian: str | None) -> set[str]:
    """Indexes of the cell styles whose number format shows per cent."""
    persen = set(_BUILT_IN_PERCENT)
    gaya: list[str] = []
    di_sel = False

    def mulai(nama: str, a: dict[str, str]) -> None:
        nonlocal di_sel
        nama = take_local_name(nama)
        if nama == "numFmt":
            tampak = "%" in _NOT_FORMAT.sub("", a.get("formatCode", ""))
            (persen.add if tampak else persen.discard)(a.get("numFmtId", ""))
        elif nama == "xf" and di_sel:
            gaya.append(a.get("numFmtId", "0"))
        elif nama in ("cellXfs", "cellStyles", "cellStyleXfs", "dxfs"):
            di_sel = nama == "cellXfs"

    if bagian is not None:
        _walk_part(arsip, bagian, mulai)
    return {str(i) for i, format_angka in enumerate(gaya) if format_angka in persen}


def read_custom_property(arsip: zipfile.ZipFile, bagian: str, nama_sifat: str) -> str | None:
    """Value of a user-defined document property (docProps/custom.xml, or meta.xml of an .ods)."""
    nilai: list[str] | None = None
    dalam = False

    def mulai(nama: str, a: dict[str, str]) -> None:
        nonlocal dalam, nilai
        if take_local_name(nama) in ("property", "user-defined"):
            dalam = nama_sifat in (a.get("name"), a.get("meta:name"))
            nilai = [] if dalam else nilai

    def teks(isi: str) -> None:
        if dalam and nilai is not None:
            nilai.append(isi)

    def akhir(nama: str) -> None:
        nonlocal dalam
        dalam = dalam and take_local_name(nama) not in ("property", "user-defined")

    if bagian in arsip.namelist():
        _walk_part(arsip, bagian, mulai, CharacterDataHandler=teks, EndElementHandler=akhir)
    return None if nilai is None else "".join(nilai).strip()


def make_parser(mulai: Any) -> Any:
    """An expat parser that refuses every document type, and with it every entity."""
    urai = pyexpat.ParserCreate()
    urai.StartElementHandler = mulai
    urai.StartDoctypeDeclHandler = _refuse_doctype
    return urai


def take_local_name(nama: str) -> str:
    """Name without its prefix."""
    return nama.rpartition(":")[2]


def fold_part(bagian: str) -> str:
    """Excel does not tell capitals apart in the names of parts, and some programs write backslashes."""
    return bagian.replace("\\", "/").casefold()


def _refuse_doctype(*_: object) -> None:
    raise Suspicious


def _walk_part(arsip: zipfile.ZipFile, bagian: str, mulai: Any, **tangani: Any) -> None:
    urai = make_parser(mulai)
    for nama, fungsi in tangani.items():
        setattr(urai, nama, fungsi)
    with arsip.open(bagian) as berkas:
        urai.ParseFile(berkas)
