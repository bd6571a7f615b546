"""Pieces of the spelling page: what was answered on uploads, by whom and when, and taking it back."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dasbor.staff import files
from dasbor.ui import page, screen
from dasbor.ui.plain import plain
from dasbor.words import columns, language
from etl.acuan import load_reference
from etl.match import answers
from etl.publish import publish
from etl.store.versions import Store, StoreDamaged

_KIND_NAMES = {"kelurahan": "Kelurahan", "koperasi": "Koperasi di register", "sasaran": "Asal peserta atau sasaran"}
_COLUMNS = {"isi": "Tertulis", "konteks": "Keterangan", "jenis": "Jenis", "label": "Dibaca", "oleh": "Dijawab oleh",
          "waktu": "Waktu", "keadaan": "Keadaan"}  # fmt: skip
_WITHDRAWN_KEY = "_ejaan_dicabut"


def list_remembered(versi: int) -> list[dict[str, Any]]:
    """Every answer, those in force first."""
    return answers.list_answers(Store().open_version(versi))


def show_answers(daftar: list[dict[str, Any]]) -> None:
    """All answers as a table with its files; a withdrawn one stays listed."""
    tampil = pd.DataFrame([{**b, "jenis": _KIND_NAMES[b["jenis"]], "keadaan": say_state(b)} for b in daftar])[
        list(_COLUMNS)
    ]
    judul, asal = "Ejaan yang diingat", [load_reference().kota]
    with st.container(gap="xsmall"):
        screen.show_subheading(judul)
        page.put_html(columns.make_html(tampil, judul, _COLUMNS))
        screen.show_sources(asal)
        files.show_table(tampil, judul, asal, "ejaan", _COLUMNS)


def say_state(baris: dict[str, Any]) -> str:
    """Whether an answer is used, or who took it back and when."""
    if baris["dicabut_waktu"] is None:
        return "Berlaku"
    return f"Dicabut {baris['dicabut_oleh']}, {language.format_date(baris['dicabut_waktu'])}"


def ask_and_withdraw(daftar: list[dict[str, Any]], oleh: str) -> None:
    """Choose one in force, say why, take it back."""
    berlaku = {b["kunci"]: b for b in daftar if b["dicabut_waktu"] is None}
    if not berlaku:
        return
    page.show_template("step.html", number=None, title="Cabut sebuah ejaan", outcome="")
    st.caption(
        "Ejaan yang dicabut ditanyakan lagi pada pemeriksaan berikutnya. Yang sudah terbit tetap seperti adanya: "
        "unggah lagi buku kerjanya untuk mengubahnya."
    )
    kunci = st.selectbox(
        "Ejaan", list(berlaku), index=None, format_func=lambda k: _write_label(berlaku[k]), placeholder="Pilih ejaan",
        key=f"cabut_{len(daftar)}_{len(berlaku)}",
    )  # fmt: skip
    alasan = st.text_input("Alasan (dicatat di Riwayat, boleh kosong)", key="alasan_cabut")
    if st.button("Cabut ejaan ini", type="primary", disabled=kunci is None) and kunci is not None:
        _withdraw_answer(kunci, _write_label(berlaku[kunci]), oleh, alasan.strip())


def _write_label(baris: dict[str, Any]) -> str:
    konteks = f" ({baris['konteks']})" if baris["konteks"] else ""
    return f"“{baris['isi']}”{konteks} = {baris['label']}"


def _withdraw_answer(kunci: str, sebutan: str, oleh: str, alasan: str) -> None:
    try:
        with st.spinner("Mencabut …"):
            nomor = publish.withdraw_answer(kunci, oleh, alasan)
    except KeyError:
        st.error("Ejaan ini sudah dicabut orang lain.")
    except StoreDamaged as salah:
        st.error(plain(salah))
    else:
        st.session_state[_WITHDRAWN_KEY] = (sebutan, nomor)
        st.rerun()


def show_withdrawn() -> None:
    """What the last withdrawal of this session did."""
    if _WITHDRAWN_KEY in st.session_state:
        sebutan, nomor = st.session_state.pop(_WITHDRAWN_KEY)
        st.success(
            plain(f"Ejaan {sebutan} dicabut dan akan ditanyakan lagi (versi {nomor}). Yang sudah terbit tidak berubah.")
        )
