"""A workbook with numbers of people in every place that somebody may put one. All of them are invented.

Every number holds one of PIECES, so that it is found again in whatever form a later stage has given it.
"""

from __future__ import annotations

import datetime as dt
import itertools

from tests import golden
from tests.workbooks import workbook

PIECES = (
    "357201150180",
    "3572 0115 0180",
    "3572.01.150180",
    "08123456",
    "0812-3456",
    "0812 3456",
    "8123456",
    "７７００１１",
    "770011",
    "pribadi.contoh",
    "801234",
)
_count = itertools.count(1)
places = 0


def _next() -> int:
    global places
    places = next(_count)
    return places


def ktp() -> str:
    return f"357201150180{_next():04d}"


def phone() -> str:
    return f"08123456{_next():04d}"


def phone_dashed() -> str:
    return f"0812-3456-{_next():04d}"


def phone_blanks() -> str:
    return f"+62 812 3456 {_next():04d}"


def email() -> str:
    return f"u{_next()}@pribadi.contoh.id"


def account() -> str:
    return f"BRI 770011{_next():06d}"


def landline() -> str:
    _next()
    return "(0342) 801234"


JUDUL = [
    "NIK",
    "Nama Koperasi",
    "Nomor Badan Hukum",
    "Alamat",
    "Kelurahan",
    "Kelompok Koperasi",
    "Status",
    "RAT Tahun Buku",
    "Tanggal Badan Hukum",
    "Jumlah Anggota",
    "Modal Sendiri",
    "Aset",
    "Sektor Usaha",
    "Media Pemasaran",
    "Keterangan",
]
_TANGGAL = dt.date(2010, 1, 1)


def register(section: bool = True) -> list[list]:
    """A letterhead, a heading nobody knows, a cell in every kind of column, a section, totals, a signature, scratch."""

    def line(number: int, nama: str, **isi: object) -> list:
        base = dict(
            zip(
                JUDUL,
                [
                    f"357200000000{number}",
                    nama,
                    f"518/44{number}/KUMKM/2014",
                    "Jl. Satu",
                    "Turi",
                    "KSP",
                    "Aktif",
                    2024,
                    _TANGGAL,
                    30,
                    100_000_000,
                    150_000_000,
                    "Dagang",
                    "Website",
                    None,
                ],
                strict=True,
            )
        )
        return [*(base | isi).values(), None]

    return [
        [f"DINAS KOPERASI telp {landline()} surel {email()}"],
        [f"Operator {phone()} / {phone_dashed()}"],
        ["Triwulan III 2025"],
        [],
        [*JUDUL, f"Kontak {phone()}"],
        [None, f"KECAMATAN SUKOREJO hubungi {phone()}"] if section else [],
        [*line(1, "KSP Satu", Alamat=f"Jl. Mawar {ktp()}", Keterangan=f"ketua {phone()}")[:-1], ktp()],
        [*line(2, f"KSU Dua {phone()}", Keterangan=f"NIK ketua\n{ktp()}")[:-1], float(f"357201150180{_next():04d}")],
        line(3, f"KPRI Tiga {ktp()}", Keterangan=float(f"81234560{_next():03d}")),
        line(4, "Kopas Empat", Status=f"Aktif {phone()}", **{"Kelompok Koperasi": f"Kopas {phone_blanks()}"}),
        line(
            5,
            "Kopkar Lima",
            Aset=float(f"357201150180{_next():04d}"),
            **{"Modal Sendiri": phone() if section else None, "Jumlah Anggota": f"30 {phone()}"},
        ),
        line(6, "Kopwan Enam", **{"RAT Tahun Buku": f"2024 {phone()}", "Tanggal Badan Hukum": f"1 Mei 2010 {phone()}"}),
        line(7, "KUD Tujuh", **{"Sektor Usaha": account(), "Media Pemasaran": f"WA {phone()}; {email()}"}),
        line(
            8,
            "KSP Delapan",
            Alamat="3572.01.150180.0001",
            Keterangan=f"rek. {account()} a.n. Siti",
            **{"Nomor Badan Hukum": f"518/999/2014 HP {phone()}"},
        ),
        line(
            9,
            "KSP Sembilan",
            Keterangan="3572 0115 0180 0001 ０８１２３４５６７８９０",
            Kelurahan=f"Gedog HP {phone()}",
        ),
        [None, f"Jumlah {phone()}", None, None, None, None, None, None, None, 270],
        [],
        [None, "Blitar, 30 September 2025"],
        [None, f"Kepala Dinas HP {phone()}"],
        [None, f"NIK {ktp()}"],
    ]


def sheets(section: bool = True) -> dict[str, list[list]]:
    """All kinds of sheets, two whose names differ by their numbers only, and one that nobody knows."""
    tomorrow = dt.date(2025, 8, 5)
    training = [f"Pelatihan {phone()}", tomorrow, None, "Ani", "P", "KSP Satu", "Turi"]
    return {
        f"Koperasi {phone()}": register(section),
        f"Pelatihan {phone()}": [
            ["Tempat", f": Aula {phone()}"],
            [],
            [*golden.JUDUL_PELATIHAN, "NIK Peserta", "No. HP", "Jabatan", "Sumber Dana", "Keterangan"],
            [*training, ktp(), phone(), f"Ketua {phone()}", f"APBD {account()}", f"{email()}"],
            [
                *training[:3],
                f"Budi {phone()}",
                "L",
                f"Bank Sampah Mawar {phone()}",
                "Turi",
                ktp(),
                phone(),
                None,
                None,
                ktp(),
            ],
        ],
        f"Pelatihan dua {phone()}": [
            golden.JUDUL_PELATIHAN,
            [f"Pelatihan D {ktp()}", tomorrow, None, "Cici", "P", f"KSP Satuu {phone()}", "Gedog"],
        ],
        "Pendampingan": [
            [*golden.JUDUL_PENDAMPINGAN, "Materi", "Kendala", "Tindak Lanjut", "Hasil", "Keterangan"],
            [
                tomorrow,
                "KSP Satu",
                "Turi",
                f"Petugas 1 {phone()}",
                f"Khusus {phone()}",
                phone(),
                ktp(),
                email(),
                account(),
                landline(),
            ],
            [tomorrow, f"Kelompok Baru {phone()}", "Turi", "Petugas 2", "Khusus", None, None, None, None, None],
        ],
        "Kelompok": [
            ["Nama Kelompok", "Jenis Kelompok", "Kelurahan", "Koperasi Terkait", "Keterangan"],
            [f"Bank Sampah Melati {phone()}", f"Bank Sampah {ktp()}", "Turi", f"KSP Satu {phone()}", phone()],
        ],
        "Target": [
            ["Indikator", "Tahun", "Target", "Keterangan"],
            ["koperasi_aktif", 2025, 0.9, phone()],
            [f"entah {phone()}", 2025, 1, None],
        ],
        "Penghargaan": [
            ["Tanggal", "Penghargaan", "Kategori", "Penerima", "Pemberi", "Keterangan"],
            [tomorrow, f"Terbaik {phone()}", phone(), f"KSP Satu {phone()}", f"Dekopin {phone()}", ktp()],
        ],
        f"Kontak {ktp()}": [["Panitia", "Catatan"], ["Siti", phone()], ["Budi", float(f"357201150180{_next():04d}")]],
    }


def book(section: bool = True) -> tuple[bytes, str]:
    """The workbook and its file name. `section`: with what only masking makes readable."""
    return workbook(sheets(section)), f"register_{phone()}_TW3.xlsx"
