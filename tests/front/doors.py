"""The front door as an operator starts it, on a free port over the areas of government of a folder."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from etl.acuan import ROOT
from etl.tenants.declared import ROLL_SETTING


@dataclass
class Answer:
    status: int
    text: str
    headers: http.client.HTTPMessage
    cookies: dict[str, str] = field(default_factory=dict)  # name -> path


@dataclass(frozen=True)
class House:
    """An open door: its address, and the process behind it."""

    address: str
    port: int
    process: subprocess.Popen[bytes]

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
        """One request; `Cookie="…"` and others as headers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, path, body, {k.replace("_", "-"): v for k, v in headers.items()})
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        connection.close()
        return Answer(answer.status, text, answer.headers, _read_paths(answer.headers))

    def wake(self, address: str) -> None:
        """Until the process of an area answers: on a busy machine it begins slowly, and who waits 10 s reads so."""
        end = time.monotonic() + 90
        while self.ask(f"/{address}/").status != 200:
            assert time.monotonic() < end, address
            time.sleep(0.5)


def _read_paths(headers: http.client.HTTPMessage) -> dict[str, str]:
    found = {}
    for cookie in headers.get_all("Set-Cookie") or []:
        parts = [p.strip() for p in cookie.split(";")]
        found[parts[0].split("=")[0]] = next((p[5:] for p in parts if p.lower().startswith("path=")), "")
    return found


@contextmanager
def open_door(file: Path, **environment: str) -> Iterator[House]:
    """`python -m dasbor.mulai` where pemda.toml is; ends it afterwards, with all its processes."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    settings = {k: v for k, v in os.environ.items() if not k.startswith("KOPERASI_")}
    settings |= {ROLL_SETTING: str(file), "PORT": str(port), "KOPERASI_PEMANASAN": "tidak"} | environment
    log = file.with_name("pintu.log")
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "dasbor.mulai"], cwd=ROOT, env=settings, stdout=output, stderr=subprocess.STDOUT
        )
    house = House(f"http://127.0.0.1:{port}", port, process)
    try:
        _wait(house, log)
        yield house
    finally:
        process.terminate()
        process.wait(timeout=40)


def _wait(house: House, log: Path) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and house.process.poll() is None:
        try:
            house.ask("/sehat")
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"pintu tidak terbuka: {log.read_text(errors='replace')[-2000:]}")
