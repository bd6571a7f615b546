"""Remarks below the cards of a page, and the form to write one, for those who may."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import streamlit as st

from dasbor.answers import provenance
from dasbor.blocks import indicator_charts
from dasbor.choice import Choice
from dasbor.query.told import remarks
from dasbor.ui import access, page, reader
from dasbor.ui.plain import plain
from dasbor.words import language
from etl.accounts.roles import ROLES
from etl.acuan import load_reference
from etl.remarks import say
from etl.remarks.book import Remark
from etl.store.faults import StoreDamaged
from etl.store.versions import Store

_DONE_KEY, _TURN_KEY = "_catatan_selesai", "_catatan_giliran"
SUMMARY = "ringkasan"


def show_remarks(p: Choice, address: str) -> None:
    """What was said beside the indicators of a page, for the chosen area and quarter."""
    indicators = list_indicators(address)
    found = remarks.list_remarks(p, indicators)
    if found:
        page.show_template("remarks.html", remarks=[say_remark(p, r) for r in found])
    if not is_preview(p) and reader.may_write():
        page.put_live(lambda: _ask_writer(p, indicators, found))


def list_indicators(address: str) -> list[str]:
    return indicator_charts.list_on_first_page() if address == SUMMARY else indicator_charts.list_ids(address)


def is_preview(p: Choice) -> bool:
    """A draft is nothing that was published: nothing is said beside it."""
    return p.version < 0


def say_remark(p: Choice, r: Remark) -> tuple[str, str, str]:
    """Title of the indicator, the sentence, and who said it when."""
    who = f"{r.oleh} ({ROLES.get(r.peran, r.peran)}), {language.format_date(dt.datetime.fromisoformat(r.waktu))}"
    return provenance.find_title(p, r.indikator), r.kalimat, who


def _ask_writer(p: Choice, indicators: Sequence[str], found: Sequence[Remark]) -> None:
    """The form, asked for at each drawing: the page around it is kept for all who may write."""
    if access.may("catat"):
        _ask(p, indicators, found)


def _ask(p: Choice, indicators: Sequence[str], found: Sequence[Remark]) -> None:
    with st.expander("Tulis atau cabut catatan"):
        if done := st.session_state.pop(_DONE_KEY, ""):
            st.success(plain(done))
        where = f"{language.format_quarter(p.periode)}, {p.area_name}"
        st.caption(plain(f"Untuk {where}; terlihat di bawah kartu dan di tren oleh semua pembaca dasbor ini."))
        titles = {i: provenance.find_title(p, i) for i in indicators}
        with st.form(f"catatan_{p.periode}_{p.kode_wilayah}_{_turn()}", border=False):
            indicator = st.selectbox("Indikator", list(titles), format_func=titles.__getitem__)
            sentence = st.text_area("Kalimat", max_chars=say.LONGEST, height=80)
            pressed = st.form_submit_button("Simpan catatan")
        if pressed:
            _write(p, indicator, sentence)
        for r in found:
            if st.button(plain(f"Cabut: {r.kalimat[:60]}"), key=f"cabut_catatan_{r.nomor}"):
                _withdraw(r)


def _write(p: Choice, indicator: str, sentence: str) -> None:
    user = access.claim("catat")
    figure = (indicator, p.kode_wilayah, p.periode)
    try:
        say.say_remark(Store(), user, figure, sentence, access.find_address(), load_reference())
    except (ValueError, StoreDamaged) as error:
        st.error(plain(f"{str(error).rstrip('.')}."))
        return
    _finish("Catatan disimpan.")


def _withdraw(r: Remark) -> None:
    user = access.claim("catat")
    try:
        say.withdraw_remark(Store(), user, r.nomor, access.find_address())
    except KeyError:
        st.error("Catatan ini sudah dicabut orang lain.")
        return
    except StoreDamaged as error:
        st.error(plain(str(error)))
        return
    _finish("Catatan dicabut.")


def _finish(done: str) -> None:
    """Draw the page anew, with an empty form and what was done."""
    st.session_state[_DONE_KEY] = done
    st.session_state[_TURN_KEY] = _turn() + 1
    st.rerun()


def _turn() -> int:
    return int(st.session_state.get(_TURN_KEY, 0))
