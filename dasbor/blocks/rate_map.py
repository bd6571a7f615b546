"""The map of the reader's choice: real boundaries where the settings name a file, else tiles, else a ranking."""

from __future__ import annotations

from dataclasses import replace

from dasbor.blocks import overview, provenance
from dasbor.chart.by_area import Grafik
from dasbor.chart.map import boundaries, outlines, tiles
from dasbor.query import areas, base
from dasbor.query.base import Nilai
from dasbor.ui import menu, reader
from dasbor.ui.reader import Pilihan
from etl.acuan import Acuan, load_acuan

_TUJUAN = "pages/publik/kelurahan.py"


def gambar(p: Pilihan, indikator: str) -> Grafik:
    """The map always shows the whole city, the chosen area marked. Without boundaries and tiles: a ranking."""
    acuan = load_acuan()
    if acuan.batas is None and not acuan.punya_ubin:
        return overview.rasio_kelurahan(p, indikator)
    waktu = acuan.batas.stat().st_mtime_ns if acuan.batas and acuan.batas.is_file() else 0
    return overview.draw_once(f"peta {acuan.batas} {waktu}", p, lambda: _draw(p, indikator, acuan), indikator)


def catatan() -> str:
    """Why the boundaries are not drawn though the settings name a file; "" when all is well."""
    acuan = load_acuan()
    if acuan.batas is None:
        return ""
    try:
        boundaries.read(acuan)
    except boundaries.BatasSalah as salah:
        ganti = "peta ubin" if acuan.punya_ubin else "peringkat wilayah"
        return f"{salah} Karena itu tampil {ganti}. Pengelola dapat memperbaikinya di pengaturan.toml."
    return ""


def _draw(p: Pilihan, indikator: str, acuan: Acuan) -> Grafik:
    kota = replace(p, kode_wilayah=acuan.kode_kota)
    data = base.per_kelurahan(kota, indikator)
    kini = base.nilai(kota).get(indikator, Nilai())
    bentuk = None
    if acuan.batas is not None and not catatan():
        bentuk = boundaries.read(acuan)
    if bentuk is None and not acuan.punya_ubin:
        return overview.rasio_kelurahan(p, indikator)
    judul, tempat, n = provenance.judul(p, indikator), provenance.tempat(p, acuan.kota), provenance.n_kecil()
    if bentuk is not None:
        return outlines.gambar(
            data, bentuk, acuan.kelurahan, indikator, judul, kini,
            tempat=tempat, periode=p.periode, n_kecil=n, terpilih=p.kode_wilayah,
        )  # fmt: skip
    return tiles.ubin(
        data, acuan.kelurahan, indikator, judul, kini,
        tempat=tempat, periode=p.periode, n_kecil=n, terpilih=p.kode_wilayah,
    )  # fmt: skip


def klik(keadaan: object) -> None:
    """A click on a kelurahan opens its page; on a kecamatan of the ranking, its kelurahan."""
    kode = tiles.clicked(keadaan)
    if kode is None:
        return
    if kode in set(load_acuan().kelurahan["kode_kecamatan"]):
        reader.ubah(kecamatan=kode)
    elif any(h.berkas == _TUJUAN for h in menu.HALAMAN):
        reader.buka(_TUJUAN, kelurahan=kode)
    else:
        reader.ubah(kelurahan=None if kode == reader.url().get("kelurahan") else kode)


def banyak_wilayah(p: Pilihan) -> bool:
    """Charts show kecamatan here, so the smallest areas need a table of their own."""
    return areas.satuan(p) == areas.KECAMATAN
