"""What an indicator declares: the header of its .sql file, read once. All that speaks of one derives from here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from etl.rules import Statement

FOLDER = Path(__file__).parent
RUPIAH_UNIT, RECAP_SOURCE = "Rp", "rekap"
EVERY_QUARTER, FREE, GDP = "semua", "bebas", "pdrb"
SUMMARY_PAGE, AREA_VIEW, TREND_VIEW = "ringkasan", "wilayah", "tren"
DIVISORS, BOOK_YEAR = "pembagi", "tahun buku"
AGREED = "kesepakatan dasbor ini"  # the source of a definition that no regulation and no plan gives
# what a header may say; anything else is a mistake of whoever wrote it
_ALLOWED = {
    "patah": {"-", DIVISORS, BOOK_YEAR},
    "jumlahan": {"ya", "tidak"},
    "triwulan": {"", EVERY_QUARTER},
    "rentang": {"", FREE},
    "pembagi": {"", GDP},
    "tampil": {"-", SUMMARY_PAGE, AREA_VIEW, TREND_VIEW},
}
_GOES_ON = "--     "
USUAL_LIMITS = (0.2, 0.4, 0.6, 0.8)


@dataclass(frozen=True)
class Indicator:
    """The header of a .sql file: lines "-- name: content"; a line that begins with "--     " goes on with the content.

    butuh: the sheets without which the value is unknown, with the quarters back of which one must hold them:
    "koperasi 0-0, pelatihan 0-jendela". tanpa_baris: what an area has that no row speaks of, "0" or "null".
    sumber: what it is counted from, "register"; "register, rekap" where a rekap stands in for a missing register.
    dasar: where the definition comes from: regulation, circular, a plan that reports it, or what this dashboard agreed.
    kolom: the sheet and columns that put a case into the list, "koperasi status"; bukti: those of another row
    that make it count, "-" when its own row says so. anggota: the columns that tell of whom it is a share, where not
    everybody registered is meant: a register that lacks them all does not tell it.

    sebutan: how the numerator is said in a headline, "7 dari 12 koperasi aktif". kelas: the rates at which the next of
    five colours begins, "0.2 0.4 0.6 0.8"; "-" for a count, whose map has none. patah: what makes a trend jump without
    anybody having done more or less: "pembagi" (a register read anew), "tahun buku" (another one is waited for), "-".
    jumlahan: "ya" where its cases add amounts (members, Rp) and not themselves.
    halaman: the page it belongs to, its stem; bagian: the part of that page, where it has parts. tampil: where it is
    drawn: "ringkasan" (card and map on the first page), "wilayah" and "tren" (charts on its own page). pilihan: how it
    is called where one of several is chosen; "-" = its judul. jumlah_positif: how the sum of its amounts above zero is
    said where some are below, only where that is not its name. triwulan: "semua" where its cases look into registers
    of all quarters, also later ones; only then. rentang: "bebas" where its share may be below 0 or above 1. pembagi:
    "pdrb" where its denominator is the PDRB of the settings: it has a value for the whole area only.
    rencana: its place among the figures that city plans, IKK and IKD ask for; only where they do.
    jalan: how a target of it is reached, "Latih; yang belum dilatih; keluar": what is done, to whom, and what else
    raises it ("mendirikan" a cooperative, "keluar" from the register). tertutup: why nobody can change a quarter's
    figure any more.

    The statement yields one row per case: periode, kode_kelurahan, kelompok_hitung, id, nama, pembilang and penyebut
    (what the case adds to each), letak and letak_bukti (where it stands). Counts and lists are the same rows.
    """

    indikator: str
    judul: str
    definisi: str
    pembilang: str
    penyebut: str
    satuan: str
    arah: str
    sumber: str
    butuh: str
    tanpa_baris: str
    kolom: str
    bukti: str
    sebutan: str
    kelas: str
    patah: str
    jumlahan: str
    halaman: str
    bagian: str
    tampil: str
    pilihan: str
    sql: Statement
    jumlah_positif: str = ""
    dasar: str = AGREED
    anggota: str = ""
    triwulan: str = ""
    rentang: str = ""
    pembagi: str = ""
    rencana: str = ""
    jalan: str = ""
    tertutup: str = ""

    @property
    def count(self) -> bool:
        """It has no denominator."""
        return self.penyebut == "-"

    @cached_property
    def limits(self) -> tuple[float, ...]:
        """The rates at which the second to the fifth colour begin."""
        return USUAL_LIMITS if self.kelas == "-" else tuple(float(limit) for limit in self.kelas.split())

    @property
    def money(self) -> bool:
        return self.satuan == RUPIAH_UNIT

    @property
    def adds_amounts(self) -> bool:
        return self.jumlahan == "ya"

    @property
    def from_recap(self) -> bool:
        """A rekap tells it where there is no register."""
        return RECAP_SOURCE in _split_parts(self.sumber)

    @property
    def has_free_range(self) -> bool:
        """Its share may be below 0 or above 1: it grows or falls, or is measured against something else."""
        return self.rentang == FREE

    @property
    def is_of_city_only(self) -> bool:
        return self.pembagi == GDP

    @property
    def divides_amounts(self) -> bool:
        """A share of Rp of Rp."""
        return self.has_free_range and self.adds_amounts

    @property
    def sees_all_quarters(self) -> bool:
        return self.triwulan == EVERY_QUARTER

    @property
    def name(self) -> str:
        """What it is called among others to choose from."""
        return self.judul if self.pilihan == "-" else self.pilihan

    @property
    def positive_sum(self) -> str:
        """What the largest are a share of, within a sentence."""
        return self.jumlah_positif or self.name.lower()

    def list_member_columns(self) -> list[str]:
        """The columns of the register that tell of whom it is a share; none where everybody registered is meant."""
        return _split_parts(self.anggota) if self.anggota else []

    def shown(self, where: str) -> bool:
        """It is drawn there: RINGKASAN, WILAYAH or TREN."""
        return where in _split_parts(self.tampil)


def _split_parts(declaration: str) -> list[str]:
    return [part.strip() for part in declaration.split(",")]


def load_indicators() -> tuple[Indicator, ...]:
    """All indicators, in the order of their `order`. A header without a field is a KeyError or TypeError;
    a word that none may hold, a ValueError."""
    return tuple(_read_declared(FOLDER).values())


def find_indicator(indikator: str) -> Indicator | None:
    """None where this release does not know it: a version published by another one may name it."""
    return _read_declared(FOLDER).get(indikator)


@lru_cache(maxsize=4)
def _read_declared(folder: Path) -> dict[str, Indicator]:
    declared = [_read_file(p) for p in folder.glob("*.sql") if not p.stem.startswith("_")]
    return {i.indikator: i for _, i in sorted(declared, key=lambda pair: (pair[0], pair[1].indikator))}


def list_of_page(page: str, *first: str) -> list[Indicator]:
    """The indicators that belong to a page, those named first, the others in their order."""
    known = [i for i in load_indicators() if i.halaman == page]
    return sorted(known, key=lambda i: first.index(i.indikator) if i.indikator in first else len(first))


def list_planned() -> list[Indicator]:
    """The figures that city plans report, in the order of their table."""
    return sorted((i for i in load_indicators() if i.rencana), key=lambda i: int(i.rencana))


def _read_file(path: Path) -> tuple[int, Indicator]:
    text = path.read_text(encoding="utf-8")
    header = _read_header(text)
    order = int(header.pop("urutan"))
    for name, allowed in _ALLOWED.items():
        if strange := set(_split_parts(header.get(name, min(allowed)))) - allowed:
            raise ValueError(f"{path.name}: {name} {sorted(strange)}")
    return order, Indicator(indikator=path.stem, sql=Statement(text), **header)


def _read_header(text: str) -> dict[str, str]:
    header: dict[str, str] = {}
    name = ""
    for line in text.splitlines():
        if line.startswith(_GOES_ON) and name:
            header[name] += f" {line.removeprefix(_GOES_ON).strip()}"
        elif line.startswith("--") and ":" in line:
            name, content = (part.strip() for part in line[2:].split(":", 1))
            header[name] = content
    return header
