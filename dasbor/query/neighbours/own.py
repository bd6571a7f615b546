"""The own area as one among the others: what it published, in the words in which packages say it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from dasbor.choice import WITH_KKMP, WITHOUT_KKMP, Choice
from dasbor.query import figures, published
from etl.acuan import load_reference


def describe(p: Choice) -> dict[str, Any]:
    """kode, nama, tingkat, alamat ("": these pages), versi, dibuat, contoh, kunci_dikenal, terbaru."""
    quarters = published.list_counted_quarters(p)
    return {
        "kode": p.kode_wilayah,
        "nama": load_reference().city,
        "tingkat": p.level,
        "alamat": "",
        "versi": p.version,
        "dibuat": published.find_published_at(p.whole()),
        "contoh": published.is_sample(p),
        "kunci_dikenal": True,
        "terbaru": quarters[-1] if quarters else "",
    }


def read_figures(p: Choice, indikator: str, quarters: Sequence[str]) -> pd.DataFrame:
    """kode, periode, kelompok_hitung, sumber, pembilang, penyebut, nilai."""
    tables = [
        figures.read_series(replace(p, kelompok_hitung=group), indikator).assign(kelompok_hitung=group)
        for group in (WITH_KKMP, WITHOUT_KKMP)
    ]
    table = pd.concat(tables, ignore_index=True)
    return table[table["periode"].isin(quarters)].assign(kode=p.kode_wilayah)


def list_quarters(p: Choice) -> list[str]:
    """Those whose cooperatives are counted for the whole area, ascending."""
    table = figures.read_series(p, "koperasi_terdaftar")
    return sorted(table.loc[table["pembilang"].notna(), "periode"].astype(str))
