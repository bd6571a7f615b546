"""What pages put on the screen: heading, cards, chart with its table and files, lists, empty states."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import pandas as pd
import streamlit as st
from markupsafe import Markup

from dasbor import keep
from dasbor.chart import theme
from dasbor.chart.by_area import Grafik
from dasbor.query import base, lists
from dasbor.query.lists import Daftar
from dasbor.ui import cards, exports, page, reader, stylesheet
from dasbor.ui.plain import plain
from dasbor.ui.reader import Pilihan
from dasbor.words import columns, language, terms
from etl.acuan import load_acuan

CONTOH = "DATA CONTOH: semua isi berkas ini rekaan."


class PageEnd(Exception):
    """A page has nothing more to show; the frame goes on with its footer, which st.stop() would cut off."""


def mulai(judul: str, pertanyaan: str) -> Pilihan:
    """Heading of a page, and what the reader chose. Stops with a sentence when nothing is published."""
    kepala(judul, pertanyaan)
    p = reader.sekarang()
    if p is None:
        kosong("Belum ada data yang diterbitkan.", "Petugas dapat mengunggah buku kerja pertama di halaman Unggah.")
        raise PageEnd
    return p


def kepala(judul: str, pertanyaan: str) -> None:
    """The page's h1 and the question it answers."""
    page.put(stylesheet.CSS)
    page.show("heading.html", title=terms.sebut(judul), question=terms.sebut(pertanyaan))


def deret_kartu(isi: Sequence[cards.Kartu]) -> None:
    page.put(cards.row([replace(k, judul=terms.sebut(k.judul)) for k in isi]))


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
            page.show("figures.html", alt=terms.sebut(g.alt), table=_chart_table(g))
            unduh(g.tabel, g.judul, [g.subjudul, *asal], nama_berkas, g.kolom)


def _chart_table(g: Grafik) -> Markup:
    """Kept as the drawing is; its links carry the reader's choice."""
    key = (keep.Same(g.figur), g.judul, g.subjudul, tuple(sorted(reader.url().items())))
    html: Markup = _TABLES.get(
        key, lambda: columns.html(g.tabel, f"{g.judul}. {g.subjudul}", g.kolom, tautan=_links(g.tabel))
    )
    return html


_TABLES = keep.Shelf(most=300)


def _chart(g: Grafik, kunci: str, saat_klik: Callable[[object], None] | None) -> None:
    if saat_klik is None:
        st.plotly_chart(g.figur, theme=None, config=theme.KONFIG, alt=terms.sebut(g.alt), key=kunci)
        return
    st.plotly_chart(
        g.figur, theme=None, config=theme.KONFIG, alt=terms.sebut(g.alt), key=kunci, selection_mode="points",
        on_select=lambda: saat_klik(st.session_state[kunci]),
    )  # fmt: skip


def subjudul_blok(judul: str, subjudul: str = "") -> None:
    page.show("block_heading.html", title=terms.sebut(judul), subtitle=terms.sebut(subjudul))


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
        daftar = lists.whole(data) if isinstance(data, pd.DataFrame) else data
        if daftar is None or daftar.tampak.empty:
            kosong(jika_kosong if daftar is not None else "Belum ada data untuk daftar ini.")
            return
        tampak = daftar.tampak
        page.put(columns.html(tampak, judul, kolom, tautan=_links(tampak), kecil=kecil))
        if (banyak := daftar.hitung()) > len(tampak):
            catatan(f"Tampak {len(tampak)} dari {language.bilangan(banyak)} baris; semuanya ada di berkas unduhan.")
        baris_asal(asal[:1], indikator)
        unduh(daftar, judul, [*([subjudul] if subjudul else []), *asal], nama_berkas, kolom_berkas or kolom)


def _links(data: pd.DataFrame) -> dict[str, list[str]]:
    """Where names in a table lead: a cooperative's record, a kelurahan's profile, the rows of an indicator."""
    hasil = {}
    if {"nama_koperasi", "koperasi_id"} <= set(data):
        hasil["nama_koperasi"] = reader.tautan_tiap("koperasi", "id", _texts(data["koperasi_id"]))
    if {"nama", "kode_wilayah"} <= set(data):
        hasil["nama"] = _area_links(_texts(data["kode_wilayah"]))
    if {"judul", "indikator"} <= set(data):
        hasil["judul"] = reader.tautan_tiap("asal", "indikator", _texts(data["indikator"]))
    return hasil


def _texts(isi: pd.Series) -> list[str]:
    return [str(x) if language.ada(x) else "" for x in isi.tolist()]


def _area_links(kode: list[str]) -> list[str]:
    """The profile of a kelurahan; of a kecamatan the list of its kelurahan."""
    kecamatan = set(load_acuan().kelurahan["kode_kecamatan"])
    profil = reader.tautan_tiap("kelurahan", "kelurahan", kode, kecamatan=None)
    daftar = reader.tautan_tiap("kelurahan", "kecamatan", kode, kelurahan=None)
    return [daftar[i] if k in kecamatan else profil[i] for i, k in enumerate(kode)]


def unduh(
    data: pd.DataFrame | Daftar, judul: str, keterangan: Sequence[str], nama_berkas: str,
    kolom: Mapping[str, str] | None = None,
) -> None:  # fmt: skip
    """CSV and XLSX buttons. The files are made when somebody presses, not at every rerun."""
    with st.container(horizontal=True):
        for b in berkas_tabel(data, judul, keterangan, nama_berkas, kolom):
            kunci = f"{b.nama.rpartition('.')[2]}_{nama_berkas}"
            st.download_button(plain(b.label), b.make, b.nama, b.mime, key=kunci, on_click="ignore")


@dataclass(frozen=True)
class Berkas:
    """A file that can be made of what is on screen."""

    label: str
    make: Callable[[], bytes]
    nama: str
    mime: str


def berkas_tabel(
    data: pd.DataFrame | Daftar, judul: str, keterangan: Sequence[str], nama_berkas: str,
    kolom: Mapping[str, str] | None = None,
) -> list[Berkas]:  # fmt: skip
    """The files of a table; quarter, area and the mark of invented data stand in their names."""
    contoh = _sample_mode()
    isi = [*([CONTOH] if contoh else []), *keterangan]
    berkas = nama_berkas + reader.dalam_nama_berkas() + ("_DATA_CONTOH" if contoh else "")
    semua = lists.whole(data).semua if isinstance(data, pd.DataFrame) else data.semua
    return [
        Berkas("Unduh CSV", lambda: exports.to_csv(semua(), kolom), f"{berkas}.csv", exports.CSV_MIME),
        Berkas("Unduh Excel", lambda: exports.to_xlsx(semua(), judul, isi, kolom), f"{berkas}.xlsx", exports.XLSX_MIME),
    ]


def _sample_mode() -> bool:
    """A file leaves the page and its banner behind, so it says itself that its rows are invented."""
    p = reader.sekarang()
    return p is not None and base.mode_contoh(p)


def baris_asal(asal: Sequence[str], indikator: str = "") -> None:
    """The provenance line under a chart or table; with an indicator it leads to the rows that are counted."""
    alamat = reader.tautan("asal", indikator=indikator) if indikator else ""
    page.show("provenance.html", lines=asal, address=alamat)


def butir(kalimat: Sequence[str]) -> None:
    """Sentences as a list."""
    page.show("sentences.html", sentences=[terms.sebut(k) for k in kalimat])


def hubungi(
    isi: Sequence[tuple[str, str, str]], jika_kosong: str = "Tidak ada yang perlu didahulukan di wilayah ini."
) -> None:
    """Whom to call: (name, why, address or "")."""
    if not isi:
        kosong(jika_kosong)
        return
    page.show("calls.html", calls=[(nama, terms.sebut(sebab), alamat) for nama, sebab, alamat in isi])


def tautan(tulisan: str, alamat: str) -> None:
    page.show("link_line.html", text=terms.sebut(tulisan), address=alamat)


def catatan(teks: str) -> None:
    """A remark that readers must see before the numbers; nothing when there is none."""
    if teks:
        page.show("note.html", text=terms.sebut(teks))


def pilih(label: str, opsi: Mapping[str, str], kunci: str, tanpa_label: bool = False) -> str:
    """One of a few: a select box; its label may be left to screen readers where the choice explains itself."""
    tampak: Literal["visible", "collapsed"] = "collapsed" if tanpa_label else "visible"
    return st.selectbox(
        plain(label), list(opsi), format_func=lambda x: opsi[x], key=f"pilih_{kunci}", label_visibility=tampak
    )


def kosong(kalimat: str, ajakan: str = "") -> None:
    """Empty data is a normal case with its own sentence."""
    page.show("empty.html", sentence=terms.sebut(kalimat), advice=terms.sebut(ajakan))


def uraian(isi: Sequence[tuple[str, str]]) -> None:
    """Terms and what they mean."""
    page.show("definitions.html", pairs=[(terms.sebut(k), terms.sebut(a)) for k, a in isi])


def definisi(isi: Sequence[tuple[str, str]], judul: str = "Definisi") -> None:
    """The same, one click away."""
    with st.expander(plain(judul)):
        uraian(isi)
