"""Kesehatan, typed status beside the status by RAT: how many differ under the chosen rule, and who."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from dasbor.answers import provenance
from dasbor.blocks.what_if import read_chosen_years
from dasbor.choice import Choice
from dasbor.query import health
from dasbor.query.lists import Listing
from dasbor.ui import screen
from dasbor.words import language
from etl import skema

_CROSS_COLUMNS = {
    "status": "Status tertulis",
    skema.ACTIVE: "Aktif menurut aturan RAT",
    skema.INACTIVE: "Tidak aktif menurut aturan RAT",
    skema.UNKNOWN: "RAT tidak diketahui",
    "jumlah": "Jumlah",
}
_WHO_AND_WHY = ("nama_koperasi", "kelurahan", "status", "status_rat", "rat_terakhir", "tanggal_rat", "menunggak")
_DIFFERING_COLUMNS = dict.fromkeys((*_WHO_AND_WHY, "lembar", "baris"), "")


def show_differing(p: Choice) -> None:
    """Typed against computed status under the chosen rule: how many, and who."""
    n = read_chosen_years(p)
    screen.show_list(
        cross_statuses(p, n),
        f"Status tertulis dan status menurut aturan RAT, {n} tahun",
        provenance.say_sources(p),
        f"silang_status_{n}_tahun",
        _CROSS_COLUMNS,
        subtitle=" ".join(say_differing(p, n)),
    )
    screen.show_list(
        list_differing(p, n),
        "Koperasi yang kedua statusnya berbeda",
        provenance.say_sources(p),
        f"beda_status_{n}_tahun",
        _DIFFERING_COLUMNS,
        if_empty="Tidak ada koperasi yang statusnya berbeda menurut aturan ini.",
        subtitle="Yang terlama tanpa RAT lebih dahulu.",
    )


def cross_statuses(p: Choice, n: int) -> pd.DataFrame:
    """Typed status in rows, status by RAT under `n` years in columns; all cooperatives of the register."""
    counts = health.count_rat_states(p, n)
    table = counts.pivot_table(index="status", columns="status_rat", values="jumlah", aggfunc="sum", fill_value=0)
    ordered = [s for s in (*skema.REGISTERED_STATUSES, skema.PROPOSED, skema.DISSOLVED) if s in table.index]
    table = table.reindex(index=ordered, columns=list(skema.REGISTERED_STATUSES), fill_value=0)
    table.columns.name = None
    table = table.assign(jumlah=table.sum(axis=1)).rename_axis("status").reset_index()
    return table.assign(status=table["status"].map(language.capitalise))


def list_differing(p: Choice, n: int) -> Listing:
    """Cooperatives typed active that the rule calls inactive, or the other way round; the longest without RAT first."""
    return replace(health.list_differing(p, n), count=lambda: sum(_count_differing(p, n)))


def _count_differing(p: Choice, n: int) -> tuple[int, int]:
    """How many are typed active and inactive by RAT, and the other way round."""
    counts = health.count_rat_states(p, n).groupby(["status", "status_rat"])["jumlah"].sum()
    active, inactive = skema.ACTIVE, skema.INACTIVE
    return int(counts.get((active, inactive), 0)), int(counts.get((inactive, active), 0))


def say_differing(p: Choice, n: int) -> list[str]:
    """The disagreements in two sentences."""
    pairs = ((skema.ACTIVE, skema.INACTIVE), (skema.INACTIVE, skema.ACTIVE))
    return [
        f"{language.format_number(count)} koperasi tertulis {typed}, menurut aturan RAT {computed}."
        for count, (typed, computed) in zip(_count_differing(p, n), pairs, strict=True)
    ]
