"""Approval: drafts that staff handed in, what each would change, approving one or sending it back."""

from dasbor.staff import mending, persetujuan
from dasbor.ui import access, screen


def show() -> None:
    screen.show_heading("Persetujuan", "Draf mana yang menunggu keputusan pimpinan, dan apa yang akan berubah?")
    mending.stop_if_damaged()
    persetujuan.show_done()
    persetujuan.show_own()
    persetujuan.show_waiting()


access.require_login("persetujuan")
show()
