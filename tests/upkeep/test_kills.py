"""Restoring, rebuilding, backing up and putting back, killed at any step: nothing is lost, the same command ends it."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from etl.acuan import ROOT
from tests import heavy
from tests.publish.killed_publisher import KILLS

pytestmark = pytest.mark.skipif(os.name != "posix", reason="fork and SIGKILL")
TIMES = len(heavy.spread(range(KILLS)))


def kill(work: str, folder) -> list[dict]:
    command = [sys.executable, "-m", "tests.upkeep.killed_keeper", work, str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=1500)
    assert done.returncode == 0, done.stderr
    runs = [json.loads(line) for line in done.stdout.splitlines()]
    assert [r.pop("sinyal") for r in runs] == [9] * TIMES, done.stderr
    return runs


def outcomes(runs: list[dict]) -> set[str]:
    return {json.dumps({k: v for k, v in r.items() if k != "di"}) for r in runs}


def test_a_killed_restore_leaves_the_old_version_or_the_new_one(tmp_path):
    runs = kill("restore", tmp_path)
    assert {r.pop("terlihat") for r in runs} <= {3, 4}
    assert {r.pop("lagi") for r in runs} <= {1, 2}  # 2: the pointer of the first had not moved yet, now it does
    assert outcomes(runs) == {'{"rusak": [], "sisa": []}'}


def test_a_killed_rebuild_is_ended_by_the_next_and_loses_nothing(tmp_path):
    runs = kill("rebuild", tmp_path)
    assert outcomes(runs) == {'{"terlihat": 3, "masalah": [], "rusak": [], "hilang": 0}'}


def test_a_killed_backup_leaves_the_earlier_one_whole_or_the_new_one(tmp_path):
    runs = kill("backup", tmp_path)
    assert {r.pop("terlihat") for r in runs} <= {3, 4}
    assert outcomes(runs) == {'{"lagi": 4, "hilang": [], "sisa": []}'}


def test_a_killed_restore_of_a_backup_leaves_the_old_state_the_new_one_or_one_that_goes_on(tmp_path):
    runs = kill("restore-backup", tmp_path)
    seen = {r.pop("terlihat") for r in runs}
    assert "terputus" in seen
    assert seen <= {3, 4, "terputus"}
    assert outcomes(runs) == {'{"lagi": 3, "rusak": [], "hilang": [], "sisa": false}'}
