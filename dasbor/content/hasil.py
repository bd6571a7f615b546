"""Hasil Pembinaan for the reader's choice: cohorts after visits and trainings, transitions. Draws the blocks."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dasbor.blocks import kept, provenance
from dasbor.chart import cohorts as chart_cohorts
from dasbor.chart import transitions
from dasbor.chart.by_area import Grafik
from dasbor.chart.cohorts import Kata
from dasbor.query import base, mentoring
from dasbor.ui import page, parameters, screen
from dasbor.ui.plain import plain
from dasbor.ui.reader import Pilihan
from dasbor.words import columns, language
from etl import periode as triwulan

DEFINISI = (
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
class Kohor:
    """All that is shown of the cohorts after one kind of support."""

    kata: Kata
    dinilai: pd.DataFrame
    gambar: Grafik
    kalimat: list[str]
    per_kohor: pd.DataFrame


def show_cohorts(p: Pilihan) -> None:
    """After visits, after trainings: both on one scale. A sentence when there is nobody to follow."""
    semua = cohorts(p)
    if not semua:
        screen.kosong(f"Sampai {language.triwulan(p.periode)} tidak ada koperasi tidak aktif yang tercatat di {p.nama_wilayah}.",
                        "Kohor dibuat dari register koperasi; unggah register triwulan yang belum ada.")  # fmt: skip
    for satu in semua:
        _show_cohort(p, satu)


def cohorts(p: Pilihan) -> list[Kohor]:
    """Those after visits and those after trainings; none when no cooperative was ever inactive. Kept: do not change."""
    return kept.once("kohor", p, lambda: _cohorts(p))


def _cohorts(p: Pilihan) -> list[Kohor]:
    kata = (chart_cohorts.KUNJUNGAN, chart_cohorts.PELATIHAN)
    data = [mentoring.kohor(p, k.jenis) for k in kata]
    if data[0].empty:
        return []
    dinilai = [chart_cohorts.describe(d, k, p.periode, provenance.n_kecil()) for d, k in zip(data, kata, strict=True)]
    batas = chart_cohorts.axis_limit(*(d[d["periode"].isna() & d["kena"].notna()] for d in dinilai))
    return [_cohort(p, d, k, batas) for d, k in zip(dinilai, kata, strict=True)]


def _cohort(p: Pilihan, dinilai: pd.DataFrame, kata: Kata, batas: float) -> Kohor:
    gabungan = chart_cohorts.pooled(dinilai, kata)
    gambar = chart_cohorts.gambar(gabungan, kata, tempat=provenance.tempat(p), periode=p.periode, batas=batas)
    return Kohor(
        kata,
        dinilai,
        gambar,
        chart_cohorts.reading(gabungan, kata, provenance.n_kecil()),
        chart_cohorts.per_cohort(dinilai),
    )


def _show_cohort(p: Pilihan, satu: Kohor) -> None:
    """Chart of all cohorts, how to read it, the table per cohort."""
    kata = satu.kata
    sumber = provenance.sumber(p, "koperasi", kata.jenis)
    screen.catatan(missing_sheets(satu.dinilai, kata))
    screen.blok_grafik(satu.gambar, sumber, f"kohor_{kata.jenis}")
    screen.butir(satu.kalimat)
    with st.expander(plain(f"Per kohor: sesudah {kata.dasar}")):
        _cohort_table(satu, sumber)


def missing_sheets(dinilai: pd.DataFrame, kata: Kata) -> str:
    """Quarters whose cohort cannot be split, since nobody knows who was visited or trained."""
    tanpa = sorted(dinilai.loc[dinilai["periode"].notna() & dinilai["kena"].isna(), "periode"].unique())
    if not tanpa:
        return ""
    kapan = language.daftar([language.triwulan(x) for x in tanpa], 4)
    return (
        f"Data {kata.jenis} belum diterbitkan untuk {kapan}; koperasi tidak aktif triwulan itu tidak ikut dibandingkan."
    )


def _cohort_table(satu: Kohor, sumber: list[str]) -> None:
    """Texts on screen, real numbers in the files."""
    kata = satu.kata
    judul = f"Kohor menurut triwulan: {kata.kena} dan tidak"
    page.put(columns.html(satu.per_kohor, judul, chart_cohorts.KOLOM_KOHOR))
    screen.baris_asal(
        [
            f"n = koperasi tidak aktif pada akhir triwulan itu. Dalam kurung selang 95%. Persen tidak ditulis bila n di bawah {provenance.n_kecil()}: {chart_cohorts.KECIL}.",
            *sumber[:1],
        ]
    )
    panjang = satu.dinilai[satu.dinilai["periode"].notna()].reset_index(drop=True)
    screen.unduh(panjang, judul, sumber, f"kohor_{kata.jenis}_rinci", chart_cohorts.KOLOM)


# ── transitions ──────────────────────────────────────────────────────────────────────


def show_transitions(p: Pilihan) -> None:
    """Flow chart, matrix and names between an earlier register and this one."""
    if not base.punya_register(p):
        screen.kosong(
            f"Register koperasi {language.triwulan(p.periode)} belum diterbitkan, jadi perubahan status belum diketahui."
        )
        return
    terbit = mentoring.register_terbit(p)
    if not terbit:
        screen.kosong("Baru satu register yang diterbitkan sampai triwulan ini; perubahan status perlu dua.")
        return
    lalu = _since(p, terbit)
    data = mentoring.transisi(p, lalu)
    sumber = [*provenance.sumber(p), f"Dibandingkan dengan register {language.triwulan(lalu)}"]
    gambar = kept.once(
        "alir", p, lambda: transitions.alir(data, tempat=provenance.tempat(p), periode=p.periode, lalu=lalu), lalu
    )
    screen.blok_grafik(gambar, sumber, "alir_status")
    if data.empty:
        return
    isi, judul = transitions.matrix(data)
    screen.daftar_tabel(
        isi, f"Dari status {language.triwulan(lalu, True)} ke status {language.triwulan(p.periode, True)}", sumber, "transisi_status", judul,
        subjudul=transitions.moved_note(data),
    )  # fmt: skip
    screen.daftar_tabel(
        transitions.changed(data), "Koperasi yang berubah status, masuk atau keluar", sumber, "koperasi_berubah_status",
        transitions.KOLOM_YANG_BERUBAH, jika_kosong="Tidak ada koperasi yang berubah status.",
    )  # fmt: skip


def _since(p: Pilihan, terbit: list[str]) -> str:
    """The register to compare with; a year ago only where that one is published."""
    calon = {"lalu": terbit[0], "setahun": triwulan.shift(p.periode, -4), "pertama": terbit[-1]}
    calon = {nama: q for nama, q in calon.items() if q in terbit}
    sebut = {"lalu": "register sebelumnya", "setahun": "setahun sebelumnya", "pertama": "register pertama"}
    opsi = {nama: f"{language.triwulan(q)} ({sebut[nama]})" for nama, q in calon.items()}
    return calon[parameters.salah_satu("Dibandingkan dengan", "sejak", opsi)]
