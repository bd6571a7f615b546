"""The signs by which a marked workbook is known again: its sheet of findings, its fills, its part of a comment."""

from __future__ import annotations

from collections.abc import Sequence

from etl import palette
from etl.pesan import PERIKSA, SALAH

LEMBAR_TEMUAN = "Temuan"  # only a name: the sheet is known by its texts, whatever it is called now
PEMBUKA = "Hasil pemeriksaan dasbor koperasi:"  # how its first cell begins
JUDUL = ("Berat", "Lembar", "Sel", "Isi", "Masalah", "Saran", "Usul")
BARIS_JUDUL = 3
_TINGGI = 6  # rows in which the headings are looked for; somebody may have put in a row

WARNA = {SALAH: palette.argb(palette.MARK_WRONG), PERIKSA: palette.argb(palette.MARK_CHECK)}
PEMBUKA_CATATAN = "── Pemeriksaan dasbor koperasi ──"
PENULIS = "Dasbor Koperasi"


def is_findings_sheet(sel: Sequence[Sequence[object]]) -> bool:
    """Our own sheet, when a marked workbook comes back; `sel` are its rows, as in Petak.sel."""
    pertama = sel[0][0] if sel and sel[0] else None
    if not isinstance(pertama, str) or not pertama.startswith(PEMBUKA):
        return False
    return any(tuple(baris[: len(JUDUL)]) == JUDUL for baris in sel[1:_TINGGI])
