"""What the pages show: questions to kueri put together with cards and charts, for the reader's choice. No widgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from dasbor.blocks import kept, provenance
from dasbor.chart import by_area, changes, quarter_axis, sentences, theme, trend
from dasbor.chart.by_area import Chart
from dasbor.chart.sentences import Ratio
from dasbor.query import areas, base, due_year
from dasbor.query.base import Figure
from dasbor.ui import reader
from dasbor.ui.cards import Card
from dasbor.ui.reader import Pilihan
from dasbor.words import interval, language
from dasbor.words.columns import list_rows
from etl import skema
from etl.acuan import load_reference
from etl.indikator import find_indicator
from etl.indikator.declare import DIVISORS, SUMMARY_PAGE

# ── cards ────────────────────────────────────────────────────────────────────────────


def make_cards(p: Pilihan, *indikator: str) -> list[Card]:
    """A card per indicator: now, last published quarter, target, all quarters."""
    return reader.keep_with_links("kartu", p, lambda: _make_cards(p, *indikator), indikator)


def _make_cards(p: Pilihan, *indikator: str) -> list[Card]:
    arti, target = base.list_definitions(p).set_index("indikator")["judul"], base.read_targets(p)
    hasil = []
    for i in indikator:
        lalu = _choose_before(p, i)
        putus = say_not_compared(p, i, lalu)
        hasil.append(
            Card(arti.get(i, i), _read_whole(p, i), _read_whole(p, i, lalu) if lalu else None, lalu, target.get(i),
                  _take_until(read_series(p, i), p.periode), alamat=_find_own_page(i),
                  asal=reader.make_link("asal", indikator=i), n_kecil=provenance.read_small_n(), putus=putus, whole_note=_say_city(p, i))
        )  # fmt: skip
    return hasil


def _choose_city(p: Pilihan) -> Pilihan | None:
    """The same choice for the whole city where a part of it is chosen."""
    acuan = load_reference()
    if p.kode_wilayah == acuan.city_code:
        return None
    tingkat = acuan.settings["wilayah"]["tingkat"]
    return replace(p, kode_wilayah=acuan.city_code, nama_wilayah=acuan.kota, tingkat=tingkat)


def _say_city(p: Pilihan, indikator: str) -> str:
    """ "kota 89,0%"; "" for the city itself and for counts, which do not compare."""
    kota = _choose_city(p)
    return _say_share(kota, _read_whole(kota, indikator)) if kota else ""


def _say_share(kota: Pilihan, nilai: Ratio) -> str:
    return (
        f"{kota.tingkat} {language.format_percent(nilai.nilai, nilai.penyebut)}"
        if language.is_known(nilai.penyebut) and language.is_known(nilai.nilai)
        else ""
    )


def say_not_compared(p: Pilihan, indikator: str, lalu: str | None) -> str:
    """Why no change is said, "" where it is: the two quarters measure different things."""
    if due_year.waits_for_rat(indikator) and due_year.is_changed(lalu, p.periode):
        return due_year.YEAR_CHANGES
    return "" if lalu is None or provenance.is_window_complete(p, indikator, lalu, p.periode) else provenance.INCOMPLETE


def _choose_before(p: Pilihan, indikator: str) -> str | None:
    """The quarter to compare with: the register before, or the rekap where that tells the number too."""
    lalu = base.find_previous_quarter(p)
    i = find_indicator(indikator)
    if i is None or not i.from_recap:
        return lalu
    rekap = [q for q in quarter_axis.list_recap_quarters(_take_known(p, indikator)) if q < p.periode]
    return max([*rekap, *([lalu] if lalu else [])], default=None)


def _take_known(p: Pilihan, indikator: str) -> pd.DataFrame:
    """The quarters of which the number is known."""
    semua = read_series(p, indikator)
    return semua[semua["pembilang"].notna()]


def _find_own_page(indikator: str) -> str:
    """The address that a card of the first page leads to; "" for the others, which stand on their page already."""
    i = find_indicator(indikator)
    return reader.make_link(i.halaman) if i and i.shown(SUMMARY_PAGE) else ""


def make_status_cards(p: Pilihan, *status: str) -> list[Card]:
    """How many cooperatives have a status, of those registered, as a card each."""
    return reader.keep_with_links("kartu_status", p, lambda: _make_status_cards(p, *status), status)


def _make_status_cards(p: Pilihan, *status: str) -> list[Card]:
    jumlah = base.count_status_by_quarter(p)
    lebar = by_area.widen_statuses(jumlah, "periode").set_index("periode")
    terdaftar = lebar[list(skema.REGISTERED_STATUSES)].sum(axis=1)
    lalu, kota = _choose_before(p, "koperasi_aktif"), _choose_city(p)
    sekota = make_status_cards(kota, *status) if kota else [None] * len(status)
    hasil = []
    for satu, luas in zip(status, sekota, strict=True):
        terhitung = satu in skema.REGISTERED_STATUSES  # the others are no part of the registered: a count only
        dari = terdaftar if terhitung else terdaftar.astype("float64") * float("nan")
        bagian = pd.DataFrame({"pembilang": lebar[satu], "penyebut": dari})
        bagian["nilai"] = lebar[satu] / terdaftar.where(terdaftar > 0) if terhitung else lebar[satu]
        gambar = _take_until(bagian.reset_index(), p.periode)
        hasil.append(
            Card(theme.STATUS_SIGNS[satu].label, _take_at(bagian, p.periode), _take_at(bagian, lalu), lalu, None, gambar,
                  theme.STATUS_SIGNS[satu].warna, reader.make_link("keaktifan"), _link_status_rows(satu), provenance.read_small_n(),
                  whole_note=_say_share(kota, luas.kini) if kota and luas else "")
        )  # fmt: skip
    return hasil


def _link_status_rows(status: str) -> str:
    """The list behind a status: rows of an indicator whose cases are told apart by it."""
    indikator = "koperasi_aktif" if status in skema.REGISTERED_STATUSES else "koperasi_diusulkan_bubar"
    return reader.make_link("asal", indikator=indikator, tampil=status)


def _take_at(bagian: pd.DataFrame, periode: str | None) -> Figure:
    if periode not in bagian.index:
        return Figure()
    b = list_rows(bagian[bagian.index == periode])[0]
    return Figure(*(float(x) if language.is_known(x) else None for x in (b.pembilang, b.penyebut, b.nilai)))


def _take_until(isi: pd.DataFrame, periode: str) -> pd.DataFrame:
    return isi[isi["periode"] <= periode]


# ── charts ───────────────────────────────────────────────────────────────────────────


def read_series(p: Pilihan, indikator: str) -> pd.DataFrame:
    return base.read_series(p, indikator)


def read_by_kelurahan(p: Pilihan, indikator: str) -> pd.DataFrame:
    return base.read_by_kelurahan(p, indikator)


# the smallest areas of a kabupaten as a table; in a city they are bars
AREA_COLUMNS = {"nama": "", "pembilang": "", "penyebut": "", "nilai": "", **interval.INTERVAL_COLUMNS}


def read_all_areas(p: Pilihan, indikator: str) -> pd.DataFrame:
    """per_kelurahan with intervals, by kecamatan and name. Kept: do not change it."""
    return kept.keep_once("semua wilayah", p, lambda: _read_all_areas(p, indikator), indikator)


def _read_all_areas(p: Pilihan, indikator: str) -> pd.DataFrame:
    urut = read_by_kelurahan(p, indikator).sort_values(["kecamatan", "nama"]).reset_index(drop=True)
    return interval.add_bounds(urut, provenance.read_small_n())


def _read_whole(p: Pilihan, indikator: str, periode: str = "") -> Figure:
    return base.read_figures(replace(p, periode=periode or p.periode)).get(indikator, Figure())


def draw_once(gambar: str, p: Pilihan, draw: Callable[[], Chart], indikator: str = "") -> Chart:
    """A figure costs 20 ms to draw and nothing to show again."""
    return kept.keep_once(gambar, p, lambda: replace(draw(), indikator=indikator), indikator)


def draw_trend_once(gambar: str, p: Pilihan, draw: Callable[[], Chart], indikator: str = "", *lain: object) -> Chart:
    """The same for a chart over all quarters: choosing another one does not draw it anew."""
    return kept.keep_for_all_quarters(gambar, p, lambda: replace(draw(), indikator=indikator), indikator, *lain)


def put_headline(p: Pilihan, g: Chart, judul: Callable[[], str], *kunci: object) -> Chart:
    """A trend under the headline of the chosen quarter: drawn over all of them, it speaks of the newest."""
    if p.periode == base.list_quarters(p)["periode"].iloc[-1]:
        return g
    return kept.keep_once("judul tren", p, lambda: replace(g, judul=judul()), g.indikator, *kunci)


def make_rates_chart(p: Pilihan, indikator: str) -> Chart:
    return draw_once("rasio", p, lambda: _draw_rates(p, indikator), indikator)


def _draw_rates(p: Pilihan, indikator: str) -> Chart:
    return by_area.draw_rates(
        areas.read_rates(p, indikator), indikator, provenance.find_title(p, indikator), _read_whole(p, indikator), tempat=provenance.say_place(p),
        periode=p.periode, n_kecil=provenance.read_small_n(), target=base.read_targets(p).get(indikator), satuan=areas.find_level(p),
    )  # fmt: skip


def make_statuses_chart(p: Pilihan) -> Chart:
    return draw_once("status", p, lambda: _draw_statuses(p), "koperasi_aktif")


def _draw_statuses(p: Pilihan) -> Chart:
    data, satuan = areas.count_statuses(p), areas.find_level(p)
    return by_area.draw_statuses(data, provenance.say_place(p), p.periode, satuan)


def make_rate_trend(p: Pilihan, indikator: str) -> Chart:
    target = base.read_targets(p).get(indikator)  # of the year chosen
    g = draw_trend_once("tren", p, lambda: _draw_rate_trend(p, indikator, target), indikator, target)
    return put_headline(
        p, g, lambda: sentences.say_moment(read_series(p, indikator), indikator, p.periode), "tren", target
    )


def _draw_rate_trend(p: Pilihan, indikator: str, target: float | None) -> Chart:
    data, i = read_series(p, indikator), find_indicator(indikator)
    return trend.draw_rates(
        data, indikator, provenance.find_title(p, indikator), tempat=provenance.say_place(p),
        target=target, tandai=i is not None and i.patah == DIVISORS,
        berganti=due_year.list_breaks(list(data["periode"])) if due_year.waits_for_rat(indikator) else (),
    )  # fmt: skip


def make_count_trend(p: Pilihan, indikator: str) -> Chart:
    g = draw_trend_once(
        "jumlah", p,
        lambda: trend.draw_counts(read_series(p, indikator), indikator, provenance.find_title(p, indikator), tempat=provenance.say_place(p)), indikator,
    )  # fmt: skip
    return put_headline(p, g, lambda: sentences.say_moment(read_series(p, indikator), indikator, p.periode), "jumlah")


def make_status_trend(p: Pilihan) -> Chart:
    g = draw_trend_once("tren status", p, lambda: _draw_status_trend(p), "koperasi_aktif")
    return put_headline(p, g, lambda: trend.say_statuses(g.tabel, p.periode), "tren status")


def _draw_status_trend(p: Pilihan) -> Chart:
    return trend.draw_statuses(base.count_status_by_quarter(p), provenance.say_place(p))


def read_flows(p: Pilihan) -> pd.DataFrame:
    return base.read_flows(p)


def say_changes(p: Pilihan, paling_banyak: int = 3) -> list[str]:
    """perubahan.named of the area."""
    return kept.keep_once("yang berubah", p, lambda: changes.say_named(read_flows(p), paling_banyak), paling_banyak)


def make_bridge(p: Pilihan) -> Chart:
    return draw_once("jembatan", p, lambda: _draw_bridge(p), "koperasi_aktif")


def _draw_bridge(p: Pilihan) -> Chart:
    """Steps are told from cooperatives by name; a rekap has none, so beside one only the totals are compared."""
    lalu = base.find_previous_quarter(p) if base.has_register(p) else None
    tahu = _take_known(p, "koperasi_aktif")
    dulu, aktif = tahu[tahu["periode"] < p.periode], _read_whole(p, "koperasi_aktif").pembilang
    if lalu is None and len(dulu):
        rekap = [q for q in quarter_axis.list_recap_quarters(tahu) if q in (dulu.iloc[-1]["periode"], p.periode)]
        return changes.draw_totals(
            dulu.iloc[-1]["periode"],
            float(dulu.iloc[-1]["pembilang"]),
            p.periode,
            aktif,
            rekap,
            provenance.say_place(p),
        )
    dilewati = [q for q in quarter_axis.list_recap_quarters(dulu) if lalu and q > lalu]
    return changes.draw_bridge(
        read_flows(p), aktif, tempat=provenance.say_place(p), periode=p.periode, lalu=lalu, dilewati=dilewati
    )
