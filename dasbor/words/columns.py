"""What a column is called and how its values are written, for tables on screen and in files; the HTML table."""

from __future__ import annotations

import datetime as dt
import math
from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any

import pandas as pd

from dasbor.words import language, terms
from etl import skema

TEXT, NUMBER, PERCENT, MONEY, DATE, TIME = "teks", "bilangan", "persen", "rupiah", "tanggal", "waktu"
QUARTER, YEAR, YES_NO_FORM = "triwulan", "tahun", "ya_tidak"
MIXED = "campur"  # each row has a form of its own, in the column of that name (files only)
NUMERIC_FORMS = (NUMBER, PERCENT, MONEY, YEAR)

_FORMS = {"bulat": NUMBER, "desimal": NUMBER, "rupiah": MONEY, "tanggal": DATE, "tahun": YEAR,
           "ya_tidak": YES_NO_FORM}  # fmt: skip

# heading and form of every column that queries and charts make; columns of sheets come from skema
_COLUMNS: dict[str, tuple[str, str]] = {
    **{k.nama: (k.judul, _FORMS.get(k.tipe, TEXT)) for lembar in skema.SHEET_KINDS.values() for k in lembar.kolom},
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
    "d_aktif": ("Perubahan koperasi aktif", NUMBER),
    "alur": ("Perubahan", TEXT),
    "status": ("Status", TEXT),
    "status_lalu": ("Status triwulan lalu", TEXT),
    "status_hitung": ("Status menurut RAT", TEXT),
    "kkmp": ("KKMP", YES_NO_FORM),
    "lembar": ("Lembar", TEXT),
    "baris": ("Baris", YEAR),  # an address, not a quantity: no thousands dots
    "koperasi_id": ("Kode koperasi", TEXT),
    "kelompok_id": ("Kode kelompok", TEXT),
    "kali_didampingi_4tw": ("Kunjungan 4 triwulan", NUMBER),
    "terakhir_didampingi": ("Kunjungan terakhir, 4 triwulan", DATE),
    "kali_dilatih_4tw": ("Pelatihan 4 triwulan", NUMBER),
    "terakhir_dilatih": ("Terakhir dilatih", DATE),
    "didampingi_dalam_180_hari": ("Didampingi dalam 180 hari", YES_NO_FORM),
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
    "status_rat": ("Status menurut RAT", TEXT),
    "dari_aktif": ("Dari semua aktif", PERCENT),
    "nilai_indikator": ("Nilai", MIXED),
    "di_kecamatan": ("Kecamatan", MIXED),
    "di_kota": ("Kota", MIXED),
    "target_indikator": ("Target", MIXED),
    "melapor": ("Melapor", NUMBER),
    "terdaftar": ("Terdaftar", NUMBER),
    "bagian_lima": ("Bagian lima terbesar", PERCENT),
    "kali_pemasaran": ("Kunjungan pemasaran", NUMBER),
    "terakhir_pemasaran": ("Kunjungan pemasaran terakhir", DATE),
}


@dataclass(frozen=True)
class ShownColumn:
    """One column of a table as the reader meets it."""

    nama: str
    judul: str
    bentuk: str


def list_headings(data: pd.DataFrame, kolom: Mapping[str, str] | None = None) -> list[ShownColumn]:
    """The columns to show, in order. `kolom` picks them and may give other headings ("" = the declared one)."""
    return [
        _make_heading(nama, judul, data[nama]) for nama, judul in (kolom or dict.fromkeys(data.columns, "")).items()
    ]


def _make_heading(nama: str, judul: str, isi: pd.Series) -> ShownColumn:
    # one word, two columns: the kind of a cooperative is text, the number of cooperatives in a training is not
    boolean = pd.api.types.is_bool_dtype(isi)
    angka = pd.api.types.is_numeric_dtype(isi) and not boolean
    sendiri = YES_NO_FORM if boolean else NUMBER if angka else TEXT
    baku, bentuk = _COLUMNS.get(nama, (language.capitalise(nama.replace("_", " ")), sendiri))
    if not angka and bentuk in NUMERIC_FORMS and isi.notna().any():
        bentuk = TEXT
    return ShownColumn(nama, terms.say_terms(judul or baku), bentuk)


# how a value of each form is said; n = what a percentage is of
_WRITERS: dict[str, Callable[[Any, float | None], str]] = {
    NUMBER: lambda x, _: language.format_number(x),
    PERCENT: language.format_percent,
    MONEY: lambda x, _: language.format_rupiah(x, penuh=True),
    YEAR: lambda x, _: str(int(x)),
    DATE: lambda x, _: language.format_date(x),
    TIME: lambda x, _: language.format_time(x),
    QUARTER: lambda x, _: language.format_quarter(x),
    YES_NO_FORM: lambda x, _: "ya" if x else "tidak",
    TEXT: lambda x, _: str(x),
}


def write_value(nilai: Any, bentuk: str, n: float | None = None) -> str:
    """A value as text on screen; None is said, not left out."""
    if not language.is_known(nilai) or nilai == "":
        return language.NO_DATA if bentuk in (NUMBER, PERCENT, MONEY) else "–"
    return _WRITERS[bentuk](nilai, n)


def make_html(
    data: pd.DataFrame, judul: str, kolom: Mapping[str, str] | None = None, tampak_judul: bool = False,
    tautan: Mapping[str, Sequence[str]] | None = None, kecil: Mapping[str, str] | None = None,
) -> str:  # fmt: skip
    """A real HTML table: caption, th with scope, numbers to the right. Every value is escaped.

    `tautan`: for a column the address that each row's value leads to, "" = none. `kecil`: for a column another one
    that stands small under its value, e.g. the cell it came from.
    """
    kepala, judul = list_headings(data, kolom), terms.say_terms(judul)
    n = data["penyebut"].tolist() if "penyebut" in data else [None] * len(data)
    atas = "".join(f'<th scope="col"{_align_right(k)}>{escape(k.judul)}</th>' for k in kepala)
    kolom_jadi = [_make_column(data, k, n, (tautan or {}).get(k.nama), (kecil or {}).get(k.nama)) for k in kepala]
    isi = "".join(
        f'<tr><th scope="row"{sel[0]}</th>' + "".join([f"<td{s}</td>" for s in sel[1:]]) + "</tr>"
        for sel in zip(*kolom_jadi, strict=True)
    )
    kelas = "tampak" if tampak_judul else "hanya-baca"
    return (
        f'<div class="gulir" role="region" tabindex="0" aria-label="{escape(judul)}"><table class="angka">'
        f'<caption class="{kelas}">{escape(judul)}</caption><thead><tr>{atas}</tr></thead><tbody>{isi}</tbody></table></div>'
    )


def _make_column(
    data: pd.DataFrame, k: ShownColumn, n: list, alamat: Sequence[str] | None, kecil: str | None
) -> list[str]:
    """The cells of a column from the class on, without their closing tag."""
    kelas = _align_right(k)
    sel = [
        f"{kelas}>{escape(write_value(x, k.bentuk, dari))}" for x, dari in zip(data[k.nama].tolist(), n, strict=True)
    ]
    if alamat:
        awal = len(kelas) + 1
        sel = [s[:awal] + _write_link(s[awal:], a) for s, a in zip(sel, alamat, strict=True)]
    if kecil:
        sel = [s + _write_small(x) for s, x in zip(sel, data[kecil].tolist(), strict=True)]
    return sel


def _write_small(isi: Any) -> str:
    return f"<small>{escape(str(isi))}</small>" if language.is_known(isi) and isi != "" else ""


def _write_link(tulisan: str, alamat: str) -> str:
    return f'<a href="{escape(alamat)}" target="_self">{tulisan}</a>' if alamat else tulisan


def _align_right(k: ShownColumn) -> str:
    return ' class="kanan"' if k.bentuk in NUMERIC_FORMS else ""


def list_rows(data: pd.DataFrame) -> list[Any]:
    """The rows as named tuples, for labels and sentences."""
    # itertuples takes two to five times as long, and makes a class each time that only a full collection frees
    baris = zip(data.index, *(data[nama].tolist() for nama in data.columns), strict=True)
    return list(map(_make_row_type(*data.columns)._make, baris))


@lru_cache(maxsize=500)
def _make_row_type(*kolom: str) -> Any:
    return namedtuple("Baris", ["Index", *kolom], rename=True)


def make_plain(nilai: Any) -> Any:
    """A cell value for files: Python types, None for every kind of missing, never infinity."""
    if not language.is_known(nilai):
        return None
    if isinstance(nilai, pd.Timestamp):
        return nilai.to_pydatetime()
    if isinstance(nilai, (bool, str, dt.date)):
        return nilai
    if hasattr(nilai, "item"):
        nilai = nilai.item()
    return None if isinstance(nilai, float) and not math.isfinite(nilai) else nilai
