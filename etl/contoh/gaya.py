"""How a dinas types: spellings, units, decimals and dates that vary from row to row, and a few true mistakes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from etl import periode
from etl.contoh.profil import SampleValue
from etl.contoh.world import SampleCooperative
from etl.skema import COOPERATIVES_SHEET

_SPELLINGS = {
    "Kepanjenkidul": ("KEPANJEN KIDUL", "Kepanjenkidul", "Kel. Kepanjen Kidul"),
    "Kepanjenlor": ("Kepanjen Lor", "Kepanjenlor", "KEPANJEN LOR"),
    "Sananwetan": ("Sanan Wetan", "Sananwetan", "Kel.Sananwetan"),
    "Karangtengah": ("Karang Tengah", "Karangtengah ", "KARANGTENGAH"),
    "Turi": ("Kel.Turi", "Turi", "TURI"),
    "Plosokerep": ("Ploso Kerep", "Plosokerep"),
    "Tanjungsari": ("Tanjung Sari", "Tanjungsari"),
}
_STATUS_SPELLINGS = {
    "Aktif": ("Aktif", "AKTIF", "Aktif", "aktif "),
    "Tidak Aktif": ("Tdk Aktif", "T. Aktif", "pasif", "Tidak Aktif"),
    "Diusulkan Dibubarkan": ("DUB", "Usul Bubar"),
    "Dibubarkan": ("Bubar",),
}
MONEY_COLUMNS = tuple(k.nama for k in COOPERATIVES_SHEET.kolom if k.tipe == "rupiah")
WITHOUT_DATE = (40, 150)  # two cooperatives whose founding date is written as a null date
_WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


def type_value(k: SampleCooperative, column: str, value: SampleValue) -> SampleValue:
    """A value of the register as the dinas would type it; None = blank cell."""
    n = k.number
    if column in MONEY_COLUMNS:
        return _type_million(n + MONEY_COLUMNS.index(column), value)
    if column == "tanggal_badan_hukum" and n in WITHOUT_DATE:
        return "30-11--0001"  # how a database writes "no date"
    if value is None:
        return "-" if n % 5 == 0 and column != "keterangan" else None
    if isinstance(value, dt.date):
        return type_date(n, value)
    return _TYPISTS[column](n, value) if column in _TYPISTS else value


def type_area(n: int, kelurahan: str) -> str:
    spelling = _SPELLINGS.get(kelurahan, (kelurahan, f"Kel. {kelurahan}", kelurahan.upper()))
    return spelling[n % len(spelling)]


def _type_status(n: int, status: SampleValue) -> str:
    spelling = _STATUS_SPELLINGS[str(status)]
    return spelling[n % len(spelling)]


_TYPISTS: dict[str, Callable[[int, SampleValue], SampleValue]] = {
    "nama_koperasi": lambda n, value: str(value).upper() if n % 4 == 0 else value,
    "kelurahan": lambda n, value: type_area(n, str(value)),
    "status": _type_status,
    "skor_kesehatan": lambda n, value: str(value).replace(".", ",") if n % 3 == 0 else value,
}


def _type_million(n: int, rupiah: SampleValue) -> SampleValue:
    """Rp juta: numbers, "151,85", "223.00", "1.250,50"; zero as 0, "-" or "nihil"."""
    if not isinstance(rupiah, int):
        return ("-", None)[n % 2]
    if rupiah == 0:
        return (0, "nihil")[n % 2]
    juta = rupiah / 1e6
    style = n % 5
    if style in (0, 3):
        return round(juta, 2)
    if style == 2:
        return f"{juta:.2f}"
    text = f"{abs(juta):,.2f}".replace(",", " ").replace(".", ",").replace(" ", "." if style == 4 else "")
    if juta < 0:
        return f"({text})" if style == 4 else f"-{text}"
    return text


def type_date(n: int, day: dt.date, nama_hari: bool = False) -> str | dt.date:
    """A date cell, "14 Juli 2022", "14/07/2022", "14-7-22"; figures only where they have one reading."""
    written = periode.say_date(day).replace("Februari", "Pebruari").replace("November", "Nopember")
    if n % 4 == 1:
        return written
    if n % 4 == 2 and day.day > 12:
        return day.strftime("%d/%m/%Y")
    if n % 4 == 3 and day.day > 12 and day.year >= 2000:
        return f"{day.day}-{day.month}-{day.year % 100:02d}"
    return f"{_WEEKDAYS[day.weekday()]}, {written}" if nama_hari and n % 4 == 2 else day


# ── the true mistakes ────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Mistake:
    """What stands in a cell instead of the right value, and the message that should say so."""

    column: str
    code: str
    meaning: str
    fits: Callable[[SampleCooperative, dict[str, SampleValue]], bool]  # which cooperative it may happen to
    make_value: Callable[[dict[str, SampleValue]], SampleValue]


MISTAKES = (
    Mistake(
        "kelurahan",
        "kelurahan_ragu",
        "bisa Kepanjenkidul, bisa Kepanjenlor",
        lambda k, r: r["kelurahan"] == "Kepanjenlor",
        lambda r: "Kepanjen",
    ),
    Mistake(
        "kelurahan",
        "kelurahan_tak_dikenal",
        "salah ketik yang tidak dapat ditebak (seharusnya Bendogerit)",
        lambda k, r: r["kelurahan"] == "Bendogerit",
        lambda r: "Bndgrt",
    ),
    Mistake(
        "kelurahan",
        "kecamatan_bertentangan",
        "Turi ada di Sukorejo, padahal barisnya di bawah Kecamatan Sananwetan",
        lambda k, r: r["kelurahan"] == "Gedog",
        lambda r: "Turi",
    ),
    Mistake(
        "nama_koperasi",
        "wajib_kosong",
        "nama koperasi kosong",
        lambda k, r: r["kelurahan"] == "Sukorejo" and r["nik_koperasi"] is not None,
        lambda r: None,
    ),
    Mistake(
        "kelurahan",
        "kelurahan_dikoreksi",
        "salah ketik yang jelas maksudnya (Karangtengah)",
        lambda k, r: r["kelurahan"] == "Karangtengah",
        lambda r: "Karangtngah",
    ),
    Mistake(
        "status",
        "status_tak_dikenal",
        "kode status yang tidak dikenal",
        lambda k, r: r["kelurahan"] == "Kauman" and r["status"] == "Aktif",
        lambda r: 3,
    ),
    Mistake(
        "status",
        "status_kosong",
        "status kosong",
        lambda k, r: r["kelurahan"] == "Pakunden" and r["status"] == "Aktif",
        lambda r: None,
    ),
    Mistake(
        "modal_sendiri",
        "bukan_bilangan",
        "huruf di kolom uang",
        lambda k, r: r["kelurahan"] == "Klampok",
        lambda r: "abc",
    ),
    Mistake("shu", "sel_galat", "galat Excel", lambda k, r: r["kelurahan"] == "Sentul", lambda r: "#DIV/0!"),
    Mistake(
        "jumlah_anggota",
        "anggota_tidak_cocok",
        "L + P tidak sama dengan JML",
        lambda k, r: r["kelurahan"] == "Bendo",
        lambda r: _add(r["jumlah_anggota"], 7),
    ),
    Mistake(
        "predikat_kesehatan",
        "skor_predikat_berbeda",
        "predikat tidak sesuai dengan skornya",
        lambda k, r: r["predikat_kesehatan"] == "Cukup Sehat",
        lambda r: "Sehat",
    ),
    Mistake(
        "nik_koperasi",
        "nik_angka",
        "NIK diketik sebagai angka",
        lambda k, r: r["kelurahan"] == "Tlumpu" and r["nik_koperasi"] is not None,
        lambda r: int(str(r["nik_koperasi"])),
    ),
    Mistake(
        "tanggal_rat",
        "bukan_tanggal",
        "31 Februari tidak ada",
        lambda k, r: r["kelurahan"] == "Rembang" and r["status"] == "Aktif" and r["tanggal_rat"] is not None,
        lambda r: "31 Februari 2025",
    ),
)


def _add(total: SampleValue, more: int) -> int:
    return int(str(total)) + more
