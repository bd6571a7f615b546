"""Which uploads are in effect in each version: the records of the archive, followed one after another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from etl.rules import read_statement
from etl.store.records import Record
from etl.store.versions import Store

TAKEN_BACK = "tarik"
Key = tuple[str, str]  # quarter, kind of sheet
_UPLOADS = read_statement(Path(__file__).with_name("listed_uploads.sql"))


@dataclass(frozen=True)
class Upload:
    """One upload of the ledger: its number, its quarter, the kinds of sheet that it published, and whose it was."""

    number: int
    periode: str
    kinds: tuple[str, ...]
    is_sample: bool
    file: str
    by: str


def read_uploads(store: Store, number: int) -> dict[int, Upload]:
    """The uploads that the ledger of a version lists; of invented ones only those that real data have not removed."""
    rows = store.open_version(number).execute(_UPLOADS).fetchall()
    return {u: Upload(u, periode, tuple(kinds or ()), sample, file, by) for u, periode, sample, file, by, kinds in rows}


def follow(records: Sequence[Record], uploads: Mapping[int, Upload]) -> dict[int, tuple[int, ...]]:
    """{version: the uploads in effect in it, oldest first}. An upload that a later one replaced is still in effect: it
    returns when the later one is withdrawn. `records`: all of them, oldest first."""
    states: dict[int, tuple[int, ...]] = {0: ()}
    for c in records:
        number, before = c["nomor"], states[c["nomor"] - 1]
        if c["tindakan"] == "terbit" and number in uploads:
            starts_real = not uploads[number].is_sample and all(uploads[u].is_sample for u in before)
            before = (*(() if starts_real else before), number)
        elif c["tindakan"] == "pulihkan":
            before = states[c["dari"]]
        elif c["tindakan"] == TAKEN_BACK:
            before = tuple(u for u in before if u not in c["ditarik"])
        states[number] = before
    return states


def find_sources(in_effect: Sequence[int], uploads: Mapping[int, Upload]) -> dict[Key, int]:
    """Which upload each kind of each quarter comes from: the last one that holds it."""
    return {(uploads[u].periode, kind): u for u in in_effect for kind in uploads[u].kinds}
