"""Whatever is done to the file of the audit is seen by the heads that were noted, and stops nobody for ever."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from etl.audit import log
from etl.audit.log import Head
from etl.store.files import AUDIT_FILE
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
