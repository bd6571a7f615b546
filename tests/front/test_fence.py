"""The kernel's fence: the process of one area of government opens no file of another one, whatever it is asked for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dasbor.front import fence
from dasbor.front.ground import find_ground
from etl.acuan import ROOT
from etl.tenants.begin import Beginning, begin
from etl.tenants.chosen import enter
from etl.tenants.declared import read_roll
from tests.tenants import two

pytestmark = pytest.mark.skipif(not fence.find_version(), reason="kernel ini tanpa Landlock")
_TRY = """
import json, sys
from pathlib import Path
from dasbor.front.fence import Ground, enclose
readable, writable, asked = json.loads(sys.argv[1])
assert enclose(Ground(tuple(map(Path, readable)), tuple(map(Path, writable))))
told = {}
for path, mode in asked:
    try:
        with open(path, mode) as f:
            told[path + mode] = "ya"
    except OSError as error:
        told[path + mode] = type(error).__name__
print(json.dumps(told))
"""


def attempt(ground: fence.Ground, asked: list[tuple[Path, str]]) -> list[str]:
    """What a process in that ground is told when it opens files."""
    given = [[str(p) for p in ground.readable], [str(p) for p in ground.writable], [(str(p), m) for p, m in asked]]
    command = [sys.executable, "-c", _TRY, json.dumps(given)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return list(json.loads(done.stdout).values())


@pytest.mark.parametrize("inside_program", [False, True], ids=["sendiri", "di folder program"])
def test_a_process_opens_its_own_folder_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inside_program: bool
) -> None:
    program = tmp_path / "program"
    (program / "etl").mkdir(parents=True)
    (program / "etl" / "kode.py").write_text("x")
    place = program / "pemda" if inside_program else tmp_path / "pemda"
    file = place / "pemda.toml"
    for address, code in (("satu", "99.01"), ("dua", "99.02")):
        tenant = begin(file, Beginning(address, address, code, "kota", "Dinas"))
        (tenant.state / "rahasia").write_text(address)
    own = tmp_path / "sementara"
    own.mkdir()
    roll = read_roll(file)
    one, other = roll.tenants
    monkeypatch.setattr("dasbor.front.ground.ROOT", program)
    ground = find_ground(roll, one, own, os.environ)
    real = fence.Ground((*ground.readable, ROOT), ground.writable)  # where the test's own code lies
    asked = [
        (one.state / "rahasia", "r"),
        (one.state / "baru", "w"),
        (own / "baru", "w"),
        (one.reference / "pengaturan.toml", "r"),
        (program / "etl" / "kode.py", "r"),
        (one.reference / "pengaturan.toml", "a"),
        (program / "etl" / "kode.py", "a"),
        (other.state / "rahasia", "r"),
        (other.state / "baru", "w"),
        (other.reference / "pengaturan.toml", "r"),
        (one.state / ".." / ".." / "dua" / "keadaan" / "rahasia", "r"),
        (tmp_path / "lain", "w"),
    ]
    assert attempt(real, asked) == ["ya"] * 5 + ["PermissionError"] * 7


def test_all_of_a_folder_but_what_lies_in_it_for_others(tmp_path: Path) -> None:
    for name in ("a", "b/c", "b/d", "e"):
        (tmp_path / name).mkdir(parents=True)
    assert fence.list_around(tmp_path, [Path("/lain")]) == [tmp_path]
    assert fence.list_around(tmp_path, [tmp_path / "b" / "c"]) == [tmp_path / "a", tmp_path / "b" / "d", tmp_path / "e"]
    assert fence.list_around(tmp_path, [tmp_path]) == []


_PUBLISH = """
import json, os, sys
from pathlib import Path
from dasbor.front.fence import Ground, enclose
readable, writable, environment, words = json.loads(sys.argv[1])
assert enclose(Ground(tuple(map(Path, readable)), tuple(map(Path, writable))))
os.environ.update(environment)
from etl.__main__ import main
sys.exit(main(words))
"""


def test_a_workbook_is_read_and_published_inside_the_fence(tmp_path: Path) -> None:
    """The child process that reads it is shut in as well."""
    file = two.build(tmp_path / "pemda")
    roll = read_roll(file)
    tenant = next(t for t in roll.tenants if t.address == two.CITY)
    own = tmp_path / "sementara"
    own.mkdir()
    (own / "buku.xlsx").write_bytes(two.make_book(two.CITY))
    environment = {"TMPDIR": str(own)}
    enter(environment, roll, tenant)
    ground = find_ground(roll, tenant, own, os.environ)
    words = ["publish", str(own / "buku.xlsx"), "--periode", "2025-T2", "--oleh", "Siti", "--alasan", "sama"]
    given = [[str(p) for p in ground.readable], [str(p) for p in ground.writable], environment, words]
    command = [sys.executable, "-c", _PUBLISH, json.dumps(given)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, "Terbit sebagai versi 2" in done.stdout) == (0, True), done.stdout + done.stderr
