"""The map of the reader's choice: real boundaries where the settings name a file, else tiles, else a ranking."""

from __future__ import annotations

from dataclasses import replace

from dasbor import asal, batas, isi, kueri, kueri_wilayah, menu, peta, peta_batas, pilihan
from dasbor.grafik import Grafik
from dasbor.kueri import Nilai
from dasbor.pilihan import Pilihan
from etl.acuan import Acuan, load_acuan

_TUJUAN = "pages/publik/kelurahan.py"


def gambar(p: Pilihan, indikator: str) -> Grafik:
    """The map always shows the whole city, the chosen area marked. Without boundaries and tiles: a ranking."""
    acuan = load_acuan()
    if acuan.batas is None and not acuan.punya_ubin:
        return isi.rasio_kelurahan(p, indikator)
    waktu = acuan.batas.stat().st_mtime_ns if acuan.batas and acuan.batas.is_file() else 0
    return isi.draw_once(f"peta {acuan.batas} {waktu}", p, lambda: _draw(p, indikator, acuan), indikator)


def catatan() -> str:
    """Why the boundaries are not drawn though the settings name a file; "" when all is well."""
    acuan = load_acuan()
    if acuan.batas is None:
        return ""
    try:
        batas.read(acuan)
    except batas.BatasSalah as salah:
        ganti = "peta ubin" if acuan.punya_ubin else "peringkat wilayah"
        return f"{salah} Karena itu tampil {ganti}. Pengelola dapat memperbaikinya di pengaturan.toml."
    return ""


def _draw(p: Pilihan, indikator: str, acuan: Acuan) -> Grafik:
    kota = replace(p, kode_wilayah=acuan.kode_kota)
    data = kueri.per_kelurahan(kota, indikator)
    kini = kueri.nilai(kota).get(indikator, Nilai())
    bentuk = None
    if acuan.batas is not None and not catatan():
        bentuk = batas.read(acuan)
    if bentuk is None and not acuan.punya_ubin:
        return isi.rasio_kelurahan(p, indikator)
    judul, tempat, n = asal.judul(p, indikator), asal.tempat(p, acuan.kota), asal.n_kecil()
    if bentuk is not None:
        return peta_batas.gambar(
            data, bentuk, acuan.kelurahan, indikator, judul, kini,
            tempat=tempat, periode=p.periode, n_kecil=n, terpilih=p.kode_wilayah,
        )  # fmt: skip
    return peta.ubin(
        data, acuan.kelurahan, indikator, judul, kini,
        tempat=tempat, periode=p.periode, n_kecil=n, terpilih=p.kode_wilayah,
    )  # fmt: skip


def klik(keadaan: object) -> None:
    """A click on a kelurahan opens its page; on a kecamatan of the ranking, its kelurahan."""
    kode = peta.clicked(keadaan)
    if kode is None:
        return
    if kode in set(load_acuan().kelurahan["kode_kecamatan"]):
        pilihan.ubah(kecamatan=kode)
    elif any(h.berkas == _TUJUAN for h in menu.HALAMAN):
        pilihan.buka(_TUJUAN, kelurahan=kode)
    else:
        pilihan.ubah(kelurahan=None if kode == pilihan.url().get("kelurahan") else kode)


def banyak_wilayah(p: Pilihan) -> bool:
    """Charts show kecamatan here, so the smallest areas need a table of their own."""
    return kueri_wilayah.satuan(p) == kueri_wilayah.KECAMATAN
