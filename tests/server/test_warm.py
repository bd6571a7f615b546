"""Warming draws each quarter once, before a reader asks."""

from __future__ import annotations

import threading

from dasbor import isi, pemanas, pilihan
from tests import emas


def test_every_quarter_is_drawn_and_a_reader_gets_the_same_figure(gudang, monkeypatch):
    nomor = emas.publish_all(gudang)
    monkeypatch.setattr(pemanas, "_JEDA", 0)
    assert pemanas.warm(nomor, threading.Event()) == 5
    p = pilihan.baca({"triwulan": "2025-T3"})
    satu, dua = isi.tren_status(p), isi.tren_status(p)
    assert satu.figur is dua.figur
    assert satu.tabel is not dua.tabel  # a frame each: what one does with it the other does not see


def test_warming_stops_when_the_server_does(gudang):
    nomor = emas.publish_all(gudang, sampai="2024-T3")
    berhenti = threading.Event()
    berhenti.set()
    assert pemanas.warm(nomor, berhenti) == 0
