"""The charts of an indicator on its own page, as its header declares: rates by kelurahan, the trend."""

from __future__ import annotations

from dasbor.blocks import overview, provenance
from dasbor.ui import screen
from dasbor.ui.reader import Pilihan
from etl.indikator import Indikator, find_indicator, load_indicators, of_page
from etl.indikator.declare import RINGKASAN, TREN, WILAYAH


def ids_of(page: str, *first: str) -> list[str]:
    """The indicators of a page (its stem), those named first."""
    return [i.indikator for i in of_page(page, *first)]


def on_first_page() -> list[str]:
    """The indicators with a card and a map on Ringkasan."""
    return [i.indikator for i in load_indicators() if i.shown(RINGKASAN)]


def of_part(page: str, part: str, *first: str) -> list[Indikator]:
    """The indicators of one part of a page, those named first."""
    return [i for i in of_page(page, *first) if i.bagian == part]


def choices(page: str) -> dict[str, str]:
    """{indicator: its name among others} of a page's rates that are drawn both ways."""
    return {i.indikator: i.name for i in of_page(page) if i.shown(WILAYAH) and i.shown(TREN)}


def show(p: Pilihan, indicator: str) -> None:
    """The charts that its header asks for; nothing for an indicator that is not declared."""
    i = find_indicator(indicator)
    if i is None:
        return
    if i.shown(WILAYAH):
        screen.blok_grafik(
            overview.rasio_kelurahan(p, indicator), provenance.sumber_indikator(p, indicator), f"{indicator}_kelurahan"
        )
    if i.shown(TREN):
        figure = overview.tren_jumlah(p, indicator) if i.count else overview.tren_rasio(p, indicator)
        screen.blok_grafik(figure, provenance.sumber_tren(p, indicator), f"tren_{indicator}")
