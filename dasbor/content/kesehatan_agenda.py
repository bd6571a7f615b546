"""Kesehatan, the diary of the annual meetings: held, due, days left, not yet reported."""

from __future__ import annotations

import pandas as pd

from dasbor.answers import drawn, provenance
from dasbor.chart import bars
from dasbor.chart.chart import Chart
from dasbor.choice import Choice
from dasbor.query import health
from dasbor.query.source import in_force
from dasbor.ui import screen
from dasbor.words import language
from dasbor.words.rat_states import DIARY_ORDER, NOT_REPORTED
from etl import periode as triwulan
from etl.operator_settings import Dated
from etl.settings.dated import make_key, say_value

_FORMS = ("primer", "sekunder")
COLUMNS = dict.fromkeys(
    ("nama_koperasi", "kelurahan", "bentuk", "agenda_rat", "rat_diadakan", "batas_rat", "sisa_hari"), ""
) | dict.fromkeys(("terakhir_didampingi", "lembar", "baris"), "")
EMPTY = "Tidak ada koperasi aktif yang wajib RAT tahun buku itu."


def show_diary(p: Choice) -> None:
    """What is known of the meetings, and who has not reported."""
    sources = provenance.say_sources(p)
    screen.show_chart(make_chart(p), sources, "agenda_rat")
    screen.show_list(
        health.list_diary(p),
        f"Agenda RAT tahun buku {health.find_diary_year(p)}",
        sources,
        "daftar_agenda_rat",
        COLUMNS,
        if_empty=EMPTY,
        subtitle=say_list(p),
    )


def make_chart(p: Choice) -> Chart:
    """How many held it in time or late, on an unknown day, or have not reported yet."""
    limits = [d.value for d in health.list_deadlines(p).values()]
    name = f"agenda rat {limits} {in_force.read_rules(p)['bulan_batas_rat']}"
    return drawn.draw_once(name, p, lambda: _draw(p), counted="agenda_rat")


def _draw(p: Choice) -> Chart:
    counts = health.count_diary(p)
    n, missing = sum(counts.values()), sum(counts.get(state, 0) for state in NOT_REPORTED)
    named = pd.DataFrame({"nama": DIARY_ORDER, "pembilang": [counts.get(state, 0) for state in DIARY_ORDER]})
    subtitle = f"Koperasi aktif yang wajib, {provenance.say_where_and_when(p)}. {say_deadlines(p)}"
    return bars.draw_shares(
        bars.add_shares(named, n), _say_headline(p, missing, n), subtitle, "RAT tahun buku itu", "Koperasi"
    )


def _say_headline(p: Choice, missing: int, n: int) -> str:
    if not n:
        return EMPTY.removesuffix(".")
    fraction = language.format_fraction(missing, n)
    return f"{fraction} koperasi belum melaporkan RAT tahun buku {health.find_diary_year(p)}"


def say_deadlines(p: Choice) -> str:
    """ "Batas: primer 30 April 2025 (SE Deputi 1/2025: laporan RAT), …"."""
    known = health.list_deadlines(p)
    return "Batas: " + "; ".join(f"{name} {_say_deadline(p, known.get(name))}" for name in _FORMS)


def _say_deadline(p: Choice, d: Dated | None) -> str:
    if d is None:
        return _say_law(p)
    source = f" ({d.source})" if d.source else ""
    return say_value(make_key(d), d.value) + source


def _say_law(p: Choice) -> str:
    month = language.name_month(in_force.read_rules(p)["bulan_batas_rat"])
    return f"akhir {month} {health.find_diary_year(p) + 1} (UU 25/1992)"


def say_list(p: Choice) -> str:
    day = language.format_date(triwulan.find_end(p.periode))
    return (
        f"Yang belum dilaporkan lebih dahulu. Sisa hari dihitung dari {day}, akhir triwulan ini; di bawah nol berarti "
        "lewat batas. Tanggal RAT dicari di register semua triwulan."
    )
