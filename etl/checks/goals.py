"""Target sheets: which indicator a target is for, and what its number means."""

from __future__ import annotations

from typing import Any

import pandas as pd
from rapidfuzz import fuzz, process

from etl.cells.place import CellLocator, list_rows
from etl.headings.meanings import make_key
from etl.indikator import Indicator, load_indicators
from etl.pesan import Finding, make_finding, say_similar

_LEAST_SIMILARITY = 75  # least similarity (0-100) of a title to be worth a hint
GoalsLeftOut = list[tuple[str, int, str]]


def check_goals(df: pd.DataFrame, locator: CellLocator) -> tuple[pd.DataFrame, list[Finding], GoalsLeftOut]:
    """Rows with the indicator's id and the target as it is compared: shares 0–1, counts as they are."""
    known_names = _index_by_title()
    findings: list[Finding] = []
    new: dict[int, tuple[str, float]] = {}
    for r in list_rows(df):
        indikator = known_names.get(make_key(r.indikator or ""))
        if r.indikator and indikator is None:
            cell = locator(r.lembar, r.baris, "indikator")
            findings.append(
                make_finding(
                    "indikator_tak_dikenal", r.lembar, cell, r.indikator, mirip=_find_hint(r.indikator, known_names)
                )
            )
        if indikator is None or pd.isna(r.nilai_target) or pd.isna(r.tahun):
            continue  # a blank or unreadable cell has been listed already
        value = read_goal(r.nilai_target, indikator)
        if value is None:
            cell = locator(r.lembar, r.baris, "nilai_target")
            as_typed = f"{r.nilai_target:g}".replace(".", ",")
            findings.append(make_finding("target_di_luar_batas", r.lembar, cell, as_typed, indikator=indikator.judul))
        else:
            new[r.Index] = (indikator.indikator, value)
    staying = df.loc[list(new)].assign(
        indikator=[i for i, _ in new.values()], nilai_target=[n for _, n in new.values()]
    )
    rest = df[~df.index.isin(list(new))]
    skipped = [(r.lembar, r.baris, "target yang tidak lengkap atau tidak dikenal") for r in list_rows(rest)]
    return staying, findings + _find_repeats(staying, locator), skipped


def read_goal(as_typed: float, indikator: Indicator) -> float | None:
    """90, 0.9 and 90% (read as 0.9) of a share all mean 0.9; a share of exactly 1 means 100%. None: impossible."""
    if indikator.has_free_range:
        value = as_typed if abs(as_typed) <= 1 else round(as_typed / 100, 12)
        return value if -1 <= value <= 10 else None
    if indikator.satuan == "persen":
        if not 0 <= as_typed <= 100:
            return None
        return as_typed if as_typed <= 1 else round(as_typed / 100, 12)
    return None if as_typed < 0 or (indikator.satuan != "Rp" and as_typed != int(as_typed)) else as_typed


def _index_by_title() -> dict[str, Indicator]:
    """Indicators by id and by title; an id comes before another's title."""
    indicators = load_indicators()
    return {make_key(i.judul): i for i in indicators} | {make_key(i.indikator): i for i in indicators}


def _find_hint(as_typed: str, known_names: dict[str, Indicator]) -> str:
    near = process.extractOne(
        make_key(as_typed), known_names.keys(), scorer=fuzz.token_set_ratio, score_cutoff=_LEAST_SIMILARITY
    )
    return say_similar([known_names[near[0]].judul] if near else [])


def _find_repeats(df: pd.DataFrame, locator: CellLocator) -> list[Finding]:
    """An indicator has one target a year, and one a quarter."""
    title = {i.indikator: i.judul for i in load_indicators()}
    first: dict[tuple[str, str], int] = {}
    findings = []
    for r in list_rows(df):
        when = _say_when(r)
        baris1 = first.setdefault((r.indikator, when), r.baris)
        if (baris1, r.Index) != (r.baris, df.index[df["baris"] == r.baris][0]):
            part = {"indikator": title[r.indikator], "tahun": when, "baris1": baris1, "baris2": r.baris}
            findings.append(make_finding("target_ganda", r.lembar, locator(r.lembar, r.baris, "indikator"), **part))
    return findings


def _say_when(r: Any) -> str:
    """ "2025", "Triwulan II 2025"."""
    quarter = getattr(r, "triwulan", None)
    return f"Triwulan {quarter} {int(r.tahun)}" if isinstance(quarter, str) else str(int(r.tahun))
