"""The locked list, the list of licences and the check of what is installed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from deploy import packages
from etl.acuan import ROOT

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def test_every_package_of_the_list_is_locked_with_hashes() -> None:
    pinned = re.findall(r"^([\w-]+)==(\S+)$", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.M)
    locked = {(r.name, str(r.specifier).removeprefix("==")) for r in packages.read_lock()}
    assert len(pinned) > 10
    assert set(pinned) - locked == set()
    entries = re.split(r"^(?=\S+==)", LOCK, flags=re.M)[1:]
    assert len(entries) == len(packages.read_lock())
    assert [e for e in entries if not re.search(r"--hash=sha256:[0-9a-f]{64}", e)] == []


def test_a_shared_catalog_holds_back_two_packages_and_no_other() -> None:
    locked = {r.name: r.specifier for r in packages.read_lock()}
    shared = packages.read_lock(ROOT / "requirements-ducklake.txt")
    assert {r.name for r in shared if locked.get(r.name, r.specifier) != r.specifier} == {"duckdb", "python-dateutil"}
    assert {r.name for r in shared if r.name in locked} == {"duckdb", "python-dateutil", "urllib3"}


def test_the_list_names_no_host() -> None:
    assert "://" not in LOCK
    assert "index-url" not in LOCK


def test_installing_goes_by_the_locked_list() -> None:
    assert "$(VENV)/.terpasang: requirements.lock\n" in MAKEFILE
    assert "--require-hashes -r requirements.lock\n\ttouch $@" in MAKEFILE


def test_every_locked_package_is_listed_with_its_licence() -> None:
    table = packages.LICENCES.read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([\w.-]+) \| ([^|]+) \| ([^|]+) \|$", table, re.M)[1:]
    listed = {(name, version) for name, versions, _ in rows for version in versions.split(", ")}
    assert listed == {(r.name, str(r.specifier).removeprefix("==")) for r in packages.read_lock()}
    allowed = re.compile(r"MIT|BSD|Apache|PSF|Python Software|MPL|Mozilla|OFL")  # the last of a font
    assert [row for row in rows if not allowed.search(row[2])] == []


def test_what_is_installed_here_is_what_is_locked(capsys: pytest.CaptureFixture[str]) -> None:
    assert packages.main(["periksa"]) == 0
    assert capsys.readouterr().out == "Semua paket sama dengan requirements.lock.\n"


def test_a_missing_package_and_another_version_are_found(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("jinja2==1.0 \\\n    --hash=sha256:0\nkarangan-semata==1.0 ; python_version > '3'\n")
    assert [s.split(":")[0] for s in packages.find_differences(lock)] == ["jinja2", "karangan-semata"]
    assert "seharusnya ==1.0" in packages.find_differences(lock)[0]


def test_a_package_for_another_system_is_not_missed(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("karangan-semata==1.0 ; sys_platform == 'tiada'\n")
    assert packages.find_differences(lock) == []


def test_a_file_that_was_changed_after_installation_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    info = tmp_path / "karangan-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: karangan\nVersion: 1.0\n")
    module = tmp_path / "karangan.py"
    module.write_text("asli")
    (info / "RECORD").write_text(f"karangan.py,sha256={packages._hash(module, 'sha256')},4\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    lock = tmp_path / "requirements.lock"
    lock.write_text("karangan==1.0\n")
    assert packages.find_differences(lock) == []
    module.write_text("lain")
    assert packages.find_differences(lock) == ["karangan: berkas karangan.py berubah sejak dipasang"]
