"""Areas: the kelurahan of each row. Never files a row under a kelurahan in doubt: then it asks."""

from __future__ import annotations

import re

import pandas as pd

from etl.acuan import Reference
from etl.cells.place import BLANK_SIGNS, find_cell, read_text
from etl.match.area_finder import AreaFinder, AreaMatch
from etl.match.known_areas import KnownArea, KnownAreas
from etl.match.questions import Questionnaire
from etl.model import FoundTable, Question
from etl.pesan import Finding, make_finding, say_choices, say_similar

_WITH_KECAMATAN = re.compile(r"\s*(?P<kel>.*?\w)[\s,;/(.-]+kec(?:amatan)?\b[\s.:]*(?P<kec>[^\d,()]{3,})\)?\s*$", re.I)
_NEIGHBOURHOOD = re.compile(r"(?<=\w)[\s,(]+(?:rt|rw)\b.*$", re.I)
_AreaProblem = tuple[str, str, str, str, dict[str, str]]  # column, code, cell content, correction, parts of the text
_AreaDecision = tuple[str | None, list[_AreaProblem], Question | None]


def match_area(
    df: pd.DataFrame,
    table: FoundTable,
    reference: Reference,
    mandatory: bool,
    questionnaire: Questionnaire | None = None,
    known: KnownAreas | None = None,
) -> tuple[pd.DataFrame, list[Finding]]:
    """Add kode_kelurahan (None where unknown). Blank cells are normalise's business; where the kelurahan
    is not mandatory, "-" is a blank too. What stays open is asked through `questionnaire`.

    `known`: where the cooperatives of a register were last published; it outweighs remembered answers."""
    finder, questionnaire = AreaFinder(reference), questionnaire or Questionnaire()
    pairs = _pair_rows(df, finder, known)
    decision = {p: _decide_area(finder, *p, reference.city, mandatory, questionnaire) for p in dict.fromkeys(pairs)}
    findings: list[Finding] = []
    for row, p in zip(df.index, pairs, strict=True):
        _, problems, question = decision[p]
        if question is not None:
            questionnaire.ask(question, table.lembar, find_cell(table, row, "kelurahan"))
        for column, code, as_typed, suggestion, part in problems:
            if column == "kecamatan" and not _has_own_cell(table, row, column) and "kelurahan" in table.kolom:
                column, as_typed = "kelurahan", p[0] or ""  # the kecamatan stands elsewhere: look at this cell
            # A value from a section row or inside a text has no cell of its own to write the correction into.
            has_cell = column in table.kolom and not table.kolom[column].is_inside
            suggestion = suggestion if has_cell else ""
            cell = find_cell(table, row, column)
            findings.append(make_finding(code, table.lembar, cell, as_typed, suggestion, **part))
    kode_kelurahan = pd.Series([decision[p][0] for p in pairs], index=df.index, dtype=object)
    return df.assign(kode_kelurahan=kode_kelurahan), findings


def _has_own_cell(table: FoundTable, row: int, column: str) -> bool:
    """Whether the value is written in this row, in a column of its own: not in a section row, not inside a name."""
    written = read_text(table.data.at[row, column]) if column in table.kolom else None
    return written is not None and written.strip() not in BLANK_SIGNS


_AreaKey = tuple[str | None, str | None, KnownArea | None]  # kelurahan and kecamatan as typed, where it was


def _pair_rows(df: pd.DataFrame, finder: AreaFinder, known: KnownAreas | None) -> list[_AreaKey]:
    """What is typed in each row, and where its cooperative was last published if what is typed is in doubt."""
    typed = [(read_text(a), read_text(b)) for a, b in zip(df["kelurahan"], df["kecamatan"], strict=True)]
    if known is None:
        return [(*p, None) for p in typed]
    in_doubt = {p for p in set(typed) if p[0] and finder.find(*_read_typed(finder, p[0], p[1])).code is None}
    found = known.group_rows(df, [p in in_doubt for p in typed])
    # what is no area of this quarter, since it was divided or joined, decides nothing
    return [(*p, a if a and a.code in finder.names else None) for p, a in zip(typed, found, strict=True)]


def _read_typed(finder: AreaFinder, kelurahan: str, kecamatan: str | None) -> tuple[str, str | None]:
    """The part of a typed kelurahan that is a name, and the kecamatan beside or inside it."""
    if kecamatan and kecamatan.strip() in BLANK_SIGNS:
        kecamatan = None
    name, inside = (kelurahan, None) if finder.is_official(kelurahan) else _take_apart(kelurahan)
    return name, kecamatan or inside


def _decide_area(
    finder: AreaFinder,
    kelurahan: str | None,
    kecamatan: str | None,
    known: KnownArea | None,
    city: str,
    mandatory: bool,
    questionnaire: Questionnaire,
) -> _AreaDecision:
    """Code, problems and question of one (kelurahan, kecamatan) as typed."""
    if kelurahan is None or (not mandatory and kelurahan.strip().lower() in BLANK_SIGNS):
        return None, [], None
    name, kecamatan = _read_typed(finder, kelurahan, kecamatan)
    found, question = _find_or_ask(finder, questionnaire, kelurahan, name, kecamatan, known)
    problems = _report_kecamatan(finder, kelurahan, kecamatan)
    if any(code == "kecamatan_tertukar" for _, code, *_ in problems):
        return None, problems, None
    if found.code is None:
        return None, [_ask_area(finder, kelurahan, found, city), *problems], question
    if kecamatan and (contradiction := _find_contradiction(finder, found.code, kecamatan)):
        return None, [contradiction], None
    official = finder.names[found.code]
    if found.means == "mirip":
        problems.append(("kelurahan", "kelurahan_dikoreksi", kelurahan, official, {"dibaca": official}))
    if found.means == "terbit":
        problems.append(("kelurahan", "kelurahan_menurut_terbitan", kelurahan, official, {"dibaca": official}))
    return found.code, problems, None


def _find_or_ask(
    finder: AreaFinder,
    questionnaire: Questionnaire,
    kelurahan: str,
    name: str,
    kecamatan: str | None,
    known: KnownArea | None,
) -> tuple[AreaMatch, Question | None]:
    """What `name`, the part of `kelurahan` that is a name, means by itself or by an answer; else the question."""
    found = finder.find(name, kecamatan)
    if found.code is not None:
        return found, None
    question = finder.make_question(kelurahan, kecamatan, found.candidates)
    own = finder.make_known_question(question, known, found.candidates) if known else question
    # An answer to this very check counts for all; a remembered one must not move a cooperative that is known.
    asked = next((p for p in (own, question) if questionnaire.is_given(p.kunci)), None)
    if asked is None and known is not None:
        remembered = next((p for p in (own, question) if questionnaire.knows(p.kunci)), None)
        if remembered is not None and questionnaire.read_remembered(remembered.kunci) == known.code:
            asked = remembered
        elif known.code in {code for code, _ in found.candidates} and (
            remembered is not None or questionnaire.has_told(f"{question.kunci}|", known.code)
        ):
            return AreaMatch(known.code, "terbit"), None
    if known is None or asked is not None:
        answer = questionnaire.find_answer(asked or question)
        return (AreaMatch(answer, "dijawab") if answer else found), own
    return found, own


def _report_kecamatan(finder: AreaFinder, kelurahan: str, kecamatan: str | None) -> list[_AreaProblem]:
    """What is wrong with a typed kecamatan by itself: it is a kelurahan, or nobody knows it."""
    if not kecamatan or finder.find_kecamatan(kecamatan) is not None:
        return []
    if finder.is_kelurahan(kecamatan):
        part = {"tertulis": kecamatan.strip(), "kelurahan": _read_typed(finder, kelurahan, None)[0]}
        return [("kecamatan", "kecamatan_tertukar", kecamatan, "", part)]
    hint = say_similar(finder.find_kecamatan_hint(kecamatan))
    return [("kecamatan", "kecamatan_tak_dikenal", kecamatan, "", {"tertulis": kecamatan.strip(), "mirip": hint})]


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
    if parts := _WITH_KECAMATAN.match(text):
        text, kecamatan = parts["kel"], parts["kec"].strip()
    return _NEIGHBOURHOOD.sub("", text) or text, kecamatan


def _ask_area(finder: AreaFinder, kelurahan: str, found: AreaMatch, city: str) -> _AreaProblem:
    candidates = [finder.make_label(code) for code, _ in found.candidates]
    if found.means == "ragu" and candidates:
        return "kelurahan", "kelurahan_ragu", kelurahan, "", {"calon": say_choices(candidates)}
    return "kelurahan", "kelurahan_tak_dikenal", kelurahan, "", {"kota": city, "mirip": say_similar(candidates)}
