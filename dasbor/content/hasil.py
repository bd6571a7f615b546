"""Hasil Pembinaan for the reader's choice: cohorts after visits and trainings, transitions. Draws the blocks."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dasbor.blocks import kept, provenance
from dasbor.chart import cohorts as chart_cohorts
from dasbor.chart import transitions
from dasbor.chart.by_area import Chart
from dasbor.chart.cohorts import SupportWords
from dasbor.query import base, mentoring
from dasbor.ui import page, parameters, screen
from dasbor.ui.plain import plain
from dasbor.ui.reader import Pilihan
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


def show_cohorts(p: Pilihan) -> None:
    """After visits, after trainings: both on one scale. A sentence when there is nobody to follow."""
    semua = make_cohorts(p)
    if not semua:
        screen.show_empty(f"Sampai {language.format_quarter(p.periode)} tidak ada koperasi tidak aktif yang tercatat di {p.nama_wilayah}.",
                        "Kohor dibuat dari register koperasi; unggah register triwulan yang belum ada.")  # fmt: skip
    for satu in semua:
        _show_cohort(p, satu)


def make_cohorts(p: Pilihan) -> list[CohortView]:
    """Those after visits and those after trainings; none when no cooperative was ever inactive. Kept: do not change."""
    return kept.keep_once("kohor", p, lambda: _make_cohorts(p))


def _make_cohorts(p: Pilihan) -> list[CohortView]:
    kata = (chart_cohorts.VISITS, chart_cohorts.TRAININGS)
    data = [mentoring.read_cohorts(p, k.jenis) for k in kata]
    if data[0].empty:
        return []
    dinilai = [
        chart_cohorts.describe_cohorts(d, k, p.periode, provenance.read_small_n())
        for d, k in zip(data, kata, strict=True)
    ]
    batas = chart_cohorts.find_axis_limit(*(d[d["periode"].isna() & d["kena"].notna()] for d in dinilai))
    return [_make_cohort(p, d, k, batas) for d, k in zip(dinilai, kata, strict=True)]


def _make_cohort(p: Pilihan, dinilai: pd.DataFrame, kata: SupportWords, batas: float) -> CohortView:
    gabungan = chart_cohorts.pool_cohorts(dinilai, kata)
    gambar = chart_cohorts.draw_cohorts(gabungan, kata, tempat=provenance.say_place(p), periode=p.periode, batas=batas)
    return CohortView(
        kata,
        dinilai,
        gambar,
        chart_cohorts.say_reading(gabungan, kata, provenance.read_small_n()),
        chart_cohorts.list_by_cohort(dinilai),
    )


def _show_cohort(p: Pilihan, satu: CohortView) -> None:
    """Chart of all cohorts, how to read it, the table per cohort."""
    kata = satu.kata
    sumber = provenance.say_sources(p, "koperasi", kata.jenis)
    screen.show_note(say_missing_sheets(satu.dinilai, kata))
    screen.show_chart(satu.gambar, sumber, f"kohor_{kata.jenis}")
    screen.show_bullets(satu.kalimat)
    with st.expander(plain(f"Per kohor: sesudah {kata.dasar}")):
        _show_cohort_table(satu, sumber)


def say_missing_sheets(dinilai: pd.DataFrame, kata: SupportWords) -> str:
    """Quarters whose cohort cannot be split, since nobody knows who was visited or trained."""
    tanpa = sorted(dinilai.loc[dinilai["periode"].notna() & dinilai["kena"].isna(), "periode"].unique())
    if not tanpa:
        return ""
    kapan = language.join_list([language.format_quarter(x) for x in tanpa], 4)
    return (
        f"Data {kata.jenis} belum diterbitkan untuk {kapan}; koperasi tidak aktif triwulan itu tidak ikut dibandingkan."
    )


def _show_cohort_table(satu: CohortView, sumber: list[str]) -> None:
    """Texts on screen, real numbers in the files."""
    kata = satu.kata
    judul = f"Kohor menurut triwulan: {kata.kena} dan tidak"
    page.put_html(columns.make_html(satu.by_cohort, judul, chart_cohorts.COHORT_COLUMNS))
    screen.show_sources(
        [
            f"n = koperasi tidak aktif pada akhir triwulan itu. Dalam kurung selang 95%. Persen tidak ditulis bila n di bawah {provenance.read_small_n()}: {chart_cohorts.TOO_SMALL}.",
            *sumber[:1],
        ]
    )
    panjang = satu.dinilai[satu.dinilai["periode"].notna()].reset_index(drop=True)
    screen.show_downloads(panjang, judul, sumber, f"kohor_{kata.jenis}_rinci", chart_cohorts.COHORT_FILE_COLUMNS)


# ── transitions ──────────────────────────────────────────────────────────────────────


def show_transitions(p: Pilihan) -> None:
    """Flow chart, matrix and names between an earlier register and this one."""
    if not base.has_register(p):
        screen.show_empty(
            f"Register koperasi {language.format_quarter(p.periode)} belum diterbitkan, jadi perubahan status belum diketahui."
        )
        return
    terbit = mentoring.list_register_quarters(p)
    if not terbit:
        screen.show_empty("Baru satu register yang diterbitkan sampai triwulan ini; perubahan status perlu dua.")
        return
    lalu = _choose_since(p, terbit)
    data = mentoring.read_transitions(p, lalu)
    sumber = [*provenance.say_sources(p), f"Dibandingkan dengan register {language.format_quarter(lalu)}"]
    gambar = kept.keep_once(
        "alir",
        p,
        lambda: transitions.draw_flows(data, tempat=provenance.say_place(p), periode=p.periode, lalu=lalu),
        lalu,
    )
    screen.show_chart(gambar, sumber, "alir_status")
    if data.empty:
        return
    isi, judul = transitions.make_matrix(data)
    screen.show_list(
        isi, f"Dari status {language.format_quarter(lalu, True)} ke status {language.format_quarter(p.periode, True)}", sumber, "transisi_status", judul,
        subjudul=transitions.say_moved(data),
    )  # fmt: skip
    screen.show_list(
        transitions.list_changed(data), "Koperasi yang berubah status, masuk atau keluar", sumber, "koperasi_berubah_status",
        transitions.CHANGED_COLUMNS, jika_kosong="Tidak ada koperasi yang berubah status.",
    )  # fmt: skip


def _choose_since(p: Pilihan, terbit: list[str]) -> str:
    """The register to compare with; a year ago only where that one is published."""
    calon = {"lalu": terbit[0], "setahun": triwulan.shift_quarter(p.periode, -4), "pertama": terbit[-1]}
    calon = {nama: q for nama, q in calon.items() if q in terbit}
    sebut = {"lalu": "register sebelumnya", "setahun": "setahun sebelumnya", "pertama": "register pertama"}
    opsi = {nama: f"{language.format_quarter(q)} ({sebut[nama]})" for nama, q in calon.items()}
    return calon[parameters.choose_button("Dibandingkan dengan", "sejak", opsi)]
