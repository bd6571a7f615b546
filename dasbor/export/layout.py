"""How the files that a dinas owes are laid out: laporan.toml of the reference folder over the one beside this file."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from dasbor import keep
from dasbor.export.layout_faults import FILE, Unreadable, list_faults, list_in_names, parse
from dasbor.export.request import WrongRequest
from etl.acuan import ReferenceState, reference_state
from etl.indikator import load_indicators

_WITH_INDICATORS = ("capaian", "lkjip", "penggerak", "laporan")
_DEFAULT = Path(__file__).with_name(FILE)
_FORM = Path(__file__).with_name("owed") / "ms_keg.csv"  # which answers [bps.kegiatan] may give


def read_layout(section: str) -> dict[str, Any]:
    """One section, such as "capaian". Raises WrongRequest with a sentence for each thing in the city's file that cannot
    be used, wherever it stands: what is passed over would look like the city's own wish."""
    sections, faults = _read(reference_state())
    if faults:
        raise WrongRequest(" ".join(faults))
    return dict(sections[section])


def find_producer() -> str:
    """The producer of the data that the city's file names, "" = none; also where something else in it is wrong, since
    pages say it that are no reports."""
    return str(_read(reference_state())[0]["umum"]["produsen"])


def check() -> None:
    """Raises WrongRequest with a sentence where anything of the layout cannot be used."""
    for section in _WITH_INDICATORS:
        list_indicators(section)


def list_indicators(section: str) -> list[str]:
    """The indicators that a section names. Raises WrongRequest with a sentence for each that this release does not
    know, and for each that is named twice."""
    return list_names(section, "indikator", [i.indikator for i in load_indicators()])


def list_names(section: str, key: str, known: Sequence[str]) -> list[str]:
    """The names in a list, each of them known and there once. Raises WrongRequest with a sentence for each other."""
    wanted = [str(name) for name in read_layout(section)[key]]
    if faults := list(list_in_names(_read_text(reference_state()), section, key, wanted, list(known))):
        raise WrongRequest(" ".join(faults))
    return wanted


@keep.pure(most=4)
def _read(reference: ReferenceState) -> tuple[dict[str, dict[str, Any]], tuple[str, ...]]:
    """The sections, with the start in the place of what cannot be used, and what that is."""
    start = _read_start()
    path = reference.folder / FILE
    if not path.exists():
        return start, ()
    try:
        text, own = parse(path)
    except Unreadable as error:
        return start, (str(error),)
    known = _name_free_keys(start)
    return {name: _lay_over(values, own.get(name)) for name, values in start.items()}, tuple(
        list_faults(text, own, known)
    )


def _read_start() -> dict[str, dict[str, Any]]:
    return tomllib.loads(_DEFAULT.read_text(encoding="utf-8"))


@keep.pure(most=4)
def _read_text(reference: ReferenceState) -> str:
    """Of the city's file, to find lines in; "" where there is none."""
    path = reference.folder / FILE
    return parse(path)[0] if path.exists() else ""


def _name_free_keys(start: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """The start with all that may stand in its open tables."""
    with _FORM.open(encoding="utf-8", newline="") as f:
        answers = {row["kunci"]: "" for row in csv.DictReader(f, delimiter=";")}
    goals = {i.indikator: "" for i in load_indicators()}
    known = {name: dict(values) for name, values in start.items()}
    known["lkjip"]["sasaran"], known["bps"]["kegiatan"] = goals, answers
    return known


def _lay_over(start: Mapping[str, Any], own: Any) -> dict[str, Any]:
    """Each value of the city's in the place of ours, where it is of the same kind."""
    given = own if isinstance(own, dict) else {}
    return {key: given[key] if type(given.get(key)) is type(value) else value for key, value in start.items()}
