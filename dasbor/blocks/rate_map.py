"""The map of the reader's choice: real boundaries where the settings name a file, else tiles, else a ranking."""

from __future__ import annotations

from dataclasses import replace

from dasbor.blocks import overview, provenance
from dasbor.chart.by_area import Chart
from dasbor.chart.map import boundaries, outlines, tiles
from dasbor.query import areas, base
from dasbor.query.base import Figure
from dasbor.ui import menu, reader
from dasbor.ui.reader import Pilihan
from etl.acuan import Reference, load_reference

_TARGET_PAGE = "pages/publik/kelurahan.py"


def make_map(p: Pilihan, indikator: str) -> Chart:
    """The map always shows the whole city, the chosen area marked. Without boundaries and tiles: a ranking."""
    acuan = load_reference()
    if acuan.batas is None and not acuan.has_tiles:
        return overview.make_rates_chart(p, indikator)
    waktu = acuan.batas.stat().st_mtime_ns if acuan.batas and acuan.batas.is_file() else 0
    return overview.draw_once(f"peta {acuan.batas} {waktu}", p, lambda: _draw_map(p, indikator, acuan), indikator)


def say_map_note() -> str:
    """Why the boundaries are not drawn though the settings name a file; "" when all is well."""
    acuan = load_reference()
    if acuan.batas is None:
        return ""
    try:
        boundaries.read_outlines(acuan)
    except boundaries.BoundaryError as salah:
        ganti = "peta ubin" if acuan.has_tiles else "peringkat wilayah"
        return f"{salah} Karena itu tampil {ganti}. Pengelola dapat memperbaikinya di pengaturan.toml."
    return ""


def _draw_map(p: Pilihan, indikator: str, acuan: Reference) -> Chart:
    kota = replace(p, kode_wilayah=acuan.city_code)
    data = base.read_by_kelurahan(kota, indikator)
    kini = base.read_figures(kota).get(indikator, Figure())
    bentuk = None
    if acuan.batas is not None and not say_map_note():
        bentuk = boundaries.read_outlines(acuan)
    if bentuk is None and not acuan.has_tiles:
        return overview.make_rates_chart(p, indikator)
    judul, tempat, n = (
        provenance.find_title(p, indikator),
        provenance.say_place(p, acuan.kota),
        provenance.read_small_n(),
    )
    if bentuk is not None:
        return outlines.draw_outlines(
            data, bentuk, acuan.kelurahan, indikator, judul, kini,
            tempat=tempat, periode=p.periode, n_kecil=n, terpilih=p.kode_wilayah,
        )  # fmt: skip
    return tiles.draw_tiles(
        data, acuan.kelurahan, indikator, judul, kini,
        tempat=tempat, periode=p.periode, n_kecil=n, terpilih=p.kode_wilayah,
    )  # fmt: skip


def open_clicked(keadaan: object) -> None:
    """A click on a kelurahan opens its page; on a kecamatan of the ranking, its kelurahan."""
    kode = tiles.find_clicked(keadaan)
    if kode is None:
        return
    if kode in set(load_reference().kelurahan["kode_kecamatan"]):
        reader.change_choice(kecamatan=kode)
    elif any(h.berkas == _TARGET_PAGE for h in menu.PAGES):
        reader.open_page(_TARGET_PAGE, kelurahan=kode)
    else:
        reader.change_choice(kelurahan=None if kode == reader.list_url_values().get("kelurahan") else kode)


def has_many_areas(p: Pilihan) -> bool:
    """Charts show kecamatan here, so the smallest areas need a table of their own."""
    return areas.find_level(p) == areas.KECAMATAN_LEVEL
