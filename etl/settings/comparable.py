"""What makes a figure of two areas of government comparable: how it is counted, the rules of the field that this calls,
and the settings that it names. Texts, targets and what an area is (its dates, its PDRB) are no part of it.

A statement stands for itself by a hash of its words, without remarks and line ends: two installations of one release
have the same, and of two releases those that count alike.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from etl import indikator
from etl.indikator import Indicator, load_indicators
from etl.operator_settings import DEADLINES, list_dated
from etl.settings.declare import RULES, SETTINGS, find_value, list_altering

COUNTING, PARTS = "cara_hitung", "aturan_bidang"
_DECIDING = ("sumber", "butuh", "tanpa_baris", "kolom", "bukti", "anggota", "triwulan", "pembagi")
_SHARED = ("_jumlah_kelurahan", "_hasil", "_jumlahkan")
_RECAP = "_rekap"
_NAMED = re.compile(r"create or replace (?:temp )?(?:macro|view|table|\{simpan\}) (?:rules\.)?(\w+)(?=\W)(.*)", re.S)
_WORD, _OWN_NAME = re.compile(r"\w+"), re.compile(r"(\w+) as \(| as (\w+)")


def list_parts(i: Indicator, settings: Mapping[str, Any]) -> dict[str, Any]:
    """What a figure of an indicator is made of, by name: `cara_hitung` (hash of its statement), `aturan_bidang` ({rule:
    hash}), `aturan` ({setting: value}), `batas_rat` ({"primer.2025": 20250430}) where it asks for deadlines."""
    called = _list_called(i.sql)
    keys = list_altering(i) | {k for k, s in SETTINGS.items() if s.section == RULES and k in " ".join(called.values())}
    parts: dict[str, Any] = {
        COUNTING: _hash(_write_statement(i)),
        PARTS: {name: _hash(text) for name, text in sorted(called.items())},
        RULES: {key: find_value(settings, key) for key in sorted(keys)},
    }
    if DEADLINES in _WORD.findall(_normalise(i.sql)):
        known = {f"{d.name}.{d.year}": d.value for d in list_dated(settings) if d.section == DEADLINES}
        parts[DEADLINES] = dict(sorted(known.items()))
    return parts


def list_counting() -> dict[str, str]:
    """{indicator: hash of how this release counts it}: what a record notes, so that figures which an earlier release
    counted are known for it."""
    return {i.indikator: hash_counting(i) for i in load_indicators()}


def hash_counting(i: Indicator) -> str:
    """The hash of a statement with the rules and views that it calls, without settings."""
    return _hash(json.dumps([_hash(_write_statement(i)), sorted(_list_called(i.sql).items())]))[:16]


def hash_parts(parts: Mapping[str, Any]) -> str:
    """The hash of what list_parts says (`sidik`): equal where figures may be compared."""
    return _hash(json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


@lru_cache(maxsize=200)
def _write_statement(i: Indicator) -> str:
    shared = [_read(name) for name in (*_SHARED, *([_RECAP] if i.from_recap else []))]
    deciding = [f"{name}={getattr(i, name)}" for name in _DECIDING]
    return "\n".join([_normalise(i.sql), *deciding, f"cacah={i.count}", *shared])


@lru_cache(maxsize=200)
def _list_called(statement: str) -> Mapping[str, str]:
    """{name: text} of the rules and views that a statement names, and of those that they name in turn."""
    known, found, waiting = _read_named(), dict[str, str](), [_normalise(statement)]
    while waiting:
        text = waiting.pop()
        words = set(_WORD.findall(text)) - {name for pair in _OWN_NAME.findall(text) for name in pair}
        for name in sorted(known.keys() & words - found.keys()):
            found[name] = known[name]
            waiting.append(known[name])
    return found


@cache
def _read_named() -> dict[str, str]:
    """Every rule of rules.sql and every view of _dasar.sql by its name."""
    written = ";".join([_normalise((indikator.FOLDER.parent / "rules.sql").read_text("utf-8")), _read("_dasar")])
    named = [m for part in written.split(";") if (m := _NAMED.match(part.strip()))]
    return {m[1]: m[2].strip() for m in named}


@cache
def _read(name: str) -> str:
    return _normalise(Path(indikator.FOLDER / f"{name}.sql").read_text("utf-8"))


def _normalise(sql: str) -> str:
    """Without remarks, and with one blank between words."""
    lines = (re.sub(r"(^|\s)--.*", "", line) for line in sql.splitlines())
    return " ".join(" ".join(lines).split())


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
