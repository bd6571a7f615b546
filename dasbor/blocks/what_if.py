"""What if another number of years without RAT made a cooperative inactive: the control, and what it would change."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from dasbor.blocks import overview, provenance
from dasbor.chart import rat
from dasbor.chart.by_area import Chart
from dasbor.choice import Choice
from dasbor.query import health
from dasbor.query.lists import Listing
from dasbor.ui import page, reader, screen
from dasbor.ui.plain import plain
from dasbor.ui.reader import RAT_YEARS
from dasbor.ui.table import make_table
from dasbor.words import language
from dasbor.words.rat_states import AS_TYPED
from etl import skema
from etl.acuan import load_reference

_WIDGET_KEY = "andai_tahun_rat"
NOTE = (
    "Hanya hitungan di layar dari tahun buku RAT yang tercatat; status yang diterbitkan tidak berubah. Tahun buku baru "
    "jatuh tempo setiap akhir {}."
)


def read_official_years() -> int:
    return load_reference().aturan["tahun_tanpa_rat"]


def read_chosen_years() -> int:
    """Book years without RAT that the reader tries; the official rule until they choose."""
    return reader.read_rat_years() or read_official_years()


def choose_years() -> int:
    """The control: one to five years, the official rule marked. Its choice stands in the URL as tahun_rat."""
    if st.session_state.get(_WIDGET_KEY) != read_chosen_years():
        st.session_state[_WIDGET_KEY] = read_chosen_years()
    st.radio(
        "Tidak aktif sesudah berapa tahun buku berturut-turut tanpa RAT?", list(RAT_YEARS), key=_WIDGET_KEY, horizontal=True,
        format_func=lambda n: plain(f"{n} tahun" + (" (aturan resmi)" if n == read_official_years() else "")), on_change=_remember,
    )  # fmt: skip
    screen.show_sources([NOTE.format(language.name_month(load_reference().aturan["bulan_batas_rat"]))])
    return read_chosen_years()


def _remember() -> None:
    n = st.session_state[_WIDGET_KEY]
    reader.change_choice(tahun_rat=None if n == read_official_years() else str(n))


def draw_trend(p: Choice, n: int) -> Chart:
    name = f"aturan {n} {read_official_years()} {load_reference().aturan['bulan_batas_rat']}"
    g = overview.draw_trend_once(
        name, p, lambda: rat.draw_rules(health.count_status_by_rule(p, n), n, read_official_years(), provenance.say_place(p)),
        "koperasi_aktif",
    )  # fmt: skip
    return overview.put_headline(p, g, lambda: rat.say_rules(g.table, n, read_official_years(), p.periode), name)


# ── now ──────────────────────────────────────────────────────────────────────────────

SUMMARY_COLUMNS = {
    "menurut": "Menurut", skema.ACTIVE: "Aktif", skema.INACTIVE: "Tidak aktif", skema.UNKNOWN: "Tidak diketahui",
    "penyebut": "Terdaftar", "nilai": "Aktif dari terdaftar",
}  # fmt: skip


def summarise(p: Choice, n: int) -> pd.DataFrame:
    """One row each: the typed status, the official rule, the chosen rule, in the chosen quarter."""
    data = health.count_status_by_rule(p, n)
    data = data[data["periode"] == p.periode]
    width = data.pivot_table(index="aturan", columns="status", values="jumlah", aggfunc="sum", fill_value=0)
    width = width.reindex(columns=list(skema.REGISTERED_STATUSES), fill_value=0)
    width = width.reindex(
        [x for x in dict.fromkeys((AS_TYPED, str(read_official_years()), str(n))) if x in width.index]
    )
    width["penyebut"] = width.sum(axis=1)
    width["nilai"] = width[skema.ACTIVE] / width["penyebut"]
    width.columns.name = None
    return width.assign(menurut=[_name_rule(x) for x in width.index]).reset_index(drop=True)


def _name_rule(rule: str) -> str:
    if rule == AS_TYPED:
        return "Status tertulis (diterbitkan)"
    return f"RAT, {rule} tahun" + (" (aturan resmi)" if rule == str(read_official_years()) else "")


def cross_statuses(p: Choice, n: int) -> pd.DataFrame:
    """Typed status in rows, status by RAT under `n` years in columns; all cooperatives of the register."""
    every = health.count_rat_states(p, n)
    width = every.pivot_table(index="status", columns="status_rat", values="jumlah", aggfunc="sum", fill_value=0)
    ordered = [s for s in skema.REGISTERED_STATUSES + (skema.PROPOSED, skema.DISSOLVED) if s in width.index]
    width = width.reindex(index=ordered, columns=list(skema.REGISTERED_STATUSES), fill_value=0)
    width.columns.name = None
    width = width.assign(jumlah=width.sum(axis=1)).rename_axis("status").reset_index()
    return width.assign(status=width["status"].map(language.capitalise))


CROSS_COLUMNS = {
    "status": "Status tertulis", skema.ACTIVE: "Aktif menurut RAT", skema.INACTIVE: "Tidak aktif menurut RAT",
    skema.UNKNOWN: "RAT tidak diketahui", "jumlah": "Jumlah",
}  # fmt: skip
DIFFERING_COLUMNS = dict.fromkeys(
    ("nama_koperasi", "kelurahan", "status", "status_rat", "rat_terakhir", "tanggal_rat", "menunggak", "lembar", "baris"), ""
)  # fmt: skip


def list_differing(p: Choice, n: int) -> Listing:
    """Cooperatives typed active that the rule calls inactive, or the other way round; the longest without RAT first."""
    return replace(health.list_differing(p, n), count=lambda: sum(_count_differing(p, n)))


def _count_differing(p: Choice, n: int) -> tuple[int, int]:
    """How many are typed active and inactive by RAT, and the other way round."""
    different = health.count_rat_states(p, n).groupby(["status", "status_rat"])["jumlah"].sum()
    active, dead = skema.ACTIVE, skema.INACTIVE
    return int(different.get((active, dead), 0)), int(different.get((dead, active), 0))


def say_differing(p: Choice, n: int) -> list[str]:
    """The disagreements in two sentences."""
    certain = ((skema.ACTIVE, skema.INACTIVE), (skema.INACTIVE, skema.ACTIVE))
    return [
        f"{language.format_number(total)} koperasi tertulis {written}, menurut RAT {compute}."
        for total, (written, compute) in zip(_count_differing(p, n), certain, strict=True)
    ]


def show_what_if(p: Choice) -> None:
    """Control, the three readings side by side, the trend: the same on Keaktifan and Kesehatan."""
    screen.show_subheading("Bagaimana bila aturannya lain?", "Status tertulis di samping status menurut RAT")
    if health.count_status_by_rule(p, read_chosen_years()).empty:
        screen.show_empty(f"Belum pernah ada koperasi terdaftar di {provenance.say_place(p)}.")
        return
    n = choose_years()
    page.put_html(make_table(summarise(p, n), "Status tertulis dan status menurut RAT", SUMMARY_COLUMNS))
    screen.show_chart(draw_trend(p, n), provenance.say_trend_sources(p), "tren_aturan_rat")


def show_differing(p: Choice) -> None:
    """Typed against computed status under the chosen rule: how many, and who."""
    n = read_chosen_years()
    screen.show_list(
        cross_statuses(p, n),
        f"Status tertulis dan status menurut RAT, aturan {n} tahun",
        provenance.say_sources(p),
        "silang_status",
        CROSS_COLUMNS,
        subtitle=" ".join(say_differing(p, n)),
    )
    screen.show_list(
        list_differing(p, n),
        "Koperasi yang kedua statusnya berbeda",
        provenance.say_sources(p),
        "beda_status",
        DIFFERING_COLUMNS,
        jika_kosong="Tidak ada koperasi yang statusnya berbeda menurut aturan ini.",
        subtitle="Yang terlama tanpa RAT lebih dahulu.",
    )
