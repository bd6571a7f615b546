"""What is wrong with the packages of other areas of government, a sentence each: ledger, files, tables."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from etl.neighbours import archive
from etl.neighbours.held import is_built, open_held
from etl.neighbours.ledger import TAKEN, Ledger, find_cut, find_folder, read_ledger
from etl.neighbours.noted.chain import FILE as END
from etl.periode import say_date

_WAY_BACK = (
    "Salin barisnya kembali dari catatan.jsonl di cadangan ke tempatnya. Bila di sana tidak ada: terima lagi paketnya, "
    "lalu pengelola menjalankan python -m etl import --akui."
)


def list_damage(state: Path) -> list[str]:
    """Lines of the ledger that cannot be read, are missing or were changed, packages that no line names any more, and
    packages that are lost or damaged, also those that were undone. Raises OSError."""
    known = read_ledger(state)
    hashes = dict.fromkeys(e.sha256 for e in known.entries if e.jenis == TAKEN)
    damaged = filter(None, (archive.find_damage(state, one) for one in hashes))
    return [*known.problems, *(_say_lost_ledger(state, known) or _say_lost_lines(state, known)), *damaged]


def _say_lost_lines(state: Path, known: Ledger) -> list[str]:
    """Cut off at the end, or taken out between others, and not acknowledged."""
    path, cut = f"Catatan paket pemda lain (catatan.jsonl di {find_folder(state)})", None
    if not known.is_closed:
        cut = find_cut(state)
    said = [f"{path}: sebelum baris {line} ada yang hilang atau berubah. {_WAY_BACK}" for line in known.breaks]
    if cut and cut.nomor:
        last = f"catatan {cut.nomor}, {say_date(dt.datetime.fromisoformat(cut.waktu))}"
        said.append(f"{path} berakhir sebelum yang terakhir ditulis ({last}): hilang atau berubah. {_WAY_BACK}")
    elif cut:
        said.append(f"{path} mungkin terpotong: {END} yang menyebut akhirnya hilang atau rusak. {_WAY_BACK}")
    return said


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
