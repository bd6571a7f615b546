"""Two thousand mutated workbooks through the whole check: an answer in time and within bounds, whatever was damaged."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter

import pytest

from etl.acuan import ROOT
from etl.pesan import MESSAGES
from tests import heavy

COUNT, SECONDS, MEGABYTES = heavy.times(2000) if heavy.HEAVY else 40, 5, 300


@pytest.mark.skipif(sys.platform != "linux", reason="memory and time of child processes")
def test_a_mutated_workbook_is_read_or_refused_within_five_seconds_and_300_megabytes():
    command = [sys.executable, "-m", "tests.read.mutated", "0", str(COUNT)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=3600)
    assert done.returncode == 0, done.stderr[-3000:]
    *outcomes, peak = [json.loads(line) for line in done.stdout.splitlines()]
    assert [o["nomor"] for o in outcomes] == list(range(COUNT))
    ends = Counter(o["akhir"] for o in outcomes)
    assert set(ends) <= {"ada_temuan", "dapat_terbit", *MESSAGES}
    assert ends["ada_temuan"] + ends["dapat_terbit"] > COUNT / 2  # most are whole enough to be looked at
    assert max(o["detik"] for o in outcomes) < SECONDS
    assert max(peak.values()) < MEGABYTES, peak
