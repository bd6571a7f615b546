"""The block "Perlu jawaban Anda" of the upload page: what the check cannot know, and the answers it took."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dasbor.staff import unggah
from dasbor.ui import screen
from dasbor.ui.plain import plain
from dasbor.words import language
from etl.match.questions import QUESTION_TEXTS
from etl.model import Answer, CheckResult, Question
from etl.pesan import Finding
from etl.store.versions import Store

_ANSWERS_KEY = "_unggah_jawaban"
_MAX_QUESTIONS = 30  # at once; the rest follows when these are answered
_MAX_CHOICES = 1_000  # more names than that a browser does not search without effort


def check_with_answers(hasil: CheckResult, berkas: tuple[bytes, str]) -> CheckResult:
    """The check again with the answers given on this page; those that fit no question any more are dropped."""
    diberikan = _read_given(hasil)
    while diberikan:
        lagi = unggah.check_file(*berkas, hasil.periode, diberikan)
        if isinstance(lagi, Finding):
            break
        cocok = {j.kunci: j.nilai for j in lagi.answers_used if j.kunci in diberikan}
        if len(cocok) == len(diberikan):
            return lagi
        diberikan = cocok
    return hasil


def show_questions(hasil: CheckResult) -> None:
    """Answers in use, then the open questions with one button for all."""
    _show_used(hasil)
    if not hasil.pertanyaan:
        return
    screen.show_subheading("Perlu jawaban Anda")
    st.caption("Cukup dijawab sekali: sesudah diterbitkan, jawabannya diingat dan dapat dicabut di halaman Ejaan.")
    tampil = hasil.pertanyaan[:_MAX_QUESTIONS]
    with st.form(f"tanya_{hasil.sha256}_{len(_read_given(hasil))}", border=True):
        jawaban: dict[str, str] = {}
        for jenis, kalimat in QUESTION_TEXTS.items():
            if sejenis := [p for p in tampil if p.jenis == jenis]:
                st.markdown(f"**{plain(kalimat)}**")
                jawaban |= {p.kunci: nilai for p in sejenis if (nilai := _choose_answer(p)) is not None}
        if len(tampil) < len(hasil.pertanyaan):
            st.caption(plain(f"Tampil {len(tampil)} dari {len(hasil.pertanyaan)} pertanyaan; sisanya menyusul."))
        dipakai = st.form_submit_button("Pakai jawaban ini", type="primary")
    if dipakai and jawaban:
        _remember_answers(hasil, _read_given(hasil) | jawaban)
    elif dipakai:
        st.warning("Pilih sedikitnya satu jawaban lebih dahulu.")


def list_options(p: Question) -> dict[str, str]:
    """{value: label}: the likely ones, the answers that are no code, then everything else by name."""
    lain = sorted(p.lain.items(), key=lambda x: x[1]) if len(p.lain) <= _MAX_CHOICES else []
    return dict(p.calon) | p.khusus | {nilai: label for nilai, label in lain if nilai not in dict(p.calon)}


def say_heading(p: Question) -> str:
    """What stands there, what else the row says, and in which cells."""
    sel = language.join_list([t.replace("!", " ") for t in p.tempat], 3)
    return " · ".join(filter(None, [f"“{p.isi}”", p.konteks, sel]))


def say_used(j: Answer) -> str:
    siapa = "dijawab sekarang" if j.baru else f"dijawab {j.oleh}, {language.format_date(j.waktu)}"
    konteks = f" ({j.konteks})" if j.konteks else ""
    return f"“{j.isi}”{konteks} dibaca {j.label}: {siapa}."


def _choose_answer(p: Question) -> str | None:
    pilihan = list_options(p)
    return st.selectbox(
        plain(say_heading(p)), list(pilihan), index=None, format_func=pilihan.__getitem__, placeholder="Belum dijawab",
        key=f"jawab_{p.kunci}",
    )  # fmt: skip


def _show_used(hasil: CheckResult) -> None:
    if not hasil.answers_used:
        return
    with st.expander(plain(f"Jawaban yang dipakai ({len(hasil.answers_used)})")):
        screen.show_bullets([say_used(j) for j in hasil.answers_used])
        if any(j.baru for j in hasil.answers_used):
            st.button("Jawab ulang", on_click=partial(_forget_answers, hasil))


def _make_key(hasil: CheckResult) -> tuple[str, int | None]:
    # Not by file: the corrected workbook asks the same. By version: what was answered for an earlier one is
    # remembered there, or was withdrawn since.
    return hasil.periode, Store().terkini()


def _read_given(hasil: CheckResult) -> dict[str, str]:
    return st.session_state.get(_ANSWERS_KEY, {}).get(_make_key(hasil), {})


def _remember_answers(hasil: CheckResult, jawaban: dict[str, str]) -> None:
    st.session_state[_ANSWERS_KEY] = {_make_key(hasil): jawaban}
    st.rerun()


def _forget_answers(hasil: CheckResult) -> None:
    st.session_state.pop(_ANSWERS_KEY, None)
