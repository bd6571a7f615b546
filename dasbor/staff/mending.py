"""What staff see where the published data are damaged: what happened, what the one button does, and what came of it."""

from __future__ import annotations

import streamlit as st

from dasbor.ui import access, page, reader, screen
from dasbor.ui.plain import plain
from etl.audit import notes
from etl.prove import rebuild
from etl.store.faults import StoreDamaged
from etl.store.versions import Store

_DONE_KEY = "_perbaikan_selesai"


def stop_if_damaged() -> None:
    """Nothing may be written to damaged data: the page says so, offers to rebuild, and ends."""
    show_audit_fault()
    damage = find_damage()
    if not damage:
        _show_outcome()
        return
    page.show_template("step.html", number=None, title="Data terbitan rusak", outcome="")
    screen.show_bullets([damage, _say_shown(), "Selama itu tidak ada yang dapat diterbitkan atau dipulihkan."])
    st.markdown(
        "**Bangun ulang** memutar ulang semua buku kerja di arsip. Versi yang hilang atau rusak kembali di bawah "
        "nomornya; berkas yang digantikan disisihkan, tidak dihapus. Bila hasilnya berbeda dari yang terbit, hasil itu "
        "terbit sebagai versi baru. Ini dapat berlangsung beberapa menit."
    )
    if access.may("bangun_ulang") and st.button("Bangun ulang dari arsip", type="primary"):
        _rebuild()
    raise screen.PageEnd


def show_audit_fault() -> None:
    """Looking and checking go on where the audit cannot be written; staff are told."""
    if fault := notes.find_fault():
        screen.show_note(f"Tindakan terakhir tidak tercatat di catatan tindakan. {fault}")


def find_damage() -> str:
    """Why readers do not get the published version or nothing may be written; "" when all is well."""
    try:
        return Store().find_damage() or reader.read_bound_version().damage
    except StoreDamaged as error:
        return error.for_staff or str(error)


def _say_shown() -> str:
    number = reader.read_bound_version().number
    if number is None:
        return "Tidak ada versi utuh yang dapat ditampilkan; pembaca melihat pemberitahuan."
    return f"Pembaca sementara melihat versi {number}, versi terbaru yang utuh."


def _rebuild() -> None:
    access.claim("bangun_ulang")
    try:
        with st.spinner("Membangun ulang dari arsip …"):
            by, address = access.find_actor()
            outcome = rebuild.rebuild_store(Store(), by=by, address=address)
    except StoreDamaged as error:
        page.show_refusal(error)
        return
    if outcome.problems:
        st.error(plain(outcome.sentence))
        screen.show_bullets(outcome.problems)
        return
    st.session_state[_DONE_KEY] = outcome.sentence
    st.rerun()


def _show_outcome() -> None:
    if _DONE_KEY in st.session_state:
        page.show_template("mended.html", sentence=st.session_state.pop(_DONE_KEY))
