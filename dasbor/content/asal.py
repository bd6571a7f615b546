""" "Asal angka": from a figure to its definition, to the rows it counts, to the cell and workbook of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from dasbor.blocks import provenance
from dasbor.query import base, cases, cells, missing_columns, origins
from dasbor.query.base import Nilai
from dasbor.query.cases import SEMUA, TIDAK, YA, Kasus, split
from dasbor.query.lists import PALING_BANYAK, Daftar
from dasbor.ui import screen
from dasbor.ui.reader import Pilihan
from dasbor.words import columns, language
from etl.indikator import Indikator, load_indicators
from etl.skema import LEMBAR, REKAP_STATUS

AWAL = "koperasi_aktif"


@dataclass(frozen=True)
class Angka:
    """A published figure of the reader's choice with the declaration of its indicator."""

    indikator: Indikator
    nilai: Nilai
    sumber: str | None

    @property
    def ada(self) -> bool:
        return language.ada(self.nilai.pembilang)

    @property
    def rekap(self) -> bool:
        return self.ada and self.sumber == "rekap"

    @property
    def jumlahan(self) -> bool:
        """Its cases add amounts (members, Rp), not themselves."""
        return self.indikator.adds_amounts


def pilihan_indikator() -> dict[str, str]:
    return {i.indikator: i.judul for i in load_indicators()}


def angka(p: Pilihan, indikator: str) -> Angka:
    pilih = next(i for i in load_indicators() if i.indikator == indikator)
    nilai = base.nilai(p).get(indikator, Nilai())
    return Angka(pilih, nilai, origins.sumber(p, indikator))


def besar(a: Angka) -> str:
    """ "268 dari 301 = 89,0%", "Rp 1.250.000"."""
    n = a.nilai
    if not a.ada:
        return language.KOSONG
    if a.indikator.money:
        return language.rupiah(n.pembilang, penuh=True)
    bagian = language.pecahan(n.pembilang, n.penyebut)
    return (
        f"{bagian} = {language.persen(n.nilai, n.penyebut)}"
        if language.ada(n.nilai) and language.ada(n.penyebut)
        else bagian
    )


def tempat(p: Pilihan) -> str:
    return f"{provenance.tempat(p)}, {language.triwulan(p.periode)}"


def kurang(a: Angka) -> str:
    """What has to be published before an unknown figure can be known."""
    if a.indikator.butuh == "koperasi 0-0" and (kolom := missing_columns.columns(a.indikator)):
        judul = [k.judul for k in LEMBAR["koperasi"].kolom if k.nama in kolom]
        return f"Angka ini memerlukan lembar Koperasi dengan kolom {language.daftar(judul)}."
    lembar = list(dict.fromkeys(LEMBAR[b.split()[0]].judul for b in a.indikator.butuh.split(",")))
    lewat = (
        "" if all(b.endswith(" 0-0") for b in a.indikator.butuh.split(",")) else " Triwulan sebelumnya juga dilihat."
    )
    return f"Angka ini memerlukan lembar {language.daftar(lembar)}.{lewat}"


def kasus(p: Pilihan, a: Angka, tampil: str = SEMUA) -> Kasus:
    """The cases summed, and those for the screen."""
    return cases.read(p, a.indikator.indikator, tampil, PALING_BANYAK)


def daftar_tampak(p: Pilihan, a: Angka, k: Kasus) -> Daftar:
    """daftar() as far as the screen shows it; the rest when somebody takes the file."""
    return Daftar(_rows(p, a, k), lambda: shown(k), lambda: daftar(p, a, k.tampil))


def daftar(p: Pilihan, a: Angka, tampil: str = SEMUA) -> pd.DataFrame:
    """One row per case: nama_koperasi, kelurahan, dihitung, isi, sel, bukti, sel_bukti, and its workbook."""
    return _rows(p, a, cases.read(p, a.indikator.indikator, tampil, None))


def _rows(p: Pilihan, a: Angka, k: Kasus) -> pd.DataFrame:
    kasus = _with_values(p, k.baris, k.isi, a.indikator.kolom, "")
    kasus = _with_values(p, kasus, k.bukti, a.indikator.bukti, "bukti_")
    buku = origins.unggahan(p)[["unggahan_id", "nama_berkas", "sha256", "oleh", "waktu"]]
    kasus = kasus.assign(kelurahan=kasus["kode_kelurahan"].map(base.wilayah(p).set_index("kode")["nama"]))
    return (
        base.with_kecamatan(p, kasus)
        .assign(
            nama_koperasi=kasus["nama"].fillna("tanpa asal koperasi atau kelompok"),
            koperasi_id=kasus["id"].where(kasus["id"].isin(k.dikenal)),
            dihitung=kasus["pembilang"] > 0,
        )
        .merge(buku, on="unggahan_id", how="left")
    )


def _with_values(
    p: Pilihan, kasus: pd.DataFrame, nilai: pd.DataFrame | None, pernyataan: str, awalan: str
) -> pd.DataFrame:
    """Add `isi` and `sel` of the declared columns ("koperasi status"): what decided the case, and where it is written."""
    nama_isi, nama_sel = ("bukti", "sel_bukti") if awalan else ("isi", "sel")
    if nilai is None:
        return kasus.assign(**{nama_isi: None, nama_sel: None})
    kolom, kunci = split(pernyataan)[1], [awalan + k for k in cells.TEMPAT]
    nilai = nilai.assign(**{nama_isi: _written(nilai, kolom)}).rename(
        columns=dict(zip(cells.TEMPAT, kunci, strict=True))
    )
    lengkap = kasus.merge(nilai[[*kunci, nama_isi]], on=kunci, how="left")
    alamat = cells.addresses(p, lengkap, kolom, awalan)
    if awalan:  # the proof may stand in another workbook than the case
        berkas = lengkap[kunci[0]].map(origins.unggahan(p).set_index("unggahan_id")["nama_berkas"])
        alamat = [f"{a} ({b})" if a else "" for a, b in zip(alamat, berkas, strict=True)]
    return lengkap.assign(**{nama_sel: alamat})


def _written(nilai: pd.DataFrame, kolom: Sequence[str]) -> list[str]:
    kepala = columns.headings(nilai, dict.fromkeys(kolom, ""))
    return [" · ".join(columns.write(satu[k.nama], k.bentuk) for k in kepala) for satu in nilai.to_dict("records")]


def cocok(a: Angka, isi: pd.DataFrame) -> bool:
    """The cases, or sums of them, add up to the published figure exactly; otherwise rules or settings changed after it
    was published."""
    sama = round(isi["pembilang"].sum(), 2) == round(a.nilai.pembilang or 0, 2)  # Rp have cents
    return bool(sama and (not language.ada(a.nilai.penyebut) or isi["penyebut"].sum() == a.nilai.penyebut))


# ── what the list can be narrowed to ─────────────────────────────────────────────────


def saringan(a: Angka, k: Kasus) -> dict[str, str]:
    """The choices with their numbers: all, counted, not counted; then each value of a column of few values."""
    semua = int(k.jumlah["banyak"].sum())
    opsi = {SEMUA: f"Semua ({language.bilangan(semua)})"}
    if language.ada(a.nilai.penyebut) and not a.jumlahan:
        ya = int(k.jumlah.loc[k.jumlah["dihitung"], "banyak"].sum())
        opsi |= {YA: f"Dihitung ({language.bilangan(ya)})", TIDAK: f"Tidak dihitung ({language.bilangan(semua - ya)})"}
    jumlah = k.jumlah.groupby("isi", sort=False)["banyak"].sum().sort_values(ascending=False, kind="stable")
    return opsi | {str(x): f"{language.kalimat(str(x))} ({language.bilangan(int(n))})" for x, n in jumlah.items()}


def shown(k: Kasus) -> int:
    """How many the chosen list has."""
    if k.tampil in (YA, TIDAK):
        return int(k.jumlah.loc[k.jumlah["dihitung"] == (k.tampil == YA), "banyak"].sum())
    isi = k.jumlah if k.tampil == SEMUA else k.jumlah[k.jumlah["isi"] == k.tampil]
    return int(isi["banyak"].sum())


# ── tables ───────────────────────────────────────────────────────────────────────────


def kolom(a: Angka, berkas: bool = False) -> dict[str, str]:
    """The columns on screen; `berkas`: those of the files, each row with its workbook's hash, who and when."""
    jenis, nama = split(a.indikator.kolom)
    judul = " · ".join(LEMBAR[jenis][k].judul for k in nama)
    hasil = {"nama_koperasi": "Nama", "kelurahan": ""}
    if a.jumlahan:
        hasil |= {"pembilang": language.kalimat(a.indikator.pembilang)} | (
            {"penyebut": "Dari"} if language.ada(a.nilai.penyebut) else {}
        )
    else:
        hasil |= ({"dihitung": "Dihitung"} if language.ada(a.nilai.penyebut) else {}) | {"isi": judul}
    hasil["sel"] = "Sel"
    if a.indikator.bukti != "-":
        jenis, nama = split(a.indikator.bukti)
        hasil |= {"bukti": "Bukti: " + " · ".join(LEMBAR[jenis][k].judul for k in nama), "sel_bukti": "Sel bukti"}
    hasil["nama_berkas"] = "Buku kerja"
    return hasil | ({"sha256": "SHA-256", "oleh": "Diterbitkan oleh", "waktu": "Waktu terbit"} if berkas else {})


def buku_kerja(p: Pilihan, pakai: pd.DataFrame) -> pd.DataFrame:
    """The workbooks behind a list: file, hash, who, when, and how many of its rows they hold (unggahan_id, jumlah)."""
    return origins.unggahan(p).merge(pakai, on="unggahan_id").sort_values("unggahan_id", ascending=False)


BUKU = {"nama_berkas": "Buku kerja", "periode": "", "jumlah": "Baris dipakai", "unggahan_id": "Terbitan", "oleh": "Diterbitkan oleh",
        "waktu": "Waktu terbit", "sha256": "SHA-256"}  # fmt: skip


def tampil_buku(p: Pilihan, pakai: pd.DataFrame, indikator: str) -> None:
    """The workbooks as a table, the same below a list of cooperatives and below the rows of a rekap."""
    screen.daftar_tabel(
        buku_kerja(p, pakai), "Buku kerja yang dipakai", [], f"buku_{indikator}", BUKU,
        subjudul="Sidik SHA-256 membuktikan bahwa berkas yang disimpan tidak berubah.",
    )  # fmt: skip


def aturan_rekap() -> str:
    """How rows of a rekap make the figure, as etl/indikator/_rekap.sql counts."""
    return "Terdaftar = aktif + tidak aktif. Bila semua bagian wilayah ditulis, jumlahnya dipakai; bila tidak, baris wilayah itu sendiri."


def rekap(p: Pilihan) -> pd.DataFrame:
    """The rows of a rekap with the cell of each count, and its workbook: file, hash, who, when."""
    isi = base.with_kecamatan(p, origins.rekap(p), "kode_wilayah", "nama")
    alamat = cells.addresses(p, isi, list(REKAP_STATUS.values()))
    buku = origins.unggahan(p)[["unggahan_id", "nama_berkas", "sha256", "oleh", "waktu"]]
    return isi.assign(sel=alamat, nama=_area(isi)).merge(buku, on="unggahan_id")


def _area(isi: pd.DataFrame) -> pd.Series:
    """ "Kecamatan Sukorejo": a kelurahan may be called the same."""
    return isi["nama"].where(isi["tingkat"] != "kecamatan", "Kecamatan " + isi["nama"])


REKAP = {"nama": "Wilayah", "tingkat": "", **{k: language.kalimat(s) for s, k in REKAP_STATUS.items()}, "sel": "Sel", "nama_berkas": "Buku kerja"}  # fmt: skip
REKAP_BERKAS = REKAP | {
    "lembar": "",
    "baris": "",
    "sha256": "SHA-256",
    "oleh": "Diterbitkan oleh",
    "waktu": "Waktu terbit",
}


def kalimat(p: Pilihan, a: Angka, isi: pd.DataFrame) -> str:
    """Does the list add up to the figure? Said in one sentence."""
    if cocok(a, isi):
        return f"Daftar ini menjumlah tepat menjadi {besar(a)}, sama dengan angka yang terbit."
    kini = language.pecahan(isi["pembilang"].sum(), isi["penyebut"].sum() if language.ada(a.nilai.penyebut) else None)
    return (
        f"Daftar ini berjumlah {kini}, sedangkan angka yang terbit {besar(a)}: aturan atau pengaturan berubah sesudah "
        f"versi {p.versi} diterbitkan."
    )
