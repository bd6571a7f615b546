"""What the page Bandingkan shows: two areas of one kind beside each other, every indicator with numerator and
denominator, and a difference only where the numbers carry one."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from dasbor import keep
from dasbor.answers import provenance
from dasbor.choice import Choice
from dasbor.query import areas, figures, published, windows
from dasbor.query.figures import Figure
from dasbor.ui import markup
from dasbor.words import columns, comparable, goal, interval, language
from dasbor.words.amounts import say_parts
from dasbor.words.columns import list_rows
from etl.acuan import SMALLEST_LEVELS, load_reference, make_labels
from etl.indikator import Indicator, load_indicators

QUESTION = "Bagaimana dua wilayah bila dijajarkan?"
HINT = markup.render_template("print_sheet.html")
FIRST, SECOND = "wilayah", "dengan"  # names in the URL
BY_CHANCE = "bisa kebetulan"
CHANCE_NOTE = f"“{BY_CHANCE}”: selang 95% selisihnya mencakup nol."


# ── choosing two ─────────────────────────────────────────────────────────────────────


def list_first(p: Choice) -> dict[str, str]:
    """{code: "Kecamatan Sukorejo"}: the area that is chosen above first, then every kecamatan and kelurahan, those
    with cooperatives before the others of their kind."""
    every = _list_filled(p)
    return {p.kode_wilayah: every[p.kode_wilayah], **every} if p.kode_wilayah in every else every


def list_second(p: Choice, first: str) -> dict[str, str]:
    """The others of the same kind, those with cooperatives first, of these those of the same kecamatan."""
    every, inside = _list_filled(p), first.rpartition(".")[0]
    filled = _find_filled(p)
    others = [code for code in every if code != first and code.count(".") == first.count(".")]
    return {
        code: every[code]
        for code in sorted(others, key=lambda code: (code not in filled, not code.startswith(f"{inside}.")))
    }


def _list_filled(p: Choice) -> dict[str, str]:
    """Names by code, of each kind those first that have cooperatives: two areas of nothing say nothing."""
    every, filled = _list_names(p.whole()), _find_filled(p)
    return {code: every[code] for code in sorted(every, key=lambda code: (code.count("."), code not in filled))}


def _find_filled(p: Choice) -> set[str]:
    """The kecamatan and kelurahan with any registered cooperative, as far as anybody knows."""
    city = replace(p, kode_wilayah=load_reference().city_code)
    return keep.keep_once("wilayah berkoperasi", city, lambda: _read_filled(city))


def _read_filled(city: Choice) -> set[str]:
    rates = areas.read_by_kelurahan(city, "koperasi_aktif")
    filled = set(rates.loc[rates["penyebut"] > 0, "kode_wilayah"])
    return filled | {code.rpartition(".")[0] for code in filled}


@keep.per_version(most=20)
def _list_names(p: Choice) -> dict[str, str]:
    table = published.list_areas(p)
    labels = make_labels(table)
    levels = ("kecamatan", *SMALLEST_LEVELS)
    rows = [(levels.index(b.tingkat), labels.get(b.kode, b.nama), b) for b in list_rows(table) if b.tingkat in levels]
    rows.sort(key=lambda one: (one[0] > 0, one[1], one[2].kode))
    return {b.kode: _name(label, b.tingkat) for _, label, b in rows}


def _name(label: str, level: str) -> str:
    return label if label.lower().startswith(level) else f"{level.capitalize()} {label}"


# ── side by side ─────────────────────────────────────────────────────────────────────


def compare(p: Choice, first: str, second: str) -> pd.DataFrame:
    """One row per indicator: as words for the screen, as numbers for the files."""
    return keep.keep_once("dua wilayah", p, lambda: _compare(p, first, second), first, second)


def _compare(p: Choice, first: str, second: str) -> pd.DataFrame:
    one, other, city = (_read(p, code) for code in (first, second, load_reference().city_code))
    declared, few = [i for i in load_indicators() if not i.is_of_city_only], provenance.read_small_n(p)
    figures_of = [[values.get(i.indikator, Figure()) for values in (one, other, city)] for i in declared]
    rows = pd.DataFrame([_make_row(i, a, b, c, few) for i, (a, b, c) in zip(declared, figures_of, strict=True)])
    return rows.assign(kurun=[goal.say_window(windows.say_extent(p, i.indikator)) for i in declared])


def _read(p: Choice, code: str) -> Mapping[str, Figure]:
    return figures.read_figures(replace(p, kode_wilayah=code))


def _make_row(i: Indicator, one: Figure, other: Figure, city: Figure, few: int) -> dict[str, object]:
    return {
        "judul": i.judul,
        "jumlah_satu": _say_count(i, one),
        "persen_satu": _say_share(i, one, few),
        "jumlah_dua": _say_count(i, other),
        "persen_dua": _say_share(i, other, few),
        "selisih": say_difference(i, one, other, few),
        "kota_kata": _say_city(i, city),
        "pembilang": one.pembilang,
        "penyebut": one.penyebut,
        "nilai_indikator": one.nilai,
        "pembilang_kedua": other.pembilang,
        "penyebut_kedua": other.penyebut,
        "nilai_kedua": other.nilai,
        "n_nilai_kedua": other.penyebut,
        columns.MIXED: columns.MONEY if i.money else columns.NUMBER if i.count else columns.PERCENT,
    }


def _say_count(i: Indicator, n: Figure) -> str:
    return language.format_rupiah(n.nilai) if i.money else say_parts(i, n.pembilang, n.penyebut)


def _say_share(i: Indicator, n: Figure, few: int) -> str:
    if i.count:
        return ""
    return comparable.say_percent(n, few) or comparable.say_few(few)


def _say_city(i: Indicator, n: Figure) -> str:
    """Counts of a whole city do not compare with those of a part."""
    return "" if i.count or not language.is_known(n.nilai) else language.format_percent(n.nilai, n.penyebut)


def say_difference(i: Indicator, one: Figure, other: Figure, few: int) -> str:
    """How far the first lies above or below the second: "9 poin lebih tinggi; bisa kebetulan"; why nothing is said.
    Counts of two areas of different size have no difference that means anything."""
    if i.count or one.nilai is None or other.nilai is None:
        return "–"
    if not one.penyebut or not other.penyebut or min(one.penyebut, other.penyebut) < few and not i.divides_amounts:
        return interval.NOT_COMPARABLE
    digits = min(language.count_digits(n.penyebut) for n in (one, other))
    points = (language.round_share(one.nilai, one.penyebut) - language.round_share(other.nilai, other.penyebut)) * 100
    said = language.format_number(abs(points), digits)
    chance = "" if i.divides_amounts or _is_clear(one, other) else f"; {BY_CHANCE}"
    if float(said.replace(",", ".")) == 0:
        return "sama"
    return f"{said} poin lebih {'tinggi' if points > 0 else 'rendah'}{chance}"


def _is_clear(one: Figure, other: Figure) -> bool:
    """The 95% interval of the difference (Newcombe, from the two of Wilson) does not hold zero."""
    limits = [interval.compute_wilson(int(n.pembilang or 0), int(n.penyebut or 0)) for n in (one, other)]
    if limits[0] is None or limits[1] is None:
        return True
    (low, high), (low_other, high_other) = limits[0], limits[1]
    a, b = one.nilai or 0.0, other.nilai or 0.0
    return a - b > math.hypot(a - low, high_other - b) or b - a > math.hypot(high - a, b - low_other)


def list_columns(p: Choice, first: str, second: str) -> dict[str, str]:
    names = _list_names(p.whole())
    return {
        "judul": "Indikator",
        "jumlah_satu": names[first],
        "persen_satu": "Persen",
        "jumlah_dua": names[second],
        "persen_dua": "Persen ",
        "selisih": "Selisih yang pertama",
        "kota_kata": load_reference().city,
    }


def list_file_columns(p: Choice, first: str, second: str) -> dict[str, str]:
    """Numbers instead of words, for the files."""
    names = _list_names(p.whole())
    parts = {"pembilang": "jumlah", "penyebut": "dari"}
    return {
        "judul": "Indikator",
        **{k: f"{names[first]}, {word}" for k, word in parts.items()},
        "nilai_indikator": f"{names[first]}, nilai",
        **{f"{k}_kedua": f"{names[second]}, {word}" for k, word in parts.items()},
        "nilai_kedua": f"{names[second]}, nilai",
        "selisih": "Selisih yang pertama",
        "kurun": "Kurun",
    }


def say_headline(p: Choice, first: str, second: str) -> str:
    """ "Kelurahan Turi 14 dari 14, Kelurahan Blitar 5 dari 7 koperasi aktif"."""
    names = _list_names(p.whole())
    counts = [_read(p, code).get("koperasi_aktif", Figure()) for code in (first, second)]
    said = [
        f"{names[c]} {language.format_fraction(n.pembilang, n.penyebut)}"
        for c, n in zip((first, second), counts, strict=True)
    ]
    return f"{said[0]}, {said[1]} koperasi aktif"


def say_subtitle(p: Choice) -> str:
    """ "Triwulan II 2025 tanpa KKMP": the two areas stand above it."""
    return provenance.say_place(p, language.format_quarter(p.periode))


def say_chance(p: Choice, first: str, second: str) -> str:
    """What the mark in the table means; "" where it does not stand."""
    differences = compare(p, first, second)["selisih"]
    return CHANCE_NOTE if differences.str.contains(BY_CHANCE).any() else ""


def name_file(p: Choice, first: str, second: str) -> tuple[str, str]:
    """What the file is narrowed to."""
    names = _list_names(p.whole())
    return names[first], names[second]
