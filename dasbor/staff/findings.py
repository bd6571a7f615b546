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
from dasbor.ui.table import make_table
from dasbor.words import language
from etl.model import CheckResult
from etl.out import feedback
from etl.pesan import GATES, STARTS_REAL_DATA, WRONG, Finding

_MAX_ROWS = 200  # more is in the file; a browser draws a few hundred rows without effort
_COLUMNS = {"berat": "Bobot", "lembar": "Lembar", "sel": "Sel", "isi": "Isi", "pesan": "Masalah", "saran": "Saran"}
_WEIGHTS = {True: "Harus diperbaiki", False: "Perlu diperiksa"}
_ALL = ""
_CHECKS_KEY = "_unggah_periksaan"


def list_blocking(result: CheckResult) -> list[Finding]:
    """Findings that must be repaired in the workbook; gates are answered on the page instead."""
    return [t for t in result.temuan if t.berat == WRONG and t.kode not in (*GATES, STARTS_REAL_DATA)]


def say_count(result: CheckResult) -> str:
    error, periksa = len(list_blocking(result)), sum(t.berat != WRONG for t in result.temuan)
    if not error and not periksa:
        return "tidak ada temuan"
    return f"{language.format_number(error)} harus diperbaiki, {language.format_number(periksa)} perlu diperiksa"


def show_findings(result: CheckResult) -> None:
    """All findings at once, those that block first; filter by weight and sheet; the list as a file."""
    every = [t for t in result.temuan if t.kode not in (*GATES, STARTS_REAL_DATA)]
    if not every:
        screen.show_empty("Tidak ada temuan. Semua lembar terbaca dan tidak ada yang janggal.")
        return
    data = pd.DataFrame([_make_row(t) for t in every])
    data = data.sort_values("berat", kind="stable")
    visible = _filter_findings(data)
    page.show_template("wide.html", table=make_table(visible.head(_MAX_ROWS), "Temuan pemeriksaan", _COLUMNS))
    if len(visible) > _MAX_ROWS:
        st.caption(
            plain(
                f"Tampil {_MAX_ROWS} dari {language.format_number(len(visible))} temuan; "
                "semuanya ada di berkas unduhan."
            )
        )
    name = f"temuan-{result.periode or 'triwulan'}"
    files.show_table(data, "Temuan pemeriksaan", [result.nama_berkas], name, _COLUMNS)


def show_not_read(result: CheckResult) -> None:
    """Every row and column that is no data, with the reason: nothing vanishes."""
    if not result.dilewati:
        return
    rows = [{"lembar": sheet, "baris": str(row), "alasan": reason} for sheet, row, reason in result.dilewati]
    table, header = pd.DataFrame(rows), {"lembar": "Lembar", "baris": "Baris", "alasan": "Alasan"}
    title = "Baris dan kolom yang tidak dibaca"
    with st.expander(plain(f"{title} ({language.format_number(len(rows))})")):
        page.put_html(make_table(table.head(_MAX_ROWS), title, header))
        if len(rows) > _MAX_ROWS:
            st.caption(plain(f"Tampil {_MAX_ROWS} dari {language.format_number(len(rows))}; semuanya di unduhan."))
        files.show_table(table, title, [result.nama_berkas], f"dilewati-{result.periode or 'triwulan'}", header)


def _make_row(t: Finding) -> dict[str, str]:
    """A finding as a row: its weight in words, and a blank cell said to be blank."""
    content = "(kosong)" if t.kode == "wajib_kosong" and not t.isi else t.isi
    return {
        k: v for k, v in (asdict(t) | {"berat": _WEIGHTS[t.berat == WRONG], "isi": content}).items() if k in _COLUMNS
    }


def show_progress(result: CheckResult) -> None:
    """After a repaired workbook of the same quarter: what is done, what is left, what is new."""
    periksaan = st.session_state.setdefault(_CHECKS_KEY, {}).setdefault(result.periode, [])
    if not periksaan or periksaan[-1].sha256 != result.sha256:
        periksaan[:] = [*periksaan[-1:], result]
    if len(periksaan) < 2:
        return
    k = feedback.find_progress(periksaan[0].temuan, result.temuan)
    total = [language.format_number(len(content)) for content in (k.done, k.left, k.new)]
    sentence = f"Dibanding berkas sebelumnya: {total[0]} temuan selesai, {total[1]} masih ada, {total[2]} baru."
    page.show_template("remark.html", text=sentence)


def offer_marked(result: CheckResult, data: bytes) -> None:
    """Their own workbook with every finding marked at its cell; made when somebody presses."""
    name = PurePath(result.nama_berkas)
    suffix = ".xlsm" if name.suffix.lower() == ".xlsm" else ".xlsx"
    label, sign = "Unduh buku kerja yang sudah ditandai", partial(feedback.make_marked, data, result)
    files.show_links(files.link_made(label, sign, f"{name.stem} - ditandai{suffix}", main=True))


def _filter_findings(data: pd.DataFrame) -> pd.DataFrame:
    total = data["berat"].value_counts()
    options = {_ALL: f"Semua ({len(data)})", **{b: f"{b} ({total[b]})" for b in _WEIGHTS.values() if b in total}}
    sheet = sorted(set(data["lembar"]) - {""})
    with st.container(horizontal=True, vertical_alignment="center"):
        berat = st.segmented_control(
            "Saring menurut bobot",
            list(options),
            format_func=lambda x: plain(options[x]),
            default=_ALL,
            required=True,
            label_visibility="collapsed",
        )
        one = st.selectbox(
            "Saring menurut lembar", [_ALL, *sheet], format_func=_name_sheet, label_visibility="collapsed", width=240
        )
    if berat in total:
        data = data[data["berat"] == berat]
    return data if one == _ALL else data[data["lembar"] == one]


def _name_sheet(name: str) -> str:
    return "Semua lembar" if name == _ALL else f"Lembar {name}"
