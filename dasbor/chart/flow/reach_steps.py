"""Why the number of those who were trained or visited changed: steps that add up exactly."""

from __future__ import annotations

from collections.abc import Mapping

from dasbor.chart import changes, sentences
from dasbor.chart.changes import Step
from dasbor.chart.chart import Chart
from dasbor.words import language


def draw_steps(
    steps: Mapping[str, int],
    ends: tuple[tuple[str, int], tuple[str, int]],
    *,
    title: str,
    subtitle: str,
    place: str,
    measure: str,
) -> Chart:
    """{step in words: by how much} between two totals, each (its name, number)."""
    (first, past), (last, now) = ends
    between = changes.place_steps((language.capitalise(k), n) for k, n in steps.items() if n)
    rows = [Step(first, past, True), *between, Step(last, now, True)]
    return Chart(
        changes.draw_plot(rows, now - past),
        title,
        subtitle,
        say_alt(steps, ends, place, measure),
        changes.list_steps(rows),
        {"langkah": "Langkah", "jumlah": language.capitalise(measure)},
    )


def say_headline(measure: str, steps: Mapping[str, int]) -> str:
    """ "Koperasi dilatih turun 16: 35 lepas dari kurun, 15 baru, lainnya +4": the largest steps that fit, and what
    the others come to with its sign, so that it adds up."""
    moved = language.say_direction(sum(steps.values()))
    large = sorted(((n, k) for k, n in steps.items() if n), key=lambda one: -abs(one[0]))
    start = f"{language.capitalise(measure)} {moved}"
    for many in range(len(large), 0, -1):
        said = f"{start}: " + ", ".join(f"{language.format_number(abs(n))} {k}" for n, k in large[:many])
        if len(said.split()) <= sentences.MAX_WORDS and many == len(large):
            return said
        rest = f"lainnya {language.format_signed(sum(n for n, _ in large[many:]))}"
        if many < len(large) and len(f"{said}, {rest}".split()) <= sentences.MAX_WORDS:
            return f"{said}, {rest}"
    return start


def say_alt(steps: Mapping[str, int], ends: tuple[tuple[str, int], tuple[str, int]], place: str, measure: str) -> str:
    """Text alternative: both totals and every step."""
    moved = [f"{language.format_signed(n)} {k}" for k, n in steps.items() if n]
    said = language.join_list(moved) if moved else "tidak ada perubahan"
    start, end = (f"{language.format_number(n)} ({quarter})" for quarter, n in ends)
    return f"{place}, {measure}: {start}, {said}, menjadi {end}."
