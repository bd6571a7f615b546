"""Prioritas for the reader's choice: the rule as set on the page, the list, the visit sheet to fill in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import pandas as pd
import streamlit as st

from dasbor.blocks import provenance
from dasbor.query import base, lists, priorities, priority_rule
from dasbor.query.lists import Daftar
from dasbor.query.priority_rule import ALASAN, Aturan
from dasbor.ui import exports, page, parameters, screen
from dasbor.ui.plain import plain
from dasbor.ui.reader import Pilihan
from dasbor.words import language
from etl import skema
from etl.acuan import load_acuan
from etl.out.template import filled_sheet

_BANYAK = {"": "Semua", "10": "10 teratas", "25": "25 teratas", "50": "50 teratas"}
_CATATAN = (
    "Lembar kunjungan: isi Tanggal, Petugas dan hasil setiap kunjungan, lalu unggah di dasbor. "
    "Baris yang Tanggal, Petugas dan hasilnya tetap kosong dilewati sebagai belum dikunjungi."
)


@dataclass(frozen=True)
class Sasaran:
    """The whole list under the rule in numbers, the rows that the filters leave as they are shown, and the rule."""

    semua: pd.DataFrame
    terpilih: Daftar
    aturan: Aturan


def read(p: Pilihan) -> Sasaran:
    """Draw the rule, the controls and the filters, and answer with the list they give."""
    kalimat = st.container()  # the rule is read before it is changed, but known after
    aturan = _rule(p)
    with kalimat:
        page.show("remark.html", text=aturan.sentence())
    semua = priority_rule.ranked(priorities.fakta(p, aturan), aturan)
    return Sasaran(semua, listed(p, aturan, _filtered(semua, aturan)), aturan)


def listed(p: Pilihan, aturan: Aturan, daftar: pd.DataFrame) -> Daftar:
    """Rows of the ranking with names and sentences: those on screen at once, all when somebody takes the file."""
    tampak = _shown(p, aturan, daftar.head(lists.PALING_BANYAK))
    if len(tampak) == len(daftar):
        return lists.whole(tampak)
    return Daftar(tampak, lambda: len(daftar), partial(_shown, p, aturan, daftar))


def _shown(p: Pilihan, aturan: Aturan, daftar: pd.DataFrame) -> pd.DataFrame:
    return priority_rule.explained(priorities.rinci(p, aturan, daftar), aturan)


def _rule(p: Pilihan) -> Aturan:
    with st.expander("Ubah aturan: poin setiap alasan"):
        kolom = st.columns(4)
        bobot = {}
        for ke, (nama, alasan) in enumerate(ALASAN.items()):
            with kolom[ke % len(kolom)]:
                bobot[nama] = parameters.bilangan(
                    alasan.judul, f"poin_{nama}", alasan.bobot, priority_rule.BOBOT_TERBESAR
                )
        with kolom[len(ALASAN) % len(kolom)]:
            lama = parameters.bilangan(
                "Lama diusulkan: mulai triwulan ke-", "lama_usulan", priority_rule.LAMA_USULAN, 40
            )
    a = load_acuan().aturan
    ada_kunjungan = bool(base.jenis_tersedia(p, "pendampingan"))
    return Aturan(
        bobot, lama, p.periode, a["tahun_tanpa_rat"], a["bulan_batas_rat"], a["jendela_triwulan"], a["hari_pascapelatihan"],
        ada_kunjungan,
    )  # fmt: skip


def _filtered(semua: pd.DataFrame, aturan: Aturan) -> pd.DataFrame:
    kiri, tengah, kanan = st.columns(3)
    with kiri:
        petugas = parameters.salah_satu("Petugas yang terakhir berkunjung", "petugas", priority_rule.officers(semua))
    with tengah:
        alasan = parameters.salah_satu(
            "Alasan", "alasan", {"": "Semua alasan", **{a: x.judul for a, x in ALASAN.items()}}
        )
    with kanan:
        banyak = parameters.salah_satu("Banyaknya", "banyak", _BANYAK)
    isi = priority_rule.chosen(semua, petugas, alasan, aturan)
    return isi.head(int(banyak)) if banyak else isi


def show_rule(p: Pilihan, s: Sasaran) -> None:
    """What each reason means, its points and how many have it."""
    judul = {"judul": "Alasan", "arti": "Artinya", "bobot": "Poin", "jumlah": "Banyaknya"}
    screen.daftar_tabel(
        priority_rule.counted(s.semua, s.aturan), "Banyaknya menurut alasan", provenance.sumber(p, "koperasi", "pelatihan", "pendampingan", kurun=True),
        "alasan_prioritas", judul, subjudul="Satu sasaran dapat punya beberapa alasan.",
    )  # fmt: skip


def remarks(p: Pilihan) -> list[str]:
    """What is missing for the list below."""
    isi = [provenance.catatan_jendela(p, "pendampingan"), provenance.catatan_jendela(p, "pelatihan")]
    if not base.jenis_tersedia(p, "pendampingan"):
        isi[0] = (
            "Data pendampingan belum diterbitkan untuk empat triwulan ini, jadi tidak diketahui siapa yang belum dikunjungi: "
            f"alasan “{ALASAN['tidak_aktif'].judul}” dan “{ALASAN['pasca'].judul}” tidak dipakai."
        )
    if not base.punya_register(p):
        isi.append(
            f"Register koperasi {language.triwulan(p.periode)} belum diterbitkan: yang didaftar hanya kelompok yang dilatih. "
            "Unggah register, atau pilih triwulan lain."
        )
    return [k for k in isi if k]


def show_list(p: Pilihan, s: Sasaran) -> None:
    sumber = [*provenance.sumber(p, "koperasi", "pelatihan", "pendampingan", kurun=True), s.aturan.sentence()]
    banyak = s.terpilih.hitung()
    dari = f"{language.pecahan(banyak, len(s.semua))} sasaran, {provenance.tempat(p)}, {language.triwulan(p.periode)}"
    if banyak:
        _visit_sheet_button(p, s.terpilih)
    tampak = s.terpilih.tampak  # the first of all is often the first of these
    pertama = tampak.head(1) if tampak["peringkat"].eq(1).any() else _shown(p, s.aturan, s.semua.head(1))
    screen.daftar_tabel(
        s.terpilih, priority_rule.headline(len(s.semua), pertama), sumber, "prioritas_kunjungan", priority_rule.KOLOM,
        jika_kosong="Tidak ada sasaran untuk pilihan ini.", subjudul=dari, kolom_berkas=priority_rule.KOLOM_BERKAS,
        kecil={"nama_koperasi": "alasan"},
    )  # fmt: skip


# ── the visit sheet ──────────────────────────────────────────────────────────────────


def visit_rows(daftar: pd.DataFrame) -> pd.DataFrame:
    """The list as rows of the Pendampingan sheet. Date and officer are written when somebody was there: a row without
    them is no visit."""
    jenis = [ALASAN[a].jenis for a in daftar["utama"]]
    # the sheet has a column for the kecamatan: "Sukorejo", not "Sukorejo (Wates)"
    nama = [str(d).removesuffix(f" ({k})") for d, k in zip(daftar["kelurahan"], daftar["kecamatan"], strict=True)]
    isi = {
        "tanggal": None, "sasaran": daftar["nama_koperasi"], "nik_koperasi": daftar["nik_koperasi"], "kelurahan": nama,
        "kecamatan": daftar["kecamatan"], "petugas": None, "jenis_pendampingan": jenis,
        "keterangan": [f"Prioritas {n} poin: {a}" + (f"; terakhir oleh {p}" if language.ada(p) else "")
                       for n, a, p in zip(daftar["poin"], daftar["alasan"], daftar["petugas"], strict=True)],
    }  # fmt: skip
    return pd.DataFrame(isi, columns=[k.nama for k in skema.PENDAMPINGAN.kolom], index=daftar.index, dtype=object)


def visit_sheet(daftar: pd.DataFrame, contoh: bool) -> bytes:
    """The workbook that officers fill in and staff upload again."""
    return filled_sheet("pendampingan", visit_rows(daftar), _CATATAN, contoh=contoh)


def _visit_sheet_button(p: Pilihan, daftar: Daftar) -> None:
    contoh = base.mode_contoh(p)
    nama = f"lembar_kunjungan_{p.periode}" + ("_DATA_CONTOH" if contoh else "")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            plain(f"Unduh lembar kunjungan ({language.bilangan(daftar.hitung())} sasaran)"), lambda: visit_sheet(daftar.semua(), contoh), f"{nama}.xlsx",
            exports.XLSX_MIME, type="primary", key="lembar_kunjungan", on_click="ignore",
        )  # fmt: skip
        page.show(
            "remark.html",
            text="Isi tanggal, petugas dan hasilnya di Excel, lalu unggah di halaman Unggah. "
            "Baris yang dibiarkan kosong dilewati sebagai belum dikunjungi.",
        )
