"""Print all figures beside their limits: python -m bench [etl|audit|serangan|halaman|provinsi|peramban|keluar]."""

from __future__ import annotations

import os
import sys
import tempfile

PARTS = ("etl", "audit", "serangan", "halaman", "provinsi", "peramban", "keluar")


def main(choices: list[str]) -> None:
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
    if "peramban" in choices:
        from bench import first_paint

        with tempfile.TemporaryDirectory() as folder:
            os.environ["KOPERASI_DATA"] = folder
            first_paint.measure_all()
    if "keluar" in choices:
        from pathlib import Path

        from bench import left_house

        with tempfile.TemporaryDirectory() as folder:
            os.environ["KOPERASI_DATA"] = folder
            left_house.measure_all(Path(folder))


if __name__ == "__main__":
    main(sys.argv[1:] or list(PARTS))
