"""Quarters as people write them: "Triwulan III 2025", "TW 2 '25", "Keadaan per 30 Juni 2022", a date, "I" beside a year."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator

from etl import periode
from etl.cells.dates import LAST_YEAR, MONTHS
from etl.cells.texts import tidy_text, write_plain
from etl.model import Cell, WrittenQuarter

_MONTH_WORDS = "|".join(sorted(MONTHS, key=len, reverse=True))
_ORDINALS = {"iv": 4, "iii": 3, "ii": 2, "i": 1, "4": 4, "3": 3, "2": 2, "1": 1, "keempat": 4, "ketiga": 3, "kedua": 2,
           "pertama": 1, "kesatu": 1}  # fmt: skip
_ORDINAL = "|".join(_ORDINALS)
YEAR = r"(?<!\d)(20\d\d|199\d)(?!\d)"
_QUARTER_WORD = (
    rf"\b(?:tri\s?wulan|triw|trw|tw|kuartal|kwartal|quarter|q|t(?=[1-4]\b))[\s.\-:]*(?:ke[\s-]*)?({_ORDINAL})\b"
)
QUARTER = re.compile(_QUARTER_WORD)
_UNTIL_QUARTER = re.compile(
    rf"{_QUARTER_WORD}\s*(?:s\s*[./]?\s*d\.?|sampai(?:\s+dengan)?|-|–)\s*(?:{_QUARTER_WORD[2:]}|({_ORDINAL})\b)"
)
_HALF_YEAR = re.compile(r"\bsemester[\s.]*(ii|i|2|1)\b")
_NAMED_DAY = re.compile(rf"(?<!\d)(\d{{1,2}})[\s.\-]+({_MONTH_WORDS})\b[\s.,\-]*{YEAR}")
_DIGIT_DAY = re.compile(r"(?<!\d)(\d{1,2})([/.\-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_ISO_DAY = re.compile(r"(?<!\d)(20\d\d)([/.\-]?)(0[1-9]|1[0-2])\2([0-2]\d|3[01])(?!\d)")
_MONTH_YEAR = re.compile(rf"\b({_MONTH_WORDS})\b[\s.,\-]*{YEAR}")
AS_OF = re.compile(r"\b(?:per|keadaan|posisi|kondisi|s\s*[./]?\s*d|sampai|hingga|bulan|akhir|periode)\b")
_ORDINAL_ONLY = re.compile(rf"(?:ke[\s-]*)?({_ORDINAL})\.?")
_ROMAN_YEAR = re.compile(r"(iv|i{1,3})\s*[/.\-–]\s*(20\d\d|199\d)")
_REST = re.compile(rf"{_QUARTER_WORD}(?:\s*['’]\d\d\b)?|(?:\b(?:tahun|thn|th|ta)\b[\s.:]*)?{YEAR}|\b(?:pada|per)\s*$")


def read_cell(sel: Cell) -> WrittenQuarter:
    """What a cell of a column "Triwulan", or the heading of a group of columns, says of the quarter."""
    if isinstance(sel, dt.date):
        return WrittenQuarter(sel.year, (sel.month + 2) // 3)
    kecil = tidy_text(write_plain(sel)).casefold()
    if cocok := _ORDINAL_ONLY.fullmatch(kecil):
        return WrittenQuarter(None, _ORDINALS[cocok[1]])
    if cocok := _ROMAN_YEAR.fullmatch(kecil):
        return WrittenQuarter(int(cocok[2]), _ORDINALS[cocok[1]])
    tahun = re.findall(YEAR, kecil)
    if hasil := next(read_quarters(kecil, lambda: None), None):
        return WrittenQuarter(*periode.split_quarter(hasil[0]))
    return WrittenQuarter(int(tahun[0]) if len(set(tahun)) == 1 else None, _read_quarter_number(kecil))


def combine_quarters(semua: Iterable[WrittenQuarter]) -> WrittenQuarter:
    """Year and number from one column or two."""
    bagian = list(semua)
    lengkap = [w for w in bagian if w.tahun and w.ke]
    tahun, ke = (next((w[i] for w in [*lengkap, *bagian] if w[i]), None) for i in (0, 1))
    return WrittenQuarter(tahun, ke)


def take_out_quarter(teks: str) -> tuple[WrittenQuarter, str]:
    """The quarter that a heading names, and the heading without it: "Aktif TW I 2023" -> (T1 2023, "aktif")."""
    kecil = tidy_text(teks).casefold()
    bertanggal = next(_list_dates(kecil), None) is not None
    if _ORDINAL_ONLY.fullmatch(kecil) or not (bertanggal or _REST.search(kecil)):
        return WrittenQuarter(), teks
    return read_cell(teks), "" if bertanggal else _REST.sub(" ", kecil).strip(" .:,-–/()")


def read_quarters(teks: str, tahun_lain: Callable[[], int | None]) -> Iterator[tuple[str, bool]]:
    """Quarters that a text names, and whether only by a plain date."""
    kecil = tidy_text(teks).casefold()
    tahun = [int(t) for t in re.findall(YEAR, kecil)]
    ke = _read_quarter_number(kecil)
    if ke is not None:
        resmi = tahun[-1] if tahun else _read_short_year(kecil) or tahun_lain()
        if resmi:
            yield f"{resmi}-T{ke}", False
        return
    tanggal = list(_list_dates(kecil))
    if tanggal:
        # "1 Juli - 30 September 2025": the last day counts.
        yield periode.find_by_date(max(tanggal)), not AS_OF.search(kecil)


def _read_quarter_number(kecil: str) -> int | None:
    if rentang := _UNTIL_QUARTER.search(kecil):
        return _ORDINALS[next(g for g in rentang.groups()[:0:-1] if g)]
    if cocok := QUARTER.findall(kecil):
        return _ORDINALS[cocok[-1]]
    if cocok := _HALF_YEAR.findall(kecil):
        return 4 if cocok[-1] in ("ii", "2") else 2
    return None


def _read_short_year(kecil: str) -> int | None:
    """ "TW 3 '25"."""
    cocok = re.search(rf"{_QUARTER_WORD}[\s\-/]*['’](\d\d)\b", kecil)
    return 2000 + int(cocok[2]) if cocok else None


def _list_dates(kecil: str) -> Iterator[dt.date]:
    for hari, bulan, tahun in _NAMED_DAY.findall(kecil):
        yield from _make_day(int(tahun), MONTHS[bulan], int(hari))
    for tahun, _, bulan, hari in _ISO_DAY.findall(kecil):
        yield from _make_day(int(tahun), int(bulan), int(hari))
    for hari, _, bulan, tahun in _DIGIT_DAY.findall(kecil):
        yield from _make_day(int(tahun) + (2000 if len(tahun) == 2 else 0), int(bulan), int(hari))
    for bulan, tahun in _MONTH_YEAR.findall(kecil):
        yield from _make_day(int(tahun), MONTHS[bulan], 1)


def _make_day(tahun: int, bulan: int, hari: int) -> Iterable[dt.date]:
    ada = 1990 <= tahun <= LAST_YEAR and 1 <= bulan <= 12 and 1 <= hari <= 31
    return [dt.date(tahun, bulan, min(hari, 28))] if ada else []
