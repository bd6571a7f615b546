"""What identifies a cooperative: NIK, legal entity number, name with kelurahan; and the published ones by these."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import pandas as pd

from etl.cells.place import read_text
from etl.identity.decisions import UNDECIDED, Decided
from etl.match.names import (
    looks_like_cooperative,
    map_unique,
    measure_similarity,
    normalise_bh,
    normalise_name,
    normalise_nik,
    take_core,
)
from etl.pesan import say_choices
from etl.skema import COOPERATIVES_SHEET

SIMILAR_FROM = 84  # one cooperative's own variants score so much ("KOP. PASAR KITA", "KOPPAS KITA")


@dataclass(frozen=True)
class CooperativeKeys:
    """The keys of one cooperative, None where there is none to compare."""

    nik: str | None
    bh: str | None
    name: str
    kelurahan: str | None

    @property
    def place_key(self) -> tuple[str, str] | None:
        return (self.name, self.kelurahan) if self.name and self.kelurahan else None

    @property
    def legal_form(self) -> str:
        """ "KSU" of a name; "" where none is written, or only KOP."""
        start = self.name.split(" ", 1)[0]
        return start if looks_like_cooperative(self.name) and start != "KOP" else ""

    @property
    def loose_key(self) -> tuple[str, str] | None:
        """The name without legal form and blanks, and the kelurahan."""
        core = take_core(self.name).replace(" ", "")
        return (core, self.kelurahan) if core and self.kelurahan else None

    def choose_first(self) -> str:
        if self.nik:
            return f"nik:{self.nik}"
        return f"bh:{self.bh}" if self.bh else f"nama:{self.name}|{self.kelurahan or ''}"

    def make_question_key(self) -> str:
        return f"koperasi:{self.choose_first()}"

    def differs_in_bh(self, other: CooperativeKeys) -> bool:
        return bool(self.bh and other.bh and self.bh != other.bh)

    def differs_in_nik(self, other: CooperativeKeys) -> bool:
        return bool(self.nik and other.nik and self.nik != other.nik)

    def differs_in_name(self, other: CooperativeKeys) -> bool:
        # A slip of the pen in a name is not another cooperative; SMPN 1 and SMPN 2 are.
        return measure_similarity(self.name, other.name) < SIMILAR_FROM


def make_keys(df: pd.DataFrame) -> list[CooperativeKeys]:
    """The keys of every row, in order."""
    names = map_unique(map(read_text, df["nama_koperasi"]), lambda t: normalise_name(t) if t else "")
    niks = [normalise_nik(read_text(v)) for v in df["nik_koperasi"]]
    numbers = [normalise_bh(read_text(v)) for v in df["nomor_badan_hukum"]]
    return [CooperativeKeys(*k) for k in zip(niks, numbers, names, map(read_text, df["kode_kelurahan"]), strict=True)]


class KnownCooperatives:
    """Every cooperative ever published, by each of its keys; of two with one key the latest counts. `decided`: which
    ones staff joined (then all their keys speak for the one) or separated (see `_settle_shared`)."""

    def __init__(self, old: pd.DataFrame, decided: Decided = UNDECIDED) -> None:
        old = old.sort_values("periode", kind="stable") if len(old) else old
        every = list(zip(old["koperasi_id"], make_keys(old), strict=True))
        self.keys = dict(every)
        self.names = dict(zip(old["koperasi_id"], old["nama_koperasi"], strict=True))
        self.by_nik = {k.nik: i for i, k in every if k.nik}
        self.by_bh = {k.bh: i for i, k in every if k.bh}
        self.by_place = {k.place_key: i for i, k in every if k.place_key}
        self._loosely: dict[tuple[str, str], set[str]] = defaultdict(set)
        for i, k in self.keys.items():
            if loose := k.loose_key:
                self._loosely[loose].add(i)
        joined = set(decided.joined.values())
        self._forms: dict[str, list[CooperativeKeys]] = {}
        for i, k in every if decided.ids else ():
            if i in joined:
                self._forms.setdefault(i, []).append(k)
        self._shared: dict[object, set[str]] = {}
        for one, other in decided.apart:
            self._settle_shared([k for i, k in every if i == one], [k for i, k in every if i == other], one, other)

    def _settle_shared(self, ones: list[CooperativeKeys], others: list[CooperativeKeys], one: str, other: str) -> None:
        """A key that two separated cooperatives both had stays the first one's, and proves nothing against a key that
        is the other's alone."""
        for kind, index in _list_indexes(self):
            for value in {_read_key(k, kind) for k in ones} & {_read_key(k, kind) for k in others} - {None}:
                index[value] = one
                self._shared.setdefault((kind, value), set()).add(other)

    def find_rivals(self, k: CooperativeKeys) -> list[str]:
        """The separated cooperatives that a row may be just as well, since it has no key that is of one alone."""
        found = [(kind, _read_key(k, kind), index) for kind, index in _list_indexes(self)]
        known = [(kind, value) for kind, value, index in found if value is not None and value in index]
        if not known or any(key not in self._shared for key in known):
            return []
        return sorted(set().union(*(self._shared[key] for key in known)))

    def find(self, k: CooperativeKeys) -> tuple[str | None, str | None]:
        """(id or None when new, id of another cooperative whose keys this row mixes in)."""
        by_nik, by_bh, by_place = self._find_owners(k)
        if by_nik:
            owned = self._list_forms(by_nik)
            other = next((i for i in (by_bh, by_place) if i not in (None, by_nik)), None)
            is_other = all(k.differs_in_bh(form) and k.differs_in_name(form) for form in owned)
            in_conflict = (other and by_bh != by_nik) or is_other
            return by_nik, by_nik if in_conflict else None
        # One equal key does not outweigh two that contradict it: a copied number, a founded-anew namesake.
        if by_bh and not all(k.differs_in_nik(f) and k.differs_in_name(f) for f in self._list_forms(by_bh)):
            return by_bh, None
        if by_place and not all(k.differs_in_nik(f) and k.differs_in_bh(f) for f in self._list_forms(by_place)):
            return by_place, None
        return None, None

    def _list_forms(self, number: str) -> list[CooperativeKeys]:
        """The keys of a cooperative as last published; of one that staff joined all that it ever had."""
        return self._forms.get(number) or [self.keys[number]]

    def _find_owners(self, k: CooperativeKeys) -> list[str | None]:
        """Whose NIK, badan hukum, name and kelurahan these are. What two separated ones shared is nobody's where
        another key is the second one's and none is the first one's."""
        keys = [(kind, _read_key(k, kind)) for kind, _ in _list_indexes(self)]
        owners = [index.get(value) for (_, value), (_, index) in zip(keys, _list_indexes(self), strict=True)]
        if not self._shared:
            return owners
        sure = {i for key, i in zip(keys, owners, strict=True) if i and key not in self._shared}
        return [
            None if i and self._shared.get(key, set()) & sure and i not in sure else i
            for key, i in zip(keys, owners, strict=True)
        ]

    def find_loosely(self, k: CooperativeKeys, taken: Collection[str | None]) -> str | None:
        """The one of this kelurahan whose name differs in blanks alone, or in a legal form that one of the two leaves
        out; None where that may be two, another row is it, or their numbers differ."""
        form = k.legal_form
        same = [i for i in self._loosely.get(k.loose_key or ("", ""), ()) if i not in taken]
        same = [i for i in same if not form or self.keys[i].legal_form in ("", form)]
        if len(same) != 1:
            return None
        known = self.keys[same[0]]
        return None if k.differs_in_nik(known) or k.differs_in_bh(known) else same[0]


def _list_indexes(known: KnownCooperatives) -> list[tuple[str, dict[Any, str]]]:
    return [("nik", known.by_nik), ("bh", known.by_bh), ("place_key", known.by_place)]


def _read_key(k: CooperativeKeys, kind: str) -> object:
    return getattr(k, kind)


def say_difference(one: pd.Series, other: pd.Series) -> str:
    """In which columns two rows of a register differ: of a cooperative that stands twice, which is wrong is seen
    there."""
    kept = [(k.judul, k.nama) for k in COOPERATIVES_SHEET.stored_columns] + [("Kelurahan", "kode_kelurahan")]
    differing = [title for title, name in kept if name in one and _differ(one[name], other[name])]
    return f"Yang berbeda: {say_choices(differing, 'dan')}" if differing else "Semua isinya sama"


def _differ(one: Any, other: Any) -> bool:
    return not ((pd.isna(one) and pd.isna(other)) or bool(one == other))
