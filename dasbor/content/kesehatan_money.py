"""Kesehatan, money: what is reported, by how many, the five largest, losses."""

from __future__ import annotations

import pandas as pd

from dasbor.answers import area_figures, drawn, provenance
from dasbor.answers.area_figures import find_measure, list_measures
from dasbor.blocks.what_if import read_official_years
from dasbor.chart import bars
from dasbor.chart.chart import Chart
from dasbor.choice import Choice
from dasbor.query import health
from dasbor.query.lists import Listing
from dasbor.words import language

MONEY_COLUMNS = {
    "ukuran": "Ukuran",
    "jumlah": "",
    "satuan": "Satuan",
    "melapor": "",
    "terdaftar": "Dari",
    "bagian_lima": "",
}
LOSS_COLUMNS = dict.fromkeys(
    ("nama_koperasi", "kelurahan", "status", "shu", "volume_usaha", "aset", "jumlah_anggota", "lembar", "baris"), ""
)


def read_money(p: Choice) -> pd.DataFrame:
    """ukuran, jumlah, satuan, melapor, terdaftar, bagian_lima of the quarter; the share is left out on few reports."""
    reports = health.read_reports(p)
    current = reports[reports["periode"] == p.periode].set_index("ukuran").reindex(list(list_measures())).reset_index()
    enough = (current["melapor"] >= provenance.read_small_n(p)) & (current["positif"] > 0)
    return current.assign(
        bagian_lima=(current["lima"] / current["positif"]).where(enough),
        satuan=[find_measure(m).satuan for m in current["ukuran"]],
        ukuran=current["ukuran"].map(list_measures()),
    )


def make_money_trend(p: Choice, measure: str) -> Chart:
    g = drawn.draw_trend_once("uang", p, lambda: _draw_money(p, measure), measure)
    return drawn.put_headline(p, g, lambda: bars.say_money_at(g.table, find_measure(measure), p.periode), "uang")


def _draw_money(p: Choice, measure: str) -> Chart:
    reports = health.read_reports(p)
    reports = reports[reports["ukuran"] == measure]
    return bars.draw_money(reports, find_measure(measure), provenance.say_place(p))


def say_five_largest(p: Choice, measure: str) -> list[str]:
    """Who the five largest are, in a sentence; nothing when too few report."""
    current = read_money(p)
    share = current.loc[current["ukuran"] == list_measures()[measure], "bagian_lima"].to_list()[0]
    if not language.is_known(share):
        n = provenance.read_small_n(p)
        return [f"Bagian lima terbesar belum bisa dihitung: yang melapor kurang dari {n} koperasi."]
    largest = language.join_list(list(health.list_largest(p, measure)))
    return [f"Lima terbesar memegang {language.format_percent(share)} {find_measure(measure).positive_sum}: {largest}."]


def list_losses(p: Choice) -> Listing:
    """Registered cooperatives with a negative SHU, the largest loss first."""
    return health.list_losses(p, read_official_years(p))


def say_loss_title(p: Choice) -> str:
    current = area_figures.read_figure(p, "shu_negatif")
    return f"Koperasi yang merugi: {language.format_fraction(current.pembilang, current.penyebut)} yang melaporkan SHU"
