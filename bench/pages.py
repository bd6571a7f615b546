"""Server time of a page's interaction, beside Streamlit's own empty rerun, measured in one process."""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from bench.city import publish_city
from bench.province import KECAMATAN, KELURAHAN, KOPERASI, TRIWULAN, publish_province
from dasbor.choice import Choice
from dasbor.query import base
from dasbor.server import warm
from dasbor.ui.menu import PAGES
from etl.store.versions import Store

AKAR = Path(__file__).resolve().parent.parent
HALAMAN_DIUKUR = [h for h in PAGES if h.has_filters and not h.petugas]
_KALI = 15


def measure_all() -> None:
    """Print each page's rerun with another quarter chosen each time, never opened before (cold) and again (warm),
    at 15 and at 60 published quarters."""
    hasil: dict[tuple[str, str], list[float]] = {}
    for triwulan in (15, 60):
        with tempfile.TemporaryDirectory() as folder:
            os.environ["KOPERASI_DATA"] = folder
            publish_city(Store(), triwulan)
            kosong = _time(AppTest.from_string("import streamlit as st\nst.write('kosong')"), lambda at, _: None)
            sys.stdout.write(f"{triwulan} triwulan × 350 koperasi\n")
            _print("rerun kosong Streamlit", kosong, kosong, None)
            _warm(triwulan)
            for h in HALAMAN_DIUKUR:
                at = AppTest.from_file(str(AKAR / "app.py"), default_timeout=60).run()
                at.switch_page(h.berkas).run()
                for keadaan in ("dingin", "hangat"):
                    ms = _time(at, _another_quarter)
                    _print(f"{h.alamat}, {keadaan}", ms, kosong, 100 if h.alamat == "ringkasan" else 200)
                    hasil.setdefault((h.alamat, keadaan), []).append(statistics.median(m[1] for m in ms))
                if at.exception:
                    raise SystemExit(f"{h.alamat}: {at.exception[0].message}")
            _measure_opened(triwulan, kosong, 200)
    for (nama, keadaan), (sedikit, banyak) in hasil.items():
        sys.stdout.write(f"{nama}, {keadaan}: 60 triwulan / 15 triwulan = {banyak / sedikit:.2f} (batas 1,3)\n")


def measure_province() -> None:
    """The same for 200,000 cooperatives, 40 quarters and 8,000 areas, all of them or one kecamatan or kelurahan."""
    with tempfile.TemporaryDirectory() as folder:
        publish_province(Path(folder))
        mulai = time.perf_counter()
        _warm(Store().terkini() or 0)
        sys.stdout.write(
            f"{TRIWULAN} triwulan × {KOPERASI} koperasi × {KECAMATAN * KELURAHAN} wilayah; "
            f"dihangatkan dalam {time.perf_counter() - mulai:.0f} s\n"
        )
        for h in HALAMAN_DIUKUR:
            for ke, tempat in enumerate(("seprovinsi", "satu kecamatan", "satu kelurahan")):
                at = AppTest.from_file(str(AKAR / "app.py"), default_timeout=120).run()
                at.switch_page(h.berkas).run()
                if ke:
                    at.selectbox[ke].select_index(7).run()
                for keadaan in ("dingin", "hangat"):
                    ms = _time(at, _another_quarter, 8)
                    _print(f"{h.alamat}, {tempat}, {keadaan}", ms, [(2.0, 2.0)], 500)
                if at.exception:
                    raise SystemExit(f"{h.alamat}: {at.exception[0].message}")
        _measure_opened(Store().terkini() or 0, [(2.0, 2.0)], 500)


def _measure_opened(versi: int, kosong: list[tuple[float, float]], batas: float) -> None:
    """Pages that show one thing once it is in their address: a kelurahan, a cooperative, what is searched, a figure."""
    satu = base.ask(
        Choice(versi), "select koperasi_id, nama_koperasi, kode_kelurahan from koperasi_triwulan limit 1"
    ).iloc[0]
    for alamat, url in (
        ("kelurahan", {"kelurahan": satu["kode_kelurahan"]}),
        ("koperasi", {"id": satu["koperasi_id"]}),
        ("koperasi", {"cari": satu["nama_koperasi"]}),
        ("koperasi", {"cari": "tidak ada yang bernama begini"}),
        ("asal", {"indikator": "cakupan_pendampingan"}),
        ("asal", {"indikator": "rat_tahun_buku", "kelurahan": satu["kode_kelurahan"]}),
    ):
        at = AppTest.from_file(str(AKAR / "app.py"), default_timeout=120)
        at.query_params.update(url)
        at.switch_page(f"pages/publik/{alamat}.py").run()
        for keadaan in ("dingin", "hangat"):
            ms = _time(at, _another_quarter, 8)
            _print(f"{alamat}?{'&'.join(url)}, {keadaan}", ms, kosong, batas)
        if at.exception:
            raise SystemExit(f"{alamat}: {at.exception[0].message}")


def _warm(versi: int) -> None:
    """As the server does when a version is new, without its pauses for readers."""
    warm._PAUSE = 0
    warm.warm_version(versi, threading.Event())
    warm.settle_memory()


def _another_quarter(at: AppTest, ke: int) -> None:
    pilihan = at.selectbox[0]
    pilihan.select_index((ke + 1) % len(pilihan.options))


def _time(at: AppTest, ubah: Callable[[AppTest, int], None], kali: int = _KALI) -> list[tuple[float, float]]:
    """(wall, processor) milliseconds of each rerun; the latter does not see what else the machine does."""
    at.run()
    hasil = []
    for ke in range(kali):
        ubah(at, ke)
        dinding, prosesor = time.perf_counter(), time.process_time()
        at.run()
        hasil.append(((time.perf_counter() - dinding) * 1000, (time.process_time() - prosesor) * 1000))
    return hasil


def _print(nama: str, ms: list[tuple[float, float]], kosong: list[tuple[float, float]], batas: float | None) -> None:
    dinding, prosesor = (statistics.median(m[i] for m in ms) for i in (0, 1))
    p95 = statistics.quantiles((m[0] for m in ms), n=20, method="inclusive")[-1]
    sys.stdout.write(
        f"{nama:36} median {dinding:6.1f} ms (prosesor {prosesor:6.1f}), p95 {p95:6.1f} ms,"
        f" {dinding / statistics.median(m[0] for m in kosong):5.1f} × rerun kosong (batas {batas or '-'} ms)\n"
    )
