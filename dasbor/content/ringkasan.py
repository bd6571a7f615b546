"""What the page Ringkasan shows: cards, whom to call first, the smallest areas where charts show kecamatan."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from dasbor import keep
from dasbor.answers import due, provenance, whom
from dasbor.blocks import indicator_cards, indicator_charts, to_call
from dasbor.choice import Choice
from dasbor.query import areas
from dasbor.ui import reader
from dasbor.ui.cards import Card
from dasbor.words import interval, language
from dasbor.words.columns import list_rows
from dasbor.words.stand_ins import join_area

QUESTION = "Apakah koperasi kita aktif, terlatih dan terdampingi?"
PLACES = {"tren": "Per kelurahan dan dari waktu ke waktu", "berubah": "Kelurahan yang berubah"}
MAX_TO_CALL = 3  # areas, and cooperatives
# the smallest areas of a kabupaten as a table; in a city they are bars
AREA_COLUMNS = {"nama": "", "pembilang": "", "penyebut": "", "nilai": "", **interval.INTERVAL_COLUMNS}


def make_cards(p: Choice) -> list[Card]:
    """The indicators of this page, the inactive cooperatives beside the active ones. Where a pace leads stands on the
    page of each, so that cards and map share the first screen."""
    cards = indicator_cards.make_cards(p, *indicator_charts.list_on_first_page())
    active, *others = [replace(card, course_note="") for card in cards]
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
    """How many areas and targets of visits there are, of which the first are named."""
    return keep.keep_once(
        "judul daftar pendek",
        p,
        lambda: language.capitalise("; ".join(filter(None, [whom.say_areas(p), whom.say_targets(p)]))),
    )


def list_to_call(p: Choice) -> list[to_call.ToCall]:
    """Areas first, then cooperatives and groups."""
    return reader.keep_with_links("daftar_pendek", p, lambda: [*to_call.list_areas(p, MAX_TO_CALL), *_list_targets(p)])


def _list_targets(p: Choice) -> list[to_call.ToCall]:
    """ "Turi · Tidak aktif, tanpa kunjungan dalam 4 triwulan" is why."""
    return [
        to_call.ToCall(
            str(b.nama_koperasi),
            join_area(b.nama_koperasi, b.kelurahan, b.sebab_utama),
            to_call.link_record(b.koperasi_id),
        )
        for b in list_rows(whom.read_targets(p, MAX_TO_CALL))
    ]


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
