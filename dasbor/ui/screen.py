"""What pages put on the screen: heading, cards, chart with its table and files, lists, empty states."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import pandas as pd
from markupsafe import Markup

from dasbor import keep
from dasbor.chart import told
from dasbor.chart.chart import Chart
from dasbor.chart.map.legend import RATE_SIGNS
from dasbor.choice import Choice
from dasbor.query import lists
from dasbor.query.lists import Listing
from dasbor.ui import cards, exports, markup, page, reader
from dasbor.ui.charts import drawn, pictures
from dasbor.ui.kept import blocks, file_links, looking, pages
from dasbor.ui.kept.pages import PageEnd as PageEnd
from dasbor.ui.private import links
from dasbor.ui.table import make_table
from dasbor.words import language, terms
from dasbor.words.shown import Shown
from etl.acuan import load_reference


def start_page(title: str, question: str) -> Choice:
    """Heading of a page, and what the reader chose. Stops with a sentence when nothing is published; and after the
    whole page where it is not being recorded yet: then it is taken from those that are kept, or recorded first."""
    p = reader.read_choice()
    if p is not None and blocks.find() is None and (wanted := looking.make_view()) is not None:
        pages.show(wanted, p, reader.read_bound_version().is_for_all)
        raise PageEnd
    show_heading(title, question)
    if p is None:
        show_empty("Belum ada data yang diterbitkan.", "Petugas dapat mengunggah buku kerja pertama di halaman Unggah.")
        raise PageEnd
    return p


def show_heading(title: str, question: str) -> None:
    """The page's h1 and the question it answers."""
    page.put_html(markup.CSS)
    page.show_template("heading.html", title=terms.say_terms(title), question=terms.say_terms(question))


def show_cards(shown: Sequence[cards.Card]) -> None:
    page.put_html(cards.make_row([replace(k, title=terms.say_terms(k.title)) for k in shown]))


def show_chart(
    g: Chart,
    origin: Sequence[str],
    file_name: str,
    *,
    on_click: Callable[[object], None] | None = None,
    key: str = "",
) -> None:
    """Headline, subtitle, still chart, provenance; "Telusuri" puts the moving chart in its place, "Lihat angka" opens
    the table and the files.

    `on_click` gets the selection when a mark of the moving chart is clicked, and the marks of the still one lead to
    their areas; a new `key` makes the moving one forget the selection.
    """
    empty = g.is_empty
    with page.container(gap="xsmall"):
        classes, others = _split_legend(g, empty)
        _show_heading(told.split_title(g), g.subtitle, classes)
        if empty:
            show_empty("Belum ada yang dapat digambar.")
            show_sources(origin[:1], g.indikator, others)
        else:
            _show_drawing(g, f"{file_name}{key}", on_click, drawn.is_explored(file_name))
            with page.container(horizontal=True, vertical_alignment="top", gap="small"):
                show_sources(origin[:1], g.indikator, others)
                drawn.offer_exploring(file_name)
        with page.folded("Lihat angka", file_name):
            page.show_template("figures.html", alt=terms.say_terms(g.alt), table=_make_chart_table(g))
            files = exports.list_files(g.table, g.title, [g.subtitle, *origin], file_name, g.columns)
            _show_files([*files, *([] if empty else pictures.list_pictures(g, origin, files[0]))], file_name)


def _show_drawing(g: Chart, name: str, on_click: Callable[[object], None] | None, explored: bool) -> None:
    drawn.show_still(g, _list_area_links(g.table) if on_click else {}, on_paper_only=explored)
    if explored:
        drawn.show_moving(g, f"grafik_{name}", on_click)


def _list_area_links(table: pd.DataFrame) -> dict[str, str]:
    """Where the marks of areas lead, as their names in the table do."""
    if not {"nama", "kode_wilayah"} <= set(table):
        return {}
    codes = _list_texts(table["kode_wilayah"])
    return dict(zip(codes, _make_area_links(codes), strict=True))


Signs = Sequence[tuple[str, str]]


def _split_legend(g: Chart, empty: bool) -> tuple[Signs, Signs]:
    """The classes of colour stand above a chart, hatches and remarks below it: both above would push it off the first
    screen."""
    shown = [] if empty else [(sign, terms.say_terms(word)) for sign, word in g.legend]
    is_class = [sign in RATE_SIGNS for sign, _ in shown]
    pairs = list(zip(shown, is_class, strict=True))
    return [one for one, yes in pairs if yes], [one for one, yes in pairs if not yes]


def _make_chart_table(g: Chart) -> Markup:
    """Kept as the drawing is; its links carry the reader's choice."""
    key = (keep.Same(g.sketch), g.title, g.subtitle, tuple(sorted(reader.list_url_values().items())))
    html: Markup = _TABLES.get(
        key, lambda: make_table(g.table, f"{g.title}. {g.subtitle}", g.columns, links=_make_links(g.table))
    )
    return html


_TABLES = keep.Shelf(most=100)


def show_subheading(title: str, subtitle: str = "", signs: Signs = ()) -> None:
    """Headline, what it is about, and what the colours below mean: (sign, words)."""
    _show_heading((terms.say_terms(title),), subtitle, signs)


def show_figure_heading(title: Sequence[str | Shown], subtitle: str) -> None:
    """A headline in pieces, its figures with what they were read from."""
    _show_heading(title, subtitle, ())


def _show_heading(title: Sequence[str | Shown], subtitle: str, signs: Signs) -> None:
    """`title` in pieces, in the words of the installation."""
    page.show_template("block_heading.html", title=title, subtitle=terms.say_terms(subtitle), signs=signs)


def show_list(
    data: pd.DataFrame | Listing | None,
    title: str,
    origin: Sequence[str],
    file_name: str,
    columns: Mapping[str, str],
    if_empty: str = "Tidak ada yang perlu ditampilkan.",
    subtitle: str = "",
    indikator: str = "",
    file_columns: Mapping[str, str] | None = None,
    small: Mapping[str, str] | None = None,
) -> None:
    """A list as HTML table with its files; an empty one is a sentence, one that nobody knows (None) another.

    Names of cooperatives lead to their record wherever the table holds koperasi_id, kelurahan to theirs.
    A very long list is cut on screen, never in the files; these may have more columns (`file_columns`).
    `small`: the column whose text stands small under another's value.
    """
    with page.container(gap="xsmall"):
        show_subheading(title, subtitle)
        listing = lists.make_whole(data) if isinstance(data, pd.DataFrame) else data
        if listing is None or listing.shown.empty:
            show_empty(if_empty if listing is not None else "Belum ada data untuk daftar ini.")
            return
        _show_rows(listing, title, columns, small)
        show_sources(origin[:1], indikator)
        remarks = [*([subtitle] if subtitle else []), *origin]
        show_downloads(listing, title, remarks, file_name, file_columns or columns)


def _show_rows(listing: Listing, title: str, columns: Mapping[str, str], small: Mapping[str, str] | None) -> None:
    shown = listing.shown
    columns, withheld = exports.drop_places(columns)
    page.put_html(make_table(shown, title, columns, links=_make_links(shown), small=small))
    if (count := listing.count()) > len(shown):
        show_note(f"Tampak {len(shown)} dari {language.format_number(count)} baris; semuanya ada di berkas unduhan.")
    for sentence in withheld:
        show_note(sentence)


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


def _list_texts(column: pd.Series) -> list[str]:
    return [str(x) if language.is_known(x) else "" for x in column.tolist()]


def _make_area_links(codes: list[str]) -> list[str]:
    """The profile of a kelurahan; of a kecamatan the list of its kelurahan; of a province's area what is held of it."""
    if load_reference().is_province:
        return reader.make_links("antarpemda", "wilayah", codes)
    kecamatan = set(load_reference().kelurahan["kode_kecamatan"])
    profiles = reader.make_links("kelurahan", "kelurahan", codes, kecamatan=None)
    lists_of = reader.make_links("kelurahan", "kecamatan", codes, kelurahan=None)
    return [lists_of[i] if k in kecamatan else profiles[i] for i, k in enumerate(codes)]


def show_downloads(
    data: pd.DataFrame | Listing,
    title: str,
    remarks: Sequence[str],
    file_name: str,
    columns: Mapping[str, str] | None = None,
) -> None:
    """CSV and XLSX buttons. The files are made when somebody presses, not at every rerun."""
    _show_files(exports.list_files(data, title, remarks, file_name, columns), file_name)


def _show_files(files: Sequence[exports.File], file_name: str) -> None:
    links.show_links(*(file_links.make_link_to(f, f"{f.name.rpartition('.')[2]}_{file_name}") for f in files))


def show_download(f: exports.File, key: str, main: bool = False) -> None:
    """The link to a file, which is made when somebody follows it."""
    links.show_links(file_links.make_link_to(f, key, main))


def show_sources(origin: Sequence[str], indikator: str = "", signs: Signs = ()) -> None:
    """The provenance line under a chart or table; with an indicator it leads to the rows that are counted. `signs`:
    what hatches of the chart above mean."""
    address = reader.make_link("asal", indikator=indikator) if indikator else ""
    page.show_template("provenance.html", lines=origin, address=address, signs=signs)


def show_bullets(sentences: Sequence[str]) -> None:
    """Sentences as a list."""
    page.show_template("sentences.html", sentences=[terms.say_terms(s) for s in sentences])


def show_to_call(calls: Sequence[tuple[str, str, str]], if_empty: str, missing: str = "") -> None:
    """Whom to call: (name, why, address or ""), and below them who cannot be named."""
    if not calls:
        show_empty(if_empty)
        return
    page.show_template("calls.html", calls=[(name, terms.say_terms(cause), address) for name, cause, address in calls])
    show_note(missing)


def show_link(written_text: str, address: str) -> None:
    page.show_template("link_line.html", text=terms.say_terms(written_text), address=address)


def show_note(text: str) -> None:
    """A remark that readers must see before the numbers; nothing when there is none."""
    if text:
        page.show_template("note.html", text=terms.say_terms(text))


def show_empty(sentence: str, advice: str = "") -> None:
    """Empty data is a normal case with its own sentence."""
    page.show_template("empty.html", sentence=terms.say_terms(sentence), advice=terms.say_terms(advice))


def show_terms(pairs: Sequence[tuple[str, str]]) -> None:
    """Terms and what they mean."""
    page.show_template("definitions.html", pairs=[(terms.say_terms(k), terms.say_terms(a)) for k, a in pairs])


def show_definitions(pairs: Sequence[tuple[str, str]], title: str = "Definisi") -> None:
    """The same, one click away."""
    with page.folded(title):
        show_terms(pairs)
