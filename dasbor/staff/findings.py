"""Findings of a check on the upload page: how many, which, and the list as a file."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from pathlib import PurePath

import pandas as pd
import streamlit as st

from dasbor.staff import files
from dasbor.ui import page, screen
from dasbor.ui.plain import plain
from dasbor.words import columns, language
from etl.model import Hasil
from etl.out import feedback
from etl.pesan import GERBANG, MULAI_DATA_ASLI, SALAH, Temuan

_BARIS_TAMPIL = 200  # more is in the file; a browser draws a few hundred rows without effort
_KOLOM = {"berat": "Bobot", "lembar": "Lembar", "sel": "Sel", "isi": "Isi", "pesan": "Masalah", "saran": "Saran"}
_BOBOT = {True: "Harus diperbaiki", False: "Perlu diperiksa"}
_SEMUA = ""
_PERIKSAAN = "_unggah_periksaan"


def blocking(hasil: Hasil) -> list[Temuan]:
    """Findings that must be repaired in the workbook; gates are answered on the page instead."""
    return [t for t in hasil.temuan if t.berat == SALAH and t.kode not in (*GERBANG, MULAI_DATA_ASLI)]


def count_sentence(hasil: Hasil) -> str:
    salah, periksa = len(blocking(hasil)), sum(t.berat != SALAH for t in hasil.temuan)
    if not salah and not periksa:
        return "tidak ada temuan"
    return f"{language.bilangan(salah)} harus diperbaiki, {language.bilangan(periksa)} perlu diperiksa"


def show(hasil: Hasil) -> None:
    """All findings at once, those that block first; filter by weight and sheet; the list as a file."""
    semua = [t for t in hasil.temuan if t.kode not in (*GERBANG, MULAI_DATA_ASLI)]
    if not semua:
        screen.kosong("Tidak ada temuan. Semua lembar terbaca dan tidak ada yang janggal.")
        return
    data = pd.DataFrame([_row(t) for t in semua])
    data = data.sort_values("berat", kind="stable")
    tampil = _filtered(data)
    page.show("wide.html", table=columns.html(tampil.head(_BARIS_TAMPIL), "Temuan pemeriksaan", _KOLOM))
    if len(tampil) > _BARIS_TAMPIL:
        st.caption(
            plain(
                f"Tampil {_BARIS_TAMPIL} dari {language.bilangan(len(tampil))} temuan; semuanya ada di berkas unduhan."
            )
        )
    nama = f"temuan-{hasil.periode or 'triwulan'}"
    files.show_table(data, "Temuan pemeriksaan", [hasil.nama_berkas], nama, _KOLOM)


def _row(t: Temuan) -> dict[str, str]:
    """A finding as a row: its weight in words, and a blank cell said to be blank."""
    isi = "(kosong)" if t.kode == "wajib_kosong" and not t.isi else t.isi
    return {k: v for k, v in (asdict(t) | {"berat": _BOBOT[t.berat == SALAH], "isi": isi}).items() if k in _KOLOM}


def show_progress(hasil: Hasil) -> None:
    """After a repaired workbook of the same quarter: what is done, what is left, what is new."""
    periksaan = st.session_state.setdefault(_PERIKSAAN, {}).setdefault(hasil.periode, [])
    if not periksaan or periksaan[-1].sha256 != hasil.sha256:
        periksaan[:] = [*periksaan[-1:], hasil]
    if len(periksaan) < 2:
        return
    k = feedback.progress(periksaan[0].temuan, hasil.temuan)
    jumlah = [language.bilangan(len(isi)) for isi in (k.selesai, k.tersisa, k.baru)]
    kalimat = f"Dibanding berkas sebelumnya: {jumlah[0]} temuan selesai, {jumlah[1]} masih ada, {jumlah[2]} baru."
    page.show("remark.html", text=kalimat)


def offer_marked(hasil: Hasil, data: bytes) -> None:
    """Their own workbook with every finding marked at its cell; made when somebody presses."""
    nama = PurePath(hasil.nama_berkas)
    akhiran = ".xlsm" if nama.suffix.lower() == ".xlsm" else ".xlsx"
    label, tanda = "Unduh buku kerja yang sudah ditandai", partial(feedback.marked, data, hasil)
    files.show(files.made(label, tanda, f"{nama.stem} - ditandai{akhiran}", utama=True))


def _filtered(data: pd.DataFrame) -> pd.DataFrame:
    jumlah = data["berat"].value_counts()
    opsi = {_SEMUA: f"Semua ({len(data)})", **{b: f"{b} ({jumlah[b]})" for b in _BOBOT.values() if b in jumlah}}
    lembar = sorted(set(data["lembar"]) - {""})
    with st.container(horizontal=True, vertical_alignment="center"):
        berat = st.segmented_control(
            "Saring menurut bobot", list(opsi), format_func=lambda x: plain(opsi[x]), default=_SEMUA, required=True,
            label_visibility="collapsed",
        )  # fmt: skip
        satu = st.selectbox("Saring menurut lembar", [_SEMUA, *lembar], format_func=_sheet, label_visibility="collapsed",
                            width=240)  # fmt: skip
    if berat in jumlah:
        data = data[data["berat"] == berat]
    return data if satu == _SEMUA else data[data["lembar"] == satu]


def _sheet(nama: str) -> str:
    return "Semua lembar" if nama == _SEMUA else f"Lembar {nama}"
