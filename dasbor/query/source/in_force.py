"""The settings and targets that were in force in a version: each page shows what that version was counted with."""

from __future__ import annotations

from collections.abc import Mapping

from dasbor import keep
from dasbor.choice import Choice
from etl.acuan import Reference, load_reference
from etl.settings import entries
from etl.settings.entries import Change
from etl.store.invented import is_sample
from etl.store.versions import Store


def read_reference(p: Choice) -> Reference:
    """The reference data with the settings and targets of the version; those of the file where it holds none."""
    return _read_reference(Choice(p.version))


@keep.per_version(most=8)
def _read_reference(p: Choice) -> Reference:
    store = Store()
    stored = entries.read_in_force(store.open_version(p.version))
    real = not is_sample(store, p.version)  # an earlier release took invented targets over into real versions
    if stored is None:
        start = entries.without_invented(load_reference()) if real else load_reference()
        return entries.apply(start, entries.read_usable(start))
    return entries.apply(load_reference(), entries.drop_invented(stored.entries) if real else stored.entries)


def read_rules(p: Choice) -> Mapping[str, int]:
    """The figures of the field's rules in that version, by their names in [aturan]."""
    return _read_rules(Choice(p.version))


@keep.per_version(most=8)
def _read_rules(p: Choice) -> Mapping[str, int]:
    return dict(_read_reference(p).rule_settings)


def list_changes(p: Choice) -> list[Change]:
    """Every change of the settings that the version knows, oldest first."""
    return _list_changes(Choice(p.version))


@keep.per_version(most=8)
def _list_changes(p: Choice) -> list[Change]:
    return entries.read_changes(Store().open_version(p.version))
