"""Pieces of the approval page: the drafts that wait, one of them with what it would change, and the decision."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from dasbor.staff import unggah
from dasbor.staff.upload import preview, shown
from dasbor.ui import access, page, screen
from dasbor.ui.plain import plain
from dasbor.words import language
from etl.accounts.roles import User
from etl.model import CheckResult
from etl.publish.drafts import approval
from etl.publish.publish import NotPublishable
from etl.publish.ready import VersionMoved, say_moved
from etl.store.faults import StoreDamaged
from etl.store.unpublished.submissions import WAITING, Submission, Submissions
from etl.store.versions import Store

_CHECK_KEY, _DONE_KEY = "_persetujuan_periksa", "_persetujuan_selesai"


def show_own() -> None:
    """What whoever looks at the page handed in, where it stands, and taking it back."""
    user = access.find_known()
    for s in (s for s in _list_all() if user is not None and s.by == user.name):
        with st.container(horizontal=True, vertical_alignment="center"):
            page.show_template("remark.html", text=say_state(s))
            label = "Tarik kembali" if s.state == WAITING else "Sudah dibaca"
            st.button(plain(label), key=f"tarik_ajuan_{s.id}", type="tertiary", on_click=_take_back, args=(s,))


def say_state(s: Submission) -> str:
    """Where a draft stands, for who handed it in."""
    what = f"{language.format_quarter(s.periode)} ({s.file})"
    if s.state == WAITING:
        return f"{what} menunggu persetujuan sejak {_say_time(s)}."
    return f"{what} dikembalikan oleh {s.decided_by}: {s.decision}. Perbaiki di halaman Unggah, lalu ajukan lagi."


def show_waiting() -> None:
    """The drafts that whoever looks at the page may decide about, one of them in full."""
    user = access.find_known()
    waiting = [] if user is None else approval.list_for(user, _list_all())
    if user is None or not waiting:
        if user is None or not [s for s in _list_all() if s.by == user.name]:
            screen.show_empty("Tidak ada draf yang menunggu.", "Draf diajukan dari halaman Unggah.")
        return
    chosen = st.selectbox("Draf yang menunggu", waiting, format_func=_write_label, key="draf_menunggu")
    if chosen is not None:
        _show_draft(chosen, user)


def _show_draft(s: Submission, user: User) -> None:
    try:
        result, data = _check(s)
    except StoreDamaged as error:
        page.show_refusal(error)
        return
    page.show_template("remark.html", text=f"Diajukan {s.by}, {_say_time(s)}. Temuan: {s.counts}.")
    if s.gates:
        screen.show_bullets([*s.gates, f"Alasan {s.by}: {s.reason}"])
    if result.base_version != s.base_version:
        moved = say_moved(Store(), result.base_version)
        screen.show_note(f"{moved} Di bawah ini perubahannya yang baru; centang diminta lagi.")
    unggah.show_step(None, "Yang akan berubah")
    shown.show_changes(result)
    preview.offer_preview(result, s.by, s.id)
    _ask(s, result, data, user)


def _ask(s: Submission, result: CheckResult, data: bytes, user: User) -> None:
    """Approve what stands above, or send it back with a reason."""
    unggah.show_step(None, "Keputusan")
    new = [*approval.list_unanswered(result, s), *approval.list_blocking(result, s)]
    if new:
        screen.show_bullets(new)
        st.caption("Yang di atas baru muncul sesudah draf diajukan. Kembalikan, agar petugas menjawabnya.")
    key = f"{s.id}_{result.base_version}"  # what was ticked holds for this difference only
    agreed = st.checkbox("Saya sudah melihat perubahan di atas", key=f"setuju_ajuan_{key}")
    reason = st.text_input("Alasan bila dikembalikan (dibaca petugas)", key=f"alasan_ajuan_{key}").strip()
    with st.container(horizontal=True):
        label = f"Setujui dan terbitkan {language.format_quarter(s.periode)}"
        ready = agreed and not new
        approved = st.button(plain(label), type="primary", disabled=not ready, key=f"setujui_{key}")
        refused = st.button("Kembalikan", key=f"kembalikan_{key}")
    if approved:
        _approve(s, result, data)
    elif refused and not reason:
        st.warning("Tulis alasannya lebih dahulu, lalu tekan Kembalikan lagi.")
    elif refused:
        _send_back(s, reason)


def _approve(s: Submission, result: CheckResult, data: bytes) -> None:
    user = access.claim("setuju")
    label = language.format_quarter(s.periode)
    try:
        with st.spinner("Menerbitkan …"):
            number = approval.approve(s, result, data, user, address=access.find_address())
    except VersionMoved:
        st.rerun()  # checked anew; _show_draft says who published
    except (StoreDamaged, NotPublishable) as error:
        page.show_refusal(error)
        return
    _end(f"{label} dari {s.by} disetujui dan terbit sebagai versi {number}.")


def _send_back(s: Submission, reason: str) -> None:
    user = access.claim("setuju")
    try:
        approval.send_back(s, user, reason, address=access.find_address())
    except StoreDamaged as error:
        page.show_refusal(error)
        return
    _end(f"{language.format_quarter(s.periode)} dikembalikan kepada {s.by}. Dasbor tidak berubah.")


def _end(sentence: str) -> None:
    st.session_state[_DONE_KEY] = sentence
    st.session_state.pop(_CHECK_KEY, None)
    st.session_state.pop("draf_menunggu", None)
    st.rerun()


def _take_back(s: Submission) -> None:
    user = access.claim("periksa")
    if user.name == s.by:
        approval.take_back(s, address=access.find_address())


def show_done() -> None:
    """What the last decision of this session did."""
    if _DONE_KEY in st.session_state:
        page.show_template("withdrawn.html", sentence=st.session_state.pop(_DONE_KEY))


def _check(s: Submission) -> tuple[CheckResult, bytes]:
    """Checked once per draft and published version."""
    key = (s.id, Store().find_current())
    kept = st.session_state.get(_CHECK_KEY)
    if kept is None or kept[0] != key:
        with st.spinner("Memeriksa draf …"):
            kept = key, approval.check_again(s)
        st.session_state[_CHECK_KEY] = kept
    checked: tuple[CheckResult, bytes] = kept[1]
    return checked


def _list_all() -> list[Submission]:
    return Submissions(Store().folder).list_all()


def _write_label(s: Submission) -> str:
    return f"{language.format_quarter(s.periode)} · {s.by} · {_say_time(s)}"


def _say_time(s: Submission) -> str:
    return language.format_time(dt.datetime.fromisoformat(s.time))
