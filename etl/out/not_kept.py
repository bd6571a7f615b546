"""What a workbook holds that openpyxl does not write again: named in the marked copy, so that nobody misses it later.

Run in the child process. The archived original keeps everything.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping

from etl.read.xlsx_parts import open_parts, read_relations

# What a part of a sheet says, and what that is called. A text box is a shape too, but staff look for it by its name.
_IN_SHEET = (
    (rb"sparklineGroup\b", "grafik mini (sparkline)"),
    (rb"<(?:\w+:)?controls?\b|<(?:\w+:)?oleObjects?\b", "tombol atau kotak isian"),
    (rb"slicerList\b", "pengiris (slicer)"),
    (rb"<x14:conditionalFormatting\b", "format bersyarat tambahan"),
    (rb"<x14:dataValidation\b", "daftar pilihan dari lembar lain"),
)
_IN_DRAWING = (
    (rb"\btxBox=\"(?:1|true)\"", "kotak teks"),
    (rb"<(?:\w+:)?(?:sp|cxnSp|grpSp)\b(?!.{0,400}?\btxBox=\"(?:1|true)\")", "bentuk (shape)"),
    (rb"drawing/2014/chartex|<cx:chart\b", "grafik jenis baru"),
    (rb"<sle:slicer\b|<tsle:timeslicer\b", "pengiris (slicer)"),
)
_IN_VML = ((rb"ObjectType=\"(?!Note\")\w+\"", "tombol atau kotak isian"),)
_BY_RELATION = {
    "drawing": _IN_DRAWING,
    "vmlDrawing": _IN_VML,
}
_TELLING_RELATIONS = {
    "threadedComment": "utas komentar",
    "slicer": "pengiris (slicer)",
    "control": "tombol atau kotak isian",
    "ctrlProp": "tombol atau kotak isian",
}
_PATTERNS = {pattern: re.compile(pattern, re.S) for table in (_IN_SHEET, _IN_DRAWING, _IN_VML) for pattern, _ in table}


def say_not_kept(data: bytes, shown: Mapping[str, str]) -> str:
    """ "" or a sentence with every such thing and its sheets. `shown`: {name of a sheet: how it may be shown}."""
    found: dict[str, list[str]] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name, part in open_parts(archive).sheets:
            for thing in dict.fromkeys(_list_things(archive, part) if part else ()):
                found.setdefault(thing, []).append(shown.get(name, name))
    if not found:
        return ""
    listed = "; ".join(f"{thing} (lembar {', '.join(sheets)})" for thing, sheets in found.items())
    return f"Tidak dapat dipertahankan di salinan ini: {listed}. Berkas asli Anda tidak berubah. "


def _list_things(archive: zipfile.ZipFile, part: str) -> Iterator[str]:
    yield from _search(archive.read(part), _IN_SHEET)
    names = set(archive.namelist())
    for kind, target in read_relations(archive, part).values():
        if kind in _TELLING_RELATIONS:
            yield _TELLING_RELATIONS[kind]
        if kind in _BY_RELATION and target in names:
            yield from _search(archive.read(target), _BY_RELATION[kind])


def _search(content: bytes, patterns: tuple[tuple[bytes, str], ...]) -> Iterator[str]:
    return (thing for pattern, thing in patterns if _PATTERNS[pattern].search(content))
