"""Which column does a heading mean: headings folded to keys, the keys of every kind of sheet."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from etl.model import Cell
from etl.skema import RECAP_QUARTER_HEADINGS, SHEET_KINDS

# The column that says what a row is about; a row without it is looked at closely.
NAME_COLUMNS = {jenis: lembar.nama for jenis, lembar in SHEET_KINDS.items()}
_FOLDED = {
    "jml": "jumlah", "jlh": "jumlah", "jmlh": "jumlah", "tgl": "tanggal", "tg": "tanggal", "thn": "tahun", "th": "tahun",
    "no": "nomor", "nmr": "nomor", "nomer": "nomor", "bh": "badan hukum", "kop": "koperasi", "kec": "kecamatan",
    "ket": "keterangan", "vol": "volume",
}  # fmt: skip
RUNNING_NUMBER = {"nomor", "nomor urut", "urut", "nomor urt", "nourut", "nomor per kelurahan", "nomor per kecamatan"}
_UNIT_WORDS = {
    "rp", "idr", "rupiah", "juta", "jutaan", "jt", "ribu", "ribuan", "miliar", "milyar", "orang", "org", "jiwa", "unit",
    "dalam", "000", "x",
}  # fmt: skip
_ENGLISH_WORDS = set(
    "name of the and cooperative cooperatives address village district subdistrict number date member members male female "
    "total asset assets capital equity loan volume business status active inactive type group remark remarks notes note "
    "year result manager employee employees staff legal entity establishment score grade participant participants gender "
    "sex origin position phone signature activity place venue source fund funds visit officer topic issue problem follow up "
    "action amount million own external turnover profit net income surplus last annual meeting sub city last form kind "
    "sector field community urban millions thousands in".split()
)
# Words that mean nothing definite under a group that is not theirs: KETUA → NAMA is no name of a cooperative.
_COMMON = {"nama", "nomor", "tanggal", "tahun", "jumlah", "total", "jenis", "hasil", "nilai", "status", "alamat", "tempat",
         "nik", "kelompok", "koperasi", "jabatan", "umur", "usia"}  # fmt: skip
_NEUTRAL = {
    "identitas",
    "data",
    "profil",
    "umum",
    "koperasi",
    "kelembagaan",
    "keragaan",
    "informasi",
    "peserta",
    "uraian",
}
_CHOICE = r"(?:\w{1,4}|tidak|sudah|belum|aktif|tidak aktif)"
_BRACKET_NOTE = re.compile(
    rf"[\W\d]*$|{_CHOICE}(?:\s*[/+=,;]\s*{_CHOICE})+$|(contoh|mis(al\w*)?|wajib|opsional|jika|bila|diisi|isi|per|s\.?\s?d|lihat|format|teks|angka|pilih|beri|tanda|centang|contreng)\b"
)
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_HYPHENATED = re.compile(r"(?<=\w)-[ \t]*[\r\n]+\s*")  # "KELU-" over "RAHAN"
_ENUMERATED = re.compile(r"^\s*(\d{1,2}|[a-h])[.)]\s+")


@lru_cache(maxsize=5_000)
def make_key(teks: str) -> str:
    """ "Jml. ANGGOTA *)" -> "jumlah anggota": what headings are compared by."""
    polos = re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", teks).casefold()).split()
    return " ".join(_FOLDED.get(kata, kata) for kata in polos)


def is_translation(teks: str) -> bool:
    kata = make_key(teks).split()
    return bool(kata) and all(k in _ENGLISH_WORDS for k in kata)


def is_unit(teks: str) -> bool:
    kata = make_key(teks).split()
    return bool(kata) and all(k in _UNIT_WORDS for k in kata)


@lru_cache(maxsize=5_000)
def list_keys(teks: str) -> tuple[str, ...]:
    """Readings of one heading, surest first: as typed, without notes in brackets, without its translation, without unit."""
    return tuple(dict.fromkeys(_list_readings(teks)))


def _list_readings(teks: str) -> Iterator[str]:
    teks = _ENUMERATED.sub("", teks)
    tanpa_kurung = _BRACKETS.sub(lambda m: " " if _is_note(m[1]) else m[0], teks)
    calon = [teks, tanpa_kurung, _HYPHENATED.sub("", tanpa_kurung)]
    baris = [b for b in re.split(r"[\r\n]+", tanpa_kurung) if b.strip()]
    if len(baris) > 1:
        calon += [b for i, b in enumerate(baris) if is_translation(" ".join(baris[:i] + baris[i + 1 :]))]
    for c in calon:
        kunci = make_key(c)
        yield kunci
        kata = kunci.split()
        while len(kata) > 1 and kata[-1] in _UNIT_WORDS:
            kata.pop()
        if kata and " ".join(kata) != kunci:
            yield " ".join(kata)


def _is_note(isi: str) -> bool:
    """Brackets that only add a unit, a translation, an abbreviation or how to fill in; "Aset (Tetap)" is something else."""
    rapi = isi.strip().casefold()
    return bool(_BRACKET_NOTE.match(rapi)) or is_unit(isi) or is_translation(isi) or make_key(isi) in _ABBREVIATIONS


_ABBREVIATIONS = {"nik", "nib", "shu", "rat", "badan hukum", "nbh", "kkmp"}
DICTIONARY: dict[str, dict[str, str]] = {
    jenis: {
        make_key(judul): k.nama for k in reversed(lembar.kolom) for judul in (k.nama, *reversed(k.sinonim), k.judul)
    }
    for jenis, lembar in SHEET_KINDS.items()
}
QUARTER_KEYS = {make_key(judul): nama for nama, semua in RECAP_QUARTER_HEADINGS.items() for judul in semua}
ALL_KEYS = {kunci for kamus in DICTIONARY.values() for kunci in kamus} | RUNNING_NUMBER
_OWNERS = Counter(kunci for kamus in DICTIONARY.values() for kunci in kamus)
_FIRST_WORDS = {kunci.split()[0] for kunci in ALL_KEYS if kunci} | set(_FOLDED) | _ENGLISH_WORDS


@lru_cache(maxsize=5_000)
def match_heading(label: tuple[str, ...], jenis: str) -> tuple[str, str, bool]:
    """Column that a path of headings means in a kind of sheet: (canonical or "", key, by the whole path)."""
    kamus = DICTIONARY[jenis]
    for cara in (label, label[::-1]):  # BADAN HUKUM → NOMOR, also read "nomor badan hukum"
        for kunci in list_keys(" ".join(cara) if len(cara) > 1 else cara[0]):
            if kunci in kamus:
                return kamus[kunci], kunci, True
    for mulai in range(1, len(label)):
        nama, kunci, _ = match_heading(label[mulai:], jenis)
        if nama and (kunci not in _COMMON or _is_allowed(label[:mulai], nama, jenis)):
            return nama, kunci, False
    return "", "", False


def _is_allowed(kepala: tuple[str, ...], nama: str, jenis: str) -> bool:
    return all(is_neutral(k) for k in kepala) or match_heading(kepala, jenis)[0] == nama


def is_neutral(teks: str) -> bool:
    """A group's heading that says nothing about the columns below it: "DATA KOPERASI"."""
    return set(make_key(teks).split()) <= _NEUTRAL


def is_running_number(label: Sequence[str]) -> bool:
    return all(any(k in RUNNING_NUMBER for k in list_keys(teks)) for teks in label)


def is_distinctive(kunci: str) -> bool:
    """The heading belongs to one kind of sheet only ("Status" does, "Nama Koperasi" does not)."""
    return _OWNERS[kunci] == 1


def count_hits(sel: Sequence[Cell]) -> int:
    """How many cells of a row are headings of any kind; cheap for rows that plainly are not."""
    awal = list(islice((v for v in sel if v is not None and v != ""), 6))
    if not all(isinstance(v, str) or is_year(v) for v in awal):
        return 0
    if sum(isinstance(v, str) and _take_first_word(v) in _FIRST_WORDS for v in awal) < 2:
        return 0
    return sum(isinstance(v, str) and len(v) < 120 and any(k in ALL_KEYS for k in list_keys(v)) for v in sel)


def is_year(v: Cell) -> bool:
    """A year may head a column; any other number is data."""
    return isinstance(v, float) and 1990 <= v <= 2100 and v % 1 == 0


def _take_first_word(teks: str) -> str:
    kata = teks[:40].casefold().replace(".", " ").replace("_", " ").replace("/", " ").split(None, 1)
    return kata[0].strip('("*:') if kata else ""
