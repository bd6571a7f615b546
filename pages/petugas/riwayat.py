"""History: every publication, the dashboard as of then, the original workbook, and undo."""

from dasbor import akses, kueri, riwayat, tampilan
from dasbor.choice import Choice


def show(nama: str) -> None:
    tampilan.kepala("Riwayat", "Apa yang pernah diterbitkan, oleh siapa, dan bagaimana mengembalikannya?")
    terkini = kueri.versi_terkini()
    if terkini is None:
        tampilan.kosong("Belum ada yang diterbitkan.", "Unggah buku kerja triwulan pertama di halaman Unggah.")
        return
    riwayat.show_restored()
    buku = kueri.terbitan(Choice(terkini))
    riwayat.show_ledger(buku)
    nomor = riwayat.choose_version(buku, terkini)
    if nomor is not None:
        riwayat.show_version(buku, nomor)
        riwayat.ask_and_restore(nomor, terkini, nama)


show(akses.wajib_masuk("riwayat"))
