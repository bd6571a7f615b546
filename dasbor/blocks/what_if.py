"""What if another number of years without RAT made a cooperative inactive: the control, and what it would change."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dasbor.answers import drawn, provenance, rule_changes
from dasbor.chart import rat
from dasbor.chart.chart import Chart
from dasbor.choice import Choice
from dasbor.query import health
from dasbor.query.source import in_force
from dasbor.ui import page, reader, screen
from dasbor.ui.layout import arrange
from dasbor.ui.plain import plain
from dasbor.ui.reader import RAT_YEARS
from dasbor.ui.table import make_table
from dasbor.words import language
from dasbor.words.columns import list_rows
from dasbor.words.rat_states import AS_TYPED
from etl import skema
from etl.settings.declare import STATUS_RULE

TITLE = "Bagaimana bila aturannya lain?"
_WIDGET_KEY = "andai_tahun_rat"
NOTE = (
    "Hanya hitungan di layar dari tahun buku RAT yang tercatat; status yang diterbitkan tidak berubah. Tahun buku baru "
    "jatuh tempo setiap akhir {}."
)
OTHER_LEG = (
    "Permenkop 25/2015 menyebut dua syarat: RAT tiga tahun berturut-turut dan usaha. Satu atau dua kali RAT dalam tiga "
    "tahun bukan aktif dan bukan tidak aktif menurutnya. Aturan RAT di sini hanya melihat RAT."
)
SUMMARY_COLUMNS = {
    "menurut": "Menurut",
    skema.ACTIVE: "Aktif",
    skema.INACTIVE: "Tidak aktif",
    skema.UNKNOWN: "Tidak diketahui",
    "penyebut": "Terdaftar",
    "nilai": "Aktif dari terdaftar",
}


def show_what_if(p: Choice) -> None:
    """Control, the three readings side by side, the trend: the same on Keaktifan and Kesehatan."""
    screen.show_subheading(TITLE, "Status tertulis di samping status menurut aturan RAT")
    if health.count_status_by_rule(p, read_chosen_years(p)).empty:
        screen.show_empty(f"Belum pernah ada koperasi terdaftar di {provenance.say_place(p)}.")
        return
    n = choose_years(p)
    with arrange.lay_two_beside("aturan"):
        with page.container(gap="xsmall"):
            page.put_html(make_table(summarise(p, n), "Status tertulis dan status menurut aturan RAT", SUMMARY_COLUMNS))
            screen.show_link("Jalan ke target menurut aturan ini", reader.make_link("jalan", menurut="rat"))
        screen.show_chart(draw_trend(p, n), provenance.say_trend_sources(p), _name_files(p, n))


def _name_files(p: Choice, n: int) -> str:
    return "tren_aturan_rat" + ("" if n == read_official_years(p) else f"_{n}_tahun")


def read_official_years(p: Choice) -> int:
    return in_force.read_rules(p)["tahun_tanpa_rat"]


def read_chosen_years(p: Choice) -> int:
    """Book years without RAT that the reader tries; the rule in use until they choose."""
    return reader.read_rat_years() or read_official_years(p)


def choose_years(p: Choice) -> int:
    """The control: one to five years, the one in use marked. Its choice stands in the URL as tahun_rat."""
    page.put_live(lambda: _draw_years(p))
    screen.show_sources([NOTE.format(language.name_month(in_force.read_rules(p)["bulan_batas_rat"])), OTHER_LEG])
    return read_chosen_years(p)


def _draw_years(p: Choice) -> None:
    if st.session_state.get(_WIDGET_KEY) != read_chosen_years(p):
        st.session_state[_WIDGET_KEY] = read_chosen_years(p)
    st.radio(
        "Tidak aktif sesudah berapa tahun buku berturut-turut tanpa RAT?",
        list(RAT_YEARS),
        key=_WIDGET_KEY,
        horizontal=True,
        format_func=lambda n: plain(f"{n} tahun" + (" (yang dipakai)" if n == read_official_years(p) else "")),
        on_change=_remember,
        args=(p,),
    )


def _remember(p: Choice) -> None:
    n = st.session_state[_WIDGET_KEY]
    reader.change_choice(tahun_rat=None if n == read_official_years(p) else str(n))


def summarise(p: Choice, n: int) -> pd.DataFrame:
    """One row each: the typed status, the rule in use, the chosen rule, in the chosen quarter."""
    counted: dict[str, dict[str, int]] = {}
    for b in list_rows(health.count_status_by_rule(p, n)):
        if b.periode == p.periode:
            counted.setdefault(b.aturan, dict.fromkeys(skema.REGISTERED_STATUSES, 0))[b.status] += b.jumlah
    rules = dict.fromkeys((AS_TYPED, str(read_official_years(p)), str(n)))
    rows = [(*counted[x].values(), _name_rule(p, x)) for x in rules if x in counted]
    table = pd.DataFrame(rows, columns=[*skema.REGISTERED_STATUSES, "menurut"])
    table["penyebut"] = [sum(counted[x].values()) for x in rules if x in counted]
    table["nilai"] = table[skema.ACTIVE] / table["penyebut"]
    return table


def _name_rule(p: Choice, rule: str) -> str:
    if rule == AS_TYPED:
        return "Status tertulis (diterbitkan)"
    return f"Aturan RAT, {rule} tahun" + (" (yang dipakai)" if rule == str(read_official_years(p)) else "")


def draw_trend(p: Choice, n: int) -> Chart:
    official = read_official_years(p)
    name = f"aturan {n} {official} {in_force.read_rules(p)['bulan_batas_rat']}"
    draw, counted = lambda: _draw_rules(p, n), "tidak_aktif_menurut_aturan"
    g = drawn.draw_trend_once(name, p, draw, "koperasi_aktif", counted=counted)
    return drawn.put_headline(p, g, lambda: rat.say_rules(g.table, n, official, p.periode), name)


def _draw_rules(p: Choice, n: int) -> Chart:
    counts = health.count_status_by_rule(p, n)
    chart = rat.draw_rules(counts, n, read_official_years(p), provenance.say_place(p))
    return rule_changes.mark_changes(p, chart, STATUS_RULE)
