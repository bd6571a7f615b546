"""One command for every area of government, one after the other, each in a process of its own: what fails at one does
not keep the others from it."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from etl.out.lines import print_line
from etl.tenants.chosen import ChoiceWrong, enter
from etl.tenants.declared import Roll, Tenant, find_roll_file, read_roll
from etl.tenants.examine import list_faults

# What looks or keeps; whatever changes what is published is said of one.
COMMANDS = ("doctor", "backup", "drill", "verify", "versions", "rebuild")


def run_each(words: Sequence[str], arguments: argparse.Namespace) -> int:
    """The highest exit code of all. A folder of backups becomes one below it for each. Raises ChoiceWrong."""
    if words[0] not in COMMANDS:
        raise ChoiceWrong(f"{words[0]} dikerjakan untuk satu pemda. Untuk semua dapat: {', '.join(COMMANDS)}.")
    roll = read_roll(find_roll_file() or Path())
    given = getattr(arguments, "folder", None)
    as_json = "--json" in words
    codes, told = [], {}
    for tenant in roll.tenants:
        if not as_json:
            print_line(f"── {tenant.address} ──")
            sys.stdout.flush()
        done = _run(_place_below(words, given, tenant), roll, tenant, as_json)
        codes.append(done.returncode)
        told[tenant.address] = json.loads(done.stdout) if as_json and done.stdout.strip() else {}
    faults = list_faults(roll) if words[0] == "doctor" else []
    if as_json:
        print_line(json.dumps({"pemda": told, "salah": faults}, ensure_ascii=False))
    else:
        for sentence in faults:
            print_line(f"  salah     {sentence}")
    return max([*codes, bool(faults)])


def _place_below(words: Sequence[str], folder: Path | None, tenant: Tenant) -> list[str]:
    if folder is None:
        return list(words)
    place = next(i for i, word in enumerate(words) if i and word and Path(word) == folder)
    return [*words[:place], str(folder / tenant.address), *words[place + 1 :]]


def _run(words: Sequence[str], roll: Roll, tenant: Tenant, keeps: bool) -> subprocess.CompletedProcess[str]:
    environment = dict(os.environ)
    enter(environment, roll, tenant)
    command = [sys.executable, "-m", "etl", *words]
    pipe = subprocess.PIPE if keeps else None
    return subprocess.run(command, env=environment, stdout=pipe, text=True)
