"""Hundreds of damaged and of ordinary quarters: damage is caught or harmless, an ordinary quarter passes.

Harmless: fewer than five cooperatives with a wrong value. 500 runs each with UJI_BERAT=1, else a twentieth.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from etl.damage.model import LEAST
from tests import heavy
from tests.checks.registers import (
    IDENTITY,
    NOW,
    QUARTER_PAIRS,
    TYPES,
    Rows,
    change_as_between,
    count_wrong,
    list_gates,
    make_register,
    open_scratch,
    put_changed,
    recognise,
    replace_column,
    see,
    see_table,
)

# Columns of twenty or more different values, and those that are looked at though they have fewer.
COLUMNS = [
    "nik_koperasi", "nama_koperasi", "nomor_badan_hukum", "kode_kelurahan", "tanggal_badan_hukum", "alamat", "kelompok",
    "status", "tahun_buku_rat", "tanggal_rat", "anggota_laki", "anggota_perempuan", "jumlah_anggota", "anggota_umkm",
    "modal_sendiri", "modal_luar", "aset", "volume_usaha", "shu", "skor_kesehatan",
]  # fmt: skip
MANDATORY = ("nama_koperasi", "kode_kelurahan", "status")  # empty, they are refused as "salah"
NUMBERS = [c for c in COLUMNS if TYPES[c] in ("bigint", "double") and c != "skor_kesehatan"]
PAIRS = [(a, b) for a, b in QUARTER_PAIRS if b != "2025-T1"]
Values = list[Any]


def sort_up(values: Values, rows: Rows, rng: Random) -> Values:
    """As a spreadsheet sorts: blanks last."""
    return sorted(v for v in values if v is not None) + [None] * values.count(None)


def sort_down(values: Values, rows: Rows, rng: Random) -> Values:
    return sorted((v for v in values if v is not None), reverse=True) + [None] * values.count(None)


def shift_down(values: Values, rows: Rows, rng: Random) -> Values:
    """A cell too many from a random row on: what stood there twice."""
    start = rng.randrange(len(values))
    return [*values[: start + 1], *values[start:-1]]


def shift_up(values: Values, rows: Rows, rng: Random) -> Values:
    """A cell is lost; the last stands twice, so that a mandatory column has no blank."""
    start = rng.randrange(len(values))
    return [*values[:start], *values[start + 1 :], values[-1]]


def shift_block(values: Values, rows: Rows, rng: Random) -> Values:
    """Some dozens of rows turned by one."""
    start = rng.randrange(len(values) - 40)
    end = rng.randrange(start + 20, len(values))
    return [*values[:start], values[end - 1], *values[start : end - 1], *values[end:]]


def shift_by_two(values: Values, rows: Rows, rng: Random) -> Values:
    start = rng.randrange(2, len(values))
    return [*values[:start], *values[start - 2 : -2]]


def sort_within_kelurahan(values: Values, rows: Rows, rng: Random) -> Values:
    """The column sorted inside each kelurahan's rows."""
    return _deal(values, rows, lambda group: sort_up(group, [], rng))


def sort_by_another(values: Values, rows: Rows, rng: Random) -> Values:
    """The column follows another order of the cooperatives of each kelurahan, by a column that stays where it is."""
    order: dict[str, list[int]] = defaultdict(list)
    for i, row in enumerate(rows):
        order[row["kode_kelurahan"]].append(i)
    result = list(values)
    for places in order.values():
        by_address = sorted(places, key=lambda i: rows[i]["alamat"])
        for place, source in zip(places, by_address, strict=True):
            result[place] = values[source]
    return result


def _deal(values: Values, rows: Rows, arrange: Callable[[Values], Values]) -> Values:
    places: dict[str, list[int]] = defaultdict(list)
    for i, row in enumerate(rows):
        places[row["kode_kelurahan"]].append(i)
    result = list(values)
    for listed in places.values():
        for place, value in zip(listed, arrange([values[i] for i in listed]), strict=True):
            result[place] = value
    return result


def empty(values: Values, rows: Rows, rng: Random) -> Values:
    return [None] * len(values)


def turn_to_zero(values: Values, rows: Rows, rng: Random) -> Values:
    return [None if v is None else 0 for v in values]


def multiply(values: Values, rows: Rows, rng: Random) -> Values:
    """Ten, a hundred or a thousand times as much, or as little, from a random row on or in the whole column."""
    start, factor = rng.choice([0, rng.randrange(len(values))]), rng.choice([10, 100, 1000])
    factor = rng.choice([factor, 1 / factor])
    return [v if v is None or i < start else round(v * factor) for i, v in enumerate(values)]


def _take_block(values: Values, rng: Random) -> tuple[int, int]:
    start = rng.randrange(len(values) - 60)
    return start, start + rng.randrange(5, 60)


def move_block(values: Values, rows: Rows, rng: Random) -> Values:
    """Cut and inserted elsewhere: what lies between closes up."""
    start, end = _take_block(values, rng)
    rest = [*values[:start], *values[end:]]
    to = rng.randrange(len(rest))
    return [*rest[:to], *values[start:end], *rest[to:]]


def paste_block(values: Values, rows: Rows, rng: Random) -> Values:
    """Copied over other rows."""
    (start, end), to = _take_block(values, rng), rng.randrange(len(values) - 60)
    return [*values[:to], *values[start:end], *values[to + end - start :]]


def turn_round(values: Values, rows: Rows, rng: Random) -> Values:
    start, end = _take_block(values, rng)
    return [*values[:start], *values[start:end][::-1], *values[end:]]


def fill_down(values: Values, rows: Rows, rng: Random) -> Values:
    """A value over the rows below it; a blank filled down is a stretch that was cleared."""
    start, end = _take_block(values, rng)
    value = next((v for v in values[start:] if v is not None), None)
    return [*values[:start], *[value] * (end - start), *values[end:]]


MAIN = [sort_up, sort_down, shift_down, shift_up, empty, multiply, turn_to_zero]
OTHER = [shift_block, shift_by_two, sort_within_kelurahan, sort_by_another]


def damage(rng: Random, kinds: list[Callable[..., Values]], columns: list[str]) -> tuple[str, int, list[Any]]:
    """One damaged quarter: what was done, how many cooperatives say something wrong, what the gates see."""
    earlier, later = rng.choice(PAIRS)
    truth = make_register(later)
    before = rng.choice([earlier, later])  # with the changes of a quarter, or with none
    kind = rng.choice(kinds)
    fits = NUMBERS if kind in (multiply, turn_to_zero) else [c for c in COLUMNS if kind != empty or c not in MANDATORY]
    chosen = rng.sample(fits, 2 if len(columns) == 2 else 1)
    now = truth
    for column in chosen:
        now = replace_column(now, column, kind([row[column] for row in truth], truth, rng))
    wrong = max(count_wrong(now, truth, column) for column in chosen)
    keys = set(chosen) & set(IDENTITY)
    now = recognise(now, make_register(before)) if keys else now
    put_changed(CON, NOW, later, now, [*chosen, *(["koperasi_id"] if keys else [])])
    return f"{kind.__name__} {chosen} {later}", wrong, list_gates(see_table(CON, before))


CON = open_scratch()
WHOLE = ["satu"]
TOGETHER = ["satu", "dua"]


def list_missed(
    times: int, seed: int, kinds: list[Callable[..., Values]], columns: list[str], caught: float = 0.8
) -> list[tuple[str, int]]:
    """What was harmful and passed."""
    rng, missed, count = Random(seed), [], Counter[str]()
    for _ in range(times):
        what, wrong, gates = damage(rng, kinds, columns)
        count["harmless" if wrong < LEAST else "caught" if gates else "missed"] += 1
        if wrong >= LEAST and not gates:
            missed.append((what, wrong))
    assert count["caught"] > times * caught
    return missed


def test_a_column_sorted_shifted_emptied_or_multiplied_is_caught_or_harmless():
    assert list_missed(heavy.times(500), 1, MAIN, WHOLE) == []


def test_two_columns_damaged_together_are_caught_or_harmless():
    assert list_missed(heavy.times(100), 2, [sort_up, sort_down, shift_down, shift_up], TOGETHER) == []


def test_other_tellings_are_caught_but_for_one_in_fifty():
    times = heavy.times(150)
    assert len(list_missed(times, 3, OTHER, WHOLE)) <= times / 50


def test_a_block_moved_or_pasted_a_stretch_turned_round_and_a_value_filled_down_are_caught_but_for_a_few():
    times = heavy.times(300)
    missed = list_missed(times, 5, [move_block, paste_block, turn_round, fill_down], WHOLE, caught=0.6)
    assert len(missed) <= max(1, times // 50)  # sparse columns: a paste of blanks over blanks tells little


@pytest.mark.parametrize(("earlier", "later"), QUARTER_PAIRS)
def test_no_quarter_of_the_sample_looks_damaged(earlier, later):
    assert list_gates(see(CON, make_register(later), earlier)) == []


def test_no_quarter_with_changes_of_the_size_of_the_sample_looks_damaged():
    rng = Random(4)
    for _ in range(heavy.times(500)):
        before = rng.choice(QUARTER_PAIRS)[1]
        now = change_as_between(make_register(before), *rng.choice(QUARTER_PAIRS), rng)
        assert list_gates(see(CON, now, before)) == []
