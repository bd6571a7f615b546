"""Heads of the chain that are remembered outside it: in records, and in the state where the last backup saw them.

A head that is no longer in the chain is kept until a backup is put back, so that the next backup does not make it
forgotten.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from etl.audit import log
from etl.audit.log import Head
from etl.store.files import CARE, make_folder, write_atomic
from etl.store.versions import Store

_FILE = "kepala_audit.json"


def check_audit(store: Store, others: Iterable[Head] = ()) -> list[str]:
    """What is wrong with the audit of a state, a sentence each: its lines, and heads that are no longer in the chain.
    `others`: heads that somebody else remembers."""
    problems = log.check_chain([*read_recorded(store), *read_noted(store.folder), *others], store.folder)
    if _load(store.folder) is None:
        problems.append(f"Catatan {CARE}/{_FILE} rusak: ujung catatan audit pada cadangan terakhir tidak diketahui.")
    return problems


def read_recorded(store: Store) -> list[Head]:
    """Heads in the records; those of earlier releases name none, those of other servers name one of another chain."""
    heads = []
    for record in store.records.read_all()[0]:
        noted = None if store.records.is_from_others(record["nomor"]) else record.get("audit")
        if isinstance(noted, dict) and isinstance(noted.get("nomor"), int):
            heads.append(Head(noted["nomor"], str(noted.get("sidik")), f"terbitan {record['nomor']}"))
    return heads


def read_noted(folder: Path) -> list[Head]:
    """Heads that the state keeps of its backups; none where nothing was kept, or what was kept is damaged."""
    return _load(folder) or []


def read_lost(folder: Path) -> list[str]:
    """Heads that the state keeps and that are not in the chain, in words: "entri 31 (cadangan 2026-01-03)"."""
    return [f"entri {h.number} ({h.noted_in})" for h in log.find_lost(read_noted(folder), folder)]


def note_head(folder: Path, head: Head, others: Iterable[Head] = ()) -> None:
    """Keep where the chain ends now, in the place of what was kept before and is still in it; `others`: heads that
    somebody else remembers, kept where they are lost."""
    _write(folder, [*log.find_lost([*read_noted(folder), *others], folder), head])


def begin_anew(folder: Path, head: Head) -> None:
    """Keep this head only: another chain has been put in the place of the one that was there."""
    _write(folder, [head])


def _load(folder: Path) -> list[Head] | None:
    """What is kept; None = damaged."""
    try:
        kept = json.loads((folder / CARE / _FILE).read_bytes())
        return [Head(int(h["nomor"]), str(h["sidik"]), str(h["disebut"])) for h in kept]
    except FileNotFoundError:
        return []
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None


def _write(folder: Path, heads: list[Head]) -> None:
    content = [{"nomor": h.number, "sidik": h.hash, "disebut": h.noted_in} for h in heads]
    make_folder(folder / CARE)
    write_atomic(folder / CARE / _FILE, json.dumps(content).encode())
