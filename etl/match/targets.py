"""Whom a training or a visit reached: a registered cooperative, a known group, a new group, or nobody known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import pandas as pd
from rapidfuzz import fuzz

from etl.cells.place import BLANK_SIGNS, CellLocator, read_text
from etl.match.nameless import report_nameless_targets
from etl.match.names import (
    looks_like_cooperative,
    map_unique,
    normalise_name,
    normalise_nik,
    rank_similar,
    take_core,
)
from etl.match.questions import NEITHER, NEW, SPECIAL_ANSWERS, Questionnaire
from etl.match.target_indexes import Destination, GroupIndex, RegisterIndex, make_group_id
from etl.model import Question
from etl.pesan import Finding, make_finding, say_similar
from etl.skema import SheetKind

VERY_SIMILAR_FROM = 90  # so near to a registered name that it is no new group
HINT_FROM = 80  # near enough to be named in the advice
_TargetKey = tuple[str | None, str, str | None]  # NIK, normalised name, kelurahan as typed


def cooperatives_by_name(register: pd.DataFrame) -> dict[str, str]:
    """koperasi_id by normalised name, of names that only one cooperative bears; a row without one has none."""
    owned: dict[str, set[str]] = defaultdict(set)
    for name, koperasi_id in zip(map(read_text, register["nama_koperasi"]), register["koperasi_id"], strict=True):
        if name:
            owned[normalise_name(name)].add(koperasi_id)
    return {name: next(iter(ids)) for name, ids in owned.items() if len(ids) == 1}


def match_groups(
    df: pd.DataFrame, locator: CellLocator, old_groups: pd.DataFrame
) -> tuple[pd.DataFrame, list[Finding]]:
    """Add kelompok_id to the rows of the kelompok sheets: the known group there, else a new one."""
    known = GroupIndex(old_groups)
    names = [normalise_name(read_text(n) or "") for n in df["nama_kelompok"]]
    keys = list(zip(names, map(read_text, df["kode_kelurahan"]), strict=True))
    ids = [(known.ids.get(k) or make_group_id(*k)) if k[0] else None for k in keys]
    first: dict[tuple[str, str | None], tuple[str, int]] = {}
    findings = []
    for k, sheet, row, original in zip(keys, df["lembar"], df["baris"], df["nama_kelompok"], strict=True):
        if all(k) and (other := first.setdefault(k, (sheet, row))) != (sheet, row):
            first_place = f"{other[1]}" if other[0] == sheet else f"{other[1]} (lembar “{other[0]}”)"
            cell, part = locator(sheet, row, "nama_kelompok"), {"nama": original, "baris1": first_place, "baris2": row}
            findings.append(make_finding("kelompok_ganda", sheet, cell, original, **part))
    return df.assign(kelompok_id=pd.Series(ids, index=df.index, dtype=object)), findings


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
    keys = _make_target_keys(df, as_typed)
    index, groups = RegisterIndex(register, kelurahan_names), GroupIndex(old_groups)
    questionnaire = questionnaire or Questionnaire()
    originals = {k: t or "" for k, t in zip(keys, as_typed, strict=True) if t or k[0]}
    decided, similar = _decide_all(originals, index, groups, kelurahan_names, questionnaire)
    destinations = [decided.get(k, Destination(kelurahan=k[2])) for k in keys]
    hints = [say_similar([index.names[m[0]]]) if (m := similar.get(name)) else "" for _, name, _ in keys]
    findings = _report_targets(df, sheet, locator, destinations, hints, kelurahan_names, questionnaire)
    findings += report_nameless_targets(
        df, sheet, locator, [index.name_of.get(t.koperasi_id or "") for t in destinations]
    )
    new = [(i, n, k) for i, (n, k) in groups.new_groups.items()]
    new_groups = pd.DataFrame(new, columns=["kelompok_id", "nama_kelompok", "kode_kelurahan"], dtype=object)
    return _add_targets(df, destinations), findings, new_groups


def _make_target_keys(df: pd.DataFrame, as_typed: list[str | None]) -> list[_TargetKey]:
    names = map_unique(as_typed, lambda t: normalise_name(t) if t else "")
    niks = map_unique(map(read_text, df["nik_koperasi"]), normalise_nik)
    return list(zip(niks, names, map(read_text, df["kode_kelurahan"]), strict=True))


def _add_targets(df: pd.DataFrame, destinations: list[Destination]) -> pd.DataFrame:
    return df.assign(
        koperasi_id=pd.Series([t.koperasi_id for t in destinations], index=df.index, dtype=object),
        kelompok_id=pd.Series([t.kelompok_id for t in destinations], index=df.index, dtype=object),
        kode_kelurahan=pd.Series([t.kelurahan for t in destinations], index=df.index, dtype=object),
    )


def make_question_key(name: str, kelurahan: str | None) -> str:
    """One key for all spellings of a target that normalise alike, in one kelurahan."""
    return f"sasaran:{name}|{kelurahan or ''}"


def _decide_all(
    originals: dict[_TargetKey, str],
    register: RegisterIndex,
    groups: GroupIndex,
    kelurahan_names: Mapping[str, str],
    questionnaire: Questionnaire,
) -> tuple[dict[_TargetKey, Destination], dict[str, list[str]]]:
    """Decide every different target once; and for the unknown names the registered ones they resemble."""
    # Rows with a kelurahan first: a group they bring is then known to rows without one.
    ordered = sorted(originals, key=lambda k: k[2] is None)
    destination = {k: t for k in ordered if (t := _find_cooperative(k, register, groups))}
    rest = [k for k in ordered if k not in destination and originals[k]]  # a blank name is no name of a group
    unknown_names = {name for _, name, _ in rest}
    very_similar = _find_resembling(unknown_names, register, VERY_SIMILAR_FROM)
    similar = _find_resembling(unknown_names, register, HINT_FROM)
    for k in rest:
        _, name, kelurahan = k
        key = make_question_key(name, kelurahan)
        # A name found in the register never comes here: the register outweighs an answer of former times.
        candidates = [i for n in (name, *similar.get(name, ())) for i in register.ids_by_name.get(n, ())]
        question = _make_question(key, originals[k], kelurahan, candidates, register, kelurahan_names)
        decided = _take_answer(questionnaire.find_answer(question), k, originals[k], register, groups)
        if decided is None and not questionnaire.is_reopened(key):
            decided = groups.find_group(name, kelurahan)
        doubtful = looks_like_cooperative(name) or name in very_similar or questionnaire.is_reopened(key)
        if decided is None and doubtful:
            decided = Destination(kelurahan=kelurahan, is_unknown=True, question=question)
        destination[k] = decided or groups.create_group(name, kelurahan, originals[k])
    return destination, similar


def _make_question(
    key: str,
    as_typed: str,
    kelurahan: str | None,
    candidates: list[str],
    register: RegisterIndex,
    kelurahan_names: Mapping[str, str],
) -> Question:
    context = f"Kelurahan {kelurahan_names[kelurahan]}" if kelurahan else ""
    labelled = [(i, register.labels[i]) for i in dict.fromkeys(candidates)][:5]
    return Question(
        key, "sasaran", as_typed.strip(), context, [], labelled, SPECIAL_ANSWERS["sasaran"], register.labels
    )


def _take_answer(
    answer: str | None, key: _TargetKey, as_typed: str, register: RegisterIndex, groups: GroupIndex
) -> Destination | None:
    """Where an answer leads; None when there is none."""
    _, name, kelurahan = key
    if answer is None:
        return None
    if answer == NEITHER:
        return Destination(kelurahan=kelurahan)
    if answer == NEW:
        return groups.find_group(name, kelurahan) or groups.create_group(name, kelurahan, as_typed)
    return _lead_to_cooperative(answer, kelurahan, register)


def _find_cooperative(key: _TargetKey, register: RegisterIndex, groups: GroupIndex) -> Destination | None:
    nik, name, kelurahan = key
    number = (register.by_nik.get(nik) if nik else None) or register.find_by_name(name, kelurahan)
    if number is None and not (kelurahan and groups.find_group(name, kelurahan)):
        # A known group of that name in the typed kelurahan is nearer than a cooperative elsewhere.
        number = register.find_by_unique_name(name)
    return None if number is None else _lead_to_cooperative(number, kelurahan, register)


def _lead_to_cooperative(number: str, kelurahan: str | None, register: RegisterIndex) -> Destination:
    official = register.kelurahan[number]
    other = official if kelurahan and official and official != kelurahan else None
    return Destination(koperasi_id=number, kelurahan=official or kelurahan, other_kelurahan=other)


def _find_resembling(names: set[str], register: RegisterIndex, limit: float) -> dict[str, list[str]]:
    """{name: registered names}, compared without the legal form, so that "Maju Jaya" finds "KSU Maju Jaya"."""
    by_core: dict[str, list[str]] = defaultdict(list)
    for n in register.ids_by_name:
        by_core[take_core(n)].insert(0, n)
    near = rank_similar((take_core(n) for n in names), by_core, limit, (fuzz.ratio,))
    return {
        n: [official for core in near[take_core(n)] for official in by_core[core]]
        for n in names
        if take_core(n) in near
    }


def _report_targets(
    df: pd.DataFrame,
    sheet: SheetKind,
    locator: CellLocator,
    destinations: list[Destination],
    hints: list[str],
    kelurahan_names: Mapping[str, str],
    questionnaire: Questionnaire,
) -> list[Finding]:
    findings, column = [], sheet.target_column
    entries = df[["lembar", "baris", column, "kelurahan", "kode_kelurahan"]].itertuples(index=False)
    for (name, row, typed, typed_kelurahan, code), t, similar in zip(entries, destinations, hints, strict=True):
        as_typed = read_text(typed)
        if as_typed is None and sheet.missing_target_code and t.koperasi_id is None:
            findings.append(make_finding(sheet.missing_target_code, name, locator(name, row, column)))
        # A kelurahan that was typed but not understood is a finding of its own already, and a question.
        is_open = t.kelurahan is None and read_text(typed_kelurahan) not in (None, *BLANK_SIGNS)
        if t.is_unknown:
            cell = locator(name, row, column)
            findings.append(make_finding("koperasi_tak_ditemukan", name, cell, as_typed, mirip=similar))
            if t.question is not None and not is_open:  # else its key changes with that answer
                questionnaire.ask(t.question, name, cell)
        if t.other_kelurahan:
            official, cell = kelurahan_names[t.other_kelurahan], locator(name, row, "kelurahan")
            part = {"tertulis": kelurahan_names[code], "register": official}
            findings.append(make_finding("kelurahan_berbeda_register", name, cell, typed_kelurahan, official, **part))
        # Where a target is mandatory, its blank cell or missing column is a finding already, and the one to mend.
        if t.kelurahan is None and not is_open and (as_typed or not sheet[column].wajib):
            target = f"“{as_typed}”" if as_typed else f"{sheet.row_word} tanpa {column}"
            cell = locator(name, row, "kelurahan")
            findings.append(make_finding("kelurahan_tak_dapat_ditentukan", name, cell, sasaran=target))
    return findings
