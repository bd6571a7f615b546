"""Trainings and visits over several years: by what paid for them, by their kind."""

from __future__ import annotations

import pandas as pd

from dasbor.choice import Choice
from dasbor.query import lists
from dasbor.query.ask import ask
from etl import periode as triwulan


def count_by_funding(p: Choice, since: str) -> pd.DataFrame:
    """dana (None = not written), periode, semua_dana, semua_triwulan (1 = over all of them), kegiatan, orang,
    perempuan, koperasi, kelompok, from the quarter `since` to the chosen one. KKMP included, as in the list of
    trainings."""
    return ask(p, "dana_laporan", awal=since)


def list_trainings(p: Choice, since: str) -> pd.DataFrame:
    """The trainings from `since` to the chosen quarter, as lists.list_trainings has those of the window."""
    quarters = triwulan.find_index(p.periode) - triwulan.find_index(since) + 1
    return lists.ask_listing(p, "kegiatan", jendela=quarters).read_all()


def count_visits(p: Choice, since: str) -> pd.DataFrame:
    """periode, jenis_pendampingan, kunjungan, koperasi, kelompok, newest first."""
    return ask(p, "kunjungan_per_jenis", awal=since)
