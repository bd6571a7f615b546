"""Spellings: what was answered on uploads and is remembered, by whom and when, and taking it back."""

from dasbor.staff import ejaan, mending
from dasbor.staff.join import decide
from dasbor.ui import access, screen


def show(name: str) -> None:
    screen.show_heading("Ejaan", "Ejaan mana yang sudah dijawab petugas, dan jawaban mana yang perlu dicabut?")
    mending.stop_if_damaged()
    ejaan.show_withdrawn()
    remembered = ejaan.list_remembered()
    if remembered:
        ejaan.show_answers(remembered)
        ejaan.ask_and_withdraw(remembered, name)
    else:
        screen.show_empty(
            "Belum ada ejaan yang diingat.",
            "Bila pemeriksaan di halaman Unggah ragu akan sebuah nama, ia bertanya sekali; "
            "jawabannya tercatat di sini.",
        )
    decide.show(name)


show(access.require_login("ejaan"))
