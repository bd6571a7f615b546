"""What the pages show: questions to kueri put together with cards and charts, for the reader's choice. No widgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from dasbor.blocks import kept, provenance
from dasbor.chart import by_area, changes, quarter_axis, sentences, theme, trend
from dasbor.chart.by_area import Grafik
from dasbor.chart.sentences import Rasio
from dasbor.query import areas, base, due_year
from dasbor.query.base import Nilai
from dasbor.ui import reader
from dasbor.ui.cards import Kartu
from dasbor.ui.reader import Pilihan
from dasbor.words import interval, language
from dasbor.words.columns import rows
from etl import skema
from etl.acuan import load_acuan
from etl.indikator import find_indicator
from etl.indikator.declare import PEMBAGI, RINGKASAN

# ── cards ────────────────────────────────────────────────────────────────────────────


def kartu(p: Pilihan, *indikator: str) -> list[Kartu]:
    """A card per indicator: now, last published quarter, target, all quarters."""
    return reader.keep_with_links("kartu", p, lambda: _cards(p, *indikator), indikator)


def _cards(p: Pilihan, *indikator: str) -> list[Kartu]:
    arti, target = base.definisi(p).set_index("indikator")["judul"], base.target(p)
    hasil = []
    for i in indikator:
        lalu = _before(p, i)
        putus = not_compared(p, i, lalu)
        hasil.append(
            Kartu(arti.get(i, i), _whole(p, i), _whole(p, i, lalu) if lalu else None, lalu, target.get(i),
                  _until(deret(p, i), p.periode), alamat=_own_page(i),
                  asal=reader.tautan("asal", indikator=i), n_kecil=provenance.n_kecil(), putus=putus, seluruh=_city_says(p, i))
        )  # fmt: skip
    return hasil


def _city(p: Pilihan) -> Pilihan | None:
    """The same choice for the whole city where a part of it is chosen."""
    acuan = load_acuan()
    if p.kode_wilayah == acuan.kode_kota:
        return None
    tingkat = acuan.pengaturan["wilayah"]["tingkat"]
    return replace(p, kode_wilayah=acuan.kode_kota, nama_wilayah=acuan.kota, tingkat=tingkat)


def _city_says(p: Pilihan, indikator: str) -> str:
    """ "kota 89,0%"; "" for the city itself and for counts, which do not compare."""
    kota = _city(p)
    return _share_of(kota, _whole(kota, indikator)) if kota else ""


def _share_of(kota: Pilihan, nilai: Rasio) -> str:
    return (
        f"{kota.tingkat} {language.persen(nilai.nilai, nilai.penyebut)}"
        if language.ada(nilai.penyebut) and language.ada(nilai.nilai)
        else ""
    )


def not_compared(p: Pilihan, indikator: str, lalu: str | None) -> str:
    """Why no change is said, "" where it is: the two quarters measure different things."""
    if due_year.waits(indikator) and due_year.changed(lalu, p.periode):
        return due_year.BERGANTI
    return "" if lalu is None or provenance.kurun_lengkap(p, indikator, lalu, p.periode) else provenance.TAK_LENGKAP


def _before(p: Pilihan, indikator: str) -> str | None:
    """The quarter to compare with: the register before, or the rekap where that tells the number too."""
    lalu = base.periode_lalu(p)
    i = find_indicator(indikator)
    if i is None or not i.from_recap:
        return lalu
    rekap = [q for q in quarter_axis.from_recap(_known(p, indikator)) if q < p.periode]
    return max([*rekap, *([lalu] if lalu else [])], default=None)


def _known(p: Pilihan, indikator: str) -> pd.DataFrame:
    """The quarters of which the number is known."""
    semua = deret(p, indikator)
    return semua[semua["pembilang"].notna()]


def _own_page(indikator: str) -> str:
    """The address that a card of the first page leads to; "" for the others, which stand on their page already."""
    i = find_indicator(indikator)
    return reader.tautan(i.halaman) if i and i.shown(RINGKASAN) else ""


def kartu_status(p: Pilihan, *status: str) -> list[Kartu]:
    """How many cooperatives have a status, of those registered, as a card each."""
    return reader.keep_with_links("kartu_status", p, lambda: _status_cards(p, *status), status)


def _status_cards(p: Pilihan, *status: str) -> list[Kartu]:
    jumlah = base.status_per_periode(p)
    lebar = by_area.widen_status(jumlah, "periode").set_index("periode")
    terdaftar = lebar[list(skema.STATUS_TERDAFTAR)].sum(axis=1)
    lalu, kota = _before(p, "koperasi_aktif"), _city(p)
    sekota = kartu_status(kota, *status) if kota else [None] * len(status)
    hasil = []
    for satu, luas in zip(status, sekota, strict=True):
        terhitung = satu in skema.STATUS_TERDAFTAR  # the others are no part of the registered: a count only
        dari = terdaftar if terhitung else terdaftar.astype("float64") * float("nan")
        bagian = pd.DataFrame({"pembilang": lebar[satu], "penyebut": dari})
        bagian["nilai"] = lebar[satu] / terdaftar.where(terdaftar > 0) if terhitung else lebar[satu]
        gambar = _until(bagian.reset_index(), p.periode)
        hasil.append(
            Kartu(theme.STATUS[satu].label, _at(bagian, p.periode), _at(bagian, lalu), lalu, None, gambar,
                  theme.STATUS[satu].warna, reader.tautan("keaktifan"), _status_rows(satu), provenance.n_kecil(),
                  seluruh=_share_of(kota, luas.kini) if kota and luas else "")
        )  # fmt: skip
    return hasil


def _status_rows(status: str) -> str:
    """The list behind a status: rows of an indicator whose cases are told apart by it."""
    indikator = "koperasi_aktif" if status in skema.STATUS_TERDAFTAR else "koperasi_diusulkan_bubar"
    return reader.tautan("asal", indikator=indikator, tampil=status)


def _at(bagian: pd.DataFrame, periode: str | None) -> Nilai:
    if periode not in bagian.index:
        return Nilai()
    b = rows(bagian[bagian.index == periode])[0]
    return Nilai(*(float(x) if language.ada(x) else None for x in (b.pembilang, b.penyebut, b.nilai)))


def _until(isi: pd.DataFrame, periode: str) -> pd.DataFrame:
    return isi[isi["periode"] <= periode]


# ── charts ───────────────────────────────────────────────────────────────────────────


def deret(p: Pilihan, indikator: str) -> pd.DataFrame:
    return base.deret(p, indikator)


def per_kelurahan(p: Pilihan, indikator: str) -> pd.DataFrame:
    return base.per_kelurahan(p, indikator)


# the smallest areas of a kabupaten as a table; in a city they are bars
KOLOM_WILAYAH = {"nama": "", "pembilang": "", "penyebut": "", "nilai": "", **interval.KOLOM}


def semua_wilayah(p: Pilihan, indikator: str) -> pd.DataFrame:
    """per_kelurahan with intervals, by kecamatan and name. Kept: do not change it."""
    return kept.once("semua wilayah", p, lambda: _all_areas(p, indikator), indikator)


def _all_areas(p: Pilihan, indikator: str) -> pd.DataFrame:
    urut = per_kelurahan(p, indikator).sort_values(["kecamatan", "nama"]).reset_index(drop=True)
    return interval.with_bounds(urut, provenance.n_kecil())


def _whole(p: Pilihan, indikator: str, periode: str = "") -> Nilai:
    return base.nilai(replace(p, periode=periode or p.periode)).get(indikator, Nilai())


def draw_once(gambar: str, p: Pilihan, draw: Callable[[], Grafik], indikator: str = "") -> Grafik:
    """A figure costs 20 ms to draw and nothing to show again."""
    return kept.once(gambar, p, lambda: replace(draw(), indikator=indikator), indikator)


def draw_trend_once(gambar: str, p: Pilihan, draw: Callable[[], Grafik], indikator: str = "", *lain: object) -> Grafik:
    """The same for a chart over all quarters: choosing another one does not draw it anew."""
    return kept.once_for_all_quarters(gambar, p, lambda: replace(draw(), indikator=indikator), indikator, *lain)


def headed(p: Pilihan, g: Grafik, judul: Callable[[], str], *kunci: object) -> Grafik:
    """A trend under the headline of the chosen quarter: drawn over all of them, it speaks of the newest."""
    if p.periode == base.daftar_periode(p)["periode"].iloc[-1]:
        return g
    return kept.once("judul tren", p, lambda: replace(g, judul=judul()), g.indikator, *kunci)


def rasio_kelurahan(p: Pilihan, indikator: str) -> Grafik:
    return draw_once("rasio", p, lambda: _draw_rates(p, indikator), indikator)


def _draw_rates(p: Pilihan, indikator: str) -> Grafik:
    return by_area.rasio_per_kelurahan(
        areas.rasio(p, indikator), indikator, provenance.judul(p, indikator), _whole(p, indikator), tempat=provenance.tempat(p),
        periode=p.periode, n_kecil=provenance.n_kecil(), target=base.target(p).get(indikator), satuan=areas.satuan(p),
    )  # fmt: skip


def status_kelurahan(p: Pilihan) -> Grafik:
    return draw_once("status", p, lambda: _draw_status(p), "koperasi_aktif")


def _draw_status(p: Pilihan) -> Grafik:
    data, satuan = areas.status(p), areas.satuan(p)
    return by_area.status_per_kelurahan(data, provenance.tempat(p), p.periode, satuan)


def tren_rasio(p: Pilihan, indikator: str) -> Grafik:
    target = base.target(p).get(indikator)  # of the year chosen
    g = draw_trend_once("tren", p, lambda: _draw_trend(p, indikator, target), indikator, target)
    return headed(p, g, lambda: sentences.moment(deret(p, indikator), indikator, p.periode), "tren", target)


def _draw_trend(p: Pilihan, indikator: str, target: float | None) -> Grafik:
    data, i = deret(p, indikator), find_indicator(indikator)
    return trend.rasio(
        data, indikator, provenance.judul(p, indikator), tempat=provenance.tempat(p),
        target=target, tandai=i is not None and i.patah == PEMBAGI,
        berganti=due_year.breaks(list(data["periode"])) if due_year.waits(indikator) else (),
    )  # fmt: skip


def tren_jumlah(p: Pilihan, indikator: str) -> Grafik:
    g = draw_trend_once(
        "jumlah", p,
        lambda: trend.jumlah(deret(p, indikator), indikator, provenance.judul(p, indikator), tempat=provenance.tempat(p)), indikator,
    )  # fmt: skip
    return headed(p, g, lambda: sentences.moment(deret(p, indikator), indikator, p.periode), "jumlah")


def tren_status(p: Pilihan) -> Grafik:
    g = draw_trend_once("tren status", p, lambda: _draw_status_trend(p), "koperasi_aktif")
    return headed(p, g, lambda: trend.status_headline(g.tabel, p.periode), "tren status")


def _draw_status_trend(p: Pilihan) -> Grafik:
    return trend.status(base.status_per_periode(p), provenance.tempat(p))


def alur(p: Pilihan) -> pd.DataFrame:
    return base.alur(p)


def yang_berubah(p: Pilihan, paling_banyak: int = 3) -> list[str]:
    """perubahan.named of the area."""
    return kept.once("yang berubah", p, lambda: changes.named(alur(p), paling_banyak), paling_banyak)


def jembatan(p: Pilihan) -> Grafik:
    return draw_once("jembatan", p, lambda: _draw_bridge(p), "koperasi_aktif")


def _draw_bridge(p: Pilihan) -> Grafik:
    """Steps are told from cooperatives by name; a rekap has none, so beside one only the totals are compared."""
    lalu = base.periode_lalu(p) if base.punya_register(p) else None
    tahu = _known(p, "koperasi_aktif")
    dulu, aktif = tahu[tahu["periode"] < p.periode], _whole(p, "koperasi_aktif").pembilang
    if lalu is None and len(dulu):
        rekap = [q for q in quarter_axis.from_recap(tahu) if q in (dulu.iloc[-1]["periode"], p.periode)]
        return changes.totals(
            dulu.iloc[-1]["periode"], float(dulu.iloc[-1]["pembilang"]), p.periode, aktif, rekap, provenance.tempat(p)
        )
    dilewati = [q for q in quarter_axis.from_recap(dulu) if lalu and q > lalu]
    return changes.jembatan(
        alur(p), aktif, tempat=provenance.tempat(p), periode=p.periode, lalu=lalu, dilewati=dilewati
    )
