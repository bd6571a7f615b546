"""Two machines with an app server each, one catalog, and a real nginx in front with the files of deploy/; what the
guide lets the operator change (addresses, ports, certificate) is changed and nothing else."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from etl.acuan import ROOT
from etl.store.versions import Store
from etl.tenants.declared import FILE, ROLL_SETTING
from tests.deploy import proxy
from tests.deploy.proxy import NAME, Site, ask
from tests.store.lake.cluster import Cluster
from tests.viewer import Viewer

SHARED = ROOT / "deploy" / "danau"
NUMBERS = {"satu": "127.0.0.2", "dua": "127.0.0.3"}  # two machines of this one
_AREAS = "include snippets/koperasi-pemda"
_DOCUMENTED = {"satu": "10.0.0.11", "dua": "10.0.0.12"}


@dataclass
class Machine:
    """One app server with its own state folder; started, killed and started again on the same port."""

    name: str
    port: int
    folder: Path
    settings: dict[str, str]
    running: subprocess.Popen[str] | None = None

    @property
    def address(self) -> str:
        return f"{NUMBERS[self.name]}:{self.port}"

    @property
    def store(self) -> Store:
        return Store(self.folder)

    def start(self, *words: str) -> None:
        """As `dasbor.mulai` does; waits until it answers. `words`: see app_server.py."""
        self.folder.mkdir(exist_ok=True)
        answers = self.folder.parent / f"jawaban-{self.name}"
        answers.mkdir(exist_ok=True)
        with (answers / "peladen.log").open("ab") as log:
            self.running = subprocess.Popen(
                self.write_command(answers, *words),
                cwd=ROOT,
                env=self.write_environment(),
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                text=True,
            )
        assert waited(self.answers, 60) < 60, (answers / "peladen.log").read_text(encoding="utf-8")

    def write_command(self, answers: Path, *words: str) -> list[str]:
        return [sys.executable, "-m", "tests.deploy.app_server", str(self.port), str(answers), *words]

    def write_environment(self) -> dict[str, str]:
        return dict(os.environ) | self.settings

    def answers(self) -> bool:
        assert self.running is not None and self.running.poll() is None
        with socket.socket() as s:
            return s.connect_ex((NUMBERS[self.name], self.port)) == 0

    def tell(self, number: int) -> None:
        """Have it publish; nobody waits."""
        assert self.running is not None and self.running.stdin is not None
        self.running.stdin.write(f"{number}\n")
        self.running.stdin.flush()

    def publish(self, number: int) -> dict[str, object]:
        """What becomes of a publication."""
        self.tell(number)
        path = self.folder.parent / f"jawaban-{self.name}" / str(number)
        assert waited(path.exists, 60) < 60, (path.parent / "peladen.log").read_text(encoding="utf-8")
        found: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
        return found

    def send(self, what: signal.Signals) -> None:
        assert self.running is not None
        self.running.send_signal(what)

    def end(self, what: signal.Signals = signal.SIGTERM) -> None:
        """SIGTERM as systemd stops it, SIGKILL as a machine that loses its power."""
        if self.running is not None:
            self.send(what)
            self.running.wait(timeout=30)
            self.running = None


class Door(Machine):
    """An app server of several areas of government: `folder` holds its own pemda.toml."""

    @property
    def file(self) -> Path:
        return self.folder / FILE

    def write_command(self, answers: Path, *words: str) -> list[str]:
        return [sys.executable, "-m", "dasbor.mulai"]

    def write_environment(self) -> dict[str, str]:
        """As systemd starts it: no single state."""
        foreign = {k: v for k, v in os.environ.items() if not k.startswith("KOPERASI_")}
        own = {k: v for k, v in self.settings.items() if k != "KOPERASI_DATA"}
        return foreign | own | {ROLL_SETTING: str(self.file), "PORT": str(self.port)}

    def command(self, *words: str) -> str:
        """What `python -m etl` says on this machine; it must go well."""
        command = [sys.executable, "-m", "etl", *words]
        done = subprocess.run(command, cwd=ROOT, env=self.write_environment(), capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@dataclass
class Place:
    """What a test gets: nginx as a site, the machines behind it, and the database that they share."""

    site: Site
    machines: dict[str, Machine]
    cluster: Cluster
    database: str

    def list_locks(self) -> set[str]:
        """Which of the two locks of a publication are held now: "pemda", "semua"."""
        sql = "select distinct objid = 0 from pg_locks where locktype = 'advisory' and granted and classid = 7040880"
        return {"semua" if x == "t" else "pemda" for x in self.cluster.tell(sql, self.database).split()}


@dataclass
class Reader:
    """A browser without a browser: it keeps the cookies that it was given and speaks Streamlit's websocket. base: what
    all addresses that it asks for begin with, where there are several areas of government."""

    site: Site
    cookies: dict[str, str] = field(default_factory=dict)
    base: str = ""

    def ask(self, path: str, method: str = "GET") -> object:
        told = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        answer = ask(self.site, f"{self.base}{path}", method, **({"Cookie": told} if told else {}))
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
        return answer

    def find_start(self, path: str = "/") -> str:
        """The mark of the start of the server that answers: another server has another one."""
        found = re.search(r'data-mulai="(\w+)"', str(self.ask(path).text))  # type: ignore[attr-defined]
        assert found is not None
        return found[1]

    def read_news(self) -> int:
        """The version that the server shows now."""
        return int(json.loads(self.ask("/rapat/kabar").text)["versi"])  # type: ignore[attr-defined]

    def open(self) -> Viewer:
        """As Streamlit's script does it, first and after each loss: ask for the server's health, then shake hands."""
        assert self.ask("/_stcore/health").status == 200  # type: ignore[attr-defined]
        told = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        trusting = ssl.create_default_context(cafile=self.site.folder / "sertifikat.pem")
        way = {
            "sock": socket.create_connection(("127.0.0.1", self.site.port)),
            "ssl": trusting,
            "server_hostname": NAME,
        }
        return Viewer(f"{self.site.address}{self.base}", cookies=told, **way)


def waited(until: Callable[[], bool], longest: float = 20) -> float:
    """Seconds until something holds; at most so many."""
    began = time.monotonic()
    while not until() and time.monotonic() - began < longest:
        time.sleep(0.05)
    return time.monotonic() - began


def say(measured: str) -> None:
    """What was measured, for who runs the tests with -s."""
    sys.stdout.write(f"\n{measured}\n")


@contextmanager
def open_place(folder: Path, cluster: Cluster, kind: type[Machine] = Machine) -> Iterator[Place]:
    """Machines that are not started yet, and nginx in front of them."""
    port, plain_port, *ports = proxy.find_ports(4)
    catalog = cluster.make_catalog()
    (folder / "bersama").mkdir()
    settings = {
        "KOPERASI_STORE": catalog,
        "KOPERASI_STORE_DATA": str(folder / "bersama"),
        "KOPERASI_ASAL": f"https://{NAME}:{port}",
        "KOPERASI_PERANTARA": "127.0.0.1",
        "KOPERASI_PEMANASAN": "tidak",
    }
    machines = {
        name: kind(name, p, folder / name, settings | _name_machine(name, folder))
        for name, p in zip(NUMBERS, ports, strict=True)
    }
    addresses = {name: m.address for name, m in machines.items()}
    write_files(folder / "nginx", port, plain_port, addresses, *([_AREAS] if kind is Door else []))
    site = Site(f"https://{NAME}:{port}", "", port, plain_port, "", folder / "nginx")
    try:
        with proxy.run_nginx(folder / "nginx", port):
            yield Place(site, machines, cluster, catalog.rpartition("/")[2])
    finally:
        for machine in machines.values():
            machine.end(signal.SIGKILL)


def _name_machine(name: str, folder: Path) -> dict[str, str]:
    return {"KOPERASI_DATA": str(folder / name), "STREAMLIT_SERVER_ADDRESS": NUMBERS[name]}


def write_files(place: Path, port: int, plain_port: int, addresses: Mapping[str, str], *more: str) -> None:
    """The files of one server, and over them those of several, as the guide says; `more`: lines of koperasi.conf that
    are switched on besides."""
    proxy.write_files(place, "", port, plain_port, "1")
    (place / "snippets" / "koperasi-tujuan.conf").write_bytes((SHARED / "koperasi-tujuan.conf").read_bytes())
    pools = (SHARED / "koperasi-peladen.conf").read_text(encoding="utf-8")
    for name, documented in _DOCUMENTED.items():
        for written in (str, re.escape):
            pools = pools.replace(written(f"{documented}:8501"), written(addresses[name]))
    site = (place / "situs.conf").read_text(encoding="utf-8")
    for line in ("add_header Set-Cookie", *more):
        site = site.replace(f"#{line}", line)
    (place / "situs.conf").write_text(pools + site)
