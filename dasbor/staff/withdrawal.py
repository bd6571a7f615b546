"""Piece of the history page: take one upload or one quarter back, after a look at what goes with it."""

from __future__ import annotations

import streamlit as st

from dasbor.staff import riwayat
from dasbor.ui import access, page, screen
from dasbor.ui.plain import plain
from dasbor.words import language
from etl.publish.in_effect import Upload
from etl.publish.ready import VersionMoved
from etl.publish.withdraw import list_in_effect, plan_withdrawal, say_withdrawal, withdraw_upload
from etl.store.faults import StoreDamaged
from etl.store.versions import Store

_DONE_KEY = "_riwayat_ditarik"


def ask_and_withdraw(newest: int, by: str) -> None:
    """Choose, see what it takes with it, say why, confirm, and the one button that writes."""
    page.show_template("step.html", number=None, title="Tarik satu unggahan atau triwulan", outcome="")
    st.caption("Untuk yang keliru diunggah: isinya keluar, yang terbit sebelumnya kembali, unggahan lain tetap.")
    try:
        labels = list_targets(list_in_effect(Store()))
        target = st.selectbox(
            "Yang ditarik",
            list(labels),
            index=None,
            format_func=lambda key: plain(labels[key]),
            placeholder="Pilih unggahan atau triwulan",
            key=f"tarik_{newest}",
        )
        if target is not None:
            _confirm(target, labels[target], newest, by)
    except StoreDamaged as error:
        page.show_refusal(error)


def list_targets(uploads: list[Upload]) -> dict[str, str]:
    """{what withdraw takes: label}: each upload in effect, the latest first, then the quarters that hold several."""
    by_quarter: dict[str, int] = {}
    for u in uploads:
        by_quarter[u.periode] = by_quarter.get(u.periode, 0) + 1
    quarter = language.format_quarter
    single = {str(u.number): f"Unggahan {u.number} · {quarter(u.periode)} · {u.file} · {u.by}" for u in uploads}
    several = sorted((p for p, n in by_quarter.items() if n > 1), reverse=True)
    return single | {p: f"Seluruh {language.format_quarter(p)} ({by_quarter[p]} unggahan)" for p in several}


def _confirm(target: str, label: str, newest: int, by: str) -> None:
    screen.show_bullets(say_withdrawal(plan_withdrawal(Store(), target)))
    st.caption(
        "Angka triwulan sesudahnya dihitung ulang. Buku kerja asli dan ejaan yang diingat tetap tersimpan; versi yang "
        "sekarang dapat dipulihkan lagi di atas."
    )
    reason = st.text_input("Alasan penarikan (dicatat di riwayat)", key=f"alasan_tarik_{target}_{newest}").strip()
    agreed = st.checkbox("Ya, tarik seperti tertulis di atas", key=f"setuju_tarik_{target}_{newest}")
    if not st.button("Tarik", type="primary", disabled=not agreed, key=f"tombol_tarik_{target}_{newest}"):
        return
    if reason:
        _withdraw(target, label, newest, by, reason)
    else:
        st.warning("Tulis alasannya lebih dahulu, lalu tekan Tarik lagi.")


def _withdraw(target: str, label: str, newest: int, by: str, reason: str) -> None:
    access.claim("tarik")
    try:
        with st.spinner("Menarik …"):
            number = withdraw_upload(target, by, reason, seen=newest, address=access.find_address())
    except VersionMoved:
        riwayat.look_again()
        return
    except (StoreDamaged, ValueError) as error:
        page.show_refusal(error)
        return
    riwayat.forget_shown()
    st.session_state[_DONE_KEY] = f"{label} ditarik (versi {number})."
    st.session_state.pop("versi_riwayat", None)
    st.rerun()


def show_withdrawn() -> None:
    """What the last withdrawal of this session did."""
    if _DONE_KEY in st.session_state:
        page.show_template("withdrawn.html", sentence=st.session_state.pop(_DONE_KEY))
