"""The settings of the next version: the file, the state's own, a restored version's, what somebody changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from etl.acuan import Reference, load_reference
from etl.settings import dated, funds
from etl.settings.declare import RULES, SETTINGS
from etl.settings.entries import (
    FROM_FILE,
    FROM_PAGE,
    RESTORED,
    TARGET,
    Entries,
    Entry,
    InForce,
    apply,
    drop_invented,
    is_invented,
    overlay,
    read_in_force,
    read_start,
    read_usable,
    without_invented,
)
from etl.settings.operator import list_blocking
from etl.store.faults import StoreDamaged
from etl.store.invented import is_sample
from etl.store.versions import Store

Difference = tuple[str, float | None, float | None, str]  # key, old, new, where the change comes from


def take_start(store: Store, reference: Reference) -> Reference:
    """The reference data whose start values count for what is published: with real data no invented targets."""
    return reference if store.find_current() is None or is_sample(store) else without_invented(reference)


def find_reference(store: Store, reference: Reference) -> Reference:
    """The reference data as the next version would have them: the file, outweighed by what the state holds itself.
    The same for the same version and file: it is found out once. Raises StoreDamaged with a sentence where the file
    holds what nothing may be counted with."""
    global _last
    number = store.find_current()
    version = number and (store.find_path(number), store.identify(number))
    last = _last
    if last is None or last[0] is not reference or last[1] != version:
        last = _last = (reference, version, _find_reference(store, reference))
    return last[2]


_last: tuple[Reference, object, Reference] | None = None


def _find_reference(store: Store, reference: Reference) -> Reference:
    if wrong := list_blocking(reference):
        raise StoreDamaged(f"{' '.join(wrong)} Sampai itu diperbaiki, tidak ada yang diperiksa atau diterbitkan.")
    reference = take_start(store, reference)
    return apply(reference, find_next(read_start(reference), read_current(store)))


def read_current(store: Store) -> InForce | None:
    """The settings of the current version; None where none holds any."""
    number = store.find_current()
    return None if number is None else read_in_force(store.open_version(number))


def find_next(
    start: Entries,
    current: InForce | None,
    restored: InForce | None = None,
    changed: Entries | None = None,
) -> dict[str, Entry]:
    """What is in force in the next version. What is changed to the file's value follows the file again."""
    own = dict(current.own) if current else {}
    if restored is not None:
        own = _hold(start, restored)
    for key, e in (changed or {}).items():
        if _is_same(e, start.get(key)):
            own.pop(key, None)
        else:
            own[key] = e
    return overlay(start, own)


def _hold(start: Entries, restored: InForce) -> dict[str, Entry]:
    """All of a restored version's settings; what the file says otherwise by now is held by the state."""
    held = dict(restored.own)
    for key, e in restored.entries.items():
        if key not in held and not _is_same(e, start.get(key)):
            held[key] = e._replace(source=RESTORED)
    held = {key: e for key, e in held.items() if key in start or not is_invented(key, e)}
    held = {key: e for key, e in held.items() if e.source == FROM_PAGE or not _is_of_file(key)}
    came_later = {key for key in start if key.startswith(TARGET) and key not in restored.entries}
    return held | {key: Entry(None, "", RESTORED) for key in came_later}


def _is_of_file(key: str) -> bool:
    """Of these the file decides, or who typed them on the page."""
    return dated.is_dated(key) or funds.is_of_fund(key)


def list_differences(
    before: Entries, after: Entries, changed: Iterable[str] = (), is_restored: bool = False
) -> list[Difference]:
    """What is otherwise, in the order of the keys."""
    typed = set(changed)
    result = []
    for key in sorted({*before, *after}):
        old, new = before.get(key), after.get(key)
        if not _is_same(old, new):
            source = FROM_PAGE if key in typed else RESTORED if is_restored else FROM_FILE
            result.append((key, old and old.value, new and new.value, source))
    return result


def has_other_rules(before: InForce | None, after: Entries, keys: Iterable[str] | None = None) -> bool:
    """Whether figures counted under `before` (None = unknown) have to be counted again; `keys`: because of these."""
    if before is None:
        return True
    rules = [key for key, s in SETTINGS.items() if s.section == RULES]
    years = dated.list_keys({*before.entries, *after})
    looked_at = [*rules, *years] if keys is None else keys
    return any(not _is_same(before.entries.get(key), after.get(key)) for key in looked_at)


def _is_same(one: Entry | None, other: Entry | None) -> bool:
    """Alike in what they say, wherever they come from."""
    return (one or _NOTHING)[:2] == (other or _NOTHING)[:2]


_NOTHING = Entry(None)


# ── in a record of the archive ──


def describe_start(start: Entries) -> dict[str, object]:
    """The start values as a record keeps them, so that a replay knows what the file said."""
    values: Mapping[str, float | None] = {key: e.value for key, e in sorted(start.items())}
    notes = {key: e.note for key, e in sorted(start.items()) if e.note}
    return {"nilai": values, "keterangan": notes}


def describe_changes(changed: Entries) -> list[dict[str, object]]:
    """Changes as a record keeps them; nilai null = a target taken out."""
    return [{"kunci": key, "nilai": e.value, "keterangan": e.note} for key, e in sorted(changed.items())]


def read_changed(record: Mapping[str, Any]) -> dict[str, Entry]:
    """The changes of a record; none in one of another kind."""
    listed = record.get("perubahan_pengaturan", [])
    return {c["kunci"]: Entry(c["nilai"], c["keterangan"], FROM_PAGE) for c in listed}


def find_counted_with(store: Store, number: int) -> Reference:
    """The reference data with the settings and targets of a version; those of the file where it holds none."""
    stored = read_in_force(store.open_version(number))
    real = not is_sample(store, number)  # an earlier release took invented targets over into real versions
    if stored is None:
        start = without_invented(load_reference()) if real else load_reference()
        return apply(start, read_usable(start))
    return apply(load_reference(), drop_invented(stored.entries) if real else stored.entries)


def as_of_record(reference: Reference, record: Mapping[str, Any]) -> Reference:
    """The reference data with the start values of a record's time; those of now where it names none."""
    start = record.get("pengaturan_awal")
    if start is None:
        return reference
    notes = start["keterangan"]
    held = apply(reference, {key: Entry(value, notes.get(key, "")) for key, value in start["nilai"].items()})
    return _without_later(held, start["nilai"])


def _without_later(reference: Reference, named: Iterable[str]) -> Reference:
    """Without the rules that came later than a record: they counted with their start."""
    later = {key for key, s in SETTINGS.items() if s.section == RULES and s.start is not None} - set(named)
    kept = {key: value for key, value in reference.rule_settings.items() if key not in later}
    return replace(reference, settings={**reference.settings, RULES: kept})
