"""Questions about cooperatives: the register and its changes; one of them: find it, its quarters, trainings, visits."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dasbor import keep
from dasbor.choice import Choice
from dasbor.query import lists
from dasbor.query.areas import add_kecamatan, name_by_quarter
from dasbor.query.ask import ask
from dasbor.query.source.hidden_names import is_hidden, open_version
from dasbor.query.source.statements import read_statement
from etl.identity import decisions
from etl.match import names

BY_NAME = "nama"
ORDERS = (BY_NAME, "status", "kelurahan", "rat", "kunjungan", "anggota")


def read_register(p: Choice) -> pd.DataFrame:
    """The register of an area: all its columns + kelurahan, kecamatan, kali_didampingi_4tw, terakhir_didampingi,
    kali_dilatih_4tw (activities). Of a large area lists.list_cooperatives gives the first rows only."""
    pattern = names.make_form_pattern()
    return add_kecamatan(p, ask(p, lists.choose_columns("koperasi"), status=None, batas=None, bentuk=pattern))


def count_status_by_quarter(p: Choice) -> pd.DataFrame:
    """periode, status, jumlah, sumber; quarters whose register is published, else those with a rekap of the area."""
    return ask(p, "status_per_periode")


# ── one of them ──


def find_cooperatives(p: Choice, word: str, limit: int | None = None) -> pd.DataFrame:
    """koperasi_id, nama_koperasi, nik_koperasi, nomor_badan_hukum, kelurahan, status, periode (last registered) of the
    first `limit`, None = all, and `semua`, how many there are."""
    return add_kecamatan(p, _ask_names(p, "cari_koperasi", kata=word, batas=limit))


def find_similar(p: Choice, word: str) -> pd.DataFrame:
    """koperasi_id, nama_koperasi, mirip: names like one that nothing holds."""
    return _find_similar(p.whole(), word)


@keep.per_version(most=100)
def _find_similar(p: Choice, word: str) -> pd.DataFrame:
    return _ask_names(p, "mirip_koperasi", kata=word)


def warm_names(p: Choice) -> None:
    """Read the names before somebody searches."""
    _read_names(p.whole())


def _ask_names(p: Choice, stem: str, **parameters: object) -> pd.DataFrame:
    """ask() of the names of all cooperatives, which the question calls nama_koperasi."""
    con = open_version(p)
    con.register("nama_koperasi", _read_names(p.whole()))
    return con.execute(read_statement(stem), parameters).df()


@keep.per_version(most=2)
def _read_names(p: Choice) -> Any:
    """An Arrow table: reading it from the registers of all quarters takes a second, searching it 20 ms."""
    return open_version(p).sql(read_statement("nama_koperasi")).to_arrow_table()


def list_first(
    p: Choice, limit: int | None = 50, *, status: str | None = None, order: str = BY_NAME, skip: int = 0
) -> pd.DataFrame:
    """Those of an area, of one status or all, `limit` after the first `skip`, None = all: columns as
    find_cooperatives(), tahun_buku_rat, jumlah_anggota, terakhir_didampingi, and `semua`, how many there are. `order`:
    one of ORDERS; by name means without the legal form in front, "KSU Maju" beside "KSP Maju"."""
    pattern = names.make_form_pattern()
    rows = ask(p, "register_pendek", batas=limit, lewat=skip, status=status, urut=order, bentuk=pattern)
    return add_kecamatan(p, rows)


def read_history(p: Choice, koperasi_id: str) -> pd.DataFrame:
    """All columns of the register in every quarter it stands in, oldest first, with kelurahan, tingkat, kecamatan."""
    return name_by_quarter(p, ask(p, "riwayat_koperasi", id=koperasi_id))


def find_joined(p: Choice, koperasi_id: str) -> str | None:
    """The cooperative that an id of former times is since staff joined the two: its links stay good. None where it is
    none, and for readers who may not know which is which."""
    if is_hidden(p):
        return None
    return _read_joined(p.whole()).get(koperasi_id)


def map_joined(p: Choice) -> dict[str, str]:
    """{id of former times: the cooperative it is since staff joined the two}, for staff."""
    return dict(_read_joined(p.whole()))


@keep.per_version(most=20)
def _read_joined(p: Choice) -> dict[str, str]:
    return dict(decisions.settle(decisions.read(open_version(p))).joined)


def list_register_quarters(p: Choice) -> list[str]:
    """Quarters whose register is published, ascending."""
    sql = "select periode from periode_jenis where jenis = 'koperasi' order by periode"
    return ask(p, sql)["periode"].tolist()


def list_trainings(p: Choice, koperasi_id: str) -> pd.DataFrame:
    """Trainings its people took part in, newest first."""
    return ask(p, "pelatihan_koperasi", id=koperasi_id)


def list_visits(p: Choice, koperasi_id: str) -> pd.DataFrame:
    """Visits of all quarters, newest first."""
    return ask(p, "kunjungan_koperasi", id=koperasi_id)


def list_findings(p: Choice, koperasi_id: str) -> pd.DataFrame:
    """Findings in the rows of the register that speak of it, newest first: periode, berat, sel, isi, pesan, saran."""
    return ask(p, "temuan_koperasi", id=koperasi_id)
