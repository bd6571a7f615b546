"""Spellings: what was answered on uploads and is remembered, by whom and when, and taking it back."""

from dasbor.query import base
from dasbor.staff import ejaan
from dasbor.ui import access, screen


def show(nama: str) -> None:
    screen.kepala("Ejaan", "Ejaan mana yang sudah dijawab petugas, dan jawaban mana yang perlu dicabut?")
    ejaan.show_withdrawn()
    terkini = base.versi_terkini()
    daftar = [] if terkini is None else ejaan.remembered(terkini)
    if not daftar:
        screen.kosong(
            "Belum ada ejaan yang diingat.",
            "Bila pemeriksaan di halaman Unggah ragu akan sebuah nama, ia bertanya sekali; jawabannya tercatat di sini.",
        )
        return
    ejaan.show_list(daftar)
    ejaan.ask_and_withdraw(daftar, nama)


show(access.wajib_masuk("ejaan"))
