"""Pieces of the page Kamus dinas: what headings, words and spellings mean, by whom and when; adding, taking back."""

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
from etl.asked.vocabulary_file import make_entry, read_file, write_file
from etl.match import answers
from etl.match.vocabulary import CHOICE_TYPES, HEADING, WORD, Entry, list_meanings
from etl.model import Answer
from etl.publish import publish
from etl.publish.fill_vocabulary import fill_vocabulary, plan_entries
from etl.skema import SHEET_KINDS
from etl.store.faults import StoreDamaged
from etl.store.versions import Store

_KIND_NAMES = {
    "tabel": "Tabel",
    "judul": "Judul kolom",
    "kata": "Kata",
    "alamat": "Kelurahan dari alamat",
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
_DONE_KEY = "_kamus_selesai"


def list_remembered() -> list[dict[str, Any]]:
    """Every answer, those in force first; none before the first publication."""
    newest = published.find_current_version()
    return [] if newest is None else answers.list_answers(Store().open_version(newest))


def show_answers(listing: list[dict[str, Any]]) -> None:
    """All answers as a table with its files; a withdrawn one stays listed."""
    visible = pd.DataFrame([{**b, "jenis": _KIND_NAMES[b["jenis"]], "keadaan": say_state(b)} for b in listing])[
        list(_COLUMNS)
    ]
    title, origin = "Arti dan ejaan yang diingat", [load_reference().city]
    with st.container(gap="xsmall"):
        screen.show_subheading(title)
        page.put_html(make_table(visible, title, _COLUMNS))
        screen.show_sources(origin)
        files.show_table(visible, title, origin, "kamus_dinas", _COLUMNS)


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
    page.show_template("step.html", number=None, title="Cabut", outcome="")
    st.caption(
        "Yang dicabut ditanyakan lagi pada pemeriksaan berikutnya. Yang sudah terbit tetap seperti adanya: "
        "unggah lagi buku kerjanya untuk mengubahnya."
    )
    key = st.selectbox(
        "Yang dicabut",
        list(in_force),
        index=None,
        format_func=lambda k: _write_label(in_force[k]),
        placeholder="Pilih arti atau ejaan",
        key=f"cabut_{len(listing)}_{len(in_force)}",
    )
    reason = st.text_input("Alasan (dicatat di Riwayat, boleh kosong)", key="alasan_cabut")
    if st.button("Cabut", type="primary", disabled=key is None) and key is not None:
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
        st.error("Ini sudah dicabut orang lain.")
    except StoreDamaged as error:
        page.show_refusal(error)
    else:
        _finish(f"{label} dicabut dan akan ditanyakan lagi (versi {number}). Yang sudah terbit tidak berubah.")


def ask_and_add(oleh: str) -> None:
    """One heading or word in advance: the kind of sheet, what is written, what it means."""
    page.show_template("step.html", number=None, title="Tambah sebelum ditanya", outcome="")
    what = st.radio("Apa yang ditambah?", [HEADING, WORD], format_func=lambda k: plain(_KIND_NAMES[k]), horizontal=True)
    kinds = {k: sheet.judul for k, sheet in SHEET_KINDS.items() if what == HEADING or _list_choice_columns(k)}
    columns = iter(st.columns(4 if what == WORD else 3))
    sheet = next(columns).selectbox("Lembar", list(kinds), format_func=kinds.__getitem__, key=f"tambah_lembar_{what}")
    column = ""
    if what == WORD:
        named = _list_choice_columns(sheet)
        column = next(columns).selectbox(
            "Kolom", list(named), format_func=named.__getitem__, key=f"tambah_kolom_{sheet}"
        )
    text = next(columns).text_input("Tertulis di buku kerja", key="tambah_tertulis")
    meanings = list_meanings(Entry(what, sheet, column, ""))
    meaning = next(columns).selectbox(
        "Artinya",
        list(meanings),
        index=None,
        format_func=meanings.__getitem__,
        placeholder="Pilih artinya",
        key=f"tambah_arti_{what}_{sheet}_{column}",
    )
    if st.button("Tambah ke kamus", disabled=meaning is None or not text.strip()) and meaning is not None:
        try:
            entries = [make_entry(what, sheet, column, text, meaning)]
        except ValueError as error:
            st.error(plain(f"Tidak ditambah: {error}"))
            return
        add_entries(entries, oleh)


def _list_choice_columns(sheet: str) -> dict[str, str]:
    return {k.nama: k.judul for k in SHEET_KINDS[sheet].kolom if k.tipe in CHOICE_TYPES and not k.pribadi}


def exchange_file(listing: list[dict[str, Any]], oleh: str) -> None:
    """The headings and words in force as a file for another city, and adding those of another one's file."""
    page.show_template("step.html", number=None, title="Bawa ke kota lain", outcome="")
    st.caption(
        "Berkas kamus hanya berisi judul kolom dan kata dengan artinya: tanpa data, tanpa ejaan nama dan wilayah, "
        "tanpa nama petugas."
    )
    if any(b["jenis"] in (HEADING, WORD) and b["dicabut_waktu"] is None for b in listing):
        files.show_links(files.link_made("Unduh berkas kamus", _write_file, "kamus-dinas.csv"))
    file = st.file_uploader("Impor berkas kamus (.csv)", type=["csv"], key=f"impor_{len(listing)}")
    if file is None:
        return
    try:
        entries = read_file(file.getvalue())
    except ValueError as error:
        st.error(plain(f"Berkas ini tidak dapat diimpor. {error}"))
        return
    plan = plan_entries(Store(), entries)
    st.markdown(plain(f"{len(plan.new)} arti baru, {len(plan.known)} sudah ada, {len(plan.different)} berbeda."))
    screen.show_bullets([f"Tidak ditambah: {sentence}. Cabut dulu bila keliru." for sentence in plan.different])
    if plan.new and st.button(plain(f"Tambahkan {len(plan.new)} arti"), type="primary"):
        add_entries(entries, oleh)


def _write_file() -> bytes:
    newest = published.find_current_version()
    return write_file([] if newest is None else answers.read(Store().open_version(newest)))


def add_entries(entries: list[Answer], oleh: str) -> None:
    """What somebody has chosen, published as one change of the dictionary."""
    access.claim("isi_kamus")
    different = plan_entries(Store(), entries).different
    try:
        with st.spinner("Menambah …"):
            number = fill_vocabulary(entries, oleh, address=access.find_address())
    except StoreDamaged as error:
        page.show_refusal(error)
        return
    if number is None:
        st.warning(plain(f"Tidak ditambah: {'; '.join(different)}." if different else "Artinya sudah tercatat begitu."))
    else:
        _finish(f"Ditambah ke Kamus dinas (versi {number}). Yang sudah terbit tidak berubah.")


def _finish(sentence: str) -> None:
    st.session_state[_DONE_KEY] = sentence
    st.rerun()


def show_done() -> None:
    """What the last change of this session did."""
    if _DONE_KEY in st.session_state:
        st.success(plain(st.session_state.pop(_DONE_KEY)))
