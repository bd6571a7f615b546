"""How the files that a dinas owes are laid out: laporan.toml of the reference folder over the one beside this file."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from dasbor import keep
from dasbor.export.request import WrongRequest
from etl.acuan import ReferenceState, reference_state
from etl.indikator import find_indicator

FILE = "laporan.toml"
_WITH_INDICATORS = ("capaian", "lkjip", "penggerak", "laporan")
_DEFAULT = Path(__file__).with_name(FILE)


def read_layout(section: str) -> dict[str, Any]:
    """One section, such as "capaian". Raises WrongRequest with a sentence where the city's file cannot be used."""
    return dict(_read(reference_state())[section])


@keep.pure(most=4)
def _read(reference: ReferenceState) -> dict[str, dict[str, Any]]:
    start = _parse(_DEFAULT)
    path = reference.folder / FILE
    own = _parse(path) if path.exists() else {}
    return {name: _lay_over(path, name, values, own.get(name, {})) for name, values in start.items()}


def _parse(path: Path) -> dict[str, dict[str, Any]]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise WrongRequest(f"{path} tidak dapat dibaca: {error}") from error


def _lay_over(path: Path, section: str, start: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Each value of the city's in the place of ours, where it is of the same kind."""
    for key, value in own.items():
        if key in start and type(value) is not type(start[key]):
            raise WrongRequest(f"{path}, [{section}] {key}: seharusnya seperti {start[key]!r}.")
    return start | own


def check() -> None:
    """Raises WrongRequest with a sentence where anything of the layout cannot be used."""
    for section in _WITH_INDICATORS:
        list_indicators(section)


def list_indicators(section: str) -> list[str]:
    """The indicators that a section names; those that this release does not know are refused with a sentence."""
    wanted = [str(i) for i in read_layout(section)["indikator"]]
    if strange := [i for i in wanted if find_indicator(i) is None]:
        raise WrongRequest(f"{FILE}, [{section}] indikator: {', '.join(strange)} tidak dikenal.")
    return wanted
