"""Learned words (Kamus dinas) that one area of government offers to the others, where the operator lets it
(`berbagi_kamus`): a file of headings and words for each, beside pemda.toml. Nothing is taken over by itself."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from etl.asked.vocabulary_file import count_entries, read_file, write_file
from etl.model import Answer
from etl.store.files import make_folder, write_atomic
from etl.tenants.chosen import OFFERS_SETTING, SETTING
from etl.tenants.declared import Roll, Tenant
from etl.tenants.news import list_answers

_ROOM, _ENDING = "kamus", ".csv"


def find_room(roll: Roll) -> Path:
    """Where the offers lie."""
    return roll.shared_folder / _ROOM


class Offer(NamedTuple):
    """What another area of government has learned."""

    address: str
    entries: list[Answer]


def write_offer(roll: Roll, tenant: Tenant) -> None:
    """The words in force of one that shares; of one that does not (any more) nothing is there. Raises what reading its
    store or writing raises."""
    place = find_room(roll) / f"{tenant.address}{_ENDING}"
    remembered = list_answers(tenant) if tenant.shares else []
    if not count_entries(remembered):
        place.unlink(missing_ok=True)
        return
    content = write_file(remembered)
    if not place.exists() or place.read_bytes() != content:
        make_folder(place.parent)
        write_atomic(place, content)


def withdraw_offers(roll: Roll) -> set[str]:
    """What lies there of an area of government that shares no longer, or is no longer in the file, is gone. Returns the
    addresses of those that share."""
    sharing = {t.address for t in roll.tenants if t.shares}
    for path in (roll.shared_folder / _ROOM).glob(f"*{_ENDING}"):
        if path.stem not in sharing:
            with suppress(OSError):  # on a disk that takes no writing it goes later
                path.unlink()
    return sharing


def read_offers() -> list[Offer]:
    """What the others offer to the area of government that this process works for; empty where it does not share, and
    of a file that cannot be read."""
    shared, own = os.environ.get(OFFERS_SETTING), os.environ.get(SETTING)
    if not shared or not own:
        return []
    found = [_read(path) for path in sorted((Path(shared) / _ROOM).glob(f"*{_ENDING}")) if path.stem != own]
    return [offer for offer in found if offer.entries]


def _read(path: Path) -> Offer:
    try:
        return Offer(path.stem, read_file(path.read_bytes()))
    except (OSError, ValueError):
        return Offer(path.stem, [])
