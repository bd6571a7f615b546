"""Why a cooperative should be called, in words."""

from __future__ import annotations

from typing import Any

from dasbor.choice import Choice
from dasbor.query import published
from dasbor.words import language


def say_unseen(p: Choice) -> str:
    """ "tanpa kunjungan dalam 4 triwulan", or in those of them whose visits are published."""
    known, window = published.list_quarters_with(p, "pendampingan"), published.list_window(p, p.periode)
    return language.say_unvisited(len(known), len(window))


def say_last_rat(row: Any) -> str:
    """Of a row of the register: "RAT terakhir tahun buku 2021"."""
    rat = row.tahun_buku_rat
    return f"RAT terakhir tahun buku {int(rat)}" if language.is_known(rat) else "RAT belum tercatat"
