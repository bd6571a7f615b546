"""What cards, movers, steps of training and mentoring, and two areas side by side say of a random city: taken apart and
counted again from its rows. `s` is the State of test_sentences.py."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pandas as pd

from dasbor.blocks import indicator_cards
from dasbor.blocks.compared import movers, reached
from dasbor.choice import WITH_KKMP, Choice
from dasbor.content import bandingkan
from dasbor.ui import cards
from etl import periode as triwulan
from tests.content.random_city import REGISTERED
from tests.drawings import unmark

SMALL_N, WINDOW, CITY = 10, 4, "35.72"  # as data/acuan/pengaturan.toml says
ACTIVE, INACTIVE = "aktif", "tidak aktif"


def count(rows: pd.DataFrame, *status: str) -> int:
    return int(rows["status"].isin(status).sum())


def number(text: str) -> int:
    return int(text.replace(".", ""))


def percent(text: str) -> float:
    return float(text.replace(".", "").replace(",", "."))


def moved(n: int) -> str:
    return "tetap" if n == 0 else f"{'naik' if n > 0 else 'turun'} {abs(n)}"


def year_ago(quarter: str) -> str:
    return triwulan.shift_quarter(quarter, -4)


def target_of(s: Any) -> Fraction | None:
    return None if s.city.target is None else Fraction(str(s.city.target))


# ── the goal, and who lacks most for it ──


def goal_of(s: Any) -> Fraction | None:
    """The target, else the rate of the city."""
    whole = s.city.take(s.p.periode, CITY, s.p.kelompok_hitung == WITH_KKMP)
    n = count(whole, *REGISTERED)
    return target_of(s) or (Fraction(count(whole, ACTIVE), n) if n else None)


def is_most_behind(s: Any, rates: pd.DataFrame, said: str) -> bool:
    """Checks a headline of areas (nama -> a, n); False where it is no such sentence."""
    goal = goal_of(s)
    if goal is None:
        return False
    behind = {b.Index: (int(b.a), int(b.n)) for b in rates.itertuples() if b.a < goal * b.n}
    lacking = {name: math.ceil(goal * n - a) for name, (a, n) in behind.items()}
    first = {name for name, k in lacking.items() if k == max(lacking.values())}
    aim = r"(?: untuk target [\d,]+%| dari angka kota)?"
    if m := re.fullmatch(rf"Terbanyak kurang{aim}: (.+), ([\d.]+) dari ([\d.]+)(?: koperasi aktif)?", said):
        assert first == {m[1]}
        assert behind[m[1]] == (number(m[2]), number(m[3]))
    elif m := re.fullmatch(rf"Terbanyak kurang{aim}: (.+) dan (.+), masing-masing (\d+)", said):
        assert first == {m[1], m[2]}
        assert {lacking[name] for name in first} == {int(m[3])}
    elif m := re.fullmatch(rf"(\d+) kelurahan terbanyak kurang{aim}, masing-masing (\d+)", said):
        assert (len(first), max(lacking.values())) == (int(m[1]), int(m[2]))
    elif re.fullmatch(r"Tidak ada kelurahan di bawah (target [\d,]+%|angka kota)", said):
        assert lacking == {}
        assert len(rates)
    else:
        return False
    return True


# ── cards ──


def say_card(p: Choice) -> list[str]:
    html = str(cards.make_row(indicator_cards.make_cards(p, "koperasi_aktif")))
    return [" ".join(re.sub(r"<[^>]+>", " ", re.sub(r"<img[^>]*>", "", unmark(html))).split())]


def is_card(s: Any, said: str) -> None:
    active, registered = count(s.rows(), ACTIVE), count(s.rows(), *REGISTERED)
    _is_verdict(s, said, active, registered)
    _is_year_ago(s, said, active, registered)
    _is_moved(s, said, active, registered)


def _is_verdict(s: Any, said: str, active: int, registered: int) -> None:
    target = target_of(s)
    if target is None or not registered:
        assert "untuk target" not in said
        assert "di atas target" not in said
        return
    distance = active - math.ceil(target * registered)
    if m := re.search(
        r"(?:(kurang dari )?([\d,]+) poin di bawah target: )?([\d.]+) koperasi lagi(?: untuk target)?", said
    ):
        assert -distance == number(m[3])
        assert bool(m[2]) == (registered >= SMALL_N)
        exact = float(target - Fraction(active, registered)) * 100
        written = 1 if registered < 100 else 0.1
        assert not m[2] or (exact < percent(m[2]) if m[1] else abs(percent(m[2]) - exact) <= written)
    elif m := re.search(r"([\d.]+) koperasi di atas target", said):
        assert distance == number(m[1]) > 0
    else:
        assert "tepat cukup untuk target" in said
        assert distance == 0


def _is_year_ago(s: Any, said: str, active: int, registered: int) -> None:
    then = s.rows(year_ago(s.p.periode)) if year_ago(s.p.periode) in s.city.list_registers() else None
    if m := re.search(r"setahun lalu ([\d.]+) dari ([\d.]+)(?: \(([\d,]+)%\))?", said):
        assert then is not None
        assert (count(then, ACTIVE), count(then, *REGISTERED)) == (number(m[1]), number(m[2]))
        assert bool(m[3]) == (number(m[2]) >= SMALL_N)
        assert not m[3] or abs(percent(m[3]) - number(m[1]) / number(m[2]) * 100) <= 0.5
    else:
        assert then is None
        assert registered == 0 or "setahun lalu: belum ada data" in said


def _is_moved(s: Any, said: str, active: int, registered: int) -> None:
    if m := re.search(
        r"(tetap|naik|turun) ([\d.]+) · (?:[▲▼] (naik|turun) ([\d,]+) poin|persen tetap|hampir 0 poin)", said
    ):
        past, base = count(s.rows(s.before), ACTIVE), count(s.rows(s.before), *REGISTERED)
        assert min(registered, base) >= SMALL_N
        assert number(m[2]) == (active if m[1] == "tetap" else abs(active - past))
        assert m[1] == moved(active - past).split()[0]
        points = (active / registered - past / base) * 100
        assert not m[3] or ((points > 0) == (m[3] == "naik") and abs(abs(points) - percent(m[4])) <= 0.5)
        went = (active > past) - (active < past)
        parted = went != (0 if not m[3] else 1 if m[3] == "naik" else -1) and went != (points > 0) - (points < 0)
        all_or_none = (active, past) in ((registered, base), (0, 0))  # no share is beyond
        assert (parted and not all_or_none) == ("tidak searah karena terdaftar" in said)
    elif m := re.search(r"jumlahnya (tetap|(?:naik|turun) [\d.]+) sejak", said):
        assert m[1] == moved(active - count(s.rows(s.before), ACTIVE))


# ── kelurahan that improved and worsened ──


def say_movers(p: Choice) -> list[str]:
    return movers.say_movers(p) if p.level != "kelurahan" else []


def is_movers(s: Any, said: str) -> None:
    before, then = s.before, year_ago(s.p.periode)
    if said == "Belum ada register triwulan sebelumnya untuk dibandingkan.":
        assert before is None
    elif said.startswith("Setahun lalu: "):
        assert then not in s.city.list_registers()
    else:
        m = re.fullmatch(
            r"Sejak (.+?)(?: (bertambah|berkurang): (.+)\.| jumlah koperasi aktif tetap di tiap kelurahan"
            r"( di luar KKMP yang baru masuk)?\.| masuk (\d+) KKMP aktif di (\d+) kelurahan, dihitung tersendiri\.)",
            said,
        )
        assert m, "unknown"
        since = then if m[1].startswith("setahun") else before
        founded = _new_kkmp(s, since)
        if m[5]:
            assert (founded.sum(), len(founded)) == (number(m[5]), number(m[6]))
        else:
            assert m[2] or bool(m[4]) == (len(founded) > 0)
            _is_since(s, since, founded, m[2], m[3])


def _new_kkmp(s: Any, since: str) -> pd.Series:
    """kelurahan -> how many Koperasi Merah Putih that stood in no register until then are active now."""
    every, now = s.city.registers, s.rows()
    known = set(every.loc[every["periode"] <= since, "nik"])
    return _active_by_area(now[now["kkmp"] & ~now["nik"].isin(known)])


def _is_since(s: Any, since: str, founded: pd.Series, word: str | None, parts: str | None) -> None:
    now, then = (_active_by_area(s.rows(q)) for q in (s.p.periode, since))
    change = now.sub(then, fill_value=0).sub(founded, fill_value=0).astype(int)
    if word is None or parts is None:
        assert (change == 0).all()
        return
    wanted = change[change > 0] if word == "bertambah" else change[change < 0]
    told: dict[int, int] = {}
    for one in parts.split("; "):
        m = re.match(
            r"(?:(\d+) kelurahan|(.+)) (naik|turun) (\d+)"
            r"(?:, kini ([\d.]+) dari ([\d.]+)(?: termasuk (\d+) KKMP baru)?)?",
            one,
        )
        assert m, one
        amount = int(m[4]) * (1 if m[3] == "naik" else -1)
        told[amount] = told.get(amount, 0) + int(m[1] or 1)
        if not m[1]:
            own = s.rows()[s.rows()["kelurahan"] == m[2]]
            assert change[m[2]] == amount
            assert (count(own, ACTIVE), count(own, *REGISTERED)) == (number(m[5]), number(m[6]))
            assert int(m[7] or 0) == founded.get(m[2], 0)
        if (causes := re.search(r"\((.+)\)", one)) and "status lain" not in one:
            by_cause = [int(n) * _sign(cause) for n, cause in re.findall(r"(\d+) ([^,)]+)", causes[1])]
            assert sum(by_cause) == amount * int(m[1] or 1)
    assert told == wanted.value_counts().to_dict()
    assert list(told) == sorted(told, key=abs, reverse=True)


def _active_by_area(rows: pd.DataFrame) -> pd.Series:
    return rows[rows["status"] == ACTIVE].groupby("kelurahan").size()


def _sign(cause: str) -> int:
    lost = ("menjadi tidak aktif", "diusulkan dibubarkan", "keluar dari register", "pindah keluar", "menjadi KKMP")
    return -1 if cause in lost else 1


# ── whom training and mentoring reached ──

_SHEETS = {"jangkauan_pelatihan": "trained", "cakupan_pendampingan": "visited", "pendampingan_khusus": "visited"}


def say_reached(p: Choice) -> list[str]:
    if p.level == "kelurahan":
        return []
    said = []
    for indikator in _SHEETS:
        why_not = reached.say_why_not(p, indikator)
        steps = [why_not] if why_not else [reached.make_steps(p, indikator).title, *reached.say_steps(p, indikator)]
        said.append("|".join([indikator, *steps]))
    return said


def is_reached(s: Any, said: str) -> None:
    indikator, title, *sentences = said.split("|")
    if not sentences:
        assert s.before is None or _lacks_sheets(s, indikator), title
        return
    assert not _lacks_sheets(s, indikator)
    (now, hit), (then, hit_then) = (_members(s, q, indikator) for q in (s.p.periode, s.before))
    assert f" {moved(len(hit) - len(hit_then))}" in title
    done = "dilatih" if indikator == "jangkauan_pelatihan" else "didampingi"
    what = "tidak aktif" if indikator == "pendampingan_khusus" else "terdaftar"
    steps = {
        f"baru {what}, sudah {done}": hit - then,
        f"baru {done}": (hit - hit_then) & then,
        f"tidak lagi {done} dalam kurun": (hit_then - hit) & now,
        f"tidak lagi {what}, pernah {done}": hit_then - now,
    }
    told = {m[2]: int(m[1]) for one in sentences[1:] if (m := re.fullmatch(r"(\d+) (.+?): .+", one))}
    assert told == {name: len(who) for name, who in steps.items() if who}
    assert sentences[0].startswith(f"Penyebut {moved(len(now) - len(then))}")
    for amount, kind in re.findall(r"(\d+) (baru|tidak lagi) \w", sentences[0]):
        assert int(amount) == len(now - then if kind == "baru" else then - now)


def _members(s: Any, quarter: str, indikator: str) -> tuple[set[str], set[str]]:
    """Who is counted, and who of them was reached in the window."""
    rows, sheets = s.rows(quarter), getattr(s.city, _SHEETS[indikator])
    status = (INACTIVE,) if indikator == "pendampingan_khusus" else REGISTERED
    members = set(rows.loc[rows["status"].isin(status), "nik"])
    window = [triwulan.shift_quarter(quarter, -i) for i in range(WINDOW)]
    return members, members & set().union(*(sheets.get(q, frozenset()) for q in window))


def _lacks_sheets(s: Any, indikator: str) -> bool:
    sheets = getattr(s.city, _SHEETS[indikator])
    quarters = {triwulan.shift_quarter(q, -i) for q in (s.p.periode, s.before) for i in range(WINDOW)}
    return not quarters <= set(sheets)


# ── two areas ──


def say_two(p: Choice) -> list[str]:
    first = next(iter(bandingkan.list_first(p)))
    second = next(iter(bandingkan.list_second(p, first)))
    row = bandingkan.compare(p, first, second).set_index("judul").loc["Koperasi aktif"]
    return [f"{first}|{second}|{bandingkan.say_headline(p, first, second)}|{row['selisih']}"]


def is_two(s: Any, said: str) -> None:
    first, second, title, difference = said.split("|")
    pairs = [_count_in(s, code) for code in (first, second)]
    assert [(number(a), number(n)) for a, n in re.findall(r"(\d+) dari (\d+)", title)] == pairs
    (a, n), (b, m) = pairs
    if found := re.fullmatch(r"([\d,]+) poin lebih (tinggi|rendah)(?:; bisa kebetulan)?", difference):
        exact = (a / n - b / m) * 100
        assert min(n, m) >= SMALL_N
        assert abs(abs(exact) - percent(found[1])) <= 1
        assert (exact > 0) == (found[2] == "tinggi")
    elif difference == "sama":
        assert abs(a / n - b / m) < 0.01
    else:
        assert difference in ("–", "belum bisa dibandingkan")
        assert min(n, m) < SMALL_N


def _count_in(s: Any, code: str) -> tuple[int, int]:
    rows = s.city.take(s.p.periode, code, s.p.kelompok_hitung == WITH_KKMP)
    return count(rows, ACTIVE), count(rows, *REGISTERED)


CLAIMS: list[tuple[Callable[[Choice], list[str]], Callable[[Any, str], None]]] = [
    (say_card, is_card),
    (say_movers, is_movers),
    (say_reached, is_reached),
    (say_two, is_two),
]
