"""Names that stand for withheld ones are put in order by their number and say their kelurahan once."""

from __future__ import annotations

import pytest

from dasbor.words import stand_ins
from etl import rules

NAMES = [
    "KSP Maju",
    "Koperasi 1 di Bendo",
    "Koperasi 2 di Bendo",
    "Koperasi 10 di Bendo",
    "Koperasi 11 di Bendo",
    "Koperasi 11 di Gedog",
    "Koperasi 100 di Bendo",
    "Koperasi Sejahtera 2 di Bendo",
]


def test_two_comes_before_ten() -> None:
    assert sorted(reversed(NAMES), key=stand_ins.find_order) == NAMES


@pytest.mark.parametrize("name", [*NAMES, "Koperasi 12", "koperasi 7 di Turi", "Koperasi 0012 di Turi", ""])
def test_statements_put_names_in_the_same_order(name: str) -> None:
    asked = rules.open_calculator().execute("select rules.name_order($name)", {"name": name}).fetchall()
    assert asked == [(stand_ins.find_order(name),)]


def test_the_kelurahan_is_said_once() -> None:
    stand_in = stand_ins.make_stand_in(11, "Bendo")
    assert stand_ins.add_area(stand_in, "Bendo") == "Koperasi 11 di Bendo"
    assert stand_ins.add_area("KSP Maju", "Bendo") == "KSP Maju (Bendo)"
    assert stand_ins.add_area("KKMP Bendo", "Bendo (Wates)") == "KKMP Bendo (Bendo, Wates)"
    assert stand_ins.join_area(stand_in, "Bendo (Wates)", "Tidak aktif") == "Tidak aktif"
    assert stand_ins.join_area(stand_in, "Turi", "Tidak aktif") == "Turi · Tidak aktif"  # it moved
    assert stand_ins.join_area("KSP Maju", "Bendo", "Tidak aktif") == "Bendo · Tidak aktif"
