"""Kamus dinas: what headings, words and spellings mean here, by whom and when; adding to it and taking back."""

from dasbor.staff import kamus_dinas, mending, offered_words
from dasbor.staff.join import decide
from dasbor.ui import access, screen


def show(name: str) -> None:
    screen.show_heading("Kamus dinas", "Apa arti judul kolom, kata dan ejaan yang dipakai dinas ini?")
    mending.stop_if_damaged()
    kamus_dinas.show_done()
    remembered = kamus_dinas.list_remembered()
    if remembered:
        kamus_dinas.show_answers(remembered)
    else:
        screen.show_empty(
            "Belum ada arti atau ejaan yang diingat.",
            "Bila pemeriksaan di halaman Unggah tidak mengenal sebuah judul, kata atau nama, ia bertanya sekali; "
            "jawabannya tercatat di sini.",
        )
    kamus_dinas.ask_and_withdraw(remembered, name)
    kamus_dinas.ask_and_add(name)
    kamus_dinas.exchange_file(remembered, name)
    offered_words.offer_words(kamus_dinas.add_entries, name)
    decide.show(name)


show(access.require_login("kamus_dinas"))
