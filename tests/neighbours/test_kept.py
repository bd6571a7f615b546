"""What is held is kept, proved, copied and brought back; what is damaged is named, the others stay shown."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from etl.__main__ import main
from etl.acuan import ROOT
from etl.neighbours import held
from etl.neighbours.held import identify_held, open_held
from etl.neighbours.ledger import read_ledger
from etl.neighbours.look import Consent
from etl.neighbours.messages import NotTaken
from etl.neighbours.take import take, undo
from etl.prove.verify import verify_store
from etl.settings.comparable import hash_parts
from etl.store.faults import StoreDamaged
from etl.store.versions import Store
from etl.upkeep import doctor
from etl.upkeep.backup import backup
from etl.upkeep.put_back import restore_backup
from tests.neighbours.parcels import STAFF, Parcel, find_fingerprint, hold, list_files, write_parcel

P = Parcel()
OTHER = Parcel(
    kode="35.06", nama="Kabupaten Lain", rows=[("2025-T2", "35.06", "koperasi_aktif", 1, 2)], areas=(), seed=2
)
NEWER = replace(P, versi=4, dibuat="2025-11-01T09:00:00+07:00")


def list_shown(state: Path) -> list[tuple]:
    con = open_held(state)
    return [] if con is None else con.execute("select kode, versi from pemda order by kode").fetchall()


def find_file(store: Store, parcel: Parcel) -> Path:
    known = {e.kode: e.sha256 for e in read_ledger(store.folder).entries}
    return store.folder / "pemda_lain" / "paket" / f"{known[parcel.kode]}.zip"


def sign(store: Store) -> tuple[str, str]:
    return next((s.state, s.found) for s in doctor.examine(store) if s.code == "pemda_lain")


def test_whose_figures_are_not_compared_is_a_remark_with_what_they_are_counted_by(store: Store) -> None:
    rows = [("2025-T2", "{}", "cakupan_pendampingan", 1, 2), ("2025-T2", "{}", "rat_tahun_buku", 1, 2)]

    def make(code: str, name: str, **more: object) -> Parcel:
        return Parcel(kode=code, nama=name, rows=[(q, code, *rest) for q, _, *rest in rows], areas=(), **more)

    hold(store.folder, make("35.05", "Kabupaten Satu"))
    assert sign(store) == ("baik", "paket 1 pemda dipegang")
    other = {"jendela_triwulan": 2}
    hold(store.folder, make("35.06", "Kabupaten Dua", rules=other), make("35.07", "Kabupaten Tiga", rules=other))
    hold(store.folder, make("35.08", "Kabupaten Empat", is_older_release=True))
    assert sign(store) == (
        "perhatian",
        "Kabupaten Dua dan Kabupaten Tiga: Koperasi didampingi dihitung dengan definisi lain, tidak dibandingkan; yang "
        "berbeda: Kurun (di sini 4 triwulan, di sana 2 triwulan). Kabupaten Empat: Koperasi didampingi dan RAT tahun "
        "buku tidak diketahui dihitung dengan cara apa, tidak dibandingkan; minta pengelola dasbornya memasang rilis "
        "sekarang; bila sudah, menjalankan python -m etl rebuild. Lalu terima paketnya yang baru",
    )
    assert not doctor.is_ill([s for s in doctor.examine(store) if s.code == "pemda_lain"])


def test_a_way_of_counting_that_this_release_does_not_know_is_named_too(store: Store) -> None:
    definitions = json.loads(list_files(OTHER)["definisi.json"])
    (active,) = [d for d in definitions["definisi"] if d["indikator"] == "koperasi_aktif"]
    active["isi"]["cara_hitung"] = "0" * 32
    active["sidik"] = hash_parts(active["isi"])
    content = write_parcel(OTHER, definisi=json.dumps(definitions).encode())
    take(store.folder, content, STAFF, Consent(fingerprint=find_fingerprint(OTHER.seed)))
    assert sign(store) == (
        "perhatian",
        "Kabupaten Lain: Koperasi aktif dihitung dengan definisi lain, tidak dibandingkan; yang berbeda: cara "
        "menghitungnya",
    )


@pytest.mark.parametrize("how", ["hilang", "rusak"])
def test_a_package_that_is_gone_or_damaged_is_named_and_the_others_stay_shown(store: Store, how: str) -> None:
    hold(store.folder, P, OTHER)
    path = find_file(store, P)
    content = path.read_bytes()
    path.unlink() if how == "hilang" else path.write_bytes(content[:-1])
    held.rebuild(store.folder, afresh=True)
    assert list_shown(store.folder) == [("35.06", 3)]
    said = f"Paket {path} {how}. Salin kembali dari cadangan, lalu jalankan rebuild"
    assert sign(store) == ("salah", said)
    assert f"{said}." in verify_store(store).problems
    if how == "hilang":
        path.write_bytes(content)
        assert main(["rebuild"]) == 0
    else:  # or its sender sends it once more
        hold(store.folder, P)
    assert list_shown(store.folder) == [("35.05", 3), ("35.06", 3)]
    assert (sign(store), verify_store(store).problems) == (("baik", "paket 2 pemda dipegang"), [])


def test_the_tables_follow_from_ledger_and_packages(store: Store) -> None:
    hold(store.folder, P, OTHER, NEWER)
    path = Path(identify_held(store.folder))
    assert verify_store(store).problems == []
    held.forget(path)
    path.unlink()
    assert list_shown(store.folder) == [("35.05", 4), ("35.06", 3)]
    held.forget(path)
    path.write_bytes(b"rusak")
    said = f"Tabel paket pemda lain ({path}) rusak. Jalankan rebuild: dibuat lagi."
    assert (sign(store)[1], verify_store(store).problems) == (said, [said])
    assert main(["rebuild"]) == 0
    assert list_shown(store.folder) == [("35.05", 4), ("35.06", 3)]


def test_a_damaged_line_of_the_ledger_is_named_and_the_others_hold(store: Store) -> None:
    hold(store.folder, P, OTHER)
    path = store.folder / "pemda_lain" / "catatan.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"{" + lines[0] + lines[1] + b'{"nomor": 3, "waktu')
    assert list_shown(store.folder) == [("35.06", 3)]
    assert [p.partition(" catatan")[0] for p in read_ledger(store.folder).problems] == ["Baris 1", "Baris 3"]
    hold(store.folder, P)
    assert list_shown(store.folder) == [("35.05", 3), ("35.06", 3)]
    assert [e.nomor for e in read_ledger(store.folder).entries] == [2, 3]


def test_a_backup_holds_packages_and_ledger_and_brings_both_back(store: Store, tmp_path: Path) -> None:
    hold(store.folder, P, OTHER)
    assert backup(store, tmp_path / "cadangan").problems == ()
    undone = undo(store.folder, 2, STAFF)
    assert backup(store, tmp_path / "cadangan").problems == ()
    names = {p.name for p in (tmp_path / "cadangan" / "pemda_lain").rglob("*")}
    assert names == {"paket", "catatan.jsonl", "akhir.json", *(p.name for p in find_file(store, P).parent.iterdir())}
    assert not (tmp_path / "cadangan" / "disisihkan").exists(), "a ledger that went on replaces the one before it"
    undo(store.folder, undone.nomor, STAFF)
    restore_backup(store, tmp_path / "cadangan", confirmed=True)
    assert list_shown(store.folder) == [("35.05", 3)]
    assert verify_store(store).problems == []


def test_a_lost_package_marks_the_backup(store: Store, tmp_path: Path) -> None:
    hold(store.folder, P)
    path = find_file(store, P)
    path.unlink()
    said = f"Paket {path} hilang. Salin kembali dari cadangan, lalu jalankan rebuild."
    assert backup(store, tmp_path / "cadangan").problems == (said,)


def test_a_package_that_cannot_be_kept_changes_nothing(store: Store) -> None:
    hold(store.folder, P)
    packages = store.folder / "pemda_lain" / "paket"
    packages.rename(packages.with_name("dulu"))
    packages.write_bytes(b"")  # in the way, as a disk that is full
    with pytest.raises(OSError):
        hold(store.folder, OTHER)
    packages.unlink()
    packages.with_name("dulu").rename(packages)
    assert list_shown(store.folder) == [("35.05", 3)]
    with pytest.raises(NotTaken):
        hold(store.folder, replace(NEWER, kode="35.05.01"))
    assert list_shown(store.folder) == [("35.05", 3)]


def test_a_ledger_that_cannot_be_opened_is_said_and_no_page_falls_with_it(store: Store) -> None:
    hold(store.folder, P)
    ledger = store.folder / "pemda_lain" / "catatan.jsonl"
    lines = ledger.read_bytes()
    ledger.unlink()
    assert "tidak ada, padahal 1 paket tersimpan" in sign(store)[1]
    ledger.mkdir()  # as one that belongs to another user
    assert (held.identify_held(store.folder), held.open_held(store.folder)) == (held.UNKNOWN, None)
    assert sign(store)[0] == "salah" and "tidak dapat dibaca" in sign(store)[1]
    with pytest.raises(StoreDamaged, match="tidak dapat dibaca"):
        hold(store.folder, OTHER)
    ledger.rmdir()
    ledger.write_bytes(lines)
    assert (list_shown(store.folder), sign(store)[0]) == ([("35.05", 3)], "baik")


def test_tables_that_cannot_be_built_take_nothing_from_what_was_taken(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise OSError(28, "No space left on device")

    hold(store.folder, P)
    tables = store.folder / "pemda_lain" / "tabel"
    tables.rename(tables.with_name("dulu"))
    tables.write_bytes(b"")  # in the way, as a disk that is full
    hold(store.folder, OTHER)
    assert list_shown(store.folder) == [("35.05", 3), ("35.06", 3)], "kept in memory meanwhile"
    tables.unlink()
    tables.mkdir()
    monkeypatch.setattr(held, "_AGAIN", 0.0)
    monkeypatch.setattr(held, "sync_file", stop)
    assert list_shown(store.folder) == [("35.05", 3), ("35.06", 3)]
    assert list(tables.iterdir()) == [], "what could not be finished does not fill the disk"
    monkeypatch.setattr(held, "sync_file", lambda _: None)
    assert list_shown(store.folder) == [("35.05", 3), ("35.06", 3)]
    assert len(list(tables.iterdir())) == 1


_KILLED = """
import os, sys
from pathlib import Path
from etl.neighbours import {room} as room
from tests.neighbours.parcels import Parcel, hold
def end(*_a, **_k):
    os._exit(9)
room.{name} = end
hold(Path(sys.argv[1]), Parcel(versi=4, dibuat="2025-11-01T09:00:00+07:00"))
"""


@pytest.mark.parametrize(
    ("room", "name", "version"), [("archive", "write_atomic", 3), ("ledger", "append", 3), ("held", "_write_file", 4)]
)
def test_a_kill_leaves_the_package_before_or_the_new_one(store: Store, room: str, name: str, version: int) -> None:
    hold(store.folder, P)
    script = _KILLED.format(room=room, name=name)
    done = subprocess.run([sys.executable, "-c", script, str(store.folder)], cwd=ROOT, check=False)
    assert done.returncode == 9
    assert list_shown(store.folder) == [("35.05", version)]
    hold(store.folder, NEWER)
    assert list_shown(store.folder) == [("35.05", 4)]


def test_two_who_take_at_once_both_succeed(store: Store, tmp_path: Path) -> None:
    words = []
    for parcel in (P, OTHER):
        path = tmp_path / f"{parcel.kode}.zip"
        path.write_bytes(write_parcel(parcel))
        words.append([str(path), "--kunci", find_fingerprint(parcel.seed), "--oleh", "Siti"])
    running = [subprocess.Popen([sys.executable, "-m", "etl", "import", *w], cwd=ROOT) for w in words]
    assert [p.wait(60) for p in running] == [0, 0]
    assert list_shown(store.folder) == [("35.05", 3), ("35.06", 3)]
    assert [e.nomor for e in read_ledger(store.folder).entries] == [1, 2]
