"""The section itself: what is in force, one choice, what it changes, why, and the one button that writes."""

from __future__ import annotations

import streamlit as st

from dasbor.query import published
from dasbor.staff.join import choose
from dasbor.staff.join.choose import Chosen
from dasbor.ui import access, page, screen
from dasbor.ui.plain import plain
from dasbor.words import language
from etl.identity.decisions import Decision
from etl.publish.join.decide import publish_decision
from etl.publish.join.listing import list_decisions
from etl.publish.join.preview import DecisionEffect, preview_decision, say_effect
from etl.publish.join.words import say_remark
from etl.publish.ready import VersionMoved
from etl.store.faults import StoreDamaged
from etl.store.versions import Store

_JOIN, _SEPARATE, _WITHDRAW = "gabung", "pisah", "batal"
_WAYS = {
    _JOIN: "Dua koperasi ternyata satu",
    _SEPARATE: "Satu koperasi ternyata dua",
    _WITHDRAW: "Batalkan putusan",
}
_SEEN_KEY, _DONE_KEY, _MOVED_KEY = "_putusan_dilihat", "_putusan_terbit", "_putusan_sementara"


def show(by: str) -> None:
    """The whole section; nothing for roles that may not decide, or before the first publication."""
    newest = published.find_current_version()
    if newest is None or not access.may("gabung_pisah"):
        return
    page.show_template("step.html", number=None, title="Gabungkan atau pisahkan koperasi", outcome="")
    st.caption(
        "Bila satu koperasi tercatat sebagai dua (ejaan lain, NIK kosong), atau dua koperasi tercatat sebagai satu. "
        "Berlaku di semua triwulan dan untuk buku kerja berikutnya; isi baris yang terbit tidak diubah."
    )
    _show_outcome()
    try:
        listed = list_decisions(Store())
        _show_decisions(listed)
        chosen = _choose(newest, listed)
        if chosen is not None:
            _look_and_decide(chosen, newest, by)
    except StoreDamaged as error:
        page.show_refusal(error)


def _show_decisions(listed: list[tuple[Decision, str]]) -> None:
    if listed:
        screen.show_bullets(
            [
                f"Versi {d.nomor}, {language.format_date(d.waktu)}, {d.oleh}: {said} (alasan: {d.alasan})"
                for d, said in listed
            ]
        )


def _choose(newest: int, listed: list[tuple[Decision, str]]) -> Chosen | None:
    ways = {key: words for key, words in _WAYS.items() if listed or key != _WITHDRAW}
    way = st.radio(
        "Yang terjadi", list(ways), format_func=lambda key: plain(ways[key]), index=None, key=f"putusan_{newest}"
    )
    if way == _JOIN:
        return choose.choose_pair(newest)
    if way == _SEPARATE:
        return choose.choose_rows(newest)
    return choose.choose_decision(newest, listed) if way == _WITHDRAW else None


def _look_and_decide(chosen: Chosen, newest: int, by: str) -> None:
    try:
        effect = _preview(chosen, newest)
    except ValueError as error:
        st.warning(plain(f"{error}."))
        return
    screen.show_bullets(say_effect(effect))
    st.caption("Terbit sebagai versi baru. Dibatalkan di sini kapan saja, atau dipulihkan di Riwayat.")
    suffix = "_".join(map(str, (*chosen.key, newest)))
    reason = st.text_input(
        "Alasan: dari mana diketahui? (wajib, dicatat di Riwayat)", key=f"alasan_putusan_{suffix}", max_chars=300
    ).strip()
    agreed = st.checkbox("Ya, perubahan di atas memang dikehendaki", key=f"setuju_putusan_{suffix}")
    if not st.button(plain(chosen.button), type="primary", disabled=not agreed, key=f"tombol_putusan_{suffix}"):
        return
    if reason:
        _publish(chosen, effect, by, reason)
    else:
        st.warning(plain(f"Tulis alasannya lebih dahulu, lalu tekan {chosen.button} lagi."))


def _preview(chosen: Chosen, newest: int) -> DecisionEffect:
    """Counted once for each choice: typing a reason does not count all quarters again."""
    key = (newest, *chosen.key)
    seen: tuple[object, DecisionEffect] | None = st.session_state.get(_SEEN_KEY)
    if seen is None or seen[0] != key:
        with st.spinner("Menghitung apa yang berubah …"):
            seen = (key, preview_decision(chosen.planner))
        st.session_state[_SEEN_KEY] = seen
    return seen[1]


def _publish(chosen: Chosen, effect: DecisionEffect, by: str, reason: str) -> None:
    access.claim("gabung_pisah")
    try:
        with st.spinner("Menghitung ulang dan menerbitkan …"):
            number = publish_decision(chosen.planner, by, reason, effect.version, address=access.find_address())
    except VersionMoved as error:
        st.session_state.pop(_SEEN_KEY, None)
        st.session_state[_MOVED_KEY] = f"{error} Lihat lagi apa yang akan berubah, lalu putuskan lagi."
        st.rerun()
    except (StoreDamaged, ValueError) as error:
        page.show_refusal(error)
    else:
        st.session_state.pop(_SEEN_KEY, None)
        st.session_state[_DONE_KEY] = f"{say_remark(effect.plan)} (versi {number})."
        st.rerun()


def _show_outcome() -> None:
    """What the last decision of this session did, or why it has to be looked at again."""
    if _MOVED_KEY in st.session_state:
        st.warning(plain(st.session_state.pop(_MOVED_KEY)))
    if _DONE_KEY in st.session_state:
        page.show_template("withdrawn.html", sentence=st.session_state.pop(_DONE_KEY))
