"""A way to a target keeps what it promises: taken in a scratch copy of the version, the indicators' own statements give
exactly the figure that the page said beforehand."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dasbor.choice import WITH_KKMP, WITHOUT_KKMP, Choice
from dasbor.query.whom import behind, paths, priorities, steps
from dasbor.query.whom.paths import Plan
from dasbor.query.whom.steps import FOUND, RAISE, REMOVE, Share, Step, Way
from etl.acuan import load_reference
from etl.store.versions import Store
from tests import golden, heavy
from tests.content import random_city
from tests.content.random_city import City
from tests.query.scratch import Scratch, copy_version

ACTIVE = behind.INDICATOR
YEARS = 3
TARGETS = (0.25, 0.5, 2 / 3, 0.8, 0.9, 0.95, 0.999, 1.0)

# ── arithmetic ──

shares = st.tuples(st.integers(0, 400), st.integers(0, 400)).map(lambda x: Share(min(x), max(x)))
targets = st.sampled_from((*TARGETS, 0.7, 0.85, 0.01))


@given(shares, targets)
def test_a_way_takes_as_many_as_needed_and_not_one_more(now: Share, target: float) -> None:
    for way in steps.plan_ways(now, target, now.whole - now.part, now.whole - now.part, founds=True):
        (step,) = way.steps
        assert step.before == now
        assert step.after.reaches(target) or step.count == now.whole - now.part
        assert not Step(step.kind, step.count - 1, now).after.reaches(target)


@given(shares, targets)
def test_only_raising_leaves_the_denominator_as_it_is_and_only_taking_away_the_numerator(
    now: Share, target: float
) -> None:
    for way in steps.plan_ways(now, target, now.whole - now.part, now.whole - now.part, founds=True):
        for step in way.steps:
            assert (step.after.whole == now.whole) == (step.kind == RAISE)
            assert (step.after.part == now.part) == (step.kind == REMOVE)


@given(shares, targets)
def test_what_may_be_lost_may_be_lost_and_no_more(now: Share, target: float) -> None:
    spare = steps.count_spare(now, target)
    if now.reaches(target):
        assert Share(now.part - spare, now.whole).reaches(target)
        assert not Share(now.part - spare - 1, now.whole).reaches(target)
    else:
        assert spare == 0


def kinds(ways: list[Way]) -> list[list[tuple[str, int, Share]]]:
    return [[(s.kind, s.count, s.after) for s in way.steps] for way in ways]


def test_nine_of_ten_from_eight() -> None:
    assert kinds(steps.plan_ways(Share(8, 10), 0.9, 2, 1, founds=True)) == [
        [(RAISE, 1, Share(9, 10))],
        [(FOUND, 10, Share(18, 20))],
        [(REMOVE, 1, Share(8, 9))],  # not enough: there are no more
    ]
    assert not Share(8, 9).reaches(0.9)


def test_where_raising_all_is_not_enough_new_ones_come_after_them() -> None:
    """Two of ten are of unknown status: nobody makes them active."""
    ways = steps.plan_ways(Share(5, 10), 0.9, 3, 3, founds=True)
    assert kinds(ways)[0] == [(RAISE, 3, Share(8, 10))]
    assert kinds(ways)[-1] == [(RAISE, 3, Share(8, 10)), (FOUND, 10, Share(18, 20))]
    assert steps.find_reaching(ways, 0.9) == [ways[1], ways[-1]]


def test_a_target_of_all_is_never_reached_by_new_ones() -> None:
    assert steps.count_founded(Share(9, 10), 1.0) is None
    assert kinds(steps.plan_ways(Share(9, 10), 1.0, 0, 1, founds=True)) == [[(REMOVE, 1, Share(9, 9))]]


def test_where_nobody_counts_taking_away_helps_nobody() -> None:
    assert steps.count_removed(Share(0, 4), 0.9) is None
    assert kinds(steps.plan_ways(Share(0, 4), 0.9, 4, 4, founds=False)) == [[(RAISE, 4, Share(4, 4))]]


def test_a_target_that_is_met_or_about_nothing_takes_no_step() -> None:
    assert steps.plan_ways(Share(9, 10), 0.9, 1, 1, founds=True) == []
    assert steps.plan_ways(Share(0, 0), 0.9, 0, 0, founds=True) == []


# ── promised and really done ──


def take_all(scratch: Scratch, p: Choice, indikator: str, target: float, by_rule: bool) -> int:
    """Every way of a plan taken, one after the other; how many there were."""
    plan = paths.make_plan(p, indikator, target, YEARS, by_rule)
    if plan.now is None:
        return 0
    assert scratch.count(p, indikator, by_rule, YEARS) == plan.now
    for way in plan.ways:
        with scratch.changed(p, plan, way, indikator, by_rule):
            assert scratch.count(p, indikator, by_rule, YEARS) == way.after, (p, indikator, target, by_rule, way)
    return len(plan.ways)


def choose_case(chance: random.Random, version: int, quarters: list[str], places: list[tuple]) -> tuple:
    place, kkmp = chance.choice(places), chance.choice((WITH_KKMP, WITHOUT_KKMP))
    indikator = chance.choice((*paths.PATHS, *[ACTIVE] * 8))
    by_rule = indikator == ACTIVE and chance.random() < 0.5
    p = Choice(version, chance.choice(quarters), *place, kkmp)
    return p, indikator, chance.choice(TARGETS), by_rule


def list_places(codes: set[str]) -> list[tuple[str, str, str]]:
    kel = load_reference().kelurahan
    used = kel[kel["kode_kelurahan"].isin(codes)]
    places = [("35.72", "Kota Blitar", "kota")] * 3
    for level in ("kecamatan", "kelurahan"):
        places += [(c, n, level) for c, n in zip(used[f"kode_{level}"], used[level], strict=True)]
    return list(dict.fromkeys(places[2:]))


def publish_with_trainings(city: City, chance: random.Random) -> int:
    """The random city, and who took part in a training of its last quarter."""
    random_city.publish_city(city)
    quarter = city.list_registers()[-1]
    names = sorted(city.registers.loc[city.registers["periode"] == quarter, "nama"])
    day = random_city.find_visit_day(quarter)
    people = [["Pelatihan A", day, None, f"Orang {n}", "P", n, None] for n in chance.sample(names, len(names) // 4 + 1)]
    return golden.publish_book(Store(), quarter, {"Pelatihan": [golden.JUDUL_PELATIHAN, *people]}, reason="uji")


@pytest.mark.parametrize("seed", range(heavy.times(60)))
def test_the_steps_of_a_random_city_give_the_promised_figure(seed: int, store: Store) -> None:
    chance = random.Random(seed)
    city = random_city.make_city(chance)
    version = publish_with_trainings(city, chance)
    places = list_places(set(city.registers["kode"]))
    with copy_version(version) as scratch:
        cases = [choose_case(chance, version, city.list_registers(), places) for _ in range(40)]
        assert sum(take_all(scratch, *case) for case in cases) >= 10


@pytest.fixture(scope="module")
def sample(whole_sample: int) -> Iterator[tuple[int, Scratch]]:
    with copy_version(whole_sample) as scratch:
        yield whole_sample, scratch


@pytest.mark.parametrize("indikator", paths.PATHS)
def test_the_steps_of_every_target_give_the_promised_figure(indikator: str, sample: tuple[int, Scratch]) -> None:
    """Also of those that random registers do not tell: health, certificates, internet."""
    version, scratch = sample
    taken = [
        take_all(scratch, Choice(version, "2025-T2", code, "", "kota", kkmp), indikator, target, by_rule)
        for code in ("35.72", "35.72.02", "35.72.01.1002")
        for kkmp in (WITH_KKMP, WITHOUT_KKMP)
        for target in (0.9, 1.0)
        for by_rule in ((False, True) if indikator == ACTIVE else (False,))
    ]
    assert sum(taken) >= 6


def test_a_publication_computes_the_same(sample: tuple[int, Scratch]) -> None:
    """Not only the statement alone: the table of figures, in which areas are added up."""
    version, scratch = sample
    p = Choice(version, "2025-T2", "35.72.02", "", "kecamatan")
    plan = paths.make_plan(p, ACTIVE, 0.9, YEARS)
    assert len(plan.ways) == 3
    for way in plan.ways:
        with scratch.changed(p, plan, way, ACTIVE, False):
            assert scratch.compute(p, ACTIVE) == way.after


# ── the invented city ──


@pytest.fixture
def city(whole_sample: int) -> Choice:
    return Choice(whole_sample, "2025-T2", "35.72", "Kota Blitar", "kota", with_names=True)


def plan_of(p: Choice, by_rule: bool = False) -> Plan:
    return paths.make_plan(p, ACTIVE, 0.9, YEARS, by_rule)


def test_the_four_readings_of_the_city(city: Choice) -> None:
    found = [
        [(s.kind, s.count, tuple(s.after)) for way in plan_of(p, by_rule).ways for s in way.steps]
        for by_rule in (False, True)
        for p in paths.choose_kkmp(city)
    ]
    assert found == [
        [(RAISE, 3, (271, 301)), (FOUND, 29, (297, 330)), (REMOVE, 4, (268, 297))],
        [(RAISE, 5, (252, 280)), (FOUND, 50, (297, 330)), (REMOVE, 6, (247, 274))],
        [(RAISE, 6, (271, 301)), (FOUND, 59, (324, 360)), (REMOVE, 7, (265, 294))],
        [(RAISE, 8, (252, 280)), (FOUND, 80, (324, 360)), (REMOVE, 9, (244, 271))],
    ]


def test_whom_first_is_whom_prioritas_puts_first(city: Choice) -> None:
    rule = priorities.make_rule(city)
    listed = priorities.read_details(city, rule, priorities.rank(city, rule))
    inactive = listed[listed["status"] == "tidak aktif"]["koperasi_id"].tolist()
    candidates = plan_of(city).candidates
    assert len(inactive) > 5
    assert candidates["koperasi_id"].head(len(inactive)).tolist() == inactive
    assert set(candidates["status"]) == {"tidak aktif"}


def test_only_the_long_inactive_are_proposed_for_dissolution(city: Choice) -> None:
    rows = plan_of(city, by_rule=True).removable
    assert set(rows["status"]) == set(rows["status_rat"]) == {"tidak aktif"}
    assert rows["menunggak"].is_monotonic_decreasing
    assert rows["menunggak"].min() >= YEARS


def test_a_quarter_with_a_rekap_only_says_how_many_but_not_who(store: Store) -> None:
    recap = [["Kelurahan", "Kecamatan", "Jumlah Koperasi", "Aktif", "Tidak Aktif"], ["Turi", "Sukorejo", 10, 7, 3]]
    version = golden.publish_book(store, "2025-T3", {"Rekap": recap})
    plan = plan_of(Choice(version, "2025-T3", "35.72.02.1004", "Kelurahan Turi", "kelurahan"))
    assert plan.now == Share(7, 10)
    assert kinds(list(plan.ways))[0] == [(RAISE, 2, Share(9, 10))]
    assert (plan.named, len(plan.candidates)) == (False, 0)
    assert paths.make_plan(Choice(version, "2025-T3", "35.72"), ACTIVE, 0.9, YEARS, by_rule=True).now is None
