"""A province of invented areas of government: its reference data, with a place on the tile map for each, its recap as a
workbook, and packages of its areas."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from etl.acuan import ROOT
from tests.workbooks import workbook

CODE, NAME = "35", "Provinsi Contoh"
AREAS = (
    ("35.01", "Kabupaten Contoh Satu", "kabupaten"),
    ("35.02", "Kabupaten Contoh Dua", "kabupaten"),
    ("35.05", "Kabupaten Kembar", "kabupaten"),
    ("35.72", "Kota Kembar", "kota"),
    ("35.73", "Kota Contoh Lima", "kota"),
)
_HEADINGS = "kode_kecamatan,kecamatan,kode_kelurahan,kelurahan,tingkat,lat,lon,ubin_baris,ubin_kolom,ubin_label"


def make_reference(folder: Path) -> Path:
    """The reference folder of the province, from that of a city."""
    shutil.copytree(ROOT / "data" / "acuan", folder)
    text = (folder / "pengaturan.toml").read_text(encoding="utf-8")
    for key, value in {"kode": CODE, "nama": NAME, "tingkat": "provinsi"}.items():
        text = re.sub(rf'^{key} = "[^"]*"', f'{key} = "{value}"', text, count=1, flags=re.M)
    text = text.replace('tingkat = "provinsi"', 'tingkat = "provinsi"\nsatuan = "kabupaten/kota"', 1)
    (folder / "pengaturan.toml").write_text(text, encoding="utf-8")
    rows = [f"{CODE},{NAME},{c},{n},{level},,,{i // 3},{i % 3}," for i, (c, n, level) in enumerate(AREAS)]
    (folder / "kelurahan.csv").write_text("\n".join([_HEADINGS, *rows, ""]), encoding="utf-8")
    (folder / "ejaan.csv").write_text("tingkat,kode,nama,ejaan\n", encoding="utf-8")
    os.utime(folder)
    return folder


def make_recap(*rows: tuple[str, int, int, int]) -> bytes:
    """A workbook with one row for each area: name as typed, active, inactive, proposed for dissolution."""
    headings = ["Kabupaten/Kota", "Aktif", "Tidak Aktif", "Diusulkan Dibubarkan"]
    return workbook({"Rekap": [headings, *map(list, rows)]})
