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
from etl.model import CheckResult
from etl.out import feedback
from etl.pesan import GATES, STARTS_REAL_DATA, WRONG, Finding

_MAX_ROWS = 200  # more is in the file; a browser draws a few hundred rows without effort
_COLUMNS = {"berat": "Bobot", "lembar": "Lembar", "sel": "Sel", "isi": "Isi", "pesan": "Masalah", "saran": "Saran"}
_WEIGHTS = {True: "Harus diperbaiki", False: "Perlu diperiksa"}
_ALL = ""
_CHECKS_KEY = "_unggah_periksaan"


def list_blocking(hasil: CheckResult) -> list[Finding]:
    """Findings that must be repaired in the workbook; gates are answered on the page instead."""
    return [t for t in hasil.temuan if t.berat == WRONG and t.kode not in (*GATES, STARTS_REAL_DATA)]


def say_count(hasil: CheckResult) -> str:
    salah, periksa = len(list_blocking(hasil)), sum(t.berat != WRONG for t in hasil.temuan)
    if not salah and not periksa:
        return "tidak ada temuan"
    return f"{language.format_number(salah)} harus diperbaiki, {language.format_number(periksa)} perlu diperiksa"


def show_findings(hasil: CheckResult) -> None:
    """All findings at once, those that block first; filter by weight and sheet; the list as a file."""
    semua = [t for t in hasil.temuan if t.kode not in (*GATES, STARTS_REAL_DATA)]
    if not semua:
        screen.show_empty("Tidak ada temuan. Semua lembar terbaca dan tidak ada yang janggal.")
        return
    data = pd.DataFrame([_make_row(t) for t in semua])
    data = data.sort_values("berat", kind="stable")
    tampil = _filter_findings(data)
    page.show_template("wide.html", table=columns.make_html(tampil.head(_MAX_ROWS), "Temuan pemeriksaan", _COLUMNS))
    if len(tampil) > _MAX_ROWS:
        st.caption(
            plain(
                f"Tampil {_MAX_ROWS} dari {language.format_number(len(tampil))} temuan; semuanya ada di berkas unduhan."
            )
        )
    nama = f"temuan-{hasil.periode or 'triwulan'}"
    files.show_table(data, "Temuan pemeriksaan", [hasil.nama_berkas], nama, _COLUMNS)


def _make_row(t: Finding) -> dict[str, str]:
    """A finding as a row: its weight in words, and a blank cell said to be blank."""
    isi = "(kosong)" if t.kode == "wajib_kosong" and not t.isi else t.isi
    return {k: v for k, v in (asdict(t) | {"berat": _WEIGHTS[t.berat == WRONG], "isi": isi}).items() if k in _COLUMNS}


def show_progress(hasil: CheckResult) -> None:
    """After a repaired workbook of the same quarter: what is done, what is left, what is new."""
    periksaan = st.session_state.setdefault(_CHECKS_KEY, {}).setdefault(hasil.periode, [])
    if not periksaan or periksaan[-1].sha256 != hasil.sha256:
        periksaan[:] = [*periksaan[-1:], hasil]
    if len(periksaan) < 2:
        return
    k = feedback.find_progress(periksaan[0].temuan, hasil.temuan)
    jumlah = [language.format_number(len(isi)) for isi in (k.selesai, k.left, k.baru)]
    kalimat = f"Dibanding berkas sebelumnya: {jumlah[0]} temuan selesai, {jumlah[1]} masih ada, {jumlah[2]} baru."
    page.show_template("remark.html", text=kalimat)


def offer_marked(hasil: CheckResult, data: bytes) -> None:
    """Their own workbook with every finding marked at its cell; made when somebody presses."""
    nama = PurePath(hasil.nama_berkas)
    akhiran = ".xlsm" if nama.suffix.lower() == ".xlsm" else ".xlsx"
    label, tanda = "Unduh buku kerja yang sudah ditandai", partial(feedback.make_marked, data, hasil)
    files.show(files.made(label, tanda, f"{nama.stem} - ditandai{akhiran}", utama=True))


def _filter_findings(data: pd.DataFrame) -> pd.DataFrame:
    jumlah = data["berat"].value_counts()
    opsi = {_ALL: f"Semua ({len(data)})", **{b: f"{b} ({jumlah[b]})" for b in _WEIGHTS.values() if b in jumlah}}
    lembar = sorted(set(data["lembar"]) - {""})
    with st.container(horizontal=True, vertical_alignment="center"):
        berat = st.segmented_control(
            "Saring menurut bobot", list(opsi), format_func=lambda x: plain(opsi[x]), default=_ALL, required=True,
            label_visibility="collapsed",
        )  # fmt: skip
        satu = st.selectbox("Saring menurut lembar", [_ALL, *lembar], format_func=_name_sheet, label_visibility="collapsed",
                            width=240)  # fmt: skip
    if berat in jumlah:
        data = data[data["berat"] == berat]
    return data if satu == _ALL else data[data["lembar"] == satu]


def _name_sheet(nama: str) -> str:
    return "Semua lembar" if nama == _ALL else f"Lembar {nama}"
