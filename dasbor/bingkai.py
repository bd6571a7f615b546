"""The frame around every page: navigation, title line with filters, banner, footer."""

from __future__ import annotations

import html
import logging
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from dasbor import akses, bahasa, istilah, keep, kueri, pilihan, saringan, tampilan, tema
from dasbor.choice import Choice
from dasbor.menu import HALAMAN, Halaman
from dasbor.pilihan import Pilihan, PilihanSalah
from etl import periode as triwulan
from etl.acuan import load_acuan
from etl.gudang import GudangRusak

if TYPE_CHECKING:
    from streamlit.navigation.page import Page

_log = logging.getLogger(__name__)


def show() -> None:
    """One run of the application: the frame with the page inside."""
    halaman, isi = _navigation()
    st.set_page_config(page_title=f"{halaman.judul} · Koperasi {load_acuan().kota}", layout="wide")
    st.html(_css())
    pilihan.sinkron(halaman.alamat)
    if lanjut := pilihan.tujuan():
        st.switch_page(lanjut)
    pilihan.tulis_url()
    try:
        terkini = pilihan.bind_version()
        p = None if halaman.petugas else pilihan.sekarang()
        _title_line(halaman, p)
        if p is None and not halaman.petugas:
            _nothing_published()
            return
        _banner(p, terkini)
        isi.run()
        _footer(p or pilihan.terkini())
    except PilihanSalah as salah:
        _wrong_choice(salah)
    except GudangRusak as rusak:
        _log.error("gudang: %s", rusak)
        st.error("Data terbitan belum dapat dibuka. Mohon hubungi pengelola sistem. " + str(rusak))


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
            title=istilah.sebut(h.judul),
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
        judul += f" · {bahasa.triwulan(p.periode)}"
    contoh = p or pilihan.terkini()
    tanda = '<span class="tanda-contoh">DATA CONTOH</span>' if contoh and kueri.mode_contoh(contoh) else ""
    with st.container(horizontal=True, vertical_alignment="center", key="baris_judul"):
        st.html(f'<p class="judul-bingkai">{html.escape(judul)}{tanda}</p>', width="stretch")
        if p is not None and halaman.saringan:
            saringan.show(p)


def _banner(p: Pilihan | None, terkini: int | None) -> None:
    """An older version is never mistaken for the present one."""
    if p is None or p.versi == terkini:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="pita_versi"):
        st.markdown(f"Anda melihat **versi {p.versi}**{_published(p.versi)}, bukan versi terkini (versi {terkini}).")
        st.button("Kembali ke versi terkini", on_click=pilihan.ubah, kwargs={"versi": None})


def _footer(p: Pilihan | None) -> None:
    if p is None:
        return
    keadaan = bahasa.tanggal(triwulan.end(p.periode))
    petugas = "" if akses.nama_petugas() else ' · <a href="/unggah" target="_self">Masuk petugas</a>'
    st.html(
        f'<footer class="kaki">Keadaan per {keadaan} · versi {p.versi}{_published(p.versi)} · '
        f'<a href="{html.escape(pilihan.tautan("kamus"))}" target="_self">Kamus Data</a>{petugas}</footer>'
    )


def _published(versi: int) -> str:
    """ ", diterbitkan 4 Juli 2025": empty when the ledger does not know."""
    buku = kueri.terbitan(Choice(versi))
    waktu = buku.loc[buku["nomor"] == versi, "waktu"]
    return f", diterbitkan {bahasa.tanggal(waktu.iloc[-1])}" if len(waktu) else ""


def _nothing_published() -> None:
    tampilan.kepala("Belum ada data", "Belum ada buku kerja yang diterbitkan, jadi belum ada yang dapat ditampilkan.")
    st.markdown(
        "Petugas dinas dapat mengunggah buku kerja triwulan pertama. Sesudah terbit, halaman ini terisi sendiri."
    )
    st.html('<a class="tombol" href="/unggah" target="_self">Unggah buku kerja</a>')


def _wrong_choice(salah: PilihanSalah) -> None:
    tampilan.kepala("Pilihan ini tidak ada", str(salah))
    st.button("Kembali ke pilihan yang ada", type="primary", on_click=pilihan.ubah, kwargs={salah.nama: None})


@keep.pure(most=1)
def _css() -> str:
    """The frame's style sheet with the colours of tema.py as variables."""
    warna = {
        "teks": tema.TEKS, "teks-kedua": tema.TEKS_KEDUA, "garis": tema.GARIS, "dasar": tema.DASAR,
        "putih": tema.PUTIH, "utama": tema.UTAMA, "perhatian": tema.STATUS["tidak aktif"].warna,
    }  # fmt: skip
    akar = "".join(f"--{nama}:{nilai};" for nama, nilai in warna.items())
    return f"<style>:root{{{akar}}}\n{Path(__file__).with_suffix('.css').read_text(encoding='utf-8')}</style>"
