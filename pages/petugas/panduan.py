"""Guide for staff: the four steps of an upload with pictures, and the commonest findings with what to do."""

from dasbor.staff import panduan
from dasbor.ui import access, screen


def show() -> None:
    screen.show_heading("Panduan", "Bagaimana buku kerja triwulan sampai di dasbor, dan apa arti temuannya?")
    panduan.show_steps()
    panduan.show_examples()
    panduan.show_links()


access.require_login("panduan")  # who may upload
show()
