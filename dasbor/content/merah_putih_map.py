"""The map of the page Merah Putih: has the KKMP of each kelurahan held its RAT? Or a ranking or sentence instead."""

from __future__ import annotations

from dataclasses import replace

from dasbor.blocks import area_figures, drawn, provenance
from dasbor.chart import by_area
from dasbor.chart.chart import Chart
from dasbor.chart.map import kkmp as map_kkmp
from dasbor.choice import Choice
from dasbor.content.merah_putih import list_by_kelurahan, list_kkmp
from dasbor.query import areas, due_year
from dasbor.words import language
from etl.acuan import Reference, load_reference


def make_map(p: Choice) -> Chart | None:
    """The tile map; where there is none the kecamatan ranked; None where the table alone does, or a sentence."""
    reference = load_reference()
    if reference.has_tiles and say_instead_of_map(p):
        return None
    if reference.has_tiles:
        return drawn.draw_once("peta kkmp", p, lambda: _draw_map(p, reference))
    if areas.find_level(p) == areas.KECAMATAN_LEVEL:
        return drawn.draw_once("kkmp kecamatan", p, lambda: _draw_ranking(p))
    return None


def say_instead_of_map(p: Choice) -> str:
    """Where no KKMP of the city owes a RAT yet: a map would say the same of every kelurahan. "" where one does."""
    reference = load_reference()
    city = replace(p, kode_wilayah=reference.city_code)
    kkmp, table = list_kkmp(city), list_by_kelurahan(city)
    if not reference.has_tiles or kkmp.empty or kkmp["wajib"].astype(bool).any():
        return ""
    without = sorted(table.loc[table["koperasi_id"].isna(), "kelurahan"])
    lacking = f" Belum ada KKMP di {language.join_list(without, 3)}." if without else ""
    year = due_year.find_due_year(p, p.periode)
    return (
        f"Belum ada dari {language.format_number(len(kkmp))} KKMP yang wajib RAT: semuanya berdiri sesudah tahun buku "
        f"{year}.{lacking}"
    )


def _draw_map(p: Choice, reference: Reference) -> Chart:
    """Always the whole city, the chosen kelurahan marked, as on the front page."""
    city = replace(p, kode_wilayah=reference.city_code)
    selected = "" if p.kode_wilayah == reference.city_code else p.kode_wilayah
    return map_kkmp.draw_kkmp(
        list_by_kelurahan(city), reference.kelurahan, place=reference.city, periode=p.periode, selected=selected
    )


def _draw_ranking(p: Choice) -> Chart:
    """Villages that have a KKMP, of all villages of each kecamatan."""
    table = list_by_kelurahan(p).drop_duplicates("kode_kelurahan")
    code = table["kode_kelurahan"].str.rsplit(".", n=1).str[0]
    table = table.assign(kode_wilayah=code, ada=table["koperasi_id"].notna())
    grouped = table.groupby(["kode_wilayah", "kecamatan"])
    rates = grouped.agg(pembilang=("ada", "sum"), penyebut=("ada", "size")).reset_index()
    rates = rates.assign(nama=rates["kecamatan"], nilai=rates["pembilang"] / rates["penyebut"])
    return by_area.draw_rates(
        rates,
        "kelurahan_punya_KKMP",
        "Kelurahan yang punya KKMP",
        area_figures.make_share(int(rates["pembilang"].sum()), int(rates["penyebut"].sum())),
        place=p.area_name,
        periode=p.periode,
        small_n=provenance.read_small_n(p),
        unit=areas.KECAMATAN_LEVEL,
    )
