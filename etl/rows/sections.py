"""Section rows: "KECAMATAN SUKOREJO", "Kec. Sukorejo", "I. SUKOREJO", "Kelurahan Turi"; what area a label names."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from etl.acuan import Acuan
from etl.cells.texts import tidy

KECAMATAN, KELURAHAN, RAGU = "kecamatan", "kelurahan", "ragu"
_URUT = r"(?:(?P<urut>(?:[IVXLC]+|[A-Z]|\d{1,2})\s*[.)]\s*|(?:[IVXLC]+|[A-Z])\s+))?"
_KEL = r"kel(?:urahan)?\b|desa\b|ds\b"
_BERTANDA = re.compile(
    rf"^{_URUT}(?:(?P<kel>(?:{_KEL})(?:\s*/\s*(?:{_KEL}))?)|(?P<kec>kec(?:amatan)?\b))[\s.:]*(?P<nama>\D{{3,40}})$",
    re.I,
)
_POLOS = re.compile(rf"^{_URUT}(?P<nama>\D{{3,40}})$", re.I)
_DALAM_JUDUL = re.compile(
    r"^(?:data|daftar|register|rekap\w*|koperasi|keadaan)\b.*\b(?:kec(?:amatan)?|(?P<kel>kel(?:urahan)?|desa))\b[\s.:]*(?P<nama>\D{3,40})$",
    re.I,
)
_KECAMATAN_DI_BELAKANG = re.compile(r"[\s,/-]+kec(?:amatan)?\b[\s.:]*", re.I)


@dataclass(frozen=True)
class Bagian:
    """A section: the level it names (ragu: a kecamatan and a kelurahan have this name), the name as typed.

    gaya    numbered or not: sections of one level are written alike
    induk   the kecamatan, where the label of a kelurahan names it too
    """

    tingkat: str
    nama: str
    gaya: str = ""
    induk: str = ""


@dataclass(frozen=True)
class Daerah:
    """The area names of the installation by their letters; kelurahan with the kecamatan they lie in."""

    kecamatan: frozenset[str]
    kelurahan: dict[str, set[str]]
    kota: str

    def section(self, teks: str, sendiri: bool = True) -> Bagian | None:
        """The section that a label opens. `sendiri`: nothing else stands in the row, so an unknown name counts too."""
        teks = self._without_city(tidy(re.sub(r"[(\[].*?[)\]]", " ", teks)))
        if cocok := _BERTANDA.match(teks):
            return self._marked(cocok, sendiri)
        if cocok := _POLOS.match(teks):
            return self._bare(cocok)
        return None

    def title(self, teks: str) -> Bagian | None:
        """The area that a line above the table is about: the line says nothing else, or names a list."""
        teks = self._without_city(tidy(teks))
        if cocok := _BERTANDA.match(teks):
            return self._marked(cocok, False)
        if cocok := _DALAM_JUDUL.match(teks):
            tingkat = KELURAHAN if cocok["kel"] else KECAMATAN
            nama = cocok["nama"].strip(" .:-")
            return Bagian(tingkat, nama) if self._known(nama, tingkat) else None
        return None

    def is_city(self, teks: str) -> bool:
        return letters(teks) == letters(self.kota)

    def inside(self, kelurahan: str, kecamatan: str) -> bool:
        """Whether a typed kelurahan lies in a typed kecamatan."""
        nama = re.sub(rf"^(?:{_KEL})[\s.:]*", "", tidy(kelurahan), flags=re.I)
        return letters(kecamatan) in self.kelurahan.get(letters(nama), ())

    def _without_city(self, teks: str) -> str:
        """ "KECAMATAN SUKOREJO KOTA BLITAR" is about Sukorejo; "KOTA BLITAR" alone stays."""
        return re.sub(rf"(?<=\w)[\s,-]+{re.escape(self.kota)}\s*$", "", teks, flags=re.I)

    def _marked(self, cocok: re.Match, sendiri: bool) -> Bagian | None:
        tingkat = KELURAHAN if cocok["kel"] else KECAMATAN
        nama, *induk = (b.strip(" .:-") for b in _KECAMATAN_DI_BELAKANG.split(cocok["nama"], maxsplit=1))
        if not nama or not (self._known(nama, tingkat) or (sendiri and len(nama.split()) <= 3)):
            return None
        return Bagian(tingkat, nama, "bertanda", induk[0] if induk and tingkat == KELURAHAN else "")

    def _bare(self, cocok: re.Match) -> Bagian | None:
        nama = cocok["nama"].strip(" .:-")
        gaya = "bernomor" if cocok["urut"] else "polos"
        kec, kel = self._known(nama, KECAMATAN), self._known(nama, KELURAHAN)
        if kec and kel:
            return Bagian(RAGU, nama, gaya)
        return Bagian(KECAMATAN if kec else KELURAHAN, nama, gaya) if kec or kel else None

    def _known(self, nama: str, tingkat: str) -> bool:
        return letters(nama) in (self.kecamatan if tingkat == KECAMATAN else self.kelurahan)


def letters(teks: str) -> str:
    """Letters only: "Kepanjen Kidul" and "KEPANJENKIDUL" are one name."""
    return re.sub(r"[\W\d_]+", "", teks.casefold())


def areas(acuan: Acuan) -> Daerah:
    kel = acuan.kelurahan
    induk = dict(zip(kel["kode_kelurahan"], kel["kecamatan"].map(letters), strict=True))
    nama: dict[str, set[str]] = {}
    for kode, n in zip(kel["kode_kelurahan"], kel["kelurahan"], strict=True):
        nama.setdefault(letters(n), set()).add(induk[kode])
    kecamatan = set(induk.values())
    for tingkat, kode, ejaan, resmi in acuan.ejaan[["tingkat", "kode", "ejaan", "nama"]].itertuples(index=False):
        if tingkat == KECAMATAN:
            kecamatan.add(letters(ejaan))
            for semua in nama.values():
                if letters(resmi) in semua:
                    semua.add(letters(ejaan))
        elif kode in induk:
            nama.setdefault(letters(ejaan), set()).add(induk[kode])
    return Daerah(frozenset(kecamatan), nama, acuan.kota)


def settle_doubt(
    bagian: list[tuple[int, Bagian]],
    ada_data: Callable[[int, int], bool],
    sesuai: Callable[[int, int, str], bool | None],
) -> list[tuple[int, Bagian]]:
    """Decide sections whose name is both a kecamatan and a kelurahan; (row, section) in order of rows.

    ada_data(a, b)      whether data rows lie between the rows a and b
    sesuai(a, b, kec)   whether all kelurahan written there lie in the kecamatan; None: no kelurahan is written
    """
    kelurahan_segaya = {b.gaya for _, b in bagian if b.tingkat == KELURAHAN}
    hasil = []
    for i, (baris, b) in enumerate(bagian):
        akhir = bagian[i + 1][0] if i + 1 < len(bagian) else 10**9
        if b.tingkat == RAGU:
            cocok = sesuai(baris, akhir, b.nama)
            if cocok or (cocok is None and (not ada_data(baris, akhir) or b.gaya not in kelurahan_segaya)):
                b = Bagian(KECAMATAN, b.nama, b.gaya)
            elif cocok is None:
                b = Bagian(KELURAHAN, b.nama, b.gaya)
        hasil.append((baris, b))
    return hasil
