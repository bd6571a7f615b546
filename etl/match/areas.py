"""Areas: which kelurahan a typed name means. Never files a row under a kelurahan in doubt: then it asks."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field

import pandas as pd
from rapidfuzz.distance import OSA, Jaro, JaroWinkler

from etl.acuan import Reference
from etl.cells.place import BLANK_SIGNS, find_cell, read_text
from etl.match.questions import Questionnaire
from etl.model import FoundTable, Question
from etl.pesan import Finding, make_finding, say_choices, say_similar

# "Kel.Turi", "Ds./Kel. Turi", "Desa : Turi"
_PREFIX = re.compile(r"^(?:kelurahan|kel|desa|ds)\b[\s.:/-]*")
_JOINED_PREFIX = re.compile(r"^(?:kelurahan|kel|desa|ds)(?=\w)")
_KECAMATAN_PREFIX = re.compile(r"^(?:kecamatan|kec)(?:\b[\s.:/-]*|(?=\w))")
# A name that says it is a city, a regency or a kecamatan is not the kelurahan of that name.
_OTHER_LEVEL = re.compile(r"^(?:kota|kotamadya|kodya|kabupaten|kab|kecamatan|kec)\b[\s.:]*(?=\w)")
# Two names or an address in one cell: deciding which part counts would be a guess.
_NOT_A_NAME = re.compile(r"[,;/&+]|\d|^(?:jl|jln|jalan|gg|gang|dsn|dusun|rt|rw|perum)\b")
_WORTH_NAMING = 80  # least similarity for "did you mean"


@dataclass(frozen=True)
class AreaMatch:
    """What a name means: kode, or None with the candidates to ask about."""

    kode: str | None
    cara: str  # "sama" | "ejaan" | "mirip" | "dijawab" | "ragu" | "tak dikenal"
    calon: list[tuple[str, str]] = field(default_factory=list)


class AreaFinder:
    """The areas of one installation, ready to be looked up by typed name."""

    def __init__(self, acuan: Reference) -> None:
        kel = acuan.kelurahan
        self.nama: dict[str, str] = dict(zip(kel["kode_kelurahan"], kel["kelurahan"], strict=True))
        self.induk: dict[str, str] = dict(zip(kel["kode_kelurahan"], kel["kode_kecamatan"], strict=True))
        self.kecamatan_names: dict[str, str] = dict(zip(kel["kode_kecamatan"], kel["kecamatan"], strict=True))
        self._official = _index_by_key((kode, nama) for kode, nama in self.nama.items())
        self._kecamatan = _index_by_key((kode, nama) for kode, nama in self.kecamatan_names.items())
        ejaan = list(zip(acuan.ejaan["tingkat"], acuan.ejaan["kode"], acuan.ejaan["ejaan"], strict=True))
        self._spellings = _index_by_key((kode, nama) for tingkat, kode, nama in ejaan if tingkat != "kecamatan")
        self._kecamatan_spellings = _index_by_key(
            (kode, nama) for tingkat, kode, nama in ejaan if tingkat == "kecamatan"
        )
        self._least_similarity: float = acuan.settings["pemeriksaan"]["ejaan_mirip"]
        self._least_lead: float = acuan.settings["pemeriksaan"]["ejaan_selisih"]

    def find(self, teks: str, kecamatan: str | None = None) -> AreaMatch:
        """The kelurahan that `teks` means; `kecamatan` (typed name) decides between namesakes."""
        polos = _drop_prefix(_fold(teks))
        kunci = _make_key(polos)
        if not kunci or _NOT_A_NAME.search(polos):
            return AreaMatch(None, "tak dikenal")
        if _OTHER_LEVEL.match(polos):
            return AreaMatch(None, "ragu", self._list_candidates(_make_key(_OTHER_LEVEL.sub("", polos))))
        kode_kecamatan = self.find_kecamatan(kecamatan) if kecamatan else None
        for cara, daftar in (("sama", self._official), ("ejaan", self._spellings)):
            for bentuk in (kunci, _JOINED_PREFIX.sub("", kunci)):
                if bentuk in daftar:
                    return self._choose(daftar[bentuk], cara, kode_kecamatan)
        return self._find_similar(kunci, kode_kecamatan)

    def find_kecamatan(self, teks: str) -> str | None:
        """Code of a typed kecamatan, None when it is not known for sure."""
        polos = _fold(teks)
        for kunci in (_make_key(polos), _make_key(_KECAMATAN_PREFIX.sub("", polos))):
            kode = self._kecamatan.get(kunci) or self._kecamatan_spellings.get(kunci)
            if not kode:
                kode = list(self._find_nearest(kunci, _merge_indexes(self._kecamatan, self._kecamatan_spellings)) or ())
            if kode and len(kode) == 1:
                return kode[0]
        return None

    def is_kelurahan(self, teks: str) -> bool:
        """Whether this is the plain name of a kelurahan."""
        return _make_key(_fold(teks)) in self._official

    def find_kecamatan_hint(self, teks: str) -> list[str]:
        kunci = _make_key(_KECAMATAN_PREFIX.sub("", _fold(teks)))
        return [self.kecamatan_names[k] for k in _list_plausible(kunci, self._kecamatan)]

    def label(self, kode: str) -> str:
        """Name of a kelurahan; with its kecamatan where the name alone is not unique."""
        kembar = len(self._official[_make_key(_fold(self.nama[kode]))]) > 1
        return f"{self.nama[kode]} (Kec. {self.kecamatan_names[self.induk[kode]]})" if kembar else self.nama[kode]

    def make_question_key(self, teks: str, kecamatan: str | None) -> str:
        """One key for all spellings that differ only in case, blanks and prefix, in one kecamatan."""
        dalam = (self.find_kecamatan(kecamatan) or _make_key(_fold(kecamatan))) if kecamatan else ""
        return f"kelurahan:{_make_key(_drop_prefix(_fold(teks))) or teks.strip()}|{dalam}"

    def make_question(self, teks: str, kecamatan: str | None, calon: list[tuple[str, str]]) -> Question:
        """Which kelurahan? All of them may be chosen, the likely ones first; where the kecamatan is known, only its own."""
        dalam = self.find_kecamatan(kecamatan) if kecamatan else None
        urut = dict.fromkeys([*(kode for kode, _ in calon), *sorted(self.nama, key=self.nama.__getitem__)])
        pilihan = [(k, self.label(k)) for k in urut if dalam is None or self.induk[k] == dalam]
        konteks = f"Kecamatan {kecamatan.strip()}" if kecamatan else ""
        return Question(self.make_question_key(teks, kecamatan), "kelurahan", teks.strip(), konteks, calon=pilihan)

    def _choose(self, kode: list[str], cara: str, kecamatan: str | None) -> AreaMatch:
        """One code, or the namesake inside the kecamatan, or ask."""
        dalam = kode if len(kode) == 1 else [k for k in kode if self.induk[k] == kecamatan]
        if len(dalam) == 1:
            return AreaMatch(dalam[0], cara)
        return AreaMatch(None, "ragu", [(k, self.nama[k]) for k in kode])

    def _find_similar(self, kunci: str, kecamatan: str | None) -> AreaMatch:
        semua = _merge_indexes(self._official, self._spellings)
        kode = self._find_nearest(kunci, semua)
        if kode is None and kecamatan:
            # Names of other kecamatan may stand in the way, but must not be nearer than the one found here.
            dalam = {k: d for k, v in semua.items() if (d := [x for x in v if self.induk[x] == kecamatan])}
            dekat = min(OSA.distance(kunci, k) for k in semua)
            if dalam and min(OSA.distance(kunci, k) for k in dalam) == dekat:
                kode = self._find_nearest(kunci, dalam)
        if kode:
            return self._choose(list(kode), "mirip", kecamatan)
        calon = self._list_candidates(kunci)
        return AreaMatch(None, "ragu" if len(calon) > 1 else "tak dikenal", calon)

    def _find_nearest(self, kunci: str, daftar: dict[str, list[str]]) -> tuple[str, ...] | None:
        """Codes of the one name that `kunci` misspells, None unless it is near AND clearly ahead.

        Two measures must agree. Jaro-Winkler carries the operator's thresholds: it forgives typing errors, but
        not in the first letters of a short name (for the lead plain Jaro: a shared beginning must not hide that
        kidul is not lor). The edit distance keeps "Kepanjen" (3 letters short of Kepanjenlor) out, however
        high it scores.
        """
        terbaik: dict[tuple[str, ...], tuple[float, str]] = {}
        for nama, kode in daftar.items():
            terbaik[tuple(kode)] = max((Jaro.similarity(kunci, nama) * 100, nama), terbaik.get(tuple(kode), (0.0, "")))
        (jaro, nama), kode_terbaik = max((nilai, kode) for kode, nilai in terbaik.items())
        jarak = OSA.distance(kunci, nama)
        lain = [nilai for kode, nilai in terbaik.items() if not set(kode) & set(kode_terbaik)]
        dekat = (
            jarak <= (1 if len(kunci) < 8 else 2)
            and JaroWinkler.similarity(kunci, nama) * 100 >= self._least_similarity
        )
        unggul = all(jaro - s >= self._least_lead and OSA.distance(kunci, n) - jarak >= 2 for s, n in lain)
        return kode_terbaik if dekat and unggul else None

    def _list_candidates(self, kunci: str) -> list[tuple[str, str]]:
        return [(k, self.nama[k]) for k in _list_plausible(kunci, self._official)]


def match_area(
    df: pd.DataFrame, tabel: FoundTable, acuan: Reference, wajib: bool, tanya: Questionnaire | None = None
) -> tuple[pd.DataFrame, list[Finding]]:
    """Add kode_kelurahan (None where unknown). Blank cells are normalise's business; where the kelurahan
    is not mandatory, "-" is a blank too. What stays open is asked through `tanya`."""
    wilayah, tanya = AreaFinder(acuan), tanya or Questionnaire()
    pasangan = [(read_text(a), read_text(b)) for a, b in zip(df["kelurahan"], df["kecamatan"], strict=True)]
    putusan = {p: _decide_area(wilayah, *p, acuan.kota, wajib, tanya) for p in dict.fromkeys(pasangan)}
    daftar: list[Finding] = []
    for baris, p in zip(df.index, pasangan, strict=True):
        _, masalah, soal = putusan[p]
        if soal is not None:
            tanya.ask(soal, tabel.lembar, find_cell(tabel, baris, "kelurahan"))
        for kolom, kode, isi, usul, bagian in masalah:
            if kolom not in tabel.kolom and "kelurahan" in tabel.kolom:
                kolom = "kelurahan"  # the kecamatan stands in a section row; the cell to look at is this one
            # A value from a section row has no cell of its own to write the correction into.
            usul = usul if kolom in tabel.kolom else ""
            daftar.append(make_finding(kode, tabel.lembar, find_cell(tabel, baris, kolom), isi, usul, **bagian))
    kode_kelurahan = pd.Series([putusan[p][0] for p in pasangan], index=df.index, dtype=object)
    return df.assign(kode_kelurahan=kode_kelurahan), daftar


_WITH_KECAMATAN = re.compile(r"\s*(?P<kel>.*?\w)[\s,;/(.-]+kec(?:amatan)?\b[\s.:]*(?P<kec>[^\d,()]{3,})\)?\s*$", re.I)
_NEIGHBOURHOOD = re.compile(r"(?<=\w)[\s,(]+(?:rt|rw)\b.*$", re.I)
_AreaProblem = tuple[str, str, str, str, dict[str, str]]  # column, code, cell content, correction, parts of the text
_AreaDecision = tuple[str | None, list[_AreaProblem], Question | None]


def _decide_area(
    wilayah: AreaFinder, kelurahan: str | None, kecamatan: str | None, kota: str, wajib: bool, tanya: Questionnaire
) -> _AreaDecision:
    """Code, problems and question of one (kelurahan, kecamatan) as typed."""
    if kelurahan is None or (not wajib and kelurahan.strip().lower() in BLANK_SIGNS):
        return None, [], None
    if kecamatan and kecamatan.strip() in BLANK_SIGNS:
        kecamatan = None
    polos, dalam = _take_apart(kelurahan)
    kecamatan = kecamatan or dalam
    cocok = wilayah.find(polos, kecamatan)
    soal = None
    if cocok.kode is None:
        soal = wilayah.make_question(kelurahan, kecamatan, cocok.calon)
        if jawaban := tanya.answer(soal):
            cocok = AreaMatch(jawaban, "dijawab")
    masalah: list[_AreaProblem] = []
    if kecamatan and wilayah.find_kecamatan(kecamatan) is None:
        if wilayah.is_kelurahan(kecamatan):
            return None, [("kecamatan", "kecamatan_tertukar", kecamatan, "", {"kelurahan": kelurahan})], None
        petunjuk = say_similar(wilayah.find_kecamatan_hint(kecamatan))
        masalah.append(("kecamatan", "kecamatan_tak_dikenal", kecamatan, "", {"mirip": petunjuk}))
    if cocok.kode is None:
        return None, [_ask_area(wilayah, kelurahan, cocok, kota), *masalah], soal
    nama = wilayah.nama[cocok.kode]
    tertulis = wilayah.find_kecamatan(kecamatan) if kecamatan else None
    if tertulis and tertulis != wilayah.induk[cocok.kode]:
        seharusnya = wilayah.kecamatan_names[wilayah.induk[cocok.kode]]
        bagian = {"kelurahan": nama, "seharusnya": seharusnya, "tertulis": wilayah.kecamatan_names[tertulis]}
        return None, [("kecamatan", "kecamatan_bertentangan", kecamatan or "", "", bagian)], None
    if cocok.cara == "mirip":
        masalah.append(("kelurahan", "kelurahan_dikoreksi", kelurahan, nama, {"dibaca": nama}))
    return cocok.kode, masalah, None


def _take_apart(teks: str) -> tuple[str, str | None]:
    """ "Kel. Turi RT 2/RW 3, Kec. Sukorejo" -> ("Kel. Turi", "Sukorejo")."""
    kecamatan = None
    if cocok := _WITH_KECAMATAN.match(teks):
        teks, kecamatan = cocok["kel"], cocok["kec"].strip()
    return _NEIGHBOURHOOD.sub("", teks) or teks, kecamatan


def _ask_area(wilayah: AreaFinder, kelurahan: str, cocok: AreaMatch, kota: str) -> _AreaProblem:
    calon = [wilayah.label(kode) for kode, _ in cocok.calon]
    if cocok.cara == "ragu" and calon:
        return "kelurahan", "kelurahan_ragu", kelurahan, "", {"calon": say_choices(calon)}
    return "kelurahan", "kelurahan_tak_dikenal", kelurahan, "", {"kota": kota, "mirip": say_similar(calon)}


def _fold(teks: str) -> str:
    """Lower case, plain letters, single blanks, no punctuation at the ends."""
    polos = unicodedata.normalize("NFKD", teks)
    polos = "".join(c for c in polos if not unicodedata.combining(c)).casefold()
    return re.sub(r"^\W+|\W+$", "", re.sub(r"\s+", " ", polos))


def _drop_prefix(polos: str) -> str:
    while (pendek := _PREFIX.sub("", polos)) and pendek != polos:
        polos = pendek
    return polos


def _make_key(polos: str) -> str:
    """Letters only, so that "Kepanjen Kidul" and "kepanjenkidul" are one."""
    return re.sub(r"[\W_]+", "", polos)


def _index_by_key(pasangan) -> dict[str, list[str]]:
    hasil: dict[str, list[str]] = defaultdict(list)
    for kode, nama in pasangan:
        if kode not in hasil[_make_key(_fold(nama))]:
            hasil[_make_key(_fold(nama))].append(kode)
    return dict(hasil)


def _merge_indexes(resmi: dict[str, list[str]], ejaan: dict[str, list[str]]) -> dict[str, list[str]]:
    return {**ejaan, **resmi}


def _list_plausible(kunci: str, daftar: dict[str, list[str]]) -> list[str]:
    """Up to three codes worth naming in a question, the most similar first."""
    skor = sorted(((JaroWinkler.similarity(kunci, nama) * 100, nama) for nama in daftar), reverse=True)
    return [kode for s, nama in skor if s >= _WORTH_NAMING for kode in daftar[nama]][:3]
