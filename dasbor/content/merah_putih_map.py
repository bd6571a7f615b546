"""The map of the page Merah Putih: has the KKMP of each kelurahan held its RAT? Or a ranking or sentence instead."""

from __future__ import annotations

from dataclasses import replace

from dasbor.answers import area_figures, drawn, provenance
from dasbor.chart import by_area
from dasbor.chart.chart import Chart
from dasbor.chart.map import kkmp as map_kkmp
from dasbor.choice import Choice
from dasbor.content.merah_putih import list_by_kelurahan
from dasbor.query import areas, due_year
from dasbor.words import language
from dasbor.words.rat_states import RAT_NOT_OWED
from etl.acuan import Reference, load_reference


def make_map(p: Choice) -> Chart | None:
    """The tile map; where there is none the kecamatan ranked; None where the table alone does, or a sentence."""
    reference = load_reference()
    if list_states(p):
        return None
    if reference.has_tiles:
        return drawn.draw_once("peta kkmp", p, lambda: _draw_map(p, reference), counted="keadaan_kkmp")
    if areas.find_level(p) == areas.KECAMATAN_LEVEL:
        return drawn.draw_once("kkmp kecamatan", p, lambda: _draw_ranking(p), counted="kelurahan_punya_kkmp")
    return None


def list_states(p: Choice) -> list[str]:
    """Sentences instead of a map where too few KKMP of the city owe a RAT: of nearly all kelurahan it would say the
    same. [] where a map says more."""
    if not load_reference().has_tiles:
        return []
    answered = map_kkmp.answer(list_by_kelurahan(_choose_city(p)))
    obliged = answered["keadaan"].isin(map_kkmp.OBLIGED).sum()
    if obliged >= provenance.read_small_n(p):
        return []
    names = {state: sorted(rows["nama"]) for state, rows in answered.groupby("keadaan")}
    return [_say_state(p, state, names[state]) for state in map_kkmp.ANSWER_SIGNS if state in names]


def _say_state(p: Choice, state: str, names: list[str]) -> str:
    number = language.format_number(len(names))
    if state == RAT_NOT_OWED:
        return f"{number} KKMP belum wajib RAT: berdiri sesudah tahun buku {due_year.find_due_year(p, p.periode)}."
    return f"{state}: {number} ({language.join_list(names, 3)})."


def say_states_heading(p: Choice) -> tuple[str, str]:
    """Headline of these sentences, and what they are about."""
    answered = map_kkmp.answer(list_by_kelurahan(_choose_city(p)))
    return map_kkmp.say_headline(answered), map_kkmp.say_subtitle(load_reference().city, p.periode)


def _choose_city(p: Choice) -> Choice:
    return replace(p, kode_wilayah=load_reference().city_code)


def _draw_map(p: Choice, reference: Reference) -> Chart:
    """Always the whole city, the chosen kelurahan marked, as on the front page."""
    selected = "" if p.kode_wilayah == reference.city_code else p.kode_wilayah
    return map_kkmp.draw_kkmp(
        list_by_kelurahan(_choose_city(p)),
        reference.at(p.periode).kelurahan,
        place=reference.city,
        periode=p.periode,
        selected=selected,
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
