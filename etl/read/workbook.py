"""Read a workbook: bytes to grids of cells. The parsing happens in a child process that may crash without harm.

.xlsx and .xlsm: cells, error cells, formulas without a value, hidden rows and columns, merges, per cent formats.
.xls and HTML tables: cells and merges. .ods: cells, merges, strikes. .xlsb: cells. What cannot be seen there (error
cells and uncalculated formulas look blank, hidden rows look visible) is said by one finding, `format_terbatas`. .csv:
cells, which is all.
"""

from __future__ import annotations

import datetime as dt
import functools
import io
import json
import logging
import signal
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections.abc import Generator, Iterator
from typing import IO, Any

from etl.acuan import ROOT, load_reference
from etl.model import Grid, Workbook, write_address
from etl.pesan import Finding, Unreadable, make_finding
from etl.read import guard
from etl.read.child import MAX_ROWS
from etl.read.marks import is_findings_sheet
from etl.settings.operator import list_wrong
from etl.store.faults import say_cause

USUAL_ROWS = 60_000  # of one sheet, where the settings name no limit; a city has hundreds, a large province 20,000
MAX_JSON_LINE = 64_000_000  # bytes of one line
MAX_JSON = 800_000_000  # and of all: a text of a megabyte referred to by a million cells ends here
MAX_SHARED_TEXTS = 100_000
BASE_MEMORY, ZIP_MEMORY, XLS_MEMORY = 300_000_000, 4, 10  # bytes, and times the inflated or the file's bytes
TEXT_MEMORY = 25  # times the file's bytes
_ALWAYS_UNSEEN = "galat rumus, rumus yang belum dihitung"
_UNSEEN = {
    "ods": f"{_ALWAYS_UNSEEN} dan baris tersembunyi",
    "xls": f"{_ALWAYS_UNSEEN}, baris tersembunyi dan coretan",
    "html": f"{_ALWAYS_UNSEEN}, baris tersembunyi dan coretan",
    "xlsb": f"{_ALWAYS_UNSEEN}, baris tersembunyi, coretan dan sel gabungan",
}
_CPU_EXHAUSTED = -getattr(signal, "SIGXCPU", 0) or None
log = logging.getLogger(__name__)


def read_workbook(
    data: bytes,
    name: str,
    limit_seconds: int = 120,
    limit_memory: int = 1_500_000_000,
    limit_bytes: int | None = None,
    limit_rows: int | None = None,
) -> Workbook:
    """Grids of all sheets, hidden ones too, but not the sheet of findings that a marked workbook brings back.

    Unreadable carries the finding that says why not.
    """
    form, file_findings = guard.inspect(data, name, limit_bytes)
    workbook = Workbook(name, form, [], temuan=file_findings)
    if form not in ("xlsx", "xlsm", "csv"):  # a .csv holds nothing that could stay unseen
        workbook.temuan.append(make_finding("format_terbatas", format=form, apa=_UNSEEN[form]))
    convert = _CellDecoder()
    limits = (limit_seconds, min(limit_memory, _estimate_memory(data, form)), limit_rows or _read_limit_rows())
    for message in _run_child(data, form, *limits):
        if isinstance(message, list):
            workbook.grids[-1].cells.extend(convert.make_rows(message))
        elif "lembar" in message:
            workbook.grids.append(_make_grid(message))
        elif "contoh" in message:
            workbook.is_sample = message["contoh"]
    for grid in workbook.grids:
        _cover_merged(grid)
        _fit_tail(grid)
    workbook.grids = [grid for grid in workbook.grids if not is_findings_sheet(grid.cells)]
    return workbook


def _estimate_memory(data: bytes, form: str) -> int:
    """Address space that an honest workbook of this size may take: measured were 65 MB and 2.6 times its inflated size.

    A few kilobytes whose cells all refer to one long text get no more than this.
    """
    if form in ("csv", "html"):
        return BASE_MEMORY + TEXT_MEMORY * len(data)
    if form == "xls":
        return BASE_MEMORY + XLS_MEMORY * len(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:  # the guard has counted: these sizes are true
        return BASE_MEMORY + ZIP_MEMORY * sum(i.file_size for i in archive.infolist())


def _read_limit_rows() -> int:
    """What the operator set; the usual limit where that is no limit (`doctor` says so)."""
    settings = load_reference().settings
    return USUAL_ROWS if list_wrong(settings, ("unggah",)) else settings["unggah"].get("batas_baris", USUAL_ROWS)


def _run_child(data: bytes, form: str, limit_seconds: int, limit_memory: int, limit_rows: int) -> Iterator[Any]:
    """The child's messages, one by one, until it says that it has finished."""
    limits = map(str, (limit_seconds, limit_memory, limit_rows))
    commands = [sys.executable, "-m", "etl.read.child", form, *limits]
    timed_out = threading.Event()
    with _write_to_disk(data) as file:
        process = subprocess.Popen(commands, cwd=ROOT, stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

    def stop() -> None:
        timed_out.set()
        process.kill()

    timer = threading.Timer(limit_seconds, stop)
    timer.start()
    try:
        end = yield from _read_messages(process)
    finally:
        timer.cancel()
        process.kill()
        process.stdout.close()  # type: ignore[union-attr]
        code = process.wait()
    if end == "diam" and not timed_out.is_set() and code == 1:
        raise RuntimeError("etl.read.child did not start")  # a broken installation, not a broken workbook
    if end != "selesai":
        raise Unreadable(_say_why(code, timed_out.is_set(), limit_seconds))


def _write_to_disk(data: bytes) -> IO[bytes]:
    """The file for the child; it has no name: nothing is left behind, even after a power cut."""
    file = tempfile.TemporaryFile()
    try:
        file.write(data)
        file.seek(0)
    except OSError as e:
        file.raw.close()  # an ordinary close would try to write the rest again
        raise Unreadable(make_finding("server_penuh", rincian=say_cause(e))) from e
    return file


def _read_messages(process: subprocess.Popen[bytes]) -> Generator[Any, None, str]:
    """Yields until the last message; returns "selesai", "putus" (a crash cut it off) or "diam" (not a word)."""
    assert process.stdout is not None
    total = 0
    while (row := process.stdout.readline(MAX_JSON_LINE)).endswith(b"\n"):
        total += len(row)
        if total > MAX_JSON:
            break
        if row.startswith(b"["):  # rows; a number is a float, and what is no number (NaN, Infinity) is text
            yield json.loads(row, object_hook=_decode, parse_int=float, parse_constant=str)
            continue
        message = json.loads(row)
        if "gagal" in message:
            raise Unreadable(_make_refusal(message))
        if "selesai" in message:
            return "selesai"
        yield message
    if total > MAX_JSON or len(row) >= MAX_JSON_LINE:
        raise Unreadable(make_finding("berkas_terlalu_berat", rincian="isinya terlalu banyak"))
    process.wait()
    return "putus" if total else "diam"


def _decode(value: dict[str, Any]) -> object:
    ((kind, content),) = value.items()
    return _decode_time(kind, content)


@functools.lru_cache(maxsize=10_000)
def _decode_time(kind: str, value: Any) -> object:
    if kind == "l":
        return dt.timedelta(seconds=value)
    if kind == "j":
        return dt.time.fromisoformat(value)
    if kind == "d":
        return dt.date.fromisoformat(value)
    time = dt.datetime.fromisoformat(value)
    return time.date() if time.time() == dt.time() else time


class _CellDecoder:
    """Turns rows of JSON into cells: "" is blank, and equal texts share one object (half the memory of a register)."""

    def __init__(self) -> None:
        self.shared_texts: dict[str, str | None] = {"": None}

    def make_rows(self, row: list[list[Any]]) -> list[list[Any]]:
        if len(self.shared_texts) > MAX_SHARED_TEXTS:
            self.shared_texts = {"": None}
        kept = self.shared_texts.setdefault
        return [[kept(v, v) if v.__class__ is str else v for v in b] for b in row]


def _make_grid(header: dict[str, Any]) -> Grid:
    return Grid(
        header["lembar"],
        [],
        merges=[(b1, k1, b2, k2) for b1, k1, b2, k2 in header["gabungan"]],
        is_hidden=header["tersembunyi"],
        hidden_rows=_spread_numbers(header["baris_tersembunyi"]),
        hidden_columns=_spread_numbers(header["kolom_tersembunyi"]),
        errors={(row, column): code for row, column, code in header["galat"]},
        without_value=_spread_addresses(header["tanpa_nilai"]),
        percents=_spread_addresses(header["persen"]),
        strikes=_spread_addresses(header["coretan"]),
    )


def _spread_numbers(span: list[list[int]]) -> list[int]:
    return sorted({n for start, end in span for n in range(start, end + 1)})


def _spread_addresses(by_column: dict[str, list[list[int]]]) -> set[tuple[int, int]]:
    return {(row, int(column)) for column, span in by_column.items() for row in _spread_numbers(span)}


def _cover_merged(grid: Grid) -> None:
    """Of a merged range a person sees its first cell only: what stands in the others is taken out and kept apart.

    Not of a range over the whole sheet: that is a program's slip, and taking it at its word would leave one cell.
    """
    width = max(map(len, grid.cells), default=0)
    merges = [m for m in grid.merges if not (m[:2] == (1, 1) and m[2] >= len(grid.cells) and m[3] >= width)]
    for r1, c1, r2, c2 in merges:
        for row in range(r1, min(r2, len(grid.cells)) + 1):
            cells = grid.cells[row - 1]
            for c in range(c1 + (row == r1), min(c2, len(cells)) + 1):
                if cells[c - 1] is not None:
                    grid.covered[row, c], cells[c - 1] = cells[c - 1], None
    if merges and (grid.errors or grid.without_value):
        blemished = {*grid.errors, *grid.without_value}
        for cell in _list_covered(merges, blemished):
            grid.covered[cell] = grid.errors.pop(cell, "")
            grid.without_value.discard(cell)


def _list_covered(merges: list[tuple[int, int, int, int]], cells: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Of these cells those that a merged range hides."""
    return [
        (r, c) for r1, c1, r2, c2 in merges for r, c in cells if r1 <= r <= r2 and c1 <= c <= c2 and (r, c) != (r1, c1)
    ]


def _fit_tail(grid: Grid) -> None:
    """Drop blank rows at the end, but keep a row for each cell that has a sign instead of a value."""
    end = max((row for row, _ in (*grid.errors, *grid.without_value)), default=0)
    cell = grid.cells
    while len(cell) > end and all(v is None for v in cell[-1]):
        cell.pop()
    cell.extend([] for _ in range(min(end, MAX_ROWS) - len(cell)))


def _make_refusal(message: dict[str, Any]) -> Finding:
    sheet = message.get("lembar", "")
    log.info("etl.read.child refused: %s %s", message["gagal"], message.get("sebab", ""))
    if message["gagal"] == "luas":
        return make_finding("lembar_terlalu_luas", sheet, write_address(*message["sel"]))
    if message["gagal"] == "sandi":
        return make_finding("bersandi")
    if message["gagal"] == "baris":
        return make_finding("terlalu_banyak_baris", sheet, batas=f"{_read_limit_rows():,}".replace(",", "."))
    if message["gagal"] == "mencurigakan":
        return make_finding("berkas_mencurigakan", sheet, rincian=f"susunan lembar “{sheet}” tidak wajar")
    details = message.get("rincian") or (f"lembar “{sheet}” tidak terbaca" if sheet else "tidak terbaca")
    return make_finding("berkas_rusak", sheet, rincian=details)


def _say_why(code: int, timed_out: bool, limit_seconds: int) -> Finding:
    """The child ended without a word."""
    log.warning("etl.read.child ended with %s", code)
    if timed_out or code == _CPU_EXHAUSTED:
        return make_finding("berkas_terlalu_berat", rincian=f"lebih dari {limit_seconds} detik")
    if code not in (0, 1):  # out of memory, aborted or killed
        return make_finding("berkas_terlalu_berat", rincian="perlu terlalu banyak memori")
    return make_finding("berkas_rusak", rincian="tidak terbaca")
