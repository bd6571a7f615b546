"""Users: the own password, and for admins who may sign in, as what, and one-time links."""

from dasbor.staff import pengguna
from dasbor.ui import access, screen


def show(name: str) -> None:
    if not access.may("kelola_pengguna"):
        screen.show_heading("Kata sandi saya", "Bagaimana mengganti kata sandi untuk masuk ke dasbor?")
        pengguna.ask_password(name)
        return
    screen.show_heading("Pengguna", "Siapa yang dapat masuk, sebagai apa, dan bagaimana menambah atau mengubahnya?")
    pengguna.show_done()
    pengguna.show_accounts()
    pengguna.ask_new()
    pengguna.ask_change(name)
    pengguna.ask_password(name)


show(access.require_login("pengguna"))
