"""Settings: the figures of the rules and the targets, what a change would do, and publishing it with a reason."""

from dasbor.staff import mending, pengaturan
from dasbor.ui import access, reader, screen
from dasbor.ui.layout import arrange


def show() -> None:
    screen.show_heading("Pengaturan", "Menurut aturan dan target mana angka di dasbor dihitung, dan siapa mengubahnya?")
    mending.stop_if_damaged()
    newest = reader.read_bound_version().number
    if newest is None:
        screen.show_empty(
            "Belum ada yang diterbitkan.", "Sebelum terbitan pertama, nilai awalnya diubah di pengaturan.toml."
        )
        return
    pengaturan.show_done()
    shown = pengaturan.read_shown(newest)
    pengaturan.show_waiting(shown)
    arrange.show_contents(pengaturan.PLACES)
    pengaturan.ask_changes(shown)
    pengaturan.show_years(shown)
    pengaturan.ask_targets(shown)
    pengaturan.show_history(shown)


access.require_login("pengaturan")  # who may change settings
show()
