"""What pages put on the screen: heading, cards, chart with its table and files, lists, empty states."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import Literal

import pandas as pd
import streamlit as st

from dasbor import bahasa, ekspor, gaya, istilah, kartu, keep, kueri, kueri_daftar, pilihan, tabel, tema
from dasbor.grafik import Grafik
from dasbor.kueri_daftar import Daftar
from dasbor.pilihan import Pilihan
from etl.acuan import load_acuan

CONTOH = "DATA CONTOH: semua isi berkas ini rekaan."


def mulai(judul: str, pertanyaan: str) -> Pilihan:
    """Heading of a page, and what the reader chose. Stops with a sentence when nothing is published."""
    kepala(judul, pertanyaan)
    p = pilihan.sekarang()
    if p is None:
        kosong("Belum ada data yang diterbitkan.", "Petugas dapat mengunggah buku kerja pertama di halaman Unggah.")
        st.stop()
    return p


def kepala(judul: str, pertanyaan: str) -> None:
    """The page's h1 and the question it answers."""
    st.html(gaya.CSS)
    st.html(f'<div class="kepala"><h1>{_tulis(judul)}</h1><p>{_tulis(pertanyaan)}</p></div>')


def _tulis(teks: str) -> str:
    """A sentence as HTML, with this installation's word for its smallest areas."""
    return escape(istilah.sebut(teks))


def deret_kartu(isi: Sequence[kartu.Kartu]) -> None:
    st.html(kartu.row([replace(k, judul=istilah.sebut(k.judul)) for k in isi]))


def blok_grafik(
    g: Grafik, asal: Sequence[str], nama_berkas: str, *, saat_klik: Callable[[object], None] | None = None,
    kunci: str = "",
) -> None:  # fmt: skip
    """Headline, subtitle, chart, provenance; "Lihat angka" opens the table and the files.

    `saat_klik` gets the selection when a mark is clicked; a new `kunci` makes the chart forget it.
    """
    with st.container(gap="xsmall"):
        subjudul_blok(g.judul, g.subjudul)
        if g.kosong:
            kosong("Belum ada yang dapat digambar.")
        else:
            _chart(g, f"grafik_{nama_berkas}{kunci}", saat_klik)
        baris_asal(asal[:1], g.indikator)
        with st.expander("Lihat angka"):
            st.html(f'<p class="asal">{_tulis(g.alt)}</p>' + _chart_table(g))
            unduh(g.tabel, g.judul, [g.subjudul, *asal], nama_berkas, g.kolom)


def _chart_table(g: Grafik) -> str:
    """Kept as the drawing is; its links carry the reader's choice."""
    key = (keep.Same(g.figur), g.judul, g.subjudul, tuple(sorted(pilihan.url().items())))
    html: str = _TABLES.get(
        key, lambda: tabel.html(g.tabel, f"{g.judul}. {g.subjudul}", g.kolom, tautan=_links(g.tabel))
    )
    return html


_TABLES = keep.Shelf(most=300)


def _chart(g: Grafik, kunci: str, saat_klik: Callable[[object], None] | None) -> None:
    if saat_klik is None:
        st.plotly_chart(g.figur, theme=None, config=tema.KONFIG, alt=istilah.sebut(g.alt), key=kunci)
        return
    st.plotly_chart(
        g.figur, theme=None, config=tema.KONFIG, alt=istilah.sebut(g.alt), key=kunci, selection_mode="points",
        on_select=lambda: saat_klik(st.session_state[kunci]),
    )  # fmt: skip


def subjudul_blok(judul: str, subjudul: str = "") -> None:
    bawah = f"<p>{_tulis(subjudul)}</p>" if subjudul else ""
    st.html(f'<div class="blok"><h2>{_tulis(judul)}</h2>{bawah}</div>')


def daftar_tabel(
    data: pd.DataFrame | Daftar | None, judul: str, asal: Sequence[str], nama_berkas: str, kolom: Mapping[str, str],
    jika_kosong: str = "Tidak ada yang perlu ditampilkan.", subjudul: str = "", indikator: str = "",
    kolom_berkas: Mapping[str, str] | None = None, kecil: Mapping[str, str] | None = None,
) -> None:  # fmt: skip
    """A list as HTML table with its files; an empty one is a sentence, one that nobody knows (None) another.

    Names of cooperatives lead to their record wherever the table holds koperasi_id, kelurahan to theirs.
    A very long list is cut on screen, never in the files; these may have more columns (`kolom_berkas`).
    `kecil`: the column whose text stands small under another's value.
    """
    with st.container(gap="xsmall"):
        subjudul_blok(judul, subjudul)
        daftar = kueri_daftar.whole(data) if isinstance(data, pd.DataFrame) else data
        if daftar is None or daftar.tampak.empty:
            kosong(jika_kosong if daftar is not None else "Belum ada data untuk daftar ini.")
            return
        tampak = daftar.tampak
        st.html(tabel.html(tampak, judul, kolom, tautan=_links(tampak), kecil=kecil))
        if (banyak := daftar.hitung()) > len(tampak):
            catatan(f"Tampak {len(tampak)} dari {bahasa.bilangan(banyak)} baris; semuanya ada di berkas unduhan.")
        baris_asal(asal[:1], indikator)
        unduh(daftar, judul, [*([subjudul] if subjudul else []), *asal], nama_berkas, kolom_berkas or kolom)


def _links(data: pd.DataFrame) -> dict[str, list[str]]:
    """Where the names in a table lead: the record of the cooperative, the profile of the kelurahan, the rows of the indicator."""
    hasil = {}
    if {"nama_koperasi", "koperasi_id"} <= set(data):
        hasil["nama_koperasi"] = pilihan.tautan_tiap("koperasi", "id", _texts(data["koperasi_id"]))
    if {"nama", "kode_wilayah"} <= set(data):
        hasil["nama"] = _area_links(_texts(data["kode_wilayah"]))
    if {"judul", "indikator"} <= set(data):
        hasil["judul"] = pilihan.tautan_tiap("asal", "indikator", _texts(data["indikator"]))
    return hasil


def _texts(isi: pd.Series) -> list[str]:
    return [str(x) if bahasa.ada(x) else "" for x in isi.tolist()]


def _area_links(kode: list[str]) -> list[str]:
    """The profile of a kelurahan; of a kecamatan the list of its kelurahan."""
    kecamatan = set(load_acuan().kelurahan["kode_kecamatan"])
    profil = pilihan.tautan_tiap("kelurahan", "kelurahan", kode, kecamatan=None)
    daftar = pilihan.tautan_tiap("kelurahan", "kecamatan", kode, kelurahan=None)
    return [daftar[i] if k in kecamatan else profil[i] for i, k in enumerate(kode)]


def unduh(
    data: pd.DataFrame | Daftar, judul: str, keterangan: Sequence[str], nama_berkas: str,
    kolom: Mapping[str, str] | None = None,
) -> None:  # fmt: skip
    """CSV and XLSX buttons. The files are made when somebody presses, not at every rerun."""
    contoh = _sample_mode()
    isi = [*([CONTOH] if contoh else []), *keterangan]
    berkas = nama_berkas + pilihan.dalam_nama_berkas() + ("_DATA_CONTOH" if contoh else "")
    semua = kueri_daftar.whole(data).semua if isinstance(data, pd.DataFrame) else data.semua
    with st.container(horizontal=True):
        st.download_button(
            "Unduh CSV", lambda: ekspor.to_csv(semua(), kolom), f"{berkas}.csv", ekspor.CSV_MIME,
            key=f"csv_{nama_berkas}", on_click="ignore",
        )  # fmt: skip
        st.download_button(
            "Unduh Excel", lambda: ekspor.to_xlsx(semua(), judul, isi, kolom), f"{berkas}.xlsx", ekspor.XLSX_MIME,
            key=f"xlsx_{nama_berkas}", on_click="ignore",
        )  # fmt: skip


def _sample_mode() -> bool:
    """A file leaves the page and its banner behind, so it says itself that its rows are invented."""
    p = pilihan.sekarang()
    return p is not None and kueri.mode_contoh(p)


def baris_asal(asal: Sequence[str], indikator: str = "") -> None:
    """The provenance line under a chart or table; with an indicator it leads to the rows that are counted."""
    alamat = escape(pilihan.tautan("asal", indikator=indikator)) if indikator else ""
    lanjut = f' · <a href="{alamat}" target="_self">asal angka</a>' if indikator else ""
    st.html("".join(f'<p class="asal">{escape(baris)}{lanjut}</p>' for baris in asal) or "<!-- -->")


def butir(kalimat: Sequence[str]) -> None:
    """Sentences as a list."""
    st.html('<ul class="isi-kalimat">' + "".join(f"<li>{_tulis(k)}</li>" for k in kalimat) + "</ul>")


def hubungi(
    isi: Sequence[tuple[str, str, str]], jika_kosong: str = "Tidak ada yang perlu didahulukan di wilayah ini."
) -> None:
    """Whom to call: (name, why, address or "")."""
    if not isi:
        kosong(jika_kosong)
        return
    baris = []
    for nama, sebab, alamat in isi:
        tulis = f'<a href="{escape(alamat)}" target="_self">{escape(nama)}</a>' if alamat else escape(nama)
        baris.append(f"<li><b>{tulis}</b><span>{_tulis(sebab)}</span></li>")
    st.html(f'<ul class="hubungi">{"".join(baris)}</ul>')


def tautan(tulisan: str, alamat: str) -> None:
    st.html(f'<p class="tautan"><a href="{escape(alamat)}" target="_self">{_tulis(tulisan)}</a></p>')


def catatan(teks: str) -> None:
    """A remark that readers must see before the numbers; nothing when there is none."""
    if teks:
        st.html(f'<p class="catatan">{_tulis(teks)}</p>')


def pilih(label: str, opsi: Mapping[str, str], kunci: str, tanpa_label: bool = False) -> str:
    """One of a few: a select box; its label may be left to screen readers where the choice explains itself."""
    tampak: Literal["visible", "collapsed"] = "collapsed" if tanpa_label else "visible"
    return st.selectbox(label, list(opsi), format_func=lambda x: opsi[x], key=f"pilih_{kunci}", label_visibility=tampak)


def kosong(kalimat: str, ajakan: str = "") -> None:
    """Empty data is a normal case with its own sentence."""
    bawah = f"<p>{_tulis(ajakan)}</p>" if ajakan else ""
    st.html(f'<div class="kosong"><p>{_tulis(kalimat)}</p>{bawah}</div>')


def uraian(isi: Sequence[tuple[str, str]]) -> None:
    """Terms and what they mean."""
    st.html('<dl class="definisi">' + "".join(f"<dt>{_tulis(k)}</dt><dd>{_tulis(a)}</dd>" for k, a in isi) + "</dl>")


def definisi(isi: Sequence[tuple[str, str]], judul: str = "Definisi") -> None:
    """The same, one click away."""
    with st.expander(judul):
        uraian(isi)
