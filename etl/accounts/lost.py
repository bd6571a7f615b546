"""Whether accounts were lost: the list of accounts is gone or empty beside an audit that knows some.

Without this the next account that is made would be the first one, and so an admin.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from etl import personal
from etl.accounts.database import USERS_FILE
from etl.accounts.roles import ADMIN
from etl.acuan import find_data_folder
from etl.audit import heads, log
from etl.audit.log import Entry
from etl.store.faults import StoreDamaged
from etl.store.versions import Store

TITLE = "Daftar akun hilang"
# For everybody who comes to sign in: no paths, no names.
SENTENCE = (
    "Daftar akun dasbor ini hilang atau kosong, padahal sebelumnya ada akun. Tidak ada yang dapat masuk, dan akun baru "
    "tidak dibuat dengan sendirinya; angka di dasbor tidak terpengaruh. Pengelola sistem mengembalikannya dari "
    "cadangan (restore-backup) atau memulai akun dari awal dengan satu perintah; perintah doctor menuliskan caranya."
)
_WAY = (
    "Akun baru tidak dibuat dengan sendirinya. Hentikan dasbor, lalu salin {file} dari folder cadangan terakhir ke "
    "{folder}, atau pasang seluruh cadangan dengan restore-backup FOLDER --yakin. Bila tidak ada cadangan: python -m "
    "etl user restart NAMA --yakin memulai akun dari awal, dan itu tercatat"
)
_BEGINNING = "akun_mulai_baru"
_OF_ACCOUNTS = {
    *("masuk", "keluar", "akun_dibuat", "akun_dikunci", "akun_dibuka", "akun_dihapus"),
    *("sandi_diganti", "tautan_dibuat", "peran_diubah", "sesi_dicabut"),
}

_SAID = {
    "akun_dibuat": {"ada": "ya", "kunci": ""},
    "akun_dihapus": {"ada": ""},
    "akun_dikunci": {"kunci": "ya"},
    "akun_dibuka": {"kunci": ""},
}


class AccountsLost(StoreDamaged):
    """There were accounts and there is none any more: nobody becomes the first one by it."""


def find_loss(folder: Path | None = None) -> str:
    """What happened, a sentence for the operator; "" where there are accounts or never were any.

    Writes nothing. Where the end of the audit is missing it cannot say that there were none. Raises StoreDamaged.
    """
    place = folder or find_data_folder()
    return "" if read_names(place) else find_trace(place)


def say_way_back(folder: Path | None = None) -> str:
    """What the operator does about it."""
    return _WAY.format(file=USERS_FILE, folder=folder or find_data_folder())


def refuse_first(folder: Path | None = None) -> None:
    """Raises AccountsLost where an account that is about to be the first one would not be."""
    if trace := find_trace(folder or find_data_folder()):
        raise AccountsLost(f"{trace} {say_way_back(folder)}.")


def find_trace(place: Path) -> str:
    """What shows that there have been accounts since they were last begun anew; "" = nothing does."""
    entries = _select_since(log.read_entries(place), {_BEGINNING})
    last = next((e for e in reversed(entries) if e.event in _OF_ACCOUNTS), None)
    if last is not None:
        name = last.facts.get("akun") or last.by
        return (
            f"Daftar akun {USERS_FILE} hilang atau kosong, padahal catatan tindakan mengenal akun "
            f"(terakhir {name}, {last.time:%d-%m-%Y %H.%M})."
        )
    store = Store(place)
    if log.find_lost([*heads.read_recorded(store), *heads.read_noted(place)], place):
        return (
            f"Daftar akun {USERS_FILE} tidak ada, dan catatan tindakan yang dapat menyebut akun terpotong atau hilang."
        )
    return ""


def list_contradictions(place: Path) -> list[str]:
    """Where the accounts are not as the audit left them, in words: an older file lies in the place of the list, or
    somebody changed it by hand. Each is settled by doing again what the audit says, by a command."""
    present = {personal.mask(name): (role, bool(locked)) for name, role, locked in _read(place)}  # as the audit writes
    found = []
    for name, known in _replay(_select_since(log.read_entries(place), {_BEGINNING, "pulihkan_cadangan"})).items():
        if name not in present:
            found += [f"{name} tercatat dibuat dan tidak ada lagi"] if known.get("ada") else []
            continue
        role, locked = present[name]
        if known.get("ada") == "":
            found.append(f"{name} tercatat dihapus dan ada lagi")
        if known.get("peran", role) != role:
            found.append(f"{name} tercatat {known['peran']} dan sekarang {role}")
        if known.get("kunci") and not locked:
            found.append(f"{name} tercatat dikunci dan sekarang terbuka")
    return found


def _replay(entries: Iterable[Entry]) -> dict[str, dict[str, str]]:
    """{account: what the audit says of it}: ada and kunci ("" = not), peran; only what some entry says."""
    accounts: dict[str, dict[str, str]] = {}
    for e in entries:
        name = e.facts.get("akun", "")
        if not name or e.event not in _OF_ACCOUNTS:
            continue
        known = accounts.setdefault(name, {})
        known |= _SAID.get(e.event, {})
        if e.event == "akun_dibuat" and "peran" in e.facts:
            known["peran"] = e.facts["peran"]
        elif e.event == "peran_diubah" and "ke" in e.facts:
            known["peran"] = e.facts["ke"]
    return accounts


def read_names(place: Path) -> list[str]:
    """Names of all accounts; none where there is no list. Makes no file. Raises StoreDamaged."""
    return [name for name, _, _ in _read(place)]


def has_admin(place: Path) -> bool:
    """Whether somebody can sign in who may manage accounts."""
    return any(role == ADMIN and not locked for _, role, locked in _read(place))


def _read(place: Path) -> list[tuple[str, str, int]]:
    """(name, role, locked) of all accounts; those of a release without roles are read as admins."""
    file = place / USERS_FILE
    if not file.exists():
        return []
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, timeout=10)) as db:
            columns = {row[1] for row in db.execute("pragma table_info(pengguna)")}
            if not columns:
                return []
            if "peran" not in columns:
                return [(str(n), ADMIN, 0) for (n,) in db.execute("select nama from pengguna")]
            return db.execute("select nama, peran, terkunci from pengguna").fetchall()
    except sqlite3.DatabaseError as error:
        raise StoreDamaged(f"Daftar akun {file} tidak dapat dibaca ({error}).") from error


def _select_since(entries: Iterable[Entry], events: set[str]) -> list[Entry]:
    """The entries after the last of some events."""
    found: list[Entry] = []
    for e in entries:
        if e.event in events:
            found = []
        else:
            found.append(e)
    return found
