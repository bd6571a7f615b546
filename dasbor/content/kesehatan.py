"""What the page Kesehatan shows: cards, predicates and grades, who owes a RAT. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from dasbor.answers import area_figures, drawn, provenance
from dasbor.blocks import indicator_cards
from dasbor.blocks.what_if import read_official_years
from dasbor.chart import bars
from dasbor.chart import rat as chart_rat
from dasbor.chart.chart import Chart
from dasbor.choice import Choice
from dasbor.query import due_year, figures, health, published
from dasbor.query.figures import Figure
from dasbor.query.health import NOT_EXAMINED
from dasbor.query.lists import Listing
from dasbor.query.source import in_force
from dasbor.ui.cards import Card
from dasbor.words.columns import list_rows
from dasbor.words.rat_states import OVERDUE_STATES
from etl import skema
from etl.indikator.words import say_number_word

QUESTION = "Seberapa sehat koperasi, dan siapa yang menunggak RAT?"
SECTIONS = ("Pemeriksaan dan RAT", "Agenda RAT", "Aturan tahun tanpa RAT", "Keuangan", "Rencana kota")
OTHER_MEASURE_NOTE = (
    "“% sehat” yang dipublikasikan Kabupaten Blitar adalah koperasi yang sudah RAT ÷ koperasi aktif: ukuran lain, "
    "tidak dapat dibandingkan dengan hasil pemeriksaan di sini."
)


def say_rat_note(p: Choice) -> str:
    """Once a year the RAT that is waited for changes: a fall in that quarter is no fall."""
    return due_year.say_note(p, published.find_previous_quarter(p), p.periode)


def make_cards(p: Choice) -> list[Card]:
    """RAT, examined, healthy of the examined and of all active side by side, losses."""
    rat, examined, healthy, losses = indicator_cards.make_cards(
        p, "rat_tahun_buku", "dinilai_kesehatan", "sehat", "shu_negatif"
    )
    return [
        replace(rat, title=f"RAT tahun buku {due_year.find_due_year(p, p.periode)}, dari yang aktif dan wajib"),
        examined,
        replace(healthy, title="Sehat atau cukup sehat, dari yang diperiksa"),
        _relate_to_active(p, healthy, examined),
        losses,
    ]


def _relate_to_active(p: Choice, healthy: Card, examined: Card) -> Card:
    """The same numerator over all active cooperatives: not examined is not unhealthy, nor healthy."""
    current = area_figures.make_share(healthy.now.pembilang, examined.now.penyebut)
    previous = None
    if healthy.before and examined.before:
        previous = area_figures.make_share(healthy.before.pembilang, examined.before.penyebut)
    return Card(
        "Sehat atau cukup sehat, dari semua aktif",
        current,
        previous,
        healthy.since,
        None,
        _list_of_active(p),
        small_n=provenance.read_small_n(p),
        year_before=_share_year_ago(healthy, examined),
        is_part=healthy.is_part,
        origin=indicator_cards.make_origin(p, "sehat_dari_semua_aktif"),
        quarter=p.periode,
    )


def _list_of_active(p: Choice) -> list[Any]:
    """periode, pembilang, penyebut, nilai up to the quarter."""
    active = {b.periode: b.penyebut for b in list_rows(figures.read_series(p, "dinilai_kesehatan"))}
    known = [b for b in list_rows(figures.read_series(p, "sehat")) if b.periode in active and b.periode <= p.periode]
    rows = [(b.periode, b.pembilang, active[b.periode]) for b in known]
    shares = [(*row, row[1] / row[2] if row[2] > 0 else float("nan")) for row in rows]
    return list_rows(pd.DataFrame(shares, columns=["periode", "pembilang", "penyebut", "nilai"]))


def _share_year_ago(healthy: Card, examined: Card) -> Figure | None:
    if healthy.year_before is None or examined.year_before is None:
        return None
    return area_figures.make_share(healthy.year_before.pembilang, examined.year_before.penyebut)


# ── predicates and grades ────────────────────────────────────────────────────────────


def make_predicate_chart(p: Choice) -> Chart:
    """The four predicates with their official limits, of the examined; in the table also of all active."""
    return drawn.draw_once(
        f"predikat {in_force.read_rules(p)['tahun_penilaian']}",
        p,
        lambda: _draw_predicates(p),
        "sehat",
        counted="predikat_kesehatan",
    )


def _draw_predicates(p: Choice) -> Chart:
    counts, years = health.count_predicates(p), say_number_word(in_force.read_rules(p)["tahun_penilaian"])
    examined = counts[counts["predikat"] != NOT_EXAMINED]
    n, active = int(examined["jumlah"].sum()), int(counts["jumlah"].sum())
    named = pd.DataFrame({"nama": examined["predikat"].map(_say_limits()), "pembilang": examined["jumlah"]})
    data = bars.add_shares(named, n)
    data["dari_aktif"] = data["pembilang"] / active if active else float("nan")
    healthy = int(examined["jumlah"].iloc[:2].sum())
    title = f"{healthy} dari {n} koperasi yang diperiksa sehat atau cukup sehat"
    subtitle = (
        f"Predikat pemeriksaan kesehatan, {provenance.say_where_and_when(p)}. "
        f"{n} dari {active} koperasi aktif diperiksa {years} tahun terakhir, {active - n} belum"
    )
    g = bars.draw_shares(data, title if n else "Belum ada koperasi yang diperiksa", subtitle, "Predikat")
    return replace(g, columns={**g.columns, "nilai": "Dari yang diperiksa", "dari_aktif": "Dari semua aktif"})


def _say_limits() -> dict[str, str]:
    """Predicate -> with its scores: "Cukup Sehat (66 sampai di bawah 80)"."""
    limits = [score for score, _ in skema.HEALTH_LIMITS]
    spans = ["80–100", *(f"{b}–<{a}" for a, b in zip(limits, limits[1:-1], strict=False)), f"<{limits[-2]}"]
    past = {name: f"{name} (aturan lama)" for name in skema.OLD_HEALTH_PREDICATES}
    return past | {name: f"{name} ({span})" for (_, name), span in zip(skema.HEALTH_LIMITS, spans, strict=True)}


def make_grade_chart(p: Choice) -> Chart:
    """The grade of RAT reporting, which says nothing about health."""
    return drawn.draw_once("grade", p, lambda: _draw_grades(p), counted="grade_pelaporan_rat")


def _draw_grades(p: Choice) -> Chart:
    counts = health.count_grades(p)
    known = counts[counts["grade"].notna()].set_index("grade")["jumlah"]
    grades = list(skema.COOPERATIVES_SHEET["grade"].pilihan)
    n, registered = int(known.sum()), int(counts["jumlah"].sum())
    measured = f"Grade pelaporan RAT, bukan kesehatan, {provenance.say_where_and_when(p)}"
    if not n:  # no grades: no bars of nought
        nothing = "Belum ada grade yang tercatat" if health.has_column(p, "grade") else _NO_GRADES
        return bars.draw_shares(bars.add_shares(_name_grades([]), 0), nothing, measured, "Grade pelaporan RAT")
    data = bars.add_shares(_name_grades([(g, int(known.get(g, 0))) for g in grades]), n)
    subtitle = f"{measured}. {n} dari {registered} koperasi terdaftar bergrade"
    title = f"{int(known.get(grades[0], 0))} dari {n} koperasi bergrade {grades[0]} untuk pelaporan RAT"
    return bars.draw_shares(data, title, subtitle, "Grade pelaporan RAT")


_NO_GRADES = "Register triwulan ini tidak punya kolom Grade"


def _name_grades(rows: Sequence[tuple[str, int]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["nama", "pembilang"])


# ── RAT ──────────────────────────────────────────────────────────────────────────────

_WHO_AND_SINCE = ("nama_koperasi", "kelurahan", "status", "keadaan_rat", "rat_terakhir", "tanggal_rat")
OWING_COLUMNS = dict.fromkeys((*_WHO_AND_SINCE, "jumlah_anggota", "terakhir_didampingi", "lembar", "baris"), "")
ALL_OWING = "semua"
# the values stand in the URL: 1 to 5 book years, 0 = never recorded
_RAT_STATES = {**{str(i): name for i, name in enumerate(OVERDUE_STATES[:-1], 1)}, "0": OVERDUE_STATES[-1]}
OWING_CHOICES = {ALL_OWING: "Menunggak atau belum tercatat", **_RAT_STATES}


def name_state(state: str) -> str:
    """What the list of those who owe was narrowed to, for the names of its files."""
    return "" if state == ALL_OWING else OWING_CHOICES[state]


def make_compliance_chart(p: Choice) -> Chart:
    name = f"kepatuhan rat {due_year.find_due_year(p, p.periode)}"
    return drawn.draw_once(name, p, lambda: _draw_compliance(p), "rat_tahun_buku", counted="keadaan_rat")


def _draw_compliance(p: Choice) -> Chart:
    return chart_rat.draw_compliance(_list_registered(p), provenance.say_place(p), p.periode, read_official_years(p))


def _list_registered(p: Choice) -> pd.DataFrame:
    counts = health.count_rat_states(p, read_official_years(p))
    return counts.take([n for n, one in enumerate(counts["status"].tolist()) if one in skema.REGISTERED_STATUSES])


def list_owing(p: Choice, state: str = ALL_OWING) -> Listing:
    """Registered cooperatives that owe a RAT, the longest first; those never recorded at the end."""
    states = list(OVERDUE_STATES) if state == ALL_OWING else [_RAT_STATES[state]]
    return replace(health.list_owing(p, read_official_years(p), states), count=lambda: _count_owing(p, states))


def _count_owing(p: Choice, states: Sequence[str]) -> int:
    return sum(b.jumlah for b in list_rows(_list_registered(p)) if b.keadaan_rat in states)
