"""Quarters as people write them: "Triwulan III 2025", "TW 2 '25", "Keadaan per 30 Juni 2022", a date, "I" beside a year."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator

from etl import periode
from etl.cells.dates import BULAN, TAHUN_AKHIR
from etl.cells.texts import plain, tidy
from etl.model import Sel, Waktu

_BULAN = "|".join(sorted(BULAN, key=len, reverse=True))
_URUTAN = {"iv": 4, "iii": 3, "ii": 2, "i": 1, "4": 4, "3": 3, "2": 2, "1": 1, "keempat": 4, "ketiga": 3, "kedua": 2,
           "pertama": 1, "kesatu": 1}  # fmt: skip
_KE = "|".join(_URUTAN)
TAHUN = r"(?<!\d)(20\d\d|199\d)(?!\d)"
_TW = rf"\b(?:tri\s?wulan|triw|trw|tw|kuartal|kwartal|quarter|q|t(?=[1-4]\b))[\s.\-:]*(?:ke[\s-]*)?({_KE})\b"
TRIWULAN = re.compile(_TW)
_SAMPAI_TW = re.compile(rf"{_TW}\s*(?:s\s*[./]?\s*d\.?|sampai(?:\s+dengan)?|-|–)\s*(?:{_TW[2:]}|({_KE})\b)")
_SETAHUN = re.compile(r"\bsemester[\s.]*(ii|i|2|1)\b")
_HARI_BERNAMA = re.compile(rf"(?<!\d)(\d{{1,2}})[\s.\-]+({_BULAN})\b[\s.,\-]*{TAHUN}")
_HARI_ANGKA = re.compile(r"(?<!\d)(\d{1,2})([/.\-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_HARI_ISO = re.compile(r"(?<!\d)(20\d\d)([/.\-]?)(0[1-9]|1[0-2])\2([0-2]\d|3[01])(?!\d)")
_BULAN_TAHUN = re.compile(rf"\b({_BULAN})\b[\s.,\-]*{TAHUN}")
KEADAAN = re.compile(r"\b(?:per|keadaan|posisi|kondisi|s\s*[./]?\s*d|sampai|hingga|bulan|akhir|periode)\b")
_HANYA_KE = re.compile(rf"(?:ke[\s-]*)?({_KE})\.?")
_ROMAWI_TAHUN = re.compile(r"(iv|i{1,3})\s*[/.\-–]\s*(20\d\d|199\d)")
_SISA = re.compile(rf"{_TW}(?:\s*['’]\d\d\b)?|(?:\b(?:tahun|thn|th|ta)\b[\s.:]*)?{TAHUN}|\b(?:pada|per)\s*$")


def read_cell(sel: Sel) -> Waktu:
    """What a cell of a column "Triwulan", or the heading of a group of columns, says of the quarter."""
    if isinstance(sel, dt.date):
        return Waktu(sel.year, (sel.month + 2) // 3)
    kecil = tidy(plain(sel)).casefold()
    if cocok := _HANYA_KE.fullmatch(kecil):
        return Waktu(None, _URUTAN[cocok[1]])
    if cocok := _ROMAWI_TAHUN.fullmatch(kecil):
        return Waktu(int(cocok[2]), _URUTAN[cocok[1]])
    tahun = re.findall(TAHUN, kecil)
    if hasil := next(read_quarters(kecil, lambda: None), None):
        return Waktu(*periode.split(hasil[0]))
    return Waktu(int(tahun[0]) if len(set(tahun)) == 1 else None, _quarter_number(kecil))


def together(semua: Iterable[Waktu]) -> Waktu:
    """Year and number from one column or two."""
    bagian = list(semua)
    lengkap = [w for w in bagian if w.tahun and w.ke]
    tahun, ke = (next((w[i] for w in [*lengkap, *bagian] if w[i]), None) for i in (0, 1))
    return Waktu(tahun, ke)


def take_out(teks: str) -> tuple[Waktu, str]:
    """The quarter that a heading names, and the heading without it: "Aktif TW I 2023" -> (T1 2023, "aktif")."""
    kecil = tidy(teks).casefold()
    bertanggal = next(_dates(kecil), None) is not None
    if _HANYA_KE.fullmatch(kecil) or not (bertanggal or _SISA.search(kecil)):
        return Waktu(), teks
    return read_cell(teks), "" if bertanggal else _SISA.sub(" ", kecil).strip(" .:,-–/()")


def read_quarters(teks: str, tahun_lain: Callable[[], int | None]) -> Iterator[tuple[str, bool]]:
    """Quarters that a text names, and whether only by a plain date."""
    kecil = tidy(teks).casefold()
    tahun = [int(t) for t in re.findall(TAHUN, kecil)]
    ke = _quarter_number(kecil)
    if ke is not None:
        resmi = tahun[-1] if tahun else _short_year(kecil) or tahun_lain()
        if resmi:
            yield f"{resmi}-T{ke}", False
        return
    tanggal = list(_dates(kecil))
    if tanggal:
        # "1 Juli - 30 September 2025": the last day counts.
        yield periode.from_date(max(tanggal)), not KEADAAN.search(kecil)


def _quarter_number(kecil: str) -> int | None:
    if rentang := _SAMPAI_TW.search(kecil):
        return _URUTAN[next(g for g in rentang.groups()[:0:-1] if g)]
    if cocok := TRIWULAN.findall(kecil):
        return _URUTAN[cocok[-1]]
    if cocok := _SETAHUN.findall(kecil):
        return 4 if cocok[-1] in ("ii", "2") else 2
    return None


def _short_year(kecil: str) -> int | None:
    """ "TW 3 '25"."""
    cocok = re.search(rf"{_TW}[\s\-/]*['’](\d\d)\b", kecil)
    return 2000 + int(cocok[2]) if cocok else None


def _dates(kecil: str) -> Iterator[dt.date]:
    for hari, bulan, tahun in _HARI_BERNAMA.findall(kecil):
        yield from _day(int(tahun), BULAN[bulan], int(hari))
    for tahun, _, bulan, hari in _HARI_ISO.findall(kecil):
        yield from _day(int(tahun), int(bulan), int(hari))
    for hari, _, bulan, tahun in _HARI_ANGKA.findall(kecil):
        yield from _day(int(tahun) + (2000 if len(tahun) == 2 else 0), int(bulan), int(hari))
    for bulan, tahun in _BULAN_TAHUN.findall(kecil):
        yield from _day(int(tahun), BULAN[bulan], 1)


def _day(tahun: int, bulan: int, hari: int) -> Iterable[dt.date]:
    ada = 1990 <= tahun <= TAHUN_AKHIR and 1 <= bulan <= 12 and 1 <= hari <= 31
    return [dt.date(tahun, bulan, min(hari, 28))] if ada else []
