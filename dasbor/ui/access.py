"""Who is looking at the page: the login cookie, read in a page and on the server's routes."""

from __future__ import annotations

import hashlib
from urllib.parse import quote, urlsplit

import streamlit as st

from dasbor.ui import page, screen
from etl.accounts import users

COOKIE = "koperasi_sesi"
HOME = "/"


def find_staff_name() -> str | None:
    """Name of the staff member who is logged in, or None."""
    return users.find_session_user(_read_cookies().get(COOKIE))


def require_login(halaman: str) -> str:
    """The guard of a staff page: the name of the staff member, or a sentence with a way in, and the page stops."""
    name = find_staff_name()
    if name is None:
        screen.show_heading("Khusus petugas", "Halaman ini untuk petugas dinas. Silakan masuk lebih dahulu.")
        page.show_template("button.html", address=make_login_address(halaman), text="Masuk", second=False)
        raise screen.PageEnd
    page.show_template("staff_line.html", name=name, token=make_logout_token(session()))
    return name


def make_logout_token(sesi: str) -> str:
    """What the form that ends this session holds: only who knows the session can make it."""
    return hashlib.sha256(f"keluar:{sesi}".encode()).hexdigest()


def session() -> str:
    """The token of the login session that looks at the page, "" without one."""
    return _read_cookies().get(COOKIE, "")


def make_login_address(halaman: str) -> str:
    return "/masuk?lanjut=" + quote(clean_next_address("/" + halaman), safe="/")


def clean_next_address(address: str | None) -> str:
    """Where to go after the login: a path of this site, never another host."""
    if not address or not address.startswith("/") or address.startswith("//"):
        return HOME
    # Browsers read a backslash as a slash and skip control characters: "/\host" would leave this site.
    if "\\" in address or any(ord(c) < 32 for c in address):
        return HOME
    part = urlsplit(address)
    return HOME if part.scheme or part.netloc else address


def _read_cookies() -> dict[str, str]:
    return dict(st.context.cookies)
