"""Names and numbers of cooperatives, groups and people, brought to one spelling so that they can be compared."""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from typing import TypeVar

from rapidfuzz import fuzz, process

from etl import personal

_QUOTES = dict.fromkeys(map(ord, "'\"`´‘’‚“”„«»ʻʼ"))
_ABBREVIATION = re.compile(r"\b[^\W\d_](?:\.\s?[^\W\d_])+\b\.?")  # K.S.U. and K.S.U
_WORD = re.compile(r"[^\W\d_]+|\d+")

# Legal forms and their long or other spellings, after KOPERASI/KOP. has become KOP.
_LEGAL_FORMS = {
    "KSP": ("KOP SIMPAN PINJAM", "KOP SP"),
    "KSPPS": ("KOP SIMPAN PINJAM DAN PEMBIAYAAN SYARIAH", "KOP SIMPAN PINJAM PEMBIAYAAN SYARIAH"),
    "KJKS": ("KOP JASA KEUANGAN SYARIAH",),
    "KSU": ("KOP SERBA USAHA",),
    "KUD": ("KOP UNIT DESA",),
    "KPRI": ("KOP PEGAWAI REPUBLIK INDONESIA", "KOP PEGAWAI RI"),
    "KPN": ("KOP PEGAWAI NEGERI",),
    "KOPWAN": ("KOP WANITA",),
    "KOPKAR": ("KOP KARYAWAN",),
    "KOPPAS": ("KOP PASAR", "KOPAS"),
    "KOPPONTREN": ("KOP PONDOK PESANTREN", "KOP PONTREN", "KOPONTREN"),
    "KOPDIT": ("KOP KREDIT",),
    "KOPMA": ("KOP MAHASISWA",),
    "KOPSIS": ("KOP SISWA",),
    "KOPTAN": ("KOP TANI", "KOP PERTANIAN"),
    "KKMP": ("KOP KELURAHAN MERAH PUTIH", "KOPKEL MERAH PUTIH", "KOP KEL MERAH PUTIH"),
    "KDMP": ("KOP DESA MERAH PUTIH", "KOPDES MERAH PUTIH"),
    "PRIMKOPPOL": ("PRIMER KOP POLRI", "PRIMER KOP KEPOLISIAN"),
    "PRIMKOPAD": ("PRIMER KOP ANGKATAN DARAT",),
}
_SINGLE_FORMS = {"BMT", "KOP", "KOPENSI", "PKPRI", "KOPKEL", "KOPDES", *_LEGAL_FORMS}
_UNIONS = ("PRIMKOP", "PUSKOP", "INKOP")
_LONG_FORMS = {tuple(spelling.split()): form for form, every in _LEGAL_FORMS.items() for spelling in every}
_LONGEST = max(map(len, _LONG_FORMS))
_SCHOOLS = {"TK", "SD", "SMP", "SMA", "SMK", "MI", "MTS", "MA"}
_SCHOOL_LEVELS = _SCHOOLS | {s + "N" for s in _SCHOOLS}
_ROMAN = {r: str(n) for n, r in enumerate("I II III IV V VI VII VIII IX X XI XII".split(), 1)}

_NUMBER_WORDS = ("NO", "NOMOR", "BADAN", "HUKUM", "NBH")

T = TypeVar("T")
R = TypeVar("R")
Measures = tuple[Callable[..., float], ...]

# Words in another order or left out; and words run together ("MAJUJAYA").
SIMILARITY_MEASURES: Measures = (fuzz.token_set_ratio, fuzz.ratio)


def normalise_text(text: str) -> str:
    """Upper case, words and numbers only, single blanks: "Bank Sampah “Mawar-2”" -> "BANK SAMPAH MAWAR 2"."""
    return " ".join(_split_words(text))


def normalise_name(text: str) -> str:
    """Name of a cooperative or group with its legal form in one spelling; Roman and Arabic numbers stay.

    A telephone number behind a name is no part of it, so that older versions, where it is not masked, match too.
    """
    word = _split_words(personal.without(text))
    word = ["KOP" if k in ("KOPERASI", "KOPRASI") else k for k in word]
    word = _join_school(_shorten_form(word))
    # "Koperasi KSU Maju" says the form twice.
    if len(word) > 1 and word[0] == "KOP" and word[1] in _SINGLE_FORMS:
        word = word[1:]
    return " ".join(word)


def normalise_bh(text: str | None) -> str | None:
    """Badan hukum number with one separator and without "No."; None for a placeholder or a bare number."""
    if not text:
        return None
    word = _WORD.findall(unicodedata.normalize("NFKC", text).upper())
    while word and (word[0] in _NUMBER_WORDS or word[:2] in (["BH", "NO"], ["BH", "NOMOR"])):
        word = word[1:]
    word = ["TAHUN" if k in ("TH", "THN") else k for k in word]
    # "441" or "2014" alone is shared by many; such a number proves nothing.
    return "/".join(word) if len(word) > 1 and any(k.strip("0").isdigit() for k in word) else None


def normalise_nik(text: str | None) -> str | None:
    """Nomor Induk Koperasi: its digits; None for "-", "belum ada", "000000", "3,57E+12"."""
    if not text:
        return None
    plain_text = re.sub(r"^(?:NO(?:MOR)?|NIK)\b[.:\s]*", "", text.strip().upper().lstrip("'"))
    amount = re.sub(r"[\s.\-/']", "", re.sub(r"\.0$", "", plain_text))
    return amount if amount.isdecimal() and len(amount) >= 6 and len(set(amount)) > 1 else None


def looks_like_cooperative(name: str) -> bool:
    """Whether a normalised name begins with a legal form of cooperatives."""
    start = name.split(" ", 1)[0]
    return start in _SINGLE_FORMS or start.startswith(_UNIONS)


def take_core(name: str) -> str:
    """A normalised name without its legal form: "KSU MAJU JAYA" -> "MAJU JAYA"."""
    start, _, rest = name.partition(" ")
    return rest if rest and looks_like_cooperative(start) else name


def make_form_pattern() -> str:
    """A regular expression for the legal form that a name begins with, as people write it: "KSU ", "Koperasi "."""
    short = {spelling[0] for spelling in _LONG_FORMS if len(spelling) == 1}
    forms = sorted({*_SINGLE_FORMS, *short, "KOPERASI", *(rf"{start}\w*" for start in _UNIONS)}, reverse=True)
    return rf"(?i)^({'|'.join(forms)})\b[.\s]*"


def is_new_name(before: str, now: str) -> bool:
    """Whether a cooperative is called otherwise: capitals, punctuation, blanks and a legal form that is written, left
    out or spelled otherwise make no new name; another legal form does."""
    a, b = normalise_name(before), normalise_name(now)
    if a == b or a.replace(" ", "") == b.replace(" ", ""):
        return False
    has_form = [looks_like_cooperative(name) and not name.startswith("KOP ") for name in (a, b)]
    return all(has_form) or take_core(a).replace(" ", "") != take_core(b).replace(" ", "")


def find_marks(name: str) -> frozenset[str]:
    """What tells namesakes apart: numbers (II = 2) and school levels."""
    word = (_ROMAN.get(k, k.lstrip("0") or k) for k in name.split())
    return frozenset(k for k in word if k.isdigit() or k in _SCHOOL_LEVELS)


def measure_similarity(a: str, b: str) -> float:
    """0-100 between normalised names; 0 when their numbers or school levels differ (SMPN 1, SMAN 1)."""
    return max(scorer(a, b) for scorer in SIMILARITY_MEASURES) if find_marks(a) == find_marks(b) else 0.0


def find_closest(
    wanted: Iterable[str], pool: Iterable[str], limit: float, measure: Measures = SIMILARITY_MEASURES
) -> dict[str, str]:
    """{name: most similar name of the pool}, only where the score reaches `limit` and the marks agree."""
    return {name: similar[0] for name, similar in rank_similar(wanted, pool, limit, measure).items()}


def rank_similar(
    wanted: Iterable[str], pool: Iterable[str], limit: float, measure: Measures = SIMILARITY_MEASURES
) -> dict[str, list[str]]:
    """{name: names of the pool that resemble it, the most similar first}, as in `find_closest`."""
    result: dict[str, list[str]] = {}
    for name, candidates in _choose_pool(set(wanted), sorted(set(pool))).items():
        sign = find_marks(name)
        found = [
            t
            for scorer in measure
            for t in process.extract(name, candidates, scorer=scorer, score_cutoff=limit, limit=8)
        ]
        matching = [(score, similar) for similar, score, _ in found if find_marks(similar) == sign]
        if matching:
            result[name] = list(dict.fromkeys(similar for _, similar in sorted(matching, reverse=True)))
    return result


def _choose_pool(wanted: set[str], pool: list[str], limit: int = 300_000, common: int = 300) -> dict[str, list[str]]:
    """Names to compare with: all, or only those that share a rare word when all would take minutes."""
    if len(wanted) * len(pool) <= limit:
        return dict.fromkeys(sorted(wanted), pool)
    frequency = Counter(k for name in pool for k in set(name.split()))
    by_word: dict[str, list[str]] = defaultdict(list)
    for name in pool:
        for k in set(name.split()):
            if frequency[k] <= common:
                by_word[k].append(name)
    return {name: sorted({c for k in name.split() for c in by_word.get(k, ())}) for name in sorted(wanted)}


def make_id(prefix: str, key: str) -> str:
    """Stable id of a key: the same in every rebuild, on every machine."""
    return prefix + base64.b32encode(hashlib.sha256(key.encode()).digest()).decode()[:8]


def map_unique(value: Iterable[T], convert: Callable[[T], R]) -> list[R]:
    """Apply `convert` once per different value."""
    values = list(value)
    result = {v: convert(v) for v in set(values)}
    return [result[v] for v in values]


def _split_words(text: str) -> list[str]:
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    text = text.translate(_QUOTES).upper()
    if "." in text:
        text = _ABBREVIATION.sub(lambda m: re.sub(r"[.\s]", "", m[0]) + " ", text)
    return _WORD.findall(text)


def _shorten_form(word: list[str]) -> list[str]:
    for n in range(min(len(word), _LONGEST), 0, -1):
        if form := _LONG_FORMS.get(tuple(word[:n])):
            return [form, *word[n:]]
    return word


def _join_school(word: list[str]) -> list[str]:
    """ "SMP NEGERI 1", "SMP N 1" and "SMPN 1" are one school."""
    result: list[str] = []
    for k in word:
        if k in ("NEGERI", "N") and result and result[-1] in _SCHOOLS:
            result[-1] += "N"
        else:
            result.append(k)
    return result
