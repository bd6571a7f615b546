"""The map of the reader's choice: real boundaries where the settings name a file, else tiles, else a ranking."""

from __future__ import annotations

from dataclasses import replace

from dasbor.blocks import overview, provenance
from dasbor.chart.by_area import Chart
from dasbor.chart.map import boundaries, outlines, tiles
from dasbor.choice import Choice
from dasbor.query import areas, figures
from dasbor.query.figures import Figure
from dasbor.ui import menu, reader
from etl.acuan import Reference, load_reference

_TARGET_PAGE = "pages/publik/kelurahan.py"


def make_map(p: Choice, indikator: str) -> Chart:
    """The map always shows the whole city, the chosen area marked. Without boundaries and tiles: a ranking."""
    reference = load_reference()
    if reference.batas is None and not reference.has_tiles:
        return overview.make_rates_chart(p, indikator)
    time = reference.batas.stat().st_mtime_ns if reference.batas and reference.batas.is_file() else 0
    return overview.draw_once(
        f"peta {reference.batas} {time}", p, lambda: _draw_map(p, indikator, reference), indikator
    )


def say_map_note() -> str:
    """Why the boundaries are not drawn though the settings name a file; "" when all is well."""
    reference = load_reference()
    if reference.batas is None:
        return ""
    try:
        boundaries.read_outlines(reference)
    except boundaries.BoundaryError as error:
        replacements = "peta ubin" if reference.has_tiles else "peringkat wilayah"
        return f"{error} Karena itu tampil {replacements}. Pengelola dapat memperbaikinya di pengaturan.toml."
    return ""


def _draw_map(p: Choice, indikator: str, reference: Reference) -> Chart:
    city = replace(p, kode_wilayah=reference.city_code)
    data = areas.read_by_kelurahan(city, indikator)
    current = figures.read_figures(city).get(indikator, Figure())
    form = None
    if reference.batas is not None and not say_map_note():
        form = boundaries.read_outlines(reference)
    if form is None and not reference.has_tiles:
        return overview.make_rates_chart(p, indikator)
    title, place, n = (
        provenance.find_title(p, indikator),
        provenance.say_place(p, reference.kota),
        provenance.read_small_n(),
    )
    if form is not None:
        return outlines.draw_outlines(
            data, form, reference.kelurahan, indikator, title, current,
            place=place, periode=p.periode, small_n=n, selected=p.kode_wilayah,
        )  # fmt: skip
    return tiles.draw_tiles(
        data, reference.kelurahan, indikator, title, current,
        place=place, periode=p.periode, small_n=n, selected=p.kode_wilayah,
    )  # fmt: skip


def open_clicked(state: object) -> None:
    """A click on a kelurahan opens its page; on a kecamatan of the ranking, its kelurahan."""
    code = tiles.find_clicked(state)
    if code is None:
        return
    if code in set(load_reference().kelurahan["kode_kecamatan"]):
        reader.change_choice(kecamatan=code)
    elif any(h.berkas == _TARGET_PAGE for h in menu.PAGES):
        reader.open_page(_TARGET_PAGE, kelurahan=code)
    else:
        reader.change_choice(kelurahan=None if code == reader.list_url_values().get("kelurahan") else code)


def has_many_areas(p: Choice) -> bool:
    """Charts show kecamatan here, so the smallest areas need a table of their own."""
    return areas.find_level(p) == areas.KECAMATAN_LEVEL
