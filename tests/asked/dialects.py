"""Eight dialects: how invented dinas head their sheets and say their statuses and choices, for three quarters each.

truth: what the headings and words that are no standard mean; `odd` words stand from the second quarter on.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.workbooks import workbook

AREAS = ["Turi", "Gedog", "Sentul", "Bendo", "Kauman", "Ngadirejo"]
NAMES = ["KSU Melati", "KSP Mawar", "KUD Anggrek", "KPRI Kenanga", "Kopwan Dahlia", "Koppas Cempaka"]
MONTHS = {1: "Februari", 2: "Mei", 3: "Agustus"}


@dataclass(frozen=True)
class Dialect:
    """titles: of one kind of sheet; words: of the status (or kind of mentoring) of its rows, cyclically; meaning:
    {heading: column, or abaikan}; said: {word: value}. group: a row of group headings above the titles."""

    name: str
    kind: str
    titles: tuple[str, ...]
    words: tuple[str, ...]
    meaning: dict[str, str]
    said: dict[str, str]
    told_column: str = "status"
    group: tuple[str | None, ...] = ()
    rows: dict[str, tuple[object, ...]] = field(default_factory=dict)

    def make_book(self, quarter: int) -> bytes:
        """The workbook of a quarter: the sheet is called anew, and its rows stand in another order."""
        order = [(i + quarter) % 6 for i in range(6)]
        lines = [[self._fill(title, i, quarter) for title in self.titles] for i in order]
        head = [list(self.group)] if self.group else []
        return workbook({f"TW {quarter}": [["DATA TAHUN 2025"], [], *head, list(self.titles), *lines]})

    def _fill(self, title: str, i: int, quarter: int) -> object:
        if title in self.rows:
            values = self.rows[title]
            value = values[i % len(values)]
            return value.format(bulan=MONTHS[quarter]) if isinstance(value, str) else value
        fills: dict[str, object] = {"nama": NAMES[i], "wilayah": AREAS[i], "kata": self.words[i % len(self.words)]}
        return fills.get(self._what(title), 10 + i)

    def _what(self, title: str) -> str:
        column = self.meaning.get(title, title.casefold().replace(" ", "_"))
        if column in ("nama_koperasi", "sasaran"):
            return "nama"
        return "wilayah" if column == "kelurahan" else "kata" if column == self.told_column else column


_NIK = tuple(f"357201001000{i}" for i in range(1, 7))
DIALECTS = (
    Dialect(
        "nama seperti orang",  # "Nama" beside a NIK is a participant elsewhere
        "koperasi",
        ("Urut", "Nama", "NIK Kop", "Wil. Kel", "Ket. Keaktifan", "Agt"),
        ("On", "Off"),
        {
            "Nama": "nama_koperasi",
            "NIK Kop": "nik_koperasi",
            "Wil. Kel": "kelurahan",
            "Ket. Keaktifan": "status",
            "Agt": "jumlah_anggota",
        },
        {"On": "aktif", "Off": "tidak aktif"},
        rows={"NIK Kop": _NIK},
    ),
    Dialect(
        "pagar dan singkatan",
        "koperasi",
        ("#", "Koperasi", "Kode Koperasi", "Lokasi Desa", "Kategori", "Sum"),
        ("Kategori 1", "Kategori 2"),
        {
            "Kode Koperasi": "nik_koperasi",
            "Lokasi Desa": "kelurahan",
            "Kategori": "status",
            "Sum": "jumlah_anggota",
        },
        {"Kategori 1": "aktif", "Kategori 2": "tidak aktif"},
        rows={"Koperasi": tuple(NAMES), "Kode Koperasi": _NIK},
    ),
    Dialect(
        "judul sendiri",
        "koperasi",
        ("No", "Sebutan Lembaga", "Tempat Kedudukan", "Keadaan Sekarang", "Orangnya", "Warna Map"),
        ("Sehat/Aktif", "Mati"),
        {
            "Sebutan Lembaga": "nama_koperasi",
            "Tempat Kedudukan": "kelurahan",
            "Keadaan Sekarang": "status",
            "Orangnya": "jumlah_anggota",
            "Warna Map": "abaikan",
        },
        {"Sehat/Aktif": "aktif", "Mati": "tidak aktif"},
    ),
    Dialect(
        "kata sendiri",
        "koperasi",
        ("Nama Koperasi", "Kelurahan", "Status", "Jumlah Anggota"),
        ("Jalan", "Macet", "Tutup"),
        {},
        {"Jalan": "aktif", "Macet": "tidak aktif", "Tutup": "dibubarkan"},
    ),
    Dialect(
        "judul bertingkat",
        "koperasi",
        ("Nama Koperasi", "Kelurahan", "Terkini", "Lalu"),
        ("Aktif", "Tidak Aktif"),
        {"Terkini": "status", "Lalu": "abaikan"},
        {},
        group=(None, None, "Denyut Lembaga", None),
        rows={"Lalu": ("Aktif", "Tidak Aktif")},
    ),
    Dialect(
        "singkatan",
        "koperasi",
        ("Nm Kprs", "Klrhn", "Stts", "Jml Ang"),
        ("A", "TA", "Bku"),
        {"Nm Kprs": "nama_koperasi", "Klrhn": "kelurahan", "Stts": "status", "Jml Ang": "jumlah_anggota"},
        {"Bku": "tidak aktif"},
    ),
    Dialect(
        "kunjungan",
        "pendampingan",
        ("Hari Turun", "Yang Didatangi", "Letak", "Juru Bina", "Macam Binaan"),
        ("Khusus", "Tengok"),
        {
            "Hari Turun": "tanggal",
            "Yang Didatangi": "sasaran",
            "Letak": "kelurahan",
            "Juru Bina": "petugas",
            "Macam Binaan": "jenis_pendampingan",
        },
        {"Tengok": "Khusus"},
        told_column="jenis_pendampingan",
        rows={"Hari Turun": ("5 {bulan} 2025", "7 {bulan} 2025"), "Juru Bina": ("Petugas 1", "Petugas 2")},
    ),
    Dialect(
        "pilihan sendiri",
        "koperasi",
        ("Nama Koperasi", "Kelurahan", "Status", "Rupa Usaha"),
        ("Kreditan", "Warung", "Jasa"),
        {"Rupa Usaha": "jenis"},
        {"Kreditan": "Simpan Pinjam", "Warung": "Konsumen"},
        told_column="jenis",
        rows={"Status": ("Aktif",)},
    ),
)
