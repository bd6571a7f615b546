"""Target sheets: which indicator a target is for, and what its number means."""

from __future__ import annotations

import pandas as pd
from rapidfuzz import fuzz, process

from etl.cells.place import CellLocator, list_rows
from etl.headings.meanings import make_key
from etl.indikator import Indicator, load_indicators
from etl.pesan import Finding, make_finding, say_similar

_LEAST_SIMILARITY = 75  # least similarity (0-100) of a title to be worth a hint
GoalsLeftOut = list[tuple[str, int, str]]


def check_goals(df: pd.DataFrame, letak: CellLocator) -> tuple[pd.DataFrame, list[Finding], GoalsLeftOut]:
    """Rows with the indicator's id and the target as it is compared: shares 0–1, counts as they are."""
    kenal = _index_by_title()
    daftar: list[Finding] = []
    baru: dict[int, tuple[str, float]] = {}
    for r in list_rows(df):
        indikator = kenal.get(make_key(r.indikator or ""))
        if r.indikator and indikator is None:
            sel = letak(r.lembar, r.baris, "indikator")
            daftar.append(
                make_finding("indikator_tak_dikenal", r.lembar, sel, r.indikator, mirip=_find_hint(r.indikator, kenal))
            )
        if indikator is None or pd.isna(r.nilai_target) or pd.isna(r.tahun):
            continue  # a blank or unreadable cell has been listed already
        nilai = read_goal(r.nilai_target, indikator)
        if nilai is None:
            sel = letak(r.lembar, r.baris, "nilai_target")
            isi = f"{r.nilai_target:g}".replace(".", ",")
            daftar.append(make_finding("target_di_luar_batas", r.lembar, sel, isi, indikator=indikator.judul))
        else:
            baru[r.Index] = (indikator.indikator, nilai)
    tetap = df.loc[list(baru)].assign(
        indikator=[i for i, _ in baru.values()], nilai_target=[n for _, n in baru.values()]
    )
    sisa = df[~df.index.isin(list(baru))]
    dilewati = [(r.lembar, r.baris, "target yang tidak lengkap atau tidak dikenal") for r in list_rows(sisa)]
    return tetap, daftar + _find_repeats(tetap, letak), dilewati


def read_goal(tertulis: float, indikator: Indicator) -> float | None:
    """90, 0.9 and 90% (read as 0.9) of a share all mean 0.9; a share of exactly 1 means 100%. None: impossible."""
    if indikator.satuan == "persen":
        if not 0 <= tertulis <= 100:
            return None
        return tertulis if tertulis <= 1 else round(tertulis / 100, 12)
    return None if tertulis < 0 or (indikator.satuan != "Rp" and tertulis != int(tertulis)) else tertulis


def _index_by_title() -> dict[str, Indicator]:
    """Indicators by id and by title; an id comes before another's title."""
    semua = load_indicators()
    return {make_key(i.judul): i for i in semua} | {make_key(i.indikator): i for i in semua}


def _find_hint(isi: str, kenal: dict[str, Indicator]) -> str:
    dekat = process.extractOne(make_key(isi), kenal.keys(), scorer=fuzz.token_set_ratio, score_cutoff=_LEAST_SIMILARITY)
    return say_similar([kenal[dekat[0]].judul] if dekat else [])


def _find_repeats(df: pd.DataFrame, letak: CellLocator) -> list[Finding]:
    """An indicator has one target a year."""
    judul = {i.indikator: i.judul for i in load_indicators()}
    pertama: dict[tuple[str, int], int] = {}
    daftar = []
    for r in list_rows(df):
        baris1 = pertama.setdefault((r.indikator, int(r.tahun)), r.baris)
        if (baris1, r.Index) != (r.baris, df.index[df["baris"] == r.baris][0]):
            bagian = {"indikator": judul[r.indikator], "tahun": int(r.tahun), "baris1": baris1, "baris2": r.baris}
            daftar.append(make_finding("target_ganda", r.lembar, letak(r.lembar, r.baris, "indikator"), **bagian))
    return daftar
