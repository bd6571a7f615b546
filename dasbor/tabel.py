"""What a column is called and how its values are written, for tables on screen and in files; the HTML table."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from dasbor import bahasa, istilah
from etl import skema

TEKS, BILANGAN, PERSEN, RUPIAH, TANGGAL, WAKTU = "teks", "bilangan", "persen", "rupiah", "tanggal", "waktu"
TRIWULAN, TAHUN, YA_TIDAK = "triwulan", "tahun", "ya_tidak"
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
    "terakhir_didampingi": ("Terakhir didampingi", TANGGAL),
    "kali_dilatih_4tw": ("Pelatihan 4 triwulan", BILANGAN),
    "terakhir_dilatih": ("Terakhir dilatih", TANGGAL),
    "didampingi_dalam_180_hari": ("Didampingi dalam 180 hari", YA_TIDAK),
    "selesai_pelatihan": ("Selesai pelatihan", TANGGAL),
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
    "melapor": ("Melapor", BILANGAN),
    "terdaftar": ("Terdaftar", BILANGAN),
    "bagian_lima": ("Bagian lima terbesar", PERSEN),
    "kali_pemasaran": ("Kunjungan pemasaran", BILANGAN),
    "terakhir_pemasaran": ("Kunjungan pemasaran terakhir", TANGGAL),
}


@dataclass(frozen=True)
class Kepala:
    """One column of a table as the reader meets it."""

    nama: str
    judul: str
    bentuk: str


def headings(data: pd.DataFrame, kolom: Mapping[str, str] | None = None) -> list[Kepala]:
    """The columns to show, in order. `kolom` picks them and may give other headings ("" = the declared one)."""
    return [_heading(nama, judul, data[nama]) for nama, judul in (kolom or dict.fromkeys(data.columns, "")).items()]


def _heading(nama: str, judul: str, isi: pd.Series) -> Kepala:
    # one word, two columns: the kind of a cooperative is text, the number of cooperatives in a training is not
    boolean = pd.api.types.is_bool_dtype(isi)
    angka = pd.api.types.is_numeric_dtype(isi) and not boolean
    sendiri = YA_TIDAK if boolean else BILANGAN if angka else TEKS
    baku, bentuk = _KOLOM.get(nama, (bahasa.kalimat(nama.replace("_", " ")), sendiri))
    if not angka and bentuk in ANGKA and isi.notna().any():
        bentuk = TEKS
    return Kepala(nama, istilah.sebut(judul or baku), bentuk)


def write(nilai: Any, bentuk: str, n: float | None = None) -> str:
    """A value as text on screen; None is said, not left out."""
    if not bahasa.ada(nilai) or nilai == "":
        return bahasa.KOSONG if bentuk in (BILANGAN, PERSEN, RUPIAH) else "–"
    tulis: dict[str, Callable[[Any], str]] = {
        BILANGAN: bahasa.bilangan,
        PERSEN: lambda x: bahasa.persen(x, n),
        RUPIAH: lambda x: bahasa.rupiah(x, penuh=True),
        TAHUN: lambda x: str(int(x)),
        TANGGAL: bahasa.tanggal,
        WAKTU: bahasa.waktu,
        TRIWULAN: bahasa.triwulan,
        YA_TIDAK: lambda x: "ya" if x else "tidak",
    }
    return tulis.get(bentuk, str)(nilai)


def html(
    data: pd.DataFrame, judul: str, kolom: Mapping[str, str] | None = None, tampak_judul: bool = False,
    tautan: Mapping[str, Sequence[str]] | None = None, kecil: Mapping[str, str] | None = None,
) -> str:  # fmt: skip
    """A real HTML table: caption, th with scope, numbers to the right. Every value is escaped.

    `tautan`: for a column the address that each row's value leads to, "" = none. `kecil`: for a column another one
    that stands small under its value, e.g. the cell it came from.
    """
    kepala = headings(data, kolom)
    bawah = kecil or {}
    baris = data[list(dict.fromkeys([*(k.nama for k in kepala), *bawah.values()]))].to_dict("records")
    n = data["penyebut"].tolist() if "penyebut" in data else [None] * len(data)
    atas = "".join(f'<th scope="col"{_kanan(k)}>{escape(k.judul)}</th>' for k in kepala)
    alamat = [dict(zip(tautan, satu, strict=True)) for satu in zip(*tautan.values(), strict=True)] if tautan else []
    isi = "".join(
        _row(kepala, rekam, ke, ke_mana, bawah)
        for rekam, ke, ke_mana in zip(baris, n, alamat or [{}] * len(data), strict=True)
    )
    kelas = "tampak" if tampak_judul else "hanya-baca"
    return (
        f'<div class="gulir" role="region" tabindex="0" aria-label="{escape(judul)}"><table class="angka">'
        f'<caption class="{kelas}">{escape(judul)}</caption><thead><tr>{atas}</tr></thead><tbody>{isi}</tbody></table></div>'
    )


def _row(
    kepala: list[Kepala], rekam: dict, n: float | None, alamat: Mapping[str, str], bawah: Mapping[str, str]
) -> str:
    sel = [
        f"{_kanan(k)}>{_link(escape(write(rekam[k.nama], k.bentuk, n)), alamat.get(k.nama, ''))}"
        + _small(rekam.get(bawah.get(k.nama, "")))
        for k in kepala
    ]
    return f'<tr><th scope="row"{sel[0]}</th>' + "".join(f"<td{s}</td>" for s in sel[1:]) + "</tr>"


def _small(isi: Any) -> str:
    return f"<small>{escape(str(isi))}</small>" if bahasa.ada(isi) and isi != "" else ""


def _link(tulisan: str, alamat: str) -> str:
    return f'<a href="{escape(alamat)}" target="_self">{tulisan}</a>' if alamat else tulisan


def _kanan(k: Kepala) -> str:
    return ' class="kanan"' if k.bentuk in ANGKA else ""


def rows(data: pd.DataFrame) -> list[Any]:
    """The rows as named tuples, for labels and sentences."""
    return list(data.itertuples())


def plain(nilai: Any) -> Any:
    """A cell value for files: Python types, None for every kind of missing, never infinity."""
    if not bahasa.ada(nilai):
        return None
    if isinstance(nilai, pd.Timestamp):
        return nilai.to_pydatetime()
    if isinstance(nilai, (bool, str, dt.date)):
        return nilai
    if hasattr(nilai, "item"):
        nilai = nilai.item()
    return None if isinstance(nilai, float) and not math.isfinite(nilai) else nilai
