"""Pieces of the spelling page: what was answered on uploads, by whom and when, and taking it back."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dasbor.staff import files
from dasbor.ui import page, screen
from dasbor.ui.plain import plain
from dasbor.words import columns, language
from etl.acuan import load_acuan
from etl.match import answers
from etl.publish import publish
from etl.store.versions import Gudang, GudangRusak

_JENIS = {"kelurahan": "Kelurahan", "koperasi": "Koperasi di register", "sasaran": "Asal peserta atau sasaran"}
_KOLOM = {"isi": "Tertulis", "konteks": "Keterangan", "jenis": "Jenis", "label": "Dibaca", "oleh": "Dijawab oleh",
          "waktu": "Waktu", "keadaan": "Keadaan"}  # fmt: skip
_DICABUT = "_ejaan_dicabut"


def remembered(versi: int) -> list[dict[str, Any]]:
    """Every answer, those in force first."""
    return answers.listing(Gudang().buka(versi))


def show_list(daftar: list[dict[str, Any]]) -> None:
    """All answers as a table with its files; a withdrawn one stays listed."""
    tampil = pd.DataFrame([{**b, "jenis": _JENIS[b["jenis"]], "keadaan": state(b)} for b in daftar])[list(_KOLOM)]
    judul, asal = "Ejaan yang diingat", [load_acuan().kota]
    with st.container(gap="xsmall"):
        screen.subjudul_blok(judul)
        page.put(columns.html(tampil, judul, _KOLOM))
        screen.baris_asal(asal)
        files.show_table(tampil, judul, asal, "ejaan", _KOLOM)


def state(baris: dict[str, Any]) -> str:
    """Whether an answer is used, or who took it back and when."""
    if baris["dicabut_waktu"] is None:
        return "Berlaku"
    return f"Dicabut {baris['dicabut_oleh']}, {language.tanggal(baris['dicabut_waktu'])}"


def ask_and_withdraw(daftar: list[dict[str, Any]], oleh: str) -> None:
    """Choose one in force, say why, take it back."""
    berlaku = {b["kunci"]: b for b in daftar if b["dicabut_waktu"] is None}
    if not berlaku:
        return
    page.show("step.html", number=None, title="Cabut sebuah ejaan", outcome="")
    st.caption(
        "Ejaan yang dicabut ditanyakan lagi pada pemeriksaan berikutnya. Yang sudah terbit tetap seperti adanya: "
        "unggah lagi buku kerjanya untuk mengubahnya."
    )
    kunci = st.selectbox(
        "Ejaan", list(berlaku), index=None, format_func=lambda k: _label(berlaku[k]), placeholder="Pilih ejaan",
        key=f"cabut_{len(daftar)}_{len(berlaku)}",
    )  # fmt: skip
    alasan = st.text_input("Alasan (dicatat di Riwayat, boleh kosong)", key="alasan_cabut")
    if st.button("Cabut ejaan ini", type="primary", disabled=kunci is None) and kunci is not None:
        _withdraw(kunci, _label(berlaku[kunci]), oleh, alasan.strip())


def _label(baris: dict[str, Any]) -> str:
    konteks = f" ({baris['konteks']})" if baris["konteks"] else ""
    return f"“{baris['isi']}”{konteks} = {baris['label']}"


def _withdraw(kunci: str, sebutan: str, oleh: str, alasan: str) -> None:
    try:
        with st.spinner("Mencabut …"):
            nomor = publish.withdraw_answer(kunci, oleh, alasan)
    except KeyError:
        st.error("Ejaan ini sudah dicabut orang lain.")
    except GudangRusak as salah:
        st.error(plain(salah))
    else:
        st.session_state[_DICABUT] = (sebutan, nomor)
        st.rerun()


def show_withdrawn() -> None:
    """What the last withdrawal of this session did."""
    if _DICABUT in st.session_state:
        sebutan, nomor = st.session_state.pop(_DICABUT)
        st.success(
            plain(f"Ejaan {sebutan} dicabut dan akan ditanyakan lagi (versi {nomor}). Yang sudah terbit tidak berubah.")
        )
