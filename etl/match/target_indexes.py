"""Where a typed name can lead: the register of the quarter by NIK and name, known groups by name and kelurahan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from etl.cells.place import read_text
from etl.match.names import make_id, map_unique, normalise_name, normalise_nik
from etl.model import Question
from etl.skema import DISSOLVED


@dataclass(frozen=True)
class Destination:
    """Where a typed name leads. other_kelurahan: the register's kelurahan where another was typed.

    is_unknown: it looks like a cooperative, but like none of the register; `question` asks which.
    """

    koperasi_id: str | None = None
    kelompok_id: str | None = None
    kelurahan: str | None = None
    other_kelurahan: str | None = None
    is_unknown: bool = False
    question: Question | None = None


class RegisterIndex:
    """The register of the quarter by NIK and by name."""

    def __init__(self, register: pd.DataFrame, kelurahan_names: Mapping[str, str]) -> None:
        names = map_unique(map(read_text, register["nama_koperasi"]), lambda t: normalise_name(t) if t else "")
        ids = register["koperasi_id"].tolist()
        self.kelurahan = dict(zip(ids, map(read_text, register["kode_kelurahan"]), strict=True))
        self.by_nik = {
            n: i for n, i in zip(map(normalise_nik, map(read_text, register["nik_koperasi"])), ids, strict=True) if n
        }
        self.ids_by_name: dict[str, list[str]] = defaultdict(list)
        self.living_by_name: dict[str, list[str]] = defaultdict(list)
        self.names: dict[str, str] = {}
        self.name_of: dict[str, str] = {}  # id -> as registered
        self.labels: dict[str, str] = {}  # id -> what a person chooses from
        for n, i, status, original in zip(names, ids, register["status"], register["nama_koperasi"], strict=True):
            if n:
                self.ids_by_name[n].append(i)
                self.names.setdefault(n, original)
                self.name_of[i] = original
                self.labels[i] = (
                    f"{original} · {kelurahan_names.get(self.kelurahan[i] or '', 'kelurahan tidak diketahui')}"
                )
                if status != DISSOLVED:
                    self.living_by_name[n].append(i)

    def find_by_name(self, name: str, kelurahan: str | None) -> str | None:
        """Id of the one cooperative of that name in that kelurahan."""
        there = [i for i in self.ids_by_name.get(name, ()) if kelurahan and self.kelurahan[i] == kelurahan]
        return there[0] if len(there) == 1 else None

    def find_by_unique_name(self, name: str) -> str | None:
        """Id when the name is unique in the city; a dissolved namesake does not count."""
        namesakes = self.living_by_name.get(name) or self.ids_by_name.get(name, [])
        return namesakes[0] if len(namesakes) == 1 else None


class GroupIndex:
    """Known groups by name and kelurahan; grows while rows are decided."""

    def __init__(self, old: pd.DataFrame) -> None:
        self.ids: dict[tuple[str, str | None], str] = {}
        self.kelurahan: dict[str, list[str | None]] = defaultdict(list)
        self.new_groups: dict[str, tuple[str, str | None]] = {}
        for number, name, kel in zip(old["kelompok_id"], old["nama_kelompok"], old["kode_kelurahan"], strict=True):
            if read_text(name):
                self._add_group(number, normalise_name(name), read_text(kel))

    def find_group(self, name: str, kelurahan: str | None) -> Destination | None:
        """The group there; without a kelurahan the only group of that name."""
        if kelurahan is None and len(self.kelurahan.get(name, ())) == 1:
            kelurahan = self.kelurahan[name][0]
        number = self.ids.get((name, kelurahan))
        return Destination(kelompok_id=number, kelurahan=kelurahan) if number else None

    def create_group(self, name: str, kelurahan: str | None, as_typed: str) -> Destination:
        number = make_group_id(name, kelurahan)
        self._add_group(number, name, kelurahan)
        self.new_groups[number] = (as_typed, kelurahan)
        return Destination(kelompok_id=number, kelurahan=kelurahan)

    def _add_group(self, number: str, name: str, kelurahan: str | None) -> None:
        if (name, kelurahan) not in self.ids:
            self.ids[name, kelurahan] = number
            self.kelurahan[name].append(kelurahan)


def make_group_id(name: str, kelurahan: str | None) -> str:
    """Stable id of a group from its normalised name and kelurahan."""
    return make_id("G", f"kelompok:{name}|{kelurahan or ''}")
