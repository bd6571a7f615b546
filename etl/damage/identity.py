"""Names, numbers and statuses of which more change than cooperatives do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from etl.damage.comparison import Column, Comparison
from etl.damage.model import AREA, BH, NAME, NIK, Damage
from etl.damage.values import is_many
from etl.match.names import normalise_bh, normalise_name, normalise_nik

# Spellings that are one: capitals, punctuation and legal forms make no new name.
_IDENTITY: dict[str, Callable[[str], object]] = {
    AREA: str,
    NAME: normalise_name,
    NIK: normalise_nik,
    BH: normalise_bh,
}
_STATUS = "status"


def find_strangers(c: Comparison) -> list[Damage]:
    """Rows of which most is another cooperative's: the key by which they are recognised moved. It is the NIK, where
    that is what they share, else the badan hukum."""
    name = c.columns[NAME]
    rows = [i for i in name.said_both if _is_stranger(c, i)]
    if not is_many(len(rows), name.shared, c.shares["ubah_identitas"]):
        return []
    nik = c.columns[NIK]
    by_nik = sum(nik.now[i] is not None and nik.now[i] == nik.then[i] for i in rows) * 2 > len(rows)
    return [Damage("", NIK if by_nik else BH, len(rows), name.shared, c.show(NAME, rows[:3]), "pindah")]


def _is_stranger(c: Comparison, i: int) -> bool:
    """Of what a row says in both registers, more than half is something else."""
    pairs = [(column.now[i], column.then[i]) for column in c.columns.values()]
    said = [(now, then) for now, then in pairs if now is not None and then is not None]
    return sum(bool(now != then) for now, then in said) * 2 > len(said)


def find_identity(c: Comparison, moved: dict[str, Damage]) -> list[Damage]:
    """Names, areas and numbers of which more than a share says something else."""
    share = c.shares["ubah_identitas"]
    return [d for name in _IDENTITY for d in _find_changed(c, c.columns[name], share, moved)]


def find_status(c: Comparison, moved: dict[str, Damage]) -> list[Damage]:
    """Many statuses that changed; some are enough where all cooperatives say one status now."""
    column = c.columns[_STATUS]
    is_one = len(set(column.now) - {None}) == 1
    found = _find_changed(c, column, 0.0 if is_one else c.shares["ubah_status"], moved)
    return [replace(d, way=d.way or "sama") for d in found] if is_one else found


def _find_changed(c: Comparison, column: Column, share: float, moved: dict[str, Damage]) -> list[Damage]:
    """A column of which more than a share says something else; why, where its order tells it."""
    rows = [i for i in column.said_both if not _is_spelling(c, column, i)]
    if not is_many(len(rows), column.shared, share):
        return []
    damage = moved.get(column.name) or Damage("", column.name, 0, 0, c.show(column.name, rows[:3]))
    return [replace(damage, count=len(rows), total=column.shared)]


def _is_spelling(c: Comparison, column: Column, i: int) -> bool:
    """Another spelling of what it said, by itself or as staff answered."""
    key = _IDENTITY.get(column.name, str)
    row = c.rows[i]
    example = c.show(column.name, [i])[0]
    answered = column.name == NAME and (row.lembar, row.baris) in c.renamed
    return answered or key(example.now) == key(example.before)
