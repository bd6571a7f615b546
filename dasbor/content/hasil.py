"""Hasil Pembinaan for the reader's choice: cohorts after visits and trainings, transitions. Draws the blocks."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dasbor.blocks import provenance
from dasbor.chart import cohorts as chart_cohorts
from dasbor.chart import transitions
from dasbor.chart.by_area import Chart
from dasbor.chart.cohorts import SupportWords
from dasbor.choice import Choice
from dasbor.query import base, mentoring
from dasbor.ui import kept, page, parameters, screen
from dasbor.ui.plain import plain
from dasbor.words import columns, language
from etl import periode as triwulan

DEFINITIONS = (
    (
        "Kohor",
        "Koperasi yang berstatus tidak aktif pada akhir satu triwulan, menurut kelurahannya waktu itu. Yang keluar dari register "
        "kemudian dihitung sebagai tidak aktif; yang statusnya tidak diketahui juga tidak dihitung aktif.",
    ),
    (
        "Dikunjungi, dilatih",
        "Tercatat sekurangnya satu kunjungan, atau satu peserta pelatihan, pada triwulan itu. Kunjungan sebelum atau sesudahnya "
        "tidak dilihat.",
    ),
    (
        "Selang 95%",
        "Selang Wilson: rentang persentase yang masih cocok dengan hitungan ini. Makin sedikit koperasi, makin lebar selangnya.",
    ),
    (
        "Belum waktunya",
        "Triwulan yang dilihat lebih akhir daripada triwulan yang dipilih. “Register belum terbit”: triwulannya sudah lewat, "
        "tetapi registernya tidak pernah diterbitkan, jadi hasilnya tidak diketahui.",
    ),
)  # fmt: skip


@dataclass(frozen=True)
class CohortView:
    """All that is shown of the cohorts after one kind of support."""

    kata: SupportWords
    dinilai: pd.DataFrame
    gambar: Chart
    kalimat: list[str]
    by_cohort: pd.DataFrame


def show_cohorts(p: Choice) -> None:
    """After visits, after trainings: both on one scale. A sentence when there is nobody to follow."""
    every = make_cohorts(p)
    if not every:
        screen.show_empty(f"Sampai {language.format_quarter(p.periode)} tidak ada koperasi tidak aktif yang tercatat di {p.nama_wilayah}.",
                        "Kohor dibuat dari register koperasi; unggah register triwulan yang belum ada.")  # fmt: skip
    for one in every:
        _show_cohort(p, one)


def make_cohorts(p: Choice) -> list[CohortView]:
    """Those after visits and those after trainings; none when no cooperative was ever inactive. Kept: do not change."""
    return kept.keep_once("kohor", p, lambda: _make_cohorts(p))


def _make_cohorts(p: Choice) -> list[CohortView]:
    word = (chart_cohorts.VISITS, chart_cohorts.TRAININGS)
    data = [mentoring.read_cohorts(p, k.jenis) for k in word]
    if data[0].empty:
        return []
    rated = [
        chart_cohorts.describe_cohorts(d, k, p.periode, provenance.read_small_n())
        for d, k in zip(data, word, strict=True)
    ]
    limit = chart_cohorts.find_axis_limit(*(d[d["periode"].isna() & d["kena"].notna()] for d in rated))
    return [_make_cohort(p, d, k, limit) for d, k in zip(rated, word, strict=True)]


def _make_cohort(p: Choice, rated: pd.DataFrame, word: SupportWords, limit: float) -> CohortView:
    merges = chart_cohorts.pool_cohorts(rated, word)
    chart = chart_cohorts.draw_cohorts(merges, word, place=provenance.say_place(p), periode=p.periode, limit=limit)
    return CohortView(
        word,
        rated,
        chart,
        chart_cohorts.say_reading(merges, word, provenance.read_small_n()),
        chart_cohorts.list_by_cohort(rated),
    )


def _show_cohort(p: Choice, one: CohortView) -> None:
    """Chart of all cohorts, how to read it, the table per cohort."""
    word = one.kata
    source = provenance.say_sources(p, "koperasi", word.jenis)
    screen.show_note(say_missing_sheets(one.dinilai, word))
    screen.show_chart(one.gambar, source, f"kohor_{word.jenis}")
    screen.show_bullets(one.kalimat)
    with st.expander(plain(f"Per kohor: sesudah {word.dasar}")):
        _show_cohort_table(one, source)


def say_missing_sheets(rated: pd.DataFrame, word: SupportWords) -> str:
    """Quarters whose cohort cannot be split, since nobody knows who was visited or trained."""
    without = sorted(rated.loc[rated["periode"].notna() & rated["kena"].isna(), "periode"].unique())
    if not without:
        return ""
    when = language.join_list([language.format_quarter(x) for x in without], 4)
    return (
        f"Data {word.jenis} belum diterbitkan untuk {when}; koperasi tidak aktif triwulan itu tidak ikut dibandingkan."
    )


def _show_cohort_table(one: CohortView, source: list[str]) -> None:
    """Texts on screen, real numbers in the files."""
    word = one.kata
    title = f"Kohor menurut triwulan: {word.kena} dan tidak"
    page.put_html(columns.make_html(one.by_cohort, title, chart_cohorts.COHORT_COLUMNS))
    screen.show_sources(
        [
            f"n = koperasi tidak aktif pada akhir triwulan itu. Dalam kurung selang 95%. Persen tidak ditulis bila n di bawah {provenance.read_small_n()}: {chart_cohorts.TOO_SMALL}.",
            *source[:1],
        ]
    )
    length = one.dinilai[one.dinilai["periode"].notna()].reset_index(drop=True)
    screen.show_downloads(length, title, source, f"kohor_{word.jenis}_rinci", chart_cohorts.COHORT_FILE_COLUMNS)


# ── transitions ──────────────────────────────────────────────────────────────────────


def show_transitions(p: Choice) -> None:
    """Flow chart, matrix and names between an earlier register and this one."""
    if not base.has_register(p):
        screen.show_empty(
            f"Register koperasi {language.format_quarter(p.periode)} belum diterbitkan, jadi perubahan status belum diketahui."
        )
        return
    published = mentoring.list_register_quarters(p)
    if not published:
        screen.show_empty("Baru satu register yang diterbitkan sampai triwulan ini; perubahan status perlu dua.")
        return
    previous = _choose_since(p, published)
    data = mentoring.read_transitions(p, previous)
    source = [*provenance.say_sources(p), f"Dibandingkan dengan register {language.format_quarter(previous)}"]
    chart = kept.keep_once(
        "alir",
        p,
        lambda: transitions.draw_flows(data, place=provenance.say_place(p), periode=p.periode, previous=previous),
        previous,
    )
    screen.show_chart(chart, source, "alir_status")
    if data.empty:
        return
    content, title = transitions.make_matrix(data)
    screen.show_list(
        content, f"Dari status {language.format_quarter(previous, True)} ke status {language.format_quarter(p.periode, True)}", source, "transisi_status", title,
        subtitle=transitions.say_moved(data),
    )  # fmt: skip
    screen.show_list(
        transitions.list_changed(data), "Koperasi yang berubah status, masuk atau keluar", source, "koperasi_berubah_status",
        transitions.CHANGED_COLUMNS, jika_kosong="Tidak ada koperasi yang berubah status.",
    )  # fmt: skip


def _choose_since(p: Choice, published: list[str]) -> str:
    """The register to compare with; a year ago only where that one is published."""
    candidates = {"lalu": published[0], "setahun": triwulan.shift_quarter(p.periode, -4), "pertama": published[-1]}
    candidates = {name: q for name, q in candidates.items() if q in published}
    phrase = {"lalu": "register sebelumnya", "setahun": "setahun sebelumnya", "pertama": "register pertama"}
    options = {name: f"{language.format_quarter(q)} ({phrase[name]})" for name, q in candidates.items()}
    return candidates[parameters.choose_button("Dibandingkan dengan", "sejak", options)]
