"""Sentences made from data: headlines (at most 12 words), subtitles, text alternatives. Pure functions."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

import pandas as pd

from dasbor.words import comparable, goal, language
from dasbor.words.amounts import say_moved, say_parts
from dasbor.words.columns import list_rows
from etl.indikator import find_indicator

MAX_WORDS = 12  # most words of a headline


class Ratio(Protocol):
    """A numerator, its denominator and the share; None where nobody knows (figures.Figure)."""

    @property
    def pembilang(self) -> float | None: ...
    @property
    def penyebut(self) -> float | None: ...
    @property
    def nilai(self) -> float | None: ...


@dataclass(frozen=True)
class _Unknown:
    pembilang: None = None
    penyebut: None = None
    nilai: None = None


NO_RATIO: Ratio = _Unknown()


def find_phrase(indikator: str) -> str:
    """How its numerator is said in a headline, as declared; the id in words where this release does not know it."""
    i = find_indicator(indikator)
    return i.sebutan if i else indikator.replace("_", " ")


def say_ratio(place: str, indikator: str, current: Ratio, previous: Ratio | None = None) -> str:
    """ "Sukorejo: 7 dari 12 koperasi aktif, turun 1"; of a share of Rp of Rp the share alone."""
    if not language.is_known(current.pembilang):
        return f"{place}: {language.NO_DATA}"
    if (i := find_indicator(indikator)) and i.divides_amounts:
        return f"{place}: {i.sebutan} {language.format_percent(current.nilai, current.penyebut)}"
    text = f"{place}: {language.format_fraction(current.pembilang, current.penyebut)} {find_phrase(indikator)}"
    if previous is None or not language.is_known(previous.pembilang):
        return text
    return f"{text}, {language.say_direction((current.pembilang or 0) - (previous.pembilang or 0))}"


def say_beside(data: pd.DataFrame, indikator: str, small_n: int = 0) -> str:
    """ "Turi: 14 dari 14 koperasi aktif; Kota Blitar 89,0%": the first of the areas, and the last one around it."""
    own, whole = data.iloc[0], data.iloc[-1]
    start = say_ratio(str(own["nama"]), indikator, own)
    with_whole = f"{start}; {_say_with_rate(whole)}"
    is_short = len(with_whole.split()) <= MAX_WORDS
    can_be_said = language.is_known(whole["nilai"]) and not comparable.is_small(whole["penyebut"], small_n)
    return with_whole if len(data) > 1 and can_be_said and is_short else start


def take_comparable(data: pd.DataFrame, small_n: int) -> pd.DataFrame:
    """Areas whose rate may be compared: known, on at least small_n cases. Highest first, ties by name."""
    rows = zip(*(data[k].tolist() for k in ("nilai", "penyebut", "nama")), strict=True)
    known = [(-x, name, n) for n, (x, of_n, name) in enumerate(rows) if language.is_known(x) and of_n >= small_n]
    return data.iloc[[n for *_, n in sorted(known)]]


def say_ranking(
    data: pd.DataFrame,
    indikator: str,
    small_n: int,
    target: float | None,
    whole: Ratio,
    city: str,
    unit: str = "kelurahan",
) -> str:
    """Headline of the rates by kelurahan: how many reach the target, or lie above the whole."""
    compared = take_comparable(data, small_n)
    known = data[data["nilai"].notna()]
    if len(known) == 1 or (len(compared) == 1 and target is None):
        alone = (known if len(known) == 1 else compared).iloc[0]
        return say_ratio(alone["nama"], indikator, alone)  # it would be ranked against itself
    if compared.empty:
        return _say_nothing_to_compare(data, small_n, unit)
    every = len(compared) == len(data)
    who = f"{len(compared)} {unit}" + ("" if every else " yang dapat dibandingkan")
    if target is not None:
        enough = int((compared["nilai"] >= target).sum())
        return f"{enough} dari {who} mencapai target {goal.format_target(target)}"
    if not language.is_known(whole.nilai):
        first = compared[compared["nilai"] == compared["nilai"].max()]
        amount = language.format_percent(first.iloc[0]["nilai"], first["penyebut"].min())
        return f"Tertinggi {language.join_list(list(first['nama']), 2)} {amount}"
    above = int((compared["nilai"] > (whole.nilai or 0)).sum())
    return (
        f"{above} dari {who} di atas {'angka ' if every else ''}{city} "
        f"{language.format_percent(whole.nilai, whole.penyebut)}"
    )


def say_small_n(small_n: int) -> str:
    return f"Bergaris: n di bawah {small_n}, belum bisa dibandingkan"


def _say_nothing_to_compare(data: pd.DataFrame, small_n: int, unit: str = "kelurahan") -> str:
    if data["nilai"].notna().any():
        return f"Jumlah per {unit} di bawah {small_n}: jangan dibandingkan"
    return say_nothing_known(data, unit)


def say_nothing_known(data: pd.DataFrame, unit: str = "kelurahan") -> str:
    """Headline where no area has a rate: nothing is counted anywhere, or nobody knows."""
    if (data["penyebut"] == 0).any():
        return language.capitalise(f"{language.NOTHING_COUNTED} per {unit}")
    return f"Belum ada data per {unit}"


def _say_with_rate(row: pd.Series) -> str:
    return f"{row['nama']} {language.format_percent(row['nilai'], row['penyebut'])}"


def say_subtitle(measure: str, place: str, periode: str) -> str:
    """Measure, place, period."""
    return f"{measure}, {place}, {language.format_quarter(periode)}"


def say_areas_alt(
    form: str, data: pd.DataFrame, indikator: str, small_n: int, city: str, current: Ratio, unit: str = "kelurahan"
) -> str:
    """Text alternative of a map or ranking: highest, lowest, the whole, what is missing, what is small."""
    compared = take_comparable(data, small_n)
    part = [f"{form} {len(data)} {unit}, {find_phrase(indikator)}"]
    if not compared.empty:
        part.append(f"Tertinggi {_say_full(compared.iloc[0])}, terendah {_say_full(compared.iloc[-1])}")
    if language.is_known(current.nilai):
        part.append(
            f"{city} {language.format_percent(current.nilai, current.penyebut)} "
            f"({language.format_fraction(current.pembilang, current.penyebut)})"
        )
    rows = [(b.nama, language.is_known(b.nilai), b.penyebut) for b in list_rows(data)]
    nothing = [name for name, _, n in rows if n == 0]
    missing = [name for name, is_known, n in rows if not is_known and n != 0]
    small = [name for name, is_known, n in rows if is_known and n < small_n]
    if missing:
        part.append(f"Belum ada data: {language.join_list(sorted(missing), 6)}")
    if nothing:
        names = language.join_list(sorted(nothing), 6)
        part.append(f"{language.capitalise(language.NOTHING_COUNTED)}: {names}")
    if small:
        part.append(f"Kurang dari {small_n}: {language.join_list(sorted(small), 6)}")
    return ". ".join(part) + "."


def _say_full(row: pd.Series) -> str:
    return f"{_say_with_rate(row)} ({language.format_fraction(row['pembilang'], row['penyebut'])})"


def say_trend(series: pd.DataFrame, indikator: str, place: str, break_note: Collection[str] = ()) -> str:
    """Headline of a trend: now, and since when it moved how much (quarter before, as published).

    `break_note`: quarters in which something else began to be measured; no change is said across them.
    """
    known = series[series["pembilang"].notna()]
    if known.empty:
        return f"{place}: {language.NO_DATA}"
    current = known.iloc[-1]
    if current["penyebut"] == 0:
        return _say_nothing_counted(indikator, current["periode"])
    text = _say_figure(indikator, current["pembilang"], current["penyebut"], current.get("nilai", float("nan")))
    change = _say_move(known, indikator, break_note)
    return f"{text}, {change}" if change else text


def _say_figure(indikator: str, part: float, whole: float, rate: float) -> str:
    """ "268 dari 301 koperasi aktif"; of Rp "Modal sendiri Rp 128,86 miliar"; of a share of Rp of Rp the share alone,
    where it is known."""
    i = find_indicator(indikator)
    if i and i.divides_amounts:
        known = language.is_known(rate)
        return f"{i.judul} {language.format_percent(rate, whole) if known else say_parts(i, part, whole)}"
    if i and i.money:
        return f"{i.judul} {language.format_rupiah(part)}"
    return f"{language.format_fraction(part, whole)} {find_phrase(indikator)}"


def _say_move(known: pd.DataFrame, indikator: str, break_note: Collection[str]) -> str:
    """ "naik 2 sejak T1 2025", or why that is not said; "" of the first, and after an incomplete window."""
    current = known.iloc[-1]
    if comparable.has_gap(current):
        return comparable.INCOMPLETE
    if len(known) == 1 or comparable.has_gap(known.iloc[-2]):
        return ""
    previous = known.iloc[-2]
    if any(previous["periode"] < q <= current["periode"] for q in break_note):
        return "tahun buku baru"
    moved = say_moved(find_indicator(indikator), current, previous)
    return moved and f"{moved} sejak {language.format_quarter(previous['periode'], True)}"


def _say_nothing_counted(indikator: str, periode: str) -> str:
    return f"Tidak ada yang dihitung pada {language.format_quarter(periode, True)}: {find_phrase(indikator)}"


def say_moment(points: Iterable[Any], indikator: str, periode: str) -> str:
    """Headline of the same trend while a quarter before its last is chosen: that quarter, named."""
    when = language.format_quarter(periode, True)
    current = next((b for b in points if b.periode == periode and language.is_known(b.pembilang)), None)
    if current is None:
        return f"{when}: {language.NO_DATA}"
    if current.penyebut == 0:
        return _say_nothing_counted(indikator, periode)
    count = _say_figure(indikator, current.pembilang, current.penyebut, current.nilai)
    return f"{when}: {count}, {comparable.INCOMPLETE}" if comparable.has_gap(current) else f"{count} pada {when}"


def say_trend_alt(
    series: pd.DataFrame, title: str, place: str, missing: list[str], breaks: list[str], small_n: int = 0
) -> str:
    """Text alternative of a trend of rates. Highest and lowest are said of points that may be compared."""
    known = series[series["nilai"].notna()]
    if known.empty:
        nothing = len(series) and series["pembilang"].notna().any()
        return f"{title}, {place}: {language.NOTHING_COUNTED if nothing else language.NO_DATA}."
    first, last = (language.format_quarter(known.iloc[n]["periode"]) for n in (0, -1))
    span = f"{len(known)} triwulan dari {first} sampai {last}" if len(known) > 1 else last
    part = [
        f"{title}, {place}, {span}",
        "; ".join([f"Terakhir {_say_moment(known.iloc[-1], small_n)}", *_say_extremes(known, small_n)]),
        *_say_incomparable(series, small_n),
    ]
    if missing:
        part.append(f"Belum ada data: {language.join_list([language.format_quarter(p) for p in missing], 6)}")
    return ". ".join(part + breaks) + "."


def _say_extremes(known: pd.DataFrame, small_n: int) -> list[str]:
    compared = known[[not sign for sign in comparable.find_signs(known, small_n)]]
    if compared.empty or len(known) == 1:
        return []  # one stands alone: it would be the highest and the lowest
    highest, lowest = (compared.iloc[int(x)] for x in (compared["nilai"].argmax(), compared["nilai"].argmin()))
    return [f"tertinggi {_say_moment(highest, small_n)}", f"terendah {_say_moment(lowest, small_n)}"]


def _say_incomparable(series: pd.DataFrame, small_n: int) -> list[str]:
    """The quarters of each kind of point that may not be compared."""
    meanings = {
        comparable.WINDOW: language.capitalise(comparable.INCOMPLETE),
        comparable.SMALL: f"N di bawah {small_n}",
        comparable.NOTHING: language.capitalise(language.NOTHING_COUNTED),
    }
    pairs = list(zip(comparable.find_signs(series, small_n), series["periode"], strict=True))
    quarters = {sign: [language.format_quarter(q, True) for s, q in pairs if s == sign] for sign in meanings}
    return [f"{meanings[sign]}: {language.join_list(said, 6)}" for sign, said in quarters.items() if said]


def say_count_alt(series: pd.DataFrame, title: str, place: str, is_money: bool = False) -> str:
    """Text alternative of a count over quarters, or of Rp."""
    write = language.format_rupiah if is_money else lambda x: language.format_number(x, 0)
    known = series[series["nilai"].notna()]
    if known.empty:
        return f"{title}, {place}: {language.NO_DATA}."
    highest, lowest, end = (
        known.iloc[int(known["nilai"].argmax())],
        known.iloc[int(known["nilai"].argmin())],
        known.iloc[-1],
    )
    content = [
        f"{word} {write(b['nilai'])} pada {language.format_quarter(b['periode'], True)}"
        for word, b in (("terakhir", end), ("tertinggi", highest), ("terendah", lowest))[: 3 if len(known) > 1 else 1]
    ]
    missing = [language.format_quarter(p) for p in series.loc[series["nilai"].isna(), "periode"]]
    blank = f" Belum ada data: {language.join_list(missing, 6)}." if missing else ""
    return f"{title}, {place}: {'; '.join(content)}.{blank}"


def _say_moment(row: pd.Series, small_n: int = 0) -> str:
    """ "87,0% (87 dari 100) pada T2 2025"; of few cases the count alone."""
    count, when = (
        language.format_fraction(row["pembilang"], row["penyebut"]),
        language.format_quarter(row["periode"], True),
    )
    share = comparable.say_percent(row, small_n, "")
    return f"{share} ({count}) pada {when}" if share else f"{count} pada {when}"
