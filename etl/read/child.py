"""Child process of workbook.py: opens one untrusted workbook (stdin) and writes its grids as lines of JSON (stdout).

python -m etl.read.child FORMAT SECONDS BYTES. It limits itself before it looks at a single byte, and may crash freely.
Only the standard library and python_calamine are imported, so that it starts in a few hundredths of a second.

Lines: {"mulai": true}, {"contoh": bool}, then for each sheet {"lembar": …signs…}, [[cell, …], …] chunks of rows, and at
last {"selesai": true}; or {"gagal": reason, …} at any place.
A date is {"d": "2022-07-14"}; w date and time, j time, l seconds of a duration.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import re
import sys
import zipfile
import zlib
from collections.abc import Generator, Iterator
from itertools import islice
from pyexpat import ExpatError
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from etl.read import ods_signs, second_reader, text_tables, xlsx_parts, xlsx_signs
from etl.read.xlsx_parts import is_ornament

MAX_CELLS = 12_000_000  # of all sheets; a cell of the dense grid costs up to 100 bytes while reading
MAX_ROWS, MAX_COLUMNS = 400_000, 1_000
CELLS_A_LINE = 20_000
OUT_OF_MEMORY = 3  # exit code
_STRANGE_ERROR = re.compile(
    rb"(<(?:\w+:)?v>)\s*(?!(?:%s)\s*<)#[^<]*<" % b"|".join(re.escape(k.encode()) for k in xlsx_signs.KNOWN_ERRORS)
)
SAMPLE_PROPERTY = "koperasi_data_contoh"


class ReadingRefused(Exception):
    """The reason why the workbook is refused, as the fields of the last line."""

    def __init__(self, reason: str, **details: object) -> None:
        super().__init__(reason)
        self.message = {"gagal": reason, **details}


def main(form: str, seconds: int, memory: int, rows: int) -> int:
    limit_process(seconds, memory)
    sheet = ""
    _send({"mulai": True})
    try:
        data = open(0, "rb", closefd=False).read()
        for message in _read_form(data, form, rows):
            if isinstance(message, dict):
                sheet = str(message.get("memindai", message.get("lembar", sheet)))
            _send(message)
    except ReadingRefused as e:
        _send(e.message)
    except xlsx_parts.TooManyRows:
        _send({"gagal": "baris", "lembar": sheet})
    except text_tables.Unclear as e:
        _send({"gagal": "rusak", "lembar": sheet, "sebab": "Unclear", "rincian": str(e)})
    except xlsx_parts.Suspicious:
        _send({"gagal": "mencurigakan", "lembar": sheet})
    except PasswordError:
        _send({"gagal": "sandi"})
    except MemoryError:
        return OUT_OF_MEMORY
    except (CalamineError, ExpatError, zipfile.BadZipFile, zlib.error, KeyError, ValueError, NotImplementedError) as e:
        _send({"gagal": "rusak", "lembar": sheet, "sebab": type(e).__name__})
    else:
        _send({"selesai": True})
    return 0


def _read_form(data: bytes, form: str, rows: int) -> Iterator[Any]:
    if form in ("csv", "html"):
        return text_tables.read(data, form, rows)
    return _read_xlsx(data, rows) if form in ("xlsx", "xlsm") else _read_other(data, form, rows)


def limit_process(seconds: int, memory: int) -> None:
    """POSIX only; on Windows the time-out of the parent is the only limit."""
    if sys.platform != "win32":
        import resource

        # RLIMIT_CORE: a core file would hold personal data
        for kind, limit in (resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0):
            hard_limit = resource.getrlimit(kind)[1]  # the server may allow less; raising it is an error
            limit = limit if hard_limit == resource.RLIM_INFINITY else min(limit, hard_limit)
            resource.setrlimit(kind, (limit, hard_limit))


def _read_xlsx(data: bytes, limit_rows: int) -> Iterator[Any]:
    """Signs first, for every sheet: calamine must not lay out a sheet before its extent is known."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield {"contoh": xlsx_parts.read_custom_property(archive, "docProps/custom.xml", SAMPLE_PROPERTY) == "ya"}
        parts = xlsx_parts.open_parts(archive)
        sheets = parts.sheets
        _refuse_twins(sheets)
        struck_texts = xlsx_parts.read_struck_texts(archive, parts.texts)
        looks = xlsx_signs.Looks(*xlsx_parts.read_styles(archive, parts.styles), struck_texts)
        sign: dict[int, xlsx_signs.SheetSigns] = {}
        extent = 0
        for i, (name, part) in enumerate(sheets):
            if part is not None:
                yield {"memindai": name}
                with archive.open(part) as file:
                    sign[i] = xlsx_signs.scan_sheet(file, looks, limit_rows)
                limit_rows -= sign[i].filled_rows
                extent = _check_extent(name, sign[i], extent)
        strange_parts = {sheets[i][1] for i in sign if any(g[2] not in xlsx_signs.KNOWN_ERRORS for g in sign[i].errors)}
        read_parts = [sheets[i][1] for i in sign]
        is_utf16 = second_reader.has_utf16(
            archive, [p for p in (parts.workbook, parts.texts, parts.styles, *read_parts) if p]
        )
        copy = data
        if strange_parts or xlsx_parts.fold_part(parts.workbook).rpartition("/")[2] != "workbook.xml":
            copy = _copy_for_calamine(archive, strange_parts, parts.workbook)
    yield {"memindai": ""}
    workbook = None if is_utf16 else _open_first(copy)
    if workbook is None:
        yield from _read_second(data, sheets, sign)
        return
    if len(workbook.sheets_metadata) != len(sheets) or not sheets:
        raise ReadingRefused("rusak", lembar="")
    for i, t in sign.items():
        if workbook.sheets_metadata[i].typ == SheetTypeEnum.WorkSheet:
            yield _make_head(workbook.sheets_metadata[i].name, _is_hidden(workbook, i), t)
            yield from _read_rows(workbook.get_sheet_by_index(i))


def _open_first(data: bytes) -> CalamineWorkbook | None:
    """The workbook for the first reader; None where it refuses a file that others may open."""
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError:
        raise
    except CalamineError:
        return None


def _read_second(
    data: bytes, sheets: list[tuple[str, str | None]], sign: dict[int, xlsx_signs.SheetSigns]
) -> Iterator[Any]:
    """The same messages from the second reader."""
    if not sign:
        raise ReadingRefused("rusak", lembar="")
    try:
        for t, sheet in zip(sign.values(), second_reader.open_sheets(data, sheets, sign, CELLS_A_LINE), strict=True):
            yield _make_head(sheet.name, sheet.is_hidden, t)
            yield from sheet.rows
    except second_reader.Refused as e:
        raise ReadingRefused("rusak", lembar="", sebab=str(e)) from e


def _read_other(data: bytes, form: str, limit_rows: int) -> Iterator[Any]:
    """.xls, .xlsb, .ods: what calamine gives; of .ods merges and strikes too.

    Errors, uncalculated formulas, hidden rows, per cent stay unseen.
    """
    is_sample = None
    seen: dict[str, xlsx_signs.SheetSigns] = {}
    if form in ("ods", "xlsb"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            seen = ods_signs.scan_content(archive) if form == "ods" else {}
            part = "meta.xml" if form == "ods" else "docProps/custom.xml"
            is_sample = xlsx_parts.read_custom_property(archive, part, SAMPLE_PROPERTY)
    yield {"contoh": is_sample == "ya"}
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    if not workbook.sheets_metadata:
        raise ReadingRefused("rusak", lembar="")
    _refuse_twins([(meta.name, None) for meta in workbook.sheets_metadata])
    extent = 0
    for i, meta in enumerate(workbook.sheets_metadata):
        if meta.typ != SheetTypeEnum.WorkSheet:
            continue
        yield {"memindai": meta.name}
        sheet = workbook.get_sheet_by_index(i)
        t = xlsx_signs.SheetSigns()
        if sheet.end is not None:
            t.last_row, t.last_column = sheet.end[0] + 1, sheet.end[1] + 1
        t.last_row_cell = t.last_column_cell = (t.last_row, t.last_column)
        extent = _check_extent(meta.name, t, extent)
        own = seen.get(meta.name, t)
        t.strikes = {c: xlsx_signs.clip_spans(s, t.last_row) for c, s in own.strikes.items() if c <= t.last_column}
        merges = [(b1 + 1, k1 + 1, b2 + 1, k2 + 1) for (b1, k1), (b2, k2) in sheet.merged_cell_ranges or []]
        t.merges = xlsx_signs.clip_merges(merges or own.merges, t.last_row, t.last_column)
        yield _make_head(meta.name, _is_hidden(workbook, i), t)
        limit_rows = yield from _count_rows(_read_rows(sheet), limit_rows)


def _count_rows(chunks: Iterator[list[list[Any]]], limit: int) -> Generator[list[list[Any]], None, int]:
    """The same chunks; ends with TooManyRows where more rows than the limit hold something, else with what is left."""
    for rows in chunks:
        limit -= sum(any(value != "" for value in row) for row in rows)
        if limit < 0:
            raise xlsx_parts.TooManyRows
        yield rows
    return limit


def _check_extent(name: str, t: xlsx_signs.SheetSigns, extent: int) -> int:
    extent += t.last_row * t.last_column
    if t.last_row > MAX_ROWS or t.last_column > MAX_COLUMNS or extent > MAX_CELLS:
        cell = t.last_column_cell if t.last_column > MAX_COLUMNS and t.last_row <= MAX_ROWS else t.last_row_cell
        raise ReadingRefused("luas", lembar=name, sel=cell)
    return extent


def _refuse_twins(sheets: list[tuple[str, str | None]]) -> None:
    """A sheet that is listed twice would be counted twice; no program writes such a file."""
    names: set[str] = set()
    parts: set[str] = set()
    for name, part in sheets:
        if name in names or part in parts:
            raise ReadingRefused("mencurigakan", lembar=name)
        names.add(name)
        parts |= {part} if part else set()


def _copy_for_calamine(archive: zipfile.ZipFile, strange_parts: set[str | None], workbook_part: str) -> bytes:
    """A copy without what calamine refuses: unknown error codes become #N/A (the signs keep the true code), and
    xl/workbook22.xml, as some servers name it, becomes xl/workbook.xml."""
    old = xlsx_parts.fold_part(workbook_part)
    folder, line, base_name = old.rpartition("/")
    folder += line
    replacements = {old: f"{folder}workbook.xml", f"{folder}_rels/{base_name}.rels": f"{folder}_rels/workbook.xml.rels"}
    container = io.BytesIO()
    with zipfile.ZipFile(container, "w", zipfile.ZIP_STORED) as copy:
        for name in archive.namelist():
            key = xlsx_parts.fold_part(name)
            if key in replacements.values() and key not in replacements:
                continue  # a second workbook that the package does not point to
            if is_ornament(key):
                continue  # it may be damaged
            part = archive.read(name)
            copy.writestr(
                replacements.get(key, name),
                _STRANGE_ERROR.sub(rb"\1#N/A<", part) if name in strange_parts else part,
            )
    return container.getvalue()


def _is_hidden(workbook: CalamineWorkbook, i: int) -> bool:
    return bool(workbook.sheets_metadata[i].visible != SheetVisibleEnum.Visible)


def _make_head(name: str, is_hidden: bool, t: xlsx_signs.SheetSigns) -> dict[str, object]:
    return {
        "lembar": name,
        "tersembunyi": is_hidden,
        "gabungan": t.merges,
        "baris_tersembunyi": t.hidden_rows,
        "kolom_tersembunyi": t.hidden_columns,
        "galat": t.errors,
        "tanpa_nilai": t.without_value,
        "persen": t.percents,
        "coretan": t.strikes,
    }


def _read_rows(sheet: CalamineSheet) -> Iterator[list[list[Any]]]:
    """Chunks of rows, so that no process ever holds a sheet twice. Anchored at A1."""
    if sheet.start is None or sheet.end is None:
        return
    left = [""] * sheet.start[1]  # iter_rows leaves out blank columns before the table, but not blank rows above it
    row = iter(sheet.iter_rows())
    chunk = max(1, CELLS_A_LINE // (sheet.end[1] + 1))
    count = 0
    while rows := [left + r for r in islice(row, chunk)] if left else list(islice(row, chunk)):
        count += len(rows)
        yield rows
    if count != sheet.end[0] + 1:
        raise ReadingRefused("rusak", lembar=sheet.name)


def _send(message: Any) -> None:
    text = json.dumps(message, ensure_ascii=False, separators=(",", ":"), default=_encode)
    sys.stdout.buffer.write(text.encode() + b"\n")
    if not isinstance(message, list):
        sys.stdout.buffer.flush()  # must survive a crash right after it


def _encode(value: object) -> dict[str, Any]:
    if isinstance(value, dt.datetime):
        return {"w": value.isoformat()}
    if isinstance(value, dt.date):
        return {"d": value.isoformat()}
    if isinstance(value, dt.time):
        return {"j": value.isoformat()}
    if isinstance(value, dt.timedelta):
        return {"l": value.total_seconds()}
    raise TypeError(type(value).__name__)


def _handle_panic(kind: type[BaseException], panic: BaseException, _trace: object) -> None:
    """Out of memory in the middle of a row, the reader of cells panics and raises no MemoryError."""
    if kind.__name__ == "PanicException" and "pointer is null" in str(panic):
        os._exit(OUT_OF_MEMORY)


if __name__ == "__main__":
    sys.excepthook = _handle_panic
    sys.exit(main(sys.argv[1], *map(int, sys.argv[2:])))
