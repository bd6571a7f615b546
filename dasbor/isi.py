"""What the pages show: questions to kueri put together with cards and charts, for the reader's choice. No widgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from dasbor import asal, bahasa, grafik, ingat, kueri, kueri_wilayah, perubahan, pilihan, tema, tren
from dasbor.grafik import Grafik
from dasbor.kartu import Kartu
from dasbor.kueri import Nilai
from dasbor.pilihan import Pilihan
from dasbor.tabel import rows
from etl import skema

# ── cards ────────────────────────────────────────────────────────────────────────────


def kartu(p: Pilihan, *indikator: str) -> list[Kartu]:
    """A card per indicator: now, last published quarter, target, all quarters."""
    return ingat.once_with_links("kartu", p, lambda: _cards(p, *indikator), indikator)


def _cards(p: Pilihan, *indikator: str) -> list[Kartu]:
    lalu, arti = kueri.periode_lalu(p.versi, p.periode), kueri.definisi(p.versi).set_index("indikator")["judul"]
    kini = kueri.nilai(p.versi, p.periode, p.kode_wilayah, p.kelompok_hitung)
    dulu = kueri.nilai(p.versi, lalu, p.kode_wilayah, p.kelompok_hitung) if lalu else {}
    target = kueri.target(p.versi, p.periode)
    return [
        Kartu(arti.get(i, i), kini.get(i, Nilai()), dulu.get(i), lalu, target.get(i), _until(deret(p, i), p.periode),
              alamat=pilihan.tautan(_HALAMAN.get(i, "")) if i in _HALAMAN else "", asal=pilihan.tautan("asal", indikator=i))
        for i in indikator
    ]  # fmt: skip


_HALAMAN = {
    "koperasi_aktif": "keaktifan", "jangkauan_pelatihan": "pelatihan", "cakupan_pendampingan": "pendampingan",
    "pendampingan_khusus": "pendampingan",
}  # fmt: skip


def kartu_status(p: Pilihan, *status: str) -> list[Kartu]:
    """How many cooperatives have a status, of those registered, as a card each."""
    return ingat.once_with_links("kartu_status", p, lambda: _status_cards(p, *status), status)


def _status_cards(p: Pilihan, *status: str) -> list[Kartu]:
    jumlah = kueri.status_per_periode(p.versi, p.kode_wilayah, p.kelompok_hitung)
    lebar = grafik.widen_status(jumlah, "periode").set_index("periode")
    terdaftar = lebar[list(skema.STATUS_TERDAFTAR)].sum(axis=1)
    lalu = kueri.periode_lalu(p.versi, p.periode)
    hasil = []
    for satu in status:
        terhitung = satu in skema.STATUS_TERDAFTAR  # the others are no part of the registered: a count only
        dari = terdaftar if terhitung else terdaftar.astype("float64") * float("nan")
        bagian = pd.DataFrame({"pembilang": lebar[satu], "penyebut": dari})
        bagian["nilai"] = lebar[satu] / terdaftar.where(terdaftar > 0) if terhitung else lebar[satu]
        gambar = _until(bagian.reset_index(), p.periode)
        hasil.append(
            Kartu(tema.STATUS[satu].label, _at(bagian, p.periode), _at(bagian, lalu), lalu, None, gambar,
                  tema.STATUS[satu].warna, pilihan.tautan("keaktifan"), _status_rows(satu))
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
    return kueri.deret(p.versi, indikator, p.kode_wilayah, p.kelompok_hitung)


def per_kelurahan(p: Pilihan, indikator: str) -> pd.DataFrame:
    return kueri.per_kelurahan(p.versi, p.periode, indikator, p.kode_wilayah, p.kelompok_hitung)


def _whole(p: Pilihan, indikator: str) -> Nilai:
    return kueri.nilai(p.versi, p.periode, p.kode_wilayah, p.kelompok_hitung).get(indikator, Nilai())


def draw_once(gambar: str, p: Pilihan, draw: Callable[[], Grafik], indikator: str = "") -> Grafik:
    """A figure costs 20 ms to draw and nothing to show again."""
    return ingat.once(gambar, p, lambda: replace(draw(), indikator=indikator), indikator)


def rasio_kelurahan(p: Pilihan, indikator: str) -> Grafik:
    return draw_once("rasio", p, lambda: _draw_rates(p, indikator), indikator)


def _draw_rates(p: Pilihan, indikator: str) -> Grafik:
    return grafik.rasio_per_kelurahan(
        kueri_wilayah.rasio(p, indikator), indikator, asal.judul(p, indikator), _whole(p, indikator), tempat=asal.tempat(p),
        periode=p.periode, n_kecil=asal.n_kecil(), target=kueri.target(p.versi, p.periode).get(indikator), satuan=kueri_wilayah.satuan(p),
    )  # fmt: skip


def status_kelurahan(p: Pilihan) -> Grafik:
    return draw_once("status", p, lambda: _draw_status(p), "koperasi_aktif")


def _draw_status(p: Pilihan) -> Grafik:
    data, satuan = kueri_wilayah.status(p), kueri_wilayah.satuan(p)
    return grafik.status_per_kelurahan(data, asal.tempat(p), p.periode, satuan)


def tren_rasio(p: Pilihan, indikator: str) -> Grafik:
    return draw_once("tren", p, lambda: _draw_trend(p, indikator), indikator)


def _draw_trend(p: Pilihan, indikator: str) -> Grafik:
    return tren.rasio(
        deret(p, indikator), indikator, asal.judul(p, indikator), tempat=asal.tempat(p),
        target=kueri.target(p.versi, p.periode).get(indikator), tandai=asal.penyebut(p, indikator) == "koperasi terdaftar",
    )  # fmt: skip


def tren_jumlah(p: Pilihan, indikator: str) -> Grafik:
    return draw_once(
        "jumlah", p,
        lambda: tren.jumlah(deret(p, indikator), indikator, asal.judul(p, indikator), tempat=asal.tempat(p)), indikator,
    )  # fmt: skip


def tren_status(p: Pilihan) -> Grafik:
    data = kueri.status_per_periode(p.versi, p.kode_wilayah, p.kelompok_hitung)
    return draw_once("tren status", p, lambda: tren.status(data, asal.tempat(p)), "koperasi_aktif")


def alur(p: Pilihan) -> pd.DataFrame:
    return kueri.alur(p.versi, p.periode, p.kode_wilayah, p.kelompok_hitung)


def jembatan(p: Pilihan) -> Grafik:
    ada = kueri.punya_register(p.versi, p.periode)  # steps are told from cooperatives by name: a rekap has none
    lalu, aktif = kueri.periode_lalu(p.versi, p.periode) if ada else None, _whole(p, "koperasi_aktif").pembilang
    return draw_once(
        "jembatan", p,
        lambda: perubahan.jembatan(alur(p), aktif, tempat=asal.tempat(p), periode=p.periode, lalu=lalu), "koperasi_aktif",
    )  # fmt: skip
