"""Server time of a page's interaction, beside Streamlit's own empty rerun, measured in one process.

Cold (dingin): what a reader waits for who asks for a page that nobody has asked for yet on this version. The server has
run for a while, so the version is open and all code is loaded; of its answers, drawings and pages nothing is kept, not
even what another page needs as well. Warm (hangat): the page is kept.
"""

from __future__ import annotations

import logging
import os
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from streamlit.logger import set_log_level
from streamlit.testing.v1 import AppTest

from bench.city import publish_city
from bench.province import COOPERATIVES, KECAMATAN, KELURAHAN, QUARTERS, publish_province
from dasbor import keep
from dasbor.choice import Choice
from dasbor.query.ask import ask
from dasbor.server import warm
from dasbor.ui.menu import PAGES
from etl.store.versions import Store

ROOT = Path(__file__).resolve().parent.parent
MEASURED_PAGES = [page for page in PAGES if page.has_filters and not page.is_staff]
_TIMES = 15
_STATES = {"dingin": 80, "hangat": 25}  # at most so many ms of processor time


def measure_all() -> None:
    """Print each page's rerun with another quarter chosen each time, cold and warm, at 15 and at 60 published
    quarters."""
    _be_quiet()
    result: dict[tuple[str, str], list[float]] = {}
    for quarters in (15, 60):
        with tempfile.TemporaryDirectory() as folder:
            os.environ["KOPERASI_DATA"] = folder
            publish_city(Store(), quarters)
            blank = _time(AppTest.from_string("import streamlit as st\nst.write('kosong')"), lambda at, _: None)
            sys.stdout.write(f"{quarters} triwulan × 350 koperasi\n")
            _print("rerun kosong Streamlit", blank, None)
            _warm(quarters)
            for page in MEASURED_PAGES:
                at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
                at.switch_page(page.file).run()
                for state, limit in _STATES.items():
                    ms = _time(at, _another_quarter, is_cold=state == "dingin")
                    _print(f"{page.address}, {state}", ms, limit)
                    result.setdefault((page.address, state), []).append(statistics.median(m[1] for m in ms))
                if at.exception:
                    raise SystemExit(f"{page.address}: {at.exception[0].message}")
            _measure_opened(quarters, _STATES)
    for (name, state), (fewer, more) in result.items():
        sys.stdout.write(f"{name}, {state}: 60 triwulan / 15 triwulan = {more / fewer:.2f} (batas 1,3)\n")


def measure_province() -> None:
    """The same for 200,000 cooperatives, 40 quarters and 8,000 areas, all of them or one kecamatan or kelurahan."""
    _be_quiet()
    limits = {"dingin": 1_000, "hangat": 500}
    with tempfile.TemporaryDirectory() as folder:
        publish_province(Path(folder))
        begin = time.perf_counter()
        _warm(Store().find_current() or 0)
        sys.stdout.write(
            f"{QUARTERS} triwulan × {COOPERATIVES} koperasi × {KECAMATAN * KELURAHAN} wilayah; "
            f"dihangatkan dalam {time.perf_counter() - begin:.0f} s\n"
        )
        for page in MEASURED_PAGES:
            for number, place in enumerate(("seprovinsi", "satu kecamatan", "satu kelurahan")):
                at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
                at.switch_page(page.file).run()
                if number:
                    at.selectbox[number].select_index(7).run()
                for state, limit in limits.items():
                    ms = _time(at, _another_quarter, 8, is_cold=state == "dingin")
                    _print(f"{page.address}, {place}, {state}", ms, limit)
                if at.exception:
                    raise SystemExit(f"{page.address}: {at.exception[0].message}")
        _measure_opened(Store().find_current() or 0, limits)


def _be_quiet() -> None:
    """Streamlit warns of all that runs outside of a session, as the warming does."""
    set_log_level(logging.ERROR)


def _measure_opened(version: int, limits: dict[str, int]) -> None:
    """Pages that show one thing once it is in their address: a kelurahan, a cooperative, what is searched, a figure."""
    one = ask(Choice(version), "select koperasi_id, nama_koperasi, kode_kelurahan from koperasi_triwulan limit 1").iloc[
        0
    ]
    for address, url in (
        ("kelurahan", {"kelurahan": one["kode_kelurahan"]}),
        ("koperasi", {"id": one["koperasi_id"]}),
        ("koperasi", {"cari": one["nama_koperasi"]}),
        ("koperasi", {"cari": "tidak ada yang bernama begini"}),
        ("asal", {"indikator": "cakupan_pendampingan"}),
        ("asal", {"indikator": "rat_tahun_buku", "kelurahan": one["kode_kelurahan"]}),
    ):
        at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
        at.query_params.update(url)
        at.switch_page(f"pages/publik/{address}.py").run()
        for state, limit in limits.items():
            ms = _time(at, _another_quarter, 8, is_cold=state == "dingin")
            _print(f"{address}?{'&'.join(url)}, {state}", ms, limit)
        if at.exception:
            raise SystemExit(f"{address}: {at.exception[0].message}")


def _warm(version: int) -> None:
    """As the server does when a version is new, without its pauses for readers."""
    warm._PAUSE = 0
    warm.warm_version(version, threading.Event())
    warm.settle_memory()


def _another_quarter(at: AppTest, number: int) -> None:
    quarter_box = at.selectbox[0]
    quarter_box.select_index((number + 1) % len(quarter_box.options))


def _time(
    at: AppTest, choose: Callable[[AppTest, int], None], times: int = _TIMES, is_cold: bool = False
) -> list[tuple[float, float]]:
    """(wall, processor) milliseconds of each rerun; the latter does not see what else the machine does. Where it is not
    cold each choice is opened once before, unmeasured."""
    at.run()
    for number in range(0 if is_cold else times):
        choose(at, number)
        at.run()
    result = []
    for number in range(times):
        choose(at, number)
        if is_cold:
            keep.forget()
        wall, processor = time.perf_counter(), time.process_time()
        at.run()
        result.append(((time.perf_counter() - wall) * 1000, (time.process_time() - processor) * 1000))
    return result


def _print(name: str, ms: list[tuple[float, float]], limit: float | None) -> None:
    wall, processor = (statistics.median(m[i] for m in ms) for i in (0, 1))
    longest = max(m[1] for m in ms)
    over = " LEWAT" if limit and processor > limit else ""
    sys.stdout.write(
        f"{name:36} prosesor {processor:6.1f} ms, terlama {longest:6.1f} (batas {limit or '-'}{over});"
        f" jam {wall:6.1f}\n"
    )
