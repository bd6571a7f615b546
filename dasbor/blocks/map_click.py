"""What a click on a map leads to."""

from __future__ import annotations

from dasbor.chart.map import tiles
from dasbor.ui import menu, reader
from etl.acuan import load_reference

_TARGET_PAGE = "pages/publik/kelurahan.py"


def open_clicked(state: object) -> None:
    """A click on a kelurahan opens its page; on a kecamatan of the ranking, its kelurahan."""
    code = tiles.find_clicked(state)
    if code is None or load_reference().is_province:  # its areas have pages of their own, elsewhere
        return
    if code in set(load_reference().kelurahan["kode_kecamatan"]):
        reader.change_choice(kecamatan=code)
    elif any(h.file == _TARGET_PAGE for h in menu.PAGES):
        reader.open_page(_TARGET_PAGE, kelurahan=code)
    else:
        reader.change_choice(kelurahan=None if code == reader.list_url_values().get("kelurahan") else code)
