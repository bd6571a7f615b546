"""Cohorts: what became of inactive cooperatives after a visit or a training, beside the others. The rows and tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from dasbor.words import language
from dasbor.words.columns import list_rows
from dasbor.words.interval import NOT_COMPARABLE, compute_wilson
from etl import periode as triwulan

STEPS = (1, 2, 3, 4)  # quarters after the cohort
NOT_YET_DUE, NOT_PUBLISHED = "belum waktunya", "register belum terbit"
TOO_SMALL = NOT_COMPARABLE


@dataclass(frozen=True)
class SupportWords:
    """How one kind of support is said. kind: the sheet it comes from."""

    kind: str
    reached: str  # "dikunjungi"
    support: str  # "kunjungan"

    def name_group(self, hit: object) -> str:
        if not language.is_known(hit):
            return f"data {self.support} belum terbit"
        return self.reached if hit else f"tidak {self.reached}"


VISITS = SupportWords("pendampingan", "dikunjungi", "kunjungan")
TRAININGS = SupportWords("pelatihan", "dilatih", "pelatihan")

COHORT_FILE_COLUMNS = {
    "periode": "Kohor",
    "kelompok": "Pada triwulan itu",
    "sesudah": "Triwulan kemudian",
    "pembilang": "Aktif",
    "penyebut": "Dari",
    "nilai": "Persen",
    "bawah": "Batas bawah 95%",
    "atas": "Batas atas 95%",
    "keluar": "Keluar dari register",
    "tidak_diketahui": "Status tidak diketahui",
    "koperasi": "Koperasi berbeda",
    "keterangan": "Keterangan",
}
POOLED_COLUMNS = {name: title for name, title in COHORT_FILE_COLUMNS.items() if name != "periode"}


def describe_cohorts(cohorts: pd.DataFrame, word: SupportWords, until: str, small_n: int) -> pd.DataFrame:
    """The rows of mentoring.read_cohorts with share, interval, and the reason where a cell is empty."""
    intervals = [compute_wilson(int(b.pembilang), int(b.penyebut)) for b in list_rows(cohorts)]
    known = cohorts["penyebut"] > 0
    rated = cohorts.assign(
        kelompok=[word.name_group(x) for x in cohorts["kena"]],
        pembilang=cohorts["pembilang"].where(known).astype("Int64"),
        penyebut=cohorts["penyebut"].where(known).astype("Int64"),
        nilai=cohorts["pembilang"] / cohorts["penyebut"].where(known),
        bawah=pd.Series([s[0] if s else None for s in intervals], index=cohorts.index, dtype="float64"),
        atas=pd.Series([s[1] if s else None for s in intervals], index=cohorts.index, dtype="float64"),
    )
    return rated.assign(keterangan=[_say_remark(b, cohorts, until, small_n) for b in list_rows(rated)])


def _say_remark(b: Any, cohorts: pd.DataFrame, until: str, small_n: int) -> str:
    if language.is_known(b.penyebut):
        return TOO_SMALL if b.penyebut < small_n else ""
    start = [b.periode] if language.is_known(b.periode) else cohorts["periode"].dropna().unique()
    # an earlier quarter than the chosen one should have a register; a later one is not due yet
    return NOT_PUBLISHED if any(triwulan.shift_quarter(p, int(b.sesudah)) <= until for p in start) else NOT_YET_DUE


def pool_cohorts(rated: pd.DataFrame, word: SupportWords) -> pd.DataFrame:
    """The eight rows of all cohorts together: quarters later × reached or not. Nobody in a group is a row too."""
    pooled = rated[rated["periode"].isna() & rated["kena"].notna()]
    grid = pd.DataFrame(
        [(h, word.name_group(k)) for h in STEPS for k in (True, False)], columns=["sesudah", "kelompok"]
    )
    content = grid.merge(pooled.drop(columns=["periode", "kena"]), how="left", on=["sesudah", "kelompok"])
    return content.assign(keterangan=content["keterangan"].fillna("tidak ada koperasi"))


def list_by_cohort(rated: pd.DataFrame) -> pd.DataFrame:
    """One row per cohort and group, newest first; each later quarter is a text: "3 dari 12 · 25% (9–53%)"."""
    content = rated[rated["periode"].notna()]
    width = content[content["sesudah"] == STEPS[0]][["periode", "kelompok", "anggota_kohor"]].reset_index(drop=True)
    for h in STEPS:
        width[f"tw{h}"] = [write_cell(b) for b in list_rows(content[content["sesudah"] == h])]
    return width


COHORT_COLUMNS = {
    "periode": "Kohor",
    "kelompok": "Pada triwulan itu",
    "anggota_kohor": "n",
    **{f"tw{h}": f"Aktif {h} triwulan kemudian" for h in STEPS},
}


def write_cell(b: Any) -> str:
    """ "3 dari 12 · 25% (9–53%)", or why there is none. Below small_n no share is written: it would be compared."""
    if not language.is_known(b.penyebut):
        return str(b.keterangan)
    total = language.format_fraction(b.pembilang, b.penyebut)
    return (
        total
        if b.keterangan == TOO_SMALL
        else f"{total} · {language.format_percent(b.nilai, b.penyebut)} ({format_interval(b)})"
    )


def format_interval(b: Any) -> str:
    """ "9–53%"."""
    return f"{language.format_number(b.bawah * 100, 0)}–{language.format_percent(b.atas)}"
