"""Penghargaan sheets: awards, with the cooperative that received one where the register knows its name."""

from __future__ import annotations

import pandas as pd

from etl import periode as triwulan
from etl.cells.place import CellLocator, list_rows, read_text
from etl.match.names import normalise_name
from etl.match.targets import cooperatives_by_name
from etl.pesan import Finding, make_finding
from etl.skema import AWARDS_SHEET


def check_awards(
    df: pd.DataFrame, locator: CellLocator, periode: str, register: pd.DataFrame
) -> tuple[pd.DataFrame, list[Finding], list[tuple[str, int, str]]]:
    """Rows with koperasi_id; an award outside the quarter is listed, since awards are often entered later."""
    begin, end = triwulan.find_start(periode), triwulan.find_end(periode)
    findings = []
    for r in list_rows(df[df["tanggal"].notna()]):
        if not begin <= r.tanggal <= end:
            day, cell = triwulan.say_date(r.tanggal), locator(r.lembar, r.baris, "tanggal")
            part = {"tanggal": day, "periode": triwulan.say_quarter(periode)}
            findings.append(make_finding("penghargaan_di_luar_triwulan", r.lembar, cell, day, **part))
    repeated = df.duplicated([*AWARDS_SHEET.repeat_key])
    skipped = [(r.lembar, r.baris, "penghargaan yang sama sudah tertulis") for r in list_rows(df[repeated])]
    known_names = cooperatives_by_name(register)
    receivers = [known_names.get(normalise_name(name)) if (name := read_text(p)) else None for p in df["penerima"]]
    return df.assign(koperasi_id=pd.Series(receivers, df.index, dtype=object))[~repeated], findings, skipped
