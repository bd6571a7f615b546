"""Charts of areas of government side by side: bars in the order of their codes, and the map where they have a place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

import pandas as pd

from dasbor.answers import area_map
from dasbor.chart import bars, by_area, sentences
from dasbor.chart.chart import Chart
from dasbor.chart.map import boundaries, outlines, tiles
from dasbor.query.neighbours import held, together
from dasbor.query.neighbours.scene import Scene, read_small_n
from dasbor.query.neighbours.together import Sum
from dasbor.words import comparable, language
from etl.acuan import load_reference
from etl.indikator import Indicator

TOGETHER = "gabungan"
_MOST_NAMED = 5


@dataclass(frozen=True, eq=False)
class Drawn:
    """What is drawn: areas of a scene that count alike, what they have together, how they are called, the target;
    counted: the codes of those that counts and sums are about, None = as their rows say."""

    scene: Scene
    i: Indicator
    rows: pd.DataFrame
    whole: Sum
    place: str
    target: float | None = None
    counted: frozenset[str] | None = None

    def take_counted(self) -> pd.DataFrame:
        """Without the invented areas, where there are real ones."""
        return (
            together.take_real(self.rows) if self.counted is None else self.rows[self.rows["kode"].isin(self.counted)]
        )

    @property
    def place_and_group(self) -> str:
        return self.place + (" tanpa KKMP" if self.scene.kelompok_hitung != "semua" else "")


def is_drawn(i: Indicator) -> bool:
    """Shares between 0 and 1, and counts that are not of Rp; of others the table says enough."""
    return not i.money and not i.has_free_range


def draw_beside(d: Drawn, unit: str = "pemda") -> Chart:
    """One bar each, in the order of their codes."""
    data = d.rows.rename(columns={"kode": "kode_wilayah"})
    if d.i.count:
        return _draw_counts(d, data, unit)
    chart = by_area.draw_in_order(
        data[["kode_wilayah", "nama", "pembilang", "penyebut", "nilai"]],
        d.i.indikator,
        d.i.judul,
        d.whole,
        place=d.place_and_group,
        periode=d.scene.periode,
        small_n=read_small_n(d.scene),
        headline=say_headline(d, unit),
        together=TOGETHER,
        target=d.target,
        unit=unit,
    )
    alt = _say_alt("Batang", data, d, unit) if "contoh" in data else chart.alt
    return replace(chart, alt=alt, table=chart.table.drop(columns="kode_wilayah"), periode=d.scene.periode)


def _draw_counts(d: Drawn, data: pd.DataFrame, unit: str) -> Chart:
    measure = sentences.say_subtitle(d.i.judul, d.place_and_group, d.scene.periode)
    chart = bars.draw_shares(data, say_headline(d, unit), measure, language.capitalise(unit), d.i.judul)
    return replace(chart, indikator="", periode=d.scene.periode)


def say_headline(d: Drawn, unit: str) -> str:
    """ "5 dari 30 pemda mencapai target 90%"; of counts what all have together."""
    rows = d.take_counted()
    if rows["pembilang"].isna().all():
        when = language.format_quarter(d.scene.periode, True)
        return f"Belum ada angka {language.lower_first(d.i.judul)} untuk {when}"
    if d.i.money:
        sum_of = f"{language.capitalise(TOGETHER)} {language.lower_first(d.i.judul)}"
        return f"{sum_of} {language.format_rupiah(d.whole.pembilang)}"
    if d.i.count:
        return f"{language.capitalise(TOGETHER)} {language.format_number(d.whole.pembilang, 0)} {d.i.sebutan}"
    return sentences.say_ranking(rows, d.i.indikator, read_small_n(d.scene), d.target, d.whole, TOGETHER, unit)


def say_together(d: Drawn, unit: str = "pemda") -> str:
    """ "Gabungan 30 dari 38 pemda: 12.345 dari 15.678 (79%), koperasi aktif": what is known is summed, of how many."""
    who = f"{language.capitalise(TOGETHER)} {language.format_fraction(d.whole.known, d.whole.asked)} {unit}"
    if not d.whole.known:
        return f"Belum ada yang dapat dijumlahkan dari {language.format_number(d.whole.asked)} {unit}."
    if d.i.money:
        return f"{who}: {language.format_rupiah(d.whole.pembilang)}."
    if d.i.divides_amounts:
        percent = language.format_percent(d.whole.nilai, d.whole.penyebut)
        return f"{who}: {percent}, dari jumlah rupiah semuanya."
    count = language.format_number(d.whole.pembilang, 0)
    if d.i.count:
        return f"{who}: {count} {d.i.sebutan}."
    said = comparable.say_count_and_percent(d.whole, read_small_n(d.scene)) or count
    return f"{who}: {said}, {d.i.sebutan}."


# ── the map ──


def say_no_map(d: Drawn) -> str:
    """Why there is none; "" where it is drawn."""
    if d.i.has_free_range:
        return "Peta hanya untuk persentase dari 0 sampai 100%: angka ini dibaca di tabel."
    if d.i.count:
        where = "batang dan tabel" if is_drawn(d.i) else "tabel"
        return f"Peta hanya untuk persentase: jumlah dibaca di {where}."
    if not held.is_province() or not (load_reference().has_tiles or _has_outlines()):
        return "Peta tidak digambar: data acuan pemasangan ini tidak memuat letak pemda-pemda itu."
    return ""


def _has_outlines() -> bool:
    return load_reference().boundary_file is not None and not area_map.say_map_note()


def say_unplaced(d: Drawn) -> str:
    """Which areas the reference data do not place: they are counted and not on the map. "" where all are there."""
    placed = load_reference().at(d.scene.periode).kelurahan["kode_kelurahan"]
    names = [str(name) for name in d.rows.loc[~d.rows["kode"].isin(placed), "nama"]]
    if not names:
        return ""
    return f"Tidak di peta, sebab data acuan tidak memuat letaknya: {language.join_list(names, _MOST_NAMED)}."


def draw_map(d: Drawn) -> Chart:
    """Of the areas that the reference data place; call only where say_no_map() has nothing to say."""
    locator = load_reference().at(d.scene.periode).kelurahan
    data = d.rows.rename(columns={"kode": "kode_wilayah"})[["kode_wilayah", "nama", "pembilang", "penyebut", "nilai"]]
    data = data[data["kode_wilayah"].isin(locator["kode_kelurahan"])].assign(kecamatan="")
    outlined = _has_outlines()
    draw = partial(outlines.draw_outlines, data, boundaries.read_outlines(load_reference())) if outlined else None
    chart = (draw or partial(tiles.draw_tiles, data))(
        locator,
        d.i.indikator,
        d.i.judul,
        d.whole,
        place=d.place_and_group,
        periode=d.scene.periode,
        small_n=read_small_n(d.scene),
        headline=_say_map(d),
    )
    form = "Peta batas wilayah" if outlined else "Peta ubin"
    alt = _say_alt(form, data, d)
    columns = {"nama": "Pemda", **{k: v for k, v in chart.columns.items() if k not in ("nama", "kecamatan")}}
    table = chart.table.drop(columns=["kode_wilayah", "kecamatan"])
    return replace(chart, alt=alt, table=table, columns=columns, periode=d.scene.periode)


def _say_map(d: Drawn) -> str:
    """ "Gabungan 72,7% di 30 dari 38 pemda": the headline of the bars says how many reach the target."""
    where = f"di {language.format_fraction(d.whole.known, d.whole.asked)} pemda"
    share = comparable.say_percent(d.whole, read_small_n(d.scene), "")
    said = share or language.format_fraction(d.whole.pembilang, d.whole.penyebut)
    return f"{language.capitalise(TOGETHER)} {said} {where}" if d.whole.known else say_headline(d, "pemda")


def _say_alt(form: str, data: pd.DataFrame, d: Drawn, unit: str = "pemda") -> str:
    """Invented areas are neither the highest nor the lowest among real ones."""
    few, name = read_small_n(d.scene), language.capitalise(TOGETHER)
    is_real = data["kode_wilayah"].isin(d.take_counted()["kode"])
    said = sentences.say_areas_alt(form, data[is_real], d.i.indikator, few, name, d.whole, unit)
    invented = language.join_list([str(n) for n in data.loc[~is_real, "nama"]], _MOST_NAMED)
    return f"{said} Data contoh, tidak dibandingkan: {invented}." if invented else said
