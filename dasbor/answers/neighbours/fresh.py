"""Who has published the quarter, who has not, who is late, and from what date each is; as one reads it aloud."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from dasbor.query.neighbours.scene import Scene
from dasbor.words import language
from dasbor.words.columns import list_rows
from etl import periode as quarters

MOST_NAMED = 5


def say_news(scene: Scene, rows: pd.DataFrame, today: dt.date) -> list[str]:
    """How many have published the quarter and who has not; who is late; rows: as read_areas() has them."""
    if rows.empty:
        return []
    return [_say_published(scene, rows), *_say_missing(scene, rows, today), *_say_late(rows, today)]


def _say_published(scene: Scene, rows: pd.DataFrame) -> str:
    there, when = int(rows["terbit"].sum()), language.format_quarter(scene.periode)
    if there == len(rows):
        who = "Satu-satunya pemda" if there == 1 else f"Semua {language.format_number(there)} pemda"
        return f"{who} sudah menerbitkan {when}."
    if not there:
        return f"Belum ada dari {language.format_number(len(rows))} pemda yang menerbitkan {when}."
    return f"{language.format_fraction(there, len(rows))} pemda sudah menerbitkan {when}."


def _say_missing(scene: Scene, rows: pd.DataFrame, today: dt.date) -> list[str]:
    missing = rows[~rows["terbit"].astype(bool)]
    if missing.empty:
        return []
    deadline = quarters.find_deadline(scene.periode)
    passed = "lewat" if today > deadline else "belum lewat"
    named = language.join_list([str(name) for name in missing["nama"]], MOST_NAMED)
    return [f"Belum: {named}. Batasnya {language.format_date(deadline)}, {passed}."]


def _say_late(rows: pd.DataFrame, today: dt.date) -> list[str]:
    """By the newest quarter of each and today, whatever quarter is looked at; the latest first."""
    late = [(count_late(b, today), b) for b in list_rows(rows)]
    late = sorted((one for one in late if one[0]), key=lambda one: (-one[0], one[1].kode))
    said = [f"{b.nama} {n} triwulan (terbaru {language.format_quarter(b.terbaru, True)})" for n, b in late]
    never = [str(b.nama) for b in list_rows(rows) if not b.terbaru]
    parts = [f"Terlambat: {language.join_list(said, MOST_NAMED)}." if said else ""]
    parts += [f"Belum ada terbitan sama sekali: {language.join_list(never, MOST_NAMED)}." if never else ""]
    return [part for part in parts if part]


def count_late(b: Any, today: dt.date) -> int:
    """How many quarters one is late; 0 where nothing is published."""
    return quarters.count_late(b.terbaru, today)


def say_late(b: Any, today: dt.date) -> str:
    """ "terlambat 2 triwulan", "tepat waktu", "belum ada terbitan"."""
    if not b.terbaru:
        return "belum ada terbitan"
    n = count_late(b, today)
    return f"terlambat {language.format_number(n)} triwulan" if n else "tidak terlambat"
