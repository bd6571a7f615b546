"""What a cooperative owes in annual meetings (RAT), in words; questions and charts say it alike."""

from __future__ import annotations

RAT_HELD, RAT_NOT_OWED, RAT_NOT_RECORDED = "Sudah RAT", "Belum wajib RAT", "RAT belum tercatat"
FIVE = 5  # five book years and more stand together
AS_TYPED = "tertulis"  # the status of the register, beside those that a rule computes


def say_overdue(years: int) -> str:
    """ "Menunggak 2 tahun" (book years); five and more in one."""
    return f"Menunggak {years} tahun" + (" atau lebih" if years == FIVE else "")


# the diary of one book year: rules.meeting_state in rules.sql
LATE, IN_TIME = "Belum dilaporkan, lewat batas", "Belum dilaporkan, masih ada waktu"
DIARY_ORDER = ("Sudah, tepat waktu", "Sudah, lewat batas", "Sudah, tanggal belum tercatat", IN_TIME, LATE)
NOT_REPORTED = (IN_TIME, LATE)
# the order of the chart: what is due first, then what nobody knows or owes
STATE_ORDER = (RAT_HELD, *(say_overdue(n) for n in range(1, FIVE + 1)), RAT_NOT_RECORDED, RAT_NOT_OWED)
OVERDUE_STATES = STATE_ORDER[1:-1]
