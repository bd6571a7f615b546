"""Questions of the page Prioritas: who has which reason for a visit; and what is shown of those on screen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from dasbor import keep
from dasbor.choice import Choice
from dasbor.query import base
from dasbor.query.priority_rule import LIST_FILE_COLUMNS, MISSING, VISIT_REASONS, PriorityRule
from etl import periode as triwulan

_FEW = 5_000  # rows asked for one by one; of more the whole area is read
# what the list adds to the columns of sasaran_koperasi(), and what these have beyond the file
_DAFTAR = ["peringkat", "poin", *VISIT_REASONS, *MISSING, "umur"]
_DETAIL_COLUMNS = [k for k in LIST_FILE_COLUMNS if k not in (*_DAFTAR, "alasan", "terakhir_didampingi", "petugas")]
_DETAIL_COLUMNS += ["koperasi_id", "kelompok_id", "rat"]
_DAY_ZERO = np.datetime64("1970-01-01", "D")


def read_facts(p: Choice, aturan: PriorityRule) -> pd.DataFrame:
    """nomor, a column for each of ALASAN and MISSING (whether it is so), petugas (category), terakhir and selesai (days),
    umur (quarters that a dissolution has been proposed) of all that have a reason, in the order of those with equal
    points. No texts: of a province they are 200,000."""
    isi = base.ask(
        p, "prioritas", akhir=aturan.akhir, nanti=aturan.nanti, jatuh=aturan.jatuh_tempo, n=aturan.tahun_rat,
        mulai=aturan.mulai,
    )  # fmt: skip
    return isi.assign(umur=_find_ages(p, isi))


def _find_ages(p: Choice, isi: pd.DataFrame) -> np.ndarray:
    umur = np.zeros(len(isi), dtype="int32")
    usulan = np.flatnonzero(isi["usulan"].to_numpy())
    if len(usulan):
        nomor, sejak = read_proposed_since(p)
        umur[usulan] = (
            triwulan.find_index(p.periode) + 1 - sejak[np.searchsorted(nomor, isi["nomor"].to_numpy()[usulan])]
        )
    return umur


def read_proposed_since(p: Choice) -> tuple[np.ndarray, np.ndarray]:
    """Rows of all registers with a proposed dissolution, and since which quarter. It is asked for once, not for every
    quarter and area: whether somebody was proposed before stands in registers and areas that are not known beforehand."""
    return _read_proposed_since(Choice(p.versi))


@keep.per_version(most=4)
def _read_proposed_since(p: Choice) -> tuple[np.ndarray, np.ndarray]:
    isi = base.ask(p, "usulan_sejak")
    return isi["nomor"].to_numpy(), isi["sejak"].to_numpy()


def read_details(p: Choice, aturan: PriorityRule, daftar: pd.DataFrame) -> pd.DataFrame:
    """The rows of `daftar` with everything that is shown of them."""
    nomor = daftar["nomor"]
    isi = list_target_cooperatives(p, aturan, nomor[nomor >= 0].tolist() if len(nomor) < _FEW else None)
    if (nomor < 0).any():
        isi = pd.concat([isi, list_target_groups(p)])
    letak = pd.Index(isi["nomor"]).get_indexer(nomor)
    nama = daftar["petugas"].astype(object)
    return daftar[_DAFTAR].assign(
        **{k: isi[k].array.take(letak) if k in isi else None for k in _DETAIL_COLUMNS},
        petugas=nama.where(nama.notna(), None),
        terakhir_didampingi=_make_dates(daftar["terakhir"]),
        selesai_pelatihan=_make_dates(daftar["selesai"]),
    )


def _make_dates(hari: pd.Series) -> pd.Series:
    return _DAY_ZERO + pd.to_timedelta(hari, unit="D")


def list_target_cooperatives(p: Choice, aturan: PriorityRule, nomor: Sequence[int] | None = None) -> pd.DataFrame:
    """Cooperatives of the area, all or some: nomor, koperasi_id, nama_koperasi, nik_koperasi, status, kode_kelurahan,
    kelurahan, kecamatan, lembar, baris, rat (book year of the last one)."""
    some = None if nomor is None else tuple(sorted(nomor))
    isi = base.ask(p, "prioritas_koperasi", akhir=aturan.akhir, nomor=some)
    return base.add_kecamatan(p, isi)


def list_target_groups(p: Choice) -> pd.DataFrame:
    """Groups trained in the window: nomor, kelompok_id, nama_koperasi, kode_kelurahan, kelurahan, kecamatan, lembar,
    baris, selesai_pelatihan, terakhir_didampingi, petugas."""
    isi = base.ask(p, "prioritas_kelompok")
    return base.add_kecamatan(p, isi.rename(columns={"nama": "nama_koperasi"}))
