"""The chart of an indicator as a product: by area where there are several, else over the quarters."""

from __future__ import annotations

from dasbor.answers import charts, provenance
from dasbor.chart import still
from dasbor.chart.chart import Chart
from dasbor.export import typeset
from dasbor.export.product import Product
from dasbor.export.request import NothingPublished, Request, WrongRequest
from dasbor.query import areas, published
from etl.indikator import find_indicator

_WIDTH, _DOTS = 640, 192
_SAMPLE = "DATA CONTOH: semua angka di gambar ini rekaan."


def draw(r: Request) -> Chart:
    """Raises WrongRequest: no such indicator; NothingPublished: nothing is known of it."""
    i, p = find_indicator(r.argument), r.choice
    if i is None:
        raise WrongRequest(f"Indikator “{r.argument[:40]}” tidak dikenal; namanya ada di Kamus Data.")
    if not i.count and areas.count_kelurahan(p) > 1 and not i.is_of_city_only:
        chart = charts.make_rates_chart(p, i.indikator)
    else:
        chart = charts.make_trend(p, i.indikator, p.periode)
    if chart.is_empty or chart.has_no_share(i.count):
        raise NothingPublished(f"{i.judul} belum ada datanya untuk {provenance.say_where_and_when(p)}.")
    return chart


def make_svg(r: Request) -> bytes:
    """The drawing with its words."""
    return _draw(r, draw(r)).encode()


def make_png(r: Request) -> bytes:
    """The same in dots."""
    chart = draw(r)
    svg = typeset.strengthen(_draw(r, chart))
    return typeset.make_png("picture.typ", {"svg": svg, "alt": chart.alt}, _DOTS)


PRODUCT = Product("grafik", "Grafik", {".svg": make_svg, ".png": make_png}, argument="INDIKATOR")


def _draw(r: Request, chart: Chart) -> str:
    sample = [_SAMPLE] if published.is_sample(r.choice) else []
    return still.svg(chart, _WIDTH, words=[*sample, *provenance.say_indicator_sources(r.choice, r.argument)])
