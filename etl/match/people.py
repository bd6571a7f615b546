"""People and repeats: a keyed hash instead of a name, one row per person and activity, one row per visit."""

from __future__ import annotations

import datetime as dt
import hmac
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pandas as pd

from etl.cells.place import CellLocator, read_text
from etl.match.names import make_id, map_unique, normalise_name, normalise_text
from etl.pesan import Finding, make_finding
from etl.skema import SHEET_KINDS, TRAININGS_SHEET, VISITS_SHEET

PersonLeftOut = tuple[str, int, str]  # sheet, row, reason
_PAUSE = dt.timedelta(days=4)  # from one day of a training to its next: over a weekend with a holiday


def add_participant_ids(df: pd.DataFrame, key: bytes) -> pd.DataFrame:
    """Add peserta_id and kegiatan_id to participants; needs the personal columns, so before drop_personal."""
    person_keys = [
        _make_person_key(*v)
        for v in zip(df["nik_peserta"], df["nama_peserta"], df["asal"], df["kode_kelurahan"], strict=True)
    ]
    number = [hmac.digest(key, k.encode(), "sha256").hex()[:16] if k else None for k in person_keys]
    activities = list(zip(df["nama_kegiatan"], df["tanggal_mulai"], df["tempat"], strict=True))
    return df.assign(
        peserta_id=pd.Series(number, index=df.index, dtype=object),
        kegiatan_id=pd.Series(map_unique(activities, lambda a: make_activity_id(*a)), index=df.index, dtype=object),
    )


def make_activity_id(name: object, begin: object, place: object) -> str:
    """Stable id of a training: the same activity on two sheets is one."""
    return make_id(
        "P", f"kegiatan:{normalise_text(read_text(name) or '')}|{begin}|{normalise_text(read_text(place) or '')}"
    )


def join_days(df: pd.DataFrame) -> pd.DataFrame:
    """A training of several days that has a list for each day is one: it is called by its first day and ends with its
    last. Known by its name, its place and its people: most of the shorter list signed the day before too.
    """
    joined = [(first, day) for days in _list_days(df).values() for first, day in _pair_days(days)]
    ids = {day.activity: first.activity for first, day in joined}
    ends: dict[object, dt.date] = {}
    for first, day in joined:
        ends[first.activity] = max(day.end, ends.get(first.activity, first.end))
    activities = df["kegiatan_id"].map(lambda a: ids.get(a, a))
    last = activities.map(ends)
    return df.assign(kegiatan_id=activities, tanggal_selesai=df["tanggal_selesai"].where(last.isna(), last))


class _Day(NamedTuple):
    """An activity as one list says it."""

    begin: dt.date
    end: dt.date
    activity: object
    people: frozenset[object]

    def goes_on_from(self, before: _Day) -> bool:
        """Whether the same training went on: soon after, and mostly with the same people."""
        fewer = min(len(self.people), len(before.people))
        is_next = before.end < self.begin <= before.end + _PAUSE
        return is_next and len(self.people & before.people) * 2 > fewer


def _list_days(df: pd.DataFrame) -> dict[tuple[object, object], list[_Day]]:
    """The activities of each name and place, the earliest first."""
    found: dict[tuple[object, object], list[_Day]] = {}
    whole = df[df["peserta_id"].notna() & df["tanggal_mulai"].notna()]
    for activity, rows in whole.groupby("kegiatan_id", sort=False):
        name, place = (normalise_text(read_text(rows[c].iloc[0]) or "") for c in ("nama_kegiatan", "tempat"))
        begin = rows["tanggal_mulai"].iloc[0]
        end = max([begin, *rows["tanggal_selesai"].dropna()])
        found.setdefault((name, place), []).append(_Day(begin, end, activity, frozenset(rows["peserta_id"])))
    return {key: sorted(days, key=lambda d: (d.begin, str(d.activity))) for key, days in found.items()}


def _pair_days(days: Iterable[_Day]) -> Iterator[tuple[_Day, _Day]]:
    """(First day, later day) of trainings that went on."""
    first: _Day | None = None
    before: _Day | None = None
    for day in days:
        if first is None or before is None or not day.goes_on_from(before):
            first = day
        else:
            yield first, day
        before = day


def drop_personal(df: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Without the columns that skema calls personal: after this nothing can tell who a person is."""
    return df.drop(columns=[k.nama for k in SHEET_KINDS[kind].kolom if k.pribadi], errors="ignore")


def drop_repeated_people(
    df: pd.DataFrame, locator: CellLocator
) -> tuple[pd.DataFrame, list[Finding], list[PersonLeftOut]]:
    """Attendance is daily: keep one row per activity and person, list the others."""
    valid = df["peserta_id"].notna()
    # `isi` stays empty: it is stored, and would be a name.
    return _drop_repeats(
        df, [*TRAININGS_SHEET.repeat_key], valid, "peserta_ganda", TRAININGS_SHEET.name_column, locator
    )


def drop_repeated_visits(
    df: pd.DataFrame, locator: CellLocator
) -> tuple[pd.DataFrame, list[Finding], list[PersonLeftOut]]:
    """Keep one row of visits with the same date, target, kind and officer."""
    name = map_unique(map(read_text, df[VISITS_SHEET.target_column]), lambda t: normalise_name(t) if t else "")
    place = [f"{n}|{k}" for n, k in zip(name, df["kode_kelurahan"], strict=True)]
    destination = df["koperasi_id"].fillna(df["kelompok_id"]).fillna(pd.Series(place, index=df.index, dtype=object))
    officer = map_unique(map(read_text, df["petugas"]), lambda t: normalise_text(t) if t else "")
    # Compared as they mean, kept as they are typed.
    key = df.assign(tujuan_id=destination, petugas=officer, jenis_pendampingan=df["jenis_pendampingan"].fillna(""))
    valid = df["tanggal"].notna()
    result, findings, skipped = _drop_repeats(
        key, [*VISITS_SHEET.repeat_key], valid, "kunjungan_ganda", VISITS_SHEET.name_column, locator
    )
    return df.loc[result.index], findings, skipped


def _make_person_key(nik: object, name: object, origin: object, kelurahan: object) -> str | None:
    """What recognises a person: the resident number, else name and origin (or kelurahan)."""
    amount = re.sub(r"[\s.\-']", "", read_text(nik) or "")
    if len(amount) == 16 and amount.isdecimal() and len(set(amount)) > 1:
        return f"nik:{amount}"
    if read_text(name) is None:
        return None
    start_from = normalise_name(read_text(origin) or "")
    return f"nama:{normalise_text(str(name))}|{start_from or 'kel:' + (read_text(kelurahan) or '')}"


def _drop_repeats(
    df: pd.DataFrame, key: list[str], valid: pd.Series, code: str, column: str, locator: CellLocator
) -> tuple[pd.DataFrame, list[Finding], list[PersonLeftOut]]:
    """First row of each key stays; one finding a key, at the first row; every dropped row with its reason."""
    involved = df.loc[valid & df.duplicated(key, keep=False), [*key, "lembar", "baris"]]
    place: dict[tuple[object, ...], list[tuple[str, int]]] = {}
    for *value, sheet, row in involved.itertuples(index=False):
        place.setdefault(tuple(value), []).append((sheet, row))
    findings: list[Finding] = []
    skipped: list[PersonLeftOut] = []
    for (sheet, row), *repeats in place.values():
        findings.append(make_finding(code, sheet, locator(sheet, row, column), kali=len(repeats) + 1))
        first = f"baris {row}" if all(x == sheet for x, _ in repeats) else f"baris {row} lembar “{sheet}”"
        skipped += [(x, b, f"pengulangan {first}") for x, b in repeats]
    return df[~(valid & df.duplicated(key))], findings, sorted(skipped)
