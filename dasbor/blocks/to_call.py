"""Why a cooperative should be called, in words."""

from __future__ import annotations

from typing import Any

from dasbor.words import language
from etl.acuan import load_reference


def say_unseen() -> str:
    """Not "never visited": an older visit is not looked at."""
    return f"{load_reference().rule_settings['jendela_triwulan']} triwulan tanpa kunjungan"


def say_last_rat(row: Any) -> str:
    """Of a row of the register: "RAT terakhir tahun buku 2021"."""
    rat = row.tahun_buku_rat
    return f"RAT terakhir tahun buku {int(rat)}" if language.is_known(rat) else "RAT belum tercatat"
