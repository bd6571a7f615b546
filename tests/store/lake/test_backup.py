"""What deploy/danau/cadangan-katalog.sh copies is enough to begin anew on other machines."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from etl.acuan import ROOT
from etl.prove import verify
from tests import golden
from tests.store.lake.test_shared import compare

SCRIPT = ROOT / "deploy" / "danau" / "cadangan-katalog.sh"
needs_dump = pytest.mark.skipif(
    not (shutil.which("pg_dump") and shutil.which("pg_restore")), reason="pg_dump tidak ada: apt-get install postgresql"
)


def back_up(folder: Path) -> int:
    folder.mkdir(exist_ok=True)
    return subprocess.run(["sh", str(SCRIPT), str(folder)], capture_output=True).returncode


@needs_dump
def test_catalog_and_folder_are_put_back_and_publishing_goes_on(server, catalog, postgres, tmp_path, monkeypatch):
    first, copies = server("satu"), tmp_path / "cadangan"
    for quarter in ("2024-T3", "2024-T4"):
        golden.publish_book(first, quarter, golden.BUKU[quarter])
    assert back_up(copies) == 0
    assert (copies.stat().st_mode & 0o777, (copies / "kini").stat().st_mode & 0o777) == (0o755, 0o700)
    golden.publish_book(first, "2025-T1", golden.BUKU["2025-T1"])
    assert back_up(copies) == 0
    assert sorted(p.name for p in copies.iterdir()) == ["kini", "lalu"]
    shutil.rmtree(tmp_path / "bersama")  # the machine is gone
    postgres.tell(f"drop database {catalog.rpartition('/')[2]} with (force)")
    again = postgres.make_catalog()
    restore = ["pg_restore", "--no-password", "--no-owner", f"--dbname={again.removeprefix('ducklake:')}"]
    subprocess.run([*restore, str(copies / "kini" / "katalog.dump")], check=True)
    shutil.copytree(copies / "kini" / "bersama", tmp_path / "baru")
    monkeypatch.setenv("KOPERASI_STORE", again)
    monkeypatch.setenv("KOPERASI_STORE_DATA", str(tmp_path / "baru"))
    second = server("dua")
    second.catch_up()
    assert compare(first, second) == {1: [], 2: [], 3: []}
    assert golden.publish_book(server("satu"), "2025-T3", golden.BUKU["2025-T3"]) == 4
    second.catch_up()
    assert compare(first, second) == {1: [], 2: [], 3: [], 4: []}
    assert verify.verify_store(second).problems == []


@needs_dump
def test_a_copy_that_is_cut_off_does_not_take_the_place_of_the_last_one(server, tmp_path, monkeypatch):
    golden.publish_book(server("satu"), "2024-T3", golden.BUKU["2024-T3"])
    copies = tmp_path / "cadangan"
    assert back_up(copies) == 0
    made = os.stat(copies / "kini" / "katalog.dump").st_mtime_ns
    monkeypatch.setenv("KOPERASI_STORE_DATA", str(tmp_path / "tidak-terpasang"))
    assert back_up(copies) != 0
    assert os.stat(copies / "kini" / "katalog.dump").st_mtime_ns == made
    assert sorted(p.name for p in copies.iterdir()) == ["baru", "kini"]
