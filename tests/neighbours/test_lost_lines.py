"""Lines of the ledger that are cut off, taken out or changed are noticed, also after others were written since."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from etl.__main__ import main
from etl.acuan import ROOT
from etl.neighbours.examine import list_damage
from etl.neighbours.ledger import read_ledger
from etl.neighbours.noted import chain
from etl.prove.verify import verify_store
from etl.store.versions import Store
from etl.upkeep import doctor
from etl.upkeep.backup import backup
from etl.upkeep.put_back import restore_backup
from tests.neighbours.parcels import Parcel, hold

P = Parcel()
OTHER = replace(P, kode="35.06", nama="Kabupaten Lain", rows=(), areas=())
THIRD = replace(P, kode="35.07", nama="Kabupaten Ketiga", rows=(), areas=())


def find_ledger(store: Store) -> Path:
    return store.folder / "pemda_lain" / "catatan.jsonl"


def read_lines(store: Store) -> list[bytes]:
    return find_ledger(store).read_bytes().splitlines(keepends=True)


def write_lines(store: Store, *lines: bytes) -> None:
    find_ledger(store).write_bytes(b"".join(lines))


def say(store: Store) -> str:
    """What is wrong, in one sentence, without where the ledger lies and the way back; the same in doctor and verify."""
    sign = next(s for s in doctor.examine(store) if s.code == "pemda_lain")
    problems = verify_store(store).problems
    assert problems == list_damage(store.folder)
    if not problems:
        assert sign.state == "baik"
        return ""
    (said,) = problems
    assert (sign.state, f"{sign.found}.") == ("salah", said)
    return said.replace(f"Catatan paket pemda lain (catatan.jsonl di {find_ledger(store).parent})", "…").partition(
        " Salin barisnya kembali"
    )[0]


def test_a_ledger_cut_off_at_the_end_of_a_line_is_noticed_until_the_lines_are_back(store: Store) -> None:
    hold(store.folder, P, OTHER)
    lines = read_lines(store)
    assert say(store) == ""
    write_lines(store, lines[0])
    today = read_ledger(store.folder).entries[0].waktu[:4]
    assert say(store).startswith("… berakhir sebelum yang terakhir ditulis (catatan 2, ")
    assert say(store).endswith(f" {today}): hilang atau berubah.")
    hold(store.folder, THIRD)
    assert [e.nomor for e in read_ledger(store.folder).entries] == [1, 3], "no number is given twice"
    assert say(store) == "…: sebelum baris 2 ada yang hilang atau berubah.", "what is written since hides nothing"
    assert sorted(read_ledger(store.folder).find_held()) == ["35.05", "35.07"], "and nothing more is lost"
    write_lines(store, lines[0], lines[1], read_lines(store)[1])
    assert say(store) == ""
    assert sorted(read_ledger(store.folder).find_held()) == ["35.05", "35.06", "35.07"]


@pytest.mark.parametrize("how", ["awal", "tengah", "berubah"])
def test_lines_that_are_taken_out_or_changed_are_noticed(store: Store, how: str) -> None:
    hold(store.folder, P, OTHER, THIRD)
    one, two, three = read_lines(store)
    left = {"awal": (two, three), "tengah": (one, three), "berubah": (one, two.replace(b"Siti", b"Sito"), three)}[how]
    write_lines(store, *left)
    line = {"awal": 1, "tengah": 2, "berubah": 3}[how]
    assert say(store) == f"…: sebelum baris {line} ada yang hilang atau berubah."


def test_the_last_line_changed_is_noticed(store: Store) -> None:
    hold(store.folder, P)
    write_lines(store, read_lines(store)[0].replace(b"Siti", b"Sito"))
    assert say(store).startswith("… berakhir sebelum yang terakhir ditulis (catatan 1, ")


def test_a_ledger_from_before_stays_valid_and_is_guarded_from_its_next_line_on(store: Store) -> None:
    hold(store.folder, P, OTHER)
    earlier = [json.loads(line) for line in read_lines(store)]
    write_lines(store, *(json.dumps({k: v for k, v in e.items() if k != "sebelum"}).encode() + b"\n" for e in earlier))
    (store.folder / "pemda_lain" / chain.FILE).unlink()
    assert say(store) == "" and len(read_ledger(store.folder).find_held()) == 2
    hold(store.folder, THIRD)
    assert say(store) == ""
    one, two, three = read_lines(store)
    write_lines(store, one, three)
    assert say(store) == "…: sebelum baris 2 ada yang hilang atau berubah."
    write_lines(store, one, two)
    assert say(store).startswith("… berakhir sebelum yang terakhir ditulis (catatan 3, ")


@pytest.mark.parametrize("how", ["hilang", "rusak"])
def test_a_lost_end_is_said_and_not_forgotten_by_the_next_line(store: Store, how: str) -> None:
    hold(store.folder, P, OTHER)
    end = store.folder / "pemda_lain" / chain.FILE
    content = end.read_bytes()
    end.unlink() if how == "hilang" else end.write_bytes(b"{}}")
    assert say(store) == "… mungkin terpotong: akhir.json yang menyebut akhirnya hilang atau rusak."
    end.write_bytes(content)
    assert say(store) == ""
    end.unlink()
    hold(store.folder, THIRD)
    assert say(store) == "…: sebelum baris 3 ada yang hilang atau berubah."


def test_a_loss_that_nobody_can_mend_is_acknowledged_and_a_later_one_is_said_again(
    store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", "--akui", "--oleh", "Siti"]) == 0
    assert "Tidak ada yang hilang." in capsys.readouterr().out
    hold(store.folder, P, OTHER)
    write_lines(store, read_lines(store)[0])
    hold(store.folder, OTHER)
    assert main(["import", "--akui", "--oleh", "Siti"]) == 0
    assert say(store) == ""
    assert sorted(read_ledger(store.folder).find_held()) == ["35.05", "35.06"]
    assert [e.jenis for e in read_ledger(store.folder).list_in_force()] == ["terima", "terima"], "not to be undone"
    hold(store.folder, THIRD)
    write_lines(store, *read_lines(store)[:-1])
    assert say(store).startswith("… berakhir sebelum yang terakhir ditulis (catatan 5, ")


def test_a_backup_brings_ledger_and_end_back_together(store: Store, tmp_path: Path) -> None:
    hold(store.folder, P)
    assert backup(store, tmp_path / "cadangan").problems == ()
    hold(store.folder, OTHER)
    assert backup(store, tmp_path / "cadangan").problems == ()
    assert not (tmp_path / "cadangan" / "disisihkan").exists()
    write_lines(store, read_lines(store)[0])
    (said,) = list_damage(store.folder)
    assert backup(store, tmp_path / "lain").problems == (said,)
    restore_backup(store, tmp_path / "cadangan", confirmed=True)
    assert say(store) == "" and len(read_ledger(store.folder).find_held()) == 2


_KILLED = """
import os, sys
from pathlib import Path
from etl.neighbours.noted import chain
from tests.neighbours.parcels import Parcel, hold
write = chain.write_end
def end(folder, one):
    write(folder, one) if one.nomor == int(sys.argv[2]) else os._exit(9)
chain.write_end = end
hold(Path(sys.argv[1]), Parcel())
"""


@pytest.mark.parametrize(("written", "lines"), [(9, 0), (0, 1)])
def test_a_kill_between_line_and_end_is_no_loss(store: Store, written: int, lines: int) -> None:
    words = [sys.executable, "-c", _KILLED, str(store.folder), str(written)]
    assert subprocess.run(words, cwd=ROOT, check=False).returncode == 9
    assert len(read_ledger(store.folder).entries) == lines
    hold(store.folder, P)
    hold(store.folder, OTHER)
    assert say(store) == ""
