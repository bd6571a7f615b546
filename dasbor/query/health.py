"""Questions about annual meetings (RAT), health, reports of members and money. Tables only; see dasbor/query/sql/."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pandas as pd

from dasbor.choice import SEMUA, Choice
from dasbor.query import base, lists
from dasbor.query.lists import Daftar
from etl import skema
from etl.acuan import load_acuan

# What a cooperative owes, in the order of the chart; "menunggak" is split by the number of book years.
SUDAH, BELUM_WAJIB, TAK_TERCATAT = "Sudah RAT", "Belum wajib RAT", "RAT belum tercatat"
LIMA = 5  # five book years and more stand together
TERTULIS = "tertulis"
BELUM_DIPERIKSA = "Belum diperiksa"


def _rule(n: int) -> dict[str, Any]:
    """Parameters of what stands on rules.annual_meetings."""
    aturan = load_acuan().aturan
    return {"n": n, "n_resmi": aturan["tahun_tanpa_rat"], "bulan": aturan["bulan_batas_rat"]}


def status_by_rule(p: Choice, n: int) -> pd.DataFrame:
    """periode, aturan ("tertulis" or the number of years), status, jumlah over the registered cooperatives."""
    semua = base.ask(p, "status_menurut_aturan", **_rule(n))
    resmi = semua["n"] == load_acuan().aturan["tahun_tanpa_rat"]
    tertulis = _counted(semua[resmi].assign(aturan=TERTULIS))
    hitung = _counted(semua.assign(aturan=semua["n"].astype(str), status=semua["status_rat"]))
    return pd.concat([tertulis, hitung], ignore_index=True)


def _counted(semua: pd.DataFrame) -> pd.DataFrame:
    return semua.groupby(["periode", "aturan", "status"], as_index=False)[["jumlah"]].sum()


def overdue(tahun: int) -> str:
    """ "Menunggak 2 tahun" (book years); five and more in one."""
    return f"Menunggak {tahun} tahun" + (" atau lebih" if tahun == LIMA else "")


# the order of the chart: what is due first, then what nobody knows or owes
URUTAN = (SUDAH, *(overdue(t) for t in range(1, LIMA + 1)), TAK_TERCATAT, BELUM_WAJIB)
MENUNGGAK = URUTAN[1:-1]


def cooperatives(p: Choice, n: int) -> Daftar:
    """The register of the quarter (kueri.koperasi) with jatuh_tempo, rat_terakhir, wajib, menunggak, keadaan_rat
    and status_rat: the status under `n` years."""
    return lists.ask(p, "rat_koperasi", **_rule(n), hanya_kkmp=False)


def kkmp(p: Choice, n: int) -> pd.DataFrame:
    """The same of the Koperasi Merah Putih alone, all of them."""
    return lists.ask(p, "rat_koperasi", **_rule(n), hanya_kkmp=True).semua()


def owing(p: Choice, n: int, keadaan: Iterable[str]) -> Daftar:
    """Registered cooperatives in one of these states (URUTAN), the longest without RAT first."""
    return lists.ask(p, "penunggak", **_rule(n), keadaan=tuple(keadaan))


def in_loss(p: Choice, n: int) -> Daftar:
    """Registered cooperatives with a negative SHU, the largest loss first."""
    return lists.ask(p, "merugi", **_rule(n))


def differing(p: Choice, n: int) -> Daftar:
    """Cooperatives typed active that the rule calls inactive, or the other way round; the longest without RAT first."""
    return lists.ask(p, "status_berbeda", **_rule(n))


def rat_states(p: Choice, n: int) -> pd.DataFrame:
    """keadaan_rat, menunggak, jatuh_tempo, status, status_rat, jumlah over the register of the quarter."""
    return base.ask(p, "keadaan_rat", **_rule(n))


def predicates(p: Choice) -> pd.DataFrame:
    """predikat, jumlah of the active cooperatives: four predicates, then "Belum diperiksa"."""
    tahun = load_acuan().aturan["tahun_penilaian"]
    isi = base.ask(p, "predikat", tahun=tahun)
    nama = isi["predikat"].where(isi["predikat"].notna(), isi["skor"].map(_predicate_of))
    jumlah = isi.groupby(nama.fillna(BELUM_DIPERIKSA))["jumlah"].sum()
    urut = [*(nama for _, nama in skema.BATAS_KESEHATAN), BELUM_DIPERIKSA]
    return jumlah.reindex(urut, fill_value=0).rename_axis("predikat").reset_index()


def _predicate_of(skor: float) -> str | None:
    return next((nama for batas, nama in skema.BATAS_KESEHATAN if skor >= batas), None)


def grades(p: Choice) -> pd.DataFrame:
    """grade (None = not typed), jumlah over the registered cooperatives."""
    return base.ask(p, "grade")


def reports(p: Choice) -> pd.DataFrame:
    """periode, ukuran, jumlah, melapor, terdaftar, lima (sum of the five largest), positif (sum without losses)."""
    return base.ask(p, "laporan")


def largest(p: Choice, ukuran: str) -> list[str]:
    """Names of the five registered cooperatives with the most of a measure of reports()."""
    return [str(nama) for nama in base.ask(p, "terbesar", ukuran=ukuran, batas=LIMA)["nama_koperasi"]]


def channels(p: Choice) -> pd.DataFrame:
    """kanal, pembilang, penyebut: active cooperatives that use a channel, of those that answered."""
    return base.ask(p, "kanal")


def former_names(p: Choice) -> pd.DataFrame:
    """koperasi_id, nama_dahulu: KKMP that an earlier register holds as an ordinary cooperative."""
    return base.ask(p, "nama_dahulu")


def with_kkmp(p: Choice) -> Choice:
    """The same choice, Merah Putih included: a page about them cannot leave them out."""
    return replace(p, kelompok_hitung=SEMUA)
