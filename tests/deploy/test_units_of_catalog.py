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
CARE, BACKUP = FOLDER / "koperasi-perawatan.service", FOLDER / "koperasi-cadangan-katalog.service"
DROP_INS = {  # as docs/danau.md and docs/beberapa-peladen.md say
    "koperasi": ("katalog.conf", "peladen.conf"),
    "koperasi-cadangan": ("katalog.conf",),
    "koperasi-latihan": ("katalog.conf",),
}
OPENED = {
    "RestrictAddressFamilies": "AF_UNIX AF_INET AF_INET6",
    "IPAddressAllow": "localhost",
    "ReadWritePaths": "/srv/koperasi-bersama",
}


def test_the_lake_is_looked_after_every_night_by_a_fenced_service():
    unit, timer = read_unit(CARE), read_unit(FOLDER / "koperasi-perawatan.timer")
    assert {name: unit.get(name) for name in (*FENCE, *OPENED)} == FENCE | OPENED
    assert (timer["OnCalendar"], timer["Persistent"]) == ("*-*-* 02:30:00", "yes")


def test_catalog_and_shared_folder_are_copied_every_night_by_a_service_that_cannot_write_there():
    unit, timer = read_unit(BACKUP), read_unit(FOLDER / "koperasi-cadangan-katalog.timer")
    only = OPENED | {"ReadWritePaths": "/var/backups/koperasi-katalog"}
    assert {name: unit.get(name) for name in (*FENCE, *only)} == FENCE | only
    assert unit["RequiresMountsFor"] == "/srv/koperasi-bersama /var/backups/koperasi-katalog"
    program = "/bin/sh /opt/koperasi/deploy/danau/cadangan-katalog.sh"
    assert unit["ExecStart"] == f"{program} /var/backups/koperasi-katalog"
    assert (FOLDER / "cadangan-katalog.sh").is_file()
    assert (timer["OnCalendar"], timer["Persistent"]) == ("*-*-* 04:00:00", "yes")


def test_a_server_behind_another_machine_listens_for_that_one_only():
    unit = read_unit(FOLDER / "peladen.conf")
    assert unit == {"Environment": "STREAMLIT_SERVER_ADDRESS=10.0.0.11", "IPAddressAllow": "10.0.0.10"}
    assert "IPAddressDeny=any" in (UNITS / "koperasi.service").read_text(encoding="utf-8")


def test_its_command_is_one_of_this_program():
    words = shlex.split(read_unit(CARE)["ExecStart"])
    assert words[:-1] == ["/opt/koperasi/.venv/bin/python", "-m", "etl"]
    assert _build_parser().parse_args(words[-1:]).command.__name__ == "run_care"


def test_the_others_are_opened_for_the_catalog_and_nothing_else():
    assert read_unit(FOLDER / "katalog.conf") == OPENED | {"RequiresMountsFor": "/srv/koperasi-bersama"}


@needs_systemd
def test_systemd_understands_units_and_drop_ins(tmp_path: Path):
    for path in (*FOLDER.glob("*.service"), *FOLDER.glob("*.timer"), *UNITS.glob("*.service")):
        text = path.read_text(encoding="utf-8").replace("/opt/koperasi/.venv/bin/python", sys.executable)
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    for unit, drop_ins in DROP_INS.items():
        (tmp_path / f"{unit}.service.d").mkdir()
        for name in drop_ins:
            shutil.copy(FOLDER / name, tmp_path / f"{unit}.service.d")
    units = [str(p) for p in sorted(tmp_path.iterdir()) if p.is_file()]
    told = subprocess.run([str(ANALYZE), "verify", *units], capture_output=True, text=True)
    assert (told.returncode, told.stderr) == (0, "")
