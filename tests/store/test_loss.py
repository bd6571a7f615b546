"""Nothing that was whole is lost: a missing, garbled or set-back pointer, damages, a lost key, a put-back backup."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sqlite3
import stat

import duckdb
import pytest

from dasbor import mulai
from etl.__main__ import main
from etl.accounts import users
from etl.prove import rebuild, verify
from etl.publish import publish
from etl.release import read_release
from etl.rules import quote_name
from etl.store.attach import is_current_format, rewrite_file
from etl.store.faults import ParticipantKeyLost, PointerDamaged, StoreDamaged, explain_unfinished
from etl.store.versions import Store
from etl.upkeep import backup
from tests import golden, states

POSIX = pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")


@pytest.fixture
def store(built_store):
    """Three versions, current 3, of its own."""
    return built_store


def pointer(store: Store, isi: str | None) -> None:
    path = store.versions_folder / "TERKINI"
    path.write_text(isi) if isi is not None else path.unlink()


def cooperatives(store: Store, number: int) -> int:
    return store.open_version(number).execute("select count(*) from koperasi_triwulan").fetchall()[0][0]


# ── the pointer ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("isi", "word"),
    [
        (None, "Penunjuk TERKINI hilang, padahal ada versi atau catatan sampai nomor 3."),
        ("\x00rusak", "bukan nama versi"),
        ("", "bukan nama versi"),
        ("000001.duckdb", "Penunjuk TERKINI menunjuk versi 1, padahal ada nomor sesudahnya: 2, 3."),
    ],
)
def test_a_damaged_pointer_stops_all_writing_and_loses_nothing(store, isi, word, capsys):
    before = states.hashes(store.folder)
    pointer(store, isi)
    assert word in (store.find_damage() or "")
    with pytest.raises(PointerDamaged, match="Jalankan rebuild"):
        publish.restore_version(1, "Siti", store=store)
    assert main(["sample"]) == 2
    assert "Data contoh tidak diterbitkan. Penunjuk TERKINI" in capsys.readouterr().err
    assert main(["verify"]) == 1
    assert word in capsys.readouterr().out
    assert states.hashes(store.folder) == before


def test_rebuild_mends_a_lost_pointer_and_changes_no_file(store):
    before = states.hashes(store.folder)
    pointer(store, None)
    assert rebuild.rebuild_store(store).problems == []
    assert store.find_current() == 3
    assert states.hashes(store.folder) == before
    assert verify.verify_store(store).problems == []


def test_a_person_chooses_the_version_with_a_confirmation_and_what_lies_above_is_set_aside(store, capsys):
    pointer(store, "000001.duckdb")
    before = states.hashes(store.folder)
    assert main(["tunjuk", "2"]) == 1
    assert "Versi 2 akan menjadi terkini." in capsys.readouterr().out
    assert states.hashes(store.folder) == before
    assert main(["tunjuk", "2", "--yakin"]) == 0
    assert store.find_current() == 2
    assert store.find_damage() is None
    assert not store.find_path(3).exists()
    assert set(states.hashes(store.folder).values()) == set(before.values())


def test_with_a_sound_pointer_there_is_nothing_to_choose(store, capsys):
    assert main(["tunjuk", "1", "--yakin"]) == 2
    assert "pakai restore" in capsys.readouterr().err
    assert store.find_current() == 3


def test_a_finished_publication_whose_pointer_did_not_move_becomes_current_with_the_next_write(store):
    pointer(store, "000002.duckdb")
    assert store.find_current() == 2
    assert publish.restore_version(1, "Siti", store=store) == 4
    ledger = store.open_version(4).execute("select nomor from terbitan order by 1").fetchall()
    assert ledger == [(1,), (2,), (3,), (4,)]


@pytest.mark.files_only("a catalog has the version whole: it is fetched again, tests/store/lake/test_shared.py")
def test_an_unfinished_publication_is_set_aside_and_its_number_given_again(store):
    pointer(store, "000002.duckdb")
    store.find_path(3).unlink()
    note = store.records.path(3).read_bytes()
    (store.versions_folder / "000003.duckdb.sedang").write_bytes(b"separuh")
    assert publish.restore_version(1, "Siti", store=store) == 3
    put_aside = sorted(p.read_bytes() for p in (store.folder / "disisihkan").iterdir())
    assert put_aside == sorted([note, b"separuh"])
    assert store.list_leftovers() == []


def test_a_record_is_never_overwritten(store):
    content = store.records.path(2).read_bytes()
    with pytest.raises(StoreDamaged, match="tidak ditimpa"):
        store.records.write(json.loads(content))
    assert store.records.path(2).read_bytes() == content


@pytest.mark.files_only("a catalog refuses before, since nobody holds its lock")
def test_a_version_is_never_overwritten(store):
    other = store.find_draft(2)
    shutil.copy(store.find_path(1), other)
    with pytest.raises(StoreDamaged, match="tidak ditimpa"):
        store.make_current(other, 2)


def test_retention_counts_from_the_newest_file_and_record_and_keeps_what_nothing_could_bring_back(store):
    store.records.path(1).unlink()
    assert store.prune(1) == [2]
    assert store.list_versions() == [1, 3]


# ── damaged files ────────────────────────────────────────────────────────────────────


def garble(store: Store, number: int) -> None:
    content = bytearray(store.find_path(number).read_bytes())
    content[len(content) // 4 :] = bytes(len(content) - len(content) // 4)
    store.find_path(number).write_bytes(content)


def test_readers_are_offered_the_newest_whole_version_and_rebuild_mends_the_damaged_one(store, capsys):
    garble(store, 3)
    assert store.find_newest_whole() == (2, "Berkas versi 3 rusak atau berubah sejak diterbitkan. Jalankan rebuild.")
    assert cooperatives(store, 2) == 6
    with pytest.raises(StoreDamaged, match="Jalankan rebuild"):
        publish.restore_version(1, "Siti", store=store)
    note = store.records.path(3).read_bytes()
    assert main(["rebuild"]) == 0
    assert "Versi 3 dikembalikan." in capsys.readouterr().out
    assert store.find_newest_whole() == (3, "")
    assert store.records.path(3).read_bytes() == note  # the new hash stands beside
    assert [p.name for p in store.records.beside(3)] == ["000003.1.sidik"]
    assert verify.verify_store(store).problems == []


def test_without_a_pointer_readers_are_offered_the_newest_whole_version(store):
    pointer(store, None)
    number, cause = store.find_newest_whole()
    assert (number, "TERKINI hilang" in cause) == (3, True)
    assert cooperatives(store, 3) == 6


@pytest.mark.parametrize("command", [["versions"], ["user", "add", "ani"], ["backup", "cadangan"]])
@pytest.mark.parametrize("broken", ["terbitan/000003.duckdb", "terbitan/TERKINI", "pengguna.sqlite"])
def test_every_command_says_a_damage_in_a_sentence(store, command, broken, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (store.folder / broken).write_bytes(b"\xff\x00 bukan apa-apa " * 500)
    code = main(command)
    leaving = capsys.readouterr()
    assert code in (0, 2)
    if code == 2:
        assert leaving.err.startswith("Tidak dapat dikerjakan: ")
    assert "Traceback" not in leaving.err


def test_a_garbled_list_of_accounts_is_said_plainly(store):
    (store.folder / "pengguna.sqlite").write_bytes(b"bukan basis data " * 400)
    with pytest.raises(StoreDamaged, match="Daftar akun"):
        users.has_users()


def full_disk(_handle: int) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_draft_is_its_owners_also_where_it_is_never_finished(store):
    usual = os.umask(0o022)
    try:
        store.copy_to_draft(store.find_path(1), 7)
        store.start_file(8).close()
        store.start_file(9, 1).close()
        rewrite_file(store.find_path(1), store.find_draft(10))
    finally:
        os.umask(usual)
    modes = {p.name: oct(p.stat().st_mode & 0o777) for p in store.versions_folder.glob("*.sedang")}
    assert modes == {f"{n:06}.duckdb.sedang": "0o600" for n in (7, 8, 9, 10)}


def test_a_full_disk_while_bringing_back_is_said_and_loses_nothing(store, monkeypatch, capsys):
    garble(store, 3)
    before = set(states.hashes(store.folder).values())
    with monkeypatch.context() as m:
        m.setattr(os, "fsync", full_disk)
        assert main(["rebuild"]) == 2
    assert capsys.readouterr().err.startswith("Tidak dapat dikerjakan: ")
    assert before <= set(states.hashes(store.folder).values())
    assert store.find_newest_whole()[0] == 2


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("Could not write file “x”: No space left on device", "Diskanya penuh"),
        ("Could not set lock on file “x”", "Sebuah berkas versi sedang dipakai program lain"),
        ("Could not read enough bytes from file “x”", "Berkas versi tidak dapat dibaca sampai habis"),
    ],
)
def test_what_broke_the_work_off_is_told_apart(told, said):
    assert str(explain_unfinished(duckdb.IOException(told))).startswith(said)


def test_a_first_start_over_versions_without_a_pointer_publishes_no_sample(store, capfd):
    before = states.hashes(store.folder)
    pointer(store, None)
    mulai.prepare_state()
    assert "Perhatian: Penunjuk TERKINI hilang" in capfd.readouterr().out
    assert states.hashes(store.folder) == before


# ── a backup put back ────────────────────────────────────────────────────────────────


def test_another_file_under_the_same_number_is_shown_as_what_it_is(store, built_folder):
    assert cooperatives(store, 3) == 6
    past, reader = store.identify(3), store.open_version(3)
    other = store.folder / "lain.duckdb"
    shutil.copy(store.find_path(3), other)
    with duckdb.connect(str(other)) as con:
        con.execute("delete from koperasi_triwulan where nama_koperasi = 'KSP Satu'")
    other.replace(store.find_path(3))
    assert store.identify(3) != past
    assert cooperatives(store, 3) == 5
    assert reader.execute("select count(*) from koperasi_triwulan").fetchall() == [(6,)]  # to its end


def test_a_number_without_a_file_has_no_identity(store):
    with pytest.raises(KeyError):
        store.identify(9)


# ── the participant key ──────────────────────────────────────────────────────────────


@pytest.mark.files_only("the shared folder has the key and gives it back")
def test_publishing_refuses_when_the_participant_key_is_lost_and_goes_on_when_it_is_back(store):
    key = (store.folder / "kunci").read_bytes()
    (store.folder / "kunci").unlink()
    with pytest.raises(ParticipantKeyLost, match="dari cadangan terakhir"):
        states.publish_next(store)
    assert not (store.folder / "kunci").exists()
    assert "Kunci peserta" in verify.verify_store(store).problems[0]
    (store.folder / "kunci").write_bytes(b"x" * 32)
    with pytest.raises(ParticipantKeyLost, match="bukan yang dipakai"):
        states.publish_next(store)
    (store.folder / "kunci").write_bytes(key)
    assert states.publish_next(store) == 4


def test_records_of_an_earlier_release_have_no_fingerprint_but_participants_tell_that_there_was_a_key(store):
    for number in (1, 2, 3):
        path = store.records.path(number)
        content = json.loads(path.read_text())
        content.pop("sidik_kunci", None)
        path.write_text(json.dumps(content))
    (store.folder / "kunci").unlink()
    with pytest.raises(ParticipantKeyLost, match="hilang atau rusak"):
        publish.check_key(store)


# ── who may read ─────────────────────────────────────────────────────────────────────


def open_to_others(folder) -> list[str]:
    return [str(p) for p in [folder, *folder.rglob("*")] if stat.S_IMODE(p.stat().st_mode) & 0o077]


@POSIX
def test_all_files_of_state_and_backup_are_their_owners_only(store, tmp_path):
    users.add_user("ani")
    for p in [store.folder, *store.folder.rglob("*")]:
        p.chmod(0o755 if p.is_dir() else 0o644)
    publish.restore_version(1, "Siti", store=store)
    assert open_to_others(store.folder) == []
    backup.backup(store, tmp_path / "cadangan")
    assert open_to_others(tmp_path / "cadangan") == []


def test_a_backup_holds_accounts_but_no_session(store, tmp_path):
    users.add_user("ani", "rahasia")
    users.start_session("ani")
    backup.backup(store, tmp_path / "cadangan")
    with sqlite3.connect(tmp_path / "cadangan" / "pengguna.sqlite") as db:
        assert db.execute("select count(*) from sesi").fetchall() == [(0,)]
        assert db.execute("select nama from pengguna").fetchall() == [("ani",)]
    with sqlite3.connect(store.folder / "pengguna.sqlite") as db:
        assert db.execute("select count(*) from sesi").fetchall() == [(1,)]


def test_a_damaged_version_does_not_take_the_place_of_the_whole_one_in_a_backup(store, tmp_path):
    backup.backup(store, tmp_path / "cadangan")
    whole = store.find_path(3).read_bytes()
    garble(store, 3)
    backup.backup(store, tmp_path / "cadangan")
    put_aside = [p.read_bytes() for p in (tmp_path / "cadangan" / "disisihkan").iterdir()]
    assert put_aside == [whole]


# ── releases ─────────────────────────────────────────────────────────────────────────


def test_each_record_names_its_release(store):
    assert {json.loads(store.records.path(n).read_text())["rilis"] for n in (1, 2, 3)} == {read_release()}


def earlier_release(store: Store, number: int, alter: str) -> None:
    """The version as an earlier release would have read it, with the record of that release."""
    other = store.find_draft(number)
    shutil.copy(store.find_path(number), other)
    with duckdb.connect(str(other)) as con:
        con.execute(alter)
    store.find_path(number).unlink()
    other.replace(store.find_path(number))
    path = store.records.path(number)
    content = json.loads(path.read_text())
    path.write_text(json.dumps({**content, "sha256_terbitan": store.seal(store.find_path(number))}))
    for n in (1, 2, 3):
        content = json.loads(store.records.path(n).read_text())
        store.records.path(n).write_text(json.dumps({**content, "rilis": "0.1.5"}))


@pytest.mark.files_only("a record that was altered here alone is another history than the catalog's")
def test_rows_that_an_earlier_release_read_otherwise_are_no_damage_and_rebuild_publishes_them(store, capsys):
    earlier_release(store, 3, "update koperasi_triwulan set status = 'aktif' where nama_koperasi = 'KSU Dua'")
    result = verify.verify_store(store)
    assert result.problems == []
    assert result.remarks == ["Dibaca lain sejak rilis 0.1.5: Tabel koperasi_triwulan: 2 baris berbeda."]
    assert main(["verify"]) == 0
    capsys.readouterr()
    assert main(["rebuild"]) == 0
    assert store.find_current() == 4
    sql = "select status from koperasi_triwulan where nama_koperasi = 'KSU Dua'"
    assert store.open_version(4).execute(sql).fetchall() == [("tidak aktif",)]
    assert verify.verify_store(store).remarks == []


def test_a_replay_asks_no_gate_that_was_not_there_at_the_time(store):
    """A register that shrinks: the record has no reason, as if its release had not asked for one."""
    shrunk = {"Koperasi": states.SATU["Koperasi"][:-1]}
    number = golden.publish_book(store, "2025-T1", shrunk, reason="KSU Sembilan dibubarkan")
    assert number == 4
    path = store.records.path(4)
    path.write_text(json.dumps({**json.loads(path.read_text()), "alasan": "", "rilis": "0.1.5"}))
    assert verify.verify_store(store).problems == []


def test_versions_are_written_in_a_format_that_an_older_database_reads_and_rebuild_brings_others_to_it(store):
    assert is_current_format(store.find_path(3))
    old = store.find_draft(1)
    other = "latest" if duckdb.__version__ >= "2" else "v1.2.0"  # 1.5 knows no later format than ours
    with duckdb.connect(":memory:") as con:
        con.execute(f"attach '{store.find_path(1)}' as a (read_only)")
        con.execute(f"attach '{old}' as b (storage_version '{other}')")
        con.execute("copy from database a to b")
    path, content = store.records.path(1), json.loads(store.records.path(1).read_text())
    path.write_text(json.dumps({**content, "sha256_terbitan": store.seal(old)}))
    old.replace(store.find_path(1))
    assert not is_current_format(store.find_path(1))
    original = store.find_path(1).read_bytes()
    assert rebuild.rebuild_store(store).problems == []
    assert is_current_format(store.find_path(1))
    assert original in [p.read_bytes() for p in (store.folder / "disisihkan").iterdir()]
    assert verify.verify_store(store).problems == []


def test_a_name_is_quoted_so_that_it_cannot_end_the_statement():
    assert quote_name('a"; drop table b; --') == '"a""; drop table b; --"'
