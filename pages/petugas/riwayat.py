"""History: every publication, the dashboard as of then, the original workbook, undo, what is final or withdrawn."""

from dasbor.staff import finality, mending, riwayat, withdrawal
from dasbor.ui import access, reader, screen


def show(name: str) -> None:
    screen.show_heading("Riwayat", "Apa yang pernah diterbitkan, oleh siapa, dan bagaimana mengembalikannya?")
    mending.stop_if_damaged()
    newest = reader.read_bound_version().number
    if newest is None:
        screen.show_empty("Belum ada yang diterbitkan.", "Unggah buku kerja triwulan pertama di halaman Unggah.")
        return
    riwayat.show_moved(newest)
    riwayat.show_restored()
    withdrawal.show_withdrawn()
    ledger = riwayat.read_ledger(newest)
    riwayat.show_ledger(ledger)
    number = riwayat.choose_version(ledger, newest)
    if number is not None:
        riwayat.show_version(ledger, number)
        if access.may("pulihkan"):
            riwayat.ask_and_restore(number, newest, name)
    if access.may("terbit"):
        finality.ask_and_declare(newest, name)
    if access.may("tarik"):
        withdrawal.ask_and_withdraw(newest, name)


show(access.require_login("riwayat"))
