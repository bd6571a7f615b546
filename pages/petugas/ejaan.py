"""Spellings: what was answered on uploads and is remembered, by whom and when, and taking it back."""

from dasbor import akses, ejaan, kueri, tampilan


def show(nama: str) -> None:
    tampilan.kepala("Ejaan", "Ejaan mana yang sudah dijawab petugas, dan jawaban mana yang perlu dicabut?")
    ejaan.show_withdrawn()
    terkini = kueri.versi_terkini()
    daftar = [] if terkini is None else ejaan.remembered(terkini)
    if not daftar:
        tampilan.kosong(
            "Belum ada ejaan yang diingat.",
            "Bila pemeriksaan di halaman Unggah ragu akan sebuah nama, ia bertanya sekali; jawabannya tercatat di sini.",
        )
        return
    ejaan.show_list(daftar)
    ejaan.ask_and_withdraw(daftar, nama)


show(akses.wajib_masuk("ejaan"))
