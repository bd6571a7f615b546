"""The block "Perlu jawaban Anda" of the upload page: what the check cannot know, and the answers it took."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from dasbor.staff import unggah
from dasbor.staff.offered_words import list_said
from dasbor.staff.upload import draft
from dasbor.ui import access, page, screen
from dasbor.ui.plain import plain
from dasbor.ui.table import make_table
from dasbor.words import language
from etl.acuan import load_reference
from etl.asked.addresses import ADDRESS
from etl.asked.likely import choose_likely
from etl.asked.tables import SEPARATOR
from etl.audit import notes
from etl.match.questions import QUESTION_TEXTS
from etl.match.vocabulary import HEADING, TABLE
from etl.model import IGNORED, Answer, CheckResult, Question
from etl.pesan import Finding

_MAX_QUESTIONS = 30  # at once; the rest follows when these are answered, or stands below when all were suggested
_MAX_CHOICES = 1_000  # more names than that a browser does not search without effort
_NAMES = {  # kinds whose likely answers may be taken all at once
    "judul": "judul kolom",
    "kata": "kata",
    "kelurahan": "kelurahan",
    "koperasi": "koperasi",
    "sasaran": "asal atau sasaran",
}
_WORTH_A_BUTTON = 2  # questions that one press answers


def check_with_draft(result: CheckResult, file: tuple[bytes, str]) -> CheckResult:
    """The check again with the answers and corrections of the draft; answers that fit no question any more are left
    out."""
    given, corrections = draft.read_answers(result.periode), draft.read_corrections(result.periode)
    while given or corrections:
        again = unggah.check_file(*file, result.periode, given, corrections)
        if isinstance(again, Finding):
            break
        matching = {j.kunci: j.nilai for j in again.answers_used if j.kunci in given}
        if len(matching) == len(given):
            return again
        given = matching
    return result


def say_foreign(result: CheckResult) -> str:
    """That a workbook is probably another area's: it has more unknown names of areas than there are areas here. "" of
    others."""
    reference, unknown = load_reference(), sum(q.jenis == "kelurahan" for q in result.pertanyaan)
    there = len(set(reference.kelurahan["kode_kelurahan"]))
    if unknown <= there:
        return ""
    return (
        f"{language.format_number(unknown)} nama kelurahan di buku kerja ini tidak dikenal; {reference.city} hanya "
        f"mempunyai {language.format_number(there)}. Mungkin ini buku kerja pemda lain: bila ya, buang drafnya."
    )


def show_questions(result: CheckResult) -> None:
    """Answers in use, then the open questions with one button for all."""
    _show_used(result)
    if not result.pertanyaan:
        return
    screen.show_note(say_foreign(result))
    screen.show_subheading("Perlu jawaban Anda")
    st.caption("Cukup dijawab sekali: sesudah diterbitkan, jawabannya diingat dan dapat dicabut di Kamus dinas.")
    _offer_all(result)
    visible = [p for i, p in enumerate(result.pertanyaan) if i < _MAX_QUESTIONS or _widget(p) in st.session_state]
    with st.form(f"tanya_{result.sha256}_{len(result.answers_given)}", border=True):
        answer: dict[str, str] = {}
        with st.container(key="kartu_tanya"):
            for kind, sentence in QUESTION_TEXTS.items():
                if sejenis := [p for p in visible if p.jenis == kind]:
                    answer |= _ask_kind(sentence, sejenis)
        if len(visible) < len(result.pertanyaan):
            st.caption(plain(f"Tampil {len(visible)} dari {len(result.pertanyaan)} pertanyaan; sisanya menyusul."))
        dipakai = st.form_submit_button("Pakai jawaban ini", type="primary")
    if dipakai and answer:
        by, address = access.find_actor()
        file, quarter = result.nama_berkas, result.periode
        notes.note("jawab", by, address, berkas=file, triwulan=quarter, jawaban=len(answer))
        _remember_answers(result, draft.read_answers(result.periode) | answer)
    elif dipakai:
        st.warning("Pilih sedikitnya satu jawaban lebih dahulu.")


def _ask_kind(sentence: str, questions: Sequence[Question]) -> dict[str, str]:
    """The questions of a kind below their sentence; {key: answer} of those that are answered."""
    with st.container(gap="xsmall"):
        st.markdown(f"**{plain(sentence)}**")
        _show_tables(questions)
        said = list_said()
        return {p.kunci: v for p in questions if (v := _choose_answer(p, said.get(p.kunci, ""))) is not None}


def list_suggested(questions: Sequence[Question]) -> dict[str, dict[str, str]]:
    """{what one press does: {key of a question: answer}}: all likely answers of a kind; columns nobody needs."""
    buttons: dict[str, dict[str, str]] = {}
    for kind, name in _NAMES.items():
        likely = choose_likely([p for p in questions if p.jenis == kind])
        buttons[f"Pilih semua yang disarankan: {len(likely)} {name}"] = likely
    rest = {p.kunci: IGNORED for p in questions if p.jenis == HEADING and not p.calon}
    buttons[f"Abaikan {len(rest)} kolom yang tanpa saran"] = rest
    return {label: chosen for label, chosen in buttons.items() if len(chosen) >= _WORTH_A_BUTTON}


def list_offers(result: CheckResult) -> dict[str, dict[str, str]]:
    """The same of a workbook; nothing of one that is probably another area's: at one press its cooperatives would be
    filed under kelurahan of here."""
    return {} if say_foreign(result) else list_suggested(result.pertanyaan)


def _offer_all(result: CheckResult) -> None:
    """Buttons that choose the answers below, where they may still be changed before they are used."""
    buttons = list_offers(result)
    if not buttons:
        return
    with st.container(horizontal=True):
        for label, chosen in buttons.items():
            st.button(plain(label), key=f"saran_{label}", on_click=partial(_choose_all, chosen))


def _choose_all(chosen: Mapping[str, str]) -> None:
    st.session_state.update({f"jawab_{key}": value for key, value in chosen.items()})


def _widget(p: Question) -> str:
    return f"jawab_{p.kunci}"


def list_options(p: Question) -> dict[str, str]:
    """{value: label}: the likely ones, the answers that are no code, then everything else by name."""
    other = sorted(p.others.items(), key=lambda x: x[1]) if len(p.others) <= _MAX_CHOICES else []
    return dict(p.calon) | p.khusus | {value: label for value, label in other if value not in dict(p.calon)}


def say_heading(p: Question) -> str:
    """What stands there, what else the row says, in which cells, and some of what stands below a heading."""
    cell = language.join_list([t.replace("!", " ") for t in p.tempat], 3)
    sample = f"misalnya {', '.join(p.contoh)}" if p.contoh and p.jenis == HEADING else ""
    return " · ".join(filter(None, [f"“{p.isi}”", p.konteks, cell, sample]))


def say_used(j: Answer) -> str:
    who = "dijawab sekarang" if j.baru else f"dijawab {j.oleh}, {language.format_date(j.waktu)}"
    context = f" ({j.konteks})" if j.konteks else ""
    return f"“{j.isi}”{context} dibaca {j.label}: {who}."


def _choose_answer(p: Question, said_elsewhere: str) -> str | None:
    """`said_elsewhere`: what other areas of government of this installation answered, where they share."""
    choices = list_options(p)
    return st.selectbox(
        plain(" · ".join(filter(None, [say_heading(p), said_elsewhere]))),
        list(choices),
        index=None,
        format_func=choices.__getitem__,
        placeholder="Belum dijawab",
        key=_widget(p),
    )


def _show_tables(questions: Sequence[Question]) -> None:
    """The rows in question, below their headings: the first of a table, all for which a kelurahan is proposed."""
    for p in questions:
        if p.jenis in (TABLE, ADDRESS) and p.contoh:
            headings, *rows = (row.split(SEPARATOR) for row in p.contoh)
            numbered = {str(i): text for i, text in enumerate(headings)}
            data = pd.DataFrame(rows, columns=list(numbered))
            title = f"Baris pertama di {p.tempat[0].replace('!', ' ')}" if p.jenis == TABLE else p.isi
            page.put_html(make_table(data, title, numbered))


def _show_used(result: CheckResult) -> None:
    if not result.answers_used:
        return
    with st.expander(plain(f"Jawaban yang dipakai ({len(result.answers_used)})")):
        screen.show_bullets([say_used(j) for j in result.answers_used])
        if any(j.baru for j in result.answers_used):
            st.button("Jawab ulang", on_click=partial(_forget_answers, result))


def _remember_answers(result: CheckResult, answer: dict[str, str]) -> None:
    access.claim("jawab")
    draft.put_answers(result.periode, answer)
    st.rerun()


def _forget_answers(result: CheckResult) -> None:
    draft.put_answers(result.periode, {})
