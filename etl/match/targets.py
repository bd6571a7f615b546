"""Whom a training or a visit reached: a registered cooperative, a known group, a new group, or nobody known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
from rapidfuzz import fuzz

from etl.cells.place import BLANK_SIGNS, CellLocator, read_text
from etl.match.names import (
    looks_like_cooperative,
    make_id,
    map_unique,
    normalise_name,
    normalise_nik,
    rank_similar,
    take_core,
)
from etl.match.questions import NEITHER, NEW, SPECIAL_ANSWERS, Questionnaire
from etl.model import Question
from etl.pesan import Finding, make_finding, say_similar
from etl.skema import DISSOLVED, SheetKind

VERY_SIMILAR_FROM = 90  # so near to a registered name that it is no new group
HINT_FROM = 80  # near enough to be named in the advice


@dataclass(frozen=True)
class _Destination:
    """Where a typed name leads. other_kelurahan: the register's kelurahan where another was typed.

    is_unknown: it looks like a cooperative, but like none of the register; `question` asks which.
    """

    koperasi_id: str | None = None
    kelompok_id: str | None = None
    kelurahan: str | None = None
    other_kelurahan: str | None = None
    is_unknown: bool = False
    question: Question | None = None


class _RegisterIndex:
    """The register of the quarter by NIK and by name."""

    def __init__(self, register: pd.DataFrame, kelurahan_names: Mapping[str, str]) -> None:
        name = map_unique(map(read_text, register["nama_koperasi"]), lambda t: normalise_name(t) if t else "")
        number = register["koperasi_id"].tolist()
        self.kelurahan = dict(zip(number, map(read_text, register["kode_kelurahan"]), strict=True))
        self.by_nik = {
            n: i for n, i in zip(map(normalise_nik, map(read_text, register["nik_koperasi"])), number, strict=True) if n
        }
        self.ids_by_name: dict[str, list[str]] = defaultdict(list)
        self.living_by_name: dict[str, list[str]] = defaultdict(list)
        self.names: dict[str, str] = {}
        self.labels: dict[str, str] = {}  # id -> what a person chooses from
        for n, i, status, original in zip(name, number, register["status"], register["nama_koperasi"], strict=True):
            if n:
                self.ids_by_name[n].append(i)
                self.names.setdefault(n, original)
                self.labels[i] = (
                    f"{original} · {kelurahan_names.get(self.kelurahan[i] or '', 'kelurahan tidak diketahui')}"
                )
                if status != DISSOLVED:
                    self.living_by_name[n].append(i)

    def find_by_name(self, name: str, kelurahan: str | None) -> str | None:
        """Id of the one cooperative of that name in that kelurahan."""
        every = [i for i in self.ids_by_name.get(name, ()) if kelurahan and self.kelurahan[i] == kelurahan]
        return every[0] if len(every) == 1 else None

    def find_by_unique_name(self, name: str) -> str | None:
        """Id when the name is unique in the city; a dissolved namesake does not count."""
        every = self.living_by_name.get(name) or self.ids_by_name.get(name, [])
        return every[0] if len(every) == 1 else None


class _GroupIndex:
    """Known groups by name and kelurahan; grows while rows are decided."""

    def __init__(self, old: pd.DataFrame) -> None:
        self.ids: dict[tuple[str, str | None], str] = {}
        self.kelurahan: dict[str, list[str | None]] = defaultdict(list)
        self.new_groups: dict[str, tuple[str, str | None]] = {}
        for number, name, kel in zip(old["kelompok_id"], old["nama_kelompok"], old["kode_kelurahan"], strict=True):
            if read_text(name):
                self._add_group(number, normalise_name(name), read_text(kel))

    def find_group(self, name: str, kelurahan: str | None) -> _Destination | None:
        """The group there; without a kelurahan the only group of that name."""
        if kelurahan is None and len(self.kelurahan.get(name, ())) == 1:
            kelurahan = self.kelurahan[name][0]
        number = self.ids.get((name, kelurahan))
        return _Destination(kelompok_id=number, kelurahan=kelurahan) if number else None

    def create_group(self, name: str, kelurahan: str | None, as_typed: str) -> _Destination:
        number = make_group_id(name, kelurahan)
        self._add_group(number, name, kelurahan)
        self.new_groups[number] = (as_typed, kelurahan)
        return _Destination(kelompok_id=number, kelurahan=kelurahan)

    def _add_group(self, number: str, name: str, kelurahan: str | None) -> None:
        if (name, kelurahan) not in self.ids:
            self.ids[name, kelurahan] = number
            self.kelurahan[name].append(kelurahan)


def make_group_id(name: str, kelurahan: str | None) -> str:
    """Stable id of a group from its normalised name and kelurahan."""
    return make_id("G", f"kelompok:{name}|{kelurahan or ''}")


def cooperatives_by_name(register: pd.DataFrame) -> dict[str, str]:
    """koperasi_id by normalised name, of names that only one cooperative bears."""
    owned: dict[str, set[str]] = defaultdict(set)
    for name, koperasi_id in zip(register["nama_koperasi"], register["koperasi_id"], strict=True):
        owned[normalise_name(name)].add(koperasi_id)
    return {name: next(iter(every)) for name, every in owned.items() if len(every) == 1}


def match_groups(
    df: pd.DataFrame, locator: CellLocator, old_groups: pd.DataFrame
) -> tuple[pd.DataFrame, list[Finding]]:
    """Add kelompok_id to the rows of the kelompok sheets: the known group there, else a new one."""
    known_ids = _GroupIndex(old_groups)
    name = [normalise_name(read_text(n) or "") for n in df["nama_kelompok"]]
    key = list(zip(name, map(read_text, df["kode_kelurahan"]), strict=True))
    number = [(known_ids.ids.get(k) or make_group_id(*k)) if k[0] else None for k in key]
    first: dict[tuple[str, str | None], tuple[str, int]] = {}
    listing = []
    for k, sheet, row, original in zip(key, df["lembar"], df["baris"], df["nama_kelompok"], strict=True):
        if all(k) and (other := first.setdefault(k, (sheet, row))) != (sheet, row):
            first_place = f"{other[1]}" if other[0] == sheet else f"{other[1]} (lembar “{other[0]}”)"
            cell = locator(sheet, row, "nama_kelompok")
            listing.append(
                make_finding("kelompok_ganda", sheet, cell, original, nama=original, baris1=first_place, baris2=row)
            )
    return df.assign(kelompok_id=pd.Series(number, index=df.index, dtype=object)), listing


def match_targets(
    df: pd.DataFrame,
    sheet: SheetKind,
    locator: CellLocator,
    register: pd.DataFrame,
    old_groups: pd.DataFrame,
    kelurahan_names: Mapping[str, str],
    questionnaire: Questionnaire | None = None,
) -> tuple[pd.DataFrame, list[Finding], pd.DataFrame]:
    """Add koperasi_id and kelompok_id, complete kode_kelurahan; third: the groups seen for the first time.

    `sheet` says which column names the target; `register` is the register of this quarter (koperasi_id, nik_koperasi,
    nama_koperasi, kode_kelurahan, status); `old_groups` the known groups (kelompok_id, nama_kelompok,
    kode_kelurahan), those of this workbook's kelompok sheet included.
    """
    as_typed = [read_text(v) for v in df[sheet.target_column]]
    key = _make_target_keys(df, as_typed)
    index, group = _RegisterIndex(register, kelurahan_names), _GroupIndex(old_groups)
    questionnaire = questionnaire or Questionnaire()
    original = {k: t for k, t in zip(key, as_typed, strict=True) if t}
    destination, similar = _decide_all(original, index, group, kelurahan_names, questionnaire)
    exact = [destination.get(k, _Destination(kelurahan=k[2])) for k in key]
    hint = [say_similar([index.names[m[0]]]) if (m := similar.get(name)) else "" for _, name, _ in key]
    listing = _report_targets(df, sheet, locator, exact, hint, kelurahan_names, questionnaire)
    new = [(i, n, k) for i, (n, k) in group.new_groups.items()]
    return (
        _add_targets(df, exact),
        listing,
        pd.DataFrame(new, columns=["kelompok_id", "nama_kelompok", "kode_kelurahan"], dtype=object),
    )


def _make_target_keys(df: pd.DataFrame, as_typed: list[str | None]) -> list[_TargetKey]:
    name = map_unique(as_typed, lambda t: normalise_name(t) if t else "")
    nik = map_unique(map(read_text, df["nik_koperasi"]), normalise_nik)
    return list(zip(nik, name, map(read_text, df["kode_kelurahan"]), strict=True))


def _add_targets(df: pd.DataFrame, exact: list[_Destination]) -> pd.DataFrame:
    return df.assign(
        koperasi_id=pd.Series([t.koperasi_id for t in exact], index=df.index, dtype=object),
        kelompok_id=pd.Series([t.kelompok_id for t in exact], index=df.index, dtype=object),
        kode_kelurahan=pd.Series([t.kelurahan for t in exact], index=df.index, dtype=object),
    )


_TargetKey = tuple[str | None, str, str | None]  # NIK, normalised name, kelurahan as typed


def make_question_key(name: str, kelurahan: str | None) -> str:
    """One key for all spellings of a target that normalise alike, in one kelurahan."""
    return f"sasaran:{name}|{kelurahan or ''}"


def _decide_all(
    original: dict[_TargetKey, str],
    register: _RegisterIndex,
    group: _GroupIndex,
    kelurahan_names: Mapping[str, str],
    questionnaire: Questionnaire,
) -> tuple[dict[_TargetKey, _Destination], dict[str, list[str]]]:
    """Decide every different target once; and for the unknown names the registered ones they resemble."""
    # Rows with a kelurahan first: a group they bring is then known to rows without one.
    ordered = sorted(original, key=lambda k: k[2] is None)
    destination = {k: t for k in ordered if (t := _find_cooperative(k, register, group))}
    rest = [k for k in ordered if k not in destination]
    unknown_names = {name for _, name, _ in rest}
    very_similar = _find_resembling(unknown_names, register, VERY_SIMILAR_FROM)
    similar = _find_resembling(unknown_names, register, HINT_FROM)
    for k in rest:
        _, name, kelurahan = k
        key = make_question_key(name, kelurahan)
        # A name found in the register never comes here: the register outweighs an answer of former times.
        candidates = [i for n in (name, *similar.get(name, ())) for i in register.ids_by_name.get(n, ())]
        question = _make_question(key, original[k], kelurahan, candidates, register, kelurahan_names)
        decided = _take_answer(questionnaire.find_answer(question), k, original[k], register, group)
        if decided is None and not questionnaire.is_reopened(key):
            decided = group.find_group(name, kelurahan)
        doubtful = looks_like_cooperative(name) or name in very_similar or questionnaire.is_reopened(key)
        if decided is None and doubtful:
            decided = _Destination(kelurahan=kelurahan, is_unknown=True, question=question)
        destination[k] = decided or group.create_group(name, kelurahan, original[k])
    return destination, similar


def _make_question(
    key: str,
    as_typed: str,
    kelurahan: str | None,
    candidates: list[str],
    register: _RegisterIndex,
    kelurahan_names: Mapping[str, str],
) -> Question:
    context = f"Kelurahan {kelurahan_names[kelurahan]}" if kelurahan else ""
    labelled = [(i, register.labels[i]) for i in dict.fromkeys(candidates)][:5]
    return Question(
        key, "sasaran", as_typed.strip(), context, [], labelled, SPECIAL_ANSWERS["sasaran"], register.labels
    )


def _take_answer(
    answer: str | None, key: _TargetKey, as_typed: str, register: _RegisterIndex, group: _GroupIndex
) -> _Destination | None:
    """Where an answer leads; None when there is none."""
    _, name, kelurahan = key
    if answer is None:
        return None
    if answer == NEITHER:
        return _Destination(kelurahan=kelurahan)
    if answer == NEW:
        return group.find_group(name, kelurahan) or group.create_group(name, kelurahan, as_typed)
    return _lead_to_cooperative(answer, kelurahan, register)


def _find_cooperative(key: _TargetKey, register: _RegisterIndex, group: _GroupIndex) -> _Destination | None:
    nik, name, kelurahan = key
    number = (register.by_nik.get(nik) if nik else None) or register.find_by_name(name, kelurahan)
    if number is None and not (kelurahan and group.find_group(name, kelurahan)):
        # A known group of that name in the typed kelurahan is nearer than a cooperative elsewhere.
        number = register.find_by_unique_name(name)
    return None if number is None else _lead_to_cooperative(number, kelurahan, register)


def _lead_to_cooperative(number: str, kelurahan: str | None, register: _RegisterIndex) -> _Destination:
    official = register.kelurahan[number]
    other = official if kelurahan and official and official != kelurahan else None
    return _Destination(koperasi_id=number, kelurahan=official or kelurahan, other_kelurahan=other)


def _find_resembling(name: set[str], register: _RegisterIndex, limit: float) -> dict[str, list[str]]:
    """{name: registered names}, compared without the legal form, so that "Maju Jaya" finds "KSU Maju Jaya"."""
    by_core: dict[str, list[str]] = defaultdict(list)
    for n in register.ids_by_name:
        by_core[take_core(n)].insert(0, n)
    near = rank_similar((take_core(n) for n in name), by_core, limit, (fuzz.ratio,))
    return {
        n: [official for core in near[take_core(n)] for official in by_core[core]] for n in name if take_core(n) in near
    }


def _report_targets(
    df: pd.DataFrame,
    sheet: SheetKind,
    locator: CellLocator,
    exact: list[_Destination],
    hint: list[str],
    kelurahan_names: Mapping[str, str],
    questionnaire: Questionnaire,
) -> list[Finding]:
    listing, column = [], sheet.target_column
    entries = df[["lembar", "baris", column, "kelurahan", "kode_kelurahan"]].itertuples(index=False)
    for (name, row, content, typed_kelurahan, code), t, similar in zip(entries, exact, hint, strict=True):
        content = read_text(content)
        if content is None and sheet.missing_target_code:
            listing.append(make_finding(sheet.missing_target_code, name, locator(name, row, column)))
        # A kelurahan that was typed but not understood is a finding of its own already, and a question.
        is_open = t.kelurahan is None and read_text(typed_kelurahan) not in (None, *BLANK_SIGNS)
        if t.is_unknown:
            cell = locator(name, row, column)
            listing.append(make_finding("koperasi_tak_ditemukan", name, cell, content, mirip=similar))
            if t.question is not None and not is_open:  # else its key changes with that answer
                questionnaire.ask(t.question, name, cell)
        if t.other_kelurahan:
            official, cell = kelurahan_names[t.other_kelurahan], locator(name, row, "kelurahan")
            part = {"tertulis": kelurahan_names[code], "register": official}
            listing.append(make_finding("kelurahan_berbeda_register", name, cell, typed_kelurahan, official, **part))
        if t.kelurahan is None and not is_open:
            target, cell = content or f"{sheet.row_word} tanpa {column}", locator(name, row, "kelurahan")
            listing.append(make_finding("kelurahan_tak_dapat_ditentukan", name, cell, sasaran=target))
    return listing
