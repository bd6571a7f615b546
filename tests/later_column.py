"""What the product shows of a column and an indicator that are declared after it was started: JSON on standard output.

Run as a program of its own (tests/test_later_column.py), so that nothing has been derived from the declarations before.
"""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from etl import skema
from etl.indikator import declare

SECTION = "Kelembagaan"
COLUMN = skema.Column(
    "jumlah_cabang",
    "Jumlah Cabang",
    "Banyaknya kantor cabang.",
    "bulat",
    ("Cabang",),
    "kantor",
    minimum=0,
    maksimum=500,
    contoh=2,
    record_section=SECTION,
    has_trend=True,
    is_in_lists=True,
)
INDICATOR = """-- urutan: 90
-- judul: Bercabang
-- definisi: Bagian koperasi terdaftar yang punya kantor cabang, di antara yang melaporkannya.
-- pembilang: koperasi dengan kantor cabang
-- penyebut: koperasi terdaftar yang melaporkan kantor cabangnya
-- satuan: persen
-- arah: naik
-- sumber: register
-- dasar: kesepakatan dasbor ini
-- butuh: koperasi 0-0
-- tanpa_baris: 0
-- kolom: koperasi jumlah_cabang
-- bukti: -
-- sebutan: koperasi bercabang
-- kelas: 0.1 0.2 0.3 0.4
-- patah: -
-- jumlahan: tidak
-- halaman: kesehatan
-- bagian: -
-- tampil: ringkasan, wilayah, tren
-- pilihan: Bercabang, dari yang melapor
select periode, kode_kelurahan, kelompok_hitung, koperasi_id as id, nama_koperasi as nama, letak,
    (jumlah_cabang > 0)::int as pembilang, 1 as penyebut
from terdaftar
where jumlah_cabang is not null
"""
BRANCHES = {"KSP Satu": 3, "KSU Dua": 0, "Kopas Delapan": 1}
KOTA = "35.72"


def declare_both(folder: Path) -> None:
    """The column joins the register, the indicator the folder of indicators."""
    object.__setattr__(skema.COOPERATIVES_SHEET, "kolom", (*skema.COOPERATIVES_SHEET.kolom, COLUMN))
    shutil.copytree(declare.FOLDER, folder / "indikator", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    (folder / "indikator" / "bercabang.sql").write_text(INDICATOR, encoding="utf-8")
    declare.FOLDER = folder / "indikator"


def published() -> int:
    """The hand-counted city, whose last register tells branches; number of its version."""
    from etl.store.versions import Store
    from tests import golden

    store = Store()
    golden.publish_all(store, "2025-T2")
    book = dict(golden.BUKU["2025-T3"])
    register = [[*golden.JUDUL_REGISTER, "Jumlah Cabang"]]
    register += [[*row, BRANCHES.get(str(row[1]))] for row in golden.REGISTER_2025_T3]
    return golden.publish_book(store, "2025-T3", book | {"Koperasi": register})


def page(path: str, **url: str) -> dict[str, Any]:
    """What a page shows: its text without tags, the choices of each select box, whether it failed."""
    from tests.ui.test_frame import app, text

    at = app(path, **url)
    bare = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text(at)))
    options = {s.label: list(s.options) for s in at.selectbox}
    return {"text": bare, "options": options, "errors": [e.value for e in at.exception]}


def column_facts(version: int) -> dict[str, Any]:
    import pandas as pd

    from dasbor.choice import Choice
    from dasbor.content import kamus, keaktifan, koperasi, koperasi_money
    from dasbor.query import cooperatives, lists, quality
    from dasbor.ui import exports
    from etl.out import template

    p = Choice(version, "2025-T3", KOTA, "Kota Blitar", "kota", "semua")
    one = str(cooperatives.find_cooperatives(p, "KSP Satu")["koperasi_id"].iloc[0])
    r = koperasi.load_record(p, one)
    assert r is not None
    values, complete = koperasi.list_values(r), quality.read_completeness(p, "koperasi")
    columns = keaktifan.list_columns()
    rows = exports.make_csv(lists.list_cooperatives(p).read_all(), columns).decode("utf-8-sig").splitlines()
    sheet = pd.read_excel(io.BytesIO(template.make_template()), sheet_name="Koperasi", header=None)
    return {
        "id": one,
        "record": values[values["hal"] == "Jumlah Cabang"].values.tolist(),
        "trends": list(koperasi_money.list_drawn()),
        "dictionary": [k for k in kamus.list_sheet_columns("koperasi")["judul"] if k == "Jumlah Cabang"],
        "complete": complete.query("periode == '2025-T3' and kolom == 'jumlah_cabang'")[
            ["judul", "terisi", "baris"]
        ].values.tolist(),
        "list": [[row.split(";")[i] for i in (0, list(columns).index("jumlah_cabang"))] for row in rows],
        "template": "Jumlah Cabang" in sheet.iloc[0].tolist(),
    }


def indicator_facts(version: int) -> dict[str, Any]:
    from dasbor.answers import area_map, charts
    from dasbor.blocks import indicator_cards, indicator_charts
    from dasbor.chart import theme
    from dasbor.choice import Choice
    from dasbor.content import asal, asal_cases, kamus, kelurahan_indicators
    from dasbor.query import figures

    p = Choice(version, "2025-T3", KOTA, "Kota Blitar", "kota", "semua")
    turi = replace(p, kode_wilayah="35.72.02.1004", area_name="Kelurahan Turi", level="kelurahan")
    a = asal.read_figure(p, "bercabang")
    cases = asal_cases.list_cases(p, a)
    defined, row = (
        kamus.list_indicators(p),
        kelurahan_indicators.list_indicators(turi).set_index("indikator").loc["bercabang"],
    )
    bars, card = charts.make_rates_chart(p, "bercabang"), indicator_cards.make_cards(p, "bercabang")[0]
    return {
        "value": [figures.read_figures(p)["bercabang"].pembilang, asal.format_figure(a)],
        "cases": cases[["nama_koperasi", "dihitung", "isi", "sel"]].values.tolist(),
        "file": list(asal_cases.list_columns(a, file=True).values()),
        "dictionary": defined.loc[defined["indikator"] == "bercabang", "judul"].tolist(),
        "profile": [row["judul"], row["jumlah_kata"]],
        "map": area_map.make_map(p, "bercabang").title,
        "first page": indicator_charts.list_on_first_page(),
        "bars": [bars.title, bars.table["nama"].tolist()],
        "trend": charts.make_rate_trend(p, "bercabang").title,
        "choice": indicator_charts.list_choices("kesehatan").get("bercabang"),
        "card": [card.title, card.link],
        "classes": [theme.find_rate_class(x, "bercabang") for x in (0.05, 0.15, 0.35, 0.4)],
    }


def main(folder: Path) -> dict[str, Any]:
    os.environ["KOPERASI_DATA"] = str(folder)
    declare_both(folder)
    version = published()
    column = column_facts(version)
    pages = {
        "koperasi": page("pages/publik/koperasi.py", id=column["id"]),
        "ringkasan": page("pages/publik/ringkasan.py"),
        "keaktifan": page("pages/publik/keaktifan.py"),
        "kesehatan": page("pages/publik/kesehatan.py"),
        "mutu": page("pages/publik/mutu.py"),
        "kamus": page("pages/publik/kamus.py"),
        "asal": page("pages/publik/asal.py", indikator="bercabang"),
    }
    return {"column": column, "indicator": indicator_facts(version), "pages": pages}


if __name__ == "__main__":
    facts = main(Path(sys.argv[1]))
    sys.stdout.write("\n" + json.dumps(facts, default=str))
