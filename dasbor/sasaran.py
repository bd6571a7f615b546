"""Prioritas for the reader's choice: the rule as set on the page, the list, the visit sheet to fill in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import pandas as pd
import streamlit as st

from dasbor import asal, bahasa, ekspor, kueri, kueri_pembinaan, prioritas, setelan, tabel, tampilan
from dasbor.pilihan import Pilihan
from dasbor.prioritas import ALASAN, Aturan
from etl import skema
from etl.acuan import load_acuan
from etl.template import filled_sheet

_BANYAK = {"": "Semua", "10": "10 teratas", "25": "25 teratas", "50": "50 teratas"}
_CATATAN = "Lembar kunjungan: isi Tanggal setiap kunjungan dan hapus baris yang tidak dikunjungi, lalu unggah di dasbor."


@dataclass(frozen=True)
class Sasaran:
    """The whole list under the rule, the rows that the filters leave, and the rule."""

    semua: pd.DataFrame
    terpilih: pd.DataFrame
    aturan: Aturan


def read(p: Pilihan) -> Sasaran:
    """Draw the controls (rule, then filters) and answer with the list they give."""
    aturan = _rule(p)
    semua = prioritas.ranked(kueri_pembinaan.sasaran_koperasi(p), kueri_pembinaan.sasaran_kelompok(p), aturan)
    return Sasaran(semua, _filtered(semua), aturan)


def _rule(p: Pilihan) -> Aturan:
    with st.expander("Ubah aturan: poin setiap alasan"):
        kolom = st.columns(len(ALASAN) // 2)
        bobot = {}
        for ke, (nama, alasan) in enumerate(ALASAN.items()):
            with kolom[ke % len(kolom)]:
                bobot[nama] = setelan.bilangan(alasan.judul, alasan.bobot, f"poin_{nama}", prioritas.BOBOT_TERBESAR)
        lama = setelan.bilangan("Diusulkan dibubarkan, mulai berapa triwulan", prioritas.LAMA_USULAN, "lama_usulan", 40)
    a = load_acuan().aturan
    ada_kunjungan = bool(kueri.jenis_tersedia(p.versi, p.periode, "pendampingan"))
    return Aturan(
        bobot, lama, p.periode, a["tahun_tanpa_rat"], a["bulan_batas_rat"], a["jendela_triwulan"], a["hari_pascapelatihan"],
        ada_kunjungan,
    )  # fmt: skip


def _filtered(semua: pd.DataFrame) -> pd.DataFrame:
    kiri, tengah, kanan = st.columns(3)
    with kiri:
        petugas = setelan.pilih("Petugas yang terakhir berkunjung", prioritas.officers(semua), "petugas")
    with tengah:
        alasan = setelan.pilih("Alasan", {"": "Semua alasan", **{a: x.judul for a, x in ALASAN.items()}}, "alasan")
    with kanan:
        banyak = setelan.pilih("Banyaknya", _BANYAK, "banyak")
    isi = prioritas.chosen(semua, petugas, alasan)
    return isi.head(int(banyak)) if banyak else isi


def show_rule(s: Sasaran) -> None:
    """The rule as a sentence, and how many have each reason."""
    st.html(f'<p class="catatan">{s.aturan.sentence()}</p>')
    judul = {"judul": "Alasan", "arti": "Artinya", "bobot": "Poin", "jumlah": "Banyaknya"}
    with st.expander("Berapa banyak menurut alasan"):
        st.html(tabel.html(prioritas.counted(s.semua, s.aturan), "Alasan, poin dan banyaknya", judul))


def remarks(p: Pilihan) -> list[str]:
    """What is missing for the list below."""
    isi = [asal.catatan_jendela(p, "pendampingan"), asal.catatan_jendela(p, "pelatihan")]
    if not kueri.jenis_tersedia(p.versi, p.periode, "pendampingan"):
        isi[0] = (
            "Data pendampingan belum diterbitkan untuk empat triwulan ini, jadi tidak diketahui siapa yang belum dikunjungi: "
            f"alasan “{ALASAN['tidak_aktif'].judul}” dan “{ALASAN['pasca'].judul}” tidak dipakai."
        )
    if not kueri.punya_register(p.versi, p.periode):
        isi.append(
            f"Register koperasi {bahasa.triwulan(p.periode)} belum diterbitkan: yang didaftar hanya kelompok yang dilatih. "
            "Unggah register, atau pilih triwulan lain."
        )
    return [k for k in isi if k]


def show_list(p: Pilihan, s: Sasaran) -> None:
    sumber = [*asal.sumber(p, "koperasi", "pelatihan", "pendampingan"), s.aturan.sentence()]
    dari = f"{bahasa.pecahan(len(s.terpilih), len(s.semua))} sasaran, {asal.tempat(p)}, {bahasa.triwulan(p.periode)}"
    if len(s.terpilih):
        _visit_sheet_button(p, s.terpilih)
    tampilan.daftar_tabel(
        s.terpilih, prioritas.headline(s.semua), sumber, "prioritas_kunjungan", prioritas.KOLOM,
        jika_kosong="Tidak ada sasaran untuk pilihan ini.", subjudul=f"{dari}. Di belakang setiap alasan: poinnya.",
    )  # fmt: skip


# ── the visit sheet ──────────────────────────────────────────────────────────────────


def visit_rows(daftar: pd.DataFrame) -> pd.DataFrame:
    """The list as rows of the Pendampingan sheet; the date is left for the officer."""
    jenis = [ALASAN[s[0]].jenis for s in daftar["sebab"]]
    isi = {
        "tanggal": None, "sasaran": daftar["nama"], "nik_koperasi": daftar["nik_koperasi"], "kelurahan": daftar["kelurahan"],
        "kecamatan": daftar["kecamatan"], "petugas": daftar["petugas"], "jenis_pendampingan": jenis,
        "keterangan": [f"Prioritas {n} poin: {a}" for n, a in zip(daftar["poin"], daftar["alasan"], strict=True)],
    }  # fmt: skip
    return pd.DataFrame(isi, columns=[k.nama for k in skema.PENDAMPINGAN.kolom], index=daftar.index, dtype=object)


def visit_sheet(daftar: pd.DataFrame, contoh: bool) -> bytes:
    """The workbook that officers fill in and staff upload again."""
    return filled_sheet("pendampingan", visit_rows(daftar), _CATATAN, contoh=contoh)


def _visit_sheet_button(p: Pilihan, daftar: pd.DataFrame) -> None:
    contoh = kueri.mode_contoh(p.versi)
    nama = f"lembar_kunjungan_{p.periode}" + ("_DATA_CONTOH" if contoh else "")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            f"Unduh lembar kunjungan ({bahasa.bilangan(len(daftar))} sasaran)", partial(visit_sheet, daftar, contoh), f"{nama}.xlsx",
            ekspor.XLSX_MIME, type="primary", key="lembar_kunjungan", on_click="ignore",
        )  # fmt: skip
        st.html('<p class="keterangan">Isi tanggalnya di Excel, hapus baris yang tidak dikunjungi, lalu unggah di halaman Unggah.</p>')
