"""Who is looking at the page: the login cookie, read in a page and on the server's routes."""

from __future__ import annotations

import hashlib
import logging
from urllib.parse import quote, urlsplit

import streamlit as st

from dasbor.addresses import in_base
from dasbor.ui import page, screen
from etl.accounts import users
from etl.audit.events import SYSTEM
from etl.store.faults import StoreDamaged
from etl.upkeep.logs import note_incident, say_incident

COOKIE = "koperasi_sesi"
HOME = "/"
ACCOUNTS_DAMAGED = "Daftar akun belum dapat dibaca"
ACCOUNTS_ADVICE = (
    "Tidak ada yang dapat masuk sebelum daftar akun diperbaiki; angka di dasbor tidak terpengaruh. "
    "Mohon hubungi pengelola sistem: sebabnya tercatat di log peladen."
)
_log = logging.getLogger(__name__)


def find_staff_name() -> str | None:
    """Name of the staff member who is logged in, or None."""
    return users.find_session_user(_read_cookies().get(COOKIE))


def is_staff() -> bool:
    """Whether a staff member looks at a public page; where the accounts cannot be read, nobody is one."""
    try:
        return find_staff_name() is not None
    except StoreDamaged as error:
        _log.error("akun: %s", error)
        return False


def require_login(page_name: str) -> str:
    """The guard of a staff page: the name of the staff member, or a sentence with a way in, and the page stops."""
    try:
        name = find_staff_name()
    except StoreDamaged as error:
        number = note_incident(_log, "akun", error)
        screen.show_heading(ACCOUNTS_DAMAGED, f"{ACCOUNTS_ADVICE} {say_incident(number)}")
        raise screen.PageEnd from error
    if name is None:
        screen.show_heading("Khusus petugas", "Halaman ini untuk petugas dinas. Silakan masuk lebih dahulu.")
        page.show_template("button.html", address=make_login_address(page_name), text="Masuk", second=False)
        raise screen.PageEnd
    page.show_template("staff_line.html", name=name, token=make_logout_token(session()))
    return name


def find_actor() -> tuple[str, str]:
    """Who looks at the page, and from which network address: what the audit says of an action."""
    return find_staff_name() or SYSTEM, find_address()


def find_address() -> str:
    """The network address of who looks at the page."""
    address = st.context.ip_address
    return address if isinstance(address, str) else "127.0.0.1"  # Streamlit says nothing for the machine itself


def make_logout_token(token: str) -> str:
    """What the form that ends this session holds: only who knows the session can make it."""
    return hashlib.sha256(f"keluar:{token}".encode()).hexdigest()


def session() -> str:
    """The token of the login session that looks at the page, "" without one."""
    return _read_cookies().get(COOKIE, "")


def make_login_address(page_name: str) -> str:
    return in_base("/masuk") + "?lanjut=" + quote(clean_next_address("/" + page_name), safe="/")


def clean_next_address(address: str | None) -> str:
    """Where to go after the login: an address of the dashboard (without its base), never another host."""
    if not address or not address.startswith("/") or address.startswith("//"):
        return HOME
    # Browsers read a backslash as a slash and skip control characters: "/\host" would leave this site.
    if "\\" in address or any(ord(c) < 32 for c in address):
        return HOME
    parts = urlsplit(address)
    return HOME if parts.scheme or parts.netloc else address


def _read_cookies() -> dict[str, str]:
    return dict(st.context.cookies)
