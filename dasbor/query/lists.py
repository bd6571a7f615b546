"""Lists of any length: the rows for the screen are asked for at once, all of them only when somebody takes the file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd

from dasbor.choice import Choice
from dasbor.query import areas, published
from dasbor.query.ask import ask, count_rows
from dasbor.query.source import in_force
from dasbor.query.source.statements import read_statement
from etl import periode as triwulan
from etl import rules, skema
from etl.match import names
from etl.rules import Statement

MAX_ROWS = 500  # rows of a list on screen


@dataclass(frozen=True)
class Listing:
    """The first rows, and how to count and get them all."""

    shown: pd.DataFrame
    count: Callable[[], int]
    read_all: Callable[[], pd.DataFrame]


def make_whole(data: pd.DataFrame) -> Listing:
    """A table that is at hand already."""
    return Listing(data.head(MAX_ROWS) if len(data) > MAX_ROWS else data, lambda: len(data), lambda: data)


def list_cooperatives(p: Choice, status: str | None = None) -> Listing:
    """The cooperatives of the area and quarter, of one status or all, those that need somebody first, then by name:
    as cooperatives.read_register."""
    return ask_listing(p, choose_columns("koperasi"), status=status, bentuk=names.make_form_pattern())


def list_in_brief(p: Choice, status: str | None = None) -> Listing:
    """The same with what lists of cooperatives show, and no more: half as much to read."""
    return ask_listing(p, choose_columns("koperasi", _BRIEF), status=status, bentuk=names.make_form_pattern())


def choose_columns(sql: str, columns: Sequence[str] = ()) -> str:
    """The statement of a file that leaves them open, with these or all."""
    return rules.fill_statement(read_statement(sql), kolom=columns or Statement("*"))


_REACHED = ("kali_dilatih_4tw", "kali_didampingi_4tw", "terakhir_didampingi")
_PLACE = ("koperasi_id", "kode_kelurahan", "kelurahan", "kecamatan", "lembar", "baris")
_BRIEF = tuple(dict.fromkeys((*skema.COOPERATIVES_SHEET.in_lists, "status_hitung", *_REACHED, *_PLACE)))


def list_unvisited(p: Choice) -> Listing | None:
    """Inactive cooperatives without a visit in four quarters, the longest without RAT first, as list_in_brief(); None
    when no visits were published in the window."""
    if not published.list_quarters_with(p, "pendampingan"):
        return None
    return ask_listing(p, choose_columns("belum_dikunjungi", _BRIEF), status=skema.INACTIVE)


def list_trainings(p: Choice) -> Listing:
    """Trainings of the window: periode, kegiatan_id, nama_kegiatan, jenis_pelatihan, tanggal_mulai, tanggal_selesai,
    tempat, orang, perempuan, koperasi, kelompok, counted over participants of the area."""
    return ask_listing(p, "kegiatan")


def list_visits(p: Choice) -> Listing:
    """Visits of the window, newest first: tanggal, sasaran, kelurahan, jenis_pendampingan, petugas, materi, …"""
    return ask_listing(p, "kunjungan")


def list_groups(p: Choice) -> Listing:
    """Groups outside the register trained or visited in the window: kelompok_id, nama, kelurahan, orang_dilatih,
    terakhir_dilatih, terakhir_didampingi, didampingi_dalam_180_hari (None = the 180 days are not over)."""
    return ask_listing(p, "kelompok", **_make_after_training_parameters(p))


def list_unvisited_after_training(p: Choice) -> Listing:
    """Cooperatives and groups of pendampingan_pascapelatihan's denominator that nobody visited in time:
    sasaran_id, nama, jenis ("koperasi" | "kelompok"), kelurahan, nama_kegiatan, selesai_pelatihan,
    kunjungan_sesudah (the first visit after it, too late to count; None = still waiting)."""
    return ask_listing(p, "belum_pascapelatihan", **_make_after_training_parameters(p))


def _make_after_training_parameters(p: Choice) -> dict[str, Any]:
    return {"akhir": triwulan.find_end(p.periode), "hari": in_force.read_rules(p)["hari_pascapelatihan"]}


def ask_listing(p: Choice, sql: str, **parameter: Any) -> Listing:
    """The list of a question, which gives at most $batas rows, all of them when that is null."""
    shown = _read_rows(p, sql, MAX_ROWS, parameter)
    if len(shown) < MAX_ROWS:
        return make_whole(shown)
    compute = partial(count_rows, p, sql, batas=None, **parameter)
    return Listing(shown, compute, partial(_read_rows, p, sql, None, parameter))


def _read_rows(p: Choice, sql: str, limit: int | None, parameters: dict[str, Any]) -> pd.DataFrame:
    content = _hide_unknown(p, ask(p, sql, batas=limit, **parameters))
    return areas.add_kecamatan(p, content) if "kelurahan" in content else content


def _hide_unknown(p: Choice, content: pd.DataFrame) -> pd.DataFrame:
    """Where no sheet of the window tells of trainings or visits, nobody knows how many there were."""
    columns = {"kali_dilatih_4tw": "pelatihan", "kali_didampingi_4tw": "pendampingan"}
    unknown = [k for k, kind in columns.items() if k in content and not published.list_quarters_with(p, kind)]
    return content.assign(**dict.fromkeys(unknown)) if unknown else content
