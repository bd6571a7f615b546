"""Accounts that are gone beside a state that had some: it is said everywhere, and nobody becomes an admin by it."""

from __future__ import annotations

import shutil
import sqlite3
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from dasbor import mulai
from etl.__main__ import main
from etl.accounts import identities, lost, manage, users
from etl.accounts.identities import Identity
from etl.accounts.provider import Provider
from etl.audit import heads, log
from etl.store.files import ASIDE, AUDIT_FILE
from etl.store.versions import Store
from etl.upkeep import doctor
from etl.upkeep.backup import backup
from etl.upkeep.put_back import restore_backup
from tests.installations import hash_cheaply, make_app, serve


@pytest.fixture
def store(built_store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Three versions, an admin and a member of staff."""
    hash_cheaply(monkeypatch)
    users.add_user("ani", "rahasia")
    users.add_user("budi", "rahasia")
    return built_store


def file_of(store: Store) -> Path:
    return store.folder / users.USERS_FILE


def remove(store: Store) -> None:
    file_of(store).unlink()


def empty(store: Store) -> None:
    file_of(store).write_bytes(b"")


def delete_rows(store: Store) -> None:
    with closing(sqlite3.connect(file_of(store))) as db:
        db.execute("delete from pengguna")
        db.commit()


def drop_table(store: Store) -> None:
    with closing(sqlite3.connect(file_of(store))) as db:
        db.execute("drop table pengguna")
        db.commit()


def remove_with_the_audit(store: Store) -> None:
    remove(store)
    (store.folder / AUDIT_FILE).unlink()


def remove_with_the_end_of_the_audit(store: Store) -> None:
    remove(store)
    lines = (store.folder / AUDIT_FILE).read_bytes().splitlines(keepends=True)
    (store.folder / AUDIT_FILE).write_bytes(b"".join(lines[:2]))


HARMS = [remove, empty, delete_rows, drop_table, remove_with_the_audit, remove_with_the_end_of_the_audit]
Harm = Callable[[Store], None]


def read(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def sign(store: Store, code: str = "akun") -> doctor.Sign:
    return next(s for s in doctor.examine_quickly(store) if s.code == code)


@pytest.mark.parametrize("harm", HARMS)
def test_nobody_becomes_an_admin_and_everybody_is_told(
    store: Store, harm: Harm, capfd: pytest.CaptureFixture[str]
) -> None:
    harm(store)
    assert main(["user", "add", "eko"]) == 2
    said = capfd.readouterr().err
    assert said.startswith(f"Tidak dapat dikerjakan: Daftar akun {users.USERS_FILE} ")
    assert "restore-backup FOLDER --yakin" in said
    assert "user restart NAMA --yakin" in said
    mulai.prepare_state()
    assert f"Perhatian: Daftar akun {users.USERS_FILE} " in capfd.readouterr().out
    with pytest.raises(lost.AccountsLost):
        manage.invite("eko", "petugas", "ani")
    assert manage.list_accounts() == []
    assert sign(store).state == "salah"
    assert "user restart NAMA --yakin" in sign(store).advice


def test_the_providers_people_are_not_let_in_either_since_locks_are_lost(store: Store) -> None:
    remove(store)
    who = Identity("https://kota", "1", "Eko", "eko@kota.go.id")
    emails = {"eko@kota.go.id": "admin"}
    provider = Provider("https://kota", "dasbor", "", "Masuk", "groups", {}, emails, "", timedelta(hours=1))
    with pytest.raises(lost.AccountsLost):
        identities.admit(who, provider)
    assert manage.list_accounts() == []


@pytest.mark.parametrize("harm", [remove, delete_rows])
def test_the_sign_in_page_says_what_happened_and_takes_no_password(store: Store, harm: Harm) -> None:
    with serve(make_app()) as address:
        assert read(address + "/masuk")[0] == 200
        harm(store)
        status, text = read(address + "/masuk")
        assert status == 503
        assert lost.SENTENCE in text
        assert "ani" not in text.split("<h1>")[1].split("</p>")[0]
        assert str(store.folder) not in text


def test_a_backup_of_it_is_marked_and_the_one_before_brings_the_accounts_back(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    backup(store, tmp_path / "cadangan")
    remove(store)
    assert main(["backup", str(tmp_path / "lain")]) == 1
    assert "TETAPI keadaan ini TIDAK utuh" in capsys.readouterr().out
    restore_backup(store, tmp_path / "cadangan", confirmed=True)
    assert [a.name for a in manage.list_accounts()] == ["ani", "budi"]
    assert (sign(store).state, sign(store).found) == ("baik", "2 akun")
    assert users.add_user("citra") != ""


def test_a_copy_of_the_file_from_a_backup_is_enough(store: Store, tmp_path: Path) -> None:
    backup(store, tmp_path / "cadangan")
    remove(store)
    assert lost.find_loss() != ""
    shutil.copyfile(tmp_path / "cadangan" / users.USERS_FILE, file_of(store))
    assert lost.find_loss() == ""
    assert users.log_in("ani", "rahasia").name == "ani"


@pytest.mark.parametrize("harm", [*HARMS, lambda s: file_of(s).write_bytes(b"bukan basis data " * 300)])
def test_one_confirmed_command_begins_anew_and_is_kept_in_the_audit(
    store: Store, harm: Harm, capsys: pytest.CaptureFixture[str]
) -> None:
    harm(store)
    assert main(["user", "restart", "Eko"]) == 1
    assert "Dengan --yakin akun dimulai dari awal" in capsys.readouterr().out
    assert "akun_mulai_baru" not in {e.event for e in log.read_entries()}
    assert main(["user", "restart", "Eko", "--yakin", "--oleh", "Siti"]) == 0
    assert [(a.name, a.role) for a in manage.list_accounts()] == [("eko", "admin")]
    assert [(e.event, e.by, e.address, e.facts["akun"]) for e in log.read_entries()[-2:]] == [
        ("akun_mulai_baru", "Siti", "baris perintah", "eko"),
        ("akun_dibuat", "Siti", "baris perintah", "eko"),
    ]
    assert sign(store).state == "baik"
    users.add_user("fajar")
    assert {a.name: a.role for a in manage.list_accounts()} == {"eko": "admin", "fajar": "petugas"}


def test_a_list_that_cannot_be_read_is_set_aside_and_not_deleted(store: Store) -> None:
    file_of(store).write_bytes(b"bukan basis data " * 300)
    assert main(["user", "restart", "eko", "--yakin"]) == 0
    (kept,) = (store.folder / ASIDE).glob(f"*{users.USERS_FILE}")
    assert kept.read_bytes() == b"bukan basis data " * 300


def test_accounts_that_are_there_are_not_begun_anew(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["user", "restart", "eko", "--yakin"]) == 2
    assert "masih ada 2 akun" in capsys.readouterr().err
    assert [a.name for a in manage.list_accounts()] == ["ani", "budi"]


def test_some_accounts_that_are_lost_are_named(store: Store) -> None:
    with closing(sqlite3.connect(file_of(store))) as db:
        db.execute("delete from pengguna where nama = 'budi'")
        db.commit()
    found = next(s for s in doctor.examine(store) if s.code == "akun")
    assert (found.state, found.found) == ("salah", "budi tercatat dibuat dan tidak ada lagi")
    manage.unlock("ani")
    users.add_user("budi")
    manage.remove("budi")
    assert next(s for s in doctor.examine(store) if s.code == "akun").found == "1 akun"


def examined(store: Store) -> doctor.Sign:
    return next(s for s in doctor.examine(store) if s.code == "akun")


def test_an_older_list_in_the_place_of_the_one_of_now_is_said_and_settled_by_doing_it_again(store: Store) -> None:
    for name in ("citra", "dewi"):
        users.add_user(name, "rahasia")
    older = file_of(store).read_bytes()
    manage.remove("budi")
    manage.lock("citra")
    manage.set_role("dewi", "pimpinan")
    users.add_user("eko", "rahasia")
    assert examined(store).state == "baik"
    file_of(store).write_bytes(older)
    assert examined(store).found.split("; ") == [
        "budi tercatat dihapus dan ada lagi",
        "citra tercatat dikunci dan sekarang terbuka",
        "dewi tercatat pimpinan dan sekarang petugas",
        "eko tercatat dibuat dan tidak ada lagi",
    ]
    for words in (["remove", "budi"], ["lock", "citra"], ["role", "dewi", "pimpinan"], ["add", "eko"]):
        assert main(["user", *words]) == 0
    assert (examined(store).state, examined(store).found) == ("baik", "4 akun")


def test_a_role_that_was_written_into_the_file_is_said(store: Store) -> None:
    with closing(sqlite3.connect(file_of(store))) as db:
        db.execute("update pengguna set peran = 'admin' where nama = 'budi'")
        db.commit()
    assert (examined(store).state, examined(store).found) == ("salah", "budi tercatat petugas dan sekarang admin")


def test_accounts_without_an_admin_need_a_look(store: Store) -> None:
    with closing(sqlite3.connect(file_of(store))) as db:
        db.execute("delete from pengguna where nama = 'ani'")
        db.commit()
    assert (sign(store).state, sign(store).found) == ("perhatian", "1 akun, tanpa admin")


def test_where_there_never_were_accounts_the_first_one_is_an_admin_as_before(built_store: Store) -> None:
    assert heads.check_audit(built_store) == []
    assert (sign(built_store).state, sign(built_store).found) == ("baik", "belum ada akun")
    assert not file_of(built_store).exists()
    users.add_user("ani")
    assert manage.list_accounts()[0].role == "admin"


def test_failed_sign_ins_and_publications_alone_are_no_accounts(built_store: Store) -> None:
    users.log_in("entah", "salah")
    assert lost.find_loss() == ""
