"""What is wrong with the packages of other areas of government, a sentence each: ledger, files, tables."""

from __future__ import annotations

from pathlib import Path

from etl.neighbours import archive
from etl.neighbours.held import is_built, open_held
from etl.neighbours.ledger import TAKEN, Ledger, find_folder, read_ledger


def list_damage(state: Path) -> list[str]:
    """Lines of the ledger that cannot be read, packages that no line names any more, and packages that are lost or
    damaged, also those that were undone. Raises OSError."""
    known = read_ledger(state)
    hashes = dict.fromkeys(e.sha256 for e in known.entries if e.jenis == TAKEN)
    damaged = filter(None, (archive.find_damage(state, one) for one in hashes))
    return [*known.problems, *_say_lost_ledger(state, known), *damaged]


def _say_lost_ledger(state: Path, known: Ledger) -> list[str]:
    """Packages lie there, and nothing says which of them are held: lost, or a kill before the first line."""
    count = 0 if known.entries or known.problems else archive.count_kept(state)
    if not count:
        return []
    return [
        f"Catatan paket pemda lain (catatan.jsonl di {find_folder(state)}) tidak ada, padahal {count} paket tersimpan. "
        "Salin kembali dari cadangan, atau terima lagi paketnya."
    ]


def list_hidden(state: Path) -> list[str]:
    """What is held and not shown: its package is lost or damaged, or this release refuses it; as the tables say that
    are built. Writes nothing. Raises StoreDamaged or OSError."""
    con = open_held(state) if is_built(state) else None
    rows = [] if con is None else con.execute("select nama, sebab from rusak order by kode").fetchall()
    return [f"Paket {name} tidak ditampilkan: {cause}" for name, cause in rows]


def count_held(state: Path) -> int:
    return len(read_ledger(state).find_held())
