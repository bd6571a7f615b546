"""What pages say of random cities is true: each sentence is taken apart and its claims are counted again from the rows
that were published, with pandas and none of the product's own questions."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
import pytest

from dasbor.answers import area_map, charts, status_charts, whom
from dasbor.blocks import indicator_cards
from dasbor.choice import WITH_KKMP, WITHOUT_KKMP, Choice
from dasbor.content import hasil, keaktifan, merah_putih
from dasbor.query import lists
from dasbor.ui import cards
from etl import periode as triwulan
from etl.acuan import load_reference
from etl.store.versions import Store
from tests import heavy
from tests.content import plain_compared, random_city
from tests.content.random_city import REGISTERED, City
from tests.drawings import unmark

STATES, EACH = heavy.times(2000), 25  # states of the screen; so many of one city
SMALL_N, WINDOW = 10, 4  # as data/acuan/pengaturan.toml says
ACTIVE, INACTIVE = "aktif", "tidak aktif"


@dataclass(frozen=True)
class State:
    """A city, what a reader chose, and the rows that are then counted."""

    city: City
    p: Choice

    def rows(self, quarter: str | None = None) -> pd.DataFrame:
        return self.city.take(quarter or self.p.periode, self.p.kode_wilayah, self.p.kelompok_hitung == WITH_KKMP)

    @property
    def before(self) -> str | None:
        return self.city.find_before(self.p.periode)


def _choose(chance: random.Random, city: City, version: int) -> list[Choice]:
    kel = load_reference().kelurahan
    used = kel[kel["kode_kelurahan"].isin(city.registers["kode"])]
    places = [("35.72", "Kota Blitar", "kota")] * 2
    for level in ("kecamatan", "kelurahan"):
        pairs = zip(used[f"kode_{level}"], used[level], strict=True)
        places += [(code, f"{level.capitalize()} {name}", level) for code, name in pairs]
    every = [
        Choice(version, q, *place, kkmp)
        for q in city.list_registers()
        for place in dict.fromkeys(places)
        for kkmp in (WITH_KKMP, WITHOUT_KKMP)
    ]
    return chance.sample(every, min(EACH, len(every)))


@pytest.mark.parametrize("seed", range(max(1, STATES // EACH)))
def test_what_pages_say_of_a_random_city_is_true(seed: int, store: Store) -> None:
    chance = random.Random(seed)
    city = random_city.make_city(chance)
    version = random_city.publish_city(city)
    for p in _choose(chance, city, version):
        state = State(city, p)
        for say, check in CLAIMS:
            for sentence in say(p):
                try:
                    check(state, sentence)
                except AssertionError as wrong:
                    raise AssertionError(f"{p}\n{check.__name__}: {sentence!r}\n{wrong}") from wrong


# ── counted by hand ──


def _rates(rows: pd.DataFrame) -> pd.DataFrame:
    """nama -> a (aktif), n (terdaftar) of the kelurahan that have any."""
    own = rows[rows["status"].isin(REGISTERED)]
    counted = own.assign(a=(own["status"] == ACTIVE).astype("int64"))
    return counted.groupby("kelurahan").agg(a=("a", "sum"), n=("a", "size"))


def _count(rows: pd.DataFrame, *status: str) -> int:
    return int(rows["status"].isin(status).sum())


def _read_number(text: str) -> int:
    return int(text.replace(".", ""))


def _read_percent(text: str) -> float:
    return float(text.replace(".", "").replace(",", "."))


def _is_rounded(percent: str, part: float, whole: float) -> bool:
    """A percentage on the screen stands for part of whole, with the decimals that it shows and half a point of air."""
    digits = len(percent.partition(",")[2])
    return abs(_read_percent(percent) - part / whole * 100) <= 0.5 / 10**digits + 1e-9


def _match(pattern: str, sentence: str) -> re.Match[str] | None:
    return re.fullmatch(pattern, sentence)


def _names(text: str) -> set[str]:
    return set(re.split(r", | dan ", text))


# ── where the rate is lowest: the map, and the statuses of Keaktifan ──


def _say_lowest(p: Choice) -> list[str]:
    titles = [area_map.make_map(p, "koperasi_aktif").title]
    if p.level != "kelurahan":
        titles.append(keaktifan.make_statuses_chart(p).title)
        assert titles[0] == titles[1]  # the same on every page
    return titles


def _is_lowest(s: State, said: str) -> None:
    rates = _rates(s.rows())
    if not plain_compared.is_most_behind(s, rates, said):
        _is_ratio_or_nothing(s, rates, said)


def _is_ratio_or_nothing(s: State, rates: pd.DataFrame, said: str) -> None:
    if m := _match(r"(.+): ([\d.]+) dari ([\d.]+) koperasi aktif", said):
        assert s.p.level == "kelurahan"
        assert (_count(s.rows(), ACTIVE), _count(s.rows(), *REGISTERED)) == (_read_number(m[2]), _read_number(m[3]))
    elif said == "Jumlah per kelurahan di bawah 10: jangan dibandingkan":
        assert len(rates) and (rates["n"] < SMALL_N).all()
    else:
        place = s.p.area_name.split(" ", 1)[1]
        nothing = ("Belum ada data per kelurahan", "Tidak ada yang dihitung per kelurahan", f"{place}: belum ada data")
        assert said in nothing, "unknown"
        assert rates.empty


# ── rates by area ──


def _say_ranking(p: Choice) -> list[str]:
    return [] if p.level == "kelurahan" else [charts.make_rates_chart(p, "koperasi_aktif").title]


def _is_ranking(s: State, said: str) -> None:
    rates = _rates(s.rows())
    compared = rates[rates["n"] >= SMALL_N]
    if m := _match(r"(\d+) dari (\d+) kelurahan(?: yang dapat dibandingkan)? mencapai target ([\d,]+)%", said):
        enough = (compared["a"] / compared["n"] >= _read_percent(m[3]) / 100).sum()
        assert (enough, len(compared)) == (int(m[1]), int(m[2]))
    elif m := _match(r"(\d+) dari (\d+) kelurahan(?: yang dapat dibandingkan)? di atas .+ ([\d,]+)%", said):
        active, registered = _count(s.rows(), ACTIVE), _count(s.rows(), *REGISTERED)
        assert _is_rounded(m[3], active, registered)
        assert ((compared["a"] / compared["n"] > active / registered).sum(), len(compared)) == (int(m[1]), int(m[2]))
    elif (m := _match(r"(.+): (\d+) dari (\d+) koperasi aktif", said)) and s.p.level != "kelurahan":
        alone = compared if len(rates) > 1 and s.city.target is None else rates  # else it is held against the target
        assert [(name, b["a"], b["n"]) for name, b in alone.iterrows()] == [(m[1], int(m[2]), int(m[3]))]
    else:
        _is_ratio_or_nothing(s, rates, said)


# ── what changed ──

_CAUSES = {
    "tidak aktif": "menjadi tidak aktif",
    "keluar": "keluar dari register",
    "diusulkan bubar": "diusulkan dibubarkan",
}


def _flow(s: State) -> pd.DataFrame:
    """What became of each cooperative that counts in the area then or now, and what that did to the active ones."""
    now, then = (s.rows(q).set_index("nik")["status"] for q in (s.p.periode, s.before))
    every = s.city.registers
    all_now, all_then = (set(every.loc[every["periode"] == q, "nik"]) for q in (s.p.periode, s.before))
    ever = set(every.loc[every["periode"] < str(s.before), "nik"])
    rows = []
    for nik in sorted(set(now.index) | set(then.index)):
        a, b = then.get(nik), now.get(nik)
        cause = _name_cause(a, b, nik in all_then, nik in all_now, nik in ever)
        rows.append((nik, cause, (b == ACTIVE) - (a == ACTIVE)))
    return pd.DataFrame(rows, columns=["nik", "sebab", "beda"])


def _name_cause(then: str | None, now: str | None, was: bool, stays: bool, ever: bool) -> str:
    if then is None:
        return "pindah masuk" if was else "tercatat kembali" if ever else "baru"
    if now is None:
        return "pindah keluar" if stays else "keluar dari register"
    if then == now:
        return "tetap"
    if now == ACTIVE and then in (INACTIVE, "diusulkan dibubarkan"):
        return "aktif kembali"
    if now == INACTIVE and then == ACTIVE:
        return "menjadi tidak aktif"
    return now if now == "diusulkan dibubarkan" else "status lain"


def _say_bridge(p: Choice) -> list[str]:
    return [status_charts.make_bridge(p).title]


def _is_change(s: State, said: str) -> None:
    if s.before is None:
        assert said == "Belum ada triwulan sebelumnya untuk dibandingkan"
        return
    flow = _flow(s)
    moved = _count(s.rows(), ACTIVE) - _count(s.rows(s.before), ACTIVE)
    assert flow["beda"].sum() == moved
    steps = flow[flow["beda"] != 0].groupby("sebab")["beda"].sum()
    steps = steps[steps != 0]
    if _match(r"Koperasi aktif tetap sejak T\d \d{4}", said):
        assert steps.empty
        return
    m = _match(r"Koperasi aktif (tetap|naik ([\d.]+)|turun ([\d.]+)): (.+)", said)
    assert m, "unknown"
    assert moved == (int(m[2]) if m[2] else -int(m[3]) if m[3] else 0)
    told = dict(one.split(" ", 1)[::-1] for one in m[4].split(", "))
    rest = int(told.pop("lainnya", 0))
    named = {_CAUSES.get(name, name.removeprefix("koperasi ")): int(n) for name, n in told.items()}
    assert all(abs(steps[name]) == n for name, n in named.items())
    assert rest == steps.drop(list(named)).abs().sum()


def _say_changed(p: Choice) -> list[str]:
    return status_charts.say_changes(p, at_most=2)


def _is_named_change(s: State, said: str) -> None:
    m = _match(r"(\d+) ([^:(]+?)(?: \((\d+) di antaranya sudah diusulkan dibubarkan\))?: (.+)", said)
    assert m, "unknown"
    flow = _flow(s)
    cause = m[2].removeprefix("koperasi ")
    names = s.city.registers.drop_duplicates("nik").set_index("nik")["nama"]
    hit = set(names[flow.loc[flow["sebab"] == cause, "nik"]])
    assert len(hit) == int(m[1])
    if cause == "keluar dari register":
        before = s.rows(s.before).set_index("nik")["status"]
        gone = before[before.index.isin(flow.loc[flow["sebab"] == cause, "nik"])]
        assert (gone == "diusulkan dibubarkan").sum() == int(m[3] or 0)
    told = set(re.findall(r"((?:KSU|Koperasi)[^,(]*?) \(", m[4]))
    assert told <= hit
    assert len(told) == min(len(hit), 2)


# ── trends and cards ──


def _say_trends(p: Choice) -> list[str]:
    return [charts.make_rate_trend(p, "koperasi_aktif").title]


def _is_trend(s: State, said: str) -> None:
    active, registered = _count(s.rows(), ACTIVE), _count(s.rows(), *REGISTERED)
    pattern = r"([\d.]+) dari ([\d.]+) koperasi aktif(?: pada (T\d \d{4}))?(?:, (\w+)(?: ([\d.]+))? sejak T.*)?"
    if m := _match(pattern, said):
        assert (active, registered) == (_read_number(m[1]), _read_number(m[2]))
        assert not m[3] or m[3] == triwulan.say_quarter(s.p.periode, True)
        if m[4]:
            assert _say_moved(active - _count(s.rows(s.before), ACTIVE)) == " ".join(filter(None, (m[4], m[5])))
    elif m := _match(r"Tidak ada yang dihitung pada (T\d \d{4}): koperasi aktif", said):
        assert registered == 0
    else:
        assert said == f"{triwulan.say_quarter(s.p.periode, True)}: belum ada data" or said.endswith("belum ada data")
        assert registered == 0


def _say_moved(n: int) -> str:
    return "tetap" if n == 0 else f"{'naik' if n > 0 else 'turun'} {abs(n)}"


def _say_status_trend(p: Choice) -> list[str]:
    return [status_charts.make_status_trend(p).title]


def _is_status_trend(s: State, said: str) -> None:
    now = s.rows()
    m = _match(
        r"([\d.]+) aktif(?: \(([^)]+)\))?, ([\d.]+) tidak aktif(?: \(([^)]+)\))?(?: (?:sejak|pada) (T\d \d{4}))?", said
    )
    if m is None:
        assert said == "Belum ada data koperasi"
        assert now.empty
        return
    assert [_count(now, ACTIVE), _count(now, INACTIVE)] == [_read_number(m[1]), _read_number(m[3])]
    if m[2]:
        since = next(q for q in reversed(s.city.list_registers()) if triwulan.say_quarter(q, True) == m[5])
        moved = [_count(now, x) - _count(s.rows(since), x) for x in (ACTIVE, INACTIVE)]
        assert [_say_moved(n) for n in moved] == [m[2], m[4]]


def _say_card(p: Choice) -> list[str]:
    html = cards.make_card(indicator_cards.make_cards(p, "koperasi_aktif")[0])
    return [" ".join(re.sub(r"<[^>]+>", " ", re.sub(r"<img[^>]*>", "", unmark(str(html)))).split())]


def _is_card(s: State, said: str) -> None:
    active, registered = _count(s.rows(), ACTIVE), _count(s.rows(), *REGISTERED)
    m = re.match(r"Koperasi aktif asal angka Koperasi aktif (belum ada data|([\d.]+) dari ([\d.]+))", said)
    assert m, "unknown"
    assert (active, registered) == ((0, 0) if m[2] is None else (_read_number(m[2]), _read_number(m[3])))
    if share := re.match(r".*?angka Koperasi aktif [\d.]+ dari [\d.]+ ([\d,]+)%", said):
        assert _is_rounded(share[1], active, registered)
    past, base = (_count(s.rows(s.before), *x) if s.before else 0 for x in ((ACTIVE,), REGISTERED))
    if points := re.search(r"[▲▼] (naik|turun) ([\d,]+) poin", said):
        share_moved = (active / registered - past / base) * 100
        assert (share_moved > 0) == (points[1] == "naik")
        assert abs(abs(share_moved) - _read_percent(points[2])) <= 0.5
        assert min(registered, base) >= SMALL_N
    if moved := re.search(r"jumlahnya (tetap|(?:naik|turun) [\d.]+)", said):
        assert moved[1] == _say_moved(active - past)
    if whole := re.search(r"karena terdaftar (tetap|(?:naik|turun) [\d.]+)", said):
        assert whole[1] == _say_moved(registered - base)


# ── whom nobody visited ──


def _say_unseen(p: Choice) -> list[str]:
    unvisited = lists.list_unvisited(p)
    names = sorted(unvisited.read_all()["nama_koperasi"]) if unvisited else []
    return [f"{whom.say_unseen(p)}|{'|'.join(names)}"]


def _is_unseen(s: State, said: str) -> None:
    window = {triwulan.shift_quarter(s.p.periode, -i) for i in range(WINDOW)}
    told, *names = said.split("|")
    known = sorted(window & set(s.city.visited))
    if not known:
        assert told == "kunjungannya belum diketahui"
        assert names == [""]
        return
    m = _match(r"tanpa kunjungan dalam (\d+) triwulan(?: yang terbit dari (\d+))?", told)
    assert m, "unknown"
    assert (len(known), WINDOW) == (int(m[1]), int(m[2] or m[1]))
    seen = frozenset().union(*(s.city.visited[q] for q in known))
    rows = s.rows()
    without = rows[(rows["status"] == INACTIVE) & ~rows["nik"].isin(seen)]
    assert sorted(without["nama"]) == [n for n in names if n]


# ── what became of inactive ones ──


def _say_cohorts(p: Choice) -> list[str]:
    views = hasil.make_cohorts(p)
    return ["\n".join([views[0].chart.title, views[0].chart.subtitle, *views[0].sentences])] if views else []


def _is_cohort(s: State, said: str) -> None:
    title, subtitle, *reading = said.split("\n")
    if title == "Belum ada kohor yang dapat dibandingkan":
        assert "lebih lebar" not in said
        return
    pattern = r"(\d) triwulan kemudian aktif: (\d+)(/| dari )(\d+) (?:kasus )?dikunjungi, (\d+)(?:/| dari )(\d+) .*"
    m = _match(pattern, title)
    assert m, "unknown"
    groups = {hit: _follow(s, int(m[1]), hit) for hit in (True, False)}
    assert [(int(g["lalu"].sum()), len(g)) for g in groups.values()] == [
        (int(m[2]), int(m[4])),
        (int(m[5]), int(m[6])),
    ]
    different = [g["nik"].nunique() for g in groups.values()]
    repeated = any(n < len(g) for n, g in zip(different, groups.values(), strict=True))
    assert repeated == (m[3] == "/") == ("Satu kasus" in subtitle) == any("lebih lebar" in x for x in reading)
    if repeated:
        told = next(x for x in reading if "lebih lebar" in x)
        assert [int(x) for x in re.findall(r"adalah ([\d]+)", told)] == different


def _follow(s: State, later: int, hit: bool) -> pd.DataFrame:
    """Inactive ones of each quarter whose visits and whose later register are published: nik, lalu (active then)."""
    every, found = s.city.registers, []
    for quarter in s.city.list_registers():
        then = triwulan.shift_quarter(quarter, later)
        if quarter not in s.city.visited or then not in s.city.list_registers() or then > s.p.periode:
            continue
        rows = s.rows(quarter)
        rows = rows[(rows["status"] == INACTIVE) & (rows["nik"].isin(s.city.visited[quarter]) == hit)]
        alive = set(every.loc[(every["periode"] == then) & (every["status"] == ACTIVE), "nik"])
        found.append(rows.assign(lalu=rows["nik"].isin(alive)))
    return pd.concat(found) if found else pd.DataFrame({"nik": [], "lalu": []})


# ── KKMP ──


def _say_members(p: Choice) -> list[str]:
    return [merah_putih.make_members_chart(p).title] if len(merah_putih.list_kkmp(p)) else []


def _is_members(s: State, said: str) -> None:
    rows = s.city.take(s.p.periode, s.p.kode_wilayah)
    members = rows.loc[rows["kkmp"], "anggota"].dropna()
    if m := _match(r"(\d+) dari (\d+) KKMP yang melapor beranggota (\d+) atau lebih", said):
        assert (int((members >= int(m[3])).sum()), len(members)) == (int(m[1]), int(m[2]))
        assert int(m[1]) * 2 >= len(members)
    elif m := _match(r"Satu KKMP melapor: (\d+) anggota", said):
        assert members.tolist() == [int(m[1])]
    else:
        assert said == "Belum ada anggota KKMP yang tercatat", "unknown"
        assert members.empty


CLAIMS: list[tuple[Callable[[Choice], list[str]], Callable[[State, str], None]]] = [
    (_say_lowest, _is_lowest),
    (_say_ranking, _is_ranking),
    (_say_bridge, _is_change),
    (_say_changed, _is_named_change),
    (_say_trends, _is_trend),
    (_say_status_trend, _is_status_trend),
    (_say_card, _is_card),
    (_say_unseen, _is_unseen),
    (_say_cohorts, _is_cohort),
    (_say_members, _is_members),
    *plain_compared.CLAIMS,
]
