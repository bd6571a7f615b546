"""What is wrong with the packages of other areas of government, a sentence each: ledger, files, tables."""

from __future__ import annotations

from pathlib import Path

from etl.neighbours import archive
from etl.neighbours.held import is_built, open_held
from etl.neighbours.ledger import TAKEN, read_ledger


def list_damage(state: Path) -> list[str]:
    """Lines of the ledger that cannot be read, and packages that are lost or damaged, also those that were undone.
    Raises OSError."""
    known = read_ledger(state)
    hashes = dict.fromkeys(e.sha256 for e in known.entries if e.jenis == TAKEN)
    return [*known.problems, *filter(None, (archive.find_damage(state, one) for one in hashes))]


def list_hidden(state: Path) -> list[str]:
    """What is held and not shown: its package is lost or damaged, or this release refuses it; as the tables say that
    are built. Writes nothing. Raises StoreDamaged or OSError."""
    con = open_held(state) if is_built(state) else None
    rows = [] if con is None else con.execute("select nama, sebab from rusak order by kode").fetchall()
    return [f"Paket {name} tidak ditampilkan: {cause}" for name, cause in rows]


def count_held(state: Path) -> int:
    return len(read_ledger(state).find_held())
