"""Any files of the state folder deleted, cut off, garbled or replaced by an older copy, then any command: nothing that
was whole is lost. Each example runs up to three commands in one state."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dasbor import mulai
from etl.__main__ import main
from etl.accounts import users
from etl.publish import publish
from etl.store.versions import Store
from tests import golden, heavy, states
from tests.workbooks import workbook

BERKAS = [
    "terbitan/TERKINI",
    "terbitan/000001.duckdb",
    "terbitan/000002.duckdb",
    "terbitan/000003.duckdb",
    "arsip/000001.json",
    "arsip/000002.json",
    "arsip/000003.json",
    "buku:1",
    "buku:2",
    "kunci",
    "pengguna.sqlite",
]
KERUSAKAN = ["hapus", "potong", "kacau", "lama"]
EXAMPLES = max(6, heavy.times(60))
PERINTAH = ["sample", "publish", "restore", "rebuild", "verify", "versions", "backup", "start", "tunjuk", "user"]


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    """(state now, older copy of the same state)."""
    root = tmp_path_factory.mktemp("acak")
    store = Store(root / "kini")
    golden.publish_book(store, "2024-T3", states.SATU)
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_DATA", str(store.folder))
        users.add_user("ani", "rahasia")
        shutil.copytree(store.folder, root / "lama")
        golden.publish_book(store, "2024-T4", golden.BUKU["2024-T4"])
        publish.restore_version(1, "Siti", store=store)
        users.add_user("budi", "rahasia")
    (root / "buku.xlsx").write_bytes(workbook(golden.BUKU["2025-T1"]))
    return root


def place(folder: Path, nama: str) -> Path:
    if not nama.startswith("buku:"):
        return folder / nama
    return sorted((folder / "arsip").glob("*.xlsx"))[int(nama[-1]) - 1]


def harm(folder: Path, older: Path, nama: str, way: str) -> None:
    path = place(folder, nama)
    content = path.read_bytes()
    past = older / path.relative_to(folder)
    if way == "hapus" or (way == "lama" and not past.exists()):
        path.unlink()
    elif way == "potong":
        path.write_bytes(content[: len(content) // 2])
    elif way == "kacau":
        path.write_bytes(bytes(b ^ 0x5A for b in content))
    else:
        shutil.copy(past, path)


def command(commands: str, folder: Path, root: Path, backup: Path) -> int:
    """Run one command as the command line does; its exit code, 0 or a sentence."""
    word = {
        "publish": ["publish", str(root / "buku.xlsx"), "--periode", "2025-T1", "--oleh", "Siti"],
        "restore": ["restore", "1", "--oleh", "Siti"],
        "backup": ["backup", str(backup)],
        "tunjuk": ["tunjuk", "2", "--yakin"],
        "user": ["user", "add", "cici"],
    }
    if commands == "start":
        mulai.prepare_state()
        return 0
    return main(word.get(commands, [commands]))


@settings(
    max_examples=max(6, heavy.times(60)), deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(
    broken=st.dictionaries(st.sampled_from(BERKAS), st.sampled_from(KERUSAKAN), max_size=5),
    commands=st.lists(st.sampled_from(PERINTAH), min_size=1, max_size=3),
)
def test_nothing_that_was_whole_is_lost(base, broken, commands):
    with tempfile.TemporaryDirectory() as places, pytest.MonkeyPatch.context() as m:
        folder = Path(places) / "keadaan"
        shutil.copytree(base / "kini", folder)
        m.setenv("KOPERASI_DATA", str(folder))
        for name in sorted(broken, reverse=True):
            harm(folder, base / "lama", name, broken[name])
        known = states.hashes(base / "kini").values()
        whole = {h for h in states.hashes(folder).values() if h in known}
        akun = (folder / "pengguna.sqlite").exists() and broken.get("pengguna.sqlite") is None
        for p in commands:
            assert command(p, folder, base, Path(places) / "cadangan") in (0, 1, 2)
        assert whole - set(states.hashes(folder).values()) == set()
        if akun:
            assert users.find_session_user(users.start_session("ani")) == "ani"
