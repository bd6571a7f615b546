"""A heat table as real HTML: one row per thing, one column per quarter; a cell says its value or why it has none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup

from dasbor.chart import theme
from dasbor.ui import markup
from dasbor.words import language

ANGKA, TAK_ADA, BELUM = "angka", "tak-ada", "belum"


@dataclass(frozen=True)
class Sel:
    """What stands in a cell; `sebut` is the whole sentence (hover, screen reader); `kelas` 0–4 colours a share."""

    teks: str
    sebut: str
    jenis: str = ANGKA
    kelas: int | None = None


def html(
    judul: str, baris: Sequence[tuple[str, Sequence[Sel]]], periode: Sequence[str], kini: str, sudut: str
) -> Markup:
    """`baris`: (name, one cell per quarter). The chosen quarter is underlined in the heading."""
    quarters = [(language.triwulan(p, True), p == kini) for p in periode]
    return markup.render("heat_table.html", title=judul, corner=sudut, quarters=quarters, rows=baris)


def key(*arti: tuple[str, str]) -> Markup:
    """The hatches in words: (kind, meaning)."""
    return markup.render("heat_key.html", signs=arti)


def share(nilai: float, n: float, sebut: str) -> Sel:
    """A share with its colour; rounded down to 99% when it is not whole."""
    tulis = language.persen(nilai) if nilai in (0, 1) else language.persen(min(max(nilai, 0.01), 0.99))
    return Sel(tulis, sebut, kelas=theme.rate_class(nilai) if n else None)


def pivot(data: pd.DataFrame, baris: str, sel: str, periode: Sequence[str]) -> list[tuple[str, list[Sel]]]:
    """Rows in the order of their first appearance, one cell per quarter."""
    isi = {(b, p): s for b, p, s in zip(data[baris], data["periode"], data[sel], strict=True)}
    return [(nama, [isi[nama, p] for p in periode]) for nama in dict.fromkeys(data[baris])]
