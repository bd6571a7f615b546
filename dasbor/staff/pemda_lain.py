"""Pieces of the page Pemda lain: the packages of other areas of government that are held, what is wrong with them."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

from dasbor.staff import files
from dasbor.ui import page, screen
from dasbor.ui.plain import plain
from dasbor.ui.table import make_table
from dasbor.words import language
from etl.acuan import find_data_folder, load_reference
from etl.neighbours.examine import list_damage, list_hidden
from etl.neighbours.held import open_held
from etl.neighbours.ledger import Entry, read_ledger
from etl.neighbours.noted.refused import list_refused
from etl.seal.keys import say_fingerprint
from etl.store.faults import StoreDamaged

TITLE = "Paket yang dipegang"
COLUMNS = {
    "nama": "Pemda",
    "isi": "Isi",
    "triwulan": "Triwulan",
    "terbit": "Terbit di sana",
    "diterima": "Diterima di sini",
    "oleh": "Diterima oleh",
    "kunci": "Sidik kunci",
}
_DONE_KEY = "_pemda_lain_selesai"
_QUARTERS = "select kode_pemda, min(periode), max(periode) from angka group by 1"


def show_held() -> None:
    """One row for each area of government, with its files."""
    held = list(read_ledger(find_data_folder()).find_held().values())
    if not held:
        screen.show_empty(
            "Belum ada paket pemda lain.",
            "Mintalah paket.zip kepada dinasnya, atau unduh dari dasbornya (alamatnya, lalu /data). Terima di bawah.",
        )
        return
    visible, origin = make_rows(held), [load_reference().city]
    screen.show_subheading(TITLE)
    page.show_template("wide.html", table=make_table(visible, TITLE, COLUMNS))
    files.show_table(visible, TITLE, origin, "pemda_lain", COLUMNS)


def make_rows(held: list[Entry]) -> pd.DataFrame:
    """What the table shows."""
    quarters = _read_quarters()
    rows = [
        {
            "nama": e.nama,
            "isi": f"versi {e.versi}, {'DATA CONTOH' if e.contoh else 'data dinas'}",
            "triwulan": quarters.get(e.kode, "tidak ditampilkan"),
            "terbit": say_date(e.dibuat) or "tidak disebut",
            "diterima": say_date(e.waktu),
            "oleh": e.oleh,
            "kunci": say_fingerprint(e.sidik_kunci),
        }
        for e in held
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def say_date(written: str) -> str:
    return language.format_date(dt.datetime.fromisoformat(written)) if written else ""


def _read_quarters() -> dict[str, str]:
    try:
        con = open_held()
    except StoreDamaged:
        return {}  # show_damage says why
    rows = [] if con is None else con.execute(_QUARTERS).fetchall()
    return {code: _say_span(first, last) for code, first, last in rows}


def _say_span(first: str, last: str) -> str:
    newest = language.format_quarter(last, True)
    return newest if first == last else f"{language.format_quarter(first, True)} sampai {newest}"


def show_damage() -> None:
    """What is held and not shown, what an operator has to mend, and what came by itself and was refused; the others
    stay shown."""
    for sentence in [*list_damage(find_data_folder()), *_list_unshown(), *list_refused(find_data_folder())]:
        screen.show_note(sentence)


def _list_unshown() -> list[str]:
    try:
        open_held()
        return list_hidden(find_data_folder())
    except StoreDamaged as error:
        return [str(error)]


def show_done() -> None:
    """What the last action of this session did."""
    if _DONE_KEY in st.session_state:
        st.success(plain(st.session_state.pop(_DONE_KEY)))


def finish(sentence: str) -> None:
    """Say it on the page that comes next."""
    st.session_state[_DONE_KEY] = sentence
    st.rerun()
