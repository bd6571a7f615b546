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
from dasbor.query import lists, priorities, priority_rule
from dasbor.query.priority_rule import VISIT_REASONS, PriorityRule
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


def some(acak: random.Random, *nilai):
    """One of the values, or nothing."""
    return acak.choice([*nilai, None])


def _register(acak: random.Random, periode: str, tempat: list[str], kosong: set[str]) -> pd.DataFrame:
    """Names that are borne by several; who is proposed for dissolution often stays so; `kosong`: blank for all."""
    end = triwulan.find_end(periode)
    row = []
    for i in range(45):
        if acak.random() < 0.1:
            continue
        suggestion = i % 4 == 0 and acak.random() < 0.85
        row.append(
            {
                "koperasi_id": f"K{i}",
                "nama_koperasi": f"KSU {i % 3}",
                "kode_kelurahan": acak.choice(tempat),
                "status": skema.PROPOSED if suggestion else acak.choice(STATUS),
                "kkmp": i % 7 == 0,
                "status_hitung": skema.UNKNOWN if "rat" in kosong else acak.choice(STATUS[:3]),
                "tahun_buku_rat": some(acak, *range(end.year - 6, end.year + 2), None),
                "tanggal_rat": some(acak, end - dt.timedelta(days=acak.randrange(-200, 1800))),
                "tanggal_badan_hukum": some(
                    acak, end - dt.timedelta(days=acak.randrange(-30, 1300)), dt.date(2000, 1, 1)
                ),
                "nik_koperasi": None if "nik" in kosong else some(acak, f"35{i}"),
                "jumlah_anggota": None if "anggota" in kosong else some(acak, 0, 20),
            }
        )
    return pd.DataFrame(row)


def _target(acak: random.Random, tempat: list[str]) -> dict[str, str | None]:
    ordinal = acak.randrange(60)
    who = (
        {"koperasi_id": f"K{ordinal}", "kelompok_id": None}
        if ordinal < 45
        else {"koperasi_id": None, "kelompok_id": f"G{ordinal}"}
    )
    return {**who, "asal": f"KSU {ordinal % 3}", "kode_kelurahan": tempat[ordinal % 4], "sasaran": "x"}


def _random_city(folder: Path, benih: int, tempat: list[str]) -> None:
    """Seven quarters of which a sheet may be missing, put into a version as publishing does."""
    acak = random.Random(benih)
    blank = {k for k in ("rat", "nik", "anggota") if acak.random() < 0.3}
    store = Store(folder)
    store.versions_folder.mkdir(parents=True)
    with duckdb.connect(str(store.find_path(1))) as con:
        load.create_tables(con, load_reference())
        for periode in PERIODE:
            day = [triwulan.find_start(periode) + dt.timedelta(days=acak.randrange(90)) for _ in range(25)]
            content = {
                "koperasi": _register(acak, periode, tempat, blank),
                "pelatihan": pd.DataFrame(
                    [
                        {
                            **_target(acak, tempat),
                            "kegiatan_id": "P",
                            "peserta_id": f"{periode}-{i}",
                            "nama_kegiatan": "x",
                            "tanggal_mulai": h,
                            "tanggal_selesai": some(acak, h, h + dt.timedelta(days=2)),
                        }
                        for i, h in enumerate(day[:9])
                    ]
                ),
                "pendampingan": pd.DataFrame(
                    [{**_target(acak, tempat), "tanggal": h, "petugas": some(acak, "Tono", "sari", "Édi")} for h in day]
                ),
            }
            result = CheckResult("acak.xlsx", "0", periode)
            for kind, df in content.items():
                if acak.random() < 0.85:
                    df = df.assign(lembar="L", baris=range(2, len(df) + 2))
                    kurang = [k for k in load.list_columns(kind) if k not in df and k not in ("periode", "unggahan_id")]
                    result.tabel[kind] = df.assign(**dict.fromkeys(kurang))
            load.replace_quarter(con, result, 1)
    (store.versions_folder / "TERKINI").write_text("000001.duckdb", encoding="ascii")


def _rule(periode: str, acak: random.Random | None = None, ada_kunjungan: bool = True) -> PriorityRule:
    if acak is None:
        return PriorityRule({a: x.points for a, x in VISIT_REASONS.items()}, 4, periode, 3, 6, 4, 180)
    points = {a: acak.randrange(4) for a in VISIT_REASONS}
    return PriorityRule(
        points, acak.randrange(6), periode, acak.randrange(1, 6), acak.randrange(1, 13), 4, 180, ada_kunjungan
    )


def _compared(p: Choice, aturan: PriorityRule) -> pd.DataFrame:
    """The list of plain Python, after both are found to be alike."""
    ordered, biasa = priority_rule.rank_targets(priorities.read_facts(p, aturan), aturan), plain(p, aturan)
    listing = prioritas.list_rows(p, aturan, ordered).read_all()
    assert _values(listing[DIBANDING]) == _values(biasa[DIBANDING])
    times = biasa["sebab"].explode().value_counts()
    total = priority_rule.count_reasons(ordered, aturan)["jumlah"].tolist()
    assert [None if pd.isna(n) else n for n in total] == [
        times.get(a, 0) if a in aturan.list_active() else None for a in VISIT_REASONS
    ]
    assert list(priority_rule.list_officers(ordered))[2:] == sorted(biasa["petugas"].dropna().unique())
    for ordinal, who in enumerate(priority_rule.list_officers(ordered)):
        reason = ["", *VISIT_REASONS][ordinal % 7]
        owned = biasa if not who else biasa[biasa["petugas"].fillna(priority_rule.NO_OFFICER) == who]
        known = [n for n, s in zip(owned["peringkat"], owned["sebab"], strict=True) if not reason or reason in s]
        assert priority_rule.filter_targets(ordered, who, reason, aturan)["peringkat"].tolist() == known
    return biasa


def _values(isi: pd.DataFrame) -> list[list]:
    return isi.astype(object).where(isi.notna(), None).to_numpy().tolist()


@pytest.mark.parametrize(
    ("benih", "acuan", "tempat"),
    [
        (0, "acuan", KOTA),
        (2, "acuan", KOTA),
        (1, "acuan-kabupaten", KABUPATEN),
        (3, "acuan-kabupaten", KABUPATEN),
    ],
)
def test_plain_python_lists_the_same_in_a_random_city(
    benih: int, acuan: str, tempat: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOPERASI_ACUAN", str(ROOT / "data" / acuan))
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path))
    _random_city(tmp_path, benih, tempat)
    acak, count = random.Random(benih), 0
    for periode in PERIODE[-3:]:
        for code, group in ((tempat[0][:5], reader.WITH_KKMP), (tempat[2][:8], reader.WITHOUT_KKMP)):
            p = Choice(1, periode, code, "Kota", "kota", group)
            count += len(_compared(p, _rule(periode)))
            _compared(p, _rule(periode, acak, ada_kunjungan=acak.random() < 0.8))
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
    for fixture in ("di_emas", "kota"):
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
    biasa = plain(p, rule)
    assert len(listing.shown) == 5
    assert listing.count() == len(biasa) > 10
    assert _values(listing.shown[DIBANDING]) == _values(biasa[DIBANDING].head(5))
    assert _values(listing.read_all()[DIBANDING]) == _values(biasa[DIBANDING])
