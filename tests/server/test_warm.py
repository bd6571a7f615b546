"""Warming draws each quarter once, before a reader asks."""

from __future__ import annotations

import threading

from dasbor.blocks import status_charts
from dasbor.server import warm
from dasbor.ui import reader
from tests import golden


def test_every_quarter_is_drawn_and_a_reader_gets_the_same_figure(store, monkeypatch):
    number = golden.publish_all(store)
    monkeypatch.setattr(warm, "_PAUSE", 0)
    assert warm.warm_version(number, threading.Event()) == 5
    p = reader.parse_choice({"triwulan": "2025-T3"})
    one, second = status_charts.make_status_trend(p), status_charts.make_status_trend(p)
    assert one.plot is second.plot
    assert one.table is not second.table  # a frame each: what one does with it the other does not see


def test_warming_stops_when_the_server_does(store):
    number = golden.publish_all(store, until="2024-T3")
    berhenti = threading.Event()
    berhenti.set()
    assert warm.warm_version(number, berhenti) == 0
