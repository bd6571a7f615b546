"""Piece of the history page: a quarter's figures are declared final for Satu Data, or provisional again."""

from __future__ import annotations

import streamlit as st

from dasbor.choice import Choice
from dasbor.query import published
from dasbor.query.reports import final
from dasbor.query.reports.final import Finality
from dasbor.ui import access, page, screen
from dasbor.ui.plain import plain
from dasbor.words import language
from etl.store.faults import StoreDamaged

_HELP = (
    "Berkas Satu Data menyebut tiap angka sementara atau final. Final berlaku selama angka triwulan itu sama; begitu "
    "ada yang berubah, statusnya kembali sementara sampai ditetapkan lagi."
)


def ask_and_declare(newest: int, by: str) -> None:
    """Choose a quarter, see its status, and the one button that writes."""
    page.show_template("step.html", number=None, title="Status data untuk Satu Data", outcome="")
    st.caption(plain(_HELP))
    quarters = [str(q) for q in published.list_quarters(Choice(newest))["periode"]][::-1]
    if not quarters:
        screen.show_empty("Belum ada triwulan yang terbit.")
        return
    chosen = st.selectbox("Triwulan", quarters, format_func=language.format_quarter, key="triwulan_final")
    p = Choice(newest, chosen)
    known = final.find_finality(p)
    screen.show_bullets([say_finality(p, known)])
    make_final = known.status != final.FINAL
    label = "Tetapkan final" if make_final else "Kembalikan ke sementara"
    if st.button(plain(label), key=f"tombol_final_{chosen}_{known.status}"):
        _declare(p, by, make_final)


def say_finality(p: Choice, known: Finality) -> str:
    """ "Triwulan II 2025: final, ditetapkan siti pada 4 Juli 2025 pukul 09.15 WIB"."""
    when = language.format_quarter(p.periode)
    if known.time is None:
        return f"{when}: sementara, belum pernah ditetapkan."
    who = f"{known.by} pada {language.format_time(known.time)}"
    if known.moved:
        return f"{when}: sementara. Ditetapkan final oleh {who}, tetapi angkanya berubah sesudah itu."
    return f"{when}: {known.status}, ditetapkan {who}."


def _declare(p: Choice, by: str, make_final: bool) -> None:
    access.claim("terbit")
    try:
        final.say_final(p, by, access.find_address(), make_final)
    except StoreDamaged as error:
        page.show_refusal(error)
        return
    st.rerun()
