"""A PostgreSQL of the tests' own: in a temporary folder, on 127.0.0.1, as a user without rights, ended afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from etl.store.faults import StoreDamaged
from etl.store.lake import connect

_ACCOUNTS = ("postgres", "nobody")  # who runs it where the tests run as root, which PostgreSQL refuses


def find_hindrance() -> str:
    """Why nothing can be tried on this machine; "" = it can."""
    if _find_programs() is None:
        return "PostgreSQL tidak terpasang (apt-get install postgresql): uji gudang bersama dilewati"
    try:
        connect.open_database().close()
    except StoreDamaged as error:
        return f"{error}: uji gudang bersama dilewati"
    return ""


class Cluster:
    """One running PostgreSQL; each test takes a database of its own."""

    def __init__(self, folder: Path, port: int, durable: bool) -> None:
        self.folder, self.port, self._durable, self._count = folder, port, durable, 0

    def make_catalog(self) -> str:
        """An empty database; what KOPERASI_STORE would say."""
        self._count += 1
        name = f"uji{self._count}"
        self.tell(f"create database {name}")
        return f"ducklake:postgresql://koperasi:rahasia@127.0.0.1:{self.port}/{name}"

    def tell(self, sql: str, database: str = "postgres") -> str:
        """What psql answers."""
        words = ["psql", "-X", "-q", "-A", "-t", "-h", "127.0.0.1", "-p", str(self.port), "-U", "koperasi", database]
        return subprocess.run([*words, "-c", sql], check=True, capture_output=True, text=True).stdout.strip()

    def measure(self, catalog: str) -> int:
        """Bytes of the database that a catalog's address names."""
        name = catalog.rpartition("/")[2]
        self.tell("vacuum", name)
        return int(self.tell(f"select pg_database_size('{name}')"))

    def stop(self) -> None:
        _run(self.folder, "pg_ctl", "-D", "data", "-m", "immediate", "-w", "stop")

    def start(self) -> None:
        settings = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
        settings += "" if self._durable else " -c fsync=off"
        _run(self.folder, "pg_ctl", "-D", "data", "-w", "-l", "log", "-o", settings, "start")

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Answers nothing and breaks no connection meanwhile."""
        first = int((self.folder / "data" / "postmaster.pid").read_text().splitlines()[0])
        listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(first)], capture_output=True, text=True).stdout
        ours = [first, *map(int, listed.split())]
        for pid in ours:
            os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in reversed(ours):
                os.kill(pid, signal.SIGCONT)


@contextmanager
def cluster(durable: bool = False) -> Iterator[Cluster]:
    """A new one, and nothing of it left afterwards. `durable`: it waits for the disk, as one does that is in use."""
    folder = Path(tempfile.mkdtemp(prefix="koperasi-pg-"))
    if (account := _find_account()) is not None:
        os.chown(folder, account.pw_uid, account.pw_gid)
    try:
        _run(folder, "initdb", "-D", "data", "-U", "koperasi", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        running = Cluster(folder, _find_port(), durable)
        running.start()
        try:
            yield running
        finally:
            running.stop()
    finally:
        shutil.rmtree(folder)


def _find_programs() -> Path | None:
    """The folder with initdb: on the path, or where Debian puts it."""
    on_path = shutil.which("initdb")
    known = [Path(on_path).resolve().parent] if on_path else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return known[-1] if known and shutil.which("psql") else None


def _find_account() -> pwd.struct_passwd | None:
    if os.geteuid() != 0:
        return None
    known = {a.pw_name: a for a in pwd.getpwall()}
    return next(known[name] for name in _ACCOUNTS if name in known)


def _run(folder: Path, program: str, *words: str) -> None:
    account, programs = _find_account(), _find_programs()
    who = {} if account is None else {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    with (folder / "keluaran").open("ab") as out:
        subprocess.run([str(programs / program), *words], cwd=folder, check=True, stdout=out, stderr=out, **who)


def _find_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])
