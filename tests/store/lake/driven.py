"""A program that does what it is told, a line of JSON a task, and says what became of it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from etl.acuan import ROOT

Tell = Callable[..., dict]  # what a task needs, by name -> what became of it


@contextmanager
def drive(module: str) -> Iterator[Tell]:
    """The module as a program; it ends with the last task."""
    words = [sys.executable, "-m", module]
    with subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as driver:
        assert driver.stdin and driver.stdout

        def ask(**task: Any) -> dict:
            print(json.dumps(task), file=driver.stdin, flush=True)
            return dict(json.loads(driver.stdout.readline()))

        yield ask
        driver.stdin.close()
