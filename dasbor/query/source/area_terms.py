"""Areas that were divided, joined or renamed: which ones a quarter has, how they were called, what changed when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from dasbor import keep
from dasbor.choice import Choice
from dasbor.query.source.hidden_names import open_version
from dasbor.words import language
from etl import periode as triwulan


@dataclass(frozen=True)
class Term:
    """A name of an area and when it was in force (None = always, to this day); `made_of`: codes it was made of."""

    code: str
    name: str
    since: dt.date | None
    until: dt.date | None
    made_of: tuple[str, ...]

    def holds(self, periode: str) -> bool:
        """On the last day of the quarter."""
        day = triwulan.find_end(periode)
        return (self.since is None or self.since <= day) and (self.until is None or self.until >= day)


@dataclass(frozen=True)
class AreaChange:
    """In which quarter an area became another one, and what happened in words."""

    periode: str
    said: str


def list_terms(p: Choice) -> list[Term]:
    """Of all areas that have dates; none in most versions, and in those of an earlier release."""
    return _list_terms(Choice(p.version))


@keep.per_version(most=20)
def _list_terms(p: Choice) -> list[Term]:
    con = open_version(p)
    sql = "select 1 from duckdb_tables() where table_name = 'wilayah_masa' and database_name = current_database()"
    if not con.execute(sql).fetchall():
        return []
    rows = con.execute("from wilayah_masa select kode, nama, dari, sampai, asal order by kode, dari nulls first")
    return [
        Term(code, name, since, until, tuple(origin.split(";")) if origin else ())
        for code, name, since, until, origin in rows.fetchall()
    ]


def narrow(p: Choice) -> Choice:
    """What lists of areas depend on: the version, and the quarter where areas have dates."""
    return Choice(p.version, p.periode if list_terms(p) else "", with_names=p.with_names)


def select_areas(p: Choice, areas: pd.DataFrame) -> pd.DataFrame:
    """Of kode, nama, tingkat, induk those of the quarter, under their names then; all where no quarter is chosen."""
    terms = list_terms(p) if p.periode else []
    if not terms:
        return areas
    stays, small = ~areas["kode"].isin(_list_absent(terms, p.periode)), areas["tingkat"].isin(("kelurahan", "desa"))
    filled = set(areas.loc[stays & small, "induk"])
    stays &= (areas["tingkat"] != "kecamatan") | areas["kode"].isin(filled)
    here = areas[stays].reset_index(drop=True)
    names = list_names(p)
    return here.assign(nama=[names.get(code, name) for code, name in zip(here["kode"], here["nama"], strict=True)])


def list_names(p: Choice) -> dict[str, str]:
    """{code: its name in the quarter} of the areas that have dates."""
    return {t.code: t.name for t in list_terms(p) if t.holds(p.periode)}


def is_absent(p: Choice, code: str) -> bool:
    """The area is none of the quarter's."""
    return code in _list_absent(list_terms(p), p.periode)


def _list_absent(terms: Iterable[Term], periode: str) -> set[str]:
    terms = list(terms)
    return {t.code for t in terms} - {t.code for t in terms if t.holds(periode)}


def list_changes(p: Choice, code: str) -> list[AreaChange]:
    """When the area of a code became another one, oldest first: parts were made of it, it was made of others, it ended.
    Another name alone changes nothing."""
    terms = list_terms(p)
    days = {t.since for t in terms if t.since and (code in t.made_of or (t.code == code and t.made_of))}
    days |= {t.until + dt.timedelta(days=1) for t in terms if t.until and t.code == code}
    said = [(day, _say_day(terms, code, day, _read_names(p.whole()))) for day in sorted(days)]
    return [AreaChange(triwulan.find_by_date(day), words) for day, words in said if words]


@keep.per_version(most=20)
def _read_names(p: Choice) -> dict[str, str]:
    return dict(open_version(p).execute("select kode, nama from wilayah").fetchall())


def _say_day(terms: Iterable[Term], code: str, day: dt.date, names: Mapping[str, str]) -> str:
    """ "sebagian menjadi Turi Baru"; "" where only the name is another one since that day."""
    begun = [t for t in terms if t.since == day]
    own = [t for t in begun if t.code == code]
    parts = [t.name for t in begun if code in t.made_of]
    origins = [names.get(c, c) for t in own for c in t.made_of if c != code]
    if origins:
        return (
            f"dibentuk dari {language.join_list(origins)}"
            if not parts
            else f"digabung dengan {language.join_list(origins)}"
        )
    if parts and any(t.code != code for t in begun if code in t.made_of):
        ended = any(t.code == code and t.until == day - dt.timedelta(days=1) for t in terms)
        return f"{'menjadi' if ended else 'sebagian menjadi'} {language.join_list(parts)}"
    return "" if own else "tidak ada lagi"
