"""What is wrong with the packages of other areas of government, a sentence each: ledger, files, tables; and whose
figures are not compared."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from etl.indikator import load_indicators
from etl.neighbours import archive
from etl.neighbours.compare import name_few, say_differences
from etl.neighbours.held import is_built, open_held
from etl.neighbours.ledger import TAKEN, Ledger, find_cut, find_folder, read_ledger
from etl.neighbours.noted.chain import FILE as END
from etl.neighbours.say import APART, UNTOLD, WAY_OUT
from etl.periode import say_date
from etl.settings.comparable import hash_parts, list_parts
from etl.settings.differences import Difference, list_differences

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


def list_uncompared(state: Path, settings: Mapping[str, Any]) -> list[str]:
    """What is held and shown, and is not compared with figures here: whose, which indicators, what they are counted by
    otherwise than by the `settings` in force here; areas of which the same is said together. Writes nothing. Raises
    StoreDamaged or OSError."""
    con = open_held(state) if is_built(state) else None
    rows = [] if con is None else con.execute(_DEFINED).fetchall()
    own = {i.indikator: (i, list_parts(i, settings)) for i in load_indicators()}
    hashes = {name: hash_parts(parts) for name, (_, parts) in own.items()}
    apart: dict[str, list[_Apart]] = defaultdict(list)
    for area, name, sidik, isi in rows:
        if name in own and sidik != hashes[name]:
            i, parts = own[name]
            apart[area].append(_Apart(i.judul, tuple(list_differences(parts, json.loads(isi))) if sidik else ()))
    alike: dict[tuple[_Apart, ...], list[str]] = defaultdict(list)
    for area, ones in apart.items():
        alike[tuple(ones)].append(area)
    return [f"{name_few(areas)}: {_say_apart(ones)}" for ones, areas in alike.items()]


class _Apart(NamedTuple):
    """An indicator that is counted otherwise: title, in what; () = nobody knows how it is counted."""

    title: str
    differences: tuple[Difference, ...]


_DEFINED = """
select nama, indikator, sidik, isi::varchar
from definisi join pemda on kode = kode_pemda
where exists (from angka_pemda a where a.kode_pemda = pemda.kode and a.indikator = definisi.indikator)
order by kode, indikator
"""


def _say_apart(ones: Sequence[_Apart]) -> str:
    """ "RAT tepat waktu dihitung dengan definisi lain, tidak dibandingkan; yang berbeda: Batas RAT (di sini …)."."""
    untold, other = [o.title for o in ones if not o.differences], [o for o in ones if o.differences]
    said = []
    if other:
        differences = say_differences(d for one in other for d in one.differences)
        said.append(f"{name_few([one.title for one in other])} {APART}; yang berbeda: {differences}.")
    if untold:
        said.append(f"{name_few(untold)} {UNTOLD}, tidak dibandingkan; {WAY_OUT}")
    return " ".join(said)


def count_held(state: Path) -> int:
    return len(read_ledger(state).find_held())
