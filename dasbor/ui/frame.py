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
from dasbor.ui.menu import HALAMAN, Halaman
from dasbor.ui.plain import plain
from dasbor.ui.reader import Pilihan, PilihanSalah
from dasbor.ui.screen import PageEnd
from dasbor.words import language, terms
from etl import periode as triwulan
from etl.acuan import load_acuan
from etl.store.versions import GudangRusak

if TYPE_CHECKING:
    from streamlit.navigation.page import Page

_log = logging.getLogger(__name__)


def show() -> None:
    """One run of the application: the frame with the page inside."""
    halaman, isi = _navigation()
    st.set_page_config(page_title=f"{halaman.judul} · Koperasi {load_acuan().kota}", layout="wide")
    page.put(stylesheet.FRAME)
    reader.sinkron(halaman.alamat)
    if lanjut := reader.tujuan():
        st.switch_page(lanjut)
    reader.tulis_url()
    try:
        terkini = reader.bind_version()
        p = None if halaman.petugas else reader.sekarang()
        _title_line(halaman, p)
        if p is None and not halaman.petugas:
            _nothing_published()
            _footer(None)
            return
        _banner(p, terkini)
        with suppress(PageEnd):
            isi.run()
        _footer(p or reader.terkini())
    except PilihanSalah as salah:
        _wrong_choice(salah)
        _footer(reader.terkini())
    except GudangRusak as rusak:
        _log.error("gudang: %s", rusak)
        st.error("Data terbitan belum dapat dibuka. Mohon hubungi pengelola sistem. " + plain(rusak))


def on_script_error(salah: Exception) -> bool:
    """What a reader sees when a page breaks; the trace goes to the server's log only."""
    _log.error("halaman gagal ditampilkan", exc_info=salah)
    st.error("Halaman ini belum dapat ditampilkan. Muat ulang; bila tetap begini, mohon hubungi pengelola sistem.")
    return True


def _navigation() -> tuple[Halaman, Page]:
    """The page that the address names. Sections in the order of the menu."""
    bagian: dict[str, list[Page]] = {}
    menurut_alamat = {h.alamat: h for h in HALAMAN}
    for h in HALAMAN:
        satu = st.Page(
            h.berkas,
            title=plain(terms.sebut(h.judul)),
            default=h is HALAMAN[0],
            visibility="visible" if h.tampil else "hidden",
        )
        bagian.setdefault(h.bagian, []).append(satu)
    isi = st.navigation(bagian, position="top")
    return menurut_alamat[isi.url_path or HALAMAN[0].alamat], isi


def _title_line(halaman: Halaman, p: Pilihan | None) -> None:
    """City, quarter and the mark of sample data; the filters beside them where they mean something."""
    judul = f"Koperasi {load_acuan().kota}"
    if p is not None and halaman.saringan:
        judul += f" · {language.triwulan(p.periode)}"
    contoh = p or reader.terkini()
    rekaan = contoh is not None and base.mode_contoh(contoh)
    with st.container(horizontal=True, vertical_alignment="center", key="baris_judul"):
        page.show("title_line.html", title=judul, sample=rekaan)
        if p is not None and halaman.saringan:
            filters.show(p)


def _banner(p: Pilihan | None, terkini: int | None) -> None:
    """An older version is never mistaken for the present one."""
    if p is None or p.versi == terkini:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="pita_versi"):
        st.markdown(
            f"Anda melihat **versi {plain(p.versi)}**{plain(_published(p.versi))}, "
            f"bukan versi terkini (versi {plain(terkini)})."
        )
        st.button("Kembali ke versi terkini", on_click=reader.ubah, kwargs={"versi": None})


def _footer(p: Pilihan | None) -> None:
    staff = access.nama_petugas() is not None
    if p is None:
        page.show("footer_empty.html", date=language.tanggal(dt.date.today()), staff=staff)
        return
    page.show(
        "footer.html", date=language.tanggal(triwulan.end(p.periode)), version=p.versi, published=_published(p.versi),
        glossary=reader.tautan("kamus"), staff=staff,
    )  # fmt: skip


def _published(versi: int) -> str:
    """ ", diterbitkan 4 Juli 2025": empty when the ledger does not know."""
    buku = base.terbitan(Choice(versi))
    waktu = buku.loc[buku["nomor"] == versi, "waktu"]
    return f", diterbitkan {language.tanggal(waktu.iloc[-1])}" if len(waktu) else ""


def _nothing_published() -> None:
    screen.kepala("Belum ada data", "Belum ada buku kerja yang diterbitkan, jadi belum ada yang dapat ditampilkan.")
    st.markdown(
        "Petugas dinas dapat mengunggah buku kerja triwulan pertama. Sesudah terbit, halaman ini terisi sendiri."
    )
    page.show("button.html", address="/unggah", text="Unggah buku kerja", second=False)


def _wrong_choice(salah: PilihanSalah) -> None:
    screen.kepala("Pilihan ini tidak ada", str(salah))
    st.button("Kembali ke pilihan yang ada", type="primary", on_click=reader.ubah, kwargs={salah.nama: None})
