"""The list of whom to visit, made by SQL and arrays, is row by row the one that plain Python makes."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from dasbor.choice import Choice
from dasbor.content import prioritas
from dasbor.query import lists
from dasbor.query.whom import priorities, priority_rule
from dasbor.query.whom.priority_rule import VISIT_REASONS, PriorityRule
from dasbor.ui import reader
from etl import periode as triwulan
from etl import skema
from etl.acuan import ROOT, load_reference
from etl.model import CheckResult
from etl.store import load
from etl.store.versions import Store
from tests.content.plain_priorities import plain

PERIODE = [triwulan.shift_quarter("2024-T1", i) for i in range(7)]
KOTA = ["35.72.01.1006", "35.72.02.1004", "35.72.02.1006", "35.72.03.1001"]
KABUPATEN = ["35.05.02.2009", "35.05.12.1007", "35.05.20.2006", "35.05.20.2001"]  # three are called Sukorejo
STATUS = [*skema.REGISTERED_STATUSES, skema.PROPOSED, skema.DISSOLVED]
DIBANDING = [
    "peringkat",
    "poin",
    "nama_koperasi",
    "alasan",
    "kelurahan",
    "kecamatan",
    "status",
    "terakhir_didampingi",
    "petugas",
    "nik_koperasi",
    "koperasi_id",
    "kelompok_id",
    "lembar",
    "baris",
]


def some(chance: random.Random, *value):
    """One of the values, or nothing."""
    return chance.choice([*value, None])


def _register(chance: random.Random, periode: str, place: list[str], empty: set[str]) -> pd.DataFrame:
    """Names that are borne by several; who is proposed for dissolution often stays so; `kosong`: blank for all."""
    end = triwulan.find_end(periode)
    row = []
    for i in range(45):
        if chance.random() < 0.1:
            continue
        suggestion = i % 4 == 0 and chance.random() < 0.85
        row.append(
            {
                "koperasi_id": f"K{i}",
                "nama_koperasi": f"KSU {i % 3}",
                "kode_kelurahan": chance.choice(place),
                "status": skema.PROPOSED if suggestion else chance.choice(STATUS),
                "kkmp": i % 7 == 0,
                "status_hitung": skema.UNKNOWN if "rat" in empty else chance.choice(STATUS[:3]),
                "tahun_buku_rat": some(chance, *range(end.year - 6, end.year + 2), None),
                "tanggal_rat": some(chance, end - dt.timedelta(days=chance.randrange(-200, 1800))),
                "tanggal_badan_hukum": some(
                    chance, end - dt.timedelta(days=chance.randrange(-30, 1300)), dt.date(2000, 1, 1)
                ),
                "nik_koperasi": None if "nik" in empty else some(chance, f"35{i}"),
                "jumlah_anggota": None if "anggota" in empty else some(chance, 0, 20),
            }
        )
    return pd.DataFrame(row)


def _target(chance: random.Random, place: list[str]) -> dict[str, str | None]:
    ordinal = chance.randrange(60)
    who = (
        {"koperasi_id": f"K{ordinal}", "kelompok_id": None}
        if ordinal < 45
        else {"koperasi_id": None, "kelompok_id": f"G{ordinal}"}
    )
    return {**who, "asal": f"KSU {ordinal % 3}", "kode_kelurahan": place[ordinal % 4], "sasaran": "x"}


def _random_city(folder: Path, seed: int, place: list[str]) -> None:
    """Seven quarters of which a sheet may be missing, put into a version as publishing does."""
    chance = random.Random(seed)
    blank = {k for k in ("rat", "nik", "anggota") if chance.random() < 0.3}
    store = Store(folder)
    store.versions_folder.mkdir(parents=True)
    with duckdb.connect(str(store.find_path(1))) as con:
        load.create_tables(con, load_reference())
        for periode in PERIODE:
            day = [triwulan.find_start(periode) + dt.timedelta(days=chance.randrange(90)) for _ in range(25)]
            content = {
                "koperasi": _register(chance, periode, place, blank),
                "pelatihan": pd.DataFrame(
                    [
                        {
                            **_target(chance, place),
                            "kegiatan_id": "P",
                            "peserta_id": f"{periode}-{i}",
                            "nama_kegiatan": "x",
                            "tanggal_mulai": h,
                            "tanggal_selesai": some(chance, h, h + dt.timedelta(days=2)),
                        }
                        for i, h in enumerate(day[:9])
                    ]
                ),
                "pendampingan": pd.DataFrame(
                    [
                        {**_target(chance, place), "tanggal": h, "petugas": some(chance, "Tono", "sari", "Édi")}
                        for h in day
                    ]
                ),
            }
            result = CheckResult("acak.xlsx", "0", periode)
            for kind, df in content.items():
                if chance.random() < 0.85:
                    df = df.assign(lembar="L", baris=range(2, len(df) + 2))
                    too_few = [
                        k for k in load.list_columns(kind) if k not in df and k not in ("periode", "unggahan_id")
                    ]
                    result.tabel[kind] = df.assign(**dict.fromkeys(too_few))
            load.replace_quarter(con, result, 1)
    (store.versions_folder / "TERKINI").write_text("000001.duckdb", encoding="ascii")


def _rule(periode: str, chance: random.Random | None = None, visit_quarters: int | None = None) -> PriorityRule:
    if chance is None:
        return PriorityRule({a: x.points for a, x in VISIT_REASONS.items()}, 4, periode, 3, 6, 4, 180)
    points = {a: chance.randrange(4) for a in VISIT_REASONS}
    return PriorityRule(
        points, chance.randrange(6), periode, chance.randrange(1, 6), chance.randrange(1, 13), 4, 180, visit_quarters
    )


def _compared(p: Choice, rule: PriorityRule) -> pd.DataFrame:
    """The list of plain Python, after both are found to be alike."""
    ordered, usual = priority_rule.rank_targets(priorities.read_facts(p, rule), rule), plain(p, rule)
    listing = prioritas.list_rows(p, rule, ordered).read_all()
    assert _values(listing[DIBANDING]) == _values(usual[DIBANDING])
    times = usual["sebab"].explode().value_counts()
    total = priority_rule.count_reasons(ordered, rule)["jumlah"].tolist()
    assert [None if pd.isna(n) else n for n in total] == [
        times.get(a, 0) if a in rule.list_active() else None for a in VISIT_REASONS
    ]
    assert list(priority_rule.list_officers(ordered))[2:] == sorted(usual["petugas"].dropna().unique())
    for ordinal, who in enumerate(priority_rule.list_officers(ordered)):
        reason = ["", *VISIT_REASONS][ordinal % 7]
        owned = usual if not who else usual[usual["petugas"].fillna(priority_rule.NO_OFFICER) == who]
        known = [n for n, s in zip(owned["peringkat"], owned["sebab"], strict=True) if not reason or reason in s]
        assert priority_rule.filter_targets(ordered, who, reason, rule)["peringkat"].tolist() == known
    return usual


def _values(isi: pd.DataFrame) -> list[list]:
    return isi.astype(object).where(isi.notna(), None).to_numpy().tolist()


@pytest.mark.parametrize(
    ("seed", "reference", "place"),
    [
        (0, "acuan", KOTA),
        (2, "acuan", KOTA),
        (1, "acuan-kabupaten", KABUPATEN),
        (3, "acuan-kabupaten", KABUPATEN),
    ],
)
def test_plain_python_lists_the_same_in_a_random_city(
    seed: int, reference: str, place: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOPERASI_ACUAN", str(ROOT / "data" / reference))
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path))
    _random_city(tmp_path, seed, place)
    chance, count = random.Random(seed), 0
    for periode in PERIODE[-3:]:
        for code, group in ((place[0][:5], reader.WITH_KKMP), (place[2][:8], reader.WITHOUT_KKMP)):
            p = Choice(1, periode, code, "Kota", "kota", group)
            count += len(_compared(p, _rule(periode)))
            _compared(p, _rule(periode, chance, visit_quarters=chance.choice((0, 1, 3, 4, None))))
    assert count > 50


def test_the_random_cities_have_every_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path))
    _random_city(tmp_path, 2, KOTA)
    every = [
        plain(
            Choice(1, t, "35.72", "Kota", "kota", reader.WITH_KKMP),
            replace(_rule(t), points=dict.fromkeys(VISIT_REASONS, 1)),
        )
        for t in PERIODE
    ]
    listing = pd.concat([content.assign(triwulan=ordinal) for ordinal, content in enumerate(every)])
    assert set(listing["sebab"].explode()) == set(VISIT_REASONS)
    assert listing["koperasi_id"].isna().sum() > 2
    assert listing.duplicated(["triwulan", "poin", "terakhir_didampingi", "nama_koperasi"]).sum() > 2


@pytest.mark.parametrize("periode", ["2024-T3", "2025-T1", "2025-T3"])
def test_plain_python_lists_the_same_in_published_cities(periode: str, request: pytest.FixtureRequest) -> None:
    count = 0
    for fixture in ("in_gold", "city"):
        request.getfixturevalue(fixture)
        version = Store().find_current() or 0
        count += len(_compared(Choice(version, periode, "35.72", "Kota", "kota", reader.WITH_KKMP), _rule(periode)))
    assert count > 1


def test_a_long_list_is_made_for_the_screen_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path))
    monkeypatch.setattr(lists, "MAX_ROWS", 5)
    monkeypatch.setattr(priorities, "_FEW", 10)
    _random_city(tmp_path, 2, KOTA)
    p, rule = Choice(1, PERIODE[-1], "35.72", "Kota", "kota", reader.WITH_KKMP), _rule(PERIODE[-1])
    listing = prioritas.list_rows(p, rule, priority_rule.rank_targets(priorities.read_facts(p, rule), rule))
    usual = plain(p, rule)
    assert len(listing.shown) == 5
    assert listing.count() == len(usual) > 10
    assert _values(listing.shown[DIBANDING]) == _values(usual[DIBANDING].head(5))
    assert _values(listing.read_all()[DIBANDING]) == _values(usual[DIBANDING])
