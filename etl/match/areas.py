"""Areas: which kelurahan a typed name means. Never files a row under a kelurahan in doubt: then it asks."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd
from rapidfuzz.distance import OSA, Jaro, JaroWinkler

from etl.acuan import Reference
from etl.cells.place import BLANK_SIGNS, find_cell, read_text
from etl.match.questions import Questionnaire
from etl.model import FoundTable, Question
from etl.pesan import Finding, make_finding, say_choices, say_similar

# "Kel.Turi", "Ds./Kel. Turi", "Desa : Turi"
_PREFIX = re.compile(r"^(?:kelurahan|kel|desa|ds)\b[\s.:/-]*")
_JOINED_PREFIX = re.compile(r"^(?:kelurahan|kel|desa|ds)(?=\w)")
_KECAMATAN_PREFIX = re.compile(r"^(?:kecamatan|kec)(?:\b[\s.:/-]*|(?=\w))")
# A name that says it is a city, a regency or a kecamatan is not the kelurahan of that name.
_OTHER_LEVEL = re.compile(r"^(?:kota|kotamadya|kodya|kabupaten|kab|kecamatan|kec)\b[\s.:]*(?=\w)")
# Two names or an address in one cell: deciding which part counts would be a guess.
_NOT_A_NAME = re.compile(r"[,;/&+]|\d|^(?:jl|jln|jalan|gg|gang|dsn|dusun|rt|rw|perum)\b")
_WORTH_NAMING = 80  # least similarity for "did you mean"


@dataclass(frozen=True)
class AreaMatch:
    """What a name means: its code, or None with the candidates to ask about."""

    code: str | None
    means: str  # "sama" | "ejaan" | "mirip" | "dijawab" | "ragu" | "tak dikenal"
    candidates: list[tuple[str, str]] = field(default_factory=list)


class AreaFinder:
    """The areas of one installation, ready to be looked up by typed name."""

    def __init__(self, reference: Reference) -> None:
        kel = reference.kelurahan
        self.names: dict[str, str] = dict(zip(kel["kode_kelurahan"], kel["kelurahan"], strict=True))
        self.parents: dict[str, str] = dict(zip(kel["kode_kelurahan"], kel["kode_kecamatan"], strict=True))
        self.kecamatan_names: dict[str, str] = dict(zip(kel["kode_kecamatan"], kel["kecamatan"], strict=True))
        self._official = _index_by_key((code, name) for code, name in self.names.items())
        self._kecamatan = _index_by_key((code, name) for code, name in self.kecamatan_names.items())
        spelling = list(
            zip(reference.spellings["tingkat"], reference.spellings["kode"], reference.spellings["ejaan"], strict=True)
        )
        self._spellings = _index_by_key((code, name) for level, code, name in spelling if level != "kecamatan")
        self._kecamatan_spellings = _index_by_key(
            (code, name) for level, code, name in spelling if level == "kecamatan"
        )
        self._least_similarity: float = reference.settings["pemeriksaan"]["ejaan_mirip"]
        self._least_lead: float = reference.settings["pemeriksaan"]["ejaan_selisih"]

    def find(self, text: str, kecamatan: str | None = None) -> AreaMatch:
        """The kelurahan that `text` means; `kecamatan` (typed name) decides between namesakes."""
        plain_text = _drop_prefix(_fold(text))
        key = _make_key(plain_text)
        if not key or _NOT_A_NAME.search(plain_text):
            return AreaMatch(None, "tak dikenal")
        if _OTHER_LEVEL.match(plain_text):
            return AreaMatch(None, "ragu", self._list_candidates(_make_key(_OTHER_LEVEL.sub("", plain_text))))
        kode_kecamatan = self.find_kecamatan(kecamatan) if kecamatan else None
        for style, listing in (("sama", self._official), ("ejaan", self._spellings)):
            for form in (key, _JOINED_PREFIX.sub("", key)):
                if form in listing:
                    return self._choose(listing[form], style, kode_kecamatan)
        return self._find_similar(key, kode_kecamatan)

    def find_kecamatan(self, text: str) -> str | None:
        """Code of a typed kecamatan, None when it is not known for sure."""
        plain_text = _fold(text)
        for key in (_make_key(plain_text), _make_key(_KECAMATAN_PREFIX.sub("", plain_text))):
            code = self._kecamatan.get(key) or self._kecamatan_spellings.get(key)
            if not code:
                code = list(self._find_nearest(key, _merge_indexes(self._kecamatan, self._kecamatan_spellings)) or ())
            if code and len(code) == 1:
                return code[0]
        return None

    def is_kelurahan(self, text: str) -> bool:
        """Whether this is the plain name of a kelurahan."""
        return _make_key(_fold(text)) in self._official

    def find_kecamatan_hint(self, text: str) -> list[str]:
        key = _make_key(_KECAMATAN_PREFIX.sub("", _fold(text)))
        return [self.kecamatan_names[k] for k in _list_plausible(key, self._kecamatan)]

    def make_label(self, code: str) -> str:
        """Name of a kelurahan; with its kecamatan where the name alone is not unique."""
        namesakes = len(self._official[_make_key(_fold(self.names[code]))]) > 1
        return (
            f"{self.names[code]} (Kec. {self.kecamatan_names[self.parents[code]]})" if namesakes else self.names[code]
        )

    def make_question_key(self, text: str, kecamatan: str | None) -> str:
        """One key for all spellings that differ only in case, blanks and prefix, in one kecamatan."""
        inside = (self.find_kecamatan(kecamatan) or _make_key(_fold(kecamatan))) if kecamatan else ""
        return f"kelurahan:{_make_key(_drop_prefix(_fold(text))) or text.strip()}|{inside}"

    def make_question(self, text: str, kecamatan: str | None, candidates: list[tuple[str, str]]) -> Question:
        """Which kelurahan? All may be chosen, the likely ones first; where the kecamatan is known, only its own."""
        inside = self.find_kecamatan(kecamatan) if kecamatan else None
        ordered = dict.fromkeys([*(code for code, _ in candidates), *sorted(self.names, key=self.names.__getitem__)])
        choices = [(k, self.make_label(k)) for k in ordered if inside is None or self.parents[k] == inside]
        context = f"Kecamatan {kecamatan.strip()}" if kecamatan else ""
        return Question(self.make_question_key(text, kecamatan), "kelurahan", text.strip(), context, calon=choices)

    def _choose(self, code: list[str], style: str, kecamatan: str | None) -> AreaMatch:
        """One code, or the namesake inside the kecamatan, or ask."""
        inside = code if len(code) == 1 else [k for k in code if self.parents[k] == kecamatan]
        if len(inside) == 1:
            return AreaMatch(inside[0], style)
        return AreaMatch(None, "ragu", [(k, self.names[k]) for k in code])

    def _find_similar(self, key: str, kecamatan: str | None) -> AreaMatch:
        every = _merge_indexes(self._official, self._spellings)
        code = self._find_nearest(key, every)
        if code is None and kecamatan:
            # Names of other kecamatan may stand in the way, but must not be nearer than the one found here.
            inside = {k: d for k, v in every.items() if (d := [x for x in v if self.parents[x] == kecamatan])}
            near = min(OSA.distance(key, k) for k in every)
            if inside and min(OSA.distance(key, k) for k in inside) == near:
                code = self._find_nearest(key, inside)
        if code:
            return self._choose(list(code), "mirip", kecamatan)
        candidates = self._list_candidates(key)
        return AreaMatch(None, "ragu" if len(candidates) > 1 else "tak dikenal", candidates)

    def _find_nearest(self, key: str, listing: dict[str, list[str]]) -> tuple[str, ...] | None:
        """Codes of the one name that `key` misspells, None unless it is near AND clearly ahead.

        Two measures must agree. Jaro-Winkler carries the operator's thresholds: it forgives typing errors, but
        not in the first letters of a short name (for the lead plain Jaro: a shared beginning must not hide that
        kidul is not lor). The edit distance keeps "Kepanjen" (3 letters short of Kepanjenlor) out, however
        high it scores.
        """
        best: dict[tuple[str, ...], tuple[float, str]] = {}
        for name, code in listing.items():
            best[tuple(code)] = max((Jaro.similarity(key, name) * 100, name), best.get(tuple(code), (0.0, "")))
        (jaro, name), best_codes = max((value, code) for code, value in best.items())
        distance = OSA.distance(key, name)
        other = [value for code, value in best.items() if not set(code) & set(best_codes)]
        near = (
            distance <= (1 if len(key) < 8 else 2) and JaroWinkler.similarity(key, name) * 100 >= self._least_similarity
        )
        leads = all(jaro - s >= self._least_lead and OSA.distance(key, n) - distance >= 2 for s, n in other)
        return best_codes if near and leads else None

    def _list_candidates(self, key: str) -> list[tuple[str, str]]:
        return [(k, self.names[k]) for k in _list_plausible(key, self._official)]


def match_area(
    df: pd.DataFrame,
    table: FoundTable,
    reference: Reference,
    mandatory: bool,
    questionnaire: Questionnaire | None = None,
) -> tuple[pd.DataFrame, list[Finding]]:
    """Add kode_kelurahan (None where unknown). Blank cells are normalise's business; where the kelurahan
    is not mandatory, "-" is a blank too. What stays open is asked through `questionnaire`."""
    finder, questionnaire = AreaFinder(reference), questionnaire or Questionnaire()
    pairs = [(read_text(a), read_text(b)) for a, b in zip(df["kelurahan"], df["kecamatan"], strict=True)]
    decision = {p: _decide_area(finder, *p, reference.city, mandatory, questionnaire) for p in dict.fromkeys(pairs)}
    listing: list[Finding] = []
    for row, p in zip(df.index, pairs, strict=True):
        _, problems, question = decision[p]
        if question is not None:
            questionnaire.ask(question, table.lembar, find_cell(table, row, "kelurahan"))
        for column, code, content, suggestion, part in problems:
            if column not in table.kolom and "kelurahan" in table.kolom:
                column = "kelurahan"  # the kecamatan stands in a section row; the cell to look at is this one
            # A value from a section row has no cell of its own to write the correction into.
            suggestion = suggestion if column in table.kolom else ""
            listing.append(make_finding(code, table.lembar, find_cell(table, row, column), content, suggestion, **part))
    kode_kelurahan = pd.Series([decision[p][0] for p in pairs], index=df.index, dtype=object)
    return df.assign(kode_kelurahan=kode_kelurahan), listing


_WITH_KECAMATAN = re.compile(r"\s*(?P<kel>.*?\w)[\s,;/(.-]+kec(?:amatan)?\b[\s.:]*(?P<kec>[^\d,()]{3,})\)?\s*$", re.I)
_NEIGHBOURHOOD = re.compile(r"(?<=\w)[\s,(]+(?:rt|rw)\b.*$", re.I)
_AreaProblem = tuple[str, str, str, str, dict[str, str]]  # column, code, cell content, correction, parts of the text
_AreaDecision = tuple[str | None, list[_AreaProblem], Question | None]


def _decide_area(
    finder: AreaFinder,
    kelurahan: str | None,
    kecamatan: str | None,
    city: str,
    mandatory: bool,
    questionnaire: Questionnaire,
) -> _AreaDecision:
    """Code, problems and question of one (kelurahan, kecamatan) as typed."""
    if kelurahan is None or (not mandatory and kelurahan.strip().lower() in BLANK_SIGNS):
        return None, [], None
    if kecamatan and kecamatan.strip() in BLANK_SIGNS:
        kecamatan = None
    plain_text, inside = _take_apart(kelurahan)
    kecamatan = kecamatan or inside
    matching = finder.find(plain_text, kecamatan)
    question = None
    if matching.code is None:
        question = finder.make_question(kelurahan, kecamatan, matching.candidates)
        if answer := questionnaire.find_answer(question):
            matching = AreaMatch(answer, "dijawab")
    problems = _report_kecamatan(finder, kelurahan, kecamatan)
    if any(code == "kecamatan_tertukar" for _, code, *_ in problems):
        return None, problems, None
    if matching.code is None:
        return None, [_ask_area(finder, kelurahan, matching, city), *problems], question
    if kecamatan and (contradiction := _find_contradiction(finder, matching.code, kecamatan)):
        return None, [contradiction], None
    name = finder.names[matching.code]
    if matching.means == "mirip":
        problems.append(("kelurahan", "kelurahan_dikoreksi", kelurahan, name, {"dibaca": name}))
    return matching.code, problems, None


def _report_kecamatan(finder: AreaFinder, kelurahan: str, kecamatan: str | None) -> list[_AreaProblem]:
    """What is wrong with a typed kecamatan by itself: it is a kelurahan, or nobody knows it."""
    if not kecamatan or finder.find_kecamatan(kecamatan) is not None:
        return []
    if finder.is_kelurahan(kecamatan):
        return [("kecamatan", "kecamatan_tertukar", kecamatan, "", {"kelurahan": kelurahan})]
    hint = say_similar(finder.find_kecamatan_hint(kecamatan))
    return [("kecamatan", "kecamatan_tak_dikenal", kecamatan, "", {"mirip": hint})]


def _find_contradiction(finder: AreaFinder, code: str, kecamatan: str) -> _AreaProblem | None:
    """The kelurahan lies in another kecamatan than the one that is typed beside it."""
    as_typed, right = finder.find_kecamatan(kecamatan), finder.parents[code]
    if not as_typed or as_typed == right:
        return None
    names = finder.kecamatan_names
    part = {"kelurahan": finder.names[code], "seharusnya": names[right], "tertulis": names[as_typed]}
    return "kecamatan", "kecamatan_bertentangan", kecamatan, "", part


def _take_apart(text: str) -> tuple[str, str | None]:
    """ "Kel. Turi RT 2/RW 3, Kec. Sukorejo" -> ("Kel. Turi", "Sukorejo")."""
    kecamatan = None
    if matching := _WITH_KECAMATAN.match(text):
        text, kecamatan = matching["kel"], matching["kec"].strip()
    return _NEIGHBOURHOOD.sub("", text) or text, kecamatan


def _ask_area(finder: AreaFinder, kelurahan: str, matching: AreaMatch, city: str) -> _AreaProblem:
    candidates = [finder.make_label(code) for code, _ in matching.candidates]
    if matching.means == "ragu" and candidates:
        return "kelurahan", "kelurahan_ragu", kelurahan, "", {"calon": say_choices(candidates)}
    return "kelurahan", "kelurahan_tak_dikenal", kelurahan, "", {"kota": city, "mirip": say_similar(candidates)}


def _fold(text: str) -> str:
    """Lower case, plain letters, single blanks, no punctuation at the ends."""
    plain_text = unicodedata.normalize("NFKD", text)
    plain_text = "".join(c for c in plain_text if not unicodedata.combining(c)).casefold()
    return re.sub(r"^\W+|\W+$", "", re.sub(r"\s+", " ", plain_text))


def _drop_prefix(plain_text: str) -> str:
    while (short := _PREFIX.sub("", plain_text)) and short != plain_text:
        plain_text = short
    return plain_text


def _make_key(plain_text: str) -> str:
    """Letters only, so that "Kepanjen Kidul" and "kepanjenkidul" are one."""
    return re.sub(r"[\W_]+", "", plain_text)


def _index_by_key(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    result: dict[str, list[str]] = defaultdict(list)
    for code, name in pairs:
        if code not in result[_make_key(_fold(name))]:
            result[_make_key(_fold(name))].append(code)
    return dict(result)


def _merge_indexes(official: dict[str, list[str]], spelling: dict[str, list[str]]) -> dict[str, list[str]]:
    return {**spelling, **official}


def _list_plausible(key: str, listing: dict[str, list[str]]) -> list[str]:
    """Up to three codes worth naming in a question, the most similar first."""
    score = sorted(((JaroWinkler.similarity(key, name) * 100, name) for name in listing), reverse=True)
    return [code for s, name in score if s >= _WORTH_NAMING for code in listing[name]][:3]
