"""Questions about annual meetings (RAT), health, reports of members and money. Tables only; see dasbor/sql/."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from dasbor import kueri
from dasbor.pilihan import SEMUA, Pilihan
from etl import skema
from etl.acuan import load_acuan
from etl.gudang import Gudang
from etl.status import BUKU_PERTAMA_KKMP

# What a cooperative owes, in the order of the chart; "menunggak" is split by the number of book years.
SUDAH, BELUM_WAJIB, TAK_TERCATAT = "Sudah RAT", "Belum wajib RAT", "RAT belum tercatat"
LIMA = 5  # five book years and more stand together
TERTULIS = "tertulis"
BELUM_DIPERIKSA = "Belum diperiksa"


def rules(p: Pilihan, n: int, periode: str | None = None) -> pd.DataFrame:
    """periode, n, status, status_rat, koperasi_id, jatuh_tempo, rat_terakhir, wajib, jumlah: the area under the official
    rule and under `n` years; all registers counted, or the cooperatives of one quarter by name."""
    aturan = load_acuan().aturan
    return kueri.ask(
        p.versi, "rat", periode=periode, kode=p.kode_wilayah, kelompok=p.kelompok_hitung, n=n,
        n_resmi=aturan["tahun_tanpa_rat"], bulan=aturan["bulan_batas_rat"], buku_kkmp=BUKU_PERTAMA_KKMP,
    )  # fmt: skip


def status_by_rule(p: Pilihan, n: int) -> pd.DataFrame:
    """periode, aturan ("tertulis" or the number of years), status, jumlah over the registered cooperatives."""
    semua = rules(p, n)
    semua = semua[semua["status"].isin(skema.STATUS_TERDAFTAR)]
    resmi = semua["n"] == load_acuan().aturan["tahun_tanpa_rat"]
    tertulis = _counted(semua[resmi].assign(aturan=TERTULIS))
    hitung = _counted(semua.assign(aturan=semua["n"].astype(str), status=semua["status_rat"]))
    return pd.concat([tertulis, hitung], ignore_index=True)


def _counted(semua: pd.DataFrame) -> pd.DataFrame:
    return semua.groupby(["periode", "aturan", "status"], as_index=False)[["jumlah"]].sum()


def cooperatives(p: Pilihan, n: int) -> pd.DataFrame:
    """The register of the quarter (kueri.koperasi) with jatuh_tempo, rat_terakhir, wajib, menunggak, keadaan_rat
    and status_rat: the status under `n` years."""
    return _cooperatives(Gudang().folder, p, n, load_acuan().aturan["bulan_batas_rat"]).copy()


@lru_cache(maxsize=100)
def _cooperatives(folder: Path, p: Pilihan, n: int, bulan: int) -> pd.DataFrame:
    """A version never changes and the settings are in the key; several parts of a page ask for the same."""
    satu = rules(p, n, p.periode)
    satu = satu[satu["n"] == n]
    baris = kueri.koperasi(p.versi, p.periode, p.kode_wilayah, p.kelompok_hitung).merge(
        satu[["koperasi_id", "jatuh_tempo", "rat_terakhir", "wajib", "status_rat"]], on="koperasi_id"
    )
    tunggak = (baris["jatuh_tempo"] - baris["rat_terakhir"]).astype("Int64")
    baris["rat_terakhir"] = baris["rat_terakhir"].astype("Int64")
    baris["menunggak"] = tunggak.where(tunggak > 0)
    baris["keadaan_rat"] = _rat_state(tunggak, baris["wajib"])
    return baris


def _rat_state(tunggak: pd.Series, wajib: pd.Series) -> pd.Series:
    tahu, lama = tunggak.notna(), tunggak.fillna(0).astype(int)
    nama = np.select(
        [~tahu & ~wajib.astype(bool), ~tahu, lama <= 0],
        [BELUM_WAJIB, TAK_TERCATAT, SUDAH],
        lama.clip(upper=LIMA).map(overdue),
    )
    return pd.Series(nama, index=tunggak.index, dtype=object)


def overdue(tahun: int) -> str:
    """ "Menunggak 2 tahun" (book years); five and more in one."""
    return f"Menunggak {tahun} tahun" + (" atau lebih" if tahun == LIMA else "")


# the order of the chart: what is due first, then what nobody knows or owes
URUTAN = (SUDAH, *(overdue(t) for t in range(1, LIMA + 1)), TAK_TERCATAT, BELUM_WAJIB)
MENUNGGAK = URUTAN[1:-1]


def predicates(p: Pilihan) -> pd.DataFrame:
    """predikat, jumlah of the active cooperatives: four predicates, then "Belum diperiksa"."""
    tahun = load_acuan().aturan["tahun_penilaian"]
    isi = kueri.ask(
        p.versi, "predikat", periode=p.periode, kode=p.kode_wilayah, kelompok=p.kelompok_hitung, tahun=tahun
    )
    nama = isi["predikat"].where(isi["predikat"].notna(), isi["skor"].map(_predicate_of))
    jumlah = isi.groupby(nama.fillna(BELUM_DIPERIKSA))["jumlah"].sum()
    urut = [*(nama for _, nama in skema.BATAS_KESEHATAN), BELUM_DIPERIKSA]
    return jumlah.reindex(urut, fill_value=0).rename_axis("predikat").reset_index()


def _predicate_of(skor: float) -> str | None:
    return next((nama for batas, nama in skema.BATAS_KESEHATAN if skor >= batas), None)


def grades(p: Pilihan) -> pd.DataFrame:
    """grade (None = not typed), jumlah over the registered cooperatives."""
    sql = """select grade, count(*) as jumlah from koperasi_triwulan
             where periode = $periode and status in ('aktif', 'tidak aktif', 'tidak diketahui')
               and (kode_kelurahan between $kode and $kode || '/') and (not kkmp or $kelompok = 'semua')
             group by all order by all"""
    return kueri.ask(p.versi, sql, periode=p.periode, kode=p.kode_wilayah, kelompok=p.kelompok_hitung)


def reports(p: Pilihan) -> pd.DataFrame:
    """periode, ukuran, jumlah, melapor, terdaftar, lima (sum of the five largest), positif (sum without losses)."""
    return kueri.ask(p.versi, "laporan", kode=p.kode_wilayah, kelompok=p.kelompok_hitung)


def channels(p: Pilihan) -> pd.DataFrame:
    """kanal, pembilang, penyebut: active cooperatives that use a channel, of those that answered."""
    return kueri.ask(p.versi, "kanal", periode=p.periode, kode=p.kode_wilayah, kelompok=p.kelompok_hitung)


def marketing_visits(p: Pilihan) -> pd.DataFrame:
    """koperasi_id, kali_pemasaran, terakhir_pemasaran: visits about marketing in the window."""
    sql = """select koperasi_id, count(*) as kali_pemasaran, max(tanggal) as terakhir_pemasaran
             from pendampingan_kunjungan
             where periode between $awal and $periode and koperasi_id is not null and jenis_pendampingan = 'Pemasaran'
             group by all"""
    return kueri.ask(p.versi, sql, awal=kueri.jendela(p.periode)[0], periode=p.periode)


def former_names(p: Pilihan) -> pd.DataFrame:
    """koperasi_id, nama_dahulu: KKMP that an earlier register holds as an ordinary cooperative."""
    sql = """select koperasi_id, arg_max(nama_koperasi, periode) as nama_dahulu from koperasi_triwulan
             where not kkmp and periode < $periode
               and koperasi_id in (select koperasi_id from koperasi_triwulan where kkmp and periode = $periode)
             group by all"""
    return kueri.ask(p.versi, sql, periode=p.periode)


def with_kkmp(p: Pilihan) -> Pilihan:
    """The same choice, Merah Putih included: a page about them cannot leave them out."""
    return Pilihan(p.versi, p.periode, p.kode_wilayah, p.nama_wilayah, p.tingkat, SEMUA)
