"""Cohorts: what became of inactive cooperatives after a visit or a training, beside the others. The rows and tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from dasbor.words import language
from dasbor.words.columns import list_rows
from dasbor.words.interval import NOT_COMPARABLE, compute_wilson
from etl import periode as triwulan

STEPS = (1, 2, 3, 4)  # quarters after the cohort
NOT_YET_DUE, NOT_PUBLISHED = "belum waktunya", "register belum terbit"
TOO_SMALL = NOT_COMPARABLE
_BLANK = float("nan")


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
    rows = list_rows(cohorts)
    bounds = [compute_wilson(int(b.pembilang), int(b.penyebut)) or (_BLANK, _BLANK) for b in rows]
    quarters = list(dict.fromkeys(b.periode for b in rows if language.is_known(b.periode)))
    return cohorts.assign(
        kelompok=[word.name_group(b.kena) for b in rows],
        pembilang=pd.array([b.pembilang if b.penyebut else None for b in rows], dtype="Int64"),
        penyebut=pd.array([b.penyebut or None for b in rows], dtype="Int64"),
        nilai=np.array([b.pembilang / b.penyebut if b.penyebut else _BLANK for b in rows], dtype="float64"),
        bawah=np.array([low for low, _ in bounds], dtype="float64"),
        atas=np.array([high for _, high in bounds], dtype="float64"),
        keterangan=[_say_remark(b, quarters, until, small_n) for b in rows],
    )


def _say_remark(b: Any, quarters: list[str], until: str, small_n: int) -> str:
    if b.penyebut:
        return TOO_SMALL if b.penyebut < small_n else ""
    start = [b.periode] if language.is_known(b.periode) else quarters
    # an earlier quarter than the chosen one should have a register; a later one is not due yet
    return NOT_PUBLISHED if any(triwulan.shift_quarter(p, int(b.sesudah)) <= until for p in start) else NOT_YET_DUE


def pool_cohorts(rated: pd.DataFrame, word: SupportWords) -> pd.DataFrame:
    """The eight rows of all cohorts together: quarters later × reached or not. Nobody in a group is a row too."""
    place = {(b.sesudah, b.kelompok): b.Index for b in list_rows(rated) if not language.is_known(b.periode)}
    grid = [(h, word.name_group(k)) for h in STEPS for k in (True, False)]
    content = rated.reindex([place.get(one, -1) for one in grid]).reset_index(drop=True)
    others = [name for name in rated.columns if name not in ("periode", "kena", "sesudah", "kelompok")]
    named = content.assign(sesudah=[h for h, _ in grid], kelompok=[group for _, group in grid])
    remarks = [one if isinstance(one, str) else "tidak ada koperasi" for one in content["keterangan"].tolist()]
    return named[["sesudah", "kelompok", *others]].assign(keterangan=remarks)


def list_by_cohort(rated: pd.DataFrame) -> pd.DataFrame:
    """One row per cohort and group, newest first; each later quarter is a text: "3 dari 12 · 25% (9–53%)"."""
    rows = [b for b in list_rows(rated) if language.is_known(b.periode)]
    later = {h: [b for b in rows if b.sesudah == h] for h in STEPS}
    told: dict[str, Any] = {
        k: [getattr(b, k) for b in later[STEPS[0]]] for k in ("periode", "kelompok", "anggota_kohor")
    }
    return pd.DataFrame(told | {f"tw{h}": [write_cell(b) for b in later[h]] for h in STEPS})


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
