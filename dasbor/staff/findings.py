"""Findings of a check on the upload page: how many, which, and the list as a file."""

from __future__ import annotations

from collections import Counter
from functools import partial
from pathlib import PurePath

import pandas as pd
import streamlit as st

from dasbor.staff import files
from dasbor.staff.upload import correct, memory
from dasbor.staff.upload.groups import Group, group_findings
from dasbor.ui import page, screen
from dasbor.ui.plain import plain
from dasbor.ui.table import make_table
from dasbor.words import language
from etl.model import CheckResult
from etl.out import feedback
from etl.pesan import GATES, NOTHING, STARTS_REAL_DATA, WEIGHT_WORDS, WRONG, Finding, say_counts, say_weight

_MAX_ROWS = 200  # more is in the file; a browser draws a few hundred rows without effort
_COLUMNS = {"berat": "Berat", "lembar": "Lembar", "sel": "Sel", "isi": "Isi", "pesan": "Masalah", "saran": "Saran"}
_ALL = ""


def list_blocking(result: CheckResult) -> list[Finding]:
    """Findings that must be repaired; gates are answered on the page instead."""
    return [t for t in result.temuan if t.berat == WRONG and t.kode not in (*GATES, STARTS_REAL_DATA)]


def say_count(result: CheckResult) -> str:
    """What the findings ask of people, counted; without what the last step asks."""
    return say_counts(_list_shown(result))


def show_findings(result: CheckResult) -> None:
    """All findings at once: those that ask for something as cards, the rest folded; filters; the list as a file."""
    every = _list_shown(result)
    if not every:
        screen.show_empty("Tidak ada temuan. Semua lembar terbaca dan tidak ada yang janggal.")
        return
    groups = group_findings(every, result)
    asking = [g for g in groups if g.weight != NOTHING]
    if asking:
        correct.show_cards(_filter_groups(asking), result)
    _show_folded([g for g in groups if g.weight == NOTHING])
    data = pd.DataFrame([_make_row(t) for t in sorted(every, key=lambda t: WEIGHT_WORDS.index(say_weight(t)))])
    name = f"temuan-{result.periode or 'triwulan'}"
    files.show_table(data, "Temuan pemeriksaan", [result.nama_berkas], name, _COLUMNS)


def _list_shown(result: CheckResult) -> list[Finding]:
    return [t for t in result.temuan if t.kode not in (*GATES, STARTS_REAL_DATA)]


def _show_folded(groups: list[Group]) -> None:
    """What was settled without anybody's help: equal ones once, with their cells."""
    if not groups:
        return
    total = language.format_number(sum(g.count for g in groups))
    with st.expander(plain(f"{NOTHING} ({total})")):
        rows = _join_sheets(groups)
        columns = {k: v for k, v in _COLUMNS.items() if k not in ("berat", "lembar")}
        table = make_table(pd.DataFrame(rows[:_MAX_ROWS]), NOTHING, columns)
        page.show_template("wide.html", table=table)
        if len(rows) > _MAX_ROWS:
            st.caption(plain(f"Tampil {_MAX_ROWS} dari {len(rows)} temuan; semuanya ada di berkas unduhan."))


def _join_sheets(groups: list[Group]) -> list[dict[str, str]]:
    """Rows of the folded table: equal findings of several sheets are one row with all their places."""
    rows: dict[tuple[str, ...], dict[str, str]] = {}
    for g in groups:
        t = g.finding
        known = rows.setdefault((t.kode, t.isi, t.pesan, t.saran), _make_row(t) | {"sel": ""})
        known["sel"] = "; ".join(filter(None, [known["sel"], g.place]))
    return list(rows.values())


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
        "berat": say_weight(t),
        "lembar": t.lembar,
        "sel": t.sel,
        "isi": content,
        "pesan": t.pesan,
        "saran": t.saran,
    }


def show_progress(result: CheckResult) -> None:
    """After a repaired workbook of the same quarter: what is done, what is left, what is new."""
    periksaan = st.session_state.setdefault(memory.PROGRESS, {}).setdefault(result.periode, [])
    if not periksaan or (periksaan[-1].sha256, periksaan[-1].corrections_used) != (
        result.sha256,
        result.corrections_used,
    ):
        periksaan[:] = [*periksaan[-1:], result]
    if len(periksaan) < 2:
        return
    k = feedback.find_progress(periksaan[0].temuan, result.temuan)
    total = [language.format_number(len(content)) for content in (k.done, k.left, k.new)]
    sentence = f"Dibanding pemeriksaan sebelumnya: {total[0]} temuan selesai, {total[1]} masih ada, {total[2]} baru."
    page.show_template("remark.html", text=sentence)


def offer_marked(result: CheckResult, data: bytes) -> None:
    """Their own workbook with every finding and correction marked at its cell, where there is one; made when somebody
    presses. It is the next step where something blocks."""
    blocked = bool(list_blocking(result))
    if not (blocked or _list_shown(result) or result.corrections_used):
        return
    name = PurePath(result.nama_berkas)
    suffix = name.suffix.lower() if name.suffix.lower() in (".xlsm", ".zip") else ".xlsx"
    label, sign = "Unduh buku kerja yang sudah ditandai", partial(feedback.make_marked, data, result)
    files.show_links(files.link_made(label, sign, f"{name.stem} - ditandai{suffix}", main=blocked))


def _filter_groups(groups: list[Group]) -> list[Group]:
    """The groups of the chosen weight and sheet; nothing to choose where there is but one of each."""
    options = _count_choices(groups)
    sheets = sorted({g.finding.lembar for g in groups} - {""})
    with st.container(horizontal=True, vertical_alignment="center"):
        weight = st.segmented_control(
            "Saring menurut bobot",
            list(options),
            format_func=lambda x: plain(options[x]),
            default=_ALL,
            required=True,
            label_visibility="collapsed",
        )
        one = st.selectbox(
            "Saring menurut lembar", [_ALL, *sheets], format_func=_name_sheet, label_visibility="collapsed", width=240
        )
    return [g for g in groups if weight in (_ALL, None, g.weight) and one in (_ALL, g.finding.lembar)]


def _count_choices(groups: list[Group]) -> dict[str, str]:
    """Weights to choose from, with how many findings each has: the numbers of the sentence above them."""
    total: Counter[str] = Counter()
    for g in groups:
        total[g.weight] += g.count
    number = language.format_number
    return {
        _ALL: f"Semua ({number(total.total())})",
        **{w: f"{w} ({number(total[w])})" for w in WEIGHT_WORDS if total[w]},
    }


def _name_sheet(name: str) -> str:
    return "Semua lembar" if name == _ALL else f"Lembar {name}"
