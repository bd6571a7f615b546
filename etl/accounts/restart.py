"""Accounts begun anew where all were lost and no backup brings them back: one confirmed command, kept in the audit."""

from __future__ import annotations

from etl.accounts import lost, names, passwords, users
from etl.accounts.database import USERS_FILE, open_db
from etl.accounts.roles import ADMIN
from etl.acuan import find_data_folder
from etl.audit import log
from etl.store.faults import StoreDamaged
from etl.store.files import set_aside


def restart_accounts(name: str, by: str, address: str, confirmed: bool) -> str:
    """Make the first account of a list that was lost: an admin. Returns the password; "" where it is not confirmed.

    A list that cannot be read is set aside. Raises ValueError where there are accounts, or for a name that cannot be.
    """
    clean, folder = names.check_name(name), find_data_folder()
    try:
        readable, present = True, lost.read_names(folder)
    except StoreDamaged:
        readable, present = False, []
    if present:
        raise ValueError(f"masih ada {len(present)} akun; pakai user add, user role atau user reset")
    if not confirmed:
        return ""
    password = passwords.generate()
    stored = passwords.hash_password(password)
    if not readable:
        set_aside(folder, [p for p in folder.glob(USERS_FILE + "*") if p.is_file()])
    with open_db() as db:
        db.execute("begin immediate")
        if users.has_any(db):
            raise ValueError("sementara itu sudah ada akun; jalankan lagi")
        log.append("akun_mulai_baru", by, address, akun=clean, sebab="" if readable else "daftar akun rusak")
        users.insert_account(db, clean, ADMIN, anew=True)
        users.store_password(db, clean, stored)
        log.append("akun_dibuat", by, address, akun=clean, peran=ADMIN)
    return password
