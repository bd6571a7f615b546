"""Read-only questions to a published version. Every answer is cached by version: a version never changes.

An area is a code and all codes that continue it with a dot: `kode between $kode and $kode || '/'`, since "/" follows
"." and DuckDB can then skip what lies outside.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from dasbor import kolom_hilang
from etl import periode as triwulan
from etl import skema
from etl.acuan import data_folder, load_acuan
from etl.compare import ALUR
from etl.gudang import Gudang
from etl.sebutan import labels

_SQL = Path(__file__).parent / "sql"


@dataclass(frozen=True)
class Nilai:
    """One indicator in one area: numerator, denominator (None for a count) and value; None = unknown."""

    pembilang: float | None = None
    penyebut: float | None = None
    nilai: float | None = None


def versi_terkini() -> int | None:
    """Number of the current version; None when nothing is published."""
    return Gudang().terkini()


def daftar_versi() -> list[int]:
    return Gudang().nomor()


def ask(versi: int, sql: str, **parameter: Any) -> pd.DataFrame:
    """Rows of a question to one version. `sql` is a statement or the stem of a file in dasbor/sql/."""
    isi = _cached(data_folder(), versi, sql, tuple(sorted(parameter.items())))
    # A shallow copy costs the same, and leaves a weak reference in each block of the kept frame, as a copy of its
    # heading does: they pile up by the hundred thousand and every full garbage collection walks them.
    salinan = isi.copy()
    salinan.columns = isi.columns.tolist()
    return salinan


def text(sql: str) -> str:
    """A statement, or what stands in dasbor/sql/ under this name."""
    return sql if " " in sql else _read(sql)


@lru_cache
def _read(nama: str) -> str:
    return (_SQL / f"{nama}.sql").read_text(encoding="utf-8")


# st.cache_data would unpickle the frame at each call, which costs more than most of the questions.
@lru_cache(maxsize=1_500)
def _cached(folder: Path, versi: int, sql: str, parameter: tuple) -> pd.DataFrame:
    return Gudang(folder).buka(versi).execute(text(sql), dict(parameter)).df()


# ── what is there ────────────────────────────────────────────────────────────────────


def daftar_periode(versi: int) -> pd.DataFrame:
    """periode, tahun, triwulan, tanggal_akhir of every published quarter, ascending."""
    return ask(versi, "select * from periode order by periode")


def wilayah(versi: int) -> pd.DataFrame:
    """kode, nama, tingkat, induk."""
    return ask(versi, "select * from wilayah order by kode")


def definisi(versi: int) -> pd.DataFrame:
    """indikator_definisi: indikator, judul, definisi, pembilang, penyebut, satuan, arah, sumber."""
    return ask(versi, "select * from indikator_definisi")


def mode_contoh(versi: int) -> bool:
    """Everything published in this version is invented sample data."""
    sql = "select coalesce(bool_and(contoh), false) as contoh from periode_jenis join unggahan using (unggahan_id)"
    return bool(ask(versi, sql).iloc[0, 0])


def periode_lalu(versi: int, periode: str) -> str | None:
    """The last quarter before this one whose register is published."""
    sql = "select max(periode) as lalu from periode_jenis where jenis = 'koperasi' and periode < $periode"
    lalu = ask(versi, sql, periode=periode)["lalu"].dropna()
    return None if lalu.empty else str(lalu.iloc[0])


def punya_register(versi: int, periode: str) -> bool:
    """A quarter may hold a rekap, trainings or visits without a register."""
    return asal(versi, periode, "koperasi") is not None


def jenis_tersedia(versi: int, periode: str, jenis: str) -> list[str]:
    """Quarters of the window that ends with `periode` for which this kind of sheet was published."""
    jendela = load_acuan().aturan["jendela_triwulan"]
    awal = triwulan.shift(periode, 1 - jendela)
    sql = "select periode from periode_jenis where jenis = $jenis and periode between $awal and $akhir order by 1"
    return ask(versi, sql, jenis=jenis, awal=awal, akhir=periode)["periode"].tolist()


def jendela(periode: str) -> list[str]:
    """The quarters that count for reach and coverage, oldest first."""
    n = load_acuan().aturan["jendela_triwulan"]
    return [triwulan.shift(periode, i - n + 1) for i in range(n)]


def window(periode: str) -> dict[str, str]:
    """The same as the parameters $awal and $periode."""
    return {"periode": periode, "awal": jendela(periode)[0]}


# ── indicators ───────────────────────────────────────────────────────────────────────


def nilai(versi: int, periode: str, kode_wilayah: str, kelompok_hitung: str) -> dict[str, Nilai]:
    """All indicators of one area and quarter."""
    return dict(_values(data_folder(), versi, periode, kode_wilayah, kelompok_hitung))


@lru_cache(maxsize=500)
def _values(folder: Path, versi: int, periode: str, kode: str, kelompok: str) -> dict[str, Nilai]:
    isi = _figures(folder, versi, kode, kelompok).get(periode)
    if isi is None:
        return {}
    angka = isi[["pembilang", "penyebut", "nilai"]].astype(object).where(isi.notna(), None).to_numpy().tolist()
    return {nama: Nilai(*tiga) for nama, tiga in zip(isi["indikator"], angka, strict=True)}


def deret(versi: int, indikator: str, kode_wilayah: str, kelompok_hitung: str) -> pd.DataFrame:
    """periode, pembilang, penyebut, nilai, sumber ("register" | "rekap") of one indicator over all published quarters."""
    semua = _figures(data_folder(), versi, kode_wilayah, kelompok_hitung)
    isi = semua.get(indikator, semua[""])
    return isi.drop(columns="indikator").reset_index(drop=True)


@lru_cache(maxsize=100)
def _figures(_folder: Path, versi: int, kode: str, kelompok: str) -> dict[str, pd.DataFrame]:
    """Everything known of one area, by indicator and by quarter; "" = no row. Asked for at once: the table is sorted by
    area, and a page shows many of its indicators and all its quarters."""
    sql = """select indikator, periode, pembilang, penyebut, nilai, sumber from indikator
             where kode_wilayah = $kode and kelompok_hitung = $kelompok order by indikator, periode"""
    isi = kolom_hilang.unknown(ask(versi, sql, kode=kode, kelompok=kelompok), _missing(_folder, versi))
    bagian = {str(nama): satu for kolom in ("indikator", "periode") for nama, satu in isi.groupby(kolom)}
    return {"": isi.iloc[:0], **bagian}


@lru_cache(maxsize=50)
def _missing(_folder: Path, versi: int) -> kolom_hilang.Hilang:
    return kolom_hilang.missing(ask(versi, kolom_hilang.SQL))


def known(versi: int, isi: pd.DataFrame) -> pd.DataFrame:
    """Rates of areas, with periode, indikator and sumber, as far as the register of the quarter can tell them."""
    return kolom_hilang.unknown(isi, _missing(data_folder(), versi)).drop(columns=["periode", "indikator", "sumber"])


def per_kelurahan(versi: int, periode: str, indikator: str, kode_wilayah: str, kelompok_hitung: str) -> pd.DataFrame:
    """kode_wilayah, nama, kecamatan, pembilang, penyebut, nilai of the kelurahan inside an area."""
    sql = """select kode_wilayah, w.nama, kec.nama as kecamatan, pembilang, penyebut, nilai, periode, indikator, sumber
             from indikator join wilayah as w on w.kode = kode_wilayah join wilayah as kec on kec.kode = w.induk
             where periode = $periode and indikator = $indikator and kelompok_hitung = $kelompok
               and w.tingkat in ('kelurahan', 'desa') and (kode_wilayah between $kode and $kode || '/')
             order by kode_wilayah"""
    isi = ask(versi, sql, periode=periode, indikator=indikator, kode=kode_wilayah, kelompok=kelompok_hitung)
    return _label_across(versi, known(versi, isi))


def with_kecamatan(
    versi: int, isi: pd.DataFrame, kode: str = "kode_kelurahan", nama: str = "kelurahan"
) -> pd.DataFrame:
    """The kecamatan beside each name that needs it, "Sukorejo (Wates)": see etl/sebutan.py."""
    sebutan = _labels(data_folder(), versi)
    if sebutan and len(isi):
        pasang = zip(isi[kode].tolist(), isi[nama].tolist(), strict=True)
        isi[nama] = pd.Series([sebutan.get(k, n) for k, n in pasang], index=isi.index, dtype=object)
    return isi


@lru_cache(maxsize=50)
def _labels(_folder: Path, versi: int) -> dict[str, str]:
    """{kode: label} of the areas whose name alone does not do; none in most cities."""
    area = wilayah(versi)
    nama = dict(zip(area["kode"], area["nama"], strict=True))
    return {kode: label for kode, label in labels(area).items() if label != nama[kode]}


def _label_across(versi: int, isi: pd.DataFrame) -> pd.DataFrame:
    """Inside one kecamatan, which title and column name, the plain names are told apart already."""
    return with_kecamatan(versi, isi, "kode_wilayah", "nama") if isi["kecamatan"].nunique() > 1 else isi


# ── cooperatives ─────────────────────────────────────────────────────────────────────


def status_per_kelurahan(versi: int, periode: str, kode_wilayah: str, kelompok_hitung: str) -> pd.DataFrame:
    """kode_wilayah, nama, kecamatan, status, jumlah, sumber; from the register, else from a rekap."""
    isi = ask(versi, "status_per_kelurahan", periode=periode, kode=kode_wilayah, kelompok=kelompok_hitung)
    return _label_across(versi, isi)


def status_per_periode(versi: int, kode_wilayah: str, kelompok_hitung: str) -> pd.DataFrame:
    """periode, status, jumlah, sumber; quarters whose register is published, else those with a rekap of the area."""
    return ask(versi, "status_per_periode", kode=kode_wilayah, kelompok=kelompok_hitung)


def koperasi(versi: int, periode: str, kode_wilayah: str, kelompok_hitung: str) -> pd.DataFrame:
    """The register of an area: all its columns + kelurahan, kecamatan, kali_didampingi_4tw, terakhir_didampingi,
    kali_dilatih_4tw (activities). Of a large area kueri_daftar.koperasi gives the first rows only."""
    isi = ask(
        versi, "koperasi", **window(periode), kode=kode_wilayah, kelompok=kelompok_hitung, status=None, batas=None
    )
    return with_kecamatan(versi, isi)


def alur(versi: int, periode: str, kode_wilayah: str, kelompok_hitung: str) -> pd.DataFrame:
    """What became of each cooperative that changed since the previous register; see etl/alur.sql. Empty without
    a register of this quarter or a previous one."""
    lalu = periode_lalu(versi, periode) if punya_register(versi, periode) else None
    parameter = {"periode": periode, "periode_lalu": lalu, "kode": kode_wilayah, "kelompok": kelompok_hitung}
    isi = with_kecamatan(versi, ask(versi, f"from ({ALUR}) where alur <> 'tetap'", **parameter))
    return isi if lalu else isi.iloc[0:0]


# ── targets and origin ───────────────────────────────────────────────────────────────


def target(versi: int | None, periode: str) -> dict[str, float]:
    """Targets of the quarter's year: {indikator: 0–1 or a count}. Published ones stand before those of target.csv;
    of two published ones that of the later quarter's workbook."""
    tahun, _ = triwulan.split(periode)
    tabel = load_acuan().target
    baris = zip(tabel["indikator"], tabel["tahun"], tabel["nilai_target"], strict=True)
    acuan = {nama: nilai for nama, berlaku, nilai in baris if berlaku == tahun}
    if versi is None or not _has_table(versi, "target"):
        return acuan
    sql = """select indikator, arg_max(nilai_target, periode) as nilai_target from target
             where tahun = $tahun group by all order by 1"""
    return acuan | dict(ask(versi, sql, tahun=tahun).itertuples(index=False))


def penghargaan(versi: int) -> pd.DataFrame:
    """Awards of all quarters, newest first: tanggal, nama_penghargaan, kategori, penerima, pemberi, koperasi_id,
    keterangan, periode, lembar, baris, unggahan_id. An award in several workbooks stands once, from the latest."""
    if not _has_table(versi, "penghargaan"):
        return pd.DataFrame(columns=[k.nama for k in skema.PENGHARGAAN.disimpan])
    sql = """select tanggal, nama_penghargaan, kategori, penerima, pemberi, koperasi_id, keterangan, periode, lembar,
                    baris, unggahan_id
             from penghargaan
             qualify row_number() over (partition by tanggal, nama_penghargaan, kategori, penerima order by periode desc) = 1
             order by tanggal desc nulls last, nama_penghargaan"""
    return ask(versi, sql)


def _has_table(versi: int, nama: str) -> bool:
    """Versions published by an earlier release lack the tables that came later."""
    return not ask(versi, "select 1 from duckdb_tables() where table_name = $nama", nama=nama).empty


def asal(versi: int, periode: str, jenis: str) -> dict[str, Any] | None:
    """The workbook behind a kind of sheet in a quarter: nama_berkas, sha256, waktu, oleh, unggahan_id; None = never."""
    sql = """select nama_berkas, sha256, waktu, oleh, unggahan_id, contoh from periode_jenis
             join unggahan using (unggahan_id) where periode_jenis.periode = $periode and jenis = $jenis"""
    isi = ask(versi, sql, periode=periode, jenis=jenis)
    return None if isi.empty else {str(k): v for k, v in isi.iloc[0].items()}


def sumber(versi: int) -> pd.DataFrame:
    """periode, jenis, unggahan_id, nama_berkas, sha256: which workbook each kind of each quarter came from."""
    sql = """select p.periode, p.jenis, p.unggahan_id, u.nama_berkas, u.sha256
             from periode_jenis as p join unggahan as u using (unggahan_id) order by p.periode, p.jenis"""
    return ask(versi, sql)


def huruf_kolom(versi: int, unggahan_id: int) -> pd.DataFrame:
    """lembar, kolom, huruf: which spreadsheet column each field of an upload came from; baris_judul, the row of the
    heading, where the version knows it: one sheet may hold several tables."""
    sql = "select * exclude (unggahan_id) from unggahan_kolom where unggahan_id = $id"
    return ask(versi, sql, id=int(unggahan_id))


def terbitan(versi: int) -> pd.DataFrame:
    """The ledger, newest first: nomor, waktu, oleh, tindakan, periode, unggahan_id, keterangan, nama_berkas, sha256."""
    sql = """select terbitan.*, nama_berkas, sha256 from terbitan left join unggahan using (unggahan_id)
             order by nomor desc"""
    return ask(versi, sql.replace("terbitan.*", "nomor, terbitan.waktu, terbitan.oleh, tindakan, terbitan.periode, "
                                   "unggahan_id, keterangan"))  # fmt: skip
