"""Which kelurahan a typed name means: looked up by its letters, by known spellings, and by what it resembles."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from rapidfuzz.distance import OSA, Jaro, JaroWinkler

from etl.acuan import Reference
from etl.match.known_areas import KnownArea
from etl.model import Question

# "Kel.Turi", "Ds./Kel. Turi", "Desa : Turi"
_PREFIX = re.compile(r"^(?:kelurahan|kel|desa|ds)\b[\s.:/-]*")
_JOINED_PREFIX = re.compile(r"^(?:kelurahan|kel|desa|ds)(?=\w)")
_KECAMATAN_PREFIX = re.compile(r"^(?:kecamatan|kec)(?:\b[\s.:/-]*|(?=\w))")
# A name that says it is a city, a regency or a kecamatan is not the kelurahan of that name.
_OTHER_LEVEL = re.compile(r"^(?:kota|kotamadya|kodya|kabupaten|kab|kecamatan|kec)\b[\s.:]*(?=\w)")
# Two names or an address in one cell: deciding which part counts would be a guess.
_NOT_A_NAME = re.compile(r"[,;/&+]|\d|^(?:jl|jln|jalan|gg|gang|dsn|dusun|rt|rw|perum)\b")
_WORTH_NAMING = 80  # least similarity for "did you mean"


# A word before a name that says its level; two that differ say nothing: "Kel./Desa Mawar".
_LEVEL_WORD = re.compile(r"(kelurahan|kel|desa|ds)\b[\s.:/-]*")


@dataclass(frozen=True)
class _Reading:
    """One way to read a typed text: the level that it says, or "", and what is then the name."""

    level: str
    name: str


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
        levels = kel["tingkat"] if "tingkat" in kel else [""] * len(kel)
        self.levels: dict[str, str] = dict(zip(kel["kode_kelurahan"], levels, strict=True))
        self.kecamatan_names: dict[str, str] = dict(zip(kel["kode_kecamatan"], kel["kecamatan"], strict=True))
        self._official = _index_by_key(
            (code, form) for code, name in self.names.items() for form in _list_forms(name, self.levels[code])
        )
        self._kecamatan = _index_by_key((code, name) for code, name in self.kecamatan_names.items())
        spellings = list(
            zip(reference.spellings["tingkat"], reference.spellings["kode"], reference.spellings["ejaan"], strict=True)
        )
        self._spellings = _index_by_key((code, name) for level, code, name in spellings if level != "kecamatan")
        self._kecamatan_spellings = _index_by_key(
            (code, name) for level, code, name in spellings if level == "kecamatan"
        )
        self._least_similarity: float = reference.settings["pemeriksaan"]["ejaan_mirip"]
        self._least_lead: float = reference.settings["pemeriksaan"]["ejaan_selisih"]

    def find(self, text: str, kecamatan: str | None = None) -> AreaMatch:
        """The kelurahan that `text` means; `kecamatan` (typed name) decides between namesakes."""
        inside = self.find_kecamatan(kecamatan) if kecamatan else None
        if (official := self._find_official(_fold(text), inside)) is not None:
            return official
        plain_text = _drop_prefix(_fold(text))
        key = _make_key(plain_text)
        if not key or _NOT_A_NAME.search(plain_text):
            return AreaMatch(None, "tak dikenal")
        if _OTHER_LEVEL.match(plain_text):
            return AreaMatch(None, "ragu", self._list_candidates(_make_key(_OTHER_LEVEL.sub("", plain_text))))
        for means, names in (("sama", self._official), ("ejaan", self._spellings)):
            for form in (key, _JOINED_PREFIX.sub("", key)):
                if form in names:
                    return self._choose(names[form], means, inside)
        return self._find_similar(key, inside)

    def is_official(self, text: str) -> bool:
        """Whether a typed text is, as a whole, the official name of an area, be it "Jalan Baru" or "Blok 15/16"."""
        return bool(self._list_same(_fold(text)))

    def _list_same(self, plain_text: str) -> list[str]:
        """Areas of this official name. Where it looks like an address or two names, sign for sign: no "Bendo/Gerit"."""
        codes = self._official.get(_make_key(plain_text), [])
        if _NOT_A_NAME.search(plain_text):
            return [k for k in codes if _drop_blanks(_fold(self.names[k])) == _drop_blanks(plain_text)]
        return codes

    def _find_official(self, plain_text: str, inside: str | None) -> AreaMatch | None:
        """The area whose official name this is, with its level before it or not; None: no official name.

        "Desa Indah" may be the desa of that name, or the desa "Indah": the kecamatan decides, or it is asked.
        """
        readings = [_Reading("", plain_text)]
        levels: set[str] = set()
        while (matching := _LEVEL_WORD.match(readings[-1].name)) and matching.end() < len(readings[-1].name):
            levels.add("kelurahan" if matching[1].startswith("kel") else "desa")
            level = next(iter(levels)) if len(levels) == 1 else ""
            readings.append(_Reading(level, readings[-1].name[matching.end() :]))
        found = [c for r in readings if (c := self._list_official(r, inside))]
        codes = list(dict.fromkeys(code for candidates in found for code in candidates))
        codes = [k for k in codes if inside and self.parents[k] == inside] or codes
        if not codes:
            return None
        if len(codes) == 1:
            return AreaMatch(codes[0], "sama")
        return AreaMatch(None, "ragu", [(k, self.names[k]) for k in codes])

    def _list_official(self, r: _Reading, inside: str | None) -> list[str]:
        """Areas of this official name, fewer where kecamatan, spelling and level tell them apart."""
        codes = self._list_same(r.name)
        for narrower in (
            [k for k in codes if inside and self.parents[k] == inside],
            [k for k in codes if _fold(self.names[k]) == r.name],
            [k for k in codes if r.level and self.levels.get(k) == r.level],
        ):
            codes = [k for k in codes if k in narrower] or codes
        return codes

    def find_kecamatan(self, text: str) -> str | None:
        """Code of a typed kecamatan, None when it is not known for sure."""
        plain_text = _fold(text)
        for key in (_make_key(plain_text), _make_key(_KECAMATAN_PREFIX.sub("", plain_text))):
            codes = self._kecamatan.get(key) or self._kecamatan_spellings.get(key)
            if not codes:
                codes = list(self._find_nearest(key, _merge_indexes(self._kecamatan, self._kecamatan_spellings)) or ())
            if codes and len(codes) == 1:
                return codes[0]
        return None

    def is_kelurahan(self, text: str) -> bool:
        """Whether this is the plain name of a kelurahan."""
        return _make_key(_fold(text)) in self._official

    def find_kecamatan_hint(self, text: str) -> list[str]:
        key = _make_key(_KECAMATAN_PREFIX.sub("", _fold(text)))
        return [self.kecamatan_names[k] for k in _list_plausible(key, self._kecamatan)]

    def make_label(self, code: str) -> str:
        """Name of a kelurahan; with its kecamatan where the name alone is not unique."""
        namesakes = [k for k in self._official[_make_key(_fold(self.names[code]))] if k != code]
        if not namesakes:
            return self.names[code]
        twin = any(self.parents[k] == self.parents[code] for k in namesakes)  # a kelurahan and a desa of one name
        level = f"{self.levels[code].capitalize()} " if twin else ""
        return f"{level}{self.names[code]} (Kec. {self.kecamatan_names[self.parents[code]]})"

    def make_question_key(self, text: str, kecamatan: str | None) -> str:
        """One key for all spellings that differ only in case, blanks and prefix, in one kecamatan."""
        inside = (self.find_kecamatan(kecamatan) or _make_key(_fold(kecamatan))) if kecamatan else ""
        return f"kelurahan:{_make_key(_drop_prefix(_fold(text))) or text.strip()}|{inside}"

    def make_question(self, text: str, kecamatan: str | None, candidates: list[tuple[str, str]]) -> Question:
        """Which kelurahan? All may be chosen, the likely ones first; where the kecamatan is known, only its own. One
        that is likely alone may be chosen with all that is suggested, but "Kota Blitar" need not mean kelurahan
        Blitar."""
        inside = self.find_kecamatan(kecamatan) if kecamatan else None
        ordered = dict.fromkeys([*(code for code, _ in candidates), *sorted(self.names, key=self.names.__getitem__)])
        choices = [(k, self.make_label(k)) for k in ordered if inside is None or self.parents[k] == inside]
        context = f"Kecamatan {kecamatan.strip()}" if kecamatan else ""
        key = self.make_question_key(text, kecamatan)
        is_plain = len(candidates) == 1 and not _OTHER_LEVEL.match(_drop_prefix(_fold(text)))
        return Question(key, "kelurahan", text.strip(), context, calon=choices, is_plain=is_plain)

    def make_known_question(self, question: Question, known: KnownArea, candidates: list[tuple[str, str]]) -> Question:
        """The same question about cooperatives that are known: it names them, and where they were comes first unless
        what is typed can only mean other areas."""
        context = " · ".join(
            filter(None, (question.konteks, f"{known.label}, terakhir di {self.make_label(known.code)}"))
        )
        own = replace(question, kunci=f"{question.kunci}|{known.code}", konteks=context, tempat=[])
        if candidates and known.code not in {code for code, _ in candidates}:
            return own
        return replace(own, calon=sorted(question.calon, key=lambda choice: choice[0] != known.code), is_plain=True)

    def _choose(self, codes: list[str], means: str, kecamatan: str | None) -> AreaMatch:
        """One code, or the namesake inside the kecamatan, or ask."""
        inside = codes if len(codes) == 1 else [k for k in codes if self.parents[k] == kecamatan]
        if len(inside) == 1:
            return AreaMatch(inside[0], means)
        return AreaMatch(None, "ragu", [(k, self.names[k]) for k in codes])

    def _find_similar(self, key: str, kecamatan: str | None) -> AreaMatch:
        known = _merge_indexes(self._official, self._spellings)
        codes = self._find_nearest(key, known)
        if codes is None and kecamatan:
            # Names of other kecamatan may stand in the way, but must not be nearer than the one found here.
            inside = {k: d for k, v in known.items() if (d := [x for x in v if self.parents[x] == kecamatan])}
            near = min(OSA.distance(key, k) for k in known)
            if inside and min(OSA.distance(key, k) for k in inside) == near:
                codes = self._find_nearest(key, inside)
        if codes:
            return self._choose(list(codes), "mirip", kecamatan)
        candidates = self._list_candidates(key)
        return AreaMatch(None, "ragu" if len(candidates) > 1 else "tak dikenal", candidates)

    def _find_nearest(self, key: str, names: dict[str, list[str]]) -> tuple[str, ...] | None:
        """Codes of the one name that `key` misspells, None unless it is near AND clearly ahead.

        Two measures must agree. Jaro-Winkler carries the operator's thresholds: it forgives typing errors, but
        not in the first letters of a short name (for the lead plain Jaro: a shared beginning must not hide that
        kidul is not lor). The edit distance keeps "Kepanjen" (3 letters short of Kepanjenlor) out, however
        high it scores.
        """
        best: dict[tuple[str, ...], tuple[float, str]] = {}
        for name, codes in names.items():
            best[tuple(codes)] = max((Jaro.similarity(key, name) * 100, name), best.get(tuple(codes), (0.0, "")))
        if not best:  # an area of government whose list of areas has not been filled in yet
            return None
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


_LEVEL_FORMS = {"kabupaten": ("kab",), "kota": ("kodya", "kotamadya")}


def _list_forms(name: str, level: str) -> list[str]:
    """How a name is written; of the areas of a province also "Kab. Blitar", "Blitar (Kab)" and "Blitar"."""
    bare = name[len(level) :].strip() if name.casefold().startswith(f"{level} ") else ""
    if level not in _LEVEL_FORMS or not bare:
        return [name]
    words = (level, *_LEVEL_FORMS[level])
    return [name, *(f"{word} {bare}" for word in words), *(f"{bare} {word}" for word in words), bare]


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


def _drop_blanks(plain_text: str) -> str:
    return plain_text.replace(" ", "")


def _index_by_key(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    result: dict[str, list[str]] = defaultdict(list)
    for code, name in pairs:
        if code not in result[_make_key(_fold(name))]:
            result[_make_key(_fold(name))].append(code)
    return dict(result)


def _merge_indexes(official: dict[str, list[str]], spellings: dict[str, list[str]]) -> dict[str, list[str]]:
    return {**spellings, **official}


def _list_plausible(key: str, names: dict[str, list[str]]) -> list[str]:
    """Up to three codes worth naming in a question, the most similar first."""
    scores = sorted(((JaroWinkler.similarity(key, name) * 100, name) for name in names), reverse=True)
    return [code for s, name in scores if s >= _WORTH_NAMING for code in names[name]][:3]
