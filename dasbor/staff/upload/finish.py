"""The last step of the upload page: gates and their reasons, the one button that writes, and what it did."""

from __future__ import annotations

import streamlit as st

from dasbor.staff.upload import choose, draft, hand_in, memory
from dasbor.ui import access, page, screen
from dasbor.ui.plain import plain
from dasbor.words import language
from etl.model import CheckResult
from etl.pesan import GATES, STARTS_REAL_DATA
from etl.publish import publish
from etl.publish.ready import VersionMoved
from etl.store.faults import StoreDamaged


def ask_and_publish(result: CheckResult, data: bytes, oleh: str) -> None:
    """Gates, confirmation, and the one button that writes."""
    seen = f"{result.sha256}_{result.base_version}"  # what was answered holds for this preview only
    gerbang = [t for t in result.temuan if t.kode in GATES]
    original = [t for t in result.temuan if t.kode == STARTS_REAL_DATA]
    if gerbang or original:
        # Their advice speaks of the command line too; here the fields below ask.
        screen.show_bullets([t.pesan for t in (*gerbang, *original)])
    reason = (
        st.text_area(
            "Bila memang benar, tulis alasannya (dicatat di Riwayat)",
            value=draft.read_reason(result.periode),
            key=f"alasan_{seen}",
            height=80,
        )
        if gerbang
        else ""
    )
    draft.put_reason(result.periode, reason.strip())
    agreed = bool(original) and _ask_consent(result, f"setuju_{seen}")
    label = language.format_quarter(result.periode)
    handed_in = hand_in.is_wanted()
    st.markdown(plain(_say_next(label, len(result.corrections_used), handed_in)))
    word = "Ajukan" if handed_in else "Terbitkan"
    # A press is for what stands above: after somebody else's publication it is another button.
    if not st.button(plain(f"{word} {label}"), type="primary", key=f"terbit_{seen}"):
        return
    if gerbang and not reason.strip():
        st.warning(plain(f"Tulis alasannya lebih dahulu, lalu tekan {word} lagi."))
    elif original and not agreed:
        st.warning(plain(f"Centang persetujuan di atas lebih dahulu, lalu tekan {word} lagi."))
    elif not handed_in:
        _publish_workbook(result, data, oleh, reason.strip(), agreed)
    elif hand_in.hand_in(result, data, oleh, reason.strip(), agreed):
        st.session_state[memory.DONE] = (result.periode, None, False)
        draft.finish(result.periode)
        _start_anew()


def _ask_consent(result: CheckResult, key: str) -> bool:
    """The tick that lets the invented data go; it is kept like the reason, for this version only."""
    quarter, version = result.periode, result.base_version
    agreed = st.checkbox(
        "Ya, keluarkan semua data contoh dan mulai dengan data asli",
        value=draft.has_consented(quarter, version),
        key=key,
    )
    draft.put_consent(quarter, version, agreed)
    return agreed


def _say_next(label: str, corrected: int, handed_in: bool = False) -> str:
    """What happens when the button is pressed."""
    mended = f" {language.format_number(corrected)} perbaikan di atas ikut diterbitkan." if corrected else ""
    if handed_in:
        return (
            f"Sesudah ditekan, {label} menunggu persetujuan pimpinan; dasbor belum berubah.{mended} "
            "Keputusannya terlihat di halaman Persetujuan."
        )
    return (
        f"Sesudah ditekan, {label} langsung terlihat di dasbor. Buku kerja asli disimpan utuh.{mended} "
        "Penerbitan dapat dibatalkan di Riwayat."
    )


def _publish_workbook(result: CheckResult, data: bytes, oleh: str, reason: str, agreed: bool) -> None:
    access.claim("terbit")
    try:
        with st.spinner("Menerbitkan …"):
            number = publish.publish_workbook(result, data, oleh, reason, agreed, address=access.find_address())
    except VersionMoved:
        st.session_state.pop(memory.CHECKS, None)
        st.rerun()  # the check is made anew; show_moved says who published
    except publish.NotPublishable as error:
        st.error(plain(f"Belum dapat diterbitkan: {error}"))
    except StoreDamaged as error:
        page.show_refusal(error)
    else:
        st.session_state[memory.DONE] = (result.periode, number, number == result.base_version)
        draft.finish(result.periode)
        _start_anew()


def _start_anew() -> None:
    """The page for the next file."""
    choose.empty_uploader()
    memory.forget_check()
    st.rerun()


def show_published() -> None:
    """What the last publication of this session did, with the way to see it and the way to undo it."""
    if memory.DONE not in st.session_state:
        return
    periode, number, same = st.session_state[memory.DONE]
    label = language.format_quarter(periode)
    if number is None:
        page.show_template("withdrawn.html", sentence=f"{label} diajukan kepada pimpinan; dasbor belum berubah.")
        return
    text = (
        f"{label} sudah terbit dengan buku kerja yang sama; tidak ada yang berubah (versi {number})."
        if same
        else f"{label} telah terbit sebagai versi {number}."
    )
    page.show_template("published.html", text=text, quarter=periode, quarter_name=label)
