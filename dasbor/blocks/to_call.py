"""Why a cooperative should be called, in words."""

from __future__ import annotations

from typing import Any

from dasbor.choice import Choice
from dasbor.query.source import in_force
from dasbor.words import language


def say_unseen(p: Choice) -> str:
    """Not "never visited": an older visit is not looked at."""
    return f"{in_force.read_rules(p)['jendela_triwulan']} triwulan tanpa kunjungan"


def say_last_rat(row: Any) -> str:
    """Of a row of the register: "RAT terakhir tahun buku 2021"."""
    rat = row.tahun_buku_rat
    return f"RAT terakhir tahun buku {int(rat)}" if language.is_known(rat) else "RAT belum tercatat"
