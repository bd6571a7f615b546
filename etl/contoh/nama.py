"""Invented names: cooperatives, bank sampah, people. Unusual pairs of words, so that no real one is meant."""

from __future__ import annotations

NOUNS = (
    "Anggrek", "Kancil", "Merpati", "Jangkar", "Lentera", "Pelangi", "Kunang", "Rusa", "Teratai", "Cendana",
    "Bangau", "Mercusuar", "Kelapa", "Nuri", "Payung", "Lumbung", "Kijang", "Dahlia", "Kompas", "Rajawali",
    "Sampan", "Kenari", "Bintang", "Gasing", "Belimbing", "Kepodang", "Layar", "Manggis", "Pandan", "Jalak",
    "Cangkul", "Selendang", "Walet", "Kendi", "Padi", "Tupai", "Embun", "Gong", "Kapas", "Lebah",
    "Perkutut", "Salam", "Tambak", "Ubi", "Wayang", "Zaitun", "Arang", "Bambu", "Ceri", "Durian",
    "Elang", "Fajar", "Gurami", "Halilintar", "Ikan", "Jambu", "Kuda", "Lilin", "Mawar", "Obor",
)  # fmt: skip
ADJECTIVES = (
    "Ungu", "Perak", "Emas", "Biru", "Jingga", "Kembar", "Hijau", "Senja", "Putih", "Permai", "Mandiri", "Kencana",
)  # fmt: skip
# Kelompok -> weight, how the name begins, jenis to choose from.
LEGAL_FORMS = {
    "KSU": (26, "KSU", ("Konsumen", "Serba Usaha", "Jasa", "Pemasaran")),
    "KSP": (16, "KSP", ("Simpan Pinjam",)),
    "Kopwan": (20, "Kopwan", ("Simpan Pinjam", "Simpan Pinjam", "Konsumen")),
    "KPRI": (11, "KPRI", ("Konsumen", "Simpan Pinjam")),
    "Kopkar": (7, "Kopkar", ("Konsumen", "Jasa")),
    "KSPPS": (4, "KSPPS", ("Simpan Pinjam",)),
    "Koppontren": (3, "Koppontren", ("Konsumen", "Produsen")),
    "Kopas": (3, "Kopas", ("Konsumen", "Simpan Pinjam")),
    "KUD": (1, "KUD", ("Produsen",)),
    "Koptan": (4, "Koptan", ("Produsen", "Pemasaran")),
    "Pensiunan": (2, "Koperasi Pensiunan", ("Simpan Pinjam",)),
    "Lainnya": (3, "Koperasi", ("Jasa", "Produsen", "Konsumen")),
}
# Generic school cooperatives: names that look alike and are different cooperatives.
SCHOOLS = tuple(f"KPRI {jenjang} {n} Contoh" for jenjang in ("SMPN", "SMAN", "SMKN") for n in (1, 2, 3))
SECTORS = ("Perdagangan", "Simpan pinjam", "Jasa keuangan", "Pertanian", "Peternakan", "Kerajinan", "Makanan olahan")

_FIRST_WORDS = ("Rukun", "Guyub", "Sari", "Tunas", "Bina", "Karya", "Mitra", "Sumber")
_LAST_WORDS = ("Resik", "Asri", "Hijau", "Daur", "Barokah")
BANK_SAMPAH_NAMES = tuple(f"Bank Sampah {a} {b}" for a in _FIRST_WORDS for b in _LAST_WORDS)

_MALE_NAMES = (
    "Adi", "Bagus", "Candra", "Dimas", "Eko", "Fajar", "Galih", "Hadi", "Indra", "Joko", "Krisna", "Lukman",
    "Maman", "Nanang", "Oki", "Pandu", "Rizal", "Slamet", "Teguh", "Umar", "Wahyu", "Yanto", "Zainal", "Tono",
)  # fmt: skip
_FEMALE_NAMES = (
    "Ani", "Bunga", "Citra", "Dewi", "Endah", "Fitri", "Gita", "Hana", "Intan", "Juwita", "Kartika", "Lestari",
    "Maya", "Nina", "Oktavia", "Putri", "Ratna", "Siti", "Tari", "Umi", "Wulan", "Yuni", "Zahra", "Rini",
)  # fmt: skip


def make_person(number: int, sex: str) -> str:
    """The invented person number `number` (below 1440): different numbers have different names."""
    front = _FEMALE_NAMES if sex == "P" else _MALE_NAMES
    drawn = number * 577 % (len(front) * len(NOUNS))  # 577 shares no factor with 1440, so nobody is met twice
    return f"{front[drawn % len(front)]} {NOUNS[drawn // len(front)]}"


def make_legal_number(number: int, year: int, month: int) -> str:
    """Legal entity number in the form usual in the year of founding."""
    roman = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")[month - 1]
    if year < 1999:
        return f"{1000 + number}/BH/XV"
    if year < 2008:
        return f"{number}/BH/KDK.52/{roman}/{year}"
    if year < 2019:
        return f"518/{number}/KUMKM/{year}"
    return f"AHU-{9_000_000 + number:07d}.AH.01.29{'.' if number % 2 else ' '}TAHUN {year}"
