"""The page that puts areas of government side by side, over what a country would hold: 514 of them, 40 quarters, all
indicators, with and without KKMP; each with its kecamatan (AREAS). Answers of questions and the whole page, cold and
warm."""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from dasbor import keep
from dasbor.choice import WITH_KKMP
from dasbor.content import antarpemda_lists
from dasbor.content.antarpemda import Beside
from dasbor.query.neighbours import areas, choose, completeness, held, together
from dasbor.query.neighbours.provinces import PROVINCES
from dasbor.query.neighbours.scene import Scene
from etl.acuan import load_reference
from etl.indikator import find_indicator, load_indicators
from etl.neighbours import fill, ledger
from etl.neighbours.held import identify_held
from etl.neighbours.ledger import TAKEN, Entry
from etl.rules import read_statement
from etl.settings.comparable import hash_parts, list_parts
from etl.store.attach import create_file
from etl.store.files import make_folder

PEMDA, QUARTERS, KECAMATAN = 514, 40, 14
_MOST_WARM = 300  # ms
_TIMES = 7


def measure_all() -> None:
    """Print what the page's questions take; the first reader of what is held pays for all of them."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["KOPERASI_DATA"] = folder
        hold_country(Path(folder))
        sys.stdout.write(f"{PEMDA} pemda × {QUARTERS} triwulan × {KECAMATAN} kecamatan\n")
        _print("semua pemda, dingin", _time(lambda: _ask("semua"), True), None)
        _print("semua pemda, hangat", _time(lambda: _ask("semua"), False), _MOST_WARM)
        _print("satu provinsi, dingin", _time(lambda: _ask("35"), True), None)
        _print("satu provinsi, hangat", _time(lambda: _ask("35"), False), _MOST_WARM)


def _ask(province: str) -> None:
    """Everything that the page asks and says in its tables."""
    start = Scene("", "koperasi_aktif", WITH_KKMP, None, held.identify())
    i = find_indicator("koperasi_aktif")
    if i is None:
        raise KeyError("koperasi_aktif")
    scene = Scene(choose.find_usual_quarter(start), i.indikator, WITH_KKMP, None, start.held)
    every = areas.read_areas(scene)
    rows = every if province == "semua" else every[every["provinsi"] == province].reset_index(drop=True)
    b = Beside(scene, i, every, rows, together.split(scene, rows), "")
    together.add_up(b.split.rows, False)
    antarpemda_lists.list_moves(b)
    antarpemda_lists.list_alike(b)
    completeness.read_completeness(scene)


def _time(run: Callable[[], None], is_cold: bool) -> list[float]:
    run()
    taken = []
    for _ in range(_TIMES):
        if is_cold:
            keep.forget()
        before = time.perf_counter()
        run()
        taken.append((time.perf_counter() - before) * 1000)
    return taken


def _print(name: str, ms: list[float], limit: int | None) -> None:
    middle, most = statistics.median(ms), max(ms)
    against = "" if limit is None else f"  batas {limit} ms: {'ya' if most <= limit else 'TIDAK'}"
    sys.stdout.write(f"  {name:<28} {middle:8.1f} ms, paling lama {most:8.1f} ms{against}\n")


# ── what is held ──


def hold_country(state: Path) -> None:
    """The file of tables that so many packages would make, made at once; no package is behind it."""
    codes = [f"{list(PROVINCES)[n % len(PROVINCES)]}.{n // len(PROVINCES) + 1:02d}" for n in range(PEMDA)]
    make_folder(ledger.find_folder(state))
    for number, code in enumerate(codes, 1):
        ledger.append(state, Entry(number, "", TAKEN, code, f"Kabupaten Rekaan {number}", "bench", sha256=code))
    path = Path(identify_held(state))
    path.parent.mkdir(parents=True, exist_ok=True)
    con = create_file(path)
    con.execute(read_statement(Path(fill.__file__).with_name("tables.sql")))
    con.execute("create temp table kode as select unnest(?) as kode", [codes])
    con.execute("create temp table nama as select unnest(?) as indikator", [[i.indikator for i in load_indicators()]])
    con.execute(_FILL)
    parts = {i.indikator: list_parts(i, load_reference().settings) for i in load_indicators()}
    rows = [(name, hash_parts(one), json.dumps(one)) for name, one in parts.items()]
    for row in rows:
        con.execute("insert into definisi select kode, ?, ?, ? from kode", row)
    fill.put_together(con)
    con.close()


_FILL = f"""
insert into pemda select kode, 'Kabupaten Rekaan ' || kode, 'kabupaten', '', 1, timestamp '2025-08-01 09:00:00', true,
    'x', true, kode from kode;
insert into wilayah select kode, kode, 'Kabupaten Rekaan ' || kode, 'kabupaten', null from kode;
insert into wilayah select kode, kode || '.' || lpad(n::varchar, 2, '0'), 'Kecamatan ' || n, 'kecamatan', kode
    from kode cross join range(1, {KECAMATAN + 1}) as r(n);
insert into angka
with triwulan as (
    select (2015 + n // 4) || '-T' || (n % 4 + 1) as periode from range({QUARTERS}) as r(n)
)
select kode_pemda, periode, wilayah.kode, indikator, kelompok, 'register',
    (hash(wilayah.kode || indikator) % 200 + hash(periode) % 10)::double, 210.0, null
from wilayah cross join triwulan cross join nama cross join (values ('semua'), ('tanpa_kkmp')) as g(kelompok)
order by kode_pemda, periode, wilayah.kode, indikator, kelompok;
update angka set nilai = pembilang / penyebut;
"""
