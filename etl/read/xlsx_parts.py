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


def open_parts(archive: zipfile.ZipFile) -> tuple[list[tuple[str, str | None]], str | None, str]:
    """Sheets in their order as (name, part), None for chart and macro sheets; part of the styles, of the workbook."""
    known = {fold_part(n): n for n in archive.namelist()}
    akar = _read_relations(archive, known, "")
    workbook = next((target for kind, target in akar.values() if kind == "officeDocument"), "xl/workbook.xml")
    hubungan = _read_relations(archive, known, workbook)
    sheet: list[tuple[str, str | None]] = []

    def mulai(name: str, a: dict[str, str]) -> None:
        if take_local_name(name) == "sheet":
            kind, target = hubungan.get(next((v for k, v in a.items() if k.endswith(":id")), ""), ("", ""))
            sheet.append((a.get("name", ""), known[fold_part(target)] if kind == "worksheet" else None))

    _walk_part(archive, known[fold_part(workbook)], mulai)
    style = next((target for kind, target in hubungan.values() if kind == "styles"), "xl/styles.xml")
    return sheet, known.get(fold_part(style)), known[fold_part(workbook)]


def _read_relations(archive: zipfile.ZipFile, known: dict[str, str], part: str) -> dict[str, tuple[str, str]]:
    """{id: (kind, part it points to)} of a part; "" is the package itself."""
    folder, nama_berkas = posixpath.split(part)
    result: dict[str, tuple[str, str]] = {}

    def mulai(name: str, a: dict[str, str]) -> None:
        if take_local_name(name) == "Relationship" and a.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, a.get("Target", "").replace("\\", "/")))
            result[a.get("Id", "")] = (a.get("Type", "").rpartition("/")[2], target.lstrip("/"))

    if rels := known.get(fold_part(posixpath.join(folder, "_rels", nama_berkas + ".rels"))):
        _walk_part(archive, rels, mulai)
    return result


def read_percent_styles(archive: zipfile.ZipFile, part: str | None) -> set[str]:
    """Indexes of the cell styles whose number format shows per cent."""
    percent = set(_BUILT_IN_PERCENT)
    style: list[str] = []
    di_sel = False

    def mulai(name: str, a: dict[str, str]) -> None:
        nonlocal di_sel
        name = take_local_name(name)
        if name == "numFmt":
            shown = "%" in _NOT_FORMAT.sub("", a.get("formatCode", ""))
            (percent.add if shown else percent.discard)(a.get("numFmtId", ""))
        elif name == "xf" and di_sel:
            style.append(a.get("numFmtId", "0"))
        elif name in ("cellXfs", "cellStyles", "cellStyleXfs", "dxfs"):
            di_sel = name == "cellXfs"

    if part is not None:
        _walk_part(archive, part, mulai)
    return {str(i) for i, format_angka in enumerate(style) if format_angka in percent}


def read_custom_property(archive: zipfile.ZipFile, part: str, nama_sifat: str) -> str | None:
    """Value of a user-defined document property (docProps/custom.xml, or meta.xml of an .ods)."""
    nilai: list[str] | None = None
    dalam = False

    def mulai(name: str, a: dict[str, str]) -> None:
        nonlocal dalam, nilai
        if take_local_name(name) in ("property", "user-defined"):
            dalam = nama_sifat in (a.get("name"), a.get("meta:name"))
            nilai = [] if dalam else nilai

    def teks(content: str) -> None:
        if dalam and nilai is not None:
            nilai.append(content)

    def akhir(name: str) -> None:
        nonlocal dalam
        dalam = dalam and take_local_name(name) not in ("property", "user-defined")

    if part in archive.namelist():
        _walk_part(archive, part, mulai, CharacterDataHandler=teks, EndElementHandler=akhir)
    return None if nilai is None else "".join(nilai).strip()


def make_parser(begin: Any) -> Any:
    """An expat parser that refuses every document type, and with it every entity."""
    urai = pyexpat.ParserCreate()
    urai.StartElementHandler = begin
    urai.StartDoctypeDeclHandler = _refuse_doctype
    return urai


def take_local_name(name: str) -> str:
    """Name without its prefix."""
    return name.rpartition(":")[2]


def fold_part(part: str) -> str:
    """Excel does not tell capitals apart in the names of parts, and some programs write backslashes."""
    return part.replace("\\", "/").casefold()


def _refuse_doctype(*_: object) -> None:
    raise Suspicious


def _walk_part(archive: zipfile.ZipFile, part: str, begin: Any, **tangani: Any) -> None:
    urai = make_parser(begin)
    for name, fungsi in tangani.items():
        setattr(urai, name, fungsi)
    with archive.open(part) as file:
        urai.ParseFile(file)
