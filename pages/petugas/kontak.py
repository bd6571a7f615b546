"""Kontak: whom to call at each cooperative; only for those who are signed in."""

from dasbor.staff import kontak
from dasbor.ui import access, screen


def show() -> None:
    screen.show_heading("Kontak", kontak.QUESTION)
    kontak.show_damage()
    rows = kontak.read_rows()
    word = kontak.ask_word()
    found = kontak.filter_rows(rows, word)
    kontak.show_rows(rows, found, word)
    kontak.ask_change(rows, found)


access.require_login("kontak")
show()
