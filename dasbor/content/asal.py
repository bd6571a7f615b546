"""What the page Asal angka shows first: the figure and its definition; and, of any list, the workbooks behind it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from dasbor.answers import area_figures, provenance
from dasbor.blocks import indicator_cards
from dasbor.choice import Choice
from dasbor.query import figures, published
from dasbor.query.figures import Figure
from dasbor.ui import reader, screen
from dasbor.words import language, terms
from dasbor.words.amounts import UNDIVIDED, is_undivided, say_parts
from dasbor.words.shown import Shown
from etl.indikator import Indicator, load_indicators
from etl.indikator.untold import list_deciding_columns
from etl.skema import EVENTS_SHEET, REGISTER, SHEET_KINDS
from etl.store.load import DECLARED_NIL

QUESTION = "Dari baris mana angka ini dihitung, dan di sel mana tertulis?"
FIRST_INDICATOR = "koperasi_aktif"
_WORKBOOK_COLUMNS = {
    "nama_berkas": "Buku kerja",
    "periode": "",
    "jumlah": "Baris dipakai",
    "unggahan_id": "Terbitan",
    "oleh": "Diterbitkan oleh",
    "waktu": "Waktu terbit",
    "sha256": "SHA-256",
}


@dataclass(frozen=True)
class DeclaredFigure:
    """A published figure of the reader's choice with the declaration of its indicator."""

    indicator: Indicator
    figure: Figure
    source: str | None

    @property
    def is_known(self) -> bool:
        return language.is_known(self.figure.pembilang)

    @property
    def is_recap(self) -> bool:
        return self.is_known and self.source == "rekap"

    @property
    def has_divisor(self) -> bool:
        return language.is_known(self.figure.penyebut)

    @property
    def adds_amounts(self) -> bool:
        """Its cases add amounts (members, Rp), not themselves."""
        return self.indicator.adds_amounts


def list_choices() -> dict[str, str]:
    """What the page can be asked about: every indicator, and events, which are none."""
    return {i.indikator: i.judul for i in load_indicators()} | {EVENTS_SHEET.jenis: EVENTS_SHEET.judul}


def read_figure(p: Choice, indikator: str) -> DeclaredFigure:
    declared = next(i for i in load_indicators() if i.indikator == indikator)
    return DeclaredFigure(declared, area_figures.read_figure(p, indikator), figures.find_source(p, indikator))


def format_figure(a: DeclaredFigure) -> str:
    """ "268 dari 301 = 89,0%", "Rp 1.250.000"."""
    n = a.figure
    if not a.is_known:
        return language.NO_DATA
    if a.indicator.money:
        return language.format_rupiah(n.pembilang, full=True)
    fraction = say_parts(a.indicator, n.pembilang, n.penyebut)
    if not language.is_known(n.nilai) or not a.has_divisor:
        return fraction
    return f"{fraction} = {language.format_percent(n.nilai, n.penyebut)}"


def say_headline(p: Choice, a: DeclaredFigure) -> tuple[str | Shown, ...]:
    """In pieces, the figure with what it was read from."""
    n = a.figure
    rest = f", {UNDIVIDED}" if is_undivided(a.indicator, n.pembilang, n.penyebut) else ""
    origin = indicator_cards.make_origin(p, a.indicator.indikator)
    figure = origin.show(format_figure(a), p.periode, n.pembilang, n.penyebut)
    return (terms.say_terms(f"{a.indicator.judul}: "), figure, rest)


def say_unknown(p: Choice, a: DeclaredFigure) -> str:
    return f"{a.indicator.judul} belum ada datanya untuk {provenance.say_where_and_when(p)}."


def say_missing(a: DeclaredFigure) -> str:
    """What has to be published before an unknown figure can be known."""
    if a.indicator.is_of_city_only:
        return "Angka ini hanya dihitung untuk seluruh wilayah, dari lembar Koperasi dan PDRB di pengaturan."
    needs = a.indicator.butuh.split(",")
    kinds = list(dict.fromkeys(one.split()[0] for one in needs))
    earlier = "" if all(one.endswith(" 0-0") for one in needs) else " Triwulan sebelumnya juga dilihat."
    sheets = language.join_list([SHEET_KINDS[kind].judul + _say_columns(kind, a.indicator) for kind in kinds])
    return f"Angka ini memerlukan lembar {sheets}.{earlier}"


def _say_columns(kind: str, i: Indicator) -> str:
    """ " dengan kolom Aset", of the register; "" where its mandatory ones are enough."""
    names = list_deciding_columns(i) if kind == REGISTER else set()
    if not names:
        return ""
    of_whom = _list_headings(i.list_member_columns())
    needed = f" dengan kolom {language.join_list(_list_headings(names))}"
    return f"{needed}, dan dengan kolom {' atau '.join(of_whom)}" if of_whom else needed


def _list_headings(names: Collection[str]) -> list[str]:
    """The headings of these columns of the register, in its order."""
    return [k.judul for k in SHEET_KINDS["koperasi"].kolom if k.nama in names]


def make_proof_link(indikator: str) -> str:
    """Where the signed file of this figure is made; "" on a draft, of which nothing is published."""
    is_draft = reader.read_bound_version().draft is not None
    return "" if is_draft else reader.make_link("data/bukti", indikator=indikator)


def list_nil(p: Choice, a: DeclaredFigure) -> list[str]:
    """Where a nought comes from that no row says: one sentence a quarter and kind of which there was nothing."""
    kinds = {one.split()[0] for one in a.indicator.butuh.split(",")}
    found = published.list_nil(p, sorted(kinds)).itertuples(index=False, name=None)
    return [_say_nil(*row) for row in found]


def _say_nil(quarter: str, kind: str, sheet: str, file: str, by: str) -> str:
    how = f"dinyatakan oleh {by}" if sheet == DECLARED_NIL else f"baris NIHIL di lembar {sheet}, dari {by}"
    return f"{language.format_quarter(quarter)}: memang tidak ada {SHEET_KINDS[kind].judul.lower()} ({how}; {file})."


def list_workbooks(p: Choice, used: pd.DataFrame) -> pd.DataFrame:
    """The workbooks behind a list: file, hash, who, when, and how many of its rows they hold (unggahan_id, jumlah)."""
    return published.list_uploads(p).merge(used, on="unggahan_id").sort_values("unggahan_id", ascending=False)


def show_workbooks(p: Choice, used: pd.DataFrame, indikator: str) -> None:
    """The workbooks as a table, the same below a list of cooperatives and below the rows of a rekap."""
    screen.show_list(
        published.number_uploads(p, list_workbooks(p, used)),
        "Buku kerja yang dipakai",
        [],
        f"buku_{indikator}",
        _WORKBOOK_COLUMNS,
        subtitle="Sidik SHA-256 membuktikan bahwa berkas yang disimpan tidak berubah.",
    )
