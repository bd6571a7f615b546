"""The figures that a chart's headline may tell, as they are written there: those of its rows and of the whole."""

from __future__ import annotations

from collections.abc import Iterator

from dasbor.chart.chart import UNLINKED_CODE, Chart
from dasbor.chart.sentences import find_phrase
from dasbor.frames import list_by_name
from dasbor.words import language, shown, terms
from dasbor.words.shown import Shown, write_amount
from etl.indikator import find_indicator


def split_title(chart: Chart) -> tuple[str | Shown, ...]:
    """The headline in pieces, its figures with what they were read from. A row is known by its quarter or by its name,
    which the headline says before the figure."""
    said = terms.say_terms(chart.title)
    return shown.split(said, _list_told(chart, said))


def _list_told(chart: Chart, said: str) -> Iterator[tuple[str, Shown]]:
    if chart.counted:  # steps or classes, no figures of the indicator
        return
    if chart.indikator and "pembilang" in chart.table:
        yield from _list_of_rows(chart, said)
    if chart.whole is not None:
        yield from _list_of_whole(chart, *chart.whole)


def _list_of_rows(chart: Chart, said: str) -> Iterator[tuple[str, Shown]]:
    columns = list_by_name(chart.table)
    for values in zip(*columns.values(), strict=True):
        row = dict(zip(columns, values, strict=True))
        quarter = str(row.get("periode") or chart.periode)
        name = str(row.get("nama") or "")
        if name not in said or (not name and quarter != chart.periode):
            continue
        code = write_amount(row.get("kode_wilayah", row.get(UNLINKED_CODE))) or chart.wilayah
        part, whole = row["pembilang"], row.get("penyebut")
        for text in _list_written(chart, part, whole, row.get("nilai")):
            lead = _find_lead(said, name, text, chart.indikator)
            if lead is not None:
                yield lead, _make(chart, text, code, quarter, part, whole)


def _list_written(chart: Chart, part: float | None, whole: float | None, rate: float | None) -> list[str]:
    """As what a headline may write the figure."""
    i = find_indicator(chart.indikator)
    amount = language.format_rupiah(part) if i and i.money else language.format_fraction(part, whole)
    return [amount, language.format_percent(rate, whole)] if language.is_known(whole) else [amount]


def _find_lead(said: str, name: str, text: str, indikator: str) -> str | None:
    """What stands before a figure of a named area, the name first and nothing but signs between; "" where its row has
    no name; None where the sentence does not say it so."""
    if not name:
        return ""
    between = (": ", ", ", " ", " (", f": {find_phrase(indikator)} ")
    return next((f"{name}{sign}" for sign in between if f"{name}{sign}{text}" in said), None)


def _list_of_whole(chart: Chart, part: float | None, whole: float | None) -> Iterator[tuple[str, Shown]]:
    if part is None or not whole or not language.is_known(part) or not language.is_known(whole):
        return
    for text in (language.format_fraction(part, whole), language.format_percent(part / whole, whole)):
        yield "", _make(chart, text, chart.wilayah, chart.periode, part, whole)


def _make(chart: Chart, text: str, code: str, quarter: str, part: float | None, whole: float | None) -> Shown:
    amounts = write_amount(part), write_amount(whole)
    return Shown(text, chart.indikator, code, quarter, chart.kelompok, *amounts)
