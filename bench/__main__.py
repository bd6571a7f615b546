"""Print all figures beside their limits: python -m bench [PART …], see PARTS.

With KOPERASI_BENCH_SEBELUM = a folder with another release of the dashboard, peramban, pembaca and triwulan measure
that one as well. danau and sambil need the packages of the shared store: after make uji-danau, .venv-danau/bin/python
-m bench danau sambil.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

PARTS = tuple(
    "etl audit serangan halaman provinsi antarpemda peramban pembaca mulai triwulan ramai keluar danau sambil".split()
)


def main(choices: list[str]) -> None:
    before = os.environ.get("KOPERASI_BENCH_SEBELUM")
    if "etl" in choices:
        from bench import etl_speed

        etl_speed.measure_all()
    if "audit" in choices:
        from bench import audit_speed

        audit_speed.measure_all()
    if "serangan" in choices:
        from bench import attack

        attack.measure_all()
    if "halaman" in choices:
        from bench import pages

        pages.measure_all()
    if "provinsi" in choices:
        from bench import pages

        pages.measure_province()
    if "antarpemda" in choices:
        from bench import neighbours

        neighbours.measure_all()
    if "peramban" in choices:
        from bench import first_paint

        with tempfile.TemporaryDirectory() as folder:
            os.environ["KOPERASI_DATA"] = folder
            first_paint.measure_all(Path(before) if before else None)
    if "keluar" in choices:
        from bench import left_house

        with tempfile.TemporaryDirectory() as folder:
            os.environ["KOPERASI_DATA"] = folder
            left_house.measure_all(Path(folder))
    if "danau" in choices:
        from bench.shared import publishers

        publishers.measure_all()
    if "sambil" in choices:
        from bench.shared import beside

        beside.measure_all()
    if {"pembaca", "mulai", "triwulan", "ramai"} & set(choices):
        _measure_readers(choices, Path(before) if before else None)


def _measure_readers(choices: list[str], before: Path | None) -> None:
    from bench import crowd, quarter_change, readers, restart
    from etl.publish.sample import publish_sample

    with tempfile.TemporaryDirectory() as folder:
        os.environ["KOPERASI_DATA"] = folder
        publish_sample()
        if "pembaca" in choices:
            readers.measure_all(Path(folder), before)
        if "mulai" in choices:
            restart.measure_all(Path(folder))
        if "triwulan" in choices:
            quarter_change.measure_all(Path(folder), before)
        if "ramai" in choices:
            crowd.measure_all(Path(folder))


if __name__ == "__main__":
    main(sys.argv[1:] or list(PARTS))
