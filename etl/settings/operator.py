"""What is wrong with the files of the reference folder, said before anything is counted with it.

`doctor`, the start and staff pages say it; checking and publishing stop where a figure makes no sense.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from etl.acuan import Reference
from etl.indikator import find_indicator
from etl.operator_settings import BY_YEAR, FIGURES, FILE, STORE, Fault, find_faults, say_value
from etl.settings.check import find_limits
from etl.settings.declare import CHECKS, PERCENT, RULES, SETTINGS, Setting
from etl.settings.words import say_when

__all__ = ["CHECKS", "RULES", "STORE", "list_faults", "list_wrong"]


def list_wrong(settings: Mapping[str, Any], sections: Collection[str] = ()) -> list[str]:
    """A sentence for each value outside its range, of these sections or of all; what is not written is not wrong."""
    found = [*find_faults(settings), *_find_wrong_figures(settings)]
    return [f.sentence for f in found if not f.is_unknown and (not sections or f.section in sections)]


def list_faults(reference: Reference) -> list[Fault]:
    """Everything that is wrong with the files, as they are written, and with the settings as they are used."""
    found = [*reference.faults, *_find_wrong_figures(reference.settings), *_find_wrong_targets(reference)]
    return list(dict.fromkeys(found))


def list_blocking(reference: Reference) -> list[str]:
    """A sentence for each fault that stops checking and publishing: of figures, of targets, of what removes files."""
    written = list_wrong(reference.settings, (STORE, *FIGURES, *BY_YEAR))
    read = [
        f.sentence for f in list_faults(reference) if f.is_fatal or f.section in (STORE, *FIGURES, *BY_YEAR, "target")
    ]
    missing = [
        f"Setelan [{s.section}] {key} belum ditulis: tulis {_say_range(s)} ({s.title}) di {FILE}."
        for key, s in SETTINGS.items()
        if s.start is None and key not in reference.settings.get(s.section, {})  # older files lack what came later
    ]
    return list(dict.fromkeys([*written, *read, *missing]))


def _find_wrong_figures(settings: Mapping[str, Any]) -> Iterator[Fault]:
    for key, setting in SETTINGS.items():
        section = settings.get(setting.section)
        if isinstance(section, Mapping) and key in section and not setting.accepts(section[key]):
            sentence = say_value(setting.section, key, section[key], f"{_say_range(setting)} ({setting.title})")
            yield Fault(setting.section, key, sentence)


def _say_range(setting: Setting) -> str:
    """As it is written in the file: a share as 0.1."""
    kind = "angka" if setting.kind == PERCENT else "bilangan bulat"
    return f"{kind} {setting.low:g} sampai {setting.high:g}"


def _find_wrong_targets(reference: Reference) -> Iterator[Fault]:
    rows = reference.target[["indikator", "tahun", "triwulan", "nilai_target"]].itertuples(index=False, name=None)
    for name, year, quarter, value in rows:
        declared = find_indicator(name)
        least, most = (0, math.inf) if declared is None else find_limits(declared)
        if not (math.isfinite(value) and least <= value <= most):
            wanted = f"{least:g} sampai {most:g}, misalnya 0.9 untuk 90%" if most <= 10 else "0 atau lebih"
            when = say_when(year, quarter)
            text = f"Target {name} {when} = {value:g} di target.csv tidak dapat dipakai: tulis {wanted}."
            yield Fault("target", f"{name}.{when}", text)
