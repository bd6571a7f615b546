"""The uploader: one or several files as one upload, or the workbook of the draft where nothing is chosen."""

from __future__ import annotations

import re
from pathlib import PurePath

import streamlit as st

from dasbor.staff.upload import draft, memory
from dasbor.ui import page, screen
from dasbor.ui.plain import plain
from dasbor.words import language
from etl.pesan import Unreadable
from etl.read.bundle import NamedFile, make_bundle

_FORMATS = "xlsx, xlsm, xls, xlsb, ods, csv"
_TURN_KEY = "_unggah_giliran"
_SAME_BOOK = re.compile(r"(?: - ditandai| \(\d+\))+$")


def choose_file() -> NamedFile | None:
    """What is to be checked, with its name; None while nothing is chosen and no draft has a workbook."""
    limit = int(st.get_option("server.maxUploadSize"))
    files = st.file_uploader(
        plain(f"Buku kerja triwulan, boleh beberapa berkas ({_FORMATS}; paling besar {limit} MB)"),
        accept_multiple_files=True,
        key=f"berkas_{st.session_state.get(_TURN_KEY, 0)}",
    )
    latest = leave_out_replaced([(f.getvalue(), f.name) for f in files])
    try:
        taken = draft.take_up(make_bundle(latest) if latest else None)
    except Unreadable as error:
        screen.show_empty(error.finding.pesan, error.finding.saran)
        return None
    if taken is not None:
        draft.show_line(taken, bool(latest), _drop_draft)
    if len(latest) > 1:
        names = language.join_list([name for _, name in latest])
        page.show_template("remark.html", text=f"Diperiksa dan diterbitkan bersama: {names}.")
    return taken


def empty_uploader() -> None:
    """After a publication, or when the draft is dropped."""
    st.session_state[_TURN_KEY] = st.session_state.get(_TURN_KEY, 0) + 1


def leave_out_replaced(files: list[NamedFile]) -> list[NamedFile]:
    """Of files that are the same workbook by name ("a.xlsx", "a - ditandai.xlsx", "a (1).xlsx") the one chosen last:
    staff repair a workbook and choose it again, beside the one that still stands in the uploader."""
    return list({_SAME_BOOK.sub("", PurePath(name).stem).casefold(): (data, name) for data, name in files}.values())


def _drop_draft() -> None:
    draft.drop()
    memory.forget_all()
    empty_uploader()
