"""Hasil Pembinaan for the reader's choice: cohorts after visits and trainings, transitions. Draws the blocks."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dasbor import keep
from dasbor.answers import drawn, provenance
from dasbor.chart.chart import Chart
from dasbor.chart.flow import cohort_chart, cohorts, transitions
from dasbor.chart.flow.cohorts import SupportWords
from dasbor.choice import Choice
from dasbor.query import mentoring, published
from dasbor.ui import exports, page, parameters, screen
from dasbor.ui.layout import arrange, folded
from dasbor.ui.table import make_table
from dasbor.words import language
from etl import periode as triwulan

PLACES = {"kohor": "Sesudah didampingi dan dilatih", "perubahan": "Perubahan status"}
DEFINITIONS = (
    (
        "Kohor",
        "Koperasi yang berstatus tidak aktif pada akhir satu triwulan, menurut kelurahannya waktu itu. "
        "Yang keluar dari register kemudian dihitung sebagai tidak aktif; yang statusnya tidak diketahui juga tidak "
        "dihitung aktif.",
    ),
    (
        "Dikunjungi, dilatih",
        "Tercatat sekurangnya satu kunjungan, atau satu peserta pelatihan, pada triwulan itu. "
        "Kunjungan sebelum atau sesudahnya tidak dilihat.",
    ),
    (
        "Selang 95%",
        "Selang Wilson: rentang persentase yang masih cocok dengan hitungan ini. "
        "Makin sedikit koperasi, makin lebar selangnya.",
    ),
    (
        "Belum waktunya",
        "Triwulan yang dilihat lebih akhir daripada triwulan yang dipilih. “Register belum terbit”: triwulannya sudah "
        "lewat, tetapi registernya tidak pernah diterbitkan, jadi hasilnya tidak diketahui.",
    ),
)


@dataclass(frozen=True)
class CohortView:
    """All that is shown of the cohorts after one kind of support."""

    words: SupportWords
    rated: pd.DataFrame
    chart: Chart
    sentences: list[str]
    by_cohort: pd.DataFrame


def show_cohorts(p: Choice) -> None:
    """After visits, after trainings: both on one scale. A sentence when there is nobody to follow."""
    views = make_cohorts(p)
    if not views:
        screen.show_empty(
            f"Sampai {language.format_quarter(p.periode)} {_say_nobody(p)}.",
            "Kohor dibuat dari register koperasi; unggah register triwulan yang belum ada.",
        )
    for place, one in enumerate(views):
        name = f"kohor_{one.words.kind}"
        with arrange.fold_on_phone(name, one.chart.title) if place else page.container(gap="xsmall"):
            _show_cohort(p, one)


def _say_nobody(p: Choice) -> str:
    """A rekap counts inactive ones too, but names none that could be followed."""
    if not published.has_register(p) and published.find_previous_quarter(p) is None:
        return "belum ada register koperasi yang diterbitkan"
    return f"tidak ada koperasi tidak aktif yang tercatat di {p.area_name}"


def make_cohorts(p: Choice) -> list[CohortView]:
    """Those after visits and those after trainings; none when no cooperative was ever inactive. Kept: do not change."""
    return keep.keep_once("kohor", p, lambda: _make_cohorts(p))


def _make_cohorts(p: Choice) -> list[CohortView]:
    supports, n = (cohorts.VISITS, cohorts.TRAININGS), provenance.read_small_n(p)
    data = [mentoring.read_cohorts(p, words.kind) for words in supports]
    if data[0].empty:
        return []
    rated = [cohorts.describe_cohorts(one, words, p.periode, n) for one, words in zip(data, supports, strict=True)]
    limit = cohort_chart.find_axis_limit(*(d[d["periode"].isna() & d["kena"].notna()] for d in rated))
    return [_make_cohort(p, one, words, limit) for one, words in zip(rated, supports, strict=True)]


def _make_cohort(p: Choice, rated: pd.DataFrame, words: SupportWords, limit: float) -> CohortView:
    pooled = cohorts.pool_cohorts(rated, words)
    chart = cohort_chart.draw_cohorts(pooled, words, place=provenance.say_place(p), periode=p.periode, limit=limit)
    sentences = cohort_chart.say_reading(pooled, words, provenance.read_small_n(p))
    named = drawn.name(chart, p, counted=f"hasil_{words.kind}")
    return CohortView(words, rated, named, sentences, cohorts.list_by_cohort(rated))


def _show_cohort(p: Choice, one: CohortView) -> None:
    """Chart of all cohorts, how to read it, the table per cohort."""
    sources = provenance.say_sources(p, "koperasi", one.words.kind)
    screen.show_chart(one.chart, sources, f"kohor_{one.words.kind}")
    screen.show_note(say_missing_sheets(one.rated, one.words))
    screen.show_bullets(one.sentences)
    with page.folded(f"Per kohor: sesudah {one.words.support}"):
        _show_cohort_table(p, one, sources)


def say_missing_sheets(rated: pd.DataFrame, words: SupportWords) -> str:
    """Quarters whose cohort cannot be split, since nobody knows who was visited or trained."""
    groups = zip(rated["periode"].tolist(), rated["kena"].tolist(), strict=True)
    without = sorted({one for one, hit in groups if language.is_known(one) and not language.is_known(hit)})
    if not without:
        return ""
    when = language.join_list([language.format_quarter(x) for x in without], 4)
    return (
        f"Data {words.kind} belum diterbitkan untuk {when}; koperasi tidak aktif triwulan itu tidak ikut dibandingkan."
    )


def _show_cohort_table(p: Choice, one: CohortView, sources: list[str]) -> None:
    """Texts on screen, real numbers in the files."""
    title = f"Kohor menurut triwulan: {one.words.reached} dan tidak"
    page.put_html(make_table(one.by_cohort, title, cohorts.COHORT_COLUMNS))
    explained = (
        "n = koperasi tidak aktif pada akhir triwulan itu. Dalam kurung selang 95%. "
        f"Persen tidak ditulis bila n di bawah {provenance.read_small_n(p)}: {cohorts.TOO_SMALL}."
    )
    screen.show_sources([explained, *sources[:1]])
    rows = one.rated[one.rated["periode"].notna()].reset_index(drop=True)
    screen.show_downloads(rows, title, sources, f"kohor_{one.words.kind}_rinci", cohorts.COHORT_FILE_COLUMNS)


# ── transitions ──────────────────────────────────────────────────────────────────────


def show_transitions(p: Choice) -> None:
    """Flow chart, matrix and names between an earlier register and this one."""
    now = language.format_quarter(p.periode)
    if not published.has_register(p):
        screen.show_empty(f"Register koperasi {now} belum diterbitkan, jadi perubahan status belum diketahui.")
        return
    registers = mentoring.list_register_quarters(p)
    if not registers:
        screen.show_empty("Baru satu register yang diterbitkan sampai triwulan ini; perubahan status perlu dua.")
        return
    _show_transitions_since(p, _choose_since(p, registers))


def _show_transitions_since(p: Choice, previous: str) -> None:
    moves = mentoring.read_transitions(p, previous)
    sources = [*provenance.say_sources(p), f"Dibandingkan dengan register {language.format_quarter(previous)}"]
    since = f"sejak {language.format_quarter(previous, True)}"
    with arrange.lay_two_beside("alir"):
        with page.container(gap="xsmall"):
            _show_flows(p, moves, previous, sources)
        if not moves.empty:
            _show_matrix(p, moves, previous, sources)
    if moves.empty:
        return
    folded.show_list(
        transitions.list_changed(moves),
        "Koperasi yang berubah status, masuk atau keluar",
        sources,
        exports.add_filters("koperasi_berubah_status", since),
        columns=transitions.CHANGED_COLUMNS,
        if_empty="Tidak ada koperasi yang berubah status.",
    )


def _show_flows(p: Choice, moves: pd.DataFrame, previous: str, sources: list[str]) -> None:
    flows, since = draw_flows(p, moves, previous), f"sejak {language.format_quarter(previous, True)}"
    if transitions.are_few(moves, provenance.read_small_n(p)):
        screen.show_subheading(flows.title, flows.subtitle)
        screen.show_bullets(transitions.say_flows(moves))
    else:
        screen.show_chart(flows, sources, exports.add_filters("alir_status", since))


def _show_matrix(p: Choice, moves: pd.DataFrame, previous: str, sources: list[str]) -> None:
    matrix, headings = transitions.make_matrix(moves)
    then, now = (language.format_quarter(q, True) for q in (previous, p.periode))
    folded.show_list(
        matrix,
        f"Dari status {then} ke status {now}",
        sources,
        exports.add_filters("transisi_status", f"sejak {then}"),
        columns=headings,
        subtitle=transitions.say_moved(moves),
    )


def draw_flows(p: Choice, moves: pd.DataFrame, previous: str) -> Chart:
    """moves: mentoring.read_transitions() since the register of `previous`."""

    def draw() -> Chart:
        chart = transitions.draw_flows(moves, place=provenance.say_place(p), periode=p.periode, previous=previous)
        return drawn.name(chart, p, counted="perpindahan_status")

    return keep.keep_once("alir", p, draw, previous)


def _choose_since(p: Choice, published: list[str]) -> str:
    """The register to compare with; a year ago only where that one is published."""
    candidates = {"lalu": published[0], "setahun": triwulan.shift_quarter(p.periode, -4), "pertama": published[-1]}
    candidates = {name: q for name, q in candidates.items() if q in published}
    phrases = {"lalu": "register sebelumnya", "setahun": "setahun sebelumnya", "pertama": "register pertama"}
    options = {name: f"{language.format_quarter(q)} ({phrases[name]})" for name, q in candidates.items()}
    return candidates[parameters.choose_button("Dibandingkan dengan", "sejak", options)]
