"""Who has published the quarter, who has not, who is late, and from what date each is; as one reads it aloud."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from dasbor.query.neighbours import together
from dasbor.query.neighbours.scene import Scene
from dasbor.words import language
from dasbor.words.columns import list_rows
from etl import periode as quarters
from etl.tenants.chosen import read_late_days

MOST_NAMED = 5
_HELD = ", menurut paket yang diterima"


def say_news(scene: Scene, rows: pd.DataFrame, today: dt.date) -> list[str]:
    """How many have published the quarter and who has not; who is late; rows: as read_areas() has them. Invented areas
    beside real ones are in none of the counts."""
    rows = together.take_real(rows)
    if rows.empty:
        return []
    return [_say_published(scene, rows), *_say_missing(scene, rows, today), *_say_late(rows, today)]


def _say_published(scene: Scene, rows: pd.DataFrame) -> str:
    there, when = int(rows["terbit"].sum()), language.format_quarter(scene.periode)
    if there == len(rows):
        who = "Satu-satunya pemda" if there == 1 else f"Semua {language.format_number(there)} pemda"
        return f"{who} sudah menerbitkan {when}{_HELD}."
    if not there:
        return f"Belum ada dari {language.format_number(len(rows))} pemda yang menerbitkan {when}{_HELD}."
    return f"{language.format_fraction(there, len(rows))} pemda sudah menerbitkan {when}{_HELD}."


def _say_missing(scene: Scene, rows: pd.DataFrame, today: dt.date) -> list[str]:
    missing = rows[~rows["terbit"].astype(bool)]
    if missing.empty:
        return []
    deadline = quarters.find_deadline(scene.periode, read_late_days())
    days = (today - deadline).days
    passed = f"lewat {language.format_number(days)} hari" if days > 0 else "belum lewat"
    named = language.join_list([str(name) for name in missing["nama"]], MOST_NAMED)
    return [f"Belum: {named}. Batasnya {language.format_date(deadline)}, {passed}."]


def _say_late(rows: pd.DataFrame, today: dt.date) -> list[str]:
    """By the newest quarter of each and today, whatever quarter is looked at: those alike together, the latest first;
    then who has never published anything."""
    late = rows[[bool(count_late(b, today)) for b in list_rows(rows)]]
    said = [_say_alike(str(newest), some, len(rows), today) for newest, some in late.groupby("terbaru")]
    never = [str(name) for name in rows.loc[rows["terbaru"] == "", "nama"]]
    return [*said, *([f"Belum ada triwulan yang diterima: {language.join_list(never, MOST_NAMED)}."] if never else [])]


def _say_alike(newest: str, some: pd.DataFrame, asked: int, today: dt.date) -> str:
    """ "Terlambat 2 triwulan (terbaru T4 2024): Kota Contoh"."""
    n = language.format_number(quarters.count_late(newest, today, read_late_days()))
    named = language.join_list([str(name) for name in some["nama"]], MOST_NAMED)
    who = f"semua {language.format_number(asked)} pemda" if len(some) == asked > 1 else named
    return f"Terlambat {n} triwulan (terbaru {language.format_quarter(newest, True)}): {who}."


def count_late(b: Any, today: dt.date) -> int:
    """How many quarters one is late; 0 where nothing is published."""
    return quarters.count_late(b.terbaru, today, read_late_days())


def say_late(b: Any, today: dt.date) -> str:
    """ "terlambat 2 triwulan", "tepat waktu", "belum ada yang diterima"."""
    if not b.terbaru:
        return "belum ada yang diterima"
    n = count_late(b, today)
    return f"terlambat {language.format_number(n)} triwulan" if n else "tidak terlambat"
