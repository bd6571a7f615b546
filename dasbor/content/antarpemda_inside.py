"""Antarpemda: the figures inside one area of government, and the way to its own pages."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dasbor.content.antarpemda import Beside
from dasbor.content.antarpemda_beside import FILE_COLUMNS, leave_out_share, list_figures, name_file, say_sources
from dasbor.content.antarpemda_lists import find_address
from dasbor.query.lists import Listing
from dasbor.query.neighbours import areas, inside
from dasbor.ui import parameters, screen
from dasbor.words import language
from dasbor.words.columns import list_rows
from dasbor.words.legible import MAX_BARS

AREA = "wilayah"  # its name in the URL
LARGE = "kecamatan"
_COLUMNS = {
    "nama": "Wilayah",
    "tingkat": "Tingkat",
    "jumlah_kata": "",
    "persen_kata": "Persen",
    "catatan": "Catatan",
}


def show_inside(b: Beside) -> None:
    """Of the area that the reader chooses."""
    options = {one.kode: one.nama for one in list_rows(b.every) if one.asal == areas.PACKAGE}
    if not options:
        screen.show_subheading("Isi satu pemda")
        screen.show_empty("Tidak ada paket pemda lain yang isinya dapat dibuka di sini.")
        return
    code = parameters.choose_button("Isi satu pemda", AREA, options)
    (one,) = [one for one in list_rows(b.every) if one.kode == code]
    _show_parts(b, one)
    if one.alamat:
        screen.show_link(f"Buka dasbor {one.nama}", find_address(one))


def _show_parts(b: Beside, one: Any) -> None:
    """Of many parts the screen shows the kecamatan, the files all."""
    parts = inside.read_parts(b.scene, one.kode)
    large = parts[parts["tingkat"] == LARGE]
    shown = large if len(parts) > MAX_BARS and len(large) else parts
    mark = " (DATA CONTOH)" if one.contoh and not one.nama.endswith(areas.MARK) else ""
    screen.show_list(
        Listing(list_parts(b, shown), lambda: len(parts), lambda: list_parts(b, parts)),
        f"{b.i.judul} di {one.nama}{mark}",
        say_sources(b),
        f"{name_file('isi', b)}_{one.kode}",
        leave_out_share(b.i, _COLUMNS | {"jumlah_kata": b.i.judul}),
        "Paketnya tidak memuat kecamatan dan kelurahan/desa.",
        subtitle=f"Menurut paketnya, {language.format_quarter(b.scene.periode)}",
        file_columns={**FILE_COLUMNS, "nama": "Wilayah", "tingkat": "Tingkat"},
    )


def list_parts(b: Beside, parts: pd.DataFrame) -> pd.DataFrame:
    """Its kecamatan, each with its kelurahan or desa below it, in the order of their codes."""
    return list_figures(b, parts).assign(tingkat=parts["tingkat"])
