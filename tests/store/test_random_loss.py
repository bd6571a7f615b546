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
PERINTAH = ["sample", "publish", "restore", "rebuild", "verify", "versions", "backup", "start", "tunjuk", "user"]


@pytest.fixture(scope="module")
def dasar(tmp_path_factory):
    """(state now, older copy of the same state)."""
    akar = tmp_path_factory.mktemp("acak")
    store = Store(akar / "kini")
    golden.publish_book(store, "2024-T3", states.SATU)
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_DATA", str(store.folder))
        users.add_user("ani", "rahasia")
        shutil.copytree(store.folder, akar / "lama")
        golden.publish_book(store, "2024-T4", golden.BUKU["2024-T4"])
        publish.restore_version(1, "Siti", store=store)
        users.add_user("budi", "rahasia")
    (akar / "buku.xlsx").write_bytes(workbook(golden.BUKU["2025-T1"]))
    return akar


def place(folder: Path, nama: str) -> Path:
    if not nama.startswith("buku:"):
        return folder / nama
    return sorted((folder / "arsip").glob("*.xlsx"))[int(nama[-1]) - 1]


def harm(folder: Path, lama: Path, nama: str, cara: str) -> None:
    path = place(folder, nama)
    content = path.read_bytes()
    past = lama / path.relative_to(folder)
    if cara == "hapus" or (cara == "lama" and not past.exists()):
        path.unlink()
    elif cara == "potong":
        path.write_bytes(content[: len(content) // 2])
    elif cara == "kacau":
        path.write_bytes(bytes(b ^ 0x5A for b in content))
    else:
        shutil.copy(past, path)


def command(perintah: str, folder: Path, akar: Path, cadangan: Path) -> int:
    """Run one command as the command line does; its exit code, 0 or a sentence."""
    word = {
        "publish": ["publish", str(akar / "buku.xlsx"), "--periode", "2025-T1", "--oleh", "Siti"],
        "restore": ["restore", "1", "--oleh", "Siti"],
        "backup": ["backup", str(cadangan)],
        "tunjuk": ["tunjuk", "2", "--yakin"],
        "user": ["user", "add", "cici"],
    }
    if perintah == "start":
        mulai.prepare_state()
        return 0
    return main(word.get(perintah, [perintah]))


@settings(max_examples=heavy.times(60), deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    rusak=st.dictionaries(st.sampled_from(BERKAS), st.sampled_from(KERUSAKAN), max_size=5),
    perintah=st.lists(st.sampled_from(PERINTAH), min_size=1, max_size=3),
)
def test_nothing_that_was_whole_is_lost(dasar, rusak, perintah):
    with tempfile.TemporaryDirectory() as tempat, pytest.MonkeyPatch.context() as m:
        folder = Path(tempat) / "keadaan"
        shutil.copytree(dasar / "kini", folder)
        m.setenv("KOPERASI_DATA", str(folder))
        for name in sorted(rusak, reverse=True):
            harm(folder, dasar / "lama", name, rusak[name])
        known = states.hashes(dasar / "kini").values()
        whole = {h for h in states.hashes(folder).values() if h in known}
        akun = (folder / "pengguna.sqlite").exists() and rusak.get("pengguna.sqlite") is None
        for p in perintah:
            assert command(p, folder, dasar, Path(tempat) / "cadangan") in (0, 1, 2)
        assert whole - set(states.hashes(folder).values()) == set()
        if akun:
            assert users.find_session_user(users.start_session("ani")) == "ani"
