"""What changed in training and mentoring since the last register, decomposed like the active cooperatives: chart,
sentences with names, and why a change is not told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dasbor import keep
from dasbor.answers import area_figures, drawn, provenance
from dasbor.answers import compared as comparing
from dasbor.chart import sentences
from dasbor.chart.chart import Chart
from dasbor.chart.flow import reach_steps
from dasbor.choice import Choice
from dasbor.query import published
from dasbor.query.compared import reached
from dasbor.query.compared.reached import CAME, LEFT, LOST, NEW, Step
from dasbor.ui import screen
from dasbor.ui.layout import arrange
from dasbor.words import language, terms
from dasbor.words.stand_ins import add_area
from etl.indikator import find_indicator

MOST_NAMED = 3


_SHORT = {CAME: "masuk hitungan", NEW: "baru", LOST: "lepas dari kurun", LEFT: "keluar hitungan"}  # in a headline
_DONE = {"pelatihan": "dilatih", "pendampingan": "didampingi"}  # what a sheet of the window says happened


class _Words(NamedTuple):
    """How an indicator says its steps: what happened to those reached, what they belong to, by which sheet."""

    done: str  # "dilatih"
    members: str  # "terdaftar"; "" = nobody has to belong to anything
    by: str  # "pelatihan"

    def name_steps(self) -> dict[str, str]:
        """The steps in their order, in words."""
        named = {NEW: f"baru {self.done}", LOST: f"tidak lagi {self.done} dalam kurun"}
        if not self.members:
            return named
        return {
            CAME: f"baru {self.members}, sudah {self.done}",
            **named,
            LEFT: f"tidak lagi {self.members}, pernah {self.done}",
        }


def _find_words(indikator: str) -> _Words:
    """From its header: "koperasi terdaftar" are those who belong."""
    i = find_indicator(indikator)
    if i is None:
        raise KeyError(indikator)
    by = reached.find_sheet(i)
    return _Words(_DONE[by], reached.find_members(i), by)


def show_steps(p: Choice, page: str) -> None:
    """A chart with its sentences for each, or the sentence why there is none."""
    for indikator in reached.list_ids(page):
        why_not = say_why_not(p, indikator)
        if why_not:
            screen.show_subheading(f"Perubahan {sentences.find_phrase(indikator)}", why_not)
            continue
        chart = make_steps(p, indikator)
        with arrange.fold_on_phone(f"perubahan_{indikator}", chart.title):
            screen.show_chart(chart, provenance.say_indicator_sources(p, indikator), f"perubahan_{indikator}")
            screen.show_bullets(say_steps(p, indikator))


def say_why_not(p: Choice, indikator: str) -> str:
    """Why the change is not told; "" where it is."""
    previous = published.find_previous_quarter(p)
    if not published.has_register(p):
        return f"Register {language.format_quarter(p.periode)} belum diterbitkan."
    if previous is None:
        return "Belum ada register triwulan sebelumnya untuk dibandingkan."
    if area_figures.read_figure(p, indikator).pembilang is None:
        return f"Data {_find_words(indikator).by} belum diterbitkan."
    broken = comparing.say_not_compared(p, indikator, previous)
    unknown = area_figures.read_figure(p, indikator, previous).pembilang is None
    return language.capitalise(broken) or (_say_unknown(previous) if unknown else "")


def _say_unknown(quarter: str) -> str:
    return f"Angka {language.format_quarter(quarter)} belum diketahui."


def count_steps(p: Choice, indikator: str, since: str) -> dict[str, int]:
    """{step: by how much it moved the numerator}, in the order in which they are drawn; their sum is the change."""
    moved = dict.fromkeys(_find_words(indikator).name_steps(), 0)
    for one in reached.list_steps(p, indikator, since):
        if one.langkah in moved:
            moved[one.langkah] += one.d_pembilang
    return moved


def make_steps(p: Choice, indikator: str) -> Chart:
    return drawn.draw_once("langkah", p, lambda: _draw_steps(p, indikator), indikator, counted=f"perubahan_{indikator}")


def _draw_steps(p: Choice, indikator: str) -> Chart:
    previous = published.find_previous_quarter(p) or ""
    names, counts = _find_words(indikator).name_steps(), count_steps(p, indikator, previous)
    steps = {names[step]: n for step, n in counts.items()}
    now = int(area_figures.read_figure(p, indikator).pembilang or 0)
    measure = sentences.find_phrase(indikator)
    quarters = (language.format_quarter(previous, True), language.format_quarter(p.periode, True))
    ends = ((quarters[0], now - sum(counts.values())), (quarters[1], now))
    span = f"{language.format_quarter(previous)} ke {language.format_quarter(p.periode)}"
    return reach_steps.draw_steps(
        steps,
        ends,
        title=reach_steps.say_headline(measure, {_SHORT[step]: n for step, n in counts.items()}),
        subtitle=f"Perubahan {measure}, {provenance.say_place(p)}, {span}. {say_window(p, previous)}",
        place=provenance.say_place(p),
        measure=measure,
    )


def say_window(p: Choice, since: str) -> str:
    """ "T2 2025 masuk kurun, T2 2024 keluar"."""
    came, left = reached.find_moved_window(p, since)
    said = [language.join_list([language.format_quarter(q, True) for q in one]) for one in (came, left)]
    return f"{said[0]} masuk kurun, {said[1]} keluar"


def say_steps(p: Choice, indikator: str) -> list[str]:
    """What became of the denominator, and who stands behind each step, by name where it is a cooperative."""
    return keep.keep_once("langkah, kata", p, lambda: _say_steps(p, indikator), indikator)


def _say_steps(p: Choice, indikator: str) -> list[str]:
    words, previous = _find_words(indikator), published.find_previous_quarter(p) or ""
    rows = reached.list_steps(p, indikator, previous)
    said = [_say_members(words, rows)] if words.members else []
    if not words.members:
        return said
    moved = {step: [one for one in rows if one.langkah == step and one.d_pembilang] for step in words.name_steps()}
    return [*said, *(_say_named(name, moved[step]) for step, name in words.name_steps().items() if moved[step])]


def _say_named(name: str, rows: Sequence[Step]) -> str:
    who = [add_area(str(one.nama), one.kelurahan) for one in rows]
    return f"{language.format_number(len(rows))} {name}: {language.join_list(who, MOST_NAMED)}"


def _say_members(words: _Words, rows: Sequence[Step]) -> str:
    """ "Penyebut naik 20: 21 baru terdaftar (0 sudah dilatih), 1 tidak lagi terdaftar (1 pernah dilatih)"."""
    came, left = ([one for one in rows if one.langkah == step] for step in (CAME, LEFT))
    moved = language.say_direction(len(came) - len(left))
    parts = [
        _say_part(came, f"baru {words.members}", f"sudah {words.done}"),
        _say_part(left, f"tidak lagi {words.members}", f"pernah {words.done}"),
    ]
    detail = ", ".join(filter(None, parts))
    return terms.say_terms(f"Penyebut {moved}" + (f": {detail}" if detail else ""))


def _say_part(rows: Sequence[Step], what: str, of_those: str) -> str:
    if not rows:
        return ""
    hit = sum(one.d_pembilang != 0 for one in rows)
    return f"{language.format_number(len(rows))} {what} ({language.format_number(hit)} {of_those})"
