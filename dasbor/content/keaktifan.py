"""What the page Keaktifan shows: statuses by kelurahan, the cooperatives behind them, awards."""

from __future__ import annotations

import pandas as pd

from dasbor.answers import drawn, most_behind, provenance
from dasbor.blocks import indicator_cards, indicator_charts
from dasbor.chart import statuses, theme
from dasbor.chart.chart import Chart
from dasbor.choice import Choice
from dasbor.query import areas, lists, published
from dasbor.query.lists import Listing
from dasbor.ui.cards import Card
from dasbor.words import language
from etl import skema

QUESTION = "Di mana koperasi tidak aktif, dan apa yang berubah sejak triwulan lalu?"
ALL_STATUSES = "semua"
STATUS_CHOICES = {ALL_STATUSES: "Semua status", **{s: t.label for s, t in theme.STATUS_SIGNS.items()}}
PLACES = {
    "kelurahan": "Status dan perubahan",
    "aturan": "Bila aturannya lain",
    "daftar": "Daftar koperasi",
    "penghargaan": "Penghargaan",
}
AWARD_COLUMNS = {
    **{k.nama: k.judul for k in skema.AWARDS_SHEET.stored_columns if k.nama != "keterangan"},
    "periode": "Buku kerja triwulan",
    "lembar": "Lembar",
    "baris": "Baris",
}


def make_cards(p: Choice) -> list[Card]:
    """Active, each other status, and those that became active again."""
    return [
        *indicator_cards.make_cards(p, "koperasi_aktif"),
        *indicator_cards.make_status_cards(p, "tidak aktif", "diusulkan dibubarkan", "tidak diketahui"),
        *indicator_cards.make_cards(p, "aktif_kembali"),
    ]


def make_statuses_chart(p: Choice) -> Chart:
    return drawn.draw_once("status", p, lambda: _draw_statuses(p), "koperasi_aktif", counted=statuses.COUNTED)


def _draw_statuses(p: Choice) -> Chart:
    rates, level = areas.read_rates(p, "koperasi_aktif"), areas.find_level(p)
    headline = most_behind.say_headline(p, "koperasi_aktif", rates, level)
    return statuses.draw_statuses(areas.count_statuses(p), headline, provenance.say_place(p), p.periode, level)


def can_try_rules(p: Choice) -> bool:
    """The rule of inactivity can be tried on a register only."""
    return published.has_register(p)


def list_cooperatives(p: Choice, status: str = ALL_STATUSES) -> Listing | None:
    """The cooperatives of the area and quarter, of one status or all; None without a register, which lists them."""
    if not published.has_register(p):
        return None
    return lists.list_in_brief(p, None if status == ALL_STATUSES else status)


def list_columns() -> dict[str, str]:
    """The columns of the register that declare themselves for lists, the computed status beside the typed one; what
    training and mentoring reached; where the row stands."""
    declared = [n for k in skema.COOPERATIVES_SHEET.in_lists for n in ((k, "status_hitung") if k == "status" else (k,))]
    counted = ("kali_dilatih_4tw", "kali_didampingi_4tw", "terakhir_didampingi")
    return dict.fromkeys((*declared, *counted, "lembar", "baris"), "")


def list_awards(p: Choice) -> pd.DataFrame:
    return published.list_awards(p)


def say_award_sources(p: Choice) -> list[str]:
    return [f"Sumber: buku kerja tiap triwulan · {language.say_version(p.version)}"]


def list_definitions(p: Choice) -> list[tuple[str, str]]:
    ids = indicator_charts.list_ids("keaktifan", "koperasi_terdaftar", "koperasi_aktif")
    return provenance.say_definitions(p, *ids)
