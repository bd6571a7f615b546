"""What the page Ringkasan shows: cards, whom to call first, the smallest areas where charts show kecamatan."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dasbor import keep
from dasbor.blocks import due, indicator_cards, indicator_charts, provenance
from dasbor.blocks.to_call import say_last_rat, say_unseen
from dasbor.chart import sentences
from dasbor.choice import Choice
from dasbor.query import areas, lists, published
from dasbor.ui import reader
from dasbor.ui.cards import Card
from dasbor.words import interval, language, terms
from dasbor.words.columns import list_rows

QUESTION = "Apakah koperasi kita aktif, terlatih dan terdampingi?"
MAX_TO_CALL = 3  # areas, and cooperatives
# the smallest areas of a kabupaten as a table; in a city they are bars
AREA_COLUMNS = {"nama": "", "pembilang": "", "penyebut": "", "nilai": "", **interval.INTERVAL_COLUMNS}


def make_cards(p: Choice) -> list[Card]:
    """The indicators of this page, the inactive cooperatives beside the active ones."""
    active, *others = indicator_cards.make_cards(p, *indicator_charts.list_on_first_page())
    return [active, *indicator_cards.make_status_cards(p, "tidak aktif"), *others]


def list_map_choices(p: Choice) -> dict[str, str]:
    """{indicator: title} of what the map can show."""
    return {i: provenance.find_title(p, i) for i in indicator_charts.list_on_first_page()}


def say_due(p: Choice) -> str:
    """Which quarter is due, on what is published now; "" on drafts and older versions, which say what they are."""
    shown = reader.read_bound_version()
    return due.say_due(p) if shown.draft is None and p.version == shown.number else ""


# ── whom to call ─────────────────────────────────────────────────────────────────────


def say_subtitle(p: Choice) -> str:
    """What the short list holds: the level that is ranked, or why it is not."""
    level, n = language.capitalise(areas.find_level(p)), provenance.read_small_n(p)
    compared = _list_lowest_areas(areas.read_rates(p, "koperasi_aktif"), "koperasi_aktif", n)
    start = f"{level} terendah" if compared else f"{level} belum bisa dibandingkan (n di bawah {n})"
    return f"{start}; tidak aktif, {say_unseen(p)}"


def list_to_call(p: Choice) -> list[tuple[str, str, str]]:
    """(name, why, address): areas first, then cooperatives."""
    return reader.keep_with_links("daftar_pendek", p, lambda: [*_list_areas(p), *_list_unvisited(p)])


def _list_areas(p: Choice) -> list[tuple[str, str, str]]:
    rates = areas.read_rates(p, "koperasi_aktif")
    lowest = _list_lowest_areas(rates, "koperasi_aktif", provenance.read_small_n(p))
    if has_many_areas(p):
        return [(f"Kecamatan {name}", cause, reader.make_link(kecamatan=code)) for name, cause, code in lowest]
    return [
        (f"{terms.find_area_type(code)} {name}", cause, reader.make_link("kelurahan", kelurahan=code))
        for name, cause, code in lowest
    ]


def _list_lowest_areas(rates: pd.DataFrame, indikator: str, small_n: int) -> list[tuple[str, str, str]]:
    """(nama, why, kode_wilayah) of the lowest rates among areas large enough to compare."""
    compared = sentences.take_comparable(rates, small_n).sort_values(["nilai", "nama"]).head(MAX_TO_CALL)
    return [(b.nama, _say_rate(b, sentences.find_phrase(indikator)), b.kode_wilayah) for b in list_rows(compared)]


def _say_rate(row: Any, phrase: str) -> str:
    """ "5 dari 9 koperasi aktif (55,6%)"."""
    count = language.format_fraction(row.pembilang, row.penyebut)
    return f"{count} {phrase} ({language.format_percent(row.nilai, row.penyebut)})"


def _list_unvisited(p: Choice) -> list[tuple[str, str, str]]:
    """ "Turi · RAT terakhir tahun buku 2021" is why; that nobody visited them stands above the list."""
    unvisited = lists.list_unvisited(p)
    if unvisited is None:
        return []
    return [
        (
            str(b.nama_koperasi),
            f"{b.kelurahan} · {say_last_rat(b)}",
            reader.make_link("koperasi", id=b.koperasi_id),
        )
        for b in list_rows(unvisited.shown.head(MAX_TO_CALL))
    ]


def say_if_empty(p: Choice) -> str:
    """An empty short list means that all is well only where somebody could have stood on it."""
    if not published.has_register(p):
        return f"Belum dapat didaftar: register {language.format_quarter(p.periode)} belum diterbitkan."
    if not published.list_quarters_with(p, "pendampingan"):
        return f"Belum dapat didaftar: data pendampingan {provenance.say_window_length(p)} ini belum diterbitkan."
    return "Tidak ada yang perlu didahulukan di wilayah ini."


# ── the smallest areas ───────────────────────────────────────────────────────────────


def has_many_areas(p: Choice) -> bool:
    """Charts show kecamatan here, so the smallest areas need a table of their own."""
    return areas.find_level(p) == areas.KECAMATAN_LEVEL


def read_all_areas(p: Choice, indikator: str) -> pd.DataFrame:
    """areas.read_by_kelurahan() with intervals, by kecamatan and name. Kept: do not change it."""
    return keep.keep_once("semua wilayah", p, lambda: _read_all_areas(p, indikator), indikator)


def _read_all_areas(p: Choice, indikator: str) -> pd.DataFrame:
    ordered = areas.read_by_kelurahan(p, indikator).sort_values(["kecamatan", "nama"]).reset_index(drop=True)
    return interval.add_bounds(ordered, provenance.read_small_n(p))
