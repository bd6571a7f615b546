"""Whatever is done to the file of the audit is seen by the heads that were noted, and stops nobody for ever."""

from __future__ import annotations

import json
import math
import random
import shutil
from pathlib import Path

import pytest

from dasbor.staff import audit as dasbor_audit
from etl.__main__ import main
from etl.accounts import lost
from etl.audit import listing, log
from etl.audit.log import Head
from etl.store.files import AUDIT_FILE
from etl.store.versions import Store
from tests import heavy

LINES = 12


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, list[Head]]:
    """The file of a dozen events and the head after each of them."""
    folder = tmp_path_factory.mktemp("audit")
    heads = [log.head_at(log.append("periksa", f"p{i}", folder=folder, berkas=f"{i}.xlsx")) for i in range(LINES)]
    return (folder / AUDIT_FILE).read_bytes(), heads


def truncate(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def garble(content: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(content))
    return content[:place] + bytes([content[place] ^ chance.randrange(1, 256)]) + content[place + 1 :]


def swap(content: bytes, chance: random.Random) -> bytes:
    lines = content.splitlines(keepends=True)
    one, other = chance.sample(range(LINES), 2)
    lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def drop(content: bytes, chance: random.Random) -> bytes:
    lines = content.splitlines(keepends=True)
    del lines[chance.randrange(LINES)]
    return b"".join(lines)


def replace(content: bytes, chance: random.Random) -> bytes:
    lines = content.splitlines(keepends=True)
    place = chance.randrange(LINES)
    lines[place] = lines[place].replace(f'"p{place}"'.encode(), b'"orang lain"')
    return b"".join(lines)


@pytest.mark.parametrize("harm", [truncate, garble, swap, drop, replace])
def test_every_damage_is_seen_and_the_next_entry_can_be_written(harm, chain, tmp_path: Path) -> None:
    content, heads = chain
    chance = random.Random(harm.__name__)
    unseen = []
    for attempt in range(heavy.times(300)):
        folder = tmp_path / str(attempt)
        folder.mkdir()
        (folder / AUDIT_FILE).write_bytes(harm(content, chance))
        if not log.check_chain([heads[-1]], folder):
            unseen.append((folder / AUDIT_FILE).read_bytes())
        log.append("masuk", "siti", folder=folder)
        assert log.check_chain([heads[-1]], folder) != []
        assert log.read_entries(folder)[-1].event == "masuk"
        shutil.rmtree(folder)
    assert unseen == []


FIELDS = {
    "nomor": 1,
    "waktu": "2026-01-05T10:00:00+07:00",
    "kejadian": "periksa",
    "oleh": "siti",
    "alamat": "",
    "rincian": {},
    "sebelum": "",
}
WRONG_FIELDS = [
    *({"nomor": n} for n in (math.inf, math.nan, 1.0, True, "1", 0, -1, 10**400, None, [])),
    *({"waktu": t} for t in (5, "", "2026-01-05", "2026-01-05T10:00:00", "0001-01-01T00:00:00+14:00", [], {})),
    *({name: value} for name in ("kejadian", "oleh", "alamat", "sebelum") for value in ([], {}, 5, None, "\ud800")),
    *({"rincian": f} for f in ([], "", 5, None, [["a", "b"]], {"akun": []}, {"akun": 5}, {"\udfff": "a"})),
]
WRONG_LINES = [
    *(json.dumps(FIELDS | wrong).encode() for wrong in WRONG_FIELDS),
    *(b"[" * 200_000, b'{"a":' * 200_000, b"null", b"[]", b"{}", b"\xff\xfe"),
]


def test_a_line_whose_fields_are_not_as_declared_is_damaged_and_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path / "keadaan"))
    store = Store()
    store.folder.mkdir()
    for line in WRONG_LINES:
        log.find_file().write_bytes(line + b"\n")
        log.append("masuk", "ani")
        assert log.read_entries()[-1].event == "masuk"
        assert log.check_chain() == ["Catatan audit berubah atau rusak pada baris 1."]
    log.find_file().write_bytes(b"[" * 200_000)  # without its end: what was never finished is set aside
    log.append("masuk", "ani")
    assert [e.event for e in log.read_entries()] == ["baris_terpotong", "masuk"]
    log.find_file().write_bytes(b"\n".join(WRONG_LINES) + b"\n")
    assert len(log.check_chain()) == 21  # twenty lines by name, and how many more
    assert (listing.list_rows(store), lost.list_contradictions(store.folder)) == ([], [])
    for command in (["audit"], ["verify"], ["doctor"], ["backup", str(tmp_path / "cadangan")]):
        assert main(command) == 1
        said = capsys.readouterr()
        assert "rusak pada baris 1" in said.out
        assert "tidak terduga" not in said.out + said.err
    assert dasbor_audit.read_entries(store)[1][0] == "Catatan audit berubah atau rusak pada baris 1."


def test_a_damaged_last_line_is_vouched_for_as_it_stands(chain, tmp_path: Path) -> None:
    content, _ = chain
    (tmp_path / AUDIT_FILE).write_bytes(content + b"\x00\x00\x00\n")
    log.append("masuk", "siti", folder=tmp_path)
    assert [e.event for e in log.read_entries(tmp_path)][LINES:] == ["baris_rusak", "masuk"]
    assert log.check_chain([], tmp_path) == [f"Catatan audit berubah atau rusak pada baris {LINES + 1}."]


def test_a_long_text_is_cut_and_a_name_of_strange_bytes_is_written(tmp_path: Path) -> None:
    log.append("periksa", "siti" * 100, folder=tmp_path, berkas="x" * 100_000, alasan="\udce9")
    (entry,) = log.read_entries(tmp_path)
    assert (len(entry.by), len(entry.facts["berkas"]), entry.facts["alasan"]) == (100, 1000, "?")
