"""What staff get back: their own workbook with every finding marked, and how far they are since the last check.

The work on the workbook is done in a limited child process (feedback_child.py), as reading is: a small file can keep
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

    selesai: list[Finding]
    left: list[Finding]
    baru: list[Finding]


def make_marked(data: bytes, hasil: CheckResult) -> bytes:
    """The workbook with a fill and a comment on every faulty cell and a first sheet that lists all findings.

    .xlsx and .xlsm keep their sheets, styles, widths, comments, formulas with their last values, macros, pictures,
    plain charts and drop-downs. What openpyxl cannot carry over is lost in this copy: text boxes and shapes, form
    controls, slicers and sparklines, drop-downs and conditional formats that Excel keeps in an extension (x14: those
    that point to another sheet), printer settings, rich text inside comments and the size of their boxes. The archived
    original is never touched. Other formats, and files that openpyxl refuses, come back as a new .xlsx with the values.
    Marks of an earlier check are taken away first. Raises TidakTerbaca when not even the values can be copied.
    """
    bentuk, _ = guard.inspect(data, hasil.nama_berkas)
    if bentuk in ("xlsx", "xlsm"):
        isi = _run_child(data, hasil, bentuk, _INSTRUCTIONS)
        if isi is not None:
            return isi
    isi = _run_child(data, hasil, "salinan", _WITHOUT_STYLE.format(format=bentuk) + _INSTRUCTIONS)
    if isi is None:
        raise Unreadable(make_finding("berkas_terlalu_berat", rincian="salinan bertanda tidak dapat dibuat"))
    return isi


def make_name(nama_berkas: str, isi: bytes) -> str:
    """File name for the marked workbook; its ending follows what it became."""
    with zipfile.ZipFile(io.BytesIO(isi)) as arsip:
        makro = b"macroEnabled" in arsip.read("[Content_Types].xml")
    return f"{PurePath(nama_berkas).stem} - ditandai.{'xlsm' if makro else 'xlsx'}"


def find_progress(sebelum: list[Finding], sesudah: list[Finding]) -> Progress:
    """Compare the findings of two checks of a quarter. Rows may have moved: what stood in the cell tells them apart."""
    tersisa, baru = _pair_findings(sebelum, sesudah)
    _, selesai = _pair_findings(sesudah, sebelum)
    return Progress(selesai, tersisa, baru)


def _pair_findings(dahulu: list[Finding], kini: list[Finding]) -> tuple[list[Finding], list[Finding]]:
    """Findings of `kini` that were there before, and those that were not. The same cell is paired first."""
    ada = Counter(_identify(t) for t in dahulu)
    sama: set[int] = set()
    urut = _make_matcher({(_identify(t), t.sel) for t in dahulu})
    for i in sorted(range(len(kini)), key=lambda i: urut(kini[i])):
        if ada[_identify(kini[i])] > 0:
            ada[_identify(kini[i])] -= 1
            sama.add(i)
    return [t for i, t in enumerate(kini) if i in sama], [t for i, t in enumerate(kini) if i not in sama]


def _make_matcher(sel: set[tuple[tuple[str, str, str], str]]) -> Callable[[Finding], bool]:
    return lambda t: (_identify(t), t.sel) not in sel


def _identify(t: Finding) -> tuple[str, str, str]:
    return t.kode, t.lembar, t.isi


def _run_child(data: bytes, hasil: CheckResult, cara: str, petunjuk: str) -> bytes | None:
    """The marked workbook, or None when the child gave up: unreadable for openpyxl, too heavy, crashed."""
    tugas = {
        "nama": hasil.nama_berkas,
        "pembuka": _say_opening(hasil),
        "petunjuk": petunjuk,
        "temuan": [asdict(t) for t in hasil.temuan],
    }
    perintah = [sys.executable, "-m", "etl.out.marked_child", cara]
    masukan = json.dumps(tugas).encode() + b"\n" + data
    try:
        anak = subprocess.run(perintah, cwd=ROOT, input=masukan, capture_output=True, timeout=_LIMIT_SECONDS)
    except subprocess.TimeoutExpired:
        return None
    return anak.stdout if anak.returncode == 0 else None


def _say_opening(hasil: CheckResult) -> str:
    salah = sum(t.berat == WRONG for t in hasil.temuan)
    saat = triwulan.say_quarter(hasil.periode) if hasil.periode else "triwulan belum jelas"
    return f"{OPENING} {salah} salah, {len(hasil.temuan) - salah} periksa · {saat} · {hasil.nama_berkas}"
