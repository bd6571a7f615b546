"""Prioritas for the reader's choice: the rule as set on the page, the list, the visit sheet to fill in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import pandas as pd
import streamlit as st

from dasbor.blocks import provenance
from dasbor.query import base, lists, priorities, priority_rule
from dasbor.query.lists import Listing
from dasbor.query.priority_rule import VISIT_REASONS, PriorityRule
from dasbor.ui import exports, page, parameters, screen
from dasbor.ui.plain import plain
from dasbor.ui.reader import Pilihan
from dasbor.words import language
from etl import skema
from etl.acuan import load_reference
from etl.out.template import make_filled_sheet

_HOW_MANY = {"": "Semua", "10": "10 teratas", "25": "25 teratas", "50": "50 teratas"}
_NOTE = (
    "Lembar kunjungan: isi Tanggal, Petugas dan hasil setiap kunjungan, lalu unggah di dasbor. "
    "Baris yang Tanggal, Petugas dan hasilnya tetap kosong dilewati sebagai belum dikunjungi."
)


@dataclass(frozen=True)
class PriorityList:
    """The whole list under the rule in numbers, the rows that the filters leave as they are shown, and the rule."""

    semua: pd.DataFrame
    chosen: Listing
    aturan: PriorityRule


def read_priorities(p: Pilihan) -> PriorityList:
    """Draw the rule, the controls and the filters, and answer with the list they give."""
    kalimat = st.container()  # the rule is read before it is changed, but known after
    aturan = _read_rule(p)
    with kalimat:
        page.show_template("remark.html", text=aturan.sentence())
    semua = priority_rule.rank_targets(priorities.read_facts(p, aturan), aturan)
    return PriorityList(semua, list_rows(p, aturan, _filter_rows(semua, aturan)), aturan)


def list_rows(p: Pilihan, aturan: PriorityRule, daftar: pd.DataFrame) -> Listing:
    """Rows of the ranking with names and sentences: those on screen at once, all when somebody takes the file."""
    tampak = _list_shown(p, aturan, daftar.head(lists.MAX_ROWS))
    if len(tampak) == len(daftar):
        return lists.make_whole(tampak)
    return Listing(tampak, lambda: len(daftar), partial(_list_shown, p, aturan, daftar))


def _list_shown(p: Pilihan, aturan: PriorityRule, daftar: pd.DataFrame) -> pd.DataFrame:
    return priority_rule.add_reasons(priorities.read_details(p, aturan, daftar), aturan)


def _read_rule(p: Pilihan) -> PriorityRule:
    with st.expander("Ubah aturan: poin setiap alasan"):
        kolom = st.columns(4)
        bobot = {}
        for ke, (nama, alasan) in enumerate(VISIT_REASONS.items()):
            with kolom[ke % len(kolom)]:
                bobot[nama] = parameters.choose_number(
                    alasan.judul, f"poin_{nama}", alasan.bobot, priority_rule.MAX_POINTS
                )
        with kolom[len(VISIT_REASONS) % len(kolom)]:
            lama = parameters.choose_number(
                "Lama diusulkan: mulai triwulan ke-", "lama_usulan", priority_rule.PROPOSAL_QUARTERS, 40
            )
    a = load_reference().aturan
    ada_kunjungan = bool(base.list_quarters_with(p, "pendampingan"))
    return PriorityRule(
        bobot, lama, p.periode, a["tahun_tanpa_rat"], a["bulan_batas_rat"], a["jendela_triwulan"], a["hari_pascapelatihan"],
        ada_kunjungan,
    )  # fmt: skip


def _filter_rows(semua: pd.DataFrame, aturan: PriorityRule) -> pd.DataFrame:
    kiri, tengah, kanan = st.columns(3)
    with kiri:
        petugas = parameters.choose_button(
            "Petugas yang terakhir berkunjung", "petugas", priority_rule.list_officers(semua)
        )
    with tengah:
        alasan = parameters.choose_button(
            "Alasan", "alasan", {"": "Semua alasan", **{a: x.judul for a, x in VISIT_REASONS.items()}}
        )
    with kanan:
        banyak = parameters.choose_button("Banyaknya", "banyak", _HOW_MANY)
    isi = priority_rule.filter_targets(semua, petugas, alasan, aturan)
    return isi.head(int(banyak)) if banyak else isi


def show_rule(p: Pilihan, s: PriorityList) -> None:
    """What each reason means, its points and how many have it."""
    judul = {"judul": "Alasan", "arti": "Artinya", "bobot": "Poin", "jumlah": "Banyaknya"}
    screen.show_list(
        priority_rule.count_reasons(s.semua, s.aturan), "Banyaknya menurut alasan", provenance.say_sources(p, "koperasi", "pelatihan", "pendampingan", kurun=True),
        "alasan_prioritas", judul, subjudul="Satu sasaran dapat punya beberapa alasan.",
    )  # fmt: skip


def list_remarks(p: Pilihan) -> list[str]:
    """What is missing for the list below."""
    isi = [provenance.say_window_note(p, "pendampingan"), provenance.say_window_note(p, "pelatihan")]
    if not base.list_quarters_with(p, "pendampingan"):
        isi[0] = (
            "Data pendampingan belum diterbitkan untuk empat triwulan ini, jadi tidak diketahui siapa yang belum dikunjungi: "
            f"alasan “{VISIT_REASONS['tidak_aktif'].judul}” dan “{VISIT_REASONS['pasca'].judul}” tidak dipakai."
        )
    if not base.has_register(p):
        isi.append(
            f"Register koperasi {language.format_quarter(p.periode)} belum diterbitkan: yang didaftar hanya kelompok yang dilatih. "
            "Unggah register, atau pilih triwulan lain."
        )
    return [k for k in isi if k]


def show_priorities(p: Pilihan, s: PriorityList) -> None:
    sumber = [*provenance.say_sources(p, "koperasi", "pelatihan", "pendampingan", kurun=True), s.aturan.sentence()]
    banyak = s.chosen.hitung()
    dari = f"{language.format_fraction(banyak, len(s.semua))} sasaran, {provenance.say_place(p)}, {language.format_quarter(p.periode)}"
    if banyak:
        _show_visit_sheet_button(p, s.chosen)
    tampak = s.chosen.tampak  # the first of all is often the first of these
    pertama = tampak.head(1) if tampak["peringkat"].eq(1).any() else _list_shown(p, s.aturan, s.semua.head(1))
    screen.show_list(
        s.chosen, priority_rule.say_headline(len(s.semua), pertama), sumber, "prioritas_kunjungan", priority_rule.LIST_COLUMNS,
        jika_kosong="Tidak ada sasaran untuk pilihan ini.", subjudul=dari, kolom_berkas=priority_rule.LIST_FILE_COLUMNS,
        kecil={"nama_koperasi": "alasan"},
    )  # fmt: skip


# ── the visit sheet ──────────────────────────────────────────────────────────────────


def make_visit_rows(daftar: pd.DataFrame) -> pd.DataFrame:
    """The list as rows of the Pendampingan sheet. Date and officer are written when somebody was there: a row without
    them is no visit."""
    jenis = [VISIT_REASONS[a].jenis for a in daftar["utama"]]
    # the sheet has a column for the kecamatan: "Sukorejo", not "Sukorejo (Wates)"
    nama = [str(d).removesuffix(f" ({k})") for d, k in zip(daftar["kelurahan"], daftar["kecamatan"], strict=True)]
    isi = {
        "tanggal": None, "sasaran": daftar["nama_koperasi"], "nik_koperasi": daftar["nik_koperasi"], "kelurahan": nama,
        "kecamatan": daftar["kecamatan"], "petugas": None, "jenis_pendampingan": jenis,
        "keterangan": [f"Prioritas {n} poin: {a}" + (f"; terakhir oleh {p}" if language.is_known(p) else "")
                       for n, a, p in zip(daftar["poin"], daftar["alasan"], daftar["petugas"], strict=True)],
    }  # fmt: skip
    return pd.DataFrame(isi, columns=[k.nama for k in skema.VISITS_SHEET.kolom], index=daftar.index, dtype=object)


def make_visit_sheet(daftar: pd.DataFrame, contoh: bool) -> bytes:
    """The workbook that officers fill in and staff upload again."""
    return make_filled_sheet("pendampingan", make_visit_rows(daftar), _NOTE, contoh=contoh)


def _show_visit_sheet_button(p: Pilihan, daftar: Listing) -> None:
    contoh = base.is_sample(p)
    nama = f"lembar_kunjungan_{p.periode}" + ("_DATA_CONTOH" if contoh else "")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            plain(f"Unduh lembar kunjungan ({language.format_number(daftar.hitung())} sasaran)"), lambda: make_visit_sheet(daftar.semua(), contoh), f"{nama}.xlsx",
            exports.XLSX_MIME, type="primary", key="lembar_kunjungan", on_click="ignore",
        )  # fmt: skip
        page.show_template(
            "remark.html",
            text="Isi tanggal, petugas dan hasilnya di Excel, lalu unggah di halaman Unggah. "
            "Baris yang dibiarkan kosong dilewati sebagai belum dikunjungi.",
        )
