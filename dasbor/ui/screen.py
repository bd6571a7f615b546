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
from dasbor.chart.chart import Chart
from dasbor.choice import Choice
from dasbor.query import lists, published
from dasbor.query.lists import Listing
from dasbor.ui import cards, exports, markup, page, reader
from dasbor.ui.plain import plain
from dasbor.ui.table import make_table
from dasbor.words import language, terms
from etl.acuan import load_reference

SAMPLE_NOTE = "DATA CONTOH: semua isi berkas ini rekaan."


class PageEnd(Exception):
    """A page has nothing more to show; the frame goes on with its footer, which st.stop() would cut off."""


def start_page(title: str, pertanyaan: str) -> Choice:
    """Heading of a page, and what the reader chose. Stops with a sentence when nothing is published."""
    show_heading(title, pertanyaan)
    p = reader.read_choice()
    if p is None:
        show_empty("Belum ada data yang diterbitkan.", "Petugas dapat mengunggah buku kerja pertama di halaman Unggah.")
        raise PageEnd
    return p


def show_heading(title: str, pertanyaan: str) -> None:
    """The page's h1 and the question it answers."""
    page.put_html(markup.CSS)
    page.show_template("heading.html", title=terms.say_terms(title), question=terms.say_terms(pertanyaan))


def show_cards(content: Sequence[cards.Card]) -> None:
    page.put_html(cards.make_row([replace(k, judul=terms.say_terms(k.judul)) for k in content]))


def show_chart(
    g: Chart,
    origin: Sequence[str],
    nama_berkas: str,
    *,
    saat_klik: Callable[[object], None] | None = None,
    key: str = "",
) -> None:
    """Headline, subtitle, chart, provenance; "Lihat angka" opens the table and the files.

    `saat_klik` gets the selection when a mark is clicked; a new `key` makes the chart forget it.
    """
    with st.container(gap="xsmall"):
        show_subheading(g.title, g.subtitle)
        if g.is_empty:
            show_empty("Belum ada yang dapat digambar.")
        else:
            _show_plot(g, f"grafik_{nama_berkas}{key}", saat_klik)
        show_sources(origin[:1], g.indikator)
        with st.expander("Lihat angka"):
            page.show_template("figures.html", alt=terms.say_terms(g.alt), table=_make_chart_table(g))
            show_downloads(g.table, g.title, [g.subtitle, *origin], nama_berkas, g.columns)


def _make_chart_table(g: Chart) -> Markup:
    """Kept as the drawing is; its links carry the reader's choice."""
    key = (keep.Same(g.plot), g.title, g.subtitle, tuple(sorted(reader.list_url_values().items())))
    html: Markup = _TABLES.get(
        key, lambda: make_table(g.table, f"{g.title}. {g.subtitle}", g.columns, links=_make_links(g.table))
    )
    return html


_TABLES = keep.Shelf(most=300)


def _show_plot(g: Chart, key: str, saat_klik: Callable[[object], None] | None) -> None:
    if saat_klik is None:
        st.plotly_chart(g.plot, theme=None, config=theme.PLOT_CONFIG, alt=terms.say_terms(g.alt), key=key)
        return
    st.plotly_chart(
        g.plot,
        theme=None,
        config=theme.PLOT_CONFIG,
        alt=terms.say_terms(g.alt),
        key=key,
        selection_mode="points",
        on_select=lambda: saat_klik(st.session_state[key]),
    )


def show_subheading(title: str, subtitle: str = "") -> None:
    page.show_template("block_heading.html", title=terms.say_terms(title), subtitle=terms.say_terms(subtitle))


def show_list(
    data: pd.DataFrame | Listing | None,
    title: str,
    origin: Sequence[str],
    nama_berkas: str,
    column: Mapping[str, str],
    jika_kosong: str = "Tidak ada yang perlu ditampilkan.",
    subtitle: str = "",
    indikator: str = "",
    kolom_berkas: Mapping[str, str] | None = None,
    small: Mapping[str, str] | None = None,
) -> None:
    """A list as HTML table with its files; an empty one is a sentence, one that nobody knows (None) another.

    Names of cooperatives lead to their record wherever the table holds koperasi_id, kelurahan to theirs.
    A very long list is cut on screen, never in the files; these may have more columns (`kolom_berkas`).
    `small`: the column whose text stands small under another's value.
    """
    with st.container(gap="xsmall"):
        show_subheading(title, subtitle)
        listing = lists.make_whole(data) if isinstance(data, pd.DataFrame) else data
        if listing is None or listing.shown.empty:
            show_empty(jika_kosong if listing is not None else "Belum ada data untuk daftar ini.")
            return
        shown = listing.shown
        page.put_html(make_table(shown, title, column, links=_make_links(shown), small=small))
        if (count := listing.count()) > len(shown):
            show_note(
                f"Tampak {len(shown)} dari {language.format_number(count)} baris; semuanya ada di berkas unduhan."
            )
        show_sources(origin[:1], indikator)
        show_downloads(
            listing, title, [*([subtitle] if subtitle else []), *origin], nama_berkas, kolom_berkas or column
        )


def _make_links(data: pd.DataFrame) -> dict[str, list[str]]:
    """Where names in a table lead: a cooperative's record, a kelurahan's profile, the rows of an indicator."""
    result = {}
    if {"nama_koperasi", "koperasi_id"} <= set(data):
        result["nama_koperasi"] = reader.make_links("koperasi", "id", _list_texts(data["koperasi_id"]))
    if {"nama", "kode_wilayah"} <= set(data):
        result["nama"] = _make_area_links(_list_texts(data["kode_wilayah"]))
    if {"judul", "indikator"} <= set(data):
        result["judul"] = reader.make_links("asal", "indikator", _list_texts(data["indikator"]))
    return result


def _list_texts(content: pd.Series) -> list[str]:
    return [str(x) if language.is_known(x) else "" for x in content.tolist()]


def _make_area_links(code: list[str]) -> list[str]:
    """The profile of a kelurahan; of a kecamatan the list of its kelurahan."""
    kecamatan = set(load_reference().kelurahan["kode_kecamatan"])
    profil = reader.make_links("kelurahan", "kelurahan", code, kecamatan=None)
    listing = reader.make_links("kelurahan", "kecamatan", code, kelurahan=None)
    return [listing[i] if k in kecamatan else profil[i] for i, k in enumerate(code)]


def show_downloads(
    data: pd.DataFrame | Listing,
    title: str,
    remark: Sequence[str],
    nama_berkas: str,
    column: Mapping[str, str] | None = None,
) -> None:
    """CSV and XLSX buttons. The files are made when somebody presses, not at every rerun."""
    with st.container(horizontal=True):
        for b in berkas_tabel(data, title, remark, nama_berkas, column):
            key = f"{b.nama.rpartition('.')[2]}_{nama_berkas}"
            st.download_button(plain(b.label), b.make, b.nama, b.mime, key=key, on_click="ignore")


@dataclass(frozen=True)
class Berkas:
    """A file that can be made of what is on screen."""

    label: str
    make: Callable[[], bytes]
    nama: str
    mime: str


def berkas_tabel(
    data: pd.DataFrame | Listing,
    title: str,
    remark: Sequence[str],
    nama_berkas: str,
    column: Mapping[str, str] | None = None,
) -> list[Berkas]:
    """The files of a table; quarter, area and the mark of invented data stand in their names."""
    is_sample = _is_sample_mode()
    content = [*([SAMPLE_NOTE] if is_sample else []), *remark]
    file = nama_berkas + reader.make_file_suffix() + ("_DATA_CONTOH" if is_sample else "")
    every = lists.make_whole(data).read_all if isinstance(data, pd.DataFrame) else data.read_all
    return [
        Berkas("Unduh CSV", lambda: exports.make_csv(every(), column), f"{file}.csv", exports.CSV_MIME),
        Berkas(
            "Unduh Excel", lambda: exports.make_xlsx(every(), title, content, column), f"{file}.xlsx", exports.XLSX_MIME
        ),
    ]


def _is_sample_mode() -> bool:
    """A file leaves the page and its banner behind, so it says itself that its rows are invented."""
    p = reader.read_choice()
    return p is not None and published.is_sample(p)


def show_sources(origin: Sequence[str], indikator: str = "") -> None:
    """The provenance line under a chart or table; with an indicator it leads to the rows that are counted."""
    address = reader.make_link("asal", indikator=indikator) if indikator else ""
    page.show_template("provenance.html", lines=origin, address=address)


def show_bullets(sentence: Sequence[str]) -> None:
    """Sentences as a list."""
    page.show_template("sentences.html", sentences=[terms.say_terms(k) for k in sentence])


def show_to_call(
    content: Sequence[tuple[str, str, str]], jika_kosong: str = "Tidak ada yang perlu didahulukan di wilayah ini."
) -> None:
    """Whom to call: (name, why, address or "")."""
    if not content:
        show_empty(jika_kosong)
        return
    page.show_template(
        "calls.html", calls=[(name, terms.say_terms(cause), address) for name, cause, address in content]
    )


def show_link(written_text: str, address: str) -> None:
    page.show_template("link_line.html", text=terms.say_terms(written_text), address=address)


def show_note(text: str) -> None:
    """A remark that readers must see before the numbers; nothing when there is none."""
    if text:
        page.show_template("note.html", text=terms.say_terms(text))


def choose_option(label: str, options: Mapping[str, str], key: str, tanpa_label: bool = False) -> str:
    """One of a few: a select box; its label may be left to screen readers where the choice explains itself."""
    shown: Literal["visible", "collapsed"] = "collapsed" if tanpa_label else "visible"
    return st.selectbox(
        plain(label), list(options), format_func=lambda x: options[x], key=f"pilih_{key}", label_visibility=shown
    )


def show_empty(sentence: str, ajakan: str = "") -> None:
    """Empty data is a normal case with its own sentence."""
    page.show_template("empty.html", sentence=terms.say_terms(sentence), advice=terms.say_terms(ajakan))


def show_terms(content: Sequence[tuple[str, str]]) -> None:
    """Terms and what they mean."""
    page.show_template("definitions.html", pairs=[(terms.say_terms(k), terms.say_terms(a)) for k, a in content])


def show_definitions(content: Sequence[tuple[str, str]], title: str = "Definisi") -> None:
    """The same, one click away."""
    with st.expander(plain(title)):
        show_terms(content)
