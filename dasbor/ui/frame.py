"""The frame around every page: navigation, title line with filters, banner, footer."""

from __future__ import annotations

import datetime as dt
import logging
from contextlib import suppress
from typing import TYPE_CHECKING

import streamlit as st

from dasbor.choice import Choice
from dasbor.query import base
from dasbor.ui import access, filters, page, reader, screen, stylesheet
from dasbor.ui.menu import PAGES, MenuPage
from dasbor.ui.plain import plain
from dasbor.ui.reader import Pilihan, WrongChoice
from dasbor.ui.screen import PageEnd
from dasbor.words import language, terms
from etl import periode as triwulan
from etl.acuan import load_reference
from etl.store.faults import StoreDamaged

if TYPE_CHECKING:
    from streamlit.navigation.page import Page

_log = logging.getLogger(__name__)


def show_app() -> None:
    """One run of the application: the frame with the page inside."""
    halaman, content = _choose_page()
    st.set_page_config(page_title=f"{halaman.judul} · Koperasi {load_reference().city}", layout="wide")
    page.put_html(stylesheet.FRAME)
    reader.sync_url(halaman.alamat)
    if next_address := reader.take_destination():
        st.switch_page(next_address)
    reader.write_url()
    try:
        newest = reader.bind_version()
        p = None if halaman.petugas else reader.read_choice()
        _show_title_line(halaman, p)
        if p is None and not halaman.petugas:
            _show_nothing_published()
            _show_footer(None)
            return
        _show_banner(p, newest)
        with suppress(PageEnd):
            content.run()
        _show_footer(p or reader.read_latest())
    except WrongChoice as error:
        _show_wrong_choice(error)
        _show_footer(reader.read_latest())
    except StoreDamaged as rusak:
        _log.error("gudang: %s", rusak)
        st.error("Data terbitan belum dapat dibuka. Mohon hubungi pengelola sistem. " + plain(rusak))


def handle_script_error(error: Exception) -> bool:
    """What a reader sees when a page breaks; the trace goes to the server's log only."""
    _log.error("halaman gagal ditampilkan", exc_info=error)
    st.error("Halaman ini belum dapat ditampilkan. Muat ulang; bila tetap begini, mohon hubungi pengelola sistem.")
    return True


def _choose_page() -> tuple[MenuPage, Page]:
    """The page that the address names. Sections in the order of the menu."""
    part: dict[str, list[Page]] = {}
    menurut_alamat = {h.alamat: h for h in PAGES}
    for h in PAGES:
        one = st.Page(
            h.berkas,
            title=plain(terms.say_terms(h.judul)),
            default=h is PAGES[0],
            visibility="visible" if h.tampil else "hidden",
        )
        part.setdefault(h.bagian, []).append(one)
    content = st.navigation(part, position="top")
    return menurut_alamat[content.url_path or PAGES[0].alamat], content


def _show_title_line(halaman: MenuPage, p: Pilihan | None) -> None:
    """City, quarter and the mark of sample data; the filters beside them where they mean something."""
    title = f"Koperasi {load_reference().city}"
    if p is not None and halaman.has_filters:
        title += f" · {language.format_quarter(p.periode)}"
    is_sample = p or reader.read_latest()
    rekaan = is_sample is not None and base.is_sample(is_sample)
    with st.container(horizontal=True, vertical_alignment="center", key="baris_judul"):
        page.show_template("title_line.html", title=title, sample=rekaan)
        if p is not None and halaman.has_filters:
            filters.show_filters(p)


def _show_banner(p: Pilihan | None, newest: int | None) -> None:
    """An older version is never mistaken for the present one."""
    if p is None or p.versi == newest:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="pita_versi"):
        st.markdown(
            f"Anda melihat **versi {plain(p.versi)}**{plain(_say_published(p.versi))}, "
            f"bukan versi terkini (versi {plain(newest)})."
        )
        st.button("Kembali ke versi terkini", on_click=reader.change_choice, kwargs={"versi": None})


def _show_footer(p: Pilihan | None) -> None:
    staff = access.find_staff_name() is not None
    if p is None:
        page.show_template("footer_empty.html", date=language.format_date(dt.date.today()), staff=staff)
        return
    page.show_template(
        "footer.html", date=language.format_date(triwulan.find_end(p.periode)), version=p.versi, published=_say_published(p.versi),
        glossary=reader.make_link("kamus"), staff=staff,
    )  # fmt: skip


def _say_published(version: int) -> str:
    """ ", diterbitkan 4 Juli 2025": empty when the ledger does not know."""
    workbook = base.read_ledger(Choice(version))
    time = workbook.loc[workbook["nomor"] == version, "waktu"]
    return f", diterbitkan {language.format_date(time.iloc[-1])}" if len(time) else ""


def _show_nothing_published() -> None:
    screen.show_heading(
        "Belum ada data", "Belum ada buku kerja yang diterbitkan, jadi belum ada yang dapat ditampilkan."
    )
    st.markdown(
        "Petugas dinas dapat mengunggah buku kerja triwulan pertama. Sesudah terbit, halaman ini terisi sendiri."
    )
    page.show_template("button.html", address="/unggah", text="Unggah buku kerja", second=False)


def _show_wrong_choice(error: WrongChoice) -> None:
    screen.show_heading("Pilihan ini tidak ada", str(error))
    st.button("Kembali ke pilihan yang ada", type="primary", on_click=reader.change_choice, kwargs={error.nama: None})
