"""Supplementary sheets (rekap, target, penghargaan): which are read, how, and what of them is published."""

from __future__ import annotations

import pandas as pd

from etl.acuan import Acuan
from etl.cells.normalise import normalise
from etl.cells.place import Letak
from etl.checks.awards import check_awards
from etl.checks.goals import check_goals
from etl.checks.recap import check_recap, read_recap
from etl.match.questions import TanyaJawab
from etl.model import Tabel
from etl.pesan import Temuan
from etl.skema import JENIS_PELENGKAP, LEMBAR


def is_left_out(tabel: Tabel) -> bool:
    """A supplementary table without rows says nothing; one without a mandatory column has been listed.

    A register's workbook often holds small summaries: these must not stop its publication.
    """
    lengkap = set(LEMBAR[tabel.jenis].wajib) <= {*tabel.kolom, *tabel.atas, *tabel.seksi}
    return tabel.jenis in JENIS_PELENGKAP and not (len(tabel.data) and lengkap)


def read_table(tabel: Tabel, acuan: Acuan, tanya: TanyaJawab) -> tuple[pd.DataFrame, list[Temuan]]:
    """Typed rows of one supplementary table; those of a rekap with kode_wilayah."""
    return read_recap(tabel, acuan, tanya) if tabel.jenis == "rekap" else normalise(tabel)


def settle(
    jenis: str, df: pd.DataFrame, letak: Letak, periode: str, acuan: Acuan, register: pd.DataFrame,
    register_triwulan: pd.DataFrame | None,
) -> tuple[pd.DataFrame, list[Temuan], list[tuple[str, int, str]]]:  # fmt: skip
    """Rows to publish, findings, rows left out. `register`: the nearest one; `register_triwulan`: this quarter's."""
    if jenis == "rekap":
        return check_recap(df, letak, acuan, register_triwulan)
    if jenis == "target":
        return check_goals(df, letak)
    return check_awards(df, letak, periode, register)
