"""What the reader chose. Every question takes it first; it knows nothing of the page, the address or the session."""

from __future__ import annotations

from dataclasses import dataclass, replace

WITH_KKMP, WITHOUT_KKMP = "semua", "tanpa_kkmp"


class WrongChoice(Exception):
    """Something is asked for that is not there; the text is a sentence for the reader, `name` what of the choice: its
    name in the URL, or "wilayah"."""

    def __init__(self, name: str, sentence: str) -> None:
        super().__init__(sentence)
        self.name = name


@dataclass(frozen=True)
class Choice:
    """Version, quarter ("2025-T3"), area (code, name with its level, level), and which cooperatives count
    (`kelompok_hitung`: WITH_KKMP | WITHOUT_KKMP). Questions about a version as a whole need the version alone."""

    version: int
    periode: str = ""
    kode_wilayah: str = ""
    area_name: str = ""
    level: str = ""
    kelompok_hitung: str = WITH_KKMP
    with_names: bool = False  # may see names that the settings keep for those who are signed in

    @property
    def kkmp_word(self) -> str:
        """How this choice of cooperatives is named beside the other one."""
        return "tanpa KKMP" if self.kelompok_hitung == WITHOUT_KKMP else "dengan KKMP"

    def turn_kkmp(self) -> Choice:
        """The same with the Koperasi Merah Putih where they are left out, without them where they are counted."""
        return replace(self, kelompok_hitung=WITH_KKMP if self.kelompok_hitung == WITHOUT_KKMP else WITHOUT_KKMP)

    def whole(self) -> Choice:
        """The version alone, for the same reader."""
        return Choice(self.version, with_names=self.with_names)
