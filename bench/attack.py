"""What 10,000 wrong passwords, from as many addresses, cost the readers and whoever knows the right one."""

from __future__ import annotations

import http.client
import os
import re
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

from etl.accounts import users
from tests.servers import COOKIE, etl, server
from tests.viewer import Viewer

GUESSES, GUESSERS, NAME = 10_000, 8, "petugas"
PAGES = ("", "keaktifan", "pelatihan", "pendampingan", "kelurahan", "prioritas")
QUIET = 20  # rounds of all pages for the figure before the attack
TRUSTED = {"KOPERASI_PERANTARA": "127.0.0.1"}  # so that each guess may come from an address of its own


class Door:
    """The sign-in form as a script fills it, over one connection that stays open."""

    def __init__(self, address: str) -> None:
        self._connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=60)
        self.cookies: dict[str, str] = {}
        self.open_form()

    def begin_anew(self) -> None:
        """A new connection, nobody signed in; the cookie of the device stays."""
        self._connection.close()
        self.cookies.pop(COOKIE, None)

    def open_form(self) -> None:
        """Take the hidden token; a token serves until somebody signs in with it."""
        self._form = re.findall(r'name="formulir" value="([^"]+)"', self._ask("GET", {}, "10.9.9.9")[1])[0]

    def try_password(self, password: str, come_from: str) -> int:
        """The status of the answer: 303 signed in, 401 wrong, 429 wait, 503 try again."""
        fields = {"formulir": self._form, "lanjut": "/unggah", "nama": NAME, "sandi": password}
        return self._ask("POST", fields, come_from)[0]

    def _ask(self, way: str, fields: dict[str, str], come_from: str) -> tuple[int, str]:
        headers = {
            "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
            "X-Forwarded-For": come_from,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        self._connection.request(way, "/masuk", urlencode(fields) if fields else None, headers)
        answer = self._connection.getresponse()
        for name, value in re.findall(r"^set-cookie: ([^=]+)=([^;]*)", str(answer.headers), re.M | re.I):
            self.cookies[name] = value
        return answer.status, answer.read().decode("utf-8", "replace")


def measure_all() -> None:
    with tempfile.TemporaryDirectory() as place:
        os.environ["KOPERASI_DATA"] = place
        etl(Path(place), "sample")
        password = users.add_user(NAME)
        with server(Path(place), TRUSTED | {"KOPERASI_PEMANASAN": "ya"}) as address:
            _measure(address, password)


def _measure(address: str, password: str) -> None:
    known = Door(address)
    assert known.try_password(password, "10.0.0.1") == 303
    over = threading.Event()
    with Viewer(address) as reader, ThreadPoolExecutor(GUESSERS + 1) as pool:
        for page in PAGES:  # the first openings of a fresh server are another figure
            reader.look(page)
        quiet = [reader.look(page).seconds for _ in range(QUIET) for page in PAGES]
        signing_in = pool.submit(_sign_in_again, address, password, known, over)
        start = time.monotonic()
        guessers = [pool.submit(_guess, address, part) for part in range(GUESSERS)]
        under = list(_read_until(reader, guessers))
        spent = time.monotonic() - start
        over.set()
        answers = sum((g.result() for g in guessers), Counter[int]())
        elsewhere, device = signing_in.result()
    sys.stdout.write(
        f"{sum(answers.values())} kata sandi salah dalam {spent:.0f} s, jawaban {dict(answers)}: "
        f"p95 pembaca {_p95(quiet) * 1000:.0f} ms menjadi {_p95(under) * 1000:.0f} ms "
        f"(x{_p95(under) / _p95(quiet):.2f}, batas 2; {len(under)} halaman); masuk dengan sandi benar, terlama: "
        f"dari alamat lain {max(elsewhere):.2f} s, dari perangkat yang dikenal {max(device):.2f} s (batas 2)\n"
    )


def _guess(address: str, part: int) -> Counter[int]:
    door, answers = Door(address), Counter[int]()
    for number in range(part, GUESSES, GUESSERS):
        come_from = f"10.{1 + number // 65536}.{number // 256 % 256}.{number % 256}"
        answers[door.try_password(f"salah {number}", come_from)] += 1
    return answers


def _read_until(reader: Viewer, guessers: list) -> Iterator[float]:
    while not all(g.done() for g in guessers):
        for page in PAGES:
            yield reader.look(page).seconds


def _sign_in_again(address: str, password: str, known: Door, over: threading.Event) -> tuple[list[float], list[float]]:
    """Seconds of each sign-in with the right password: from a new address, and from a known device that waits."""
    elsewhere, device = [], []
    while not over.wait(2):
        number = len(elsewhere)
        elsewhere.append(_time(Door(address), password, f"10.200.{number // 256}.{number % 256}"))
        device.append(_time(known, password, "10.0.0.1"))
    return elsewhere, device


def _time(door: Door, password: str, come_from: str) -> float:
    begin = time.monotonic()
    door.begin_anew()  # the server closes what was idle for some seconds
    door.open_form()
    status = door.try_password(password, come_from)
    assert status == 303, status
    return time.monotonic() - begin


def _p95(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=20)[-1]
