"""What they will ask: five questions with answers from the data, or with what the data lack."""

from __future__ import annotations

from dataclasses import replace

from dasbor.answers import area_figures, provenance, whom
from dasbor.choice import WITH_KKMP, WITHOUT_KKMP, Choice
from dasbor.export.brief import to_call
from dasbor.export.brief.model import Part, Section, Sentence, Value, View, say, shorten
from dasbor.export.brief.state import LEADING, make_value
from dasbor.query import lists, published
from dasbor.query.whom import behind
from dasbor.words import comparable, language, shown, terms
from dasbor.words.columns import list_rows
from dasbor.words.stand_ins import add_area
from etl.indikator import find_indicator

_NAMED = 2


def make_section(p: Choice) -> Section:
    """The five, in the order in which they come."""
    asked = (_ask_of_kkmp, _ask_where, _ask_of_unvisited, _ask_of_training, _ask_of_health)
    return Section("Yang akan mereka tanyakan", tuple(ask(p) for ask in asked), "tanya")


def _ask_of_kkmp(p: Choice) -> Sentence:
    """The same figure with the other choice of cooperatives."""
    is_without = p.kelompok_hitung == WITHOUT_KKMP
    other = replace(p, kelompok_hitung=WITH_KKMP if is_without else WITHOUT_KKMP)
    question = f"Berapa yang aktif bila Koperasi Merah Putih {'ikut' if is_without else 'tidak'} dihitung?"
    there, here = _show(other, LEADING), _show(p, LEADING)
    if isinstance(there, Value) and isinstance(here, Value) and there.figure == here.figure:
        return say(View("merah_putih"), "Sama: ", there, ".", label=question)
    answer = there if isinstance(there, Value) else language.capitalise(there)
    return say(View("merah_putih"), answer, ".", label=question)


def _ask_where(p: Choice) -> Sentence:
    """Which areas are behind; of a single one how it stands beside those around it."""
    if p.level in ("kelurahan", "desa"):
        return _ask_beside(p)
    said = whom.say_areas_by_name(p, 3)
    answer = language.capitalise(said) if said else language.capitalise(language.NO_DATA)
    named = [(f"{b.nama} (", to_call.show_area(p, b)) for b in list_rows(behind.list_behind(p))]
    known = [*named, *(("", goal) for goal in to_call.show_goal(p))]
    return say(View("prioritas"), *shown.split(f"{answer}.", known), label="Di mana yang paling tertinggal?")


def _ask_beside(p: Choice) -> Sentence:
    small_n = provenance.read_small_n(p)
    parts: list[Part] = []
    for b in list_rows(area_figures.read_beside(p, LEADING)):
        here = replace(p, kode_wilayah=str(b.kode_wilayah), area_name=str(b.nama))
        figure = area_figures.read_figure(here, LEADING)
        known = Value(comparable.say_value(b, small_n), LEADING, here, figure) if b.pembilang == b.pembilang else None
        parts += ["; " if parts else "", f"{b.nama} ", known or language.NO_DATA]
    return say(View("kelurahan"), *parts, ".", label="Bagaimana dibanding sekitarnya?")


def _ask_of_unvisited(p: Choice) -> Sentence:
    """Inactive cooperatives that nobody visited in the window, with the first of their names."""
    question, view = "Siapa yang tidak aktif dan belum didatangi?", View("pendampingan")
    if not published.has_register(p):
        return say(view, whom.say_if_empty(p), label=question)
    listing = lists.list_unvisited(p)
    if listing is None:
        return say(view, whom.say_missing(p), label=question)
    names = [add_area(shorten(str(b.nama_koperasi)), b.kelurahan) for b in list_rows(listing.shown)]
    if not names:
        return say(view, "Tidak ada.", label=question)
    count = listing.count()
    said = language.join_list([*names[:_NAMED], *[""] * (count - min(count, _NAMED))], _NAMED)
    return say(view, f"{language.format_number(count)} koperasi, {whom.say_unseen(p)}: {said}.", label=question)


def _ask_of_training(p: Choice) -> Sentence:
    """Whether somebody came after the training."""
    question = "Apakah yang dilatih juga didampingi sesudahnya?"
    days = provenance.read_grace_days(p)
    known = _show(p, "pendampingan_pascapelatihan")
    if not isinstance(known, Value):
        return say(View("pendampingan"), f"{language.capitalise(known)}.", label=question)
    rest = f" koperasi dan kelompok, dalam {days} hari sesudah pelatihannya."
    return say(View("pendampingan"), known, rest, label=question)


def _ask_of_health(p: Choice) -> Sentence:
    """Active is not healthy: how many were examined, and with which result."""
    examined, sound = _show(p, "dinilai_kesehatan"), _show(p, "sehat")
    question = "Apakah yang aktif juga sehat?"
    if not isinstance(examined, Value):
        return say(View("kesehatan"), f"{language.capitalise(language.NO_DATA)}.", label=question)
    parts: list[Part] = ["Diperiksa ", examined, " koperasi aktif; sehat atau cukup sehat ", sound]
    rest = " yang diperiksa." if isinstance(sound, Value) else "."
    return say(View("kesehatan"), *parts, rest, label=question)


def _show(p: Choice, indikator: str) -> Value | str:
    """The figure, or that there is none."""
    n, i = area_figures.read_figure(p, indikator), find_indicator(indikator)
    if i is None or not language.is_known(n.pembilang):
        return language.NO_DATA
    if n.penyebut == 0:
        return terms.say_terms(language.NOTHING_COUNTED)
    return make_value(p, i, n)
