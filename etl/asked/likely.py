"""Likely answers about a heading or a word: similar in words, or borne out by the cells below. Staff decide, not these.

Only what is plainly likely is suggested: suggestions may be taken all at once.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from rapidfuzz import fuzz

from etl.asked.gazetteer import LEVELS, Gazetteer
from etl.cells.choices import fold, index_spellings
from etl.cells.columns import convert_column
from etl.cells.texts import is_blank, write_plain
from etl.headings.meanings import RUNNING_NUMBER, make_key
from etl.match.names import looks_like_cooperative, normalise_name
from etl.match.vocabulary import CHOICE_TYPES, HEADING
from etl.model import Cell, Question
from etl.skema import Column

_MAX_SUGGESTED = 3
_LEAST, _LEAST_IN_DOUBT = 78, 85  # of 100
_MOSTLY = 0.5  # so many of the cells must fit
_LOOKED_AT = 200  # cells of a column
_EMPTY_WORDS = {"nama", "jumlah", "koperasi", "tanggal", "nomor", "total", "data", "kop", "tahun", *RUNNING_NUMBER}
_LEVEL_WORDS = ("kelurahan", "kel", "desa", "kecamatan")
_SPLIT_AT = str.maketrans("/-|;,()", "       ")


def rank_columns(
    heading: str, cells: Sequence[Cell], columns: Iterable[Column], gazetteer: Gazetteer
) -> list[tuple[str, str]]:
    """(name, label) of the columns that a heading with these cells probably means, best first; none of them a contact,
    whose cells leave the table: "Kode Koperasi" is not "Ketua Koperasi"."""
    content = [v for v in cells if not is_blank(v)][:_LOOKED_AT]
    said = heading.split(" → ")[-1]
    scored = [(_score(said, content, column, gazetteer), column) for column in columns if not column.is_contact]
    best = sorted((p for p in scored if p[0] >= _LEAST), key=lambda p: -p[0])
    return [(column.nama, column.judul) for _, column in best[:_MAX_SUGGESTED]]


def _score(heading: str, content: list[Cell], column: Column, gazetteer: Gazetteer) -> float:
    resemblance = _resemble(heading, column)
    fit = _measure_fit(content, column, gazetteer)
    if fit is not None and fit < _MOSTLY:
        return 0.0
    tells = column.nama == "nama_koperasi" or column.tipe in LEVELS or _tells_choices(column)
    borne_out = 75 + 10 * (fit or 0) + resemblance / 10 + 5 * column.wajib if tells and fit else 0.0
    return max(resemblance, borne_out)


def _tells_choices(column: Column) -> bool:
    """The choices tell the column: "ya" and "tidak" may be of any."""
    return column.tipe in ("pilihan", "daftar") and len(column.pilihan) > 2


def _resemble(heading: str, column: Column) -> float:
    """0-100 between a heading and the titles of a column."""
    own = make_key(heading)
    return max(_compare(own, make_key(title)) for title in (column.judul, *column.sinonim))


def _compare(one: str, other: str) -> float:
    """Spelled alike, with and without the words that many columns share: "Calon Anggota" is not "Anggota"."""
    a, b = (" ".join(w for w in text.split() if w not in _EMPTY_WORDS) for text in (one, other))
    alike = fuzz.token_sort_ratio(a, b) - 5 if a and b else 0.0
    return max(fuzz.token_sort_ratio(one, other), alike)


def _measure_fit(content: list[Cell], column: Column, gazetteer: Gazetteer) -> float | None:
    """The share of the cells that could be of a column; None where any could."""
    if not content:
        return None
    if column.tipe in LEVELS:
        names = gazetteer.folded_names[column.tipe]
        return _count(content, lambda v: fold(_drop_level(write_plain(v))) in names)
    if column.nama == "nama_koperasi":
        return _count(content, lambda v: isinstance(v, str) and looks_like_cooperative(normalise_name(v)))
    if column.tipe in CHOICE_TYPES:
        return _count(content, lambda v: isinstance(v, bool) or bool(rank_choices(write_plain(v), column)))
    if column.tipe == "teks":
        return _count(content, lambda v: not isinstance(v, (float, dt.date, bool)))
    typed = convert_column(column, content)
    return 1 - len(typed.reasons) / len(content)


def _drop_level(text: str) -> str:
    words = text.split()
    return (
        " ".join(words[1:])
        if len(words) > 1 and make_key(words[0]) in ("kelurahan", "kel", "desa", "kecamatan")
        else text
    )


def _count(content: list[Cell], fits: Callable[[Cell], bool]) -> float:
    return sum(fits(v) for v in content) / len(content)


def choose_likely(questions: Sequence[Question]) -> dict[str, str]:
    """{key: likeliest answer} of questions of one kind, as far as it is plain: of two headings that would both be one
    column neither is."""
    wanted = Counter((p.konteks, p.calon[0][0]) for p in questions if p.calon)
    likely = (p for p in questions if p.calon and p.is_plain)
    plain = (p for p in likely if p.jenis != HEADING or wanted[p.konteks, p.calon[0][0]] == 1)
    return {p.kunci: p.calon[0][0] for p in plain}


def rank_choices(word: str, column: Column) -> list[str]:
    """The values that a word in a column of choices probably means: spelled alike, or named by one word of it alone.

    Where the word takes back or doubts what it names ("belum dinilai", "kurang aktif") only its spelling as a whole
    counts.
    """
    spellings = {s: v for s, v in index_spellings(column.pilihan).items() if v not in column.past_choices}
    parts = [fold(part) for part in word.translate(_SPLIT_AT).split()]
    named = {spellings[part] for part in parts if part in spellings}
    in_doubt = not _DOUBTING.isdisjoint(parts) or len(named) > 1
    if len(named) == 1 and not in_doubt:
        return list(named)
    alike = dict.fromkeys(spellings.values(), 0.0)
    for spelling, value in spellings.items():
        alike[value] = max(alike[value], fuzz.ratio(fold(word), spelling))
    least = _LEAST_IN_DOUBT if in_doubt else _LEAST
    best = sorted((v for v, score in alike.items() if score >= least), key=lambda v: -alike[v])
    return best[:_MAX_SUGGESTED]


_DOUBTING = {"tidak", "tdk", "tak", "belum", "blm", "bukan", "non", "kurang", "eks", "ex", "calon", "proses", "hampir"}
_DOUBTING |= {"pernah", "bekas", "mantan", "semi", "setengah", "sementara"}
