"""What the pages show: questions to kueri put together with cards and charts, for the reader's choice. No widgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from dasbor import (
    asal,
    bahasa,
    grafik,
    ingat,
    jatuh_tempo,
    kalimat,
    kueri,
    kueri_wilayah,
    perubahan,
    pilihan,
    selang,
    tema,
    tren,
    waktu,
)
from dasbor.grafik import Grafik
from dasbor.kalimat import Rasio
from dasbor.kartu import Kartu
from dasbor.kueri import Nilai
from dasbor.pilihan import Pilihan
from dasbor.tabel import rows
from etl import skema
from etl.acuan import load_acuan
from etl.indikator import find_indicator
from etl.indikator.declare import PEMBAGI, RINGKASAN

# ── cards ────────────────────────────────────────────────────────────────────────────


def kartu(p: Pilihan, *indikator: str) -> list[Kartu]:
    """A card per indicator: now, last published quarter, target, all quarters."""
    return pilihan.keep_with_links("kartu", p, lambda: _cards(p, *indikator), indikator)


def _cards(p: Pilihan, *indikator: str) -> list[Kartu]:
    arti, target = kueri.definisi(p).set_index("indikator")["judul"], kueri.target(p)
    hasil = []
    for i in indikator:
        lalu = _before(p, i)
        putus = not_compared(p, i, lalu)
        hasil.append(
            Kartu(arti.get(i, i), _whole(p, i), _whole(p, i, lalu) if lalu else None, lalu, target.get(i),
                  _until(deret(p, i), p.periode), alamat=_own_page(i),
                  asal=pilihan.tautan("asal", indikator=i), n_kecil=asal.n_kecil(), putus=putus, seluruh=_city_says(p, i))
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
        f"{kota.tingkat} {bahasa.persen(nilai.nilai, nilai.penyebut)}"
        if bahasa.ada(nilai.penyebut) and bahasa.ada(nilai.nilai)
        else ""
    )


def not_compared(p: Pilihan, indikator: str, lalu: str | None) -> str:
    """Why no change is said, "" where it is: the two quarters measure different things."""
    if jatuh_tempo.waits(indikator) and jatuh_tempo.changed(lalu, p.periode):
        return jatuh_tempo.BERGANTI
    return "" if lalu is None or asal.kurun_lengkap(p, indikator, lalu, p.periode) else asal.TAK_LENGKAP


def _before(p: Pilihan, indikator: str) -> str | None:
    """The quarter to compare with: the register before, or the rekap where that tells the number too."""
    lalu = kueri.periode_lalu(p)
    i = find_indicator(indikator)
    if i is None or not i.from_recap:
        return lalu
    rekap = [q for q in waktu.from_recap(_known(p, indikator)) if q < p.periode]
    return max([*rekap, *([lalu] if lalu else [])], default=None)


def _known(p: Pilihan, indikator: str) -> pd.DataFrame:
    """The quarters of which the number is known."""
    semua = deret(p, indikator)
    return semua[semua["pembilang"].notna()]


def _own_page(indikator: str) -> str:
    """The address that a card of the first page leads to; "" for the others, which stand on their page already."""
    i = find_indicator(indikator)
    return pilihan.tautan(i.halaman) if i and i.shown(RINGKASAN) else ""


def kartu_status(p: Pilihan, *status: str) -> list[Kartu]:
    """How many cooperatives have a status, of those registered, as a card each."""
    return pilihan.keep_with_links("kartu_status", p, lambda: _status_cards(p, *status), status)


def _status_cards(p: Pilihan, *status: str) -> list[Kartu]:
    jumlah = kueri.status_per_periode(p)
    lebar = grafik.widen_status(jumlah, "periode").set_index("periode")
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
            Kartu(tema.STATUS[satu].label, _at(bagian, p.periode), _at(bagian, lalu), lalu, None, gambar,
                  tema.STATUS[satu].warna, pilihan.tautan("keaktifan"), _status_rows(satu), asal.n_kecil(),
                  seluruh=_share_of(kota, luas.kini) if kota and luas else "")
        )  # fmt: skip
    return hasil


def _status_rows(status: str) -> str:
    """The list behind a status: rows of an indicator whose cases are told apart by it."""
    indikator = "koperasi_aktif" if status in skema.STATUS_TERDAFTAR else "koperasi_diusulkan_bubar"
    return pilihan.tautan("asal", indikator=indikator, tampil=status)


def _at(bagian: pd.DataFrame, periode: str | None) -> Nilai:
    if periode not in bagian.index:
        return Nilai()
    b = rows(bagian[bagian.index == periode])[0]
    return Nilai(*(float(x) if bahasa.ada(x) else None for x in (b.pembilang, b.penyebut, b.nilai)))


def _until(isi: pd.DataFrame, periode: str) -> pd.DataFrame:
    return isi[isi["periode"] <= periode]


# ── charts ───────────────────────────────────────────────────────────────────────────


def deret(p: Pilihan, indikator: str) -> pd.DataFrame:
    return kueri.deret(p, indikator)


def per_kelurahan(p: Pilihan, indikator: str) -> pd.DataFrame:
    return kueri.per_kelurahan(p, indikator)


# the smallest areas of a kabupaten as a table; in a city they are bars
KOLOM_WILAYAH = {"nama": "", "pembilang": "", "penyebut": "", "nilai": "", **selang.KOLOM}


def semua_wilayah(p: Pilihan, indikator: str) -> pd.DataFrame:
    """per_kelurahan with intervals, by kecamatan and name. Kept: do not change it."""
    return ingat.once("semua wilayah", p, lambda: _all_areas(p, indikator), indikator)


def _all_areas(p: Pilihan, indikator: str) -> pd.DataFrame:
    urut = per_kelurahan(p, indikator).sort_values(["kecamatan", "nama"]).reset_index(drop=True)
    return selang.with_bounds(urut, asal.n_kecil())


def _whole(p: Pilihan, indikator: str, periode: str = "") -> Nilai:
    return kueri.nilai(replace(p, periode=periode or p.periode)).get(indikator, Nilai())


def draw_once(gambar: str, p: Pilihan, draw: Callable[[], Grafik], indikator: str = "") -> Grafik:
    """A figure costs 20 ms to draw and nothing to show again."""
    return ingat.once(gambar, p, lambda: replace(draw(), indikator=indikator), indikator)


def draw_trend_once(gambar: str, p: Pilihan, draw: Callable[[], Grafik], indikator: str = "", *lain: object) -> Grafik:
    """The same for a chart over all quarters: choosing another one does not draw it anew."""
    return ingat.once_for_all_quarters(gambar, p, lambda: replace(draw(), indikator=indikator), indikator, *lain)


def headed(p: Pilihan, g: Grafik, judul: Callable[[], str], *kunci: object) -> Grafik:
    """A trend under the headline of the chosen quarter: drawn over all of them, it speaks of the newest."""
    if p.periode == kueri.daftar_periode(p)["periode"].iloc[-1]:
        return g
    return ingat.once("judul tren", p, lambda: replace(g, judul=judul()), g.indikator, *kunci)


def rasio_kelurahan(p: Pilihan, indikator: str) -> Grafik:
    return draw_once("rasio", p, lambda: _draw_rates(p, indikator), indikator)


def _draw_rates(p: Pilihan, indikator: str) -> Grafik:
    return grafik.rasio_per_kelurahan(
        kueri_wilayah.rasio(p, indikator), indikator, asal.judul(p, indikator), _whole(p, indikator), tempat=asal.tempat(p),
        periode=p.periode, n_kecil=asal.n_kecil(), target=kueri.target(p).get(indikator), satuan=kueri_wilayah.satuan(p),
    )  # fmt: skip


def status_kelurahan(p: Pilihan) -> Grafik:
    return draw_once("status", p, lambda: _draw_status(p), "koperasi_aktif")


def _draw_status(p: Pilihan) -> Grafik:
    data, satuan = kueri_wilayah.status(p), kueri_wilayah.satuan(p)
    return grafik.status_per_kelurahan(data, asal.tempat(p), p.periode, satuan)


def tren_rasio(p: Pilihan, indikator: str) -> Grafik:
    target = kueri.target(p).get(indikator)  # of the year chosen
    g = draw_trend_once("tren", p, lambda: _draw_trend(p, indikator, target), indikator, target)
    return headed(p, g, lambda: kalimat.moment(deret(p, indikator), indikator, p.periode), "tren", target)


def _draw_trend(p: Pilihan, indikator: str, target: float | None) -> Grafik:
    data, i = deret(p, indikator), find_indicator(indikator)
    return tren.rasio(
        data, indikator, asal.judul(p, indikator), tempat=asal.tempat(p),
        target=target, tandai=i is not None and i.patah == PEMBAGI,
        berganti=jatuh_tempo.breaks(list(data["periode"])) if jatuh_tempo.waits(indikator) else (),
    )  # fmt: skip


def tren_jumlah(p: Pilihan, indikator: str) -> Grafik:
    g = draw_trend_once(
        "jumlah", p,
        lambda: tren.jumlah(deret(p, indikator), indikator, asal.judul(p, indikator), tempat=asal.tempat(p)), indikator,
    )  # fmt: skip
    return headed(p, g, lambda: kalimat.moment(deret(p, indikator), indikator, p.periode), "jumlah")


def tren_status(p: Pilihan) -> Grafik:
    g = draw_trend_once("tren status", p, lambda: _draw_status_trend(p), "koperasi_aktif")
    return headed(p, g, lambda: tren.status_headline(g.tabel, p.periode), "tren status")


def _draw_status_trend(p: Pilihan) -> Grafik:
    return tren.status(kueri.status_per_periode(p), asal.tempat(p))


def alur(p: Pilihan) -> pd.DataFrame:
    return kueri.alur(p)


def yang_berubah(p: Pilihan, paling_banyak: int = 3) -> list[str]:
    """perubahan.named of the area."""
    return ingat.once("yang berubah", p, lambda: perubahan.named(alur(p), paling_banyak), paling_banyak)


def jembatan(p: Pilihan) -> Grafik:
    return draw_once("jembatan", p, lambda: _draw_bridge(p), "koperasi_aktif")


def _draw_bridge(p: Pilihan) -> Grafik:
    """Steps are told from cooperatives by name; a rekap has none, so beside one only the totals are compared."""
    lalu = kueri.periode_lalu(p) if kueri.punya_register(p) else None
    tahu = _known(p, "koperasi_aktif")
    dulu, aktif = tahu[tahu["periode"] < p.periode], _whole(p, "koperasi_aktif").pembilang
    if lalu is None and len(dulu):
        rekap = [q for q in waktu.from_recap(tahu) if q in (dulu.iloc[-1]["periode"], p.periode)]
        return perubahan.totals(
            dulu.iloc[-1]["periode"], float(dulu.iloc[-1]["pembilang"]), p.periode, aktif, rekap, asal.tempat(p)
        )
    dilewati = [q for q in waktu.from_recap(dulu) if lalu and q > lalu]
    return perubahan.jembatan(alur(p), aktif, tempat=asal.tempat(p), periode=p.periode, lalu=lalu, dilewati=dilewati)
