"""The profile of a kelurahan or kecamatan: every indicator beside what is around it and the target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from dasbor.answers import compared, provenance
from dasbor.blocks import indicator_charts
from dasbor.chart import sentences
from dasbor.choice import Choice
from dasbor.query import figures, published, windows
from dasbor.query.figures import Figure
from dasbor.ui import screen
from dasbor.ui.layout import arrange
from dasbor.words import columns, comparable, goal, interval, language
from dasbor.words.amounts import say_parts
from etl.indikator import Indicator, load_indicators

INTERVAL_UP_TO = 100  # on more cases the interval is narrower than the rounding is worth


def show_indicators(p: Choice, file_name: str) -> None:
    """The profile of an area: every indicator as a row, of which a phone shows the first ones at once."""
    with arrange.fold_rows_on_phone(list_kept(p), "Semua indikator"):
        screen.show_list(
            list_indicators(p),
            say_headline(p),
            provenance.say_sources(p),
            file_name,
            list_columns(p),
            file_columns=list_file_columns(p),
        )


def say_headline(p: Choice) -> str:
    """ "Kelurahan Turi: 14 dari 14 koperasi aktif, tetap"."""
    previous = published.find_previous_quarter(p)
    previous = None if compared.say_area_changed(p, previous) else previous
    current, past = _read_values(p, p.periode, p.kode_wilayah), _read_values(p, previous, p.kode_wilayah)
    return sentences.say_ratio(
        provenance.say_place(p), "koperasi_aktif", current.get("koperasi_aktif", Figure()), past.get("koperasi_aktif")
    )


def list_indicators(p: Choice) -> pd.DataFrame:
    """One row per indicator: as words for the screen, as numbers (nilai_indikator, di_kecamatan, di_kota,
    target_indikator) for the files."""
    previous, targets = published.find_previous_quarter(p), published.read_targets(p)
    here, past = _read_values(p, p.periode, p.kode_wilayah), _read_values(p, previous, p.kode_wilayah)
    beside = {level: _read_values(p, p.periode, code) for level, code in _find_around(p).items()}
    rows = []
    for i in (i for i in load_indicators() if not i.is_of_city_only):
        around = {level: values.get(i.indikator, Figure()) for level, values in beside.items()}
        now, before = here.get(i.indikator, Figure()), past.get(i.indikator, Figure())
        break_note = compared.say_not_compared(p, i.indikator, previous)
        row = _make_row(i, now, before, around, targets.get(i.indikator), break_note, provenance.read_small_n(p))
        extent = windows.say_extent(p, i.indikator) if language.is_known(now.pembilang) else ""
        remarks = [str(row["catatan"]), goal.say_window(extent)]
        rows.append(row | {"catatan": "; ".join(filter(None, remarks))})
    return pd.DataFrame(rows)


def list_kept(p: Choice) -> list[bool]:
    """Of each indicator of the table whether a phone shows it at once: those with a target or a card on Ringkasan."""
    targets, first = published.read_targets(p), set(indicator_charts.list_on_first_page())
    return [i.indikator in targets or i.indikator in first for i in load_indicators() if not i.is_of_city_only]


def _make_row(
    i: Indicator,
    here: Figure,
    past: Figure,
    around: Mapping[str, Figure],
    target: float | None,
    break_note: str,
    small_n: int,
) -> dict[str, object]:
    words = {
        "jumlah_kata": _format_count(i, here),
        "nilai_kata": _format_share(i, here, small_n),
        "perubahan": say_change(i, here, past, break_note, small_n),
        "selang": _format_interval(i, here),
        **{f"{level}_kata": _format_around(i, n, small_n) for level, n in around.items()},
        "target_kata": _format_goal(i, target),
        "catatan": _say_remark(i, here, small_n),
    }
    numbers = {
        "pembilang": here.pembilang,
        "penyebut": here.penyebut,
        "nilai_indikator": here.nilai,
        **{f"di_{level}": n.nilai for level, n in around.items()},
        "target_indikator": target,
        # what the shares around are of: it decides their decimals
        **{f"n_di_{level}": n.penyebut for level, n in around.items()},
        "n_target_indikator": None,
    }
    return {"indikator": i.indikator, "judul": i.judul, **words, **numbers, columns.MIXED: _find_form(i)}


def _find_form(i: Indicator) -> str:
    """How the value of an indicator is written in files."""
    return columns.MONEY if i.money else columns.NUMBER if i.count else columns.PERCENT


def _format_count(i: Indicator, n: Figure) -> str:
    return _format_value(i, n) if i.money else say_parts(i, n.pembilang, n.penyebut)


def _format_share(i: Indicator, n: Figure, small_n: int) -> str:
    """Of few cases why there is none."""
    if i.count:
        return ""
    return comparable.say_percent(n, small_n) or comparable.say_few(small_n)


def _format_around(i: Indicator, n: Figure, small_n: int) -> str:
    """What the area around has; of few cases the count."""
    if not i.count and comparable.is_small(n.penyebut, small_n):
        return language.format_fraction(n.pembilang, n.penyebut)
    return _format_value(i, n)


def _format_value(i: Indicator, n: Figure) -> str:
    """A value in one word: per cent, count or Rp."""
    if i.money:
        return language.format_rupiah(n.nilai)
    return language.format_number(n.nilai, 0) if i.count else language.format_percent(n.nilai, n.penyebut)


def _format_goal(i: Indicator, target: float | None) -> str:
    if target is None:
        return "–"
    return language.format_number(target, 0) if i.count else goal.format_target(target)


def say_change(i: Indicator, current: Figure, previous: Figure, break_note: str = "", small_n: int = 0) -> str:
    """The count and the points of a share, the difference for a count or of fewer than `small_n` cases, since the
    register published before; `break_note`: why it is not said."""
    if break_note and language.is_known(current.nilai):
        return break_note
    if not language.is_known(current.nilai) or not language.is_known(previous.nilai):
        return language.say_difference(None) if language.is_known(current.nilai) else "–"
    difference = (current.nilai or 0) - (previous.nilai or 0)
    if i.money and not difference:
        return "tetap"
    if i.money:
        return f"{'▲ naik' if difference > 0 else '▼ turun'} {language.format_rupiah(abs(difference))}"
    if i.count:
        return language.say_difference(difference)
    said = comparable.say_share_change if i.divides_amounts else comparable.say_count_and_share
    return said(current, previous, small_n, language.count_digits(current.penyebut))


def _format_interval(i: Indicator, n: Figure) -> str:
    small = not i.count and language.is_known(n.penyebut) and 0 < (n.penyebut or 0) < INTERVAL_UP_TO
    return interval.say_interval(n.pembilang, n.penyebut) if small else ""


def _say_remark(i: Indicator, n: Figure, small_n: int) -> str:
    small = not i.count and language.is_known(n.penyebut) and (n.penyebut or 0) < small_n
    return interval.NOT_COMPARABLE if small else ""


def _read_values(p: Choice, periode: str | None, code: str) -> Mapping[str, Figure]:
    return figures.read_figures(replace(p, periode=periode, kode_wilayah=code)) if periode else {}


def list_columns(p: Choice) -> dict[str, str]:
    previous = published.find_previous_quarter(p)
    since = f"Perubahan sejak {language.format_quarter(previous, True)}" if previous else "Perubahan"
    return {
        "judul": "Indikator",
        "jumlah_kata": "Jumlah",
        "nilai_kata": "Persen",
        "perubahan": since,
        "selang": "Selang 95%",
        **{f"{level}_kata": name for level, name in _name_around(p).items()},
        "target_kata": "Target",
        "catatan": "Catatan",
    }


def list_file_columns(p: Choice) -> dict[str, str]:
    """Numbers instead of words, for the files."""
    return {
        "judul": "Indikator",
        **dict.fromkeys(("pembilang", "penyebut", "nilai_indikator"), ""),
        "selang": "Selang 95%",
        **{f"di_{level}": name for level, name in _name_around(p).items()},
        "target_indikator": "",
        "catatan": "Catatan",
    }


def _name_around(p: Choice) -> dict[str, str]:
    """{level: name} of what is around the area: "Kec. Sukorejo", "Kota Blitar"."""
    known = published.index_areas(p)
    return {
        level: f"Kec. {known[code].nama}" if level == "kecamatan" else known[code].nama
        for level, code in _find_around(p).items()
    }


def _find_around(p: Choice) -> dict[str, str]:
    """{kecamatan, kota: code} of a kelurahan; of a kecamatan the city alone."""
    known = published.index_areas(p)
    first = known[p.kode_wilayah].induk
    return {"kota": first} if p.level == "kecamatan" else {"kecamatan": first, "kota": known[first].induk}
