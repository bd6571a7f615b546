"""Section rows: "KECAMATAN SUKOREJO", "Kec. Sukorejo", "I. SUKOREJO", "Kelurahan Turi"; what area a label names."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from etl.acuan import Reference
from etl.cells.texts import tidy_text

KECAMATAN_LEVEL, KELURAHAN_LEVEL, DOUBTFUL_LEVEL = "kecamatan", "kelurahan", "ragu"
_ORDINAL = r"(?:(?P<urut>(?:[IVXLC]+|[A-Z]|\d{1,2})\s*[.)]\s*|(?:[IVXLC]+|[A-Z])\s+))?"
_KELURAHAN_WORD = r"kel(?:urahan)?\b|desa\b|ds\b"
_MARKED = re.compile(
    rf"^{_ORDINAL}(?:(?P<kel>(?:{_KELURAHAN_WORD})(?:\s*/\s*(?:{_KELURAHAN_WORD}))?)|(?P<kec>kec(?:amatan)?\b))[\s.:]*(?P<nama>\D{{3,40}})$",
    re.I,
)
_BARE = re.compile(rf"^{_ORDINAL}(?P<nama>\D{{3,40}})$", re.I)
_IN_TITLE = re.compile(
    r"^(?:data|daftar|register|rekap\w*|koperasi|keadaan)\b.*\b(?:kec(?:amatan)?|(?P<kel>kel(?:urahan)?|desa))\b[\s.:]*(?P<nama>\D{3,40})$",
    re.I,
)
_KECAMATAN_BEHIND = re.compile(r"[\s,/-]+kec(?:amatan)?\b[\s.:]*", re.I)


@dataclass(frozen=True)
class Section:
    """A section: the level it names (ragu: a kecamatan and a kelurahan have this name), the name as typed.

    gaya    numbered or not: sections of one level are written alike
    induk   the kecamatan, where the label of a kelurahan names it too
    """

    tingkat: str
    nama: str
    style: str = ""
    induk: str = ""


@dataclass(frozen=True)
class AreaNames:
    """The area names of the installation by their letters; kelurahan with the kecamatan they lie in."""

    kecamatan: frozenset[str]
    kelurahan: dict[str, set[str]]
    kota: str

    def find_section(self, teks: str, sendiri: bool = True) -> Section | None:
        """The section that a label opens. `sendiri`: nothing else stands in the row, so an unknown name counts too."""
        teks = self._drop_city(tidy_text(re.sub(r"[(\[].*?[)\]]", " ", teks)))
        if cocok := _MARKED.match(teks):
            return self._read_marked(cocok, sendiri)
        if cocok := _BARE.match(teks):
            return self._read_bare(cocok)
        return None

    def title(self, teks: str) -> Section | None:
        """The area that a line above the table is about: the line says nothing else, or names a list."""
        teks = self._drop_city(tidy_text(teks))
        if cocok := _MARKED.match(teks):
            return self._read_marked(cocok, False)
        if cocok := _IN_TITLE.match(teks):
            tingkat = KELURAHAN_LEVEL if cocok["kel"] else KECAMATAN_LEVEL
            nama = cocok["nama"].strip(" .:-")
            return Section(tingkat, nama) if self._known(nama, tingkat) else None
        return None

    def is_city(self, teks: str) -> bool:
        return keep_letters(teks) == keep_letters(self.kota)

    def inside(self, kelurahan: str, kecamatan: str) -> bool:
        """Whether a typed kelurahan lies in a typed kecamatan."""
        nama = re.sub(rf"^(?:{_KELURAHAN_WORD})[\s.:]*", "", tidy_text(kelurahan), flags=re.I)
        return keep_letters(kecamatan) in self.kelurahan.get(keep_letters(nama), ())

    def _drop_city(self, teks: str) -> str:
        """ "KECAMATAN SUKOREJO KOTA BLITAR" is about Sukorejo; "KOTA BLITAR" alone stays."""
        return re.sub(rf"(?<=\w)[\s,-]+{re.escape(self.kota)}\s*$", "", teks, flags=re.I)

    def _read_marked(self, cocok: re.Match, sendiri: bool) -> Section | None:
        tingkat = KELURAHAN_LEVEL if cocok["kel"] else KECAMATAN_LEVEL
        nama, *induk = (b.strip(" .:-") for b in _KECAMATAN_BEHIND.split(cocok["nama"], maxsplit=1))
        if not nama or not (self._known(nama, tingkat) or (sendiri and len(nama.split()) <= 3)):
            return None
        return Section(tingkat, nama, "bertanda", induk[0] if induk and tingkat == KELURAHAN_LEVEL else "")

    def _read_bare(self, cocok: re.Match) -> Section | None:
        nama = cocok["nama"].strip(" .:-")
        gaya = "bernomor" if cocok["urut"] else "polos"
        kec, kel = self._known(nama, KECAMATAN_LEVEL), self._known(nama, KELURAHAN_LEVEL)
        if kec and kel:
            return Section(DOUBTFUL_LEVEL, nama, gaya)
        return Section(KECAMATAN_LEVEL if kec else KELURAHAN_LEVEL, nama, gaya) if kec or kel else None

    def _known(self, nama: str, tingkat: str) -> bool:
        return keep_letters(nama) in (self.kecamatan if tingkat == KECAMATAN_LEVEL else self.kelurahan)


def keep_letters(teks: str) -> str:
    """Letters only: "Kepanjen Kidul" and "KEPANJENKIDUL" are one name."""
    return re.sub(r"[\W\d_]+", "", teks.casefold())


def load_area_names(acuan: Reference) -> AreaNames:
    kel = acuan.kelurahan
    induk = dict(zip(kel["kode_kelurahan"], kel["kecamatan"].map(keep_letters), strict=True))
    nama: dict[str, set[str]] = {}
    for kode, n in zip(kel["kode_kelurahan"], kel["kelurahan"], strict=True):
        nama.setdefault(keep_letters(n), set()).add(induk[kode])
    kecamatan = set(induk.values())
    for tingkat, kode, ejaan, resmi in acuan.ejaan[["tingkat", "kode", "ejaan", "nama"]].itertuples(index=False):
        if tingkat == KECAMATAN_LEVEL:
            kecamatan.add(keep_letters(ejaan))
            for semua in nama.values():
                if keep_letters(resmi) in semua:
                    semua.add(keep_letters(ejaan))
        elif kode in induk:
            nama.setdefault(keep_letters(ejaan), set()).add(induk[kode])
    return AreaNames(frozenset(kecamatan), nama, acuan.kota)


def settle_doubts(
    bagian: list[tuple[int, Section]],
    ada_data: Callable[[int, int], bool],
    sesuai: Callable[[int, int, str], bool | None],
) -> list[tuple[int, Section]]:
    """Decide sections whose name is both a kecamatan and a kelurahan; (row, section) in order of rows.

    ada_data(a, b)      whether data rows lie between the rows a and b
    sesuai(a, b, kec)   whether all kelurahan written there lie in the kecamatan; None: no kelurahan is written
    """
    kelurahan_segaya = {b.style for _, b in bagian if b.tingkat == KELURAHAN_LEVEL}
    hasil = []
    for i, (baris, b) in enumerate(bagian):
        akhir = bagian[i + 1][0] if i + 1 < len(bagian) else 10**9
        if b.tingkat == DOUBTFUL_LEVEL:
            cocok = sesuai(baris, akhir, b.nama)
            if cocok or (cocok is None and (not ada_data(baris, akhir) or b.style not in kelurahan_segaya)):
                b = Section(KECAMATAN_LEVEL, b.nama, b.style)
            elif cocok is None:
                b = Section(KELURAHAN_LEVEL, b.nama, b.style)
        hasil.append((baris, b))
    return hasil
