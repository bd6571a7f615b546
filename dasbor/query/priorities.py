"""Questions of the page Prioritas: who has which reason for a visit; and what is shown of those on screen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from dasbor import keep
from dasbor.choice import Choice
from dasbor.query import base
from dasbor.query.priority_rule import ALASAN, KOLOM_BERKAS, MISSING, Aturan
from etl import periode as triwulan

_SEDIKIT = 5_000  # rows asked for one by one; of more the whole area is read
# what the list adds to the columns of sasaran_koperasi(), and what these have beyond the file
_DAFTAR = ["peringkat", "poin", *ALASAN, *MISSING, "umur"]
_RINCI = [k for k in KOLOM_BERKAS if k not in (*_DAFTAR, "alasan", "terakhir_didampingi", "petugas")]
_RINCI += ["koperasi_id", "kelompok_id", "rat"]
_AWAL_HITUNGAN = np.datetime64("1970-01-01", "D")


def fakta(p: Choice, aturan: Aturan) -> pd.DataFrame:
    """nomor, a column for each of ALASAN and MISSING (whether it is so), petugas (category), terakhir and selesai (days),
    umur (quarters that a dissolution has been proposed) of all that have a reason, in the order of those with equal
    points. No texts: of a province they are 200,000."""
    isi = base.ask(
        p, "prioritas", akhir=aturan.akhir, nanti=aturan.nanti, jatuh=aturan.jatuh_tempo, n=aturan.tahun_rat,
        mulai=aturan.mulai,
    )  # fmt: skip
    return isi.assign(umur=_ages(p, isi))


def _ages(p: Choice, isi: pd.DataFrame) -> np.ndarray:
    umur = np.zeros(len(isi), dtype="int32")
    usulan = np.flatnonzero(isi["usulan"].to_numpy())
    if len(usulan):
        nomor, sejak = usulan_sejak(p)
        umur[usulan] = triwulan.index(p.periode) + 1 - sejak[np.searchsorted(nomor, isi["nomor"].to_numpy()[usulan])]
    return umur


def usulan_sejak(p: Choice) -> tuple[np.ndarray, np.ndarray]:
    """Rows of all registers with a proposed dissolution, and since which quarter. It is asked for once, not for every
    quarter and area: whether somebody was proposed before stands in registers and areas that are not known beforehand."""
    return _usulan_sejak(Choice(p.versi))


@keep.per_version(most=4)
def _usulan_sejak(p: Choice) -> tuple[np.ndarray, np.ndarray]:
    isi = base.ask(p, "usulan_sejak")
    return isi["nomor"].to_numpy(), isi["sejak"].to_numpy()


def rinci(p: Choice, aturan: Aturan, daftar: pd.DataFrame) -> pd.DataFrame:
    """The rows of `daftar` with everything that is shown of them."""
    nomor = daftar["nomor"]
    isi = sasaran_koperasi(p, aturan, nomor[nomor >= 0].tolist() if len(nomor) < _SEDIKIT else None)
    if (nomor < 0).any():
        isi = pd.concat([isi, sasaran_kelompok(p)])
    letak = pd.Index(isi["nomor"]).get_indexer(nomor)
    nama = daftar["petugas"].astype(object)
    return daftar[_DAFTAR].assign(
        **{k: isi[k].array.take(letak) if k in isi else None for k in _RINCI},
        petugas=nama.where(nama.notna(), None),
        terakhir_didampingi=_dates(daftar["terakhir"]),
        selesai_pelatihan=_dates(daftar["selesai"]),
    )


def _dates(hari: pd.Series) -> pd.Series:
    return _AWAL_HITUNGAN + pd.to_timedelta(hari, unit="D")


def sasaran_koperasi(p: Choice, aturan: Aturan, nomor: Sequence[int] | None = None) -> pd.DataFrame:
    """Cooperatives of the area, all or some: nomor, koperasi_id, nama_koperasi, nik_koperasi, status, kode_kelurahan,
    kelurahan, kecamatan, lembar, baris, rat (book year of the last one)."""
    some = None if nomor is None else tuple(sorted(nomor))
    isi = base.ask(p, "prioritas_koperasi", akhir=aturan.akhir, nomor=some)
    return base.with_kecamatan(p, isi)


def sasaran_kelompok(p: Choice) -> pd.DataFrame:
    """Groups trained in the window: nomor, kelompok_id, nama_koperasi, kode_kelurahan, kelurahan, kecamatan, lembar,
    baris, selesai_pelatihan, terakhir_didampingi, petugas."""
    isi = base.ask(p, "prioritas_kelompok")
    return base.with_kecamatan(p, isi.rename(columns={"nama": "nama_koperasi"}))
