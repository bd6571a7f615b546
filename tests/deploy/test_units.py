"""The systemd units: understood by systemd, fenced in, and their commands are commands of this program."""

from __future__ import annotations

import importlib.util
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from etl.acuan import ROOT
from etl.upkeep.cipher import KEY_SETTING

UNITS = ROOT / "deploy" / "systemd"
SERVICES = sorted(UNITS.glob("*.service"), key=lambda p: p.stem)
TIMERS = sorted(UNITS.glob("*.timer"))
ANALYZE = shutil.which("systemd-analyze")
needs_systemd = pytest.mark.skipif(ANALYZE is None, reason="systemd-analyze tidak ditemukan; apt-get install systemd")
FENCE = {
    "User": "koperasi",
    "UMask": "0077",
    "NoNewPrivileges": "yes",
    "CapabilityBoundingSet": "",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "PrivateUsers": "yes",
    "ProtectProc": "invisible",
    "ProtectKernelModules": "yes",
    "ProtectKernelTunables": "yes",
    "ProtectControlGroups": "yes",
    "RestrictNamespaces": "yes",
    "RestrictSUIDSGID": "yes",
    "LockPersonality": "yes",
    "MemoryDenyWriteExecute": "yes",
    "SystemCallArchitectures": "native",
    "SystemCallFilter": "@system-service ~@privileged",
    "IPAddressDeny": "any",  # nothing that runs here ever asks anybody outside
    "StateDirectory": "koperasi",
    "StateDirectoryMode": "0700",
}


def read_unit(path: Path) -> dict[str, str]:
    """{setting: value}; the values of a setting that stands twice are joined."""
    found: dict[str, str] = {}
    for name, value in re.findall(r"^(\w+)=(.*)$", path.read_text(encoding="utf-8"), re.M):
        found[name] = f"{found[name]} {value}" if name in found else value
    return found


def test_there_is_a_service_for_pages_backup_and_drill_and_a_timer_for_the_last_two() -> None:
    assert [p.stem for p in SERVICES] == ["koperasi", "koperasi-cadangan", "koperasi-latihan"]
    assert {p.stem: read_unit(p)["OnCalendar"] for p in TIMERS} == {
        "koperasi-cadangan": "*-*-* 01:30:00",
        "koperasi-latihan": "*-*-01 03:30:00",
    }
    assert {read_unit(p)["Persistent"] for p in TIMERS} == {"yes"}


@pytest.mark.parametrize("path", SERVICES, ids=lambda p: p.stem)
def test_a_service_is_fenced_in(path: Path) -> None:
    unit = read_unit(path)
    assert {name: unit.get(name) for name in FENCE} == FENCE


def test_only_the_pages_talk_to_the_network_and_only_on_this_machine() -> None:
    told = {p.stem: (read_unit(p)["RestrictAddressFamilies"], read_unit(p).get("IPAddressAllow")) for p in SERVICES}
    assert told == {
        "koperasi": ("AF_UNIX AF_INET AF_INET6", "localhost"),
        "koperasi-cadangan": ("AF_UNIX", None),
        "koperasi-latihan": ("AF_UNIX", None),
    }


def test_only_state_and_backups_can_be_written() -> None:
    assert {p.stem: read_unit(p).get("ReadWritePaths") for p in SERVICES} == {
        "koperasi": None,
        "koperasi-cadangan": "/var/backups/koperasi",
        "koperasi-latihan": "/var/backups/koperasi",
    }


def test_the_commands_of_the_units() -> None:
    python = "/opt/koperasi/.venv/bin/python -m"
    assert {p.stem: read_unit(p)["ExecStart"] for p in SERVICES} == {
        "koperasi": f"{python} dasbor.mulai",
        "koperasi-cadangan": f"{python} etl backup /var/backups/koperasi",
        "koperasi-latihan": f"{python} etl drill /var/backups/koperasi",
    }


@pytest.mark.parametrize("path", SERVICES, ids=lambda p: p.stem)
def test_the_command_of_a_unit_exists(path: Path) -> None:
    program, *arguments = shlex.split(read_unit(path)["ExecStart"].partition(" -m ")[2])
    assert importlib.util.find_spec(program) is not None
    if program == "etl":
        answer = subprocess.run([sys.executable, "-m", "etl", arguments[0], "--help"], cwd=ROOT, capture_output=True)
        assert answer.returncode == 0


def test_the_settings_of_the_service_are_settings_of_this_program() -> None:
    text = (ROOT / "deploy" / "koperasi.env").read_text(encoding="utf-8")
    names = re.findall(r"^#?([A-Z_]+)=", text, re.M)
    assert names == [
        "PORT",
        "KOPERASI_ASAL",
        "KOPERASI_PERANTARA",
        "TZ",
        "KOPERASI_ACUAN",
        "KOPERASI_PEMANASAN",
        "STREAMLIT_SERVER_BASE_URL_PATH",
    ]
    source = "".join(p.read_text(encoding="utf-8") for room in ("etl", "dasbor") for p in (ROOT / room).rglob("*.py"))
    assert {n for n in names if n.startswith("KOPERASI_") and f'"{n}"' not in source} == set()


def test_the_drill_can_be_given_the_key_of_encrypted_backups() -> None:
    text = (UNITS / "koperasi-latihan.service").read_text(encoding="utf-8")
    docs = (ROOT / "docs" / "pemasangan.md").read_text(encoding="utf-8")
    assert "\n#LoadCredential=kunci-cadangan:/etc/koperasi/kunci-cadangan\n" in text
    assert f"\n#Environment={KEY_SETTING}=%d/kunci-cadangan\n" in text
    assert KEY_SETTING in docs and "/etc/koperasi/kunci-cadangan" in docs


# ── asked of systemd itself ──


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """The units with a Python that is there: systemd looks whether the command can be run."""
    for path in (*SERVICES, *TIMERS):
        text = (
            path.read_text(encoding="utf-8")
            .replace("\n#LoadCred", "\nLoadCred")
            .replace("\n#Env", "\nEnv")
            .replace("/opt/koperasi/.venv/bin/python", sys.executable)
        )
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    return tmp_path


@needs_systemd
def test_systemd_understands_every_line(installed: Path) -> None:
    units = [str(p) for p in sorted(installed.iterdir())]
    told = subprocess.run([str(ANALYZE), "verify", *units], capture_output=True, text=True)
    assert (told.returncode, told.stderr) == (0, "")


@needs_systemd
@pytest.mark.parametrize("path", SERVICES, ids=lambda p: p.stem)
def test_systemd_calls_the_service_little_exposed(path: Path) -> None:
    """0 is sealed, 10 open to everything; a service without settings has 9.6."""
    words = [str(ANALYZE), "security", "--offline=yes", "--threshold=15", "--no-pager", str(path)]
    told = subprocess.run(words, capture_output=True, text=True)
    assert told.returncode == 0, told.stdout


@needs_systemd
def test_the_filter_of_system_calls_keeps_what_the_reading_of_workbooks_needs() -> None:
    """Limits of the child process (etl/read) and the low priority of password threads (dasbor/server/turns.py)."""
    assert {"setrlimit", "setpriority"} <= _list_calls("@resources")
    assert "@resources" in _list_calls("@system-service")
    assert not {"setrlimit", "setpriority", "prlimit64", "@resources"} & _list_calls("@privileged")


def _list_calls(group: str) -> set[str]:
    told = subprocess.run([str(ANALYZE), "syscall-filter", group], capture_output=True, text=True, check=True)
    return set(told.stdout.split())
