"""What staff get back: their own workbook with every finding marked, and how far they are since the last check.

The work on the workbook is done in a limited child process (marked_child.py), as reading is: a small file can keep
openpyxl busy for a minute.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import PurePath

from etl import periode as triwulan
from etl.acuan import ROOT
from etl.model import CheckResult
from etl.pesan import WRONG, Finding, Unreadable, make_finding
from etl.read import guard
from etl.read.marks import OPENING

_LIMIT_SECONDS = 30
_INSTRUCTIONS = (
    "Sel merah: salah, harus diperbaiki. Sel kuning: periksa. Klik kolom Sel untuk menuju selnya; catatan di sel "
    "menjelaskan masalahnya. Perbaiki, simpan, lalu unggah lagi berkas ini; lembar ini tidak dibaca."
)
_WITHOUT_STYLE = "Warna, rumus dan tampilan berkas asli (.{format}) tidak dapat dipertahankan di salinan ini. "


@dataclass(frozen=True)
class Progress:
    """Findings that are gone, that are still there (as they stand now), and that are new."""

    done: list[Finding]
    left: list[Finding]
    new: list[Finding]


def make_marked(data: bytes, result: CheckResult) -> bytes:
    """The workbook with a fill and a comment on every faulty cell and a first sheet that lists all findings.

    .xlsx and .xlsm keep their sheets, styles, widths, comments, formulas with their last values, macros, pictures,
    plain charts and drop-downs. What openpyxl cannot carry over is lost here and named in the copy (not_kept.py): text
    boxes and shapes, form controls, slicers and sparklines, drop-downs and conditional formats that Excel keeps in an
    extension (x14: those that point to another sheet); printer settings, rich text inside comments and the size of
    their boxes are lost too. The archived original is never touched. Other formats, and files that openpyxl refuses,
    come back as a new .xlsx with the values. Marks of an earlier check are taken away first. Raises Unreadable when not
    even the values can be copied.
    """
    form, _ = guard.inspect(data, result.nama_berkas)
    if form in ("xlsx", "xlsm"):
        marked = _run_child(data, result, form, _INSTRUCTIONS)
        if marked is not None:
            return marked
    marked = _run_child(data, result, "salinan", _WITHOUT_STYLE.format(format=form) + _INSTRUCTIONS)
    if marked is None:
        raise Unreadable(make_finding("berkas_terlalu_berat", rincian="salinan bertanda tidak dapat dibuat"))
    return marked


def make_name(nama_berkas: str, marked: bytes) -> str:
    """File name for the marked workbook; its ending follows what it became."""
    with zipfile.ZipFile(io.BytesIO(marked)) as archive:
        makro = b"macroEnabled" in archive.read("[Content_Types].xml")
    return f"{PurePath(nama_berkas).stem} - ditandai.{'xlsm' if makro else 'xlsx'}"


def find_progress(before: list[Finding], after: list[Finding]) -> Progress:
    """Compare the findings of two checks of a quarter. Rows may have moved: what stood in the cell tells them apart."""
    left, new = _pair_findings(before, after)
    _, done = _pair_findings(after, before)
    return Progress(done, left, new)


def _pair_findings(earlier: list[Finding], current: list[Finding]) -> tuple[list[Finding], list[Finding]]:
    """Findings of `current` that were there before, and those that were not. The same cell is paired first."""
    known = Counter(_identify(t) for t in earlier)
    same: set[int] = set()
    ordered = _make_matcher({(_identify(t), t.sel) for t in earlier})
    for i in sorted(range(len(current)), key=lambda i: ordered(current[i])):
        if known[_identify(current[i])] > 0:
            known[_identify(current[i])] -= 1
            same.add(i)
    return [t for i, t in enumerate(current) if i in same], [t for i, t in enumerate(current) if i not in same]


def _make_matcher(cell: set[tuple[tuple[str, str, str], str]]) -> Callable[[Finding], bool]:
    return lambda t: (_identify(t), t.sel) not in cell


def _identify(t: Finding) -> tuple[str, str, str]:
    return t.kode, t.lembar, t.isi


def _run_child(data: bytes, result: CheckResult, style: str, hint: str) -> bytes | None:
    """The marked workbook, or None when the child gave up: unreadable for openpyxl, too heavy, crashed."""
    task = {
        "nama": result.nama_berkas,
        "pembuka": _say_opening(result),
        "petunjuk": hint,
        "temuan": [asdict(t) for t in result.temuan],
    }
    commands = [sys.executable, "-m", "etl.out.marked_child", style]
    request = json.dumps(task).encode() + b"\n" + data
    try:
        process = subprocess.run(commands, cwd=ROOT, input=request, capture_output=True, timeout=_LIMIT_SECONDS)
    except subprocess.TimeoutExpired:
        return None
    return process.stdout if process.returncode == 0 else None


def _say_opening(result: CheckResult) -> str:
    wrong = sum(t.berat == WRONG for t in result.temuan)
    moment = triwulan.say_quarter(result.periode) if result.periode else "triwulan belum jelas"
    return f"{OPENING} {wrong} salah, {len(result.temuan) - wrong} periksa · {moment} · {result.nama_berkas}"
