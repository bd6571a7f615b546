"""The settings and targets that were in force in a version: each page shows what that version was counted with."""

from __future__ import annotations

from collections.abc import Mapping

from dasbor import keep
from dasbor.choice import Choice
from etl.acuan import Reference
from etl.settings import entries, following
from etl.settings.entries import Change
from etl.store.versions import Store


def read_reference(p: Choice) -> Reference:
    """The reference data with the settings and targets of the version; those of the file where it holds none."""
    return _read_reference(Choice(p.version))


@keep.per_version(most=8)
def _read_reference(p: Choice) -> Reference:
    return following.find_counted_with(Store(), p.version)


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
