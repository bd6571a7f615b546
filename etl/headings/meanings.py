"""Which column does a heading mean: headings folded to keys, the keys of every kind of sheet."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from etl.model import Sel
from etl.skema import LEMBAR, WAKTU_REKAP

# The column that says what a row is about; a row without it is looked at closely.
NAMA = {jenis: lembar.nama for jenis, lembar in LEMBAR.items()}
_LIPAT = {
    "jml": "jumlah", "jlh": "jumlah", "jmlh": "jumlah", "tgl": "tanggal", "tg": "tanggal", "thn": "tahun", "th": "tahun",
    "no": "nomor", "nmr": "nomor", "nomer": "nomor", "bh": "badan hukum", "kop": "koperasi", "kec": "kecamatan",
    "ket": "keterangan", "vol": "volume",
}  # fmt: skip
NOMOR_URUT = {"nomor", "nomor urut", "urut", "nomor urt", "nourut", "nomor per kelurahan", "nomor per kecamatan"}
_SATUAN = {
    "rp", "idr", "rupiah", "juta", "jutaan", "jt", "ribu", "ribuan", "miliar", "milyar", "orang", "org", "jiwa", "unit",
    "dalam", "000", "x",
}  # fmt: skip
_INGGRIS = set(
    "name of the and cooperative cooperatives address village district subdistrict number date member members male female "
    "total asset assets capital equity loan volume business status active inactive type group remark remarks notes note "
    "year result manager employee employees staff legal entity establishment score grade participant participants gender "
    "sex origin position phone signature activity place venue source fund funds visit officer topic issue problem follow up "
    "action amount million own external turnover profit net income surplus last annual meeting sub city last form kind "
    "sector field community urban millions thousands in".split()
)
# Words that mean nothing definite under a group that is not theirs: KETUA → NAMA is no name of a cooperative.
_UMUM = {"nama", "nomor", "tanggal", "tahun", "jumlah", "total", "jenis", "hasil", "nilai", "status", "alamat", "tempat",
         "nik", "kelompok", "koperasi", "jabatan", "umur", "usia"}  # fmt: skip
_NETRAL = {
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
_PILIHAN = r"(?:\w{1,4}|tidak|sudah|belum|aktif|tidak aktif)"
_CATATAN_KURUNG = re.compile(
    rf"[\W\d]*$|{_PILIHAN}(?:\s*[/+=,;]\s*{_PILIHAN})+$|(contoh|mis(al\w*)?|wajib|opsional|jika|bila|diisi|isi|per|s\.?\s?d|lihat|format|teks|angka|pilih|beri|tanda|centang|contreng)\b"
)
_KURUNG = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_TERPENGGAL = re.compile(r"(?<=\w)-[ \t]*[\r\n]+\s*")  # "KELU-" over "RAHAN"
_URUTAN = re.compile(r"^\s*(\d{1,2}|[a-h])[.)]\s+")


@lru_cache(maxsize=5_000)
def key(teks: str) -> str:
    """ "Jml. ANGGOTA *)" -> "jumlah anggota": what headings are compared by."""
    polos = re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", teks).casefold()).split()
    return " ".join(_LIPAT.get(kata, kata) for kata in polos)


def is_translation(teks: str) -> bool:
    kata = key(teks).split()
    return bool(kata) and all(k in _INGGRIS for k in kata)


def is_unit(teks: str) -> bool:
    kata = key(teks).split()
    return bool(kata) and all(k in _SATUAN for k in kata)


@lru_cache(maxsize=5_000)
def keys(teks: str) -> tuple[str, ...]:
    """Readings of one heading, surest first: as typed, without notes in brackets, without its translation, without unit."""
    return tuple(dict.fromkeys(_readings(teks)))


def _readings(teks: str) -> Iterator[str]:
    teks = _URUTAN.sub("", teks)
    tanpa_kurung = _KURUNG.sub(lambda m: " " if _is_note(m[1]) else m[0], teks)
    calon = [teks, tanpa_kurung, _TERPENGGAL.sub("", tanpa_kurung)]
    baris = [b for b in re.split(r"[\r\n]+", tanpa_kurung) if b.strip()]
    if len(baris) > 1:
        calon += [b for i, b in enumerate(baris) if is_translation(" ".join(baris[:i] + baris[i + 1 :]))]
    for c in calon:
        kunci = key(c)
        yield kunci
        kata = kunci.split()
        while len(kata) > 1 and kata[-1] in _SATUAN:
            kata.pop()
        if kata and " ".join(kata) != kunci:
            yield " ".join(kata)


def _is_note(isi: str) -> bool:
    """Brackets that only add a unit, a translation, an abbreviation or how to fill in; "Aset (Tetap)" is something else."""
    rapi = isi.strip().casefold()
    return bool(_CATATAN_KURUNG.match(rapi)) or is_unit(isi) or is_translation(isi) or key(isi) in _SINGKATAN


_SINGKATAN = {"nik", "nib", "shu", "rat", "badan hukum", "nbh", "kkmp"}
KAMUS: dict[str, dict[str, str]] = {
    jenis: {key(judul): k.nama for k in reversed(lembar.kolom) for judul in (k.nama, *reversed(k.sinonim), k.judul)}
    for jenis, lembar in LEMBAR.items()
}
WAKTU = {key(judul): nama for nama, semua in WAKTU_REKAP.items() for judul in semua}
SEMUA_KUNCI = {kunci for kamus in KAMUS.values() for kunci in kamus} | NOMOR_URUT
_PEMILIK = Counter(kunci for kamus in KAMUS.values() for kunci in kamus)
_KATA_AWAL = {kunci.split()[0] for kunci in SEMUA_KUNCI if kunci} | set(_LIPAT) | _INGGRIS


@lru_cache(maxsize=5_000)
def match(label: tuple[str, ...], jenis: str) -> tuple[str, str, bool]:
    """Column that a path of headings means in a kind of sheet: (canonical or "", key, by the whole path)."""
    kamus = KAMUS[jenis]
    for cara in (label, label[::-1]):  # BADAN HUKUM → NOMOR, also read "nomor badan hukum"
        for kunci in keys(" ".join(cara) if len(cara) > 1 else cara[0]):
            if kunci in kamus:
                return kamus[kunci], kunci, True
    for mulai in range(1, len(label)):
        nama, kunci, _ = match(label[mulai:], jenis)
        if nama and (kunci not in _UMUM or _allows(label[:mulai], nama, jenis)):
            return nama, kunci, False
    return "", "", False


def _allows(kepala: tuple[str, ...], nama: str, jenis: str) -> bool:
    return all(is_neutral(k) for k in kepala) or match(kepala, jenis)[0] == nama


def is_neutral(teks: str) -> bool:
    """A group's heading that says nothing about the columns below it: "DATA KOPERASI"."""
    return set(key(teks).split()) <= _NETRAL


def is_running_number(label: Sequence[str]) -> bool:
    return all(any(k in NOMOR_URUT for k in keys(teks)) for teks in label)


def is_distinctive(kunci: str) -> bool:
    """The heading belongs to one kind of sheet only ("Status" does, "Nama Koperasi" does not)."""
    return _PEMILIK[kunci] == 1


def hits(sel: Sequence[Sel]) -> int:
    """How many cells of a row are headings of any kind; cheap for rows that plainly are not."""
    awal = list(islice((v for v in sel if v is not None and v != ""), 6))
    if not all(isinstance(v, str) or is_year(v) for v in awal):
        return 0
    if sum(isinstance(v, str) and _first_word(v) in _KATA_AWAL for v in awal) < 2:
        return 0
    return sum(isinstance(v, str) and len(v) < 120 and any(k in SEMUA_KUNCI for k in keys(v)) for v in sel)


def is_year(v: Sel) -> bool:
    """A year may head a column; any other number is data."""
    return isinstance(v, float) and 1990 <= v <= 2100 and v % 1 == 0


def _first_word(teks: str) -> str:
    kata = teks[:40].casefold().replace(".", " ").replace("_", " ").replace("/", " ").split(None, 1)
    return kata[0].strip('("*:') if kata else ""
