"""Pieces of the spelling page: what was answered on uploads, by whom and when, and taking it back."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dasbor.query import published
from dasbor.staff import files
from dasbor.ui import access, page, screen
from dasbor.ui.plain import plain
from dasbor.ui.table import make_table
from dasbor.words import language
from etl.acuan import load_reference
from etl.match import answers
from etl.publish import publish
from etl.store.faults import StoreDamaged
from etl.store.versions import Store

_KIND_NAMES = {
    "kelurahan": "Kelurahan",
    "koperasi": "Koperasi di register",
    "sasaran": "Asal peserta atau sasaran",
    "baris": "Baris yang diragukan",
    "tanggal": "Kolom tanggal",
}
_COLUMNS = {
    "isi": "Tertulis",
    "konteks": "Keterangan",
    "jenis": "Jenis",
    "label": "Dibaca",
    "oleh": "Dijawab oleh",
    "waktu": "Waktu",
    "keadaan": "Keadaan",
}
_WITHDRAWN_KEY = "_ejaan_dicabut"


def list_remembered() -> list[dict[str, Any]]:
    """Every answer, those in force first; none before the first publication."""
    newest = published.find_current_version()
    return [] if newest is None else answers.list_answers(Store().open_version(newest))


def show_answers(listing: list[dict[str, Any]]) -> None:
    """All answers as a table with its files; a withdrawn one stays listed."""
    visible = pd.DataFrame([{**b, "jenis": _KIND_NAMES[b["jenis"]], "keadaan": say_state(b)} for b in listing])[
        list(_COLUMNS)
    ]
    title, origin = "Ejaan yang diingat", [load_reference().city]
    with st.container(gap="xsmall"):
        screen.show_subheading(title)
        page.put_html(make_table(visible, title, _COLUMNS))
        screen.show_sources(origin)
        files.show_table(visible, title, origin, "ejaan", _COLUMNS)


def say_state(row: dict[str, Any]) -> str:
    """Whether an answer is used, or who took it back and when."""
    if row["dicabut_waktu"] is None:
        return "Berlaku"
    return f"Dicabut {row['dicabut_oleh']}, {language.format_date(row['dicabut_waktu'])}"


def ask_and_withdraw(listing: list[dict[str, Any]], oleh: str) -> None:
    """Choose one in force, say why, take it back."""
    in_force = {b["kunci"]: b for b in listing if b["dicabut_waktu"] is None}
    if not in_force:
        return
    page.show_template("step.html", number=None, title="Cabut sebuah ejaan", outcome="")
    st.caption(
        "Ejaan yang dicabut ditanyakan lagi pada pemeriksaan berikutnya. Yang sudah terbit tetap seperti adanya: "
        "unggah lagi buku kerjanya untuk mengubahnya."
    )
    key = st.selectbox(
        "Ejaan",
        list(in_force),
        index=None,
        format_func=lambda k: _write_label(in_force[k]),
        placeholder="Pilih ejaan",
        key=f"cabut_{len(listing)}_{len(in_force)}",
    )
    reason = st.text_input("Alasan (dicatat di Riwayat, boleh kosong)", key="alasan_cabut")
    if st.button("Cabut ejaan ini", type="primary", disabled=key is None) and key is not None:
        _withdraw_answer(key, _write_label(in_force[key]), oleh, reason.strip())


def _write_label(row: dict[str, Any]) -> str:
    context = f" ({row['konteks']})" if row["konteks"] else ""
    return f"“{row['isi']}”{context} = {row['label']}"


def _withdraw_answer(key: str, label: str, oleh: str, reason: str) -> None:
    access.claim("cabut_ejaan")
    try:
        with st.spinner("Mencabut …"):
            number = publish.withdraw_answer(key, oleh, reason, address=access.find_address())
    except KeyError:
        st.error("Ejaan ini sudah dicabut orang lain.")
    except StoreDamaged as error:
        st.error(plain(error))
    else:
        st.session_state[_WITHDRAWN_KEY] = (label, number)
        st.rerun()


def show_withdrawn() -> None:
    """What the last withdrawal of this session did."""
    if _WITHDRAWN_KEY in st.session_state:
        label, number = st.session_state.pop(_WITHDRAWN_KEY)
        st.success(
            plain(f"Ejaan {label} dicabut dan akan ditanyakan lagi (versi {number}). Yang sudah terbit tidak berubah.")
        )
