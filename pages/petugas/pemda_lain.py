"""Pemda lain: data packages of other areas of government: what is held, taking one, undoing."""

from dasbor.staff import pemda_lain
from dasbor.staff.neighbours import receive, withdraw
from dasbor.ui import access, screen


def show() -> None:
    screen.show_heading("Pemda lain", "Paket data pemda mana yang dipegang di sini, dan mana yang baru?")
    pemda_lain.show_done()
    pemda_lain.show_damage()
    pemda_lain.show_held()
    receive.ask_and_take()
    withdraw.ask_and_undo()


access.require_login("pemda_lain")
show()
