"""Why pages about the register have nothing to show."""

from __future__ import annotations

from dasbor.answers import provenance
from dasbor.blocks.what_if import read_official_years
from dasbor.choice import Choice
from dasbor.query import health, published
from dasbor.words import language

WITHOUT_REGISTER = "Lembar Koperasi (register) untuk {} belum diterbitkan."
REGISTER_INVITATION = "Petugas dapat mengunggah buku kerja triwulan itu dengan lembar Koperasi di halaman Unggah."


def find_obstacle(p: Choice) -> tuple[str, str] | None:
    """Why there is nothing to show, and what to do: no register of the quarter, or nobody in the area."""
    if not published.has_register(p):
        return WITHOUT_REGISTER.format(language.format_quarter(p.periode)), REGISTER_INVITATION
    if health.count_rat_states(p, read_official_years(p)).empty:
        return (
            f"Belum ada koperasi di {provenance.say_place(p)} pada {language.format_quarter(p.periode)}.",
            "Pilih wilayah lain di atas.",
        )
    return None
