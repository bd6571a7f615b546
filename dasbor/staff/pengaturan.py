"""Pieces of the settings page: the form, what a change would do, the reason, and the one button that publishes it."""

from __future__ import annotations

import streamlit as st

from dasbor.staff import pengaturan_form
from dasbor.staff.pengaturan_form import Shown
from dasbor.staff.settings import years_form
from dasbor.ui import access, page, screen
from dasbor.ui.layout import arrange
from dasbor.ui.plain import plain
from dasbor.words import language
from etl.acuan import load_reference
from etl.publish.change_settings import SettingsMoved, change_settings
from etl.publish.effect_words import say_effect
from etl.publish.preview_settings import SettingsEffect, preview_change
from etl.settings import entries, following, listing
from etl.settings.declare import SECTIONS
from etl.settings.entries import FROM_FILE, RESTORED, Change, Entry
from etl.settings.words import say_change
from etl.store.faults import StoreDamaged
from etl.store.versions import Store

_SEEN_KEY, _DONE_KEY, _MOVED_KEY = "_pengaturan_dilihat", "_pengaturan_selesai", "_pengaturan_bergerak"
_YEARS_NOTE = "Untuk RAT tepat waktu dan rasio volume usaha terhadap PDRB. Kosong berarti belum ada."
_NO_YEARS = "Belum ada; batas RAT setiap tahun adalah batas di atas."
_FIGURES, _TARGETS, _YEARS = "aturan", "target", "tahunan"  # the forms of the page
_TARGETS_NOTE = "Kosong berarti tanpa target, dan di triwulan target setahun; persentase ditulis seperti 92,5%."
PLACES = {**SECTIONS, _YEARS: "Batas RAT dan PDRB per tahun", _TARGETS: "Target"}
_MAX_REASON = 300
_LISTED = 10


def read_shown(number: int) -> Shown:
    """What is in force in the version that the page shows, and the start values of the file."""
    start = entries.read_start(following.take_start(Store(), load_reference()))
    stored = entries.read_in_force(Store().open_version(number))
    return Shown(number, stored.entries if stored else start, start)


def show_waiting(shown: Shown) -> None:
    """What the operator changed in the file since: it comes into force with the next publication."""
    waiting = listing.list_waiting(shown.in_force, shown.start)
    if waiting:
        screen.show_note(
            "Berkas pengaturan peladen berubah sejak terbitan terakhir. Ini berlaku mulai terbitan berikutnya: "
            + "; ".join(say_change(*one) for one in waiting)
            + "."
        )


def ask_changes(shown: Shown) -> None:
    """The form; its button looks, and writes nothing."""
    with st.form(f"pengaturan_{pengaturan_form.turn()}", border=False):
        typed = pengaturan_form.ask_settings(shown)
        pressed = st.form_submit_button("Lihat yang akan berubah")
    if pressed:
        _look(_FIGURES, *pengaturan_form.read_changed(shown, typed, None, ""))
    _ask_and_publish(_FIGURES)


def show_years(shown: Shown) -> None:
    """Deadlines of the RAT and the PDRB by year: those in force, and the fields of one year."""
    arrange.mark_place(_YEARS)
    with arrange.fold_on_phone(_YEARS, PLACES[_YEARS]):
        screen.show_subheading(PLACES[_YEARS], _YEARS_NOTE)
        screen.show_bullets([row.say() for row in listing.list_years(shown.in_force)] or [_NO_YEARS])
        year = years_form.choose_year(shown)
        with st.form(f"tahunan_{year}_{pengaturan_form.turn()}", border=False):
            typed = years_form.ask_year(shown, year)
            pressed = st.form_submit_button("Lihat yang akan berubah")
    if pressed:
        _look(_YEARS, *years_form.read_changed(shown, typed))
    _ask_and_publish(_YEARS)


def ask_targets(shown: Shown) -> None:
    """The targets of one year or quarter, likewise."""
    arrange.mark_place(_TARGETS)
    with arrange.fold_on_phone(_TARGETS, PLACES[_TARGETS]):
        screen.show_subheading(PLACES[_TARGETS], _TARGETS_NOTE)
        when = pengaturan_form.choose_when(shown)
        with st.form(f"target_{when.label}_{pengaturan_form.turn()}", border=False):
            typed = pengaturan_form.ask_targets(shown, when)
            note = st.text_input("Keterangan target yang diubah, misalnya dokumennya (boleh kosong)", max_chars=200)
            pressed = st.form_submit_button("Lihat yang akan berubah")
    if pressed:
        _look(_TARGETS, *pengaturan_form.read_changed(shown, typed, when, note))
    _ask_and_publish(_TARGETS)


def _look(form: str, changed: dict[str, Entry], faults: list[str]) -> None:
    """Keep what was typed as a change to look at; faults are said and nothing is kept."""
    st.session_state.pop(_SEEN_KEY, None)
    if faults:
        for fault in faults:
            st.error(plain(fault))
        return
    try:
        with st.spinner("Menghitung ulang semua triwulan …"):
            st.session_state[_SEEN_KEY] = (changed, preview_change(changed), form)
    except (ValueError, StoreDamaged) as error:
        page.show_refusal(error)


def _ask_and_publish(form: str) -> None:
    """What would change, the reason, the button: below the form that was filled in."""
    if st.session_state.get(_SEEN_KEY, (None, None, None))[2] != form:
        return
    changed, effect, _ = st.session_state[_SEEN_KEY]
    page.show_template("step.html", number=None, title="Yang akan berubah", outcome="")
    screen.show_bullets(say_effect(effect))
    if effect.changes_figures:
        st.caption("Semua triwulan dihitung ulang. Versi yang sekarang tetap ada dan dapat dipulihkan di Riwayat.")
    else:
        screen.show_note("Perubahan ini tidak mengubah angka mana pun yang sudah terbit.")
    reason = st.text_input(
        "Alasan (wajib, dicatat di Riwayat)", key=f"alasan_pengaturan_{effect.version}", max_chars=_MAX_REASON
    )
    if st.button("Terbitkan pengaturan ini", type="primary"):
        _publish(changed, effect, reason)


def _publish(changed: dict[str, Entry], effect: SettingsEffect, reason: str) -> None:
    user = access.claim("kelola_setelan")
    try:
        with st.spinner("Menghitung ulang dan menerbitkan …"):
            number = change_settings(changed, user.name, reason, effect.version, address=access.find_address())
    except SettingsMoved as error:
        st.session_state.pop(_SEEN_KEY, None)
        st.session_state[_MOVED_KEY] = str(error)
        st.rerun()
    except (ValueError, StoreDamaged) as error:
        page.show_refusal(error)
    else:
        st.session_state.pop(_SEEN_KEY, None)
        st.session_state[_DONE_KEY] = (number, effect)
        pengaturan_form.next_turn()
        st.rerun()


def show_history(shown: Shown) -> None:
    """The latest changes: when, what, by whom and why; also those that the file or a restored version brought."""
    changes = entries.read_changes(Store().open_version(shown.version))[: -_LISTED - 1 : -1]
    if not changes:
        return
    with arrange.fold_on_phone("perubahan_terakhir", "Perubahan terakhir"):
        screen.show_subheading("Perubahan terakhir", "Semuanya ada di Riwayat, dan di sana dipulihkan.")
        screen.show_bullets([_say_past(c) for c in changes])


def _say_past(c: Change) -> str:
    source = {FROM_FILE: ", dari berkas pengaturan", RESTORED: ", dengan versi yang dipulihkan"}.get(c.source, "")
    reason = f": {c.reason}" if c.reason else ""
    when = language.format_time(c.time)
    return f"{when}, versi {c.number}, {c.by}{source}. {say_change(c.key, c.old, c.new)}{reason}"


def show_done() -> None:
    """What the last change of this session did, and where it is undone; or why it has to be looked at again."""
    if _MOVED_KEY in st.session_state:
        st.error(plain(st.session_state.pop(_MOVED_KEY)))
    if _DONE_KEY not in st.session_state:
        return
    number, effect = st.session_state.pop(_DONE_KEY)
    words = "; ".join(say_change(key, old, new) for key, old, new, _ in effect.differences)
    page.show_template("settings_done.html", number=number, words=words, before=effect.version)
