"""Server time of a page's interaction, beside Streamlit's own empty rerun, measured in one process."""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from etl.sample import publish_sample

AKAR = Path(__file__).resolve().parent.parent
HALAMAN = ("ringkasan", "keaktifan", "pelatihan", "pendampingan")
_KALI = 15


def measure_all() -> None:
    """Print each page's rerun with another quarter chosen each time: never asked before (cold), then again (warm)."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["KOPERASI_DATA"] = folder
        sys.stdout.write(publish_sample() + "\n")
        kosong = _time(AppTest.from_string("import streamlit as st\nst.write('kosong')"), lambda at, _: None)
        _print("rerun kosong Streamlit", kosong, kosong, None)
        for halaman in HALAMAN:
            at = AppTest.from_file(str(AKAR / "app.py"), default_timeout=60).run()
            if halaman != "ringkasan":
                at.switch_page(f"pages/publik/{halaman}.py").run()
            for keadaan in ("dingin", "hangat"):
                _print(f"{halaman}, {keadaan}", _time(at, _another_quarter), kosong, 100)
            if at.exception:
                raise SystemExit(f"{halaman}: {at.exception[0].message}")


def _another_quarter(at: AppTest, ke: int) -> None:
    pilihan = at.selectbox[0]
    pilihan.select_index((ke + 1) % len(pilihan.options))


def _time(at: AppTest, ubah: Callable[[AppTest, int], None]) -> list[tuple[float, float]]:
    """(wall, processor) milliseconds of each rerun; the latter does not see what else the machine does."""
    at.run()
    hasil = []
    for ke in range(_KALI):
        ubah(at, ke)
        dinding, prosesor = time.perf_counter(), time.process_time()
        at.run()
        hasil.append(((time.perf_counter() - dinding) * 1000, (time.process_time() - prosesor) * 1000))
    return hasil


def _print(nama: str, ms: list[tuple[float, float]], kosong: list[tuple[float, float]], batas: float | None) -> None:
    dinding, prosesor = (statistics.median(m[i] for m in ms) for i in (0, 1))
    p95 = statistics.quantiles((m[0] for m in ms), n=20)[-1]
    sys.stdout.write(
        f"{nama:24} median {dinding:6.1f} ms (prosesor {prosesor:6.1f}), p95 {p95:6.1f} ms,"
        f" {dinding / statistics.median(m[0] for m in kosong):5.1f} × rerun kosong (batas {batas or '-'} ms)\n"
    )
