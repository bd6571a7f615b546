"""The headline of a map and the list of whom to call first name the same areas, in every area and quarter."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd
import pytest

from dasbor.answers import area_map, most_behind
from dasbor.choice import Choice
from dasbor.content import keaktifan
from dasbor.query import published
from dasbor.query.whom import behind
from dasbor.query.whom.behind import Goal
from etl.indikator import load_indicators

TARGET = Goal(0.9)


def rates(*line: tuple[str, float | None, float | None]) -> pd.DataFrame:
    rows = [(f"K{i}", name, "Sukorejo", a, n, a / n if n else None) for i, (name, a, n) in enumerate(line)]
    columns = ["kode_wilayah", "nama", "kecamatan", "pembilang", "penyebut", "nilai"]
    return pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(("pembilang", "penyebut", "nilai"), "float64"))


@pytest.mark.parametrize(
    ("line", "headline"),
    [
        ([("A", 6, 9), ("B", 12, 15)], "Terbanyak kurang untuk target 90%: A, 6 dari 9 koperasi aktif"),
        ([("A", 5, 7), ("B", 5, 7), ("C", 9, 9)], "Terbanyak kurang untuk target 90%: A dan B, masing-masing 2"),
        ([("A", 5, 7), ("B", 5, 7), ("C", 6, 8)], "3 kelurahan terbanyak kurang untuk target 90%, masing-masing 2"),
        ([("A", 9, 10), ("B", 10, 10)], "Tidak ada kelurahan di bawah target 90%"),
        ([("A", 0, 0), ("B", 10, 10)], "Tidak ada kelurahan di bawah target 90%"),
        ([("A", 6, 9)], "A: 6 dari 9 koperasi aktif"),
        ([("A", 0, 0), ("B", 0, 0)], "Tidak ada yang dihitung per kelurahan"),
        ([("A", None, None), ("B", None, None)], "Belum ada data per kelurahan"),
    ],
)
def test_the_headline_of_areas(line: list, headline: str) -> None:
    assert most_behind.say_most_behind(rates(*line), TARGET, "koperasi_aktif") == headline


def test_without_a_target_the_city_is_what_an_area_is_held_against() -> None:
    line = rates(("A", 5, 10), ("B", 10, 10))
    said = most_behind.say_most_behind(line, Goal(0.75, 20), "koperasi_aktif")
    assert said == "Terbanyak kurang dari angka kota: A, 5 dari 10 koperasi aktif"
    said = most_behind.say_most_behind(line, None, "koperasi_aktif")
    assert said == "Belum ada target dan angka kota untuk dibandingkan"
    unknown = rates(("A", None, None), ("B", None, None))
    assert most_behind.say_most_behind(unknown, None, "koperasi_aktif") == "Belum ada data per kelurahan"


@pytest.mark.parametrize("indikator", [i.indikator for i in load_indicators() if not i.count])
def test_the_headline_has_at_most_twelve_words(indikator: str) -> None:
    line = rates(("Tanjung Sari (Kepanjen Kidul)", 1000, 2345), ("B", 2000, 2000), ("C", 2000, 2000))
    for goal in (TARGET, Goal(0.85, 6345)):
        assert len(most_behind.say_most_behind(line, goal, indikator).split()) <= 12


@pytest.mark.parametrize("quarter", ["2021-T4", "2023-T4", "2024-T4", "2025-T2"])
def test_map_statuses_and_list_name_the_same(whole_sample: int, quarter: str) -> None:
    city = Choice(whole_sample, quarter, "35.72", "Kota Blitar", "kota")
    areas = published.list_areas(city)
    inside = areas[areas["tingkat"] == "kecamatan"]
    for code, name in [("35.72", "Kota Blitar"), *zip(inside["kode"], inside["nama"], strict=True)]:
        p = replace(city, kode_wilayah=code, area_name=name, level="kota" if code == "35.72" else "kecamatan")
        title = area_map.make_map(p, "koperasi_aktif").title
        assert title == keaktifan.make_statuses_chart(p).title
        first = behind.list_behind(p)
        first = first[first["kurang"] == first["kurang"].max()]
        if named := re.search(r": (.+?), (?:masing|\d)", title):
            assert set(named[1].split(" dan ")) == set(first["nama"])
        else:
            assert title.startswith(f"{len(first)} kelurahan terbanyak kurang")
