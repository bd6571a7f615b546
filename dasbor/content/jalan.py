"""Jalan ke target for the reader's choice: which target, what it takes in each way, whom by name."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dasbor import keep
from dasbor.answers import area_figures, provenance
from dasbor.blocks import obstacle, what_if
from dasbor.chart import sentences
from dasbor.choice import WITHOUT_KKMP, Choice
from dasbor.content import asal, jalan_words
from dasbor.query import published, windows
from dasbor.query.whom import behind, paths
from dasbor.query.whom.paths import Path, Plan
from dasbor.query.whom.steps import FOUND, RAISE, REMOVE, Step
from dasbor.ui import exports, page, parameters, screen
from dasbor.ui.layout import arrange, folded
from dasbor.words import language
from dasbor.words.goal import say_open
from etl import periode as triwulan

QUESTION = "Bagaimana target dapat dicapai, dan oleh siapa?"
AS_TYPED, BY_RULE = "tertulis", "rat"  # whose status counts, in the URL as `menurut`
_STATUS_CHOICES = {AS_TYPED: "Status tertulis", BY_RULE: "Aturan RAT"}
NAME_COLUMNS = {
    "nama_koperasi": "Koperasi, alasan di Prioritas",
    "urutan": "Urutan",
    "sesudahnya": "Sesudahnya",
    "kelurahan": "",
    "rat_terakhir": "",
}
NAME_FILE_COLUMNS = {
    "urutan": "Urutan",
    "nama_koperasi": "",
    "nik_koperasi": "",
    "kelurahan": "",
    "kecamatan": "",
    "status": "",
    "status_rat": "",
    "rat_terakhir": "",
    "sebab": "Alasan di Prioritas",
    "sesudahnya": "Sesudahnya",
    "lembar": "",
    "baris": "",
}
_RAISE_SUBTITLE = "Urutannya sama dengan urutan Prioritas; yang tidak ada di Prioritas menyusul menurut abjad."
_REMOVE_SUBTITLE = (
    "Tidak aktif, juga menurut aturan RAT; yang paling lama tanpa RAT lebih dulu. "
    "Tidak satu pun koperasi bertambah baik karenanya."
)
_OPEN_INVITATION = "Unggah lembarnya, atau pilih triwulan yang kurunnya lengkap."
DEFINITIONS = (
    (
        "Perbaikan nyata",
        "Pembilangnya naik dari koperasi yang sama: yang belum aktif, dilatih atau didampingi menjadi ya.",
    ),
    (
        "Menambah pembilang dan penyebut",
        "Persennya naik karena koperasi baru ikut dihitung; yang tidak aktif tetap tidak aktif.",
    ),
    (
        "Mengubah penyebut saja",
        "Persennya naik karena ada yang keluar dari hitungan; tidak satu pun koperasi bertambah baik.",
    ),
    (
        "Dirikan",
        "Koperasi baru dianggap langsung aktif, dan bukan KKMP.",
    ),
    (
        "Usulkan dibubarkan",
        "Yang diusulkan dibubarkan tidak lagi dihitung terdaftar. Yang diusulkan di sini hanya yang tertulis tidak "
        "aktif dan tidak aktif juga menurut aturan RAT.",
    ),
)


@dataclass(frozen=True)
class Goal:
    """The target that the reader looks at, and whose status counts for it; years: of the RAT rule."""

    indikator: str
    target: float
    by_rule: bool
    years: int

    @property
    def path(self) -> Path:
        return paths.find_path(self.indikator, self.by_rule)

    @property
    def can_be_changed(self) -> bool:
        return self.indikator in paths.PATHS


def choose_goal(p: Choice) -> Goal | None:
    """Which target; None where none is written for the year, which is said."""
    targets = paths.list_targets(p)
    if not targets:
        screen.show_empty(_say_no_target(p), "Target ditulis di halaman Pengaturan atau di lembar Target buku kerja.")
        return None
    titles = {name: provenance.find_title(p, name) for name in targets}
    with arrange.fold_on_phone("pilihan", "Pilih target"), page.container(key="saring_target"):
        indikator = parameters.choose_button("Target", "indikator", titles)
        by_rule = indikator == behind.INDICATOR and _choose_status() == BY_RULE
    years = what_if.choose_years(p) if by_rule else what_if.read_chosen_years(p)
    return Goal(indikator, targets[indikator], by_rule, years)


def _say_no_target(p: Choice) -> str:
    year, _ = triwulan.split_quarter(p.periode)
    return f"Belum ada target tahun {year} yang jalannya dapat dihitung."


def _choose_status() -> str:
    return parameters.choose_button("Aktif menurut", "menurut", _STATUS_CHOICES)


def read_plan(p: Choice, goal: Goal) -> Plan:
    return paths.make_plan(p, goal.indikator, goal.target, goal.years, goal.by_rule)


def show_goal(p: Choice, goal: Goal) -> None:
    """The verdict, the ways, the names, the same under the other readings."""
    if not goal.can_be_changed:
        _show_closed(p, goal)
        return
    plan = read_plan(p, goal)
    if plan.now is None:
        _show_unknown(p, goal)
        return
    if extent := find_open(p, goal):
        _show_open(p, goal, extent)
        return
    with arrange.lay_wide_beside("jalan"):
        with page.container():
            _show_ways(p, goal, plan)
        if plan.named:
            _show_names(p, goal, plan, RAISE)
            _show_names(p, goal, plan, REMOVE)
        _show_readings(p, goal)


def _show_unknown(p: Choice, goal: Goal) -> None:
    """Nobody knows the figure: which sheet is missing, in the place of ways that lead from nowhere."""
    title = jalan_words.say_verdict(None, goal.target, sentences.find_phrase(goal.indikator))
    screen.show_subheading(title, say_subtitle(p, goal))
    screen.show_empty(say_missing(p, goal), obstacle.REGISTER_INVITATION if goal.by_rule else "")


def say_missing(p: Choice, goal: Goal) -> str:
    """Which sheet has to be published before the figure is known."""
    if goal.by_rule or not published.has_register(p):
        return obstacle.WITHOUT_REGISTER.format(language.format_quarter(p.periode))
    return asal.say_missing(asal.read_figure(p, goal.indikator))


def find_open(p: Choice, goal: Goal) -> str:
    """How much there is of the window, where nobody can say how many are lacking; "" else."""
    if goal.by_rule:
        return ""
    return windows.find_open(p, goal.indikator, area_figures.read_figure(p, goal.indikator), goal.target)


def _show_open(p: Choice, goal: Goal, extent: str) -> None:
    """Whoever was reached in a quarter without its sheet would be named as lacking: no ways, no names."""
    title = f"Target {language.format_percent(goal.target)}, {say_open(extent)}"
    screen.show_subheading(title, say_subtitle(p, goal))
    screen.show_empty(f"Belum diterbitkan: {windows.say_missing(p, goal.indikator)}.", _OPEN_INVITATION)


def _show_closed(p: Choice, goal: Goal) -> None:
    if extent := find_open(p, goal):
        _show_open(p, goal, extent)
        return
    now = paths.read_share(p, goal.indikator)
    title = jalan_words.say_verdict(now, goal.target, sentences.find_phrase(goal.indikator))
    screen.show_subheading(title, say_subtitle(p, goal))
    screen.show_bullets([f"Angka triwulan ini tidak dapat diubah lagi: {paths.CLOSED[goal.indikator]}."])


def say_subtitle(p: Choice, goal: Goal) -> str:
    """ "Kota Blitar, Triwulan II 2025; status tertulis"."""
    status = ""
    if goal.indikator == behind.INDICATOR:
        named = name_status(goal.by_rule, goal.years)
        status = f"; aktif menurut {named[:1].lower()}{named[1:]}"
    return provenance.say_where_and_when(p) + status


def name_status(by_rule: bool, years: int) -> str:
    return f"Aturan RAT {years} tahun" if by_rule else "Status tertulis"


def _show_ways(p: Choice, goal: Goal, plan: Plan) -> None:
    small_n = provenance.read_small_n(p)
    title = jalan_words.say_verdict(plan.now, plan.target, sentences.find_phrase(goal.indikator))
    rows = jalan_words.list_steps(plan, goal.path, small_n)
    if rows.empty:
        screen.show_subheading(title, say_subtitle(p, goal))
    else:
        screen.show_list(
            rows,
            title,
            _say_sources(p, goal),
            exports.add_filters("jalan_ke_target", *_name_goal(goal)),
            jalan_words.ROW_COLUMNS,
            subtitle=say_subtitle(p, goal),
            indikator=goal.indikator,
            file_columns=jalan_words.ROW_FILE_COLUMNS,
            small=jalan_words.SMALL_BELOW,
        )
    screen.show_bullets(jalan_words.say_remarks(plan, goal.path))


def _name_goal(goal: Goal) -> list[str]:
    return [goal.indikator, f"aturan RAT {goal.years} tahun" if goal.by_rule else ""]


def _say_sources(p: Choice, goal: Goal) -> list[str]:
    return provenance.say_indicator_sources(p, goal.indikator)


# ── under the other rule, with and without KKMP ──────────────────────────────────────


def _show_readings(p: Choice, goal: Goal) -> None:
    folded.show_list(
        list_readings(p, goal),
        "Berapa yang dibutuhkan menurut hitungan lain",
        _say_sources(p, goal),
        exports.add_filters("jalan_menurut_hitungan_lain", goal.indikator),
        columns={"menurut": "Menurut", **list_kinds(goal)},
        subtitle=f"Target {language.format_percent(goal.target)}, {p.area_name}, {language.format_quarter(p.periode)}",
        file_columns={"menurut": "Menurut", "angka": "Sekarang", **list_kinds(goal)},
        small={"menurut": "angka"},
    )


def list_kinds(goal: Goal) -> dict[str, str]:
    """The kinds of steps that the goal has, with what they are called."""
    path = goal.path
    titles = {RAISE: "Aktifkan kembali" if path.founds else path.verb.removesuffix(" di")}
    titles |= {FOUND: "Dirikan baru"} if path.founds else {}
    return titles | ({REMOVE: "Usulkan dibubarkan"} if path.removes else {})


def list_readings(p: Choice, goal: Goal) -> pd.DataFrame:
    """A row for each reading: typed status and rule where the target is about activity; with KKMP and without."""
    small_n = provenance.read_small_n(p)
    statuses = (False, True) if goal.indikator == behind.INDICATOR else (goal.by_rule,)
    rows = [
        _make_reading(one, Goal(goal.indikator, goal.target, by_rule, goal.years), small_n)
        for by_rule in statuses
        for one in paths.choose_kkmp(p)
    ]
    return pd.DataFrame(rows)


def _make_reading(p: Choice, goal: Goal, small_n: int) -> dict[str, str]:
    reading = paths.read_ways(p, goal.indikator, goal.target, goal.years, goal.by_rule)
    kkmp = "tanpa KKMP" if p.kelompok_hitung == WITHOUT_KKMP else "dengan KKMP"
    status = f"{name_status(goal.by_rule, goal.years)}, " if goal.indikator == behind.INDICATOR else ""
    now = language.NO_DATA if reading.now is None else jalan_words.say_share(reading.now, small_n, reading.target)
    needed = {kind: jalan_words.say_needed(reading, kind) for kind in (RAISE, FOUND, REMOVE)}
    return {"menurut": language.capitalise(status + kkmp), "angka": now, **needed}


# ── whom ─────────────────────────────────────────────────────────────────────────────


def _show_names(p: Choice, goal: Goal, plan: Plan, kind: str) -> None:
    step = find_step(plan, kind)
    if step is None:
        return
    title = language.capitalise(jalan_words.say_step(step, goal.path))
    screen.show_list(
        list_names(p, plan, kind),
        f"{title}: {jalan_words.EFFECTS[kind]}",
        _say_sources(p, goal),
        exports.add_filters("jalan_siapa" if kind == RAISE else "jalan_dibubarkan", *_name_goal(goal)),
        NAME_COLUMNS,
        subtitle=_RAISE_SUBTITLE if kind == RAISE else _REMOVE_SUBTITLE,
        file_columns=NAME_FILE_COLUMNS,
        small={"nama_koperasi": "sebab"},
    )


def find_step(plan: Plan, kind: str) -> Step | None:
    """The first step of that kind."""
    return next((step for way in plan.ways for step in way.steps if step.kind == kind), None)


def list_names(p: Choice, plan: Plan, kind: str) -> pd.DataFrame:
    """Who takes part in the first step of that kind, in order, with what counts after each."""
    step = find_step(plan, kind)
    every = plan.removable if kind == REMOVE else plan.candidates
    if step is None:
        return every.iloc[:0]
    chosen, small_n = every.head(step.count), provenance.read_small_n(p)
    numbered = jalan_words.number_rows(chosen, step.before, kind, small_n, plan.target)
    return keep.keep_once(
        "jalan_siapa", p, lambda: paths.list_reasons(p, numbered), kind, tuple(chosen["koperasi_id"]), step.before
    )
