"""Who is looking at the page and what they may do: the login cookie, the guard of pages, the guard of buttons."""

from __future__ import annotations

import hashlib
import logging
from urllib.parse import quote, urlsplit

import streamlit as st

from dasbor.addresses import in_base
from dasbor.ui import page, screen
from dasbor.ui.kept import view
from dasbor.ui.menu import find_page
from dasbor.ui.plain import plain
from etl.accounts import roles, users
from etl.accounts.roles import User
from etl.audit import log
from etl.audit.events import NOBODY, SYSTEM
from etl.store.faults import StoreDamaged
from etl.upkeep.logs import note_incident, say_incident

COOKIE = "koperasi_sesi"
HOME = "/"
ACCOUNTS_DAMAGED = "Daftar akun belum dapat dibaca"
ACCOUNTS_ADVICE = (
    "Tidak ada yang dapat masuk sebelum daftar akun diperbaiki; angka di dasbor tidak terpengaruh. "
    "Mohon hubungi pengelola sistem: sebabnya tercatat di log peladen."
)
FOR_EVERYBODY = {"lihat", "lihat_nama"}  # what a setting may ask to sign in for
_WATCHED_EVERY = 30  # seconds; a browser may make a minute of it for a tab in the background
_log = logging.getLogger(__name__)


def find_user() -> User | None:
    """Who looks at the page; None = nobody who is signed in. Asked anew each time: a session may be withdrawn and a
    role may change while a page is open. Raises StoreDamaged."""
    return users.find_user(session())


def may(action: str) -> bool:
    """Whether whoever looks at the page may do something; where the accounts cannot be read, nobody is signed in."""
    return roles.may(find_known(), action)


def sees_hidden_names() -> bool:
    """Whether whoever looks at the page sees names that others do not; False where nothing is hidden."""
    return not roles.may(None, "lihat_nama") and may("lihat_nama")


def sees_no_more(shows_contacts: bool) -> bool:
    """Whether a page shows whoever looks at it what it shows everybody: nobody is signed in, or somebody whose rights
    add nothing to it but the form for remarks, which is drawn at each run and asks again. `shows_contacts`: it shows
    those to who may see them."""
    user = find_known()
    return user is None or not (sees_hidden_names() or (shows_contacts and roles.may(user, "kontak")))


def is_staff() -> bool:
    """Whether somebody who is signed in looks at a page."""
    return find_known() is not None


def require(action: str, page_name: str) -> User | None:
    """The guard of every page: who looks at it, or a sentence with a way in, and the page stops."""
    try:
        user = find_user()
    except StoreDamaged as error:
        number = note_incident(_log, "akun", error)
        if roles.may(None, action):
            return None
        screen.show_heading(ACCOUNTS_DAMAGED, f"{ACCOUNTS_ADVICE} {say_incident(number)}")
        raise screen.PageEnd from error
    if roles.may(user, action):
        return user
    if user is None:
        _show_way_in(page_name, action)
    else:
        _show_staff_line(user)
        screen.show_heading("Bukan untuk peran Anda", say_refused(user, action))
    raise screen.PageEnd


def require_login(page_name: str) -> str:
    """The same for a staff page, by the action that the menu names: the name of who is signed in."""
    user = require(find_page(page_name).action, page_name)
    if user is None:  # no setting opens a staff page
        _show_way_in(page_name, "")
        raise screen.PageEnd
    _show_staff_line(user)
    return user.name


def watch_session(user: User | None) -> None:
    """End the page by itself when whoever opened it is locked, removed, signed out or given another role: what is on a
    screen stays there until the next action otherwise. Nothing to watch where nobody is signed in."""
    if user is not None:
        _look_again(user)


@st.fragment(run_every=_WATCHED_EVERY)
def _look_again(shown_to: User) -> None:
    """Draws nothing, and interrupts nothing that the page is doing: Streamlit runs it when that has ended."""
    try:
        changed = find_user() != shown_to
    except StoreDamaged:  # accounts that cannot be read just now withdraw nothing; buttons refuse anyway
        return
    if changed:
        st.rerun()


def claim(action: str) -> User:
    """Who presses a button, asked at that moment: the session or the role may be gone since the page was opened. Then
    a sentence, an entry in the audit, and the page stops. The only way to an action that writes."""
    user = find_known()
    if user is not None and roles.may(user, action):
        return user
    log.append("ditolak", user.name if user else NOBODY, find_address(), tindakan=action)
    if user is None:
        st.error("Sesi Anda sudah berakhir, jadi tidak ada yang diubah. Masuk lagi, lalu ulangi.")
    else:
        st.error(plain(say_refused(user, action) + " Tidak ada yang diubah."))
    raise screen.PageEnd


def say_refused(user: User, action: str) -> str:
    """Why somebody who is signed in may not do something, and whom to ask."""
    role = roles.ROLES.get(user.role, user.role)
    return f"Peran Anda ({role}) tidak mencakup {roles.ACTIONS[action]}. Mintalah kepada admin bila memang diperlukan."


def find_known() -> User | None:
    """The same as find_user; where the accounts cannot be read, nobody is signed in."""
    try:
        return find_user()
    except StoreDamaged as error:
        note_incident(_log, "akun", error)
        return None


def _show_way_in(page_name: str, action: str) -> None:
    if action in FOR_EVERYBODY:
        screen.show_heading("Silakan masuk", "Dasbor ini dibuka untuk yang sudah masuk. Silakan masuk lebih dahulu.")
    else:
        screen.show_heading("Khusus petugas", "Halaman ini untuk petugas dinas. Silakan masuk lebih dahulu.")
    page.show_template("button.html", address=make_login_address(page_name), text="Masuk", second=False)


def _show_staff_line(user: User) -> None:
    page.show_template("staff_line.html", name=user.name, token=make_logout_token(session()))


def find_actor() -> tuple[str, str]:
    """Who looks at the page, and from which network address: what the audit says of an action."""
    user = find_known()
    return (user.name if user else SYSTEM), find_address()


def find_address() -> str:
    """The network address of who looks at the page."""
    address = st.context.ip_address
    return address if isinstance(address, str) else "127.0.0.1"  # Streamlit says nothing for the machine itself


def make_logout_token(token: str) -> str:
    """What the form that ends this session holds: only who knows the session can make it."""
    return hashlib.sha256(f"keluar:{token}".encode()).hexdigest()


def session() -> str:
    """The token of the login session that looks at the page, "" without one; what is built for everybody is built for
    nobody who is signed in."""
    if view.find():
        return ""
    return _read_cookies().get(COOKIE, "")


def make_login_address(page_name: str, query: str = "") -> str:
    """The login, and where it leads afterwards."""
    next_address = clean_next_address("/" + page_name + (f"?{query}" if query else ""))
    return in_base("/masuk") + "?lanjut=" + quote(next_address, safe="/")


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
