"""Which column does a heading mean: headings folded to keys, the keys of every kind of sheet."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from etl.model import Cell
from etl.personal import drop_tokens
from etl.skema import RECAP_QUARTER_HEADINGS, SHEET_KINDS

# The column that says what a row is about; a row without it is looked at closely.
NAME_COLUMNS = {kind: sheet.name_column for kind, sheet in SHEET_KINDS.items()}
_FOLDED = {
    "jml": "jumlah",
    "jlh": "jumlah",
    "jmlh": "jumlah",
    "tgl": "tanggal",
    "tg": "tanggal",
    "thn": "tahun",
    "th": "tahun",
    "no": "nomor",
    "nmr": "nomor",
    "nomer": "nomor",
    "bh": "badan hukum",
    "kop": "koperasi",
    "kec": "kecamatan",
    "ket": "keterangan",
    "vol": "volume",
}
RUNNING_NUMBER = {"nomor", "nomor urut", "urut", "nomor urt", "nourut", "nomor per kelurahan", "nomor per kecamatan"}
_UNIT_WORDS = {
    "rp",
    "idr",
    "rupiah",
    "juta",
    "jutaan",
    "jt",
    "ribu",
    "ribuan",
    "miliar",
    "milyar",
    "orang",
    "org",
    "jiwa",
    "unit",
    "dalam",
    "000",
    "x",
}
_ENGLISH_WORDS = set(
    "name of the and cooperative cooperatives address village district subdistrict number date member members male "
    "female "
    "total asset assets capital equity loan volume business status active inactive type group remark remarks notes "
    "note year result manager employee employees staff legal entity establishment score grade participant "
    "participants gender sex origin position phone signature activity place venue source fund funds visit officer "
    "topic issue problem follow up "
    "action amount million own external turnover profit net income surplus last annual meeting sub city last form kind "
    "sector field community urban millions thousands in".split()
)
# Words that mean nothing definite under a group that is not theirs: KETUA → NAMA is no name of a cooperative.
_COMMON = {
    "nama",
    "nomor",
    "tanggal",
    "tahun",
    "jumlah",
    "total",
    "jenis",
    "hasil",
    "nilai",
    "status",
    "alamat",
    "tempat",
    "nik",
    "kelompok",
    "koperasi",
    "jabatan",
    "umur",
    "usia",
}
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
    rf"[\W\d]*$|{_CHOICE}(?:\s*[/+=,;]\s*{_CHOICE})+$|"
    r"(contoh|mis(al\w*)?|wajib|opsional|jika|bila|diisi|isi|per|s\.?\s?d|lihat|format|"
    r"teks|angka|pilih|beri|tanda|centang|contreng)\b"
)
# Forms that ask: "Apakah menggunakan internet?", "Berapa jumlah anggota?"
_QUESTION = re.compile(r"^\s*(?:apakah|berapa|kapan|sebutkan|tuliskan|tulis|isikan|mohon isi\w*|pilih)\b[\s:]*", re.I)
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_HYPHENATED = re.compile(r"(?<=\w)-[ \t]*[\r\n]+\s*")  # "KELU-" over "RAHAN"
_ENUMERATED = re.compile(r"^\s*(\d{1,2}|[a-h])[.)]\s+")


@lru_cache(maxsize=5_000)
def make_key(text: str) -> str:
    """ "Jml. ANGGOTA *)" -> "jumlah anggota": what headings are compared by. A mask is no word of it."""
    plain_text = re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", drop_tokens(text)).casefold()).split()
    return " ".join(_FOLDED.get(word, word) for word in plain_text)


def is_translation(text: str) -> bool:
    word = make_key(text).split()
    return bool(word) and all(k in _ENGLISH_WORDS for k in word)


def is_unit(text: str) -> bool:
    word = make_key(text).split()
    return bool(word) and all(k in _UNIT_WORDS for k in word)


@lru_cache(maxsize=5_000)
def list_keys(text: str) -> tuple[str, ...]:
    """Readings of one heading, surest first: as typed, without notes in brackets, its translation, its unit."""
    return tuple(dict.fromkeys(_list_readings(text)))


def _list_readings(text: str) -> Iterator[str]:
    text = _ENUMERATED.sub("", text)
    without_brackets = _BRACKETS.sub(lambda m: " " if _is_note(m[1]) else m[0], text)
    candidates = [text, without_brackets, _HYPHENATED.sub("", without_brackets)]
    row = [b for b in re.split(r"[\r\n]+", without_brackets) if b.strip()]
    if len(row) > 1:
        candidates += [b for i, b in enumerate(row) if is_translation(" ".join(row[:i] + row[i + 1 :]))]
    candidates += [short for c in candidates[:1] if (short := _QUESTION.sub("", c)) != c]
    for c in candidates:
        key = make_key(c)
        yield key
        word = key.split()
        while len(word) > 1 and word[-1] in _UNIT_WORDS:
            word.pop()
        if word and " ".join(word) != key:
            yield " ".join(word)


def _is_note(content: str) -> bool:
    """Brackets that only add a unit, a translation, an abbreviation or how to fill in; "Aset (Tetap)" is none."""
    tidied = content.strip().casefold()
    return (
        bool(_BRACKET_NOTE.match(tidied))
        or is_unit(content)
        or is_translation(content)
        or make_key(content) in _ABBREVIATIONS
    )


_ABBREVIATIONS = {"nik", "nib", "shu", "rat", "badan hukum", "nbh", "kkmp"}
DICTIONARY: dict[str, dict[str, str]] = {
    kind: {make_key(title): k.nama for k in reversed(sheet.kolom) for title in (k.nama, *reversed(k.sinonim), k.judul)}
    for kind, sheet in SHEET_KINDS.items()
}
QUARTER_KEYS = {make_key(title): name for name, every in RECAP_QUARTER_HEADINGS.items() for title in every}
ALL_KEYS = {key for dictionary in DICTIONARY.values() for key in dictionary} | RUNNING_NUMBER
_OWNERS = Counter(key for dictionary in DICTIONARY.values() for key in dictionary)
_FIRST_WORDS = {key.split()[0] for key in ALL_KEYS if key} | set(_FOLDED) | _ENGLISH_WORDS
_FIRST_WORDS |= {"apakah", "berapa", "kapan", "sebutkan", "tuliskan", "tulis", "isikan", "mohon", "pilih"}


@lru_cache(maxsize=5_000)
def match_heading(label: tuple[str, ...], kind: str) -> tuple[str, str, bool]:
    """Column that a path of headings means in a kind of sheet: (canonical or "", key, by the whole path)."""
    dictionary = DICTIONARY[kind]
    for style in (label, label[::-1]):  # BADAN HUKUM → NOMOR, also read "nomor badan hukum"
        for key in list_keys(" ".join(style) if len(style) > 1 else style[0]):
            if key in dictionary:
                return dictionary[key], key, True
    for begin in range(1, len(label)):
        name, key, _ = match_heading(label[begin:], kind)
        if name and (key not in _COMMON or _is_allowed(label[:begin], name, kind)):
            return name, key, False
    return "", "", False


def _is_allowed(header: tuple[str, ...], name: str, kind: str) -> bool:
    return all(is_neutral(k) for k in header) or match_heading(header, kind)[0] == name


def is_common(key: str) -> bool:
    """A heading that means nothing definite under a group that is not its own."""
    return key in _COMMON


def is_neutral(text: str) -> bool:
    """A group's heading that says nothing about the columns below it: "DATA KOPERASI"."""
    return set(make_key(text).split()) <= _NEUTRAL


def is_running_number(label: Sequence[str]) -> bool:
    return all(text.strip() == "#" or any(k in RUNNING_NUMBER for k in list_keys(text)) for text in label)


def is_distinctive(key: str) -> bool:
    """The heading belongs to one kind of sheet only ("Status" does, "Nama Koperasi" does not)."""
    return _OWNERS[key] == 1


def count_hits(cell: Sequence[Cell], told: frozenset[str] = frozenset()) -> int:
    """How many cells of a row are headings of any kind; cheap for rows that plainly are not. `told`: more keys."""
    start = list(islice((v for v in cell if v is not None and v != ""), 6))
    if not all(isinstance(v, str) or is_year(v) for v in start):
        return 0
    if not told and sum(isinstance(v, str) and _starts_like_heading(v[:40]) for v in start) < 2:
        return 0
    return sum(isinstance(v, str) and len(v) < 120 and (_is_heading(v) or _is_told(v, told)) for v in cell)


def _is_told(text: str, told: frozenset[str]) -> bool:
    return bool(told) and not told.isdisjoint(list_keys(text))


def is_year(v: Cell) -> bool:
    """A year may head a column; any other number is data."""
    return isinstance(v, float) and 1990 <= v <= 2100 and v % 1 == 0


@lru_cache(maxsize=5_000)
def _starts_like_heading(text: str) -> bool:
    word = text.casefold().replace(".", " ").replace("_", " ").replace("/", " ").split(None, 1)
    return (word[0].strip('("*:') if word else "") in _FIRST_WORDS


@lru_cache(maxsize=5_000)
def _is_heading(text: str) -> bool:
    return any(k in ALL_KEYS for k in list_keys(text))
