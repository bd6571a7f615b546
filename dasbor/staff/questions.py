"""The block "Perlu jawaban Anda" of the upload page: what the check cannot know, and the answers it took."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dasbor.staff import unggah
from dasbor.ui import screen
from dasbor.ui.plain import plain
from dasbor.words import language
from etl.match.questions import KALIMAT
from etl.model import Hasil, Jawaban, Pertanyaan
from etl.pesan import Temuan
from etl.store.versions import Gudang

_JAWABAN = "_unggah_jawaban"
_TANYA_PALING_BANYAK = 30  # at once; the rest follows when these are answered
_PILIHAN_PALING_BANYAK = 1_000  # more names than that a browser does not search without effort


def answered(hasil: Hasil, berkas: tuple[bytes, str]) -> Hasil:
    """The check again with the answers given on this page; those that fit no question any more are dropped."""
    diberikan = _given(hasil)
    while diberikan:
        lagi = unggah.check(*berkas, hasil.periode, diberikan)
        if isinstance(lagi, Temuan):
            break
        cocok = {j.kunci: j.nilai for j in lagi.jawaban_terpakai if j.kunci in diberikan}
        if len(cocok) == len(diberikan):
            return lagi
        diberikan = cocok
    return hasil


def show(hasil: Hasil) -> None:
    """Answers in use, then the open questions with one button for all."""
    _show_used(hasil)
    if not hasil.pertanyaan:
        return
    screen.subjudul_blok("Perlu jawaban Anda")
    st.caption("Cukup dijawab sekali: sesudah diterbitkan, jawabannya diingat dan dapat dicabut di halaman Ejaan.")
    tampil = hasil.pertanyaan[:_TANYA_PALING_BANYAK]
    with st.form(f"tanya_{hasil.sha256}_{len(_given(hasil))}", border=True):
        jawaban: dict[str, str] = {}
        for jenis, kalimat in KALIMAT.items():
            if sejenis := [p for p in tampil if p.jenis == jenis]:
                st.markdown(f"**{plain(kalimat)}**")
                jawaban |= {p.kunci: nilai for p in sejenis if (nilai := _choose(p)) is not None}
        if len(tampil) < len(hasil.pertanyaan):
            st.caption(plain(f"Tampil {len(tampil)} dari {len(hasil.pertanyaan)} pertanyaan; sisanya menyusul."))
        dipakai = st.form_submit_button("Pakai jawaban ini", type="primary")
    if dipakai and jawaban:
        _remember(hasil, _given(hasil) | jawaban)
    elif dipakai:
        st.warning("Pilih sedikitnya satu jawaban lebih dahulu.")


def options(p: Pertanyaan) -> dict[str, str]:
    """{value: label}: the likely ones, the answers that are no code, then everything else by name."""
    lain = sorted(p.lain.items(), key=lambda x: x[1]) if len(p.lain) <= _PILIHAN_PALING_BANYAK else []
    return dict(p.calon) | p.khusus | {nilai: label for nilai, label in lain if nilai not in dict(p.calon)}


def heading(p: Pertanyaan) -> str:
    """What stands there, what else the row says, and in which cells."""
    sel = language.daftar([t.replace("!", " ") for t in p.tempat], 3)
    return " · ".join(filter(None, [f"“{p.isi}”", p.konteks, sel]))


def used_sentence(j: Jawaban) -> str:
    siapa = "dijawab sekarang" if j.baru else f"dijawab {j.oleh}, {language.tanggal(j.waktu)}"
    konteks = f" ({j.konteks})" if j.konteks else ""
    return f"“{j.isi}”{konteks} dibaca {j.label}: {siapa}."


def _choose(p: Pertanyaan) -> str | None:
    pilihan = options(p)
    return st.selectbox(
        plain(heading(p)), list(pilihan), index=None, format_func=pilihan.__getitem__, placeholder="Belum dijawab",
        key=f"jawab_{p.kunci}",
    )  # fmt: skip


def _show_used(hasil: Hasil) -> None:
    if not hasil.jawaban_terpakai:
        return
    with st.expander(plain(f"Jawaban yang dipakai ({len(hasil.jawaban_terpakai)})")):
        screen.butir([used_sentence(j) for j in hasil.jawaban_terpakai])
        if any(j.baru for j in hasil.jawaban_terpakai):
            st.button("Jawab ulang", on_click=partial(_forget, hasil))


def _key(hasil: Hasil) -> tuple[str, int | None]:
    # Not by file: the corrected workbook asks the same. By version: what was answered for an earlier one is
    # remembered there, or was withdrawn since.
    return hasil.periode, Gudang().terkini()


def _given(hasil: Hasil) -> dict[str, str]:
    return st.session_state.get(_JAWABAN, {}).get(_key(hasil), {})


def _remember(hasil: Hasil, jawaban: dict[str, str]) -> None:
    st.session_state[_JAWABAN] = {_key(hasil): jawaban}
    st.rerun()


def _forget(hasil: Hasil) -> None:
    st.session_state.pop(_JAWABAN, None)
