"""What a column is called and how its values are written, for tables on screen and in files."""

from __future__ import annotations

import datetime as dt
import math
from collections import namedtuple
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dasbor import keep
from dasbor.frames import list_columns
from dasbor.words import language, terms
from etl import skema

TEXT, NUMBER, PERCENT, MONEY, DATE, TIME = "teks", "bilangan", "persen", "rupiah", "tanggal", "waktu"
QUARTER, YEAR, YES_NO_FORM = "triwulan", "tahun", "ya_tidak"
SIGNED = "selisih"  # +1, −1, 0
LEFT = "sisa"  # a number of those that something is left to count of; "–" of the others, of whom nothing is missing
MIXED = "campur"  # each row has a form of its own, in the column of that name (files only)
NUMERIC_FORMS = (NUMBER, PERCENT, MONEY, YEAR, SIGNED, LEFT)

_FORMS = {"bulat": NUMBER, "desimal": NUMBER, "rupiah": MONEY, "tanggal": DATE, "tahun": YEAR, "ya_tidak": YES_NO_FORM}

# heading and form of every column that queries and charts make; columns of sheets come from skema
_COLUMNS: dict[str, tuple[str, str]] = {
    **{k.nama: (k.judul, _FORMS.get(k.tipe, TEXT)) for sheet in skema.SHEET_KINDS.values() for k in sheet.kolom},
    "nama": ("Kelurahan", TEXT),
    "kelurahan": ("Kelurahan", TEXT),
    "kecamatan": ("Kecamatan", TEXT),
    "kode_wilayah": ("Kode wilayah", TEXT),
    "kode_kelurahan": ("Kode kelurahan", TEXT),
    "periode": ("Triwulan", QUARTER),
    "pembilang": ("Jumlah", NUMBER),
    "penyebut": ("Dari", NUMBER),
    "nilai": ("Persen", PERCENT),
    "jumlah": ("Jumlah", NUMBER),
    "selisih_lalu": ("Sejak triwulan lalu", SIGNED),
    "selisih_setahun": ("Sejak setahun lalu", SIGNED),
    "d_aktif": ("Perubahan koperasi aktif", NUMBER),
    "alur": ("Perubahan", TEXT),
    "status": ("Status", TEXT),
    "status_lalu": ("Status triwulan lalu", TEXT),
    "status_hitung": ("Status menurut aturan RAT", TEXT),
    "kkmp": ("KKMP", YES_NO_FORM),
    "lembar": ("Lembar", TEXT),
    "baris": ("Baris", YEAR),  # an address, not a quantity: no thousands dots
    "koperasi_id": ("Kode koperasi", TEXT),
    "kelompok_id": ("Kode kelompok", TEXT),
    "kali_didampingi_4tw": ("Kunjungan dalam kurun", NUMBER),
    "terakhir_didampingi": ("Kunjungan terakhir dalam kurun", DATE),
    "kali_dilatih_4tw": ("Pelatihan dalam kurun", NUMBER),
    "terakhir_dilatih": ("Terakhir dilatih", DATE),
    "didampingi_dalam_180_hari": ("Didampingi dalam batas hari", YES_NO_FORM),
    "selesai_pelatihan": ("Selesai pelatihan", DATE),
    "kunjungan_sesudah": ("Kunjungan sesudah itu", DATE),
    "orang": ("Orang", NUMBER),
    "perempuan": ("Perempuan", NUMBER),
    "koperasi": ("Koperasi", NUMBER),
    "kelompok": ("Kelompok", NUMBER),
    "unggahan_id": ("Terbitan asal", YEAR),
    "waktu": ("Waktu", TIME),
    "tanggal_akhir": ("Keadaan per", DATE),
    "batas_pendampingan": ("Batas pendampingan", DATE),
    "triwulan_baris": ("Triwulan buku kerja", QUARTER),
    "bawah": ("Batas bawah 95%", PERCENT),
    "atas": ("Batas atas 95%", PERCENT),
    "tahun_buku": ("Tahun buku", YEAR),
    "jatuh_tempo": ("Tahun buku jatuh tempo", YEAR),
    "rat_terakhir": ("RAT terakhir, tahun buku", YEAR),
    "menunggak": ("Tahun buku tertunggak", YEAR),
    "keadaan_rat": ("Keadaan RAT", TEXT),
    "agenda_rat": ("RAT tahun buku itu", TEXT),
    "rat_diadakan": ("Diadakan", DATE),
    "batas_rat": ("Batas", DATE),
    "sisa_hari": ("Sisa hari", LEFT),
    "status_rat": ("Status menurut aturan RAT", TEXT),
    "dari_aktif": ("Dari semua aktif", PERCENT),
    "nilai_indikator": ("Nilai", MIXED),
    "di_kecamatan": ("Kecamatan", MIXED),
    "di_kota": ("Kota", MIXED),
    "nilai_kedua": ("Nilai", MIXED),
    "target_indikator": ("Target", MIXED),
    "melapor": ("Melapor", NUMBER),
    "terdaftar": ("Terdaftar", NUMBER),
    "bagian_lima": ("Bagian lima terbesar", PERCENT),
    "kali_pemasaran": ("Kunjungan pemasaran", NUMBER),
    "terakhir_pemasaran": ("Kunjungan pemasaran terakhir", DATE),
}


@dataclass(frozen=True)
class Heading:
    """One column of a table as the reader meets it."""

    name: str
    title: str
    form: str


def list_headings(data: pd.DataFrame, column: Mapping[str, str] | None = None) -> list[Heading]:
    """The columns to show, in order. `column` picks them and may give other headings ("" = the declared one)."""
    kinds = dict(zip(data.columns, data.dtypes, strict=True))
    chosen = column or dict.fromkeys(kinds, "")
    return [_make_heading(name, title, kinds[name], data) for name, title in chosen.items()]


def head_stored(k: skema.Column) -> Heading:
    """A column of a sheet as it is stored there: tables of counts may call something else by its name."""
    return Heading(k.nama, terms.say_terms(k.judul), _FORMS.get(k.tipe, TEXT))


def _make_heading(name: str, title: str, kind: Any, data: pd.DataFrame) -> Heading:
    # one word, two columns: the kind of a cooperative is text, the number of cooperatives in a training is not
    boolean = pd.api.types.is_bool_dtype(kind)
    amount = pd.api.types.is_numeric_dtype(kind) and not boolean
    alone = YES_NO_FORM if boolean else NUMBER if amount else TEXT
    default, form = _COLUMNS.get(name) or _declared(name) or (language.capitalise(name.replace("_", " ")), alone)
    if not amount and form in NUMERIC_FORMS and data[name].notna().any():
        form = TEXT
    return Heading(name, terms.say_terms(title or default), form)


def _declared(name: str) -> tuple[str, str] | None:
    """Heading and form of a column that was declared after this module was read."""
    k = next((k for sheet in skema.SHEET_KINDS.values() for k in sheet.kolom if k.nama == name), None)
    return (k.judul, _FORMS.get(k.tipe, TEXT)) if k else None


# how a value of each form is said; n = what a percentage is of
_WRITERS: dict[str, Callable[[Any, float | None], str]] = {
    NUMBER: lambda x, _: language.format_number(x),
    SIGNED: lambda x, _: language.format_signed(x),
    LEFT: lambda x, _: language.format_number(x),
    PERCENT: language.format_percent,
    MONEY: lambda x, _: language.format_rupiah(x, full=True),
    YEAR: lambda x, _: str(int(x)),
    DATE: lambda x, _: language.format_date(x),
    TIME: lambda x, _: language.format_time(x),
    QUARTER: lambda x, _: language.format_quarter(x),
    YES_NO_FORM: lambda x, _: "ya" if x else "tidak",
    TEXT: lambda x, _: str(x),
}


def write_value(value: Any, form: str, n: float | None = None) -> str:
    """A value as text on screen; None is said, not left out."""
    if form == PERCENT and not language.is_known(value) and language.is_known(n) and n == 0:
        return "–"  # 0 of 0 stands beside it
    if not language.is_known(value) or value == "":
        return language.NO_DATA if form in (NUMBER, PERCENT, MONEY, SIGNED) else "–"
    return _WRITERS[form](value, n)


def list_rows(data: pd.DataFrame) -> list[Any]:
    """The rows as named tuples, for labels and sentences."""
    # itertuples takes two to five times as long, and makes a class each time that only a full collection frees
    row = zip(data.index, *list_columns(data), strict=True)
    return list(map(_make_row_type(*data.columns)._make, row))


@keep.pure(most=500)
def _make_row_type(*column: str) -> Any:
    return namedtuple("Baris", ["Index", *column], rename=True)


def make_plain(value: Any) -> Any:
    """A cell value for files: Python types, None for every kind of missing, never infinity."""
    if not language.is_known(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime()
    if isinstance(value, (bool, str, dt.date)):
        return value
    if hasattr(value, "item"):
        value = value.item()
    return None if isinstance(value, float) and not math.isfinite(value) else value
