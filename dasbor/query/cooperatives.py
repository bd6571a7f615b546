"""Questions about one cooperative: find it, its rows in all quarters, trainings, visits, findings."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dasbor import keep
from dasbor.choice import Choice
from dasbor.query import base
from etl.store.versions import Store


def find_cooperatives(p: Choice, word: str, limit: int | None = None) -> pd.DataFrame:
    """koperasi_id, nama_koperasi, nik_koperasi, nomor_badan_hukum, kelurahan, status, periode (last registered) of the
    first `batas`, None = all, and `semua`, how many there are."""
    return base.add_kecamatan(p, _ask_names(p, "cari_koperasi", kata=word, batas=limit))


def find_similar(p: Choice, word: str) -> pd.DataFrame:
    """koperasi_id, nama_koperasi, mirip: names like one that nothing holds."""
    return _find_similar(Choice(p.version), word)


@keep.per_version(most=100)
def _find_similar(p: Choice, word: str) -> pd.DataFrame:
    return _ask_names(p, "mirip_koperasi", kata=word)


def warm_names(p: Choice) -> None:
    """Read the names before somebody searches."""
    _read_names(Choice(p.version))


def _ask_names(p: Choice, stem: str, **parameters: object) -> pd.DataFrame:
    """kueri.ask of the names of all cooperatives, which the question calls nama_koperasi."""
    con = Store().open_version(p.version)
    con.register("nama_koperasi", _read_names(Choice(p.version)))
    return con.execute(base.read_statement(stem), parameters).df()


@keep.per_version(most=2)
def _read_names(p: Choice) -> Any:
    """An Arrow table: reading it from the registers of all quarters takes a second, searching it 20 ms."""
    return Store().open_version(p.version).sql(base.read_statement("nama_koperasi")).to_arrow_table()


def list_first(p: Choice, limit: int | None = 50) -> pd.DataFrame:
    """The first of an area by name, None = all; columns as cari() and `semua`, how many there are."""
    return base.add_kecamatan(p, base.ask(p, "register_pendek", batas=limit))


def read_history(p: Choice, koperasi_id: str) -> pd.DataFrame:
    """All columns of the register in every quarter it stands in, oldest first, with kelurahan, tingkat, kecamatan."""
    return base.ask(p, "riwayat_koperasi", id=koperasi_id)


def list_register_quarters(p: Choice) -> list[str]:
    """Quarters whose register is published, ascending."""
    sql = "select periode from periode_jenis where jenis = 'koperasi' order by periode"
    return base.ask(p, sql)["periode"].tolist()


def list_trainings(p: Choice, koperasi_id: str) -> pd.DataFrame:
    """Trainings its people took part in, newest first."""
    return base.ask(p, "pelatihan_koperasi", id=koperasi_id)


def list_visits(p: Choice, koperasi_id: str) -> pd.DataFrame:
    """Visits of all quarters, newest first."""
    return base.ask(p, "kunjungan_koperasi", id=koperasi_id)


def list_findings(p: Choice, koperasi_id: str) -> pd.DataFrame:
    """Findings in the rows of the register that speak of it, newest first: periode, berat, sel, isi, pesan, saran."""
    return base.ask(p, "temuan_koperasi", id=koperasi_id)
