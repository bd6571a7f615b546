"""The frame around every page: navigation, title line with filters, banner, footer."""

from __future__ import annotations

import html
import logging
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from dasbor.chart import theme
from dasbor.query import base
from dasbor.ui import access, filters, reader, screen
from dasbor.ui.menu import PAGES, MenuPage
from dasbor.ui.reader import Pilihan, WrongChoice
from dasbor.words import language, terms
from etl import periode as triwulan
from etl.acuan import load_reference
from etl.store.versions import Store, StoreDamaged

if TYPE_CHECKING:
    from streamlit.navigation.page import Page

_log = logging.getLogger(__name__)


def show_app() -> None:
    """One run of the application: the frame with the page inside."""
    halaman, isi = _choose_page()
    st.set_page_config(page_title=f"{halaman.judul} · Koperasi {load_reference().kota}", layout="wide")
    st.html(_make_css())
    reader.sync_url(halaman.alamat)
    if lanjut := reader.take_destination():
        st.switch_page(lanjut)
    reader.write_url()
    try:
        terkini = Store().terkini()
        p = None if halaman.petugas else reader.read_choice()
        _show_title_line(halaman, p)
        if p is None and not halaman.petugas:
            _show_nothing_published()
            return
        _show_banner(p, terkini)
        isi.run()
        _show_footer(p or reader.read_latest())
    except WrongChoice as salah:
        _show_wrong_choice(salah)
    except StoreDamaged as rusak:
        _log.error("gudang: %s", rusak)
        st.error("Data terbitan belum dapat dibuka. Mohon hubungi pengelola sistem. " + str(rusak))


def handle_script_error(salah: Exception) -> bool:
    """What a reader sees when a page breaks; the trace goes to the server's log only."""
    _log.error("halaman gagal ditampilkan", exc_info=salah)
    st.error("Halaman ini belum dapat ditampilkan. Muat ulang; bila tetap begini, mohon hubungi pengelola sistem.")
    return True


def _choose_page() -> tuple[MenuPage, Page]:
    """The page that the address names. Sections in the order of the menu."""
    bagian: dict[str, list[Page]] = {}
    menurut_alamat = {h.alamat: h for h in PAGES}
    for h in PAGES:
        satu = st.Page(
            h.berkas,
            title=terms.say_terms(h.judul),
            default=h is PAGES[0],
            visibility="visible" if h.tampil else "hidden",
        )
        bagian.setdefault(h.bagian, []).append(satu)
    isi = st.navigation(bagian, position="top")
    return menurut_alamat[isi.url_path or PAGES[0].alamat], isi


def _show_title_line(halaman: MenuPage, p: Pilihan | None) -> None:
    """City, quarter and the mark of sample data; the filters beside them where they mean something."""
    judul = f"Koperasi {load_reference().kota}"
    if p is not None and halaman.has_filters:
        judul += f" · {language.format_quarter(p.periode)}"
    contoh = p or reader.read_latest()
    tanda = '<span class="tanda-contoh">DATA CONTOH</span>' if contoh and base.is_sample(contoh.versi) else ""
    with st.container(horizontal=True, vertical_alignment="center", key="baris_judul"):
        st.html(f'<p class="judul-bingkai">{html.escape(judul)}{tanda}</p>', width="stretch")
        if p is not None and halaman.has_filters:
            filters.show_filters(p)


def _show_banner(p: Pilihan | None, terkini: int | None) -> None:
    """An older version is never mistaken for the present one."""
    if p is None or p.versi == terkini:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="pita_versi"):
        st.markdown(
            f"Anda melihat **versi {p.versi}**{_say_published(p.versi)}, bukan versi terkini (versi {terkini})."
        )
        st.button("Kembali ke versi terkini", on_click=reader.change_choice, kwargs={"versi": None})


def _show_footer(p: Pilihan | None) -> None:
    if p is None:
        return
    keadaan = language.format_date(triwulan.find_end(p.periode))
    petugas = "" if access.find_staff_name() else ' · <a href="/unggah" target="_self">Masuk petugas</a>'
    st.html(
        f'<footer class="kaki">Keadaan per {keadaan} · versi {p.versi}{_say_published(p.versi)} · '
        f'<a href="{html.escape(reader.make_link("kamus"))}" target="_self">Kamus Data</a>{petugas}</footer>'
    )


def _say_published(versi: int) -> str:
    """ ", diterbitkan 4 Juli 2025": empty when the ledger does not know."""
    buku = base.read_ledger(versi)
    waktu = buku.loc[buku["nomor"] == versi, "waktu"]
    return f", diterbitkan {language.format_date(waktu.iloc[-1])}" if len(waktu) else ""


def _show_nothing_published() -> None:
    screen.show_heading(
        "Belum ada data", "Belum ada buku kerja yang diterbitkan, jadi belum ada yang dapat ditampilkan."
    )
    st.markdown(
        "Petugas dinas dapat mengunggah buku kerja triwulan pertama. Sesudah terbit, halaman ini terisi sendiri."
    )
    st.html('<a class="tombol" href="/unggah" target="_self">Unggah buku kerja</a>')


def _show_wrong_choice(salah: WrongChoice) -> None:
    screen.show_heading("Pilihan ini tidak ada", str(salah))
    st.button("Kembali ke pilihan yang ada", type="primary", on_click=reader.change_choice, kwargs={salah.nama: None})


@lru_cache(maxsize=1)
def _make_css() -> str:
    """The frame's style sheet with the colours of tema.py as variables."""
    warna = {
        "teks": theme.TEXT, "teks-kedua": theme.TEXT_MUTED, "garis": theme.LINE, "dasar": theme.GROUND,
        "putih": theme.WHITE, "utama": theme.ACCENT, "perhatian": theme.STATUS_SIGNS["tidak aktif"].colour,
    }  # fmt: skip
    akar = "".join(f"--{nama}:{nilai};" for nama, nilai in warna.items())
    return f"<style>:root{{{akar}}}\n{Path(__file__).with_suffix('.css').read_text(encoding='utf-8')}</style>"
