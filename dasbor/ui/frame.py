"""The frame around every page: navigation, title line with filters, banner, footer."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Literal

import streamlit as st
from markupsafe import Markup

from dasbor.addresses import find_door, in_base
from dasbor.choice import Choice, WrongChoice
from dasbor.query import published
from dasbor.query.neighbours import held
from dasbor.query.source import area_terms
from dasbor.ui import access, filters, markup, page, reader, screen
from dasbor.ui.menu import PAGES, MenuPage
from dasbor.ui.plain import plain
from dasbor.ui.private import draft_view
from dasbor.ui.screen import PageEnd
from dasbor.words import language, terms
from etl import clock
from etl import periode as quarters
from etl.accounts import roles
from etl.accounts.roles import User
from etl.acuan import find_data_folder, load_reference
from etl.seal import keys
from etl.settings.operator import list_faults
from etl.store.faults import OUTDATED, UNREACHABLE, StoreDamaged
from etl.store.lake.watch import find_fault, find_later
from etl.upkeep import care, logs

_log = logging.getLogger(__name__)
_ENTRIES_KEY = "_menu"


def show_app() -> None:
    """One run of the application: the frame with the page inside."""
    menu_page, run_page = _choose_page()
    reader.sync_url(menu_page.address)
    mark = "DRAF · " if "draf" in reader.list_url_values() else ""
    st.set_page_config(page_title=f"{mark}{menu_page.title} · Koperasi {load_reference().city}", layout="wide")
    page.put_html(markup.FRAME)
    if next_address := reader.take_destination():
        st.switch_page(next_address)
    reader.write_url()
    try:
        _show_framed(menu_page, run_page)
    except WrongChoice as error:
        _show_wrong_choice(error)
        _show_footer(reader.read_latest())
    except StoreDamaged as error:
        number = logs.note_incident(_log, "data terbitan", error)
        told = error.for_staff or f"Data terbitan belum dapat dibuka. Mohon hubungi pengelola sistem. {error}"
        st.error(plain(f"{told} {logs.say_incident(number)}"))
        _show_footer(None, damaged=True)


def _show_framed(menu_page: MenuPage, run_page: Callable[[], None]) -> None:
    """The page between title line and footer, for those who may open it. Staff pages are shown also where nothing can
    be read: there it is mended."""
    named_for = access.session() if access.sees_hidden_names() else ""
    is_for_all = access.sees_no_more(menu_page.shows_contacts)
    published_now = reader.bind_version(named_for, is_for_all, writes=access.may("catat"))
    shown = published_now if menu_page.is_staff else _bind_for_reader(menu_page, published_now)
    if shown is None:
        _show_footer(reader.read_latest(), damaged=bool(published_now.damage))
        return
    if shown.number is None and shown.damage and not menu_page.is_staff:
        raise StoreDamaged(shown.damage)
    p = None if menu_page.is_staff else reader.read_choice()
    _show_title_line(menu_page, p)
    is_elsewhere = menu_page.is_about_others and held.is_offered()
    if p is None and not menu_page.is_staff and not is_elsewhere:
        _show_nothing_published()
        _show_footer(None)
        return
    if shown.draft is not None:
        draft_view.show_banner(shown.draft, published_now.number)
    elif p is not None:
        _show_banners(p, shown)
    if p is not None and menu_page.has_filters:
        screen.show_note(_say_area_change(p))
    with suppress(PageEnd):
        run_page()
    _show_footer(p or reader.read_latest(), damaged=bool(shown.damage))


def _bind_for_reader(menu_page: MenuPage, published_now: reader.ShownVersion) -> reader.ShownVersion | None:
    """What a public page shows: what is published, or the draft that its address names. None where it is not for this
    reader, which is said: public pages too may be for those who are signed in only. Raises WrongChoice."""
    with suppress(PageEnd):
        access.require(menu_page.action, menu_page.address)
        if token := reader.list_url_values().get("draf"):
            return reader.bind_draft(draft_view.open_draft(token, menu_page.address), access.session())
        return published_now
    return None


def handle_script_error(error: Exception) -> bool:
    """What a reader sees when a page breaks; the trace goes to the server's log only."""
    number = logs.note_incident(_log, "halaman gagal ditampilkan", error)
    st.error(
        "Halaman ini belum dapat ditampilkan. Muat ulang; bila tetap begini, mohon hubungi pengelola sistem. "
        + plain(logs.say_incident(number))
    )
    return True


def _choose_page() -> tuple[MenuPage, Callable[[], None]]:
    """The page that the address names, and what draws it. Sections in the order of the menu."""
    by_address, user = {h.address: h for h in PAGES}, access.find_known()
    sections = {
        section: [_make_entry(h, user) for h in PAGES if h.section == section]
        for section in dict.fromkeys(h.section for h in PAGES)
    }
    chosen = st.navigation(sections, position="top")
    return by_address[chosen.url_path or PAGES[0].address], chosen.run


def _make_entry(h: MenuPage, user: User | None) -> st.Page:
    """The page in the navigation of somebody: what they may not open is not listed; its address answers in a
    sentence."""
    listed = h.is_shown and roles.may(user, h.listed_for or h.action)
    if h.only_with and load_reference().settings.get("terbitan", {}).get(h.only_with) != "ya":
        listed = False
    listed = listed and (not h.is_about_others or held.is_offered())
    listed = listed and not (h.is_about_parts and load_reference().is_province)
    return _keep_entry(h, terms.say_terms(h.title), "visible" if listed else "hidden")


def _keep_entry(h: MenuPage, title: str, visibility: Literal["visible", "hidden"]) -> st.Page:
    """One object for a session: making all of them anew looks each file up, 2 ms of every run."""
    made: dict[tuple[str, str, str], st.Page] = st.session_state.setdefault(_ENTRIES_KEY, {})
    key = (h.address, title, visibility)
    if key not in made:
        made[key] = st.Page(h.file, title=plain(title), default=h is PAGES[0], visibility=visibility)
    return made[key]


def _show_title_line(menu_page: MenuPage, p: Choice | None) -> None:
    """City, quarter and the mark of sample data; the filters beside them where they mean something."""
    title = f"Koperasi {load_reference().city}"
    if p is not None and menu_page.has_filters:
        title += f" · {language.format_quarter(p.periode)}"
    latest = p or reader.read_latest()
    sample = latest is not None and published.is_sample(latest)
    with st.container(horizontal=True, vertical_alignment="center", key="baris_judul"):
        draft = reader.read_bound_version().draft is not None
        page.show_template(
            "title_line.html",
            title=title,
            sample=sample,
            draft=draft,
            shortcut=reader.make_link("prioritas"),
            choice=filters.say_choice(p) if p is not None and menu_page.has_filters else "",
        )
        if p is not None and menu_page.has_filters:
            filters.show_filters(p)


def _show_banners(p: Choice, shown: reader.ShownVersion) -> None:
    """An older version is never mistaken for the present one, nor one that stands in for a damaged one."""
    if shown.damage:
        with st.container(key="pita_rusak"):
            st.markdown(
                f"Versi terkini sedang tidak dapat dibuka. Yang tampil adalah **versi {plain(shown.number)}**"
                f"{plain(_say_published(shown.number))}, versi terbaru yang utuh. Pengelola sudah dapat melihat "
                "penyebabnya di halaman petugas."
            )
    if p.version == shown.number:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="pita_versi"):
        st.markdown(
            f"Anda melihat **versi {plain(p.version)}**{plain(_say_published(p.version))}, "
            f"bukan versi terkini (versi {plain(shown.number)})."
        )
        st.button("Kembali ke versi terkini", on_click=reader.change_choice, kwargs={"versi": None})


def _say_area_change(p: Choice) -> str:
    """Of a quarter in which the chosen area became another one; "" in all others."""
    said = [c.said for c in area_terms.list_changes(p, p.kode_wilayah) if c.periode == p.periode]
    if not said:
        return ""
    when = language.format_quarter(p.periode)
    return f"{p.area_name} berubah pada {when}: {'; '.join(said)}. Jangan bandingkan dengan triwulan sebelumnya."


def _show_footer(p: Choice | None, damaged: bool = False) -> None:
    user = access.find_known()
    page.put_html(make_footer(p, reader.make_link("kamus"), user is not None, damaged))
    if fault := find_fault():
        page.put_html(markup.render_template("catalog_line.html"))
    if user is not None:
        page.put_html(make_care_line(say_catalog(user, fault, find_later())))
    access.watch_session(user)


def say_catalog(user: User, fault: str, later: str = "") -> str:
    """What somebody who is signed in reads of a shared catalog that is gone, or upon which a `later` release published:
    who sees to the installation why, others what they cannot do meanwhile; "" where nothing is wrong."""
    if roles.may(user, "kelola_setelan"):
        return fault or later
    return UNREACHABLE if fault else OUTDATED if later else ""


def make_care_line(catalog: str = "") -> Markup:
    """For staff, below the footer: when a backup was last proved, as a warning when that is too long ago; what is wrong
    in the operator's files, and with a shared `catalog`, as it concerns who reads it."""
    known, days = care.read_care(), care.remind_after()
    overdue = not known.sound or care.is_overdue(known.drill, days)
    date = language.format_date(known.drill.date()) if known.drill else None
    faults = [*(f.sentence for f in list_faults(load_reference())), *filter(None, [catalog])]
    return markup.render_template(
        "care_line.html", date=date, overdue=overdue, sound=known.sound, days=days, faults=faults
    )


def make_footer(p: Choice | None, glossary: str, is_staff: bool, damaged: bool = False) -> Markup:
    """What every page says at its end: date and version of its figures. Without any (`p` is None) the date of today."""
    if p is None:
        state = "Data terbitan belum dapat dibuka" if damaged else "Belum ada terbitan"
        today = language.format_date(clock.read_today())
        return markup.render_template("footer_empty.html", state=state, date=today, staff=is_staff, door=find_door())
    date, since = language.format_date(quarters.find_end(p.periode)), _say_published(p.version)
    return markup.render_template(
        "footer.html",
        date=date,
        version=language.say_version(p.version),
        published=since,
        glossary=glossary,
        staff=is_staff,
        seal=_say_seal(),
        door=find_door(),
    )


def _say_seal() -> str:
    """The fingerprint of the key that signs files; "" where none was made yet or it cannot be read."""
    with suppress(StoreDamaged, OSError):
        public = keys.find_public(find_data_folder())
        return keys.say_fingerprint(keys.fingerprint(public)) if public else ""
    return ""


def _say_published(version: int | None) -> str:
    """ ", diterbitkan 4 Juli 2025": empty when the ledger does not know."""
    if version is None or version < 0:
        return ""
    time = published.find_published_at(Choice(version))
    return "" if time is None else f", diterbitkan {language.format_date(time)}"


def _show_nothing_published() -> None:
    screen.show_heading(
        "Belum ada data", "Belum ada buku kerja yang diterbitkan, jadi belum ada yang dapat ditampilkan."
    )
    st.markdown(
        "Petugas dinas dapat mengunggah buku kerja triwulan pertama. Sesudah terbit, halaman ini terisi sendiri."
    )
    page.show_template("button.html", address=in_base("/unggah"), text="Unggah buku kerja", second=False)
    if held.is_offered():  # a province reads of its areas before it has published anything itself
        page.show_template("button.html", address=in_base("/antarpemda"), text="Buka Antarpemda", second=True)


def _show_wrong_choice(error: WrongChoice) -> None:
    screen.show_heading("Pilihan ini tidak ada", str(error))
    st.button("Kembali ke pilihan yang ada", type="primary", on_click=reader.change_choice, kwargs={error.name: None})
