"""Questions of the page Prioritas: who has which reason for a visit, in numbers; and what is shown of those on screen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from dasbor.query import base
from dasbor.query.priority_rule import PROPOSAL_BIT, PriorityRule
from dasbor.ui.reader import Pilihan
from etl import periode as triwulan
from etl.acuan import find_data_folder

_FEW = 5_000  # rows asked for one by one; of more the whole area is read
_DETAIL_COLUMNS = [
    "nama_koperasi", "kelurahan", "kecamatan", "status", "nik_koperasi", "koperasi_id", "kelompok_id", "lembar", "baris", "rat",
]  # fmt: skip
_DAY_ZERO = np.datetime64("1970-01-01", "D")


def read_facts(p: Pilihan, aturan: PriorityRule) -> pd.DataFrame:
    """nomor, sebab (bits), petugas (place in petugas()), terakhir and selesai (days), umur (quarters that a dissolution
    has been proposed) of all that have a reason, in the order of those with equal points. Only numbers: of a province
    they are 200,000."""
    isi = base.ask(
        p.versi, base.read_sql("prioritas").replace("$kelompok_dilatih", base.read_sql("prioritas_kelompok")),
        **base.make_window(p.periode), **_make_area_parameters(p), akhir=aturan.akhir, nanti=aturan.nanti, jatuh=aturan.jatuh_tempo,
        n=aturan.tahun_rat, mulai=aturan.mulai,
    )  # fmt: skip
    return isi.assign(umur=_find_ages(p, isi))


def _find_ages(p: Pilihan, isi: pd.DataFrame) -> np.ndarray:
    umur = np.zeros(len(isi), dtype="int32")
    usulan = np.flatnonzero(isi["sebab"].to_numpy() & PROPOSAL_BIT)
    if len(usulan):
        nomor, sejak = read_proposed_since(p.versi)
        umur[usulan] = (
            triwulan.find_index(p.periode) + 1 - sejak[np.searchsorted(nomor, isi["nomor"].to_numpy()[usulan])]
        )
    return umur


def read_proposed_since(versi: int) -> tuple[np.ndarray, np.ndarray]:
    """Rows of all registers with a proposed dissolution, and since which quarter. It is asked for once, not for every
    quarter and area: whether somebody was proposed before stands in registers and areas that are not known beforehand."""
    return _read_proposed_since(find_data_folder(), versi)


@lru_cache(maxsize=4)
def _read_proposed_since(_folder: Path, versi: int) -> tuple[np.ndarray, np.ndarray]:
    isi = base.ask(versi, "usulan_sejak")
    return isi["nomor"].to_numpy(), isi["sejak"].to_numpy()


def list_officers(versi: int) -> list[str]:
    """Everybody who ever visited, in the order that prioritas.sql numbers them."""
    sql = "select distinct petugas from pendampingan_kunjungan where petugas is not null order by petugas"
    return base.ask(versi, sql)["petugas"].tolist()


def read_details(p: Pilihan, aturan: PriorityRule, daftar: pd.DataFrame) -> pd.DataFrame:
    """The rows of `daftar` with everything that is shown of them."""
    nomor = daftar["nomor"]
    isi = list_target_cooperatives(p, aturan, nomor[nomor >= 0].tolist() if len(nomor) < _FEW else None)
    if (nomor < 0).any():
        isi = pd.concat([isi, list_target_groups(p)])
    letak = pd.Index(isi["nomor"]).get_indexer(nomor)
    nama = np.array([*list_officers(p.versi), None], dtype=object)
    return pd.DataFrame(
        {
            **{k: daftar[k] for k in ("peringkat", "poin", "sebab", "umur")},
            **{k: isi[k].array.take(letak) if k in isi else None for k in _DETAIL_COLUMNS},
            "petugas": nama[daftar["petugas"].fillna(-1).to_numpy(dtype="int64")],
            "terakhir_didampingi": _make_dates(daftar["terakhir"]),
            "selesai_pelatihan": _make_dates(daftar["selesai"]),
        },
        index=daftar.index,
    )


def _make_dates(hari: pd.Series) -> pd.Series:
    return _DAY_ZERO + pd.to_timedelta(hari, unit="D")


def list_target_cooperatives(p: Pilihan, aturan: PriorityRule, nomor: Sequence[int] | None = None) -> pd.DataFrame:
    """Cooperatives of the area, all or some: nomor, koperasi_id, nama_koperasi, nik_koperasi, status, kode_kelurahan,
    kelurahan, kecamatan, lembar, baris, rat (book year of the last one)."""
    sql, lain = base.read_sql("prioritas_koperasi"), {}
    if nomor is not None:
        sql, lain = f"from ({sql}) where nomor in (select unnest($nomor::int[]))", {"nomor": tuple(sorted(nomor))}
    isi = base.ask(p.versi, sql, periode=p.periode, **_make_area_parameters(p), akhir=aturan.akhir, **lain)
    return base.add_kecamatan(p.versi, isi)


def list_target_groups(p: Pilihan) -> pd.DataFrame:
    """Groups trained in the window: nomor, kelompok_id, nama_koperasi, kode_kelurahan, kelurahan, kecamatan, lembar,
    baris, selesai_pelatihan, terakhir_didampingi, petugas."""
    isi = base.ask(p.versi, "prioritas_kelompok", **base.make_window(p.periode), kode=p.kode_wilayah)
    return base.add_kecamatan(p.versi, isi.rename(columns={"nama": "nama_koperasi"}))


def _make_area_parameters(p: Pilihan) -> dict[str, str]:
    return {"kode": p.kode_wilayah, "kelompok": p.kelompok_hitung}
