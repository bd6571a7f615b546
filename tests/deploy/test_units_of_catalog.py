"""The units of servers that share a catalog: as fenced in as the others, and no wider open than a catalog needs."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from etl.__main__ import _build_parser
from etl.acuan import ROOT
from tests.deploy.test_units import ANALYZE, FENCE, UNITS, needs_systemd, read_unit

FOLDER = ROOT / "deploy" / "danau"
CARE = FOLDER / "koperasi-perawatan.service"
OPENED = {
    "RestrictAddressFamilies": "AF_UNIX AF_INET AF_INET6",
    "IPAddressAllow": "localhost",
    "ReadWritePaths": "/srv/koperasi-bersama",
}


def test_the_lake_is_looked_after_every_night_by_a_fenced_service():
    unit, timer = read_unit(CARE), read_unit(FOLDER / "koperasi-perawatan.timer")
    assert {name: unit.get(name) for name in (*FENCE, *OPENED)} == FENCE | OPENED
    assert (timer["OnCalendar"], timer["Persistent"]) == ("*-*-* 02:30:00", "yes")


def test_its_command_is_one_of_this_program():
    words = shlex.split(read_unit(CARE)["ExecStart"])
    assert words[:-1] == ["/opt/koperasi/.venv/bin/python", "-m", "etl"]
    assert _build_parser().parse_args(words[-1:]).command.__name__ == "run_care"


def test_the_others_are_opened_for_the_catalog_and_nothing_else():
    assert read_unit(FOLDER / "katalog.conf") == OPENED | {"RequiresMountsFor": "/srv/koperasi-bersama"}


@needs_systemd
def test_systemd_understands_unit_and_drop_in(tmp_path: Path):
    for path in (CARE, FOLDER / "koperasi-perawatan.timer", UNITS / "koperasi.service"):
        text = path.read_text(encoding="utf-8").replace("/opt/koperasi/.venv/bin/python", sys.executable)
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    (tmp_path / "koperasi.service.d").mkdir()
    shutil.copy(FOLDER / "katalog.conf", tmp_path / "koperasi.service.d")
    units = [str(p) for p in sorted(tmp_path.iterdir()) if p.is_file()]
    told = subprocess.run([str(ANALYZE), "verify", *units], capture_output=True, text=True)
    assert (told.returncode, told.stderr) == (0, "")
