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

from etl.cells.texts import is_blank, is_dash, plain, tidy
from etl.model import Bacaan, Reason, Sel
from etl.periode import sebut_tanggal

BULAN = {
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
_HARI = "senin|selasa|rabu|kamis|jumat|jum['’`]at|sabtu|minggu|ahad|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_NAMA_HARI = re.compile(rf"\b(?:hari\s+)?(?:{_HARI})\b(?:\s*(?:-|–|s\.?/?d\.?|dan|&)\s*(?:{_HARI})\b)*[\s,/]*")
_AWALAN = re.compile(r"^(?:tanggal|tgl\.?)\s*:?\s*")
_PUKUL = re.compile(r"[\s,;/]*\b(?:pukul|jam)\b.*$")
_JAM = re.compile(r"(?<=\d)(?:t|[\s,]+)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:wib|z)?$")
_SAMPAI = re.compile(r"\s*(?:\bs\s*[./]?\s*d\b\.?|\bsampai(?:\s+dengan)?\b|\bhingga\b|[–—~])\s*|\s+-\s+")
_DAN = re.compile(r"\s*(?:,?\s*\bdan\b|&|,?\s*\bserta\b)\s*")
_ANGKA = re.compile(r"(\d{1,2})([/.\- ])(\d{1,2})\2(\d{4}|\d{2})", re.ASCII)
_ISO = re.compile(r"(\d{4})([/.-])(\d{1,2})\2(\d{1,2})", re.ASCII)
_BERNAMA = re.compile(r"(\d{1,2})[\s.\-/]*([a-z]+)\.?[\s.,\-/'’]*(\d{4}|\d{2})", re.ASCII)
_INGGRIS = re.compile(r"([a-z]+)\.?\s*(\d{1,2})\s*,\s*(\d{4})", re.ASCII)
_HARI_BULAN = re.compile(r"(.*?\d)[\s.\-/]*([a-z]+)\.?", re.ASCII)
_DAFTAR_HARI = re.compile(r"\d{1,2}(?:\s*[,~-]\s*\d{1,2})*", re.ASCII)
_TAHUN = re.compile(r"(?:(?:tahun|thn|th)\b\.?\s*)?(\d{4})", re.ASCII)
_TAHUN_BUKU = re.compile(r"(?:rat\s+)?(?:(?:tahun|thn|th)\b\.?\s*)?(?:buku\b|tb|t\.\s*b)\.?\s*(\d{4})", re.ASCII)
TAHUN_AWAL, TAHUN_AKHIR = 1901, 2100  # a small number formatted as a date gives 1900
SERIAL_AWAL, SERIAL_AKHIR = 20_000, 60_000  # Excel's days: 1954 to 2064
_HARI_NOL_EXCEL = dt.date(1899, 12, 30)


class Rentang(NamedTuple):
    """First and last day; the same day for a single date."""

    mulai: dt.date
    selesai: dt.date


class _Hari(NamedTuple):
    tanggal: dt.date
    bulan_dulu: bool = False  # read as month/day/year


def month_first(isi: Iterable[Sel]) -> bool:
    """Does a text of this column have its month first without doubt ("07/14/2022")? Then its others may, too."""
    return any(
        (c := _ANGKA.fullmatch(tidy(s))) is not None and int(c[3]) > 12 >= int(c[1])
        for s in set(isi)
        if isinstance(s, str)
    )


def read_range(sel: Sel, ragu: bool = False) -> Bacaan:
    """One cell as a Rentang. A plain date is a range of one day.

    `ragu`: the column holds dates with the month first, so "05/07/2022" is read day first, but listed.
    """
    if is_blank(sel) or isinstance(sel, str) and is_dash(tidy(sel)):
        return Bacaan(None)
    if isinstance(sel, str):
        bacaan = _from_text(tidy(sel))
        return _listed(bacaan, tidy(sel)) if ragu else bacaan
    hari = _typed(sel)
    return Bacaan(None, Reason("bukan_tanggal")) if hari is None else Bacaan(Rentang(hari, hari))


def read_date(sel: Sel, akhir: bool = False, ragu: bool = False) -> Bacaan:
    """One cell as one date. Of a range the first day (`akhir`: the last one), with a finding that says so."""
    bacaan = read_range(sel, ragu)
    if bacaan.nilai is None:
        return bacaan
    mulai, selesai = bacaan.nilai
    hari = selesai if akhir else mulai
    if mulai == selesai or bacaan.alasan is not None:
        return Bacaan(hari, bacaan.alasan)
    return Bacaan(hari, Reason("rentang_tanggal", {"dibaca": sebut_tanggal(hari)}))


def read_year(sel: Sel, minimum: float | None = None, maksimum: float | None = None) -> Bacaan:
    """One cell as a year of four digits: 2024, "2024", "TB 2024", "Tahun Buku 2023".

    A date is not a year: the day of the RAT lies in the year after its book year, and "RAT 2024" does
    not say which of the two it means. Nor are "2023/2024" and "Sudah" years.
    """
    teks = plain(sel).lower().lstrip("'’`") if not isinstance(sel, bool) else "bool"
    if not teks or is_dash(teks):
        return Bacaan(None)
    cocok = _TAHUN.fullmatch(teks) or _TAHUN_BUKU.fullmatch(teks)
    if cocok is None:
        return Bacaan(None, Reason("bukan_tahun"))
    tahun = int(cocok[1])
    if tahun < (minimum or 0) or tahun > (maksimum or 9999):
        return Bacaan(None, Reason("di_luar_batas", {"batas": f"{minimum or 0:.0f} sampai {maksimum or 9999:.0f}"}))
    return Bacaan(tahun)


def _typed(sel: Sel) -> dt.date | None:
    """A cell that Excel holds as a date, or as the number of days that a date is."""
    hari: dt.date | None = None
    if isinstance(sel, dt.datetime):
        hari = sel.date()
    elif isinstance(sel, dt.date):
        hari = sel
    elif isinstance(sel, (int, float)) and not isinstance(sel, bool) and SERIAL_AWAL <= sel <= SERIAL_AKHIR:
        hari = _HARI_NOL_EXCEL + dt.timedelta(days=int(sel))
    return hari if hari is not None and TAHUN_AWAL <= hari.year <= TAHUN_AKHIR else None


def _from_text(teks: str) -> Bacaan:
    kecil = _AWALAN.sub("", _NAMA_HARI.sub("", teks.lower().lstrip("'’`")).strip(" ,"))
    kecil = _JAM.sub("", _PUKUL.sub("", kecil)).strip()
    hari = _single(kecil)
    if hari is not None:
        return _range(hari, hari)
    baca = set(_splits(_SAMPAI.sub("~", _DAN.sub(",", kecil))))
    if len(baca) != 1:  # none fits, or more than one does
        return Bacaan(None, Reason("bukan_tanggal"))
    mulai, selesai = baca.pop()
    return _range(mulai, selesai)


def _range(mulai: _Hari, selesai: _Hari) -> Bacaan:
    rentang = Rentang(mulai.tanggal, selesai.tanggal)
    return Bacaan(rentang, _two_meanings(rentang) if mulai.bulan_dulu or selesai.bulan_dulu else None)


def _two_meanings(rentang: Rentang) -> Reason:
    dibaca = " sampai ".join(dict.fromkeys(sebut_tanggal(t) for t in rentang))
    return Reason("tanggal_ganda_arti", {"dibaca": dibaca})


def _listed(bacaan: Bacaan, teks: str) -> Bacaan:
    """Add the finding to a date in numbers whose day could be its month."""
    cocok = _ANGKA.fullmatch(teks)
    if cocok is None or bacaan.nilai is None or int(cocok[1]) > 12 or int(cocok[1]) == int(cocok[3]):
        return bacaan
    return Bacaan(bacaan.nilai, _two_meanings(bacaan.nilai))


def _single(teks: str) -> _Hari | None:
    """A full date: numbers, ISO, or with the month's name."""
    if cocok := _ANGKA.fullmatch(teks):
        hari, bulan, tahun = int(cocok[1]), int(cocok[3]), _year(cocok[4])
        bulan_dulu = bulan > 12 >= hari
        return _day(tahun, *((hari, bulan) if bulan_dulu else (bulan, hari)), bulan_dulu)
    if cocok := _ISO.fullmatch(teks):
        return _day(int(cocok[1]), int(cocok[3]), int(cocok[4]))
    if cocok := _BERNAMA.fullmatch(teks):
        return _day(_year(cocok[3]), BULAN.get(cocok[2], 0), int(cocok[1]))
    if cocok := _INGGRIS.fullmatch(teks):
        return _day(int(cocok[3]), BULAN.get(cocok[1], 0), int(cocok[2]))
    return None


def _year(teks: str) -> int:
    tahun = int(teks)
    return tahun if len(teks) == 4 else tahun + (2000 if tahun < 50 else 1900)


def _day(tahun: int, bulan: int, hari: int, bulan_dulu: bool = False) -> _Hari | None:
    if not TAHUN_AWAL <= tahun <= TAHUN_AKHIR:
        return None
    try:
        return _Hari(dt.date(tahun, bulan, hari), bulan_dulu)
    except ValueError:  # 31 Februari
        return None


def _splits(teks: str) -> Iterator[tuple[_Hari, _Hari]]:
    """Every way to part the text into a beginning and a full last date."""
    for pisah in re.finditer(r"[~,-]", teks):
        selesai = _single(teks[pisah.end() :].strip())
        mulai = selesai and _beginning(teks[: pisah.start()].strip(), selesai)
        if selesai and mulai and mulai.tanggal <= selesai.tanggal:
            yield mulai, selesai


def _beginning(teks: str, selesai: _Hari) -> _Hari | None:
    """The first day: a full date, "28 November", or only "5" or "5, 6" of the last date's month."""
    penuh = _single(teks)
    if penuh is not None:
        return penuh
    tahun, bulan = selesai.tanggal.year, selesai.tanggal.month
    cocok = _HARI_BULAN.fullmatch(teks)
    if cocok:
        teks, bulan = cocok[1], BULAN.get(cocok[2], 0)
        # "30 Desember - 2 Januari 2025" can only begin in the year before.
        tahun -= bulan == 12 and selesai.tanggal.month == 1
    if not _DAFTAR_HARI.fullmatch(teks):
        return None
    hari = [int(h) for h in re.findall(r"\d+", teks)]
    naik = hari == sorted(set(hari)) and (cocok is not None or hari[-1] < selesai.tanggal.day)
    return _day(tahun, bulan, hari[0]) if naik else None
