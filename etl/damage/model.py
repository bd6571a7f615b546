"""What the gates look at and what they say of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from etl.skema import COOPERATIVES_SHEET

NAME, NIK, BH, AREA = "nama_koperasi", "nik_koperasi", "nomor_badan_hukum", "kode_kelurahan"
LEAST = 5  # fewer wrong cooperatives than this are mended one by one
MANY = 20  # a column of so many different values tells its rows apart
COLUMNS = (AREA, *(k.nama for k in COOPERATIVES_SHEET.stored_columns))
NUMBERS = tuple(k.nama for k in COOPERATIVES_SHEET.kolom if k.tipe in ("rupiah", "bulat"))

# Registers of a dinas's own often lack these: their absence is listed, and asks for no reason.
OPTIONAL = (
    "bentuk",
    "jenis",
    "pola",
    "sektor_usaha",
    "anggota_umkm",
    "manajer",
    "karyawan",
    "status_nik",
    "tanggal_sertifikat",
    "grade",
    "kanal_digital",
    "pakai_internet",
    "nib",
    "npwp",
    "punya_usp",
    "pengurus",
    "pengurus_bersertifikat",
    "pengawas",
    "pengawas_bersertifikat",
    "gerai",
    "gudang",
)


class Register(NamedTuple):
    """A register to compare with: its table and quarter."""

    table: str
    periode: str


class Example(NamedTuple):
    """One cell of the workbook, and what the same cooperative said before."""

    lembar: str
    baris: int
    now: Any
    before: Any


@dataclass(frozen=True)
class Damage:
    """What a gate saw in one column: in so many of so many cooperatives.

    way: the values are those of other rows: "urut" (sorted alone), "geser" (shifted by `shift` rows downwards from the
    row of the first example on), "pindah" (moved otherwise); of a run of rows: "blok" (moved by `shift` rows), "balik"
    (in opposite order), "isi" (a value filled down); "sama": all say the same; "" = not known. power: of ten, of a
    common factor. partner: the column that it was exchanged with. older: the quarter that it says again.
    """

    gate: str
    column: str
    count: int
    total: int
    examples: tuple[Example, ...] = ()
    way: str = ""
    shift: int = 0
    power: int = 0
    partner: str = ""
    older: str = ""
