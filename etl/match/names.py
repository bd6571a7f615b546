"""Names and numbers of cooperatives, groups and people, brought to one spelling so that they can be compared."""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from typing import TypeVar

from rapidfuzz import fuzz, process

from etl import personal

_QUOTES = dict.fromkeys(map(ord, "'\"`´‘’‚“”„«»ʻʼ"))
_ABBREVIATION = re.compile(r"\b[^\W\d_](?:\.\s?[^\W\d_])+\b\.?")  # K.S.U. and K.S.U
_WORD = re.compile(r"[^\W\d_]+|\d+")

# Legal forms and their long or other spellings, after KOPERASI/KOP. has become KOP.
_LEGAL_FORMS = {
    "KSP": ("KOP SIMPAN PINJAM", "KOP SP"),
    "KSPPS": ("KOP SIMPAN PINJAM DAN PEMBIAYAAN SYARIAH", "KOP SIMPAN PINJAM PEMBIAYAAN SYARIAH"),
    "KJKS": ("KOP JASA KEUANGAN SYARIAH",),
    "KSU": ("KOP SERBA USAHA",),
    "KUD": ("KOP UNIT DESA",),
    "KPRI": ("KOP PEGAWAI REPUBLIK INDONESIA", "KOP PEGAWAI RI"),
    "KPN": ("KOP PEGAWAI NEGERI",),
    "KOPWAN": ("KOP WANITA",),
    "KOPKAR": ("KOP KARYAWAN",),
    "KOPPAS": ("KOP PASAR", "KOPAS"),
    "KOPPONTREN": ("KOP PONDOK PESANTREN", "KOP PONTREN", "KOPONTREN"),
    "KOPDIT": ("KOP KREDIT",),
    "KOPMA": ("KOP MAHASISWA",),
    "KOPSIS": ("KOP SISWA",),
    "KOPTAN": ("KOP TANI", "KOP PERTANIAN"),
    "KKMP": ("KOP KELURAHAN MERAH PUTIH", "KOPKEL MERAH PUTIH", "KOP KEL MERAH PUTIH"),
    "KDMP": ("KOP DESA MERAH PUTIH", "KOPDES MERAH PUTIH"),
    "PRIMKOPPOL": ("PRIMER KOP POLRI", "PRIMER KOP KEPOLISIAN"),
    "PRIMKOPAD": ("PRIMER KOP ANGKATAN DARAT",),
}
_SINGLE_FORMS = {"BMT", "KOP", "KOPENSI", "PKPRI", "KOPKEL", "KOPDES", *_LEGAL_FORMS}
_LONG_FORMS = {tuple(ejaan.split()): bentuk for bentuk, semua in _LEGAL_FORMS.items() for ejaan in semua}
_LONGEST = max(map(len, _LONG_FORMS))
_SCHOOLS = {"TK", "SD", "SMP", "SMA", "SMK", "MI", "MTS", "MA"}
_SCHOOL_LEVELS = _SCHOOLS | {s + "N" for s in _SCHOOLS}
_ROMAN = {r: str(n) for n, r in enumerate("I II III IV V VI VII VIII IX X XI XII".split(), 1)}

_NUMBER_WORDS = ("NO", "NOMOR", "BADAN", "HUKUM", "NBH")

T = TypeVar("T")

# Words in another order or left out; and words run together ("MAJUJAYA").
SIMILARITY_MEASURES = (fuzz.token_set_ratio, fuzz.ratio)


def normalise_text(teks: str) -> str:
    """Upper case, words and numbers only, single blanks: "Bank Sampah “Mawar-2”" -> "BANK SAMPAH MAWAR 2"."""
    return " ".join(_split_words(teks))


def normalise_name(teks: str) -> str:
    """Name of a cooperative or group with its legal form in one spelling; Roman and Arabic numbers stay.

    A telephone number behind a name is no part of it, so that older versions, where it is not masked, match too.
    """
    kata = _split_words(personal.without(teks))
    kata = ["KOP" if k in ("KOPERASI", "KOPRASI") else k for k in kata]
    kata = _join_school(_shorten_form(kata))
    # "Koperasi KSU Maju" says the form twice.
    if len(kata) > 1 and kata[0] == "KOP" and kata[1] in _SINGLE_FORMS:
        kata = kata[1:]
    return " ".join(kata)


def normalise_bh(teks: str | None) -> str | None:
    """Badan hukum number with one separator and without "No."; None for a placeholder or a bare number."""
    if not teks:
        return None
    kata = _WORD.findall(unicodedata.normalize("NFKC", teks).upper())
    while kata and (kata[0] in _NUMBER_WORDS or kata[:2] in (["BH", "NO"], ["BH", "NOMOR"])):
        kata = kata[1:]
    kata = ["TAHUN" if k in ("TH", "THN") else k for k in kata]
    # "441" or "2014" alone is shared by many; such a number proves nothing.
    return "/".join(kata) if len(kata) > 1 and any(k.strip("0").isdigit() for k in kata) else None


def normalise_nik(teks: str | None) -> str | None:
    """Nomor Induk Koperasi: its digits; None for "-", "belum ada", "000000", "3,57E+12"."""
    if not teks:
        return None
    polos = re.sub(r"^(?:NO(?:MOR)?|NIK)\b[.:\s]*", "", teks.strip().upper().lstrip("'"))
    angka = re.sub(r"[\s.\-/']", "", re.sub(r"\.0$", "", polos))
    return angka if angka.isdecimal() and len(angka) >= 6 and len(set(angka)) > 1 else None


def looks_like_cooperative(nama: str) -> bool:
    """Whether a normalised name begins with a legal form of cooperatives."""
    awal = nama.split(" ", 1)[0]
    return awal in _SINGLE_FORMS or awal.startswith(("PRIMKOP", "PUSKOP", "INKOP"))


def take_core(nama: str) -> str:
    """A normalised name without its legal form: "KSU MAJU JAYA" -> "MAJU JAYA"."""
    awal, _, sisa = nama.partition(" ")
    return sisa if sisa and looks_like_cooperative(awal) else nama


def find_marks(nama: str) -> frozenset[str]:
    """What tells namesakes apart: numbers (II = 2) and school levels."""
    kata = (_ROMAN.get(k, k.lstrip("0") or k) for k in nama.split())
    return frozenset(k for k in kata if k.isdigit() or k in _SCHOOL_LEVELS)


def measure_similarity(a: str, b: str) -> float:
    """0-100 between normalised names; 0 when their numbers or school levels differ (SMPN 1, SMAN 1)."""
    return max(ukur(a, b) for ukur in SIMILARITY_MEASURES) if find_marks(a) == find_marks(b) else 0.0


def find_closest(
    cari: Iterable[str], kolam: Iterable[str], batas: float, ukuran: tuple = SIMILARITY_MEASURES
) -> dict[str, str]:
    """{name: most similar name of the pool}, only where the score reaches `batas` and the marks agree."""
    return {nama: mirip[0] for nama, mirip in rank_similar(cari, kolam, batas, ukuran).items()}


def rank_similar(
    cari: Iterable[str], kolam: Iterable[str], batas: float, ukuran: tuple = SIMILARITY_MEASURES
) -> dict[str, list[str]]:
    """{name: names of the pool that resemble it, the most similar first}, as in `closest`."""
    hasil: dict[str, list[str]] = {}
    for nama, calon in _choose_pool(set(cari), sorted(set(kolam))).items():
        tanda = find_marks(nama)
        temu = [t for ukur in ukuran for t in process.extract(nama, calon, scorer=ukur, score_cutoff=batas, limit=8)]
        cocok = [(skor, mirip) for mirip, skor, _ in temu if find_marks(mirip) == tanda]
        if cocok:
            hasil[nama] = list(dict.fromkeys(mirip for _, mirip in sorted(cocok, reverse=True)))
    return hasil


def _choose_pool(cari: set[str], kolam: list[str], batas: int = 300_000, umum: int = 300) -> dict[str, list[str]]:
    """Names to compare with: all, or only those that share a rare word when all would take minutes."""
    if len(cari) * len(kolam) <= batas:
        return dict.fromkeys(sorted(cari), kolam)
    sering = Counter(k for nama in kolam for k in set(nama.split()))
    per_kata: dict[str, list[str]] = defaultdict(list)
    for nama in kolam:
        for k in set(nama.split()):
            if sering[k] <= umum:
                per_kata[k].append(nama)
    return {nama: sorted({c for k in nama.split() for c in per_kata.get(k, ())}) for nama in sorted(cari)}


def make_id(awalan: str, kunci: str) -> str:
    """Stable id of a key: the same in every rebuild, on every machine."""
    return awalan + base64.b32encode(hashlib.sha256(kunci.encode()).digest()).decode()[:8]


def map_unique(nilai: Iterable[T], ubah: Callable[[T], object]) -> list:
    """Apply `ubah` once per different value."""
    semua = list(nilai)
    hasil = {v: ubah(v) for v in set(semua)}
    return [hasil[v] for v in semua]


def _split_words(teks: str) -> list[str]:
    if not teks.isascii():
        teks = unicodedata.normalize("NFKC", teks)
    teks = teks.translate(_QUOTES).upper()
    if "." in teks:
        teks = _ABBREVIATION.sub(lambda m: re.sub(r"[.\s]", "", m[0]) + " ", teks)
    return _WORD.findall(teks)


def _shorten_form(kata: list[str]) -> list[str]:
    for n in range(min(len(kata), _LONGEST), 0, -1):
        if bentuk := _LONG_FORMS.get(tuple(kata[:n])):
            return [bentuk, *kata[n:]]
    return kata


def _join_school(kata: list[str]) -> list[str]:
    """ "SMP NEGERI 1", "SMP N 1" and "SMPN 1" are one school."""
    hasil: list[str] = []
    for k in kata:
        if k in ("NEGERI", "N") and hasil and hasil[-1] in _SCHOOLS:
            hasil[-1] += "N"
        else:
            hasil.append(k)
    return hasil
