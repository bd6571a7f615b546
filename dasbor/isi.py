"""What the pages show: questions to kueri put together with cards and charts, for the reader's choice. No widgets."""

from __future__ import annotations

import pandas as pd

from dasbor import asal, bahasa, grafik, kueri, perubahan, peta, pilihan, tema, tren
from dasbor.grafik import Grafik
from dasbor.kartu import Kartu
from dasbor.kueri import Nilai
from dasbor.pilihan import Pilihan
from dasbor.tabel import rows
from etl import skema
from etl.acuan import load_acuan

# ── cards ────────────────────────────────────────────────────────────────────────────


def kartu(p: Pilihan, *indikator: str) -> list[Kartu]:
    """A card per indicator: now, last published quarter, target, all quarters."""
    lalu, arti = kueri.periode_lalu(p.versi, p.periode), kueri.definisi(p.versi).set_index("indikator")["judul"]
    kini = kueri.nilai(p.versi, p.periode, p.kode_wilayah, p.kelompok_hitung)
    dulu = kueri.nilai(p.versi, lalu, p.kode_wilayah, p.kelompok_hitung) if lalu else {}
    target = kueri.target(p.periode)
    return [
        Kartu(arti.get(i, i), kini.get(i, Nilai()), dulu.get(i), lalu, target.get(i), _until(deret(p, i), p.periode),
              alamat=pilihan.tautan(_HALAMAN.get(i, "")) if i in _HALAMAN else "")
        for i in indikator
    ]  # fmt: skip


_HALAMAN = {
    "koperasi_aktif": "keaktifan", "jangkauan_pelatihan": "pelatihan", "cakupan_pendampingan": "pendampingan",
    "pendampingan_khusus": "pendampingan",
}  # fmt: skip


def kartu_status(p: Pilihan, *status: str) -> list[Kartu]:
    """How many cooperatives have a status, of those registered, as a card each."""
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
                  tema.STATUS[satu].warna, pilihan.tautan("keaktifan"))
        )  # fmt: skip
    return hasil


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


def peta_ubin(p: Pilihan, indikator: str) -> Grafik:
    """The map always shows the whole city: a click on a tile chooses, another takes the choice back."""
    kota = load_acuan().kode_kota
    data = kueri.per_kelurahan(p.versi, p.periode, indikator, kota, p.kelompok_hitung)
    kini = kueri.nilai(p.versi, p.periode, kota, p.kelompok_hitung).get(indikator, Nilai())
    return peta.ubin(
        data, load_acuan().kelurahan, indikator, asal.judul(p, indikator), kini,
        tempat=load_acuan().kota, periode=p.periode, n_kecil=asal.n_kecil(), terpilih=p.kode_wilayah,
    )  # fmt: skip


def rasio_kelurahan(p: Pilihan, indikator: str) -> Grafik:
    return grafik.rasio_per_kelurahan(
        per_kelurahan(p, indikator), indikator, asal.judul(p, indikator), _whole(p, indikator), tempat=p.nama_wilayah,
        periode=p.periode, n_kecil=asal.n_kecil(), target=kueri.target(p.periode).get(indikator),
    )  # fmt: skip


def status_kelurahan(p: Pilihan) -> Grafik:
    data = kueri.status_per_kelurahan(p.versi, p.periode, p.kode_wilayah, p.kelompok_hitung)
    return grafik.status_per_kelurahan(data, p.nama_wilayah, p.periode)


def tren_rasio(p: Pilihan, indikator: str) -> Grafik:
    return tren.rasio(
        deret(p, indikator), indikator, asal.judul(p, indikator), tempat=p.nama_wilayah,
        target=kueri.target(p.periode).get(indikator), tandai=asal.penyebut(p, indikator) == "koperasi terdaftar",
    )  # fmt: skip


def tren_jumlah(p: Pilihan, indikator: str) -> Grafik:
    return tren.jumlah(deret(p, indikator), indikator, asal.judul(p, indikator), tempat=p.nama_wilayah)


def tren_status(p: Pilihan) -> Grafik:
    return tren.status(kueri.status_per_periode(p.versi, p.kode_wilayah, p.kelompok_hitung), p.nama_wilayah)


def alur(p: Pilihan) -> pd.DataFrame:
    return kueri.alur(p.versi, p.periode, p.kode_wilayah, p.kelompok_hitung)


def jembatan(p: Pilihan) -> Grafik:
    lalu = kueri.periode_lalu(p.versi, p.periode)
    aktif = _whole(p, "koperasi_aktif").pembilang
    return perubahan.jembatan(alur(p), aktif, tempat=p.nama_wilayah, periode=p.periode, lalu=lalu)


def pilih_kelurahan(keadaan: object) -> None:
    """A click on a tile chooses its kelurahan for all pages; the same tile again takes it back."""
    kode = peta.clicked(keadaan)
    pilihan.ubah(kelurahan=None if kode == pilihan.url().get("kelurahan") else kode)
