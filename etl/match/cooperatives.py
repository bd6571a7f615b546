"""Cooperatives across quarters: which row is which known cooperative, what stands twice, what looks alike."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from etl.cells.place import CellLocator, read_text
from etl.identity.decisions import UNDECIDED, Decided
from etl.match.cooperative_keys import SIMILAR_FROM, CooperativeKeys, KnownCooperatives, make_keys, say_difference
from etl.match.names import make_id, rank_similar
from etl.match.questions import NEW, SPECIAL_ANSWERS, Questionnaire
from etl.model import Question
from etl.pesan import Finding, make_finding

# Numbers that name one cooperative: their column, and how a message calls them.
_SHARED = {"nik": ("nik_koperasi", "NIK"), "bh": ("nomor_badan_hukum", "Nomor badan hukum")}
_CAUSES = {"nik": "NIK sama", "bh": "nomor badan hukum sama", "nama": "nama dan kelurahan sama"}
_MANY_CONFLICTS = 10  # so many rows whose numbers name two cooperatives are no typing errors any more


def match_register(
    df: pd.DataFrame,
    locator: CellLocator,
    old: pd.DataFrame,
    kelurahan_names: Mapping[str, str],
    questionnaire: Questionnaire | None = None,
    decided: Decided = UNDECIDED,
) -> tuple[pd.DataFrame, list[Finding]]:
    """Add koperasi_id. `df` holds the rows of all registers of the workbook, with lembar and baris.

    An answer "the same as …" gives the row the id of that cooperative, so that it stays one across quarters. What staff
    joined or separated (`decided`) is found as such.
    """
    questionnaire = questionnaire or Questionnaire()
    keys, earlier = make_keys(df), KnownCooperatives(_forget_overruled(old, questionnaire), decided)
    maker = _QuestionMaker(df, keys, earlier, kelurahan_names)
    decisions = [earlier.find(k) for k in keys]
    answered = _take_answers(maker, decisions, questionnaire, decided)
    _take_loose(keys, earlier, decisions, questionnaire)
    ids = _choose_ids(keys, [i for i, _ in decisions], set(earlier.keys) | decided.ids)
    df = df.assign(koperasi_id=pd.Series(ids, index=df.index, dtype=object))
    repeated, pairs = _find_repeats(df, keys, [i for i, _ in decisions])
    shared = _find_shared_numbers(keys, repeated)
    findings = _report_repeats(df, locator, {p: c for p, c in repeated.items() if p not in shared}, pairs)
    findings += _report_shared_numbers(df, locator, shared, keys, earlier)
    findings += _report_conflicts(df, locator, decisions, earlier)
    rest = [n for n in range(len(keys)) if n not in answered]
    asked = [n for n in rest if decisions[n][0] is None or questionnaire.is_reopened(keys[n].make_question_key())]
    findings += _report_similar(maker, locator, asked, decisions, questionnaire)
    return df, findings + _report_rivals(maker, locator, rest, ids, questionnaire)


def _choose_ids(keys: list[CooperativeKeys], known: list[str | None], used: set[str]) -> list[str]:
    """The id of each row, a new one where it is not known."""
    new = make_new_ids([k for k, i in zip(keys, known, strict=True) if i is None], used)
    return [i or new[k.choose_first()] for k, i in zip(keys, known, strict=True)]


def make_new_ids(keys: list[CooperativeKeys], used: set[str]) -> dict[str, str]:
    """{first key: id}; a rebuild in the same order gives the same ids."""
    result: dict[str, str] = {}
    for first in dict.fromkeys(k.choose_first() for k in keys):
        base = make_id("K", first)
        number, ordinal = base, 1
        while number in used:
            ordinal += 1
            number = f"{base}-{ordinal}"
        used.add(number)
        result[first] = number
    return result


def _find_repeats(
    df: pd.DataFrame, keys: list[CooperativeKeys], known_ids: list[str | None]
) -> tuple[dict[tuple[int, int], list[str]], Counter[tuple[str, str]]]:
    """{(first, later) position: reasons} of rows that are one cooperative, and how many per pair of sheets."""
    repeated: dict[tuple[int, int], list[str]] = defaultdict(list)
    for kind, cause in _CAUSES.items():
        first: dict[object, int] = {}
        for i, k in enumerate(keys):
            value = k.place_key if kind == "nama" else getattr(k, kind)
            if value is not None and first.setdefault(value, i) != i:
                repeated[first[value], i].append(cause)
    done_already = {j for _, j in repeated}
    owners: dict[str, int] = {}
    for i, number in enumerate(known_ids):
        if number and owners.setdefault(number, i) != i and i not in done_already:
            repeated[owners[number], i].append("keduanya cocok dengan satu koperasi triwulan lalu")
    sheets = df["lembar"].tolist()
    return repeated, Counter((sheets[i], sheets[j]) for i, j in repeated if sheets[i] != sheets[j])


def _find_shared_numbers(
    keys: list[CooperativeKeys], repeated: Mapping[tuple[int, int], list[str]]
) -> dict[tuple[int, int], str]:
    """Pairs of rows that share nothing but one number, "nik" or "bh", which is mistyped in one of them."""
    kinds = {_CAUSES[kind]: kind for kind in _SHARED}
    return {
        (i, j): kinds[causes[0]]
        for (i, j), causes in repeated.items()
        if len(causes) == 1 and causes[0] in kinds and keys[i].name and keys[j].name
        if keys[i].differs_in_name(keys[j])
    }


def _report_shared_numbers(
    df: pd.DataFrame,
    locator: CellLocator,
    shared: Mapping[tuple[int, int], str],
    keys: list[CooperativeKeys],
    earlier: KnownCooperatives,
) -> list[Finding]:
    findings = []
    sheets, rows, names = (df[k].tolist() for k in ("lembar", "baris", "nama_koperasi"))
    for (i, j), kind in shared.items():
        column, label = _SHARED[kind]
        owner = {"nik": earlier.by_nik, "bh": earlier.by_bh}[kind].get(getattr(keys[j], kind) or "")
        known = f" Sebelumnya nomor ini terbit untuk “{earlier.names[owner]}”." if owner else ""
        first = f"{rows[i]}" if sheets[i] == sheets[j] else f"{rows[i]} lembar “{sheets[i]}”"
        part = {"nama1": names[i], "baris1": first, "nama2": names[j], "baris2": rows[j], "dahulu": known}
        cell, number = locator(sheets[j], rows[j], column), df[column].iloc[j]
        findings.append(
            make_finding("nomor_sama_dua_koperasi", sheets[j], cell, number, kolom=label, nomor=number, **part)
        )
    return findings


def _report_repeats(
    df: pd.DataFrame, locator: CellLocator, repeated: dict[tuple[int, int], list[str]], pairs: Counter[tuple[str, str]]
) -> list[Finding]:
    """One finding a pair; but one for all when a sheet largely repeats another."""
    counts = df["lembar"].value_counts()
    copies = {p for p, n in pairs.items() if n >= 5 and n * 2 >= min(counts[p[0]], counts[p[1]])}
    findings = [make_finding("dua_register", b, "", lembar1=a, lembar2=b) for a, b in sorted(copies)]
    sheets, rows, names = (df[k].tolist() for k in ("lembar", "baris", "nama_koperasi"))
    for (i, j), causes in sorted(repeated.items(), key=lambda x: x[0][1]):
        if (sheets[i], sheets[j]) in copies:
            continue
        first = f"{rows[i]}" if sheets[i] == sheets[j] else f"{rows[i]} (lembar “{sheets[i]}”)"
        # a row without a name may repeat another by its NIK
        label = next((n for n in (names[j], names[i]) if isinstance(n, str) and n), "(tanpa nama)")
        part = {"nama": label, "baris1": first, "baris2": rows[j], "sebab": ", ".join(causes)}
        part["beda"] = say_difference(df.iloc[i], df.iloc[j])
        cell = locator(sheets[j], rows[j], "nama_koperasi")
        findings.append(make_finding("koperasi_ganda", sheets[j], cell, names[j], **part))
    return findings


def _report_conflicts(
    df: pd.DataFrame, locator: CellLocator, decisions: list[tuple[str | None, str | None]], earlier: KnownCooperatives
) -> list[Finding]:
    # A Series: an empty list would choose no columns instead of no rows.
    mixed = df[pd.Series([conflict is not None for _, conflict in decisions], index=df.index, dtype=bool)]
    columns = ["lembar", "baris", "nik_koperasi", "nama_koperasi", "koperasi_id"]
    moved = []
    if len(mixed) >= _MANY_CONFLICTS:
        sheet, row = mixed[["lembar", "baris"]].iloc[0]
        cell = locator(sheet, row, "nik_koperasi")
        moved = [make_finding("nomor_berpindah", sheet, cell, jumlah=len(mixed), dari=len(df))]
    return moved + [
        make_finding(
            "nik_bertentangan",
            sheet,
            locator(sheet, row, "nik_koperasi"),
            nik,
            nik=nik,
            dahulu=earlier.names[number],
            nama=name,
        )
        for sheet, row, nik, name, number in mixed[columns].itertuples(index=False)
    ]


@dataclass(frozen=True)
class _QuestionMaker:
    """What a question about a row of the register is made of."""

    df: pd.DataFrame
    keys: list[CooperativeKeys]
    known: KnownCooperatives
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
    overruled = {pair for pair in questionnaire.list_overruled() if pair[1] != NEW}
    if not overruled or old.empty:
        return old
    pairs = zip(make_keys(old), old["koperasi_id"], strict=True)
    return old[[(k.make_question_key(), number) not in overruled for k, number in pairs]]


def _take_answers(
    maker: _QuestionMaker,
    decisions: list[tuple[str | None, str | None]],
    questionnaire: Questionnaire,
    decided: Decided,
) -> set[int]:
    """Put the answers into `decisions`; positions of the rows that need no question. An answer does not bring
    together what was separated, where a key tells the two apart."""
    answered = set()
    for n, k in enumerate(maker.keys):
        if questionnaire.knows(k.make_question_key()):
            answer = questionnaire.find_answer(maker.make_question(n, [], maker.all_labels))
            if answer is not None:
                answered.add(n)
            if decided.are_apart(answer, decisions[n][0]) and not maker.known.find_rivals(k):
                continue
            if answer is not None and answer != NEW:
                decisions[n] = (answer, None)
    return answered


def _take_loose(
    keys: list[CooperativeKeys],
    earlier: KnownCooperatives,
    decisions: list[tuple[str | None, str | None]],
    questionnaire: Questionnaire,
) -> None:
    """Put cooperatives into `decisions` that only blanks or a legal form left out tell from a published one; never
    against an answer."""
    taken = {i for i, _ in decisions}
    for n, k in enumerate(keys):
        key = k.make_question_key()
        if decisions[n][0] is None and not questionnaire.knows(key) and not questionnaire.is_reopened(key):
            found = earlier.find_loosely(k, taken)
            decisions[n] = (found, None)
            taken.add(found)


def _report_similar(
    maker: _QuestionMaker,
    locator: CellLocator,
    open_rows: list[int],
    decisions: list[tuple[str | None, str | None]],
    questionnaire: Questionnaire,
) -> list[Finding]:
    """A new cooperative that resembles one missing from this workbook may be that one under another spelling."""
    df, keys, earlier = maker.df, maker.keys, maker.known
    present = {i for i, _ in decisions}
    missing: dict[str, list[str]] = defaultdict(list)
    for i, k in earlier.keys.items():
        if i not in present and k.name:
            missing[k.name].insert(0, i)  # of two namesakes the latest is named first
    near = rank_similar((keys[n].name for n in open_rows if keys[n].name), missing, SIMILAR_FROM)
    others = {i: maker.make_label(i) for name in sorted(missing) for i in missing[name]} if near else {}
    sheets, rows, names = (df[k].tolist() for k in ("lembar", "baris", "nama_koperasi"))
    findings = []
    for n in open_rows:
        if similar := near.get(keys[n].name):
            candidates = [i for m in similar for i in missing[m]]
            kelurahan = maker.name_area(earlier.keys[candidates[0]].kelurahan)
            part = {"nama": names[n], "mirip": earlier.names[candidates[0]], "kelurahan": kelurahan}
            cell = locator(sheets[n], rows[n], "nama_koperasi")
            findings.append(make_finding("identitas_mirip", sheets[n], cell, names[n], **part))
            if keys[n].kelurahan:  # else the key changes as soon as the kelurahan is answered
                questionnaire.ask(maker.make_question(n, candidates[:5], others), sheets[n], cell)
    return findings


def _report_rivals(
    maker: _QuestionMaker, locator: CellLocator, rows: list[int], ids: list[str], questionnaire: Questionnaire
) -> list[Finding]:
    """A row may be either of two that staff separated: it counts for the first one and is asked."""
    findings = []
    sheets, lines, names = (maker.df[k].tolist() for k in ("lembar", "baris", "nama_koperasi"))
    for n in rows:
        if rivals := [i for i in maker.known.find_rivals(maker.keys[n]) if i != ids[n]]:
            cell = locator(sheets[n], lines[n], "nama_koperasi")
            part = {"nama": names[n], "satu": maker.make_label(ids[n]), "lain": maker.make_label(rivals[0])}
            findings.append(make_finding("koperasi_dipisah", sheets[n], cell, names[n], **part))
            questionnaire.ask(maker.make_question(n, [ids[n], *rivals], maker.all_labels), sheets[n], cell)
    return findings
