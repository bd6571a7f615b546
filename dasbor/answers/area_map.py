"""The map of an indicator: real boundaries where the settings name a file, else tiles, else a ranking."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from dasbor.answers import area_figures, charts, drawn, most_behind, provenance
from dasbor.chart.chart import Chart
from dasbor.chart.map import boundaries, outlines, tiles
from dasbor.choice import Choice
from dasbor.query import areas
from etl.acuan import Reference, load_reference


def make_map(p: Choice, indikator: str) -> Chart:
    """The map always shows the whole city, the chosen area marked. Without boundaries and tiles: a ranking."""
    reference = load_reference()
    if reference.boundary_file is None and not reference.has_tiles:
        return charts.make_rates_chart(p, indikator)
    name = f"peta {reference.boundary_file} {boundaries.find_time(reference)}"
    return drawn.draw_once(name, p, lambda: _draw_map(p, indikator, reference), indikator)


def say_map_note() -> str:
    """Why the boundaries are not drawn though the settings name a file; "" when all is well."""
    reference = load_reference()
    if reference.boundary_file is None:
        return ""
    try:
        boundaries.read_outlines(reference)
    except boundaries.BoundaryError as error:
        instead = "peta ubin" if reference.has_tiles else "peringkat wilayah"
        return f"{error} Karena itu tampil {instead}. Pengelola dapat memperbaikinya di pengaturan.toml."
    return ""


def _draw_map(p: Choice, indikator: str, reference: Reference) -> Chart:
    city = replace(p, kode_wilayah=reference.city_code)
    data = areas.read_by_kelurahan(city, indikator)
    shapes = boundaries.read_outlines(reference) if reference.boundary_file is not None and not say_map_note() else None
    if shapes is None and not reference.has_tiles:
        return charts.make_rates_chart(p, indikator)
    draw = partial(outlines.draw_outlines, data, shapes) if shapes is not None else partial(tiles.draw_tiles, data)
    return draw(
        reference.at(p.periode).kelurahan,
        indikator,
        provenance.find_title(p, indikator),
        area_figures.read_figure(city, indikator),
        place=provenance.say_place(p, reference.city),
        periode=p.periode,
        small_n=provenance.read_small_n(p),
        headline=most_behind.say_headline(p, indikator, areas.read_by_kelurahan(p, indikator)),
        selected="" if p.kode_wilayah == reference.city_code else p.kode_wilayah,
    )
