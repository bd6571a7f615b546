"""History: every publication, the dashboard as of then, the original workbook, and undo."""

from dasbor.choice import Choice
from dasbor.query import base
from dasbor.staff import riwayat
from dasbor.ui import access, screen


def show(nama: str) -> None:
    screen.show_heading("Riwayat", "Apa yang pernah diterbitkan, oleh siapa, dan bagaimana mengembalikannya?")
    terkini = base.find_current_version()
    if terkini is None:
        screen.show_empty("Belum ada yang diterbitkan.", "Unggah buku kerja triwulan pertama di halaman Unggah.")
        return
    riwayat.show_restored()
    buku = base.read_ledger(Choice(terkini))
    riwayat.show_ledger(buku)
    nomor = riwayat.choose_version(buku, terkini)
    if nomor is not None:
        riwayat.show_version(buku, nomor)
        riwayat.ask_and_restore(nomor, terkini, nama)


show(access.require_login("riwayat"))
