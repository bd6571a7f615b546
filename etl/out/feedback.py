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
from dataclasses import asdict, dataclass, replace
from pathlib import PurePath

from etl import periode as triwulan
from etl.acuan import ROOT
from etl.corrections.typed import write_entry
from etl.model import CheckResult
from etl.personal import shown_names
from etl.pesan import Finding, Unreadable, make_finding, say_counts
from etl.read import bundle, guard
from etl.read.marks import OPENING
from etl.read.workbook import read_workbook

_LIMIT_SECONDS = 30
_TIME = (1980, 1, 1, 0, 0, 0)  # the same findings give the same bytes
_INSTRUCTIONS = (
    "Sel merah: harus diperbaiki. Sel kuning: perlu diperiksa. Sel biru: sudah diperbaiki di dasbor. "
    "Klik kolom Sel untuk menuju selnya; catatan di sel "
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
    come back as a new .xlsx with the values. A bundle comes back as a zip of its marked workbooks. Marks of an earlier
    check are taken away first. Raises Unreadable when not even the values can be copied.
    """
    if bundle.is_bundle(data):
        return _mark_bundle(data, result)
    form, _ = guard.inspect(data, result.nama_berkas)
    if form in ("xlsx", "xlsm"):
        marked = _run_child(data, result, form, _INSTRUCTIONS)
        if marked is not None:
            return marked
    marked = _run_child(data, result, "salinan", _WITHOUT_STYLE.format(format=form) + _INSTRUCTIONS)
    if marked is None:
        raise Unreadable(make_finding("berkas_terlalu_berat", rincian="salinan bertanda tidak dapat dibuat"))
    return marked


def _mark_bundle(data: bytes, result: CheckResult) -> bytes:
    """Each workbook with the findings and corrections of its own sheets; those of no sheet stand in the first."""
    files = bundle.split_bundle(data)
    books = [read_workbook(*file) for file in files]
    among_all = bundle.name_sheets(books)
    shown = shown_names(name for names in among_all for name in names.values())
    container, rest = io.BytesIO(), [t for t in result.temuan if t.lembar not in shown.values()]
    with zipfile.ZipFile(container, "w", zipfile.ZIP_DEFLATED) as archive:
        for i, (file, names) in enumerate(zip(files, among_all, strict=True)):
            own = {shown[new]: visible for visible, new in _pair_names(names)}
            one = CheckResult(file[1], "", result.periode, temuan=rest if i == 0 else [])
            one.temuan = one.temuan + [replace(t, lembar=own[t.lembar]) for t in result.temuan if t.lembar in own]
            used = [c for c in result.corrections_used if c.lembar in own]
            one.corrections_used = [replace(c, lembar=own[c.lembar]) for c in used]
            marked = make_marked(file[0], one)
            archive.writestr(zipfile.ZipInfo(f"{i + 1:02}-{make_name(file[1], marked)}", _TIME), marked)
    return container.getvalue()


def _pair_names(names: dict[str, str]) -> list[tuple[str, str]]:
    """(name of a sheet as its own workbook shows it, its name among all)."""
    visible = shown_names(names)
    return [(visible[name], new) for name, new in names.items()]


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
        "perbaikan": [write_entry(c) for c in result.corrections_used],
    }
    commands = [sys.executable, "-m", "etl.out.marked_child", style]
    request = json.dumps(task).encode() + b"\n" + data
    try:
        process = subprocess.run(commands, cwd=ROOT, input=request, capture_output=True, timeout=_LIMIT_SECONDS)
    except subprocess.TimeoutExpired:
        return None
    return process.stdout if process.returncode == 0 else None


def _say_opening(result: CheckResult) -> str:
    mended = f", {len(result.corrections_used)} diperbaiki" if result.corrections_used else ""
    moment = triwulan.say_quarter(result.periode) if result.periode else "triwulan belum jelas"
    return f"{OPENING} {say_counts(result.temuan)}{mended} · {moment} · {result.nama_berkas}"
