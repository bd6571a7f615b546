"""Kesehatan, typed status beside the status by RAT: how many differ under the chosen rule, and who."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from dasbor.blocks import provenance
from dasbor.blocks.what_if import read_chosen_years
from dasbor.choice import Choice
from dasbor.query import health
from dasbor.query.lists import Listing
from dasbor.ui import screen
from dasbor.words import language
from etl import skema

CROSS_COLUMNS = {
    "status": "Status tertulis", skema.ACTIVE: "Aktif menurut RAT", skema.INACTIVE: "Tidak aktif menurut RAT",
    skema.UNKNOWN: "RAT tidak diketahui", "jumlah": "Jumlah",
}  # fmt: skip


DIFFERING_COLUMNS = dict.fromkeys(
    ("nama_koperasi", "kelurahan", "status", "status_rat", "rat_terakhir", "tanggal_rat", "menunggak", "lembar", "baris"), ""
)  # fmt: skip


def show_differing(p: Choice) -> None:
    """Typed against computed status under the chosen rule: how many, and who."""
    n = read_chosen_years()
    screen.show_list(
        cross_statuses(p, n),
        f"Status tertulis dan status menurut RAT, aturan {n} tahun",
        provenance.say_sources(p),
        "silang_status",
        CROSS_COLUMNS,
        subtitle=" ".join(say_differing(p, n)),
    )
    screen.show_list(
        list_differing(p, n),
        "Koperasi yang kedua statusnya berbeda",
        provenance.say_sources(p),
        "beda_status",
        DIFFERING_COLUMNS,
        jika_kosong="Tidak ada koperasi yang statusnya berbeda menurut aturan ini.",
        subtitle="Yang terlama tanpa RAT lebih dahulu.",
    )


def cross_statuses(p: Choice, n: int) -> pd.DataFrame:
    """Typed status in rows, status by RAT under `n` years in columns; all cooperatives of the register."""
    every = health.count_rat_states(p, n)
    width = every.pivot_table(index="status", columns="status_rat", values="jumlah", aggfunc="sum", fill_value=0)
    ordered = [s for s in skema.REGISTERED_STATUSES + (skema.PROPOSED, skema.DISSOLVED) if s in width.index]
    width = width.reindex(index=ordered, columns=list(skema.REGISTERED_STATUSES), fill_value=0)
    width.columns.name = None
    width = width.assign(jumlah=width.sum(axis=1)).rename_axis("status").reset_index()
    return width.assign(status=width["status"].map(language.capitalise))


def list_differing(p: Choice, n: int) -> Listing:
    """Cooperatives typed active that the rule calls inactive, or the other way round; the longest without RAT first."""
    return replace(health.list_differing(p, n), hitung=lambda: sum(_count_differing(p, n)))


def _count_differing(p: Choice, n: int) -> tuple[int, int]:
    """How many are typed active and inactive by RAT, and the other way round."""
    different = health.count_rat_states(p, n).groupby(["status", "status_rat"])["jumlah"].sum()
    active, dead = skema.ACTIVE, skema.INACTIVE
    return int(different.get((active, dead), 0)), int(different.get((dead, active), 0))


def say_differing(p: Choice, n: int) -> list[str]:
    """The disagreements in two sentences."""
    certain = ((skema.ACTIVE, skema.INACTIVE), (skema.INACTIVE, skema.ACTIVE))
    return [
        f"{language.format_number(total)} koperasi tertulis {written}, menurut RAT {compute}."
        for total, (written, compute) in zip(_count_differing(p, n), certain, strict=True)
    ]
