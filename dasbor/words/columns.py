"""What a column is called and how its values are written, for tables on screen and in files; the HTML table."""

from __future__ import annotations

import datetime as dt
import math
from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from markupsafe import Markup

from dasbor import keep
from dasbor.ui import markup
from dasbor.words import language, terms
from etl import skema

TEKS, BILANGAN, PERSEN, RUPIAH, TANGGAL, WAKTU = "teks", "bilangan", "persen", "rupiah", "tanggal", "waktu"
TRIWULAN, TAHUN, YA_TIDAK = "triwulan", "tahun", "ya_tidak"
CAMPUR = "campur"  # each row has a form of its own, in the column of that name (files only)
ANGKA = (BILANGAN, PERSEN, RUPIAH, TAHUN)

_BENTUK = {"bulat": BILANGAN, "desimal": BILANGAN, "rupiah": RUPIAH, "tanggal": TANGGAL, "tahun": TAHUN,
           "ya_tidak": YA_TIDAK}  # fmt: skip

# heading and form of every column that queries and charts make; columns of sheets come from skema
_KOLOM: dict[str, tuple[str, str]] = {
    **{k.nama: (k.judul, _BENTUK.get(k.tipe, TEKS)) for lembar in skema.LEMBAR.values() for k in lembar.kolom},
    "nama": ("Kelurahan", TEKS),
    "kelurahan": ("Kelurahan", TEKS),
    "kecamatan": ("Kecamatan", TEKS),
    "kode_wilayah": ("Kode wilayah", TEKS),
    "kode_kelurahan": ("Kode kelurahan", TEKS),
    "periode": ("Triwulan", TRIWULAN),
    "pembilang": ("Jumlah", BILANGAN),
    "penyebut": ("Dari", BILANGAN),
    "nilai": ("Persen", PERSEN),
    "jumlah": ("Jumlah", BILANGAN),
    "d_aktif": ("Perubahan koperasi aktif", BILANGAN),
    "alur": ("Perubahan", TEKS),
    "status": ("Status", TEKS),
    "status_lalu": ("Status triwulan lalu", TEKS),
    "status_hitung": ("Status menurut RAT", TEKS),
    "kkmp": ("KKMP", YA_TIDAK),
    "lembar": ("Lembar", TEKS),
    "baris": ("Baris", TAHUN),  # an address, not a quantity: no thousands dots
    "koperasi_id": ("Kode koperasi", TEKS),
    "kelompok_id": ("Kode kelompok", TEKS),
    "kali_didampingi_4tw": ("Kunjungan 4 triwulan", BILANGAN),
    "terakhir_didampingi": ("Kunjungan terakhir, 4 triwulan", TANGGAL),
    "kali_dilatih_4tw": ("Pelatihan 4 triwulan", BILANGAN),
    "terakhir_dilatih": ("Terakhir dilatih", TANGGAL),
    "didampingi_dalam_180_hari": ("Didampingi dalam 180 hari", YA_TIDAK),
    "selesai_pelatihan": ("Selesai pelatihan", TANGGAL),
    "kunjungan_sesudah": ("Kunjungan sesudah itu", TANGGAL),
    "orang": ("Orang", BILANGAN),
    "perempuan": ("Perempuan", BILANGAN),
    "koperasi": ("Koperasi", BILANGAN),
    "kelompok": ("Kelompok", BILANGAN),
    "unggahan_id": ("Terbitan asal", TAHUN),
    "waktu": ("Waktu", WAKTU),
    "tanggal_akhir": ("Keadaan per", TANGGAL),
    "batas_pendampingan": ("Batas pendampingan", TANGGAL),
    "triwulan_baris": ("Triwulan buku kerja", TRIWULAN),
    "bawah": ("Batas bawah 95%", PERSEN),
    "atas": ("Batas atas 95%", PERSEN),
    "tahun_buku": ("Tahun buku", TAHUN),
    "jatuh_tempo": ("Tahun buku jatuh tempo", TAHUN),
    "rat_terakhir": ("RAT terakhir, tahun buku", TAHUN),
    "menunggak": ("Tahun buku tertunggak", TAHUN),
    "keadaan_rat": ("Keadaan RAT", TEKS),
    "status_rat": ("Status menurut RAT", TEKS),
    "dari_aktif": ("Dari semua aktif", PERSEN),
    "nilai_indikator": ("Nilai", CAMPUR),
    "di_kecamatan": ("Kecamatan", CAMPUR),
    "di_kota": ("Kota", CAMPUR),
    "target_indikator": ("Target", CAMPUR),
    "melapor": ("Melapor", BILANGAN),
    "terdaftar": ("Terdaftar", BILANGAN),
    "bagian_lima": ("Bagian lima terbesar", PERSEN),
    "kali_pemasaran": ("Kunjungan pemasaran", BILANGAN),
    "terakhir_pemasaran": ("Kunjungan pemasaran terakhir", TANGGAL),
}


@dataclass(frozen=True)
class Heading:
    """One column of a table as the reader meets it."""

    nama: str
    judul: str
    bentuk: str


def headings(data: pd.DataFrame, kolom: Mapping[str, str] | None = None) -> list[Heading]:
    """The columns to show, in order. `kolom` picks them and may give other headings ("" = the declared one)."""
    return [_heading(nama, judul, data[nama]) for nama, judul in (kolom or dict.fromkeys(data.columns, "")).items()]


def _heading(nama: str, judul: str, isi: pd.Series) -> Heading:
    # one word, two columns: the kind of a cooperative is text, the number of cooperatives in a training is not
    boolean = pd.api.types.is_bool_dtype(isi)
    angka = pd.api.types.is_numeric_dtype(isi) and not boolean
    sendiri = YA_TIDAK if boolean else BILANGAN if angka else TEKS
    baku, bentuk = _KOLOM.get(nama) or _declared(nama) or (language.kalimat(nama.replace("_", " ")), sendiri)
    if not angka and bentuk in ANGKA and isi.notna().any():
        bentuk = TEKS
    return Heading(nama, terms.sebut(judul or baku), bentuk)


def _declared(nama: str) -> tuple[str, str] | None:
    """Heading and form of a column that was declared after this module was read."""
    k = next((k for lembar in skema.LEMBAR.values() for k in lembar.kolom if k.nama == nama), None)
    return (k.judul, _BENTUK.get(k.tipe, TEKS)) if k else None


# how a value of each form is said; n = what a percentage is of
_TULIS: dict[str, Callable[[Any, float | None], str]] = {
    BILANGAN: lambda x, _: language.bilangan(x),
    PERSEN: language.persen,
    RUPIAH: lambda x, _: language.rupiah(x, penuh=True),
    TAHUN: lambda x, _: str(int(x)),
    TANGGAL: lambda x, _: language.tanggal(x),
    WAKTU: lambda x, _: language.waktu(x),
    TRIWULAN: lambda x, _: language.triwulan(x),
    YA_TIDAK: lambda x, _: "ya" if x else "tidak",
    TEKS: lambda x, _: str(x),
}


def write(nilai: Any, bentuk: str, n: float | None = None) -> str:
    """A value as text on screen; None is said, not left out."""
    if not language.ada(nilai) or nilai == "":
        return language.KOSONG if bentuk in (BILANGAN, PERSEN, RUPIAH) else "–"
    return _TULIS[bentuk](nilai, n)


def html(
    data: pd.DataFrame, judul: str, kolom: Mapping[str, str] | None = None, tampak_judul: bool = False,
    tautan: Mapping[str, Sequence[str]] | None = None, kecil: Mapping[str, str] | None = None,
) -> Markup:  # fmt: skip
    """A real HTML table: caption, th with scope, numbers to the right. Every value is escaped.

    `tautan`: for a column the address that each row's value leads to, "" = none. `kecil`: for a column another one
    that stands small under its value, e.g. the cell it came from.
    """
    kepala, judul = headings(data, kolom), terms.sebut(judul)
    n = data["penyebut"].tolist() if "penyebut" in data else [None] * len(data)
    kolom_jadi = [
        [(k.bentuk in ANGKA, x) for x in _column(data, k, n, (tautan or {}).get(k.nama), (kecil or {}).get(k.nama))]
        for k in kepala
    ]
    return markup.render(
        "table.html", title=judul, title_shown=tampak_judul, columns=[(k.bentuk in ANGKA, k.judul) for k in kepala],
        rows=zip(*kolom_jadi, strict=True),
    )  # fmt: skip


def _column(
    data: pd.DataFrame, k: Heading, n: list[Any], alamat: Sequence[str] | None, kecil: str | None
) -> Sequence[str]:
    """The values of a column as words, with their link and what stands small below them."""
    sel: Sequence[str] = [write(x, k.bentuk, dari) for x, dari in zip(data[k.nama].tolist(), n, strict=True)]
    if alamat:
        sel = list(map(markup.macro("table_cells.html", "link"), sel, alamat))
    if kecil:
        bawah = ["" if not language.ada(x) else str(x) for x in data[kecil].tolist()]
        sel = list(map(markup.macro("table_cells.html", "with_small"), sel, bawah))
    return sel


def rows(data: pd.DataFrame) -> list[Any]:
    """The rows as named tuples, for labels and sentences."""
    # itertuples takes two to five times as long, and makes a class each time that only a full collection frees
    baris = zip(data.index, *(data[nama].tolist() for nama in data.columns), strict=True)
    return list(map(_row_type(*data.columns)._make, baris))


@keep.pure(most=500)
def _row_type(*kolom: str) -> Any:
    return namedtuple("Baris", ["Index", *kolom], rename=True)


def plain(nilai: Any) -> Any:
    """A cell value for files: Python types, None for every kind of missing, never infinity."""
    if not language.ada(nilai):
        return None
    if isinstance(nilai, pd.Timestamp):
        return nilai.to_pydatetime()
    if isinstance(nilai, (bool, str, dt.date)):
        return nilai
    if hasattr(nilai, "item"):
        nilai = nilai.item()
    return None if isinstance(nilai, float) and not math.isfinite(nilai) else nilai
