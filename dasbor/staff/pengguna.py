"""Pieces of the users page: the list of accounts, adding and changing one, one-time links, the own password.

Every button asks access.claim first: whoever opened the page may no longer be signed in or an admin.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pandas as pd
import streamlit as st

from dasbor.addresses import in_base
from dasbor.ui import access, page, screen
from dasbor.ui.plain import plain
from dasbor.ui.table import make_table
from dasbor.words import language
from etl.accounts import identities, manage, passwords
from etl.accounts.manage import Account
from etl.accounts.roles import ROLES, STAFF
from etl.accounts.serving import find_public_origin

_COLUMNS = {"nama": "Nama", "peran": "Peran", "keadaan": "Keadaan", "masuk": "Masuk terakhir"}
_DONE_KEY, _TURN_KEY = "_pengguna_selesai", "_pengguna_giliran"
_ROLE_MEANINGS = (
    ("Pembaca", "Melihat dasbor, juga bila halaman atau nama koperasi hanya untuk yang sudah masuk."),
    ("Petugas", "Mengunggah, memeriksa, menjawab pertanyaan, menerbitkan, memulihkan."),
    ("Pimpinan", "Menyetujui terbitan orang lain, membaca riwayat dan catatan audit."),
    ("Admin", "Semuanya, termasuk pengguna dan setelan."),
)


def show_accounts() -> None:
    """Who may sign in, and what each role may."""
    table = pd.DataFrame(
        [
            {"nama": a.name, "peran": ROLES.get(a.role, a.role), "keadaan": say_state(a), "masuk": _say_login(a)}
            for a in manage.list_accounts()
        ]
    )
    with st.container(gap="xsmall"):
        page.put_html(make_table(table, "Akun", _COLUMNS))
        screen.show_definitions(_ROLE_MEANINGS, "Apa yang dapat dilakukan tiap peran")


def say_state(account: Account) -> str:
    """Whether the account can be used, or what it waits for."""
    if account.is_locked:
        return "Dikunci (akun kota)" if account.is_from_provider else "Dikunci"
    if account.is_from_provider:
        return f"Akun kota · {account.email}" if account.email else "Akun kota"
    if account.is_invited:
        return "Tautan belum dipakai"
    return "Aktif" if account.has_password else "Tautan kedaluwarsa"


def _say_login(account: Account) -> str:
    return language.format_date(account.last_login.astimezone()) if account.last_login else "Belum pernah"


def ask_new() -> None:
    """A new account; its person gets a link."""
    page.show_template("step.html", number=None, title="Tambah akun", outcome="")
    with st.form(f"tambah_{_turn()}", border=False):
        name = st.text_input("Nama pengguna", max_chars=60, autocomplete="off")
        role = st.selectbox("Peran", list(ROLES), index=list(ROLES).index(STAFF), format_func=ROLES.__getitem__)
        pressed = st.form_submit_button("Tambah dan buat tautan", type="primary")
    if pressed:
        _change(lambda by, at: manage.invite(name, role, by, at), "Akun ditambahkan.")


def ask_change(own_name: str) -> None:
    """One account: role, link, sessions, lock, and, after a confirmation, removal."""
    accounts = {a.name: a for a in manage.list_accounts() if a.name != own_name}
    page.show_template("step.html", number=None, title="Ubah akun", outcome="")
    if not accounts:
        st.caption("Belum ada akun lain.")
        return
    name = st.selectbox("Akun", list(accounts), index=None, placeholder="Pilih akun", key=f"akun_{_turn()}")
    if name is not None:
        _ask_role(accounts[name])
        _show_buttons(accounts[name])
        _ask_removal(accounts[name])


def _ask_role(account: Account) -> None:
    if account.is_from_provider:
        st.caption("Perannya mengikuti aturan [masuk] di pengaturan.toml dan berlaku sejak masuk berikutnya.")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        role = st.selectbox(
            "Peran baru",
            list(ROLES),
            index=list(ROLES).index(account.role) if account.role in ROLES else None,
            format_func=ROLES.__getitem__,
            key=f"peran_{account.name}_{_turn()}",
            width=240,
        )
        if st.button("Ubah peran", disabled=role in (None, account.role)) and role is not None:
            done = f"{account.name} sekarang {ROLES[role]}."
            _change(lambda by, at: manage.set_role(account.name, role, by, at), done)


def _show_buttons(account: Account) -> None:
    """What can be undone, or ends by itself; each says what it does."""
    name = account.name
    with st.container(horizontal=True):
        if account.is_locked and st.button("Buka kunci"):
            _change(lambda by, at: manage.unlock(name, by, at), f"{name} dapat masuk lagi.")
        if not account.is_locked and st.button("Kunci"):
            _change(lambda by, at: manage.lock(name, by, at), f"{name} tidak dapat masuk lagi sampai dibuka.")
        if st.button("Akhiri semua sesi"):
            _change(lambda by, at: manage.end_sessions(name, by, at), f"{name} harus masuk lagi di semua perangkat.")
        has_password = not account.is_locked and not account.is_from_provider
        if has_password and st.button("Kata sandi baru lewat tautan"):
            _change(lambda by, at: manage.reset(name, by, at), f"Kata sandi lama {name} tidak berlaku lagi.")
    if account.is_from_provider:
        st.caption("Kunci juga berlaku bagi akun kota. Akun yang dihapus dibuat lagi bila orangnya masuk lagi.")
        return
    st.caption("Tautan baru langsung menghapus kata sandi lama dan mengakhiri semua sesi akun itu.")


def _ask_removal(account: Account) -> None:
    agreed = st.checkbox(
        plain(f"Ya, hapus akun {account.name}; ini tidak dapat dibatalkan"), key=f"hapus_{account.name}_{_turn()}"
    )
    if st.button("Hapus akun", disabled=not agreed):
        done = f"Akun {account.name} dihapus. Yang pernah dilakukannya tetap tercatat."
        _change(lambda by, at: manage.remove(account.name, by, at), done)


def ask_password(own_name: str) -> None:
    """The own password, with the old one."""
    page.show_template("step.html", number=None, title="Kata sandi saya", outcome="")
    _show_done("sandi")
    if identities.is_from_provider(own_name):
        st.caption(plain(f"{own_name} masuk dengan akun kota; kata sandinya diganti di sana."))
        return
    st.caption(
        plain(
            f"Untuk akun {own_name}. Yang baru sedikitnya {passwords.MIN_LENGTH} huruf. Sesudah diganti, "
            "Anda keluar dari semua perangkat lain."
        )
    )
    with st.form(f"sandi_{_turn()}", border=False):
        old = st.text_input("Kata sandi lama", type="password", autocomplete="current-password")
        new = st.text_input("Kata sandi baru", type="password", autocomplete="new-password")
        again = st.text_input("Kata sandi baru sekali lagi", type="password", autocomplete="new-password")
        pressed = st.form_submit_button("Ganti kata sandi", type="primary")
    if pressed:
        _change_password(old, new, again)


def _change_password(old: str, new: str, again: str) -> None:
    user = access.claim("sandi_sendiri")
    try:
        if new != again:
            raise ValueError("Kedua kata sandi baru tidak sama. Ketik sekali lagi.")
        with st.spinner("Mengganti kata sandi …"):
            manage.change_password(user, old, new, access.session(), access.find_address())
    except ValueError as error:
        st.error(plain(error))
        return
    _finish("sandi", "Kata sandi Anda sudah diganti.", None)


def _change(change: Callable[[str, str], str | None], done: str) -> None:
    """Do something to an account as whoever presses the button now; a token that comes back is shown as a link."""
    user = access.claim("kelola_pengguna")
    try:
        token = change(user.name, access.find_address())
    except (ValueError, KeyError) as error:
        st.error(plain(language.capitalise(str(error.args[0]).rstrip("."))) + ".")
        return
    _finish("akun", done, token)


def _finish(part: str, done: str, token: str | None) -> None:
    """Draw the page anew, with empty forms and what was done on top."""
    st.session_state[_DONE_KEY] = (part, done, token)
    st.session_state[_TURN_KEY] = _turn() + 1
    st.rerun()


def show_done() -> None:
    """What the last button did, and a link to hand over."""
    _show_done("akun")


def _show_done(part: str) -> None:
    if st.session_state.get(_DONE_KEY, ("",))[0] != part:
        return
    _, done, token = st.session_state.pop(_DONE_KEY)
    st.success(plain(done))
    if token:
        st.markdown(
            "Berikan tautan ini kepada orangnya. Tautan hanya tampil sekarang, berlaku 72 jam, dan sekali pakai:"
        )
        st.code(_make_address(token), language=None, wrap_lines=True)


def _make_address(token: str) -> str:
    """The whole address: as the settings say that the dashboard is opened, else as this page was."""
    path = in_base("/undangan") + f"#token={token}"  # what stands behind the # reaches no log
    known = find_public_origin()
    if known is not None:
        return known.address + path
    opened = urlsplit(str(st.context.url or ""))
    return f"{opened.scheme}://{opened.netloc}{path}"


def _turn() -> int:
    return int(st.session_state.get(_TURN_KEY, 0))
