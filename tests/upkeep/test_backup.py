"""Backups are whole or known to be half, are put back without losing anything, and are proved by a drill."""

from __future__ import annotations

import datetime as dt
import errno
import json
import os
import shutil
import sqlite3
import stat
from collections import namedtuple
from contextlib import ExitStack

import pytest

from etl.__main__ import main
from etl.accounts import users
from etl.audit import log as audit
from etl.prove import verify
from etl.store.faults import StoreDamaged
from etl.store.versions import Store
from etl.upkeep import care, cipher, doctor, put_back
from etl.upkeep.backup import backup
from etl.upkeep.drill import drill
from etl.upkeep.manifest import BackupDamaged, read_manifest
from etl.upkeep.running import ServerRuns, hold_state, is_served
from tests import states


@pytest.fixture
def store(built_store):
    """Three versions and one account, of its own."""
    users.add_user("ani", "rahasia")
    audit.append("masuk", "ani")
    return built_store


@pytest.fixture
def folder(store, tmp_path):
    backup(store, tmp_path / "cadangan")
    return tmp_path / "cadangan"


# ── the manifest ──


def test_the_manifest_names_release_versions_the_audits_head_and_every_file_with_its_hash(store, folder):
    m = json.loads((folder / "cadangan.json").read_text())
    assert (m["versi_terkini"], m["jumlah_versi"], m["audit"]["nomor"], m["penerima"]) == (3, 3, 5, [])
    saved = {f["nama"]: f["sha256"] for f in m["berkas"]}
    assert states.hashes(store.folder).items() <= saved.items()
    assert {"terbitan/TERKINI", "audit.jsonl", "pengguna.sqlite", "kunci"} <= saved.keys()


def test_a_backup_is_its_owners_only(folder):
    modes = {stat.S_IMODE(p.stat().st_mode) for p in [folder, *folder.rglob("*")]}
    assert modes == {0o700, 0o600}


def test_a_backup_without_its_last_file_is_half_and_said(folder, capsys):
    (folder / "cadangan.json").unlink()
    with pytest.raises(BackupDamaged, match="belum selesai"):
        read_manifest(folder)
    assert main(["restore-backup", str(folder), "--yakin"]) == 2
    assert "belum selesai" in capsys.readouterr().err


def test_a_name_that_leads_out_of_the_state_folder_is_refused(folder):
    m = json.loads((folder / "cadangan.json").read_text())
    m["berkas"][0]["nama"] = "arsip/../../x"
    (folder / "cadangan.json").write_text(json.dumps(m))
    with pytest.raises(BackupDamaged, match="rusak"):
        read_manifest(folder)


@pytest.mark.parametrize("kept", [(), ("audit.jsonl", "terbitan/000003.duckdb"), ("terbitan/TERKINI",)])
def test_a_list_that_names_less_than_it_says_is_no_backup(folder, tmp_path, kept):
    m = json.loads((folder / "cadangan.json").read_text())
    m["berkas"] = [f for f in m["berkas"] if f["nama"] in kept]
    (folder / "cadangan.json").write_text(json.dumps(m))
    with pytest.raises(BackupDamaged, match=r"Daftar isi cadangan\.json .* rusak"):
        put_back.restore_backup(Store(tmp_path / "baru"), folder)
    assert not (tmp_path / "baru").exists()


def test_two_installations_do_not_share_a_folder_of_backups(folder, tmp_path):
    before = states.hashes(folder)
    with pytest.raises(ValueError, match="ada cadangan pemasangan lain; pilih folder yang baru"):
        backup(states.build(tmp_path / "kota lain"), folder)
    assert states.hashes(folder) == before


def test_a_state_that_lost_its_key_is_the_same_installation(store, folder):
    (store.folder / "kunci").write_bytes(b"x" * 32)
    assert backup(store, folder).problems == ()


def test_a_backup_does_not_go_into_the_state_folder(store):
    with pytest.raises(ValueError, match="diska lain"):
        backup(store, store.folder / "cadangan")


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="asks Linux what file a handle is of")
def test_a_full_disk_of_the_state_does_not_stop_a_backup_to_another_disk(store, tmp_path, monkeypatch, capsys):
    original = {"fsync": os.fsync, "mkdir": os.mkdir}

    def refuse(path: str) -> None:
        if path.startswith(str(store.folder)):
            raise OSError(errno.ENOSPC, "No space left on device", path)

    def fsync(handle: int) -> None:
        refuse(os.readlink(f"/proc/self/fd/{handle}"))
        original["fsync"](handle)

    def mkdir(path, *words, **more) -> None:
        refuse(os.fspath(path))
        original["mkdir"](path, *words, **more)

    with monkeypatch.context() as m:
        m.setattr(os, "fsync", fsync)
        m.setattr(os, "mkdir", mkdir)
        assert main(["backup", str(tmp_path / "cadangan")]) == 1
    assert "Cadangan selesai dan utuh, tetapi tidak dapat dicatat" in capsys.readouterr().out
    assert read_manifest(tmp_path / "cadangan").versions == 3
    put_back.restore_backup(Store(tmp_path / "baru"), tmp_path / "cadangan")


@pytest.mark.skipif(os.name != "posix", reason="asks a POSIX system whether a disk takes writing")
def test_a_state_on_a_disk_that_takes_no_more_writing_is_backed_up_and_a_backup_is_drilled(
    store, tmp_path, monkeypatch, capsys
):
    original = {"open": os.open, "mkdir": os.mkdir, "statvfs": os.statvfs}

    def is_there(path) -> bool:
        return os.fspath(path).startswith(str(store.folder))

    def open_(path, flags, *words, **more):
        if is_there(path) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            raise OSError(errno.EROFS, "Read-only file system", path)
        return original["open"](path, flags, *words, **more)

    def mkdir(path, *words, **more):
        if is_there(path):
            raise OSError(errno.EROFS, "Read-only file system", path)
        original["mkdir"](path, *words, **more)

    def statvfs(path):
        found = original["statvfs"](path)
        return namedtuple("Disk", "f_flag")(found.f_flag | os.ST_RDONLY) if is_there(path) else found

    with monkeypatch.context() as m:
        for name, frozen in (("open", open_), ("mkdir", mkdir), ("statvfs", statvfs)):
            m.setattr(os, name, frozen)
        assert main(["backup", str(tmp_path / "cadangan")]) == 1
        said = capsys.readouterr().out
        assert "Cadangan selesai dan utuh, tetapi tidak dapat dicatat" in said
        assert main(["drill", str(tmp_path / "cadangan")]) == 0
        assert "Uji pulih ini tidak dapat dicatat" in capsys.readouterr().out
    assert read_manifest(tmp_path / "cadangan").versions == 3


@pytest.mark.parametrize("command", [["template"], ["kunci-cadangan"], ["feedback", "-o"]])
def test_a_file_that_does_not_fit_leaves_nothing_half_and_the_old_one_whole(
    store, tmp_path, monkeypatch, command, capsys
):
    out, book = tmp_path / "hasil.xlsx", tmp_path / "buku.xlsx"
    book.write_bytes(store.workbooks.find(store.records.read(1)["sha256"]).read_bytes())
    is_new = command == ["kunci-cadangan"]  # never overwrites
    if not is_new:
        out.write_bytes(b"lama")
    more = [str(book), "--periode", "2024-T3"] if "feedback" in command else []

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as m:
        m.setattr(os, "fsync", full)
        assert main([command[0], *more, *command[1:], str(out)]) == 2
    assert "diskanya penuh" in capsys.readouterr().err
    assert (out.exists(), *sorted(p.name for p in tmp_path.glob("hasil*"))) == (not is_new, *["hasil.xlsx"][is_new:])
    assert is_new or out.read_bytes() == b"lama"


def test_what_a_killed_backup_left_in_a_new_folder_is_scratch_and_goes(store, tmp_path):
    (tmp_path / "cadangan" / "bangun-x.sedang").mkdir(parents=True)
    (tmp_path / "cadangan" / "bangun-x.sedang" / "audit.jsonl").write_text("setengah")
    backup(store, tmp_path / "cadangan")
    assert [p.name for p in (tmp_path / "cadangan").rglob("*sedang*")] == []


def test_a_second_backup_sets_lost_accounts_aside_and_replaces_a_grown_audit(store, folder):
    users.add_user("budi", "rahasia")
    backup(store, folder)
    with sqlite3.connect(folder / "pengguna.sqlite") as db:
        assert db.execute("select nama from pengguna order by 1").fetchall() == [("ani",), ("budi",)]
    assert [p.name.split("-", 1)[1] for p in (folder / "disisihkan").iterdir()] == ["pengguna.sqlite"]
    assert read_manifest(folder).audit.number == 7  # a backup and an account more


# ── put back ──


def test_a_backup_comes_back_into_an_empty_folder_without_sessions_and_verifies(store, folder, monkeypatch, tmp_path):
    users.start_session("ani")
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path / "baru"))
    new = Store()
    assert "dipulihkan" in put_back.restore_backup(new, folder)
    assert states.hashes(new.folder) | states.hashes(store.folder) == states.hashes(new.folder)
    assert new.find_current() == 3
    assert verify.verify_store(new).problems == []
    assert users.log_in("ani", "rahasia").name == "ani"
    assert [e.event for e in audit.read_entries()][3:6] == ["akun_dibuat", "masuk", "pulihkan_cadangan"]


def test_a_state_that_is_not_empty_is_set_aside_only_when_confirmed(store, folder):
    number = states.publish_next(store)
    before = states.hashes(store.folder)
    with pytest.raises(ValueError, match="--yakin"):
        put_back.restore_backup(store, folder)
    assert (number, store.find_current(), states.hashes(store.folder)) == (4, 4, before)
    put_back.restore_backup(store, folder, confirmed=True)
    assert store.find_current() == 3
    assert set(before.values()) <= set(states.hashes(store.folder).values())
    assert verify.verify_store(store).problems == []


def test_an_audit_that_went_on_after_the_backup_stays_in_force(store, folder):
    audit.append("keluar", "ani")
    put_back.restore_backup(store, folder, confirmed=True)
    events = [e.event for e in audit.read_entries()]
    assert events[3:] == ["akun_dibuat", "masuk", "cadangan", "keluar", "pulihkan_cadangan"]
    assert audit.check_chain() == []


def test_a_running_dashboard_is_not_put_back_under(store, folder):
    with hold_state(store.folder) as remark, pytest.raises(ServerRuns, match="Hentikan dahulu"):
        assert remark == ""
        put_back.restore_backup(store, folder, confirmed=True)


def test_a_second_dashboard_is_said_and_not_put_back_under_once_the_first_has_ended(store, folder):
    beside = f"Dasbor lain, atau sebuah pemulihan cadangan, sedang memakai {store.folder}."
    with ExitStack() as first, ExitStack() as second:
        first.enter_context(hold_state(store.folder))
        assert second.enter_context(hold_state(store.folder)).startswith(beside)
        first.close()
        assert is_served(store.folder)
        with pytest.raises(ServerRuns, match="Hentikan dahulu"):
            put_back.restore_backup(store, folder, confirmed=True)
        with hold_state(store.folder) as third:  # in the place that the first left free
            assert third.startswith(beside)
    assert not is_served(store.folder)
    put_back.restore_backup(store, folder, confirmed=True)
    with hold_state(store.folder) as alone:
        assert alone == ""


def test_a_changed_file_stops_before_anything_is_moved(store, folder):
    before = states.hashes(store.folder)
    (folder / "terbitan" / "000002.duckdb").write_bytes(b"lain")
    with pytest.raises(BackupDamaged, match="rusak atau berubah"):
        put_back.restore_backup(store, folder, confirmed=True)
    assert states.hashes(store.folder) == before
    assert store.find_damage() is None


def test_an_interrupted_restore_stops_writing_and_the_next_run_ends_it(store, folder, monkeypatch):
    moved = []

    def stop(source, target):
        moved.append(source)
        if len(moved) == 5:
            raise OSError("listrik padam")
        original(source, target)

    original = put_back._move
    monkeypatch.setattr(put_back, "_move", stop)
    with pytest.raises(OSError, match="listrik"):
        put_back.restore_backup(store, folder, confirmed=True)
    monkeypatch.undo()
    again = Store(store.folder)
    with pytest.raises(StoreDamaged, match="terputus"), again.lock():
        pass
    assert put_back.restore_backup(again, folder).startswith("Pemulihan yang terputus diselesaikan.")
    assert again.find_current() == 3
    assert verify.verify_store(again).problems == []


# ── drills ──


def test_times_of_backups_are_said_by_the_clock_of_the_city(store, folder, tmp_path, capsys):
    manifest = json.loads((folder / "cadangan.json").read_text())
    manifest["waktu"] = "2026-11-26T18:40:00+00:00"
    (folder / "cadangan.json").write_text(json.dumps(manifest))
    assert drill(store, folder).sentence.startswith("Cadangan 27-11-2026 01.40 WIB dapat dipulihkan")
    said = put_back.restore_backup(Store(tmp_path / "baru"), folder)
    assert said.startswith("Cadangan 27-11-2026 01.40 WIB (versi 3) dipulihkan")
    care.note_backup(store.folder, dt.datetime(2026, 11, 26, 18, 40, tzinfo=dt.UTC))
    assert main(["doctor"]) in (0, 1)
    assert "Cadangan terakhir: 27-11-2026 01.40 WIB" in capsys.readouterr().out


def test_a_drill_proves_a_backup_and_keeps_its_date(store, folder, capsys):
    assert main(["drill", str(folder)]) == 0
    assert "dapat dipulihkan: 3 versi" in capsys.readouterr().out
    assert care.read_care(store.folder).sound
    assert not care.is_overdue(care.read_care(store.folder).drill, 35)


def test_a_drill_of_a_changed_backup_fails_and_says_why(store, folder):
    (folder / "kunci").write_bytes(b"x" * 32)
    outcome = drill(store, folder)
    assert outcome.problems == (f"Berkas kunci di cadangan {folder} rusak atau berubah. Pakai cadangan lain.",)
    assert care.read_care(store.folder) == care.Care(care.read_care(store.folder).backup, None, sound=False)


# ── encryption ──


@pytest.fixture
def sealed(store, tmp_path, monkeypatch):
    """(folder, key) of an encrypted backup."""
    pytest.importorskip("pyrage")
    public = cipher.make_key(tmp_path / "rahasia.txt")
    reference = shutil.copytree("data/acuan", tmp_path / "acuan")
    settings = reference / "pengaturan.toml"
    settings.write_text(settings.read_text().replace("penerima = [] ", f'penerima = ["{public}"] '))
    monkeypatch.setenv("KOPERASI_ACUAN", str(reference))
    backup(store, tmp_path / "tersegel")
    return tmp_path / "tersegel", tmp_path / "rahasia.txt"


def test_an_encrypted_backup_holds_nothing_in_the_clear_and_its_key_opens_it(store, sealed, monkeypatch, capsys):
    folder, key = sealed
    assert {p.suffix for p in folder.rglob("*") if p.is_file()} == {".age", ".json"}
    assert all(p.read_bytes().startswith(b"age-encryption.org/v1") for p in folder.rglob("*.age"))
    assert main(["drill", str(folder)]) == 2
    assert cipher.KEY_SETTING in capsys.readouterr().err
    assert "drill FOLDER --kunci BERKAS" in next(s.advice for s in doctor.examine(store) if s.code == "uji_pulih")
    monkeypatch.setenv(cipher.KEY_SETTING, str(key))
    assert main(["drill", str(folder)]) == 0
    put_back.restore_backup(store, folder, key, confirmed=True)
    assert verify.verify_store(store).problems == []


def test_an_encrypted_backup_asks_for_its_key_and_refuses_another(store, sealed, tmp_path):
    with pytest.raises(ValueError, match="--kunci"):
        put_back.restore_backup(store, sealed[0], confirmed=True)
    cipher.make_key(tmp_path / "lain.txt")
    assert drill(store, sealed[0], tmp_path / "lain.txt").problems == (
        f"Kunci {tmp_path / 'lain.txt'} tidak membuka cadangan ini.",
    )
    assert store.find_current() == 3


def test_an_encrypted_backup_does_not_go_beside_one_in_the_clear(store, folder, sealed):
    with pytest.raises(ValueError, match="folder yang baru"):
        backup(store, folder)


# ── where a backup may go ──


def test_a_backup_does_not_go_among_other_peoples_files_and_leaves_their_folder_as_it_is(store, tmp_path):
    shared = tmp_path / "bersama"
    shared.mkdir(mode=0o755)
    (shared / "surat.txt").write_text("punya orang lain")
    with pytest.raises(ValueError, match="ada berkas lain"):
        backup(store, shared)
    assert [p.name for p in shared.iterdir()] == ["surat.txt"]
    assert shared.stat().st_mode & 0o777 == 0o755


def test_the_mode_of_a_folder_that_was_there_stays_and_what_lies_in_it_is_the_owners(store, tmp_path):
    disk = tmp_path / "diska"
    (disk / "lost+found").mkdir(parents=True)
    disk.chmod(0o755)
    backup(store, disk)
    backup(store, disk)
    assert disk.stat().st_mode & 0o777 == 0o755
    known = [p for p in disk.rglob("*") if p.name != "lost+found"]
    assert {p.stat().st_mode & 0o077 for p in known} == {0}
