"""Check and publish workbooks of several sizes: seconds and peak memory, beside openpyxl merely reading the file."""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.workbooks import write_workbook
from etl.acuan import find_reference_folder

# (cooperatives, participants, visits, limit in seconds, limit in GB)
SIZES = [(350, 100, 100, 1.5, None), (10_000, 0, 0, None, None), (50_000, 0, 0, 30, 1.5), (200_000, 0, 0, 60, 2)]


def measure_all() -> None:
    for cooperatives, participants, visits, limit, gb in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "uji 2025-T3.xlsx"
            write_workbook(path, cooperatives, participants, visits)
            result = _run("publish", path, folder)
            read = _run("openpyxl", path, folder)
            sys.stdout.write(
                f"{cooperatives:>7} koperasi: periksa {result['periksa']:.2f} s, terbitkan {result['terbit']:.2f} s, "
                f"jumlah {result['periksa'] + result['terbit']:.2f} s (batas {limit or '-'}), "
                f"puncak memori {result['gb']:.2f} GB (batas {gb or '-'}); "
                f"openpyxl membaca saja {read['periksa']:.2f} s; "
                f"{result['periksa'] / cooperatives * 1e6:.0f} µs sebaris"
                + (f"; buku bertanda {result['tanda']:.2f} s (batas 1.5)" if cooperatives <= 1_000 else "")
                + "\n"
            )


def _run(action: str, path: Path, folder: str) -> dict[str, float]:
    """Measure in a process of its own, so that the peak memory is its own."""
    reference = Path(folder) / "acuan"
    if not reference.exists():  # the operator's own settings, but for the size limit of an upload
        shutil.copytree(find_reference_folder(), reference)
        settings_file = reference / "pengaturan.toml"
        settings_file.write_text(
            re.sub(r"batas_mb = \d+", "batas_mb = 200", settings_file.read_text(encoding="utf-8")), encoding="utf-8"
        )
    environment = {**os.environ, "KOPERASI_DATA": str(Path(folder) / "keadaan"), "KOPERASI_ACUAN": str(reference)}
    command = [sys.executable, "-m", "bench.etl_speed", action, str(path)]
    output = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    return json.loads(output.splitlines()[-1])


def _child(action: str, path: Path) -> dict[str, float]:
    if action == "openpyxl":
        import openpyxl

        begin = time.perf_counter()
        for sheet in openpyxl.load_workbook(path, read_only=True, data_only=True):
            sheet.reset_dimensions()
            for _ in sheet.iter_rows(values_only=True):
                pass
        return {"periksa": time.perf_counter() - begin, "terbit": 0.0, "gb": _peak()}
    from etl import run
    from etl.out import feedback
    from etl.publish import publish

    # Imports are paid once by the running app, not at each upload: check a tiny workbook first.
    small = path.with_name("kecil.xlsx")
    write_workbook(small, 3, 1, 1)
    run.check_workbook(small.read_bytes(), small.name, "2025-T3")
    data = path.read_bytes()
    begin = time.perf_counter()
    result = run.check_workbook(data, path.name, "2025-T3")
    middle = time.perf_counter()
    if not result.dapat_terbit:
        raise SystemExit(f"tidak dapat terbit: {result.temuan[:3]}")
    publish.publish_workbook(result, data, "bench")
    done = time.perf_counter()
    if len(result.tabel["koperasi"]) <= 1_000:
        feedback.make_marked(data, result)
    marking = time.perf_counter() - done
    return {"periksa": middle - begin, "terbit": done - middle, "gb": _peak(), "tanda": marking}


def _peak() -> float:
    """Peak memory of this process and of its largest child, GB."""
    return sum(resource.getrusage(w).ru_maxrss for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1e6


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_child(sys.argv[1], Path(sys.argv[2]))) + "\n")
