"""Warming draws each quarter once, before a reader asks."""

from __future__ import annotations

import threading

import pytest

from dasbor.answers import status_charts
from dasbor.server import warm
from dasbor.server.outside import asked, briefs, meeting
from dasbor.server.outside.asked import Asked
from dasbor.server.outside.find import Found
from dasbor.ui import reader
from etl.accounts import serving
from tests import golden


def test_every_quarter_is_drawn_and_a_reader_gets_the_same_figure(store, monkeypatch):
    number = golden.copy_all(store)
    monkeypatch.setattr(warm, "_PAUSE", 0)
    assert warm.warm_version(number, threading.Event()) == 5
    p = reader.parse_choice({"triwulan": "2025-T3"})
    one, second = status_charts.make_status_trend(p), status_charts.make_status_trend(p)
    assert one.plot is second.plot
    assert one.table is not second.table  # a frame each: what one does with it the other does not see
    newest = reader.parse_choice({})
    assert meeting._KEPT.has(meeting._key(Found(Asked(newest, False, False, ""), newest, asked.find_named_place())))


def test_the_brief_of_the_city_and_the_slides_are_made_before_anything_else(store):
    version = golden.copy_all(store)
    warm._warm_first()
    p = reader.parse_choice({})
    assert p.version == version
    wanted = briefs._ask_for_page(Found(Asked(p, False, False, ""), p, asked.find_named_place()))
    assert wanted.shelf.has(wanted.key)
    slides = Found(Asked(p, False, False, ""), p, asked.find_named_place())
    assert meeting._KEPT.has(meeting._key(slides))


def test_warming_stops_when_the_server_does(store):
    number = golden.copy_all(store, until="2024-T3")
    berhenti = threading.Event()
    berhenti.set()
    assert warm.warm_version(number, berhenti) == 0


@pytest.mark.parametrize(("answer", "runs"), [("tidak", False), ("ya", True)])
def test_it_runs_beside_the_server_unless_the_settings_say_no(store, monkeypatch, answer, runs):
    monkeypatch.setenv("KOPERASI_PEMANASAN", answer)
    serving.read_serving.cache_clear()
    try:
        with warm.keep_warm():
            assert ("pemanas" in {t.name for t in threading.enumerate()}) is runs
    finally:
        serving.read_serving.cache_clear()
