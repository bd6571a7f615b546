"""How statuses moved: the trend, the bridge from the quarter before, the changes by name."""

from __future__ import annotations

from dataclasses import replace

from dasbor import keep
from dasbor.answers import area_figures, drawn, provenance
from dasbor.answers.marks import events
from dasbor.chart import changes, statuses, trend
from dasbor.chart.chart import Chart
from dasbor.choice import Choice
from dasbor.query import cooperatives, published
from dasbor.query.compared import steps
from dasbor.words import language


def make_status_trend(p: Choice, until: str = "") -> Chart:
    """until: its last quarter, "" = the last one published."""
    draw, counted = lambda: _draw_status_trend(p, until), statuses.COUNTED
    g = drawn.draw_trend_once("tren status", p, draw, "koperasi_aktif", counted=counted, until=until)
    return keep.keep_once("terdaftar dan di register", p, lambda: _tell_registered(p, g), until)


def _tell_registered(p: Choice, g: Chart) -> Chart:
    """In the chosen quarter, as its headline and the cards beside it."""
    headed = drawn.put_headline(p, g, lambda: trend.say_statuses(g.table, p.periode), "tren status")
    return replace(headed, subtitle=headed.subtitle + trend.say_whole(g.table, p.periode))


def _draw_status_trend(p: Choice, until: str) -> Chart:
    counts = drawn.cut(cooperatives.count_status_by_quarter(p), until)
    return events.mark(p, trend.draw_statuses(counts, provenance.say_place(p)))


def make_bridge(p: Choice) -> Chart:
    return drawn.draw_once("jembatan", p, lambda: _draw_bridge(p), "koperasi_aktif", counted="perubahan_koperasi_aktif")


def _draw_bridge(p: Choice) -> Chart:
    """Steps are told from cooperatives by name; a rekap has none, so beside one only the totals are compared."""
    previous = published.find_previous_quarter(p) if published.has_register(p) else None
    points, active = area_figures.list_points(p, "koperasi_aktif"), area_figures.read_figure(p, "koperasi_aktif")
    past = [b for b in points if b.periode < p.periode and language.is_known(b.pembilang)]
    recaps, place = area_figures.list_recap_quarters(p, "koperasi_aktif"), provenance.say_place(p)
    if previous is None and past:
        last = past[-1]
        from_recap = [q for q in recaps if q in (last.periode, p.periode)]
        return changes.draw_totals(last.periode, last.pembilang, p.periode, active.pembilang, from_recap, place)
    skipped = [q for q in recaps if previous and previous < q < p.periode]
    return changes.draw_bridge(
        steps.read_flows(p),
        active.pembilang,
        place=place,
        periode=p.periode,
        previous=previous,
        skipped=skipped,
        alone=_say_alone(p, active.pembilang),
    )


def _say_alone(p: Choice, active: float | None) -> str:
    """Why nothing is compared where no register stands before this one: which of the two is missing."""
    if active is None and not published.has_register(p):
        return f"Register {language.format_quarter(p.periode)} belum diterbitkan"
    earlier = [q for q in published.list_periods(p) if q < p.periode]
    uncounted = earlier and not set(earlier) & set(published.list_counted_quarters(p))
    return "Belum ada register triwulan sebelumnya untuk dibandingkan" if uncounted else changes.NONE_BEFORE


def say_changes(p: Choice, at_most: int = 3) -> list[str]:
    """changes.say_named() of the area."""
    return keep.keep_once("yang berubah", p, lambda: changes.say_named(steps.read_flows(p), at_most), at_most)
