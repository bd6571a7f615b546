"""Questions about one cooperative: find it, its rows in all quarters, trainings, visits, findings."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dasbor import keep
from dasbor.choice import Choice
from dasbor.query import base
from etl.store.versions import Gudang


def cari(p: Choice, kata: str, batas: int | None = None) -> pd.DataFrame:
    """koperasi_id, nama_koperasi, nik_koperasi, nomor_badan_hukum, kelurahan, status, periode (last registered) of the
    first `batas`, None = all, and `semua`, how many there are."""
    return base.with_kecamatan(p, _ask_names(p, "cari_koperasi", kata=kata, batas=batas))


def mirip(p: Choice, kata: str) -> pd.DataFrame:
    """koperasi_id, nama_koperasi, mirip: names like one that nothing holds."""
    return _like(Choice(p.versi), kata)


@keep.per_version(most=100)
def _like(p: Choice, kata: str) -> pd.DataFrame:
    return _ask_names(p, "mirip_koperasi", kata=kata)


def warm(p: Choice) -> None:
    """Read the names before somebody searches."""
    _names(Choice(p.versi))


def _ask_names(p: Choice, stem: str, **parameter: object) -> pd.DataFrame:
    """kueri.ask of the names of all cooperatives, which the question calls nama_koperasi."""
    con = Gudang().buka(p.versi)
    con.register("nama_koperasi", _names(Choice(p.versi)))
    return con.execute(base.statement(stem), parameter).df()


@keep.per_version(most=2)
def _names(p: Choice) -> Any:
    """An Arrow table: reading it from the registers of all quarters takes a second, searching it 20 ms."""
    return Gudang().buka(p.versi).sql(base.statement("nama_koperasi")).to_arrow_table()


def register_pendek(p: Choice, batas: int | None = 50) -> pd.DataFrame:
    """The first of an area by name, None = all; columns as cari() and `semua`, how many there are."""
    return base.with_kecamatan(p, base.ask(p, "register_pendek", batas=batas))


def riwayat(p: Choice, koperasi_id: str) -> pd.DataFrame:
    """All columns of the register in every quarter it stands in, oldest first, with kelurahan, tingkat, kecamatan."""
    return base.ask(p, "riwayat_koperasi", id=koperasi_id)


def triwulan_register(p: Choice) -> list[str]:
    """Quarters whose register is published, ascending."""
    sql = "select periode from periode_jenis where jenis = 'koperasi' order by periode"
    return base.ask(p, sql)["periode"].tolist()


def pelatihan(p: Choice, koperasi_id: str) -> pd.DataFrame:
    """Trainings its people took part in, newest first."""
    return base.ask(p, "pelatihan_koperasi", id=koperasi_id)


def kunjungan(p: Choice, koperasi_id: str) -> pd.DataFrame:
    """Visits of all quarters, newest first."""
    return base.ask(p, "kunjungan_koperasi", id=koperasi_id)


def temuan(p: Choice, koperasi_id: str) -> pd.DataFrame:
    """Findings in the rows of the register that speak of it, newest first: periode, berat, sel, isi, pesan, saran."""
    return base.ask(p, "temuan_koperasi", id=koperasi_id)
