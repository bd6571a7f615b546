"""Supplementary sheets (rekap, target, penghargaan): which are read, how, and what of them is published."""

from __future__ import annotations

import pandas as pd

from etl.acuan import Reference
from etl.cells.normalise import normalise_table
from etl.cells.place import CellLocator
from etl.checks.awards import check_awards
from etl.checks.goals import check_goals
from etl.checks.recap import check_recap, read_recap
from etl.match.questions import Questionnaire
from etl.model import FoundTable
from etl.pesan import Finding
from etl.skema import SHEET_KINDS, SUPPLEMENTARY_KINDS


def is_left_out(tabel: FoundTable) -> bool:
    """A supplementary table without rows says nothing; one without a mandatory column has been listed.

    A register's workbook often holds small summaries: these must not stop its publication.
    """
    lengkap = set(SHEET_KINDS[tabel.jenis].wajib) <= {*tabel.kolom, *tabel.atas, *tabel.seksi}
    return tabel.jenis in SUPPLEMENTARY_KINDS and not (len(tabel.data) and lengkap)


def read_table(tabel: FoundTable, acuan: Reference, tanya: Questionnaire) -> tuple[pd.DataFrame, list[Finding]]:
    """Typed rows of one supplementary table; those of a rekap with kode_wilayah."""
    return read_recap(tabel, acuan, tanya) if tabel.jenis == "rekap" else normalise_table(tabel)


def settle_kind(
    jenis: str, df: pd.DataFrame, letak: CellLocator, periode: str, acuan: Reference, register: pd.DataFrame,
    register_triwulan: pd.DataFrame | None,
) -> tuple[pd.DataFrame, list[Finding], list[tuple[str, int, str]]]:  # fmt: skip
    """Rows to publish, findings, rows left out. `register`: the nearest one; `register_triwulan`: this quarter's."""
    if jenis == "rekap":
        return check_recap(df, letak, acuan, register_triwulan)
    if jenis == "target":
        return check_goals(df, letak)
    return check_awards(df, letak, periode, register)
