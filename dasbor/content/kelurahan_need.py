"""The page Kelurahan without a choice: the areas by need, those that lack most active cooperatives first."""

from __future__ import annotations

from typing import Any

import pandas as pd
from markupsafe import Markup

from dasbor.answers import area_map, provenance, whom
from dasbor.blocks import map_click
from dasbor.chart import theme
from dasbor.choice import Choice
from dasbor.content import kelurahan
from dasbor.query import areas
from dasbor.query.whom import behind
from dasbor.ui import markup, page, reader, screen
from dasbor.ui.layout import arrange
from dasbor.words import comparable, language, terms
from dasbor.words.columns import list_rows

SUBTITLE = "Yang paling banyak kurangnya dahulu; n kecil dihitung, tidak dipersenkan"


def show_choice(p: Choice) -> None:
    """Map and list side by side; below the map the same areas by kecamatan. Of a province the kecamatan lead on."""
    if not kelurahan.has_few_areas(p):
        _show_needs(p)
        return
    with arrange.lay_around("kelurahan"):
        chart, origin = area_map.make_map(p, behind.INDICATOR), provenance.say_sources(p)
        screen.show_chart(chart, origin, "peta_kelurahan", on_click=map_click.open_clicked, key=p.kode_wilayah)
        _show_needs(p)
        if kelurahan.has_kecamatan(p):
            with page.container(gap="xsmall"):
                screen.show_subheading("Menurut kecamatan", "Koperasi aktif dari koperasi terdaftar")
                page.put_html(kelurahan.list_areas(p))


def _show_needs(p: Choice) -> None:
    with page.container():
        screen.show_subheading(say_headline(p), SUBTITLE)
        page.put_html(list_by_need(p))


def say_headline(p: Choice) -> str:
    """ "10 kelurahan di bawah target 90%"; where nothing is known what the list is of."""
    return language.capitalise(whom.say_areas(p)) or "Koperasi aktif menurut kelurahan"


def list_by_need(p: Choice) -> Markup:
    """Every area with its bar, its counts and what it lacks, each a link."""
    return reader.keep_with_links("menurut kebutuhan", p, lambda: _list_by_need(p), areas.find_level(p))


def _list_by_need(p: Choice) -> Markup:
    rows = sort_by_need(areas.read_rates(p, behind.INDICATOR), behind.list_behind(p))
    rows["alamat"] = _link_areas(p, rows["kode_wilayah"])
    return markup.render_template("need_list.html", areas=[_describe(p, b) for b in list_rows(rows)])


def sort_by_need(rates: pd.DataFrame, lacking: pd.DataFrame) -> pd.DataFrame:
    """The rates with `kurang`: those behind in the order of `lacking`, then the others from the lowest rate on, who has
    no cooperative last."""
    many = dict(zip(lacking["kode_wilayah"], lacking["kurang"], strict=True))
    return (
        rates.assign(kurang=[many.get(code, 0) for code in rates["kode_wilayah"]])
        .sort_values(["kurang", "nilai", "nama", "kode_wilayah"], ascending=[False, True, True, True])
        .reset_index(drop=True)
    )


def _link_areas(p: Choice, codes: pd.Series) -> list[str]:
    if areas.find_level(p) == areas.KECAMATAN_LEVEL:
        return reader.make_links("kelurahan", "kecamatan", codes, kelurahan=None)
    return reader.make_links("kelurahan", "kelurahan", codes, kecamatan=None)


def _describe(p: Choice, b: Any) -> dict[str, object]:
    """A row as its template wants it; the width of the bar in per cent."""
    is_known = language.is_known(b.nilai)
    few = provenance.read_small_n(p)
    small = bool(is_known and comparable.is_small(b.penyebut, few))
    return {
        "name": f"Kecamatan {b.nama}" if areas.find_level(p) == areas.KECAMATAN_LEVEL else b.nama,
        "address": b.alamat,
        "width": round(100 * b.nilai) if is_known else 0,
        "small": small,
        "rate": theme.find_rate_class(b.nilai) if is_known else 0,
        "count": language.format_fraction(b.pembilang, b.penyebut) if is_known else "",
        "said": _say_standing(b, few),
    }


def _say_standing(b: Any, few: int) -> str:
    if b.penyebut == 0:
        return "belum ada koperasi"
    if not language.is_known(b.nilai):
        return language.NO_DATA
    share = comparable.say_percent(b, few)
    lacking = f"kurang {language.format_number(b.kurang)}" if b.kurang else ""
    return terms.say_terms(", ".join(filter(None, [share, lacking])))
