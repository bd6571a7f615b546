"""Dates and years as people type them: one cell -> first and last day, a blank, or the reason why it is neither.

Day before month, as everybody writes here. "07/14/2022" has one possible reading, month first; it is read and listed.
A year of two digits is 20xx up to 49 and 19xx from 50: a fixed border, so that an archived workbook
reads the same in later years.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from etl.cells.texts import is_blank, is_dash, tidy_text, write_plain
from etl.model import Cell, Reading, Reason
from etl.periode import say_date

MONTHS = {
    nama: nomor
    for nomor, ejaan in enumerate(
        (
            "januari januwari january jan",
            "februari pebruari febuari pebuari february feb peb",
            "maret march mar mrt",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "agustus august agust agst agt ags agu aug",
            "september sept sep",
            "oktober october okt oct",
            "november nopember nov nop",
            "desember december des dec",
        ),
        start=1,
    )
    for nama in ejaan.split()
}  # fmt: skip
_DAY_WORDS = "senin|selasa|rabu|kamis|jumat|jum['’`]at|sabtu|minggu|ahad|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_DAY_NAME = re.compile(rf"\b(?:hari\s+)?(?:{_DAY_WORDS})\b(?:\s*(?:-|–|s\.?/?d\.?|dan|&)\s*(?:{_DAY_WORDS})\b)*[\s,/]*")
_PREFIX = re.compile(r"^(?:tanggal|tgl\.?)\s*:?\s*")
_CLOCK_WORD = re.compile(r"[\s,;/]*\b(?:pukul|jam)\b.*$")
_CLOCK = re.compile(r"(?<=\d)(?:t|[\s,]+)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:wib|z)?$")
_UNTIL = re.compile(r"\s*(?:\bs\s*[./]?\s*d\b\.?|\bsampai(?:\s+dengan)?\b|\bhingga\b|[–—~])\s*|\s+-\s+")
_AND = re.compile(r"\s*(?:,?\s*\bdan\b|&|,?\s*\bserta\b)\s*")
_DIGITS = re.compile(r"(\d{1,2})([/.\- ])(\d{1,2})\2(\d{4}|\d{2})", re.ASCII)
_ISO = re.compile(r"(\d{4})([/.-])(\d{1,2})\2(\d{1,2})", re.ASCII)
_NAMED_MONTH = re.compile(r"(\d{1,2})[\s.\-/]*([a-z]+)\.?[\s.,\-/'’]*(\d{4}|\d{2})", re.ASCII)
_ENGLISH = re.compile(r"([a-z]+)\.?\s*(\d{1,2})\s*,\s*(\d{4})", re.ASCII)
_DAY_MONTH = re.compile(r"(.*?\d)[\s.\-/]*([a-z]+)\.?", re.ASCII)
_DAY_LIST = re.compile(r"\d{1,2}(?:\s*[,~-]\s*\d{1,2})*", re.ASCII)
_YEAR = re.compile(r"(?:(?:tahun|thn|th)\b\.?\s*)?(\d{4})", re.ASCII)
_BOOK_YEAR = re.compile(r"(?:rat\s+)?(?:(?:tahun|thn|th)\b\.?\s*)?(?:buku\b|tb|t\.\s*b)\.?\s*(\d{4})", re.ASCII)
FIRST_YEAR, LAST_YEAR = 1901, 2100  # a small number formatted as a date gives 1900
FIRST_SERIAL, LAST_SERIAL = 20_000, 60_000  # Excel's days: 1954 to 2064
_EXCEL_DAY_ZERO = dt.date(1899, 12, 30)


class DateRange(NamedTuple):
    """First and last day; the same day for a single date."""

    mulai: dt.date
    selesai: dt.date


class _WrittenDay(NamedTuple):
    tanggal: dt.date
    is_month_first: bool = False  # read as month/day/year


def is_month_first(isi: Iterable[Cell]) -> bool:
    """Does a text of this column have its month first without doubt ("07/14/2022")? Then its others may, too."""
    return any(
        (c := _DIGITS.fullmatch(tidy_text(s))) is not None and int(c[3]) > 12 >= int(c[1])
        for s in set(isi)
        if isinstance(s, str)
    )


def read_range(sel: Cell, ragu: bool = False) -> Reading:
    """One cell as a Rentang. A plain date is a range of one day.

    `ragu`: the column holds dates with the month first, so "05/07/2022" is read day first, but listed.
    """
    if is_blank(sel) or isinstance(sel, str) and is_dash(tidy_text(sel)):
        return Reading(None)
    if isinstance(sel, str):
        bacaan = _read_text(tidy_text(sel))
        return _list_doubt(bacaan, tidy_text(sel)) if ragu else bacaan
    hari = _read_typed(sel)
    return Reading(None, Reason("bukan_tanggal")) if hari is None else Reading(DateRange(hari, hari))


def read_date(sel: Cell, akhir: bool = False, ragu: bool = False) -> Reading:
    """One cell as one date. Of a range the first day (`akhir`: the last one), with a finding that says so."""
    bacaan = read_range(sel, ragu)
    if bacaan.nilai is None:
        return bacaan
    mulai, selesai = bacaan.nilai
    hari = selesai if akhir else mulai
    if mulai == selesai or bacaan.alasan is not None:
        return Reading(hari, bacaan.alasan)
    return Reading(hari, Reason("rentang_tanggal", {"dibaca": say_date(hari)}))


def read_year(sel: Cell, minimum: float | None = None, maksimum: float | None = None) -> Reading:
    """One cell as a year of four digits: 2024, "2024", "TB 2024", "Tahun Buku 2023".

    A date is not a year: the day of the RAT lies in the year after its book year, and "RAT 2024" does
    not say which of the two it means. Nor are "2023/2024" and "Sudah" years.
    """
    teks = write_plain(sel).lower().lstrip("'’`") if not isinstance(sel, bool) else "bool"
    if not teks or is_dash(teks):
        return Reading(None)
    cocok = _YEAR.fullmatch(teks) or _BOOK_YEAR.fullmatch(teks)
    if cocok is None:
        return Reading(None, Reason("bukan_tahun"))
    tahun = int(cocok[1])
    if tahun < (minimum or 0) or tahun > (maksimum or 9999):
        return Reading(None, Reason("di_luar_batas", {"batas": f"{minimum or 0:.0f} sampai {maksimum or 9999:.0f}"}))
    return Reading(tahun)


def _read_typed(sel: Cell) -> dt.date | None:
    """A cell that Excel holds as a date, or as the number of days that a date is."""
    hari: dt.date | None = None
    if isinstance(sel, dt.datetime):
        hari = sel.date()
    elif isinstance(sel, dt.date):
        hari = sel
    elif isinstance(sel, (int, float)) and not isinstance(sel, bool) and FIRST_SERIAL <= sel <= LAST_SERIAL:
        hari = _EXCEL_DAY_ZERO + dt.timedelta(days=int(sel))
    return hari if hari is not None and FIRST_YEAR <= hari.year <= LAST_YEAR else None


def _read_text(teks: str) -> Reading:
    kecil = _PREFIX.sub("", _DAY_NAME.sub("", teks.lower().lstrip("'’`")).strip(" ,"))
    kecil = _CLOCK.sub("", _CLOCK_WORD.sub("", kecil)).strip()
    hari = _read_single(kecil)
    if hari is not None:
        return _make_range(hari, hari)
    baca = set(_list_splits(_UNTIL.sub("~", _AND.sub(",", kecil))))
    if len(baca) != 1:  # none fits, or more than one does
        return Reading(None, Reason("bukan_tanggal"))
    mulai, selesai = baca.pop()
    return _make_range(mulai, selesai)


def _make_range(mulai: _WrittenDay, selesai: _WrittenDay) -> Reading:
    rentang = DateRange(mulai.tanggal, selesai.tanggal)
    return Reading(rentang, _refuse_two_meanings(rentang) if mulai.is_month_first or selesai.is_month_first else None)


def _refuse_two_meanings(rentang: DateRange) -> Reason:
    dibaca = " sampai ".join(dict.fromkeys(say_date(t) for t in rentang))
    return Reason("tanggal_ganda_arti", {"dibaca": dibaca})


def _list_doubt(bacaan: Reading, teks: str) -> Reading:
    """Add the finding to a date in numbers whose day could be its month."""
    cocok = _DIGITS.fullmatch(teks)
    if cocok is None or bacaan.nilai is None or int(cocok[1]) > 12 or int(cocok[1]) == int(cocok[3]):
        return bacaan
    return Reading(bacaan.nilai, _refuse_two_meanings(bacaan.nilai))


def _read_single(teks: str) -> _WrittenDay | None:
    """A full date: numbers, ISO, or with the month's name."""
    if cocok := _DIGITS.fullmatch(teks):
        hari, bulan, tahun = int(cocok[1]), int(cocok[3]), _read_year_text(cocok[4])
        bulan_dulu = bulan > 12 >= hari
        return _make_day(tahun, *((hari, bulan) if bulan_dulu else (bulan, hari)), bulan_dulu)
    if cocok := _ISO.fullmatch(teks):
        return _make_day(int(cocok[1]), int(cocok[3]), int(cocok[4]))
    if cocok := _NAMED_MONTH.fullmatch(teks):
        return _make_day(_read_year_text(cocok[3]), MONTHS.get(cocok[2], 0), int(cocok[1]))
    if cocok := _ENGLISH.fullmatch(teks):
        return _make_day(int(cocok[3]), MONTHS.get(cocok[1], 0), int(cocok[2]))
    return None


def _read_year_text(teks: str) -> int:
    tahun = int(teks)
    return tahun if len(teks) == 4 else tahun + (2000 if tahun < 50 else 1900)


def _make_day(tahun: int, bulan: int, hari: int, bulan_dulu: bool = False) -> _WrittenDay | None:
    if not FIRST_YEAR <= tahun <= LAST_YEAR:
        return None
    try:
        return _WrittenDay(dt.date(tahun, bulan, hari), bulan_dulu)
    except ValueError:  # 31 Februari
        return None


def _list_splits(teks: str) -> Iterator[tuple[_WrittenDay, _WrittenDay]]:
    """Every way to part the text into a beginning and a full last date."""
    for pisah in re.finditer(r"[~,-]", teks):
        selesai = _read_single(teks[pisah.end() :].strip())
        mulai = selesai and _read_beginning(teks[: pisah.start()].strip(), selesai)
        if selesai and mulai and mulai.tanggal <= selesai.tanggal:
            yield mulai, selesai


def _read_beginning(teks: str, selesai: _WrittenDay) -> _WrittenDay | None:
    """The first day: a full date, "28 November", or only "5" or "5, 6" of the last date's month."""
    penuh = _read_single(teks)
    if penuh is not None:
        return penuh
    tahun, bulan = selesai.tanggal.year, selesai.tanggal.month
    cocok = _DAY_MONTH.fullmatch(teks)
    if cocok:
        teks, bulan = cocok[1], MONTHS.get(cocok[2], 0)
        # "30 Desember - 2 Januari 2025" can only begin in the year before.
        tahun -= bulan == 12 and selesai.tanggal.month == 1
    if not _DAY_LIST.fullmatch(teks):
        return None
    hari = [int(h) for h in re.findall(r"\d+", teks)]
    naik = hari == sorted(set(hari)) and (cocok is not None or hari[-1] < selesai.tanggal.day)
    return _make_day(tahun, bulan, hari[0]) if naik else None
