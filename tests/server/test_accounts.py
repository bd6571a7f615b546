"""Roles, accounts and one-time links: who may what, what remains possible, what the audit says of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import argon2
import pytest

from etl import __main__ as etl
from etl.accounts import manage, passwords, roles, users
from etl.accounts.roles import ACTIONS, RIGHTS, ROLES, User
from etl.audit import log
from tests.installations import hash_cheaply

LONG = "empat kata biasa saja"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path))
    hash_cheaply(monkeypatch)
    return tmp_path


def events() -> list[tuple[str, str, str]]:
    return [(e.event, e.by, e.facts.get("akun", "")) for e in log.read_entries()]


# ── roles ──


def test_every_role_has_the_rights_that_are_written_here() -> None:
    everybody = {"lihat", "lihat_nama", "sandi_sendiri"}
    inside = everybody | {"kontak", "catat", "lihat_riwayat", "unduh_berkas"}
    assert RIGHTS == {
        "pembaca": everybody,
        "petugas": inside
        | {"periksa", "jawab", "perbaiki", "terbit", "pulihkan", "tarik", "bangun_ulang", "isi_kamus", "cabut_ejaan"}
        | {"gabung_pisah", "ubah_kontak", "pemda_lain"},
        "pimpinan": inside | {"setuju", "baca_audit"},
        "admin": set(ACTIONS),
    }


def test_somebody_not_signed_in_may_look_and_nothing_else() -> None:
    assert {a for a in ACTIONS if roles.may(None, a)} == {"lihat", "lihat_nama"}


def test_an_unknown_role_may_nothing_and_an_unknown_action_is_an_error() -> None:
    assert not any(roles.may(User("x", "raja"), a) for a in ACTIONS)
    with pytest.raises(KeyError, match="terbang"):
        roles.may(User("x", "admin"), "terbang")


@pytest.mark.parametrize(
    ("publisher", "user", "result"),
    [
        ("siti", User("budi", "pimpinan"), True),
        ("siti", User("budi", "admin"), True),
        ("budi", User("budi", "pimpinan"), False),
        (" Budi ", User("budi", "admin"), False),
        ("siti", User("budi", "petugas"), False),
        ("siti", None, False),
    ],
)
def test_the_publisher_cannot_approve(publisher: str, user: User | None, result: bool) -> None:
    assert roles.may_approve(publisher, user) is result


# ── accounts ──


def test_the_first_account_is_an_admin_and_further_ones_are_staff() -> None:
    for name in ("ani", "budi"):
        users.add_user(name)
    users.add_user("citra", role="pimpinan")
    assert [(a.name, a.role) for a in manage.list_accounts()] == [
        ("ani", "admin"),
        ("budi", "petugas"),
        ("citra", "pimpinan"),
    ]


@pytest.mark.parametrize("name", ["sistem", "(Tidak Dikenal)"])
def test_nobody_is_called_what_the_audit_calls_nobody(name: str) -> None:
    with pytest.raises(ValueError, match="catatan audit"):
        users.add_user(name)


def test_the_last_admin_is_neither_locked_nor_removed_nor_made_something_else() -> None:
    users.add_user("ani")
    token = manage.invite("budi", "admin", by="ani")  # has no password yet: nobody could manage accounts
    for change in (
        lambda: manage.lock("ani"),
        lambda: manage.remove("ani"),
        lambda: manage.set_role("ani", "petugas"),
        lambda: manage.reset("ani", by="ani"),
    ):
        with pytest.raises(ValueError, match="ani admin terakhir"):
            change()
    manage.accept(token, passwords.generate())
    manage.set_role("ani", "petugas", by="budi")
    assert [a.role for a in manage.list_accounts()] == ["petugas", "admin"]


@pytest.mark.parametrize("change", [manage.remove, lambda name: manage.set_role(name, "petugas")])
def test_the_last_admins_account_stays_while_a_link_waits_or_it_is_locked(change) -> None:
    users.add_user("ani")
    users.add_user("budi")
    manage.reset("ani", by="sistem", even_last=True)  # at the server: the password was forgotten
    for before in (lambda: None, lambda: manage.lock("ani")):
        before()
        with pytest.raises(ValueError, match="ani admin terakhir"):
            change("ani")
    assert [(a.name, a.role) for a in manage.list_accounts()] == [("ani", "admin"), ("budi", "petugas")]
    manage.set_role("budi", "admin")
    change("ani")


@pytest.mark.parametrize("change", [manage.lock, manage.remove, manage.end_sessions])
def test_whoever_is_withdrawn_is_out_at_once(change) -> None:
    users.add_user("ani")
    password = users.add_user("budi")
    session, device = users.start_session("budi"), users.remember_device("budi")
    change("budi", "ani", "10.0.0.1")
    assert users.find_user(session) is None
    assert not users.knows_device("budi", device)
    assert (users.log_in("budi", password).name == "budi") is (change is manage.end_sessions)


@pytest.mark.parametrize("change", [manage.remove, lambda name: manage.reset(name, by="ani")])
def test_a_password_that_is_withdrawn_while_it_is_looked_at_opens_nothing(change, monkeypatch) -> None:
    users.add_user("ani")
    password, matches = users.add_user("budi"), passwords.matches

    def look(stored: str, typed: str) -> bool:
        if stored and matches(stored, typed):
            change("budi")
            return True
        return False

    with monkeypatch.context() as m:
        m.setattr(passwords, "matches", look)
        assert users.log_in("budi", password).name is None


def test_a_locked_account_is_said_so_only_to_who_knows_the_password() -> None:
    users.add_user("ani")
    password = users.add_user("budi")
    manage.lock("budi", "ani")
    assert users.log_in("budi", "salah") == users.LoginAttempt(None)
    assert users.log_in("budi", password) == users.LoginAttempt(None, is_closed=True)
    manage.unlock("budi", "ani")
    assert users.log_in("budi", password).name == "budi"


def test_a_changed_role_holds_for_a_session_that_is_open() -> None:
    users.add_user("ani")
    users.add_user("budi")
    session = users.start_session("budi")
    manage.set_role("budi", "pembaca", "ani")
    assert users.find_user(session) == User("budi", "pembaca")


def test_every_change_of_an_account_is_audited_with_who_did_it() -> None:
    users.add_user("ani")
    token = manage.invite("budi", "petugas", "ani")
    manage.accept(token, LONG)
    manage.set_role("budi", "pimpinan", "ani")
    manage.lock("budi", "ani")
    manage.unlock("budi", "ani")
    manage.reset("budi", "ani")
    manage.end_sessions("budi", "ani")
    manage.remove("budi", "ani")
    assert events() == [
        ("akun_dibuat", "sistem", "ani"),
        ("akun_dibuat", "ani", "budi"),
        ("tautan_dibuat", "ani", "budi"),
        ("sandi_diganti", "budi", "budi"),
        ("peran_diubah", "ani", "budi"),
        ("akun_dikunci", "ani", "budi"),
        ("akun_dibuka", "ani", "budi"),
        ("tautan_dibuat", "ani", "budi"),
        ("sesi_dicabut", "ani", "budi"),
        ("akun_dihapus", "ani", "budi"),
    ]


# ── one-time links ──


def test_a_link_sets_a_password_once() -> None:
    users.add_user("ani")
    token = manage.invite("budi", "petugas", "ani")
    assert users.log_in("budi", "").name is None
    assert manage.find_invited(token) == "budi"
    assert manage.accept(token, LONG) == "budi"
    assert users.log_in("budi", LONG).name == "budi"
    assert manage.find_invited(token) is None
    assert manage.accept(token, "lain sama sekali juga") is None
    assert users.log_in("budi", LONG).name == "budi"


def test_a_link_dies_after_three_days_by_a_newer_one_and_with_a_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    assert manage.INVITATION_LENGTH == timedelta(hours=72)
    users.add_user("ani")
    first = manage.invite("budi", "petugas", "ani")
    second = manage.reset("budi", "ani")
    assert (manage.find_invited(first), manage.find_invited(second)) == (None, "budi")
    manage.lock("budi", "ani")
    assert manage.find_invited(second) is None
    manage.unlock("budi", "ani")
    monkeypatch.setattr(manage, "INVITATION_LENGTH", timedelta(seconds=-1))
    assert manage.find_invited(manage.reset("budi", "ani")) is None


def test_the_file_holds_no_link(folder: Path) -> None:
    users.add_user("ani")
    token = manage.invite("budi", "petugas", "ani")
    assert token.encode() not in (folder / users.USERS_FILE).read_bytes()


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("pendek", "terlalu pendek"),
        ("a" * 20, "terlalu mudah"),
        ("x" * 1001, "terlalu panjang"),
        ("budi budi budi", "nama pengguna"),
    ],
)
def test_a_poor_password_is_refused_in_a_sentence_and_the_link_stays(password: str, fault: str) -> None:
    users.add_user("ani")
    token = manage.invite("budi", "petugas", "ani")
    with pytest.raises(ValueError, match=fault):
        manage.accept(token, password)
    assert manage.find_invited(token) == "budi"


def test_the_own_password_needs_the_old_one_and_ends_the_other_sessions() -> None:
    old = users.add_user("ani")
    here, elsewhere = users.start_session("ani"), users.start_session("ani")
    ani = User("ani", "admin")
    with pytest.raises(ValueError, match="Kata sandi lama tidak cocok"):
        manage.change_password(ani, "salah", LONG, here)
    manage.change_password(ani, old, LONG, here)
    assert (users.find_session_user(here), users.find_session_user(elsewhere)) == ("ani", None)
    assert users.log_in("ani", old).name is None
    assert users.log_in("ani", LONG).name == "ani"


# ── audit ──


def read_hash(folder: Path, name: str) -> str:
    with closing(sqlite3.connect(folder / "pengguna.sqlite")) as db:
        return str(db.execute("select sandi from pengguna where nama = ?", (name,)).fetchone()[0])


def test_a_password_hashed_by_an_earlier_release_opens_and_is_hashed_anew(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    users.add_user("petugas", LONG)
    earlier = read_hash(folder, "petugas")
    now = argon2.PasswordHasher(time_cost=2, memory_cost=64, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", now)
    assert users.log_in("petugas", "salah").name is None
    assert read_hash(folder, "petugas") == earlier  # only who knows the password renews it
    assert users.log_in("petugas", LONG).name == "petugas"
    renewed = read_hash(folder, "petugas")
    assert "m=64,t=2,p=1" in renewed
    assert users.log_in("petugas", LONG).name == "petugas"
    assert read_hash(folder, "petugas") == renewed


def test_a_stored_password_costs_what_owasp_asks_at_least(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2id with 19 MiB, two passes, one thread. Source: OWASP Password Storage Cheat Sheet."""
    monkeypatch.undo()
    assert passwords.hash_password("x").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_many_failures_are_one_entry_a_name_address_and_minute() -> None:
    users.add_user("ani")
    for i in range(40):
        users.log_in(("ani", "entah", "siapa")[i % 3], "salah", ("10.0.0.1", "10.0.0.2")[i % 2])
    failed = [(e.by, e.address) for e in log.read_entries() if e.event == "gagal_masuk"]
    assert sorted(failed) == [(n, a) for n in ("(tidak dikenal)", "ani") for a in ("10.0.0.1", "10.0.0.2")]


OLD = """
create table pengguna (nama text primary key, sandi text not null, dibuat text not null);
create table sesi (token text primary key, nama text not null, sampai text not null);
create table audit (waktu text not null, nama text not null, kejadian text not null);
insert into pengguna values ('citra', 'x', '2025-02-01'), ('ani', 'x', '2025-01-01'), ('budi', 'x', '2025-03-01');
insert into audit values ('2025-01-01T00:00:00+00:00', 'ani', 'sandi dibuat'),
    ('2025-01-02T00:00:00+00:00', 'ani', 'gagal'), ('2025-01-03T00:00:00+00:00', 'ani', 'masuk');
"""


def test_a_file_of_an_earlier_release_gets_roles_and_its_audit_is_carried_once(folder: Path) -> None:
    with closing(sqlite3.connect(folder / users.USERS_FILE)) as db:
        db.executescript(OLD)
    for _ in range(2):
        assert [(a.name, a.role) for a in manage.list_accounts()] == [
            ("ani", "admin"),
            ("budi", "petugas"),
            ("citra", "petugas"),
        ]
        entries = log.read_entries()
        assert [(e.event, e.by, e.facts["waktu_asal"][:10]) for e in entries] == [
            ("sandi_diganti", "ani", "2025-01-01"),
            ("gagal_masuk", "ani", "2025-01-02"),
            ("masuk", "ani", "2025-01-03"),
        ]
    with closing(sqlite3.connect(folder / users.USERS_FILE)) as db:
        assert db.execute("select count(*) from sqlite_master where name = 'audit'").fetchall() == [(0,)]


# ── command line ──


def test_the_command_line_changes_accounts_in_indonesian(capsys: pytest.CaptureFixture[str]) -> None:
    assert etl.main(["user", "add", "ani"]) == 0
    assert etl.main(["user", "add", "budi", "--peran", "pimpinan"]) == 0
    assert "Kata sandi (hanya ditampilkan sekali): " in capsys.readouterr().out
    assert etl.main(["user", "role", "budi", "petugas"]) == 0
    assert etl.main(["user", "lock", "budi"]) == 0
    assert etl.main(["user", "lock", "ani"]) == 2
    assert "ani admin terakhir" in capsys.readouterr().err
    assert etl.main(["user", "reset", "budi"]) == 0
    token = capsys.readouterr().out.split("token=")[1].split()[0]
    assert etl.main(["user", "unlock", "budi"]) == 0
    assert manage.accept(token, LONG) == "budi"
    assert [(a.name, a.role) for a in manage.list_accounts()] == [("ani", "admin"), ("budi", "petugas")]
    assert etl.main(["user", "remove", "budi"]) == 0
    assert [a.name for a in manage.list_accounts()] == ["ani"]
    assert set(ROLES) == {"pembaca", "petugas", "pimpinan", "admin"}
