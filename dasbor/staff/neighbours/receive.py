"""Drop a package, see whose it is and what it would change, vouch for its key, take it with one button."""

from __future__ import annotations

import hashlib

import streamlit as st

from dasbor.staff import pemda_lain
from dasbor.ui import access, page, screen
from dasbor.ui.plain import plain
from etl.acuan import find_data_folder
from etl.neighbours.held import identify_held
from etl.neighbours.look import Consent, Looked, look
from etl.neighbours.messages import CONSENTS, KEY_QUESTIONS, NotTaken
from etl.neighbours.say import say_package
from etl.neighbours.take import take
from etl.pesan import TO_CHECK, WRONG, Finding
from etl.seal.keys import say_fingerprint
from etl.store.faults import StoreDamaged, say_cause

_LOOKED_KEY, _TURN_KEY = "_pemda_lain_diperiksa", "_pemda_lain_giliran"
_WAY = Consent(way_of_key="centang di bawah", way_of_rest="centang di bawah")
_AGREEMENTS = {
    "paket_lebih_lama": "Ya, paket yang lebih lama ini memang dikehendaki",
    "contoh_di_atas_data": "Ya, data contoh ini memang menggantikan data dinas",
}


def ask_and_take() -> None:
    """The step of the page."""
    page.show_template("step.html", number=None, title="Terima paket", outcome="")
    limit = int(st.get_option("server.maxUploadSize"))
    turn = st.session_state.get(_TURN_KEY, 0)
    # Of any kind: the browser would refuse a workbook without a word of where it belongs.
    file = st.file_uploader(plain(f"paket.zip dari pemda lain (paling besar {limit} MB)"), key=f"paket_{turn}")
    if file is None:
        return
    content = file.getvalue()
    looked = _look_once(content)
    if isinstance(looked, list):
        _show_findings(looked)
        return
    screen.show_bullets(say_package(looked))
    _show_findings(list(looked.findings))
    if not looked.is_held:
        _ask(looked, content)


def _look_once(content: bytes) -> Looked | list[Finding]:
    """Once for each file and for what is held; reruns find it kept. A list of findings: it is not taken."""
    key = hashlib.sha256(content).hexdigest(), identify_held()
    kept = st.session_state.get(_LOOKED_KEY)
    if kept is None or kept[0] != key:
        access.claim("pemda_lain")
        with st.spinner("Memeriksa paket …"):
            kept = st.session_state[_LOOKED_KEY] = (key, _look(content))
    result: Looked | list[Finding] = kept[1]
    return result


def _look(content: bytes) -> Looked | list[Finding]:
    try:
        return look(find_data_folder(), content, _WAY)
    except NotTaken as error:
        return error.findings


def _show_findings(findings: list[Finding]) -> None:
    for f in sorted(findings, key=lambda f: (f.berat != WRONG, f.berat != TO_CHECK)):
        screen.show_note(f"{f.pesan} {f.saran}".strip())


def _ask(looked: Looked, content: bytes) -> None:
    """What a person has to say of it, and the button."""
    codes = [f.kode for f in looked.blocking]
    vouched = any(code in KEY_QUESTIONS for code in codes) and _agree(_say_key(looked), "kunci", looked)
    agreed = [code for code in codes if code in CONSENTS and _agree(_AGREEMENTS[code], code, looked)]
    answered = {*agreed, *(KEY_QUESTIONS if vouched else ())}
    if st.button(plain(f"Terima paket {looked.head.nama}"), type="primary", disabled=not answered.issuperset(codes)):
        _take(looked, content, Consent(looked.head.sidik_kunci if vouched else "", agreed))


def _agree(sentence: str, code: str, looked: Looked) -> bool:
    return st.checkbox(plain(sentence), key=f"setuju_{code}_{looked.head.sha256[:16]}")


def _say_key(looked: Looked) -> str:
    shown = say_fingerprint(looked.head.sidik_kunci)
    return f"Sidik kunci yang disebut {looked.head.nama} sendiri sama: {shown}"


def _take(looked: Looked, content: bytes, consent: Consent) -> None:
    """Looked at again: what is held may be another by now."""
    user = access.claim("pemda_lain")
    try:
        with st.spinner("Menerima …"):
            take(find_data_folder(), content, user, consent, access.find_address())
    except NotTaken as error:
        _show_findings(error.findings)
    except StoreDamaged as error:
        page.show_refusal(error)
    except OSError as error:
        st.error(plain(f"Paket ini tidak dapat disimpan: {say_cause(error)}. Yang dipegang sekarang tetap tampil."))
    else:
        st.session_state[_TURN_KEY] = st.session_state.get(_TURN_KEY, 0) + 1
        pemda_lain.finish(f"Paket {looked.head.nama}, versi {looked.head.versi}, diterima. Dapat dibatalkan di bawah.")
