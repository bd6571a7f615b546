"""Staff accounts: argon2 hashes, login sessions, lock after failures, audit. One SQLite file in the state folder."""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from etl.acuan import data_folder
from etl.faults import GudangRusak
from etl.files import make_folder

BERKAS = "pengguna.sqlite"
LAMA_SESI = timedelta(hours=12)  # one working day, so nobody stays logged in overnight
GAGAL_MAKS = 5
LAMA_KUNCI = timedelta(minutes=10)
PANJANG_NAMA = 60
PANJANG_SANDI = 1000  # argon2 must not be fed megabytes

# No l, 1, O, 0: a generated password is read from a screen and typed.
_HURUF = "abcdefghijkmnpqrstuvwxyz23456789"
_SKEMA = """
create table if not exists pengguna (nama text primary key, sandi text not null, dibuat text not null);
create table if not exists sesi (token text primary key, nama text not null, sampai text not null);
create table if not exists percobaan (nama text not null, waktu text not null);
create table if not exists audit (waktu text not null, nama text not null, kejadian text not null);
"""
_hasher = PasswordHasher()
# Verified for unknown names too, so that the time of an answer does not tell which names exist.
_HASH_PALSU = _hasher.hash(secrets.token_urlsafe(16))


@dataclass(frozen=True)
class Percobaan:
    """Outcome of a login: nama of the user when it succeeded; terkunci when there were too many failures."""

    nama: str | None
    terkunci: bool = False


def has_users() -> bool:
    with _db() as db:
        return db.execute("select 1 from pengguna limit 1").fetchone() is not None


def add(nama: str, sandi: str | None = None) -> str:
    """Make an account, or give an existing one a new password (its sessions end). Returns the password."""
    bersih = _clean_name(nama)
    if not bersih:
        raise ValueError("nama pengguna kosong")
    sandi = sandi or generate_password()
    with _db() as db:
        db.execute(
            "insert into pengguna values (?, ?, ?) on conflict (nama) do update set sandi = excluded.sandi",
            (bersih, _hasher.hash(sandi), _now().isoformat()),
        )
        db.execute("delete from sesi where nama = ?", (bersih,))
        db.execute("delete from percobaan where nama = ?", (bersih,))
        _audit(db, bersih, "sandi dibuat")
    return sandi


def generate_password() -> str:
    """Four groups of four, about 80 bits: fit to be read out and typed."""
    return "-".join("".join(secrets.choice(_HURUF) for _ in range(4)) for _ in range(4))


def log_in(nama: str, sandi: str) -> Percobaan:
    """Check name and password. After GAGAL_MAKS failures the name is locked for LAMA_KUNCI."""
    bersih = _clean_name(nama)
    with _db() as db:
        if _is_locked(db, bersih):
            _audit(db, bersih, "ditolak: terkunci")
            return Percobaan(None, terkunci=True)
        # Counted before the slow check: parallel guesses cannot slip past the limit.
        db.execute("insert into percobaan values (?, ?)", (bersih, _now().isoformat()))
        baris = db.execute("select sandi from pengguna where nama = ?", (bersih,)).fetchone()
    cocok = _matches(baris[0] if baris else _HASH_PALSU, sandi)
    with _db() as db:
        if baris is None or not cocok:
            _audit(db, bersih, "gagal")
            return Percobaan(None, terkunci=_is_locked(db, bersih))
        db.execute("delete from percobaan where nama = ?", (bersih,))
        _audit(db, bersih, "masuk")
    return Percobaan(bersih)


def new_session(nama: str) -> str:
    """A fresh token for the cookie; only its hash is stored, so a copied file opens nothing."""
    token = secrets.token_urlsafe(32)
    with _db() as db:
        db.execute("delete from sesi where sampai < ?", (_now().isoformat(),))
        db.execute("insert into sesi values (?, ?, ?)", (_digest(token), nama, (_now() + LAMA_SESI).isoformat()))
    return token


def session_user(token: str | None) -> str | None:
    """Who the token belongs to, or None when it is unknown or has expired."""
    if not token:
        return None
    with _db() as db:
        baris = db.execute(
            "select nama from sesi where token = ? and sampai >= ?", (_digest(token), _now().isoformat())
        ).fetchone()
    return baris[0] if baris else None


def end_session(token: str | None) -> None:
    nama = session_user(token)
    if nama is None or token is None:
        return
    with _db() as db:
        db.execute("delete from sesi where token = ?", (_digest(token),))
        _audit(db, nama, "keluar")


def audit_log() -> list[tuple[str, str, str]]:
    """(waktu, nama, kejadian), oldest first."""
    with _db() as db:
        return db.execute("select waktu, nama, kejadian from audit order by rowid").fetchall()


@contextmanager
def _db() -> Iterator[sqlite3.Connection]:
    """A connection for one transaction; the file and its tables are made when absent."""
    berkas = data_folder() / BERKAS
    try:
        make_folder(berkas.parent)
        baru = not berkas.exists()
        with closing(sqlite3.connect(berkas, timeout=10)) as db:
            if baru:
                berkas.chmod(0o600)
            db.executescript(_SKEMA)
            with db:
                yield db
    except sqlite3.DatabaseError as salah:
        raise GudangRusak(f"Daftar akun {berkas} tidak dapat dibaca atau ditulisi ({salah}). "
                          "Periksa diska dan izinnya, atau salin kembali berkas itu dari cadangan.") from salah  # fmt: skip
    except OSError as salah:
        raise GudangRusak(f"Folder {berkas.parent} tidak dapat ditulisi ({salah.strerror}).") from salah


def _now() -> datetime:
    return datetime.now(UTC)


def _clean_name(nama: str) -> str:
    return " ".join(nama.split()).lower()[:PANJANG_NAMA]


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _matches(tersimpan: str, sandi: str) -> bool:
    try:
        return _hasher.verify(tersimpan, sandi[:PANJANG_SANDI])
    except (VerificationError, InvalidHashError):
        return False


def _is_locked(db: sqlite3.Connection, nama: str) -> bool:
    """Old attempts are forgotten here, so the table stays small."""
    db.execute("delete from percobaan where waktu < ?", ((_now() - LAMA_KUNCI).isoformat(),))
    return db.execute("select count(*) from percobaan where nama = ?", (nama,)).fetchone()[0] >= GAGAL_MAKS


def _audit(db: sqlite3.Connection, nama: str, kejadian: str) -> None:
    """Names that are no account are not kept: people type passwords into the name field."""
    ada = db.execute("select 1 from pengguna where nama = ?", (nama,)).fetchone()
    db.execute("insert into audit values (?, ?, ?)", (_now().isoformat(), nama if ada else "(tidak dikenal)", kejadian))
