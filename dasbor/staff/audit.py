"""Pieces of the page of the audit: whether the chain is whole, filters, who did what, files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from dasbor import keep
from dasbor.staff import files
from dasbor.ui import page, screen
from dasbor.ui.plain import plain
from dasbor.ui.table import make_table
from dasbor.words import language
from etl.acuan import load_reference
from etl.audit import heads, listing, log
from etl.audit.listing import Row
from etl.store.versions import Store

_TITLE = "Catatan tindakan"
_COLUMNS = {
    "nomor": "Nomor",
    "saat": "Waktu",
    "kejadian": "Kejadian",
    "oleh": "Oleh",
    "alamat": "Alamat jaringan",
    "rincian": "Rincian",
}
_ROWS = 50  # on one page; all of them are in the files
_ALL = ""
_DAYS = {"Semua tanggal": None, "Hari ini": 0, "7 hari terakhir": 6, "30 hari terakhir": 29}


def read_entries(store: Store) -> tuple[pd.DataFrame, list[str]]:
    """Every entry, newest first (the columns shown and `tanggal`), and what is wrong with the chain."""
    entries: tuple[pd.DataFrame, list[str]] = _read(store.folder, _find_state(store))
    return entries


def _find_state(store: Store) -> Hashable:
    """What the entries depend on: the file of the audit, and what remembers its end."""
    remembered = tuple(sorted(store.records.numbers())), tuple(heads.read_noted(store.folder))
    try:
        s = log.find_file(store.folder).stat()
    except OSError:
        return remembered
    return s.st_ino, s.st_size, s.st_mtime_ns, *remembered


@keep.pure(most=1)
def _read(folder: Path, _state: Hashable) -> tuple[pd.DataFrame, list[str]]:
    store = Store(folder)
    problems = heads.check_audit(store)
    rows = [_make_row(r) for r in listing.list_rows(store)]
    return pd.DataFrame(rows, columns=[*_COLUMNS, "tanggal"]), problems


def _make_row(r: Row) -> dict[str, Any]:
    date = r.time.date()
    return {
        "nomor": str(r.number),  # a name, not a quantity: no thousands dots
        "saat": f"{language.format_date(date)} {r.time:%H.%M.%S} {r.zone}",
        "kejadian": r.event,
        "oleh": r.by,
        "alamat": r.address,
        "rincian": r.details,
        "tanggal": date,
    }


def show_chain(count: int, problems: list[str]) -> None:
    """One line when nothing was changed or cut off, else each damage."""
    if problems:
        st.error("Catatan ini TIDAK utuh. Beri tahu pengelola; jalankan verify, lalu bandingkan dengan cadangan.")
        screen.show_bullets(problems)
        return
    entries = language.format_number(count)
    text = f"Catatan utuh: {entries} tindakan berurutan, tidak ada yang diubah atau dipotong sejak ditulis."
    page.show_template("remark.html", text=text)


def filter_entries(entries: pd.DataFrame, today: dt.date) -> pd.DataFrame:
    """Choice of event, person and date; the entries that fit."""
    with st.container(horizontal=True):
        event = _choose("Kejadian", "Semua kejadian", entries["kejadian"])
        by = _choose("Oleh", "Semua orang", entries["oleh"])
        days = st.selectbox("Tanggal", list(_DAYS), key="audit_tanggal", width=200)
    chosen = entries
    if event:
        chosen = chosen[chosen["kejadian"] == event]
    if by:
        chosen = chosen[chosen["oleh"] == by]
    if (back := _DAYS[days]) is not None:
        chosen = chosen[chosen["tanggal"] >= today - dt.timedelta(days=back)]
    return chosen


def _choose(label: str, everything: str, values: pd.Series) -> str:
    chosen: str = st.selectbox(
        plain(label),
        [_ALL, *sorted(set(values))],
        format_func=lambda value: value or everything,
        key=f"audit_{label.lower()}",
        width=240,
    )
    return chosen


def show_entries(entries: pd.DataFrame) -> None:
    """One page of the table, and all of it as files."""
    if entries.empty:
        screen.show_empty("Tidak ada tindakan yang cocok.", "Longgarkan pilihan di atas.")
        return
    pages = -(-len(entries) // _ROWS)
    number = 1
    if pages > 1:
        label = f"Halaman (1 sampai {language.format_number(pages)})"
        number = int(st.number_input(plain(label), 1, pages, step=1, key=f"audit_halaman_{pages}", width=200))
    shown = entries.iloc[(number - 1) * _ROWS : number * _ROWS]
    page.show_template("wide.html", table=make_table(shown, _TITLE, _COLUMNS))
    if pages > 1:
        first, last = (language.format_number(n) for n in ((number - 1) * _ROWS + 1, (number - 1) * _ROWS + len(shown)))
        screen.show_note(f"Tampak {first} sampai {last} dari {language.format_number(len(entries))} tindakan.")
    files.show_table(entries, _TITLE, [load_reference().city], "catatan-tindakan", _COLUMNS)
