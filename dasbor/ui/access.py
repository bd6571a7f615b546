"""Who is looking at the page: the login cookie, read in a page and on the server's routes."""

from __future__ import annotations

import hashlib
from urllib.parse import quote, urlsplit

import streamlit as st

from dasbor.ui import page, screen
from etl.accounts import users

KUKI = "koperasi_sesi"
BERANDA = "/"


def nama_petugas() -> str | None:
    """Name of the staff member who is logged in, or None."""
    return users.session_user(_cookies().get(KUKI))


def wajib_masuk(halaman: str) -> str:
    """The guard of a staff page: the name of the staff member, or a sentence with a way in, and the page stops."""
    nama = nama_petugas()
    if nama is None:
        screen.kepala("Khusus petugas", "Halaman ini untuk petugas dinas. Silakan masuk lebih dahulu.")
        page.show("button.html", address=alamat_masuk(halaman), text="Masuk", second=False)
        raise screen.PageEnd
    page.show("staff_line.html", name=nama, token=token_keluar(session()))
    return nama


def token_keluar(sesi: str) -> str:
    """What the form that ends this session holds: only who knows the session can make it."""
    return hashlib.sha256(f"keluar:{sesi}".encode()).hexdigest()


def session() -> str:
    """The token of the login session that looks at the page, "" without one."""
    return _cookies().get(KUKI, "")


def alamat_masuk(halaman: str) -> str:
    return "/masuk?lanjut=" + quote(alamat_lanjut("/" + halaman), safe="/")


def alamat_lanjut(alamat: str | None) -> str:
    """Where to go after the login: a path of this site, never another host."""
    if not alamat or not alamat.startswith("/") or alamat.startswith("//"):
        return BERANDA
    # Browsers read a backslash as a slash and skip control characters: "/\host" would leave this site.
    if "\\" in alamat or any(ord(c) < 32 for c in alamat):
        return BERANDA
    bagian = urlsplit(alamat)
    return BERANDA if bagian.scheme or bagian.netloc else alamat


def _cookies() -> dict[str, str]:
    return dict(st.context.cookies)
