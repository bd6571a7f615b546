"""Cooperatives across quarters: which row is which known cooperative, what stands twice, what looks alike."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from etl.cells.place import CellLocator, read_text
from etl.match.names import (
    make_id,
    map_unique,
    measure_similarity,
    normalise_bh,
    normalise_name,
    normalise_nik,
    rank_similar,
)
from etl.match.questions import NEW, SPECIAL_ANSWERS, Questionnaire
from etl.match.targets import match_groups, match_targets
from etl.model import Question
from etl.pesan import Finding, make_finding

__all__ = ["match_groups", "match_register", "match_targets"]

SIMILAR_FROM = 84  # one cooperative's own variants score so much ("KOP. PASAR KITA", "KOPPAS KITA")
_CAUSES = {"nik": "NIK sama", "bh": "nomor badan hukum sama", "nama": "nama dan kelurahan sama"}


@dataclass(frozen=True)
class _CooperativeKeys:
    """The keys of one cooperative, None where there is none to compare."""

    nik: str | None
    bh: str | None
    name: str
    kelurahan: str | None

    @property
    def place_key(self) -> tuple[str, str] | None:
        return (self.name, self.kelurahan) if self.name and self.kelurahan else None

    def choose_first(self) -> str:
        if self.nik:
            return f"nik:{self.nik}"
        return f"bh:{self.bh}" if self.bh else f"nama:{self.name}|{self.kelurahan or ''}"

    def make_question_key(self) -> str:
        return f"koperasi:{self.choose_first()}"

    def differs_in_bh(self, other: _CooperativeKeys) -> bool:
        return bool(self.bh and other.bh and self.bh != other.bh)

    def differs_in_nik(self, other: _CooperativeKeys) -> bool:
        return bool(self.nik and other.nik and self.nik != other.nik)

    def differs_in_name(self, other: _CooperativeKeys) -> bool:
        # A slip of the pen in a name is not another cooperative; SMPN 1 and SMPN 2 are.
        return measure_similarity(self.name, other.name) < SIMILAR_FROM


class _KnownCooperatives:
    """Every cooperative ever published, by each of its keys; of two with one key the latest counts."""

    def __init__(self, old: pd.DataFrame) -> None:
        old = old.sort_values("periode", kind="stable") if len(old) else old
        self.keys = dict(zip(old["koperasi_id"], _make_keys(old), strict=True))
        self.names = dict(zip(old["koperasi_id"], old["nama_koperasi"], strict=True))
        self.by_nik = {k.nik: i for i, k in self.keys.items() if k.nik}
        self.by_bh = {k.bh: i for i, k in self.keys.items() if k.bh}
        self.by_place = {k.place_key: i for i, k in self.keys.items() if k.place_key}

    def find(self, k: _CooperativeKeys) -> tuple[str | None, str | None]:
        """(id or None when new, id of another cooperative whose keys this row mixes in)."""
        by_nik = self.by_nik.get(k.nik) if k.nik else None
        by_bh = self.by_bh.get(k.bh) if k.bh else None
        by_place = self.by_place.get(k.place_key) if k.place_key else None
        if by_nik:
            owned = self.keys[by_nik]
            other = next((i for i in (by_bh, by_place) if i not in (None, by_nik)), None)
            in_conflict = (other and by_bh != by_nik) or (k.differs_in_bh(owned) and k.differs_in_name(owned))
            return by_nik, by_nik if in_conflict else None
        # One equal key does not outweigh two that contradict it: a copied number, a founded-anew namesake.
        if by_bh and not (k.differs_in_nik(self.keys[by_bh]) and k.differs_in_name(self.keys[by_bh])):
            return by_bh, None
        if by_place and not (k.differs_in_nik(self.keys[by_place]) and k.differs_in_bh(self.keys[by_place])):
            return by_place, None
        return None, None


def match_register(
    df: pd.DataFrame,
    locator: CellLocator,
    old: pd.DataFrame,
    kelurahan_names: Mapping[str, str],
    questionnaire: Questionnaire | None = None,
) -> tuple[pd.DataFrame, list[Finding]]:
    """Add koperasi_id. `df` holds the rows of all registers of the workbook, with lembar and baris.

    An answer "the same as …" gives the row the id of that cooperative, so that it stays one across quarters.
    """
    questionnaire = questionnaire or Questionnaire()
    key, earlier = _make_keys(df), _KnownCooperatives(_forget_overruled(old, questionnaire))
    question = _QuestionMaker(df, key, earlier, kelurahan_names)
    decision = [earlier.find(k) for k in key]
    answered = _take_answers(question, decision, questionnaire)
    new = _make_new_ids([k for k, (i, _) in zip(key, decision, strict=True) if i is None], set(earlier.keys))
    number = [i or new[k.choose_first()] for k, (i, _) in zip(key, decision, strict=True)]
    df = df.assign(koperasi_id=pd.Series(number, index=df.index, dtype=object))
    repeated, pairs = _find_repeats(df, key, [i for i, _ in decision])
    listing = _report_repeats(df, locator, repeated, pairs)
    listing += _report_conflicts(df, locator, decision, earlier)
    open_rows = [
        n for n, (i, _) in enumerate(decision) if i is None or questionnaire.is_reopened(key[n].make_question_key())
    ]
    listing += _report_similar(question, locator, [n for n in open_rows if n not in answered], decision, questionnaire)
    return df, listing


def _make_keys(df: pd.DataFrame) -> list[_CooperativeKeys]:
    name = map_unique(map(read_text, df["nama_koperasi"]), lambda t: normalise_name(t) if t else "")
    nik = [normalise_nik(read_text(v)) for v in df["nik_koperasi"]]
    bh = [normalise_bh(read_text(v)) for v in df["nomor_badan_hukum"]]
    return [_CooperativeKeys(*k) for k in zip(nik, bh, name, map(read_text, df["kode_kelurahan"]), strict=True)]


def _make_new_ids(key: list[_CooperativeKeys], used_ids: set[str]) -> dict[str, str]:
    """{first key: id}; a rebuild in the same order gives the same ids."""
    result: dict[str, str] = {}
    for first in dict.fromkeys(k.choose_first() for k in key):
        base = make_id("K", first)
        number, ordinal = base, 1
        while number in used_ids:
            ordinal += 1
            number = f"{base}-{ordinal}"
        used_ids.add(number)
        result[first] = number
    return result


def _find_repeats(
    df: pd.DataFrame, key: list[_CooperativeKeys], known_ids: list[str | None]
) -> tuple[dict[tuple[int, int], list[str]], Counter[tuple[str, str]]]:
    """{(first, later) position: reasons} of rows that are one cooperative, and how many per pair of sheets."""
    repeated: dict[tuple[int, int], list[str]] = defaultdict(list)
    for kind, cause in _CAUSES.items():
        first: dict[object, int] = {}
        for i, k in enumerate(key):
            value = k.place_key if kind == "nama" else getattr(k, kind)
            if value is not None and first.setdefault(value, i) != i:
                repeated[first[value], i].append(cause)
    done_already = {j for _, j in repeated}
    owned: dict[str, int] = {}
    for i, number in enumerate(known_ids):
        if number and owned.setdefault(number, i) != i and i not in done_already:
            repeated[owned[number], i].append("keduanya cocok dengan satu koperasi triwulan lalu")
    sheet = df["lembar"].tolist()
    return repeated, Counter((sheet[i], sheet[j]) for i, j in repeated if sheet[i] != sheet[j])


def _report_repeats(
    df: pd.DataFrame, locator: CellLocator, repeated: dict[tuple[int, int], list[str]], pairs: Counter[tuple[str, str]]
) -> list[Finding]:
    """One finding a pair; but one for all when a sheet largely repeats another."""
    content = df["lembar"].value_counts()
    namesakes = {p for p, n in pairs.items() if n >= 5 and n * 2 >= min(content[p[0]], content[p[1]])}
    listing = [make_finding("dua_register", b, "", lembar1=a, lembar2=b) for a, b in sorted(namesakes)]
    sheet, row, name = (df[k].tolist() for k in ("lembar", "baris", "nama_koperasi"))
    for (i, j), cause in sorted(repeated.items(), key=lambda x: x[0][1]):
        if (sheet[i], sheet[j]) in namesakes:
            continue
        first = f"{row[i]}" if sheet[i] == sheet[j] else f"{row[i]} (lembar “{sheet[i]}”)"
        # a row without a name may repeat another by its NIK
        label = next((n for n in (name[j], name[i]) if isinstance(n, str) and n), "(tanpa nama)")
        part = {"nama": label, "baris1": first, "baris2": row[j], "sebab": ", ".join(cause)}
        cell = locator(sheet[j], row[j], "nama_koperasi")
        listing.append(make_finding("koperasi_ganda", sheet[j], cell, name[j], **part))
    return listing


def _report_conflicts(
    df: pd.DataFrame, locator: CellLocator, decision: list[tuple[str | None, str | None]], earlier: _KnownCooperatives
) -> list[Finding]:
    # A Series: an empty list would choose no columns instead of no rows.
    error = df[pd.Series([conflict is not None for _, conflict in decision], index=df.index, dtype=bool)]
    column = ["lembar", "baris", "nik_koperasi", "nama_koperasi", "koperasi_id"]
    return [
        make_finding(
            "nik_bertentangan",
            sheet,
            locator(sheet, row, "nik_koperasi"),
            nik,
            nik=nik,
            dahulu=earlier.names[number],
            nama=name,
        )
        for sheet, row, nik, name, number in error[column].itertuples(index=False)
    ]


@dataclass(frozen=True)
class _QuestionMaker:
    """What a question about a row of the register is made of."""

    df: pd.DataFrame
    keys: list[_CooperativeKeys]
    known: _KnownCooperatives
    kelurahan_names: Mapping[str, str]

    @cached_property
    def all_labels(self) -> dict[str, str]:
        """{id: label} of every cooperative that was ever published."""
        return {number: self.make_label(number) for number in self.known.keys}

    def make_label(self, number: str) -> str:
        return f"{self.known.names[number]} · {self.name_area(self.known.keys[number].kelurahan)}"

    def name_area(self, code: str | None) -> str:
        return self.kelurahan_names.get(code or "", "kelurahan tidak diketahui")

    def make_question(self, n: int, candidates: list[str], other: dict[str, str]) -> Question:
        """The question about row `n`, with the ids of likely cooperatives."""
        k, name = self.keys[n], read_text(self.df["nama_koperasi"].iat[n]) or ""
        labelled = [(i, self.make_label(i)) for i in candidates]
        context = f"Kelurahan {self.name_area(k.kelurahan)}"
        return Question(
            k.make_question_key(), "koperasi", name, context, [], labelled, SPECIAL_ANSWERS["koperasi"], other
        )


def _forget_overruled(old: pd.DataFrame, questionnaire: Questionnaire) -> pd.DataFrame:
    """Without the keys that a row was given only by an answer that is withdrawn or replaced."""
    overruled = {pairs for pairs in questionnaire.list_overruled() if pairs[1] != NEW}
    if not overruled or old.empty:
        return old
    pairs = zip(_make_keys(old), old["koperasi_id"], strict=True)
    return old[[(k.make_question_key(), number) not in overruled for k, number in pairs]]


def _take_answers(
    question: _QuestionMaker, decision: list[tuple[str | None, str | None]], questionnaire: Questionnaire
) -> set[int]:
    """Put the answers into `decision`; positions of the rows that need no question."""
    answered = set()
    for n, k in enumerate(question.keys):
        if questionnaire.knows(k.make_question_key()):
            answer = questionnaire.find_answer(question.make_question(n, [], question.all_labels))
            if answer is not None:
                answered.add(n)
            if answer is not None and answer != NEW:
                decision[n] = (answer, None)
    return answered


def _report_similar(
    question: _QuestionMaker,
    locator: CellLocator,
    open_rows: list[int],
    decision: list[tuple[str | None, str | None]],
    questionnaire: Questionnaire,
) -> list[Finding]:
    """A new cooperative that resembles one missing from this workbook may be that one under another spelling."""
    df, key, earlier = question.df, question.keys, question.known
    present = {i for i, _ in decision}
    missing: dict[str, list[str]] = defaultdict(list)
    for i, k in earlier.keys.items():
        if i not in present and k.name:
            missing[k.name].insert(0, i)  # of two namesakes the latest is named first
    near = rank_similar((key[n].name for n in open_rows if key[n].name), missing, SIMILAR_FROM)
    other = {i: question.make_label(i) for name in sorted(missing) for i in missing[name]} if near else {}
    sheet, row, name = (df[k].tolist() for k in ("lembar", "baris", "nama_koperasi"))
    listing = []
    for n in open_rows:
        if similar := near.get(key[n].name):
            candidates = [i for m in similar for i in missing[m]]
            kelurahan = question.name_area(earlier.keys[candidates[0]].kelurahan)
            part = {"nama": name[n], "mirip": earlier.names[candidates[0]], "kelurahan": kelurahan}
            cell = locator(sheet[n], row[n], "nama_koperasi")
            listing.append(make_finding("identitas_mirip", sheet[n], cell, name[n], **part))
            if key[n].kelurahan:  # else the key changes as soon as the kelurahan is answered
                questionnaire.ask(question.make_question(n, candidates[:5], other), sheet[n], cell)
    return listing
