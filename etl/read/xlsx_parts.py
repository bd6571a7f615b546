"""What an .xlsx says about itself besides its cells: sheets and their parts, per cent styles, document properties.

Run in the child process. Standard library only, and no dataclass: the child must start fast.
"""

from __future__ import annotations

import posixpath
import pyexpat
import re
import zipfile
from typing import Any, NamedTuple

_BUILT_IN_PERCENT = {"9", "10"}  # built-in formats 0% and 0.00%
_ORNAMENT = re.compile(r"(?:docprops/|thumbnails/)?thumbnail[^/]*$|thumbnails/|xl/(?:media|printersettings)/")
_NOT_FORMAT = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')  # literal text in a number format


class Suspicious(Exception):
    """A document type, overlapping merges, an impossible number of marks: no honest program writes these."""


class TooManyRows(Exception):
    """More rows hold something than the installation reads."""


class Parts(NamedTuple):
    """Sheets in their order as (name, part), None for chart and macro sheets; parts of styles, texts, the workbook."""

    sheets: list[tuple[str, str | None]]
    styles: str | None
    texts: str | None
    workbook: str


def open_parts(archive: zipfile.ZipFile) -> Parts:
    """Where the parts of a workbook stand."""
    known = {fold_part(n): n for n in archive.namelist()}
    root = _read_relations(archive, known, "")
    workbook = next((target for kind, target in root.values() if kind == "officeDocument"), "xl/workbook.xml")
    relations = _read_relations(archive, known, workbook)
    sheet: list[tuple[str, str | None]] = []

    def start(name: str, a: dict[str, str]) -> None:
        if take_local_name(name) == "sheet":
            kind, target = relations.get(next((v for k, v in a.items() if k.endswith(":id")), ""), ("", ""))
            sheet.append((a.get("name", ""), known[fold_part(target)] if kind == "worksheet" else None))

    _walk_part(archive, known[fold_part(workbook)], start)
    style, text = (
        known.get(fold_part(next((target for kind, target in relations.values() if kind == wanted), usual)))
        for wanted, usual in (("styles", "xl/styles.xml"), ("sharedStrings", "xl/sharedStrings.xml"))
    )
    return Parts(sheet, style, text, known[fold_part(workbook)])


def read_relations(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """{id: (kind, part it points to)} of a part."""
    return _read_relations(archive, {fold_part(n): n for n in archive.namelist()}, part)


def _read_relations(archive: zipfile.ZipFile, known: dict[str, str], part: str) -> dict[str, tuple[str, str]]:
    """{id: (kind, part it points to)} of a part; "" is the package itself."""
    folder, file_name = posixpath.split(part)
    result: dict[str, tuple[str, str]] = {}

    def start(name: str, a: dict[str, str]) -> None:
        if take_local_name(name) == "Relationship" and a.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, a.get("Target", "").replace("\\", "/")))
            result[a.get("Id", "")] = (a.get("Type", "").rpartition("/")[2], target.lstrip("/"))

    if rels := known.get(fold_part(posixpath.join(folder, "_rels", file_name + ".rels"))):
        _walk_part(archive, rels, start)
    return result


def read_styles(archive: zipfile.ZipFile, part: str | None) -> tuple[set[str], set[str]]:
    """Indexes of the cell styles whose number format shows per cent, and of those whose font is struck through."""
    percent = set(_BUILT_IN_PERCENT)
    struck_fonts: set[str] = set()
    style: list[tuple[str, str]] = []
    section, fonts = "", 0

    def start(name: str, a: dict[str, str]) -> None:
        nonlocal section, fonts
        name = take_local_name(name)
        if name == "numFmt":
            shown = "%" in _NOT_FORMAT.sub("", a.get("formatCode", ""))
            (percent.add if shown else percent.discard)(a.get("numFmtId", ""))
        elif name == "font" and section == "fonts":
            fonts += 1
        elif name == "strike" and section == "fonts" and _is_on(a):
            struck_fonts.add(str(fonts - 1))
        elif name == "xf" and section == "cellXfs":
            style.append((a.get("numFmtId", "0"), a.get("fontId", "0")))
        elif name in ("fonts", "fills", "cellXfs", "cellStyles", "cellStyleXfs", "dxfs"):
            section = name

    if part is not None:
        _walk_part(archive, part, start)
    return (
        {str(i) for i, (number_format, _) in enumerate(style) if number_format in percent},
        {str(i) for i, (_, font) in enumerate(style) if font in struck_fonts},
    )


def read_struck_texts(archive: zipfile.ZipFile, part: str | None) -> set[str]:
    """Indexes of the shared texts of which every letter is struck through, cell by cell instead of by style."""
    found: set[str] = set()
    if part is None or b"strike" not in archive.read(part):  # almost every workbook: no second walk
        return found
    count, runs, struck = -1, 0, 0

    def start(name: str, a: dict[str, str]) -> None:
        nonlocal count, runs, struck
        name = take_local_name(name)
        if name == "si":
            count, runs, struck = count + 1, 0, 0
        elif name == "r":
            runs += 1
        elif name == "strike":
            struck += _is_on(a)

    def end(name: str) -> None:
        if take_local_name(name) == "si" and 0 < runs == struck:
            found.add(str(count))

    _walk_part(archive, part, start, EndElementHandler=end)
    return found


def _is_on(a: dict[str, str]) -> bool:
    """A switch that is written is on, unless it says otherwise."""
    return a.get("val", "1") not in ("0", "false", "off")


def read_custom_property(archive: zipfile.ZipFile, part: str, property_name: str) -> str | None:
    """Value of a user-defined document property (docProps/custom.xml, or meta.xml of an .ods)."""
    texts: list[str] | None = None
    inside = False

    def start(name: str, a: dict[str, str]) -> None:
        nonlocal inside, texts
        if take_local_name(name) in ("property", "user-defined"):
            inside = property_name in (a.get("name"), a.get("meta:name"))
            texts = [] if inside else texts

    def take_text(content: str) -> None:
        if inside and texts is not None:
            texts.append(content)

    def end(name: str) -> None:
        nonlocal inside
        inside = inside and take_local_name(name) not in ("property", "user-defined")

    if part in archive.namelist():
        _walk_part(archive, part, start, CharacterDataHandler=take_text, EndElementHandler=end)
    return None if texts is None else "".join(texts).strip()


def make_parser(begin: Any) -> Any:
    """An expat parser that refuses every document type, and with it every entity."""
    parser = pyexpat.ParserCreate()
    parser.StartElementHandler = begin
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def take_local_name(name: str) -> str:
    """Name without its prefix."""
    return name.rpartition(":")[2]


def fold_part(part: str) -> str:
    """Excel does not tell capitals apart in the names of parts, and some programs write backslashes."""
    return part.replace("\\", "/").casefold()


def is_ornament(part: str) -> bool:
    """Previews, pictures, settings of a printer: no cell stands there, so that damage in one says nothing of the data.

    `part`: folded by fold_part.
    """
    return bool(_ORNAMENT.match(part))


def _refuse_doctype(*_: object) -> None:
    raise Suspicious


def _walk_part(archive: zipfile.ZipFile, part: str, begin: Any, **handlers: Any) -> None:
    parser = make_parser(begin)
    for name, handler in handlers.items():
        setattr(parser, name, handler)
    with archive.open(part) as file:
        parser.ParseFile(file)
