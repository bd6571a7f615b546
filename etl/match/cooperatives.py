"""Cooperatives across quarters: which row is which known cooperative, what stands twice, what looks alike."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from etl.cells.place import CellLocator, read_text
from etl.match.names import (
    make_id,
    map_unique,
    measure_similarity,
    normalise_bh,
    normalise_name,
    normalise_nik,
    rank_similar,
)
from etl.match.questions import NEW, SPECIAL_ANSWERS, Questionnaire
from etl.match.targets import match_groups, match_targets
from etl.model import Question
from etl.pesan import Finding, make_finding

__all__ = ["match_groups", "match_register", "match_targets"]

SIMILAR_FROM = 84  # one cooperative's own variants score so much ("KOP. PASAR KITA", "KOPPAS KITA")
_CAUSES = {"nik": "NIK sama", "bh": "nomor badan hukum sama", "nama": "nama dan kelurahan sama"}


@dataclass(frozen=True)
class _CooperativeKeys:
    """The keys of one cooperative, None where there is none to compare."""

    nik: str | None
    bh: str | None
    nama: str
    kelurahan: str | None

    @property
    def tempat(self) -> tuple[str, str] | None:
        return (self.nama, self.kelurahan) if self.nama and self.kelurahan else None

    def first(self) -> str:
        if self.nik:
            return f"nik:{self.nik}"
        return f"bh:{self.bh}" if self.bh else f"nama:{self.nama}|{self.kelurahan or ''}"

    def make_question_key(self) -> str:
        return f"koperasi:{self.first()}"

    def differs_in_bh(self, lain: _CooperativeKeys) -> bool:
        return bool(self.bh and lain.bh and self.bh != lain.bh)

    def differs_in_nik(self, lain: _CooperativeKeys) -> bool:
        return bool(self.nik and lain.nik and self.nik != lain.nik)

    def differs_in_name(self, lain: _CooperativeKeys) -> bool:
        # A slip of the pen in a name is not another cooperative; SMPN 1 and SMPN 2 are.
        return measure_similarity(self.nama, lain.nama) < SIMILAR_FROM


class _KnownCooperatives:
    """Every cooperative ever published, by each of its keys; of two with one key the latest counts."""

    def __init__(self, lama: pd.DataFrame) -> None:
        lama = lama.sort_values("periode", kind="stable") if len(lama) else lama
        self.kunci = dict(zip(lama["koperasi_id"], _make_keys(lama), strict=True))
        self.tampil = dict(zip(lama["koperasi_id"], lama["nama_koperasi"], strict=True))
        self.nik = {k.nik: i for i, k in self.kunci.items() if k.nik}
        self.bh = {k.bh: i for i, k in self.kunci.items() if k.bh}
        self.tempat = {k.tempat: i for i, k in self.kunci.items() if k.tempat}

    def find(self, k: _CooperativeKeys) -> tuple[str | None, str | None]:
        """(id or None when new, id of another cooperative whose keys this row mixes in)."""
        lewat_nik = self.nik.get(k.nik) if k.nik else None
        lewat_bh = self.bh.get(k.bh) if k.bh else None
        lewat_nama = self.tempat.get(k.tempat) if k.tempat else None
        if lewat_nik:
            milik = self.kunci[lewat_nik]
            lain = next((i for i in (lewat_bh, lewat_nama) if i not in (None, lewat_nik)), None)
            bertentangan = (lain and lewat_bh != lewat_nik) or (k.differs_in_bh(milik) and k.differs_in_name(milik))
            return lewat_nik, lewat_nik if bertentangan else None
        # One equal key does not outweigh two that contradict it: a copied number, a founded-anew namesake.
        if lewat_bh and not (k.differs_in_nik(self.kunci[lewat_bh]) and k.differs_in_name(self.kunci[lewat_bh])):
            return lewat_bh, None
        if lewat_nama and not (k.differs_in_nik(self.kunci[lewat_nama]) and k.differs_in_bh(self.kunci[lewat_nama])):
            return lewat_nama, None
        return None, None


def match_register(
    df: pd.DataFrame,
    letak: CellLocator,
    lama: pd.DataFrame,
    nama_kelurahan: Mapping[str, str],
    tanya: Questionnaire | None = None,
) -> tuple[pd.DataFrame, list[Finding]]:
    """Add koperasi_id. `df` holds the rows of all registers of the workbook, with lembar and baris.

    An answer "the same as …" gives the row the id of that cooperative, so that it stays one across quarters.
    """
    tanya = tanya or Questionnaire()
    kunci, dahulu = _make_keys(df), _KnownCooperatives(_forget_overruled(lama, tanya))
    soal = _QuestionMaker(df, kunci, dahulu, nama_kelurahan)
    putusan = [dahulu.find(k) for k in kunci]
    terjawab = _take_answers(soal, putusan, tanya)
    baru = _make_new_ids([k for k, (i, _) in zip(kunci, putusan, strict=True) if i is None], set(dahulu.kunci))
    nomor = [i or baru[k.first()] for k, (i, _) in zip(kunci, putusan, strict=True)]
    df = df.assign(koperasi_id=pd.Series(nomor, index=df.index, dtype=object))
    ganda, pasangan = _find_repeats(df, kunci, [i for i, _ in putusan])
    daftar = _report_repeats(df, letak, ganda, pasangan)
    daftar += _report_conflicts(df, letak, putusan, dahulu)
    terbuka = [n for n, (i, _) in enumerate(putusan) if i is None or tanya.is_reopened(kunci[n].make_question_key())]
    daftar += _report_similar(soal, letak, [n for n in terbuka if n not in terjawab], putusan, tanya)
    return df, daftar


def _make_keys(df: pd.DataFrame) -> list[_CooperativeKeys]:
    nama = map_unique(map(read_text, df["nama_koperasi"]), lambda t: normalise_name(t) if t else "")
    nik = [normalise_nik(read_text(v)) for v in df["nik_koperasi"]]
    bh = [normalise_bh(read_text(v)) for v in df["nomor_badan_hukum"]]
    return [_CooperativeKeys(*k) for k in zip(nik, bh, nama, map(read_text, df["kode_kelurahan"]), strict=True)]


def _make_new_ids(kunci: list[_CooperativeKeys], terpakai: set[str]) -> dict[str, str]:
    """{first key: id}; a rebuild in the same order gives the same ids."""
    hasil: dict[str, str] = {}
    for pertama in dict.fromkeys(k.first() for k in kunci):
        dasar = make_id("K", pertama)
        nomor, ke = dasar, 1
        while nomor in terpakai:
            ke += 1
            nomor = f"{dasar}-{ke}"
        terpakai.add(nomor)
        hasil[pertama] = nomor
    return hasil


def _find_repeats(
    df: pd.DataFrame, kunci: list[_CooperativeKeys], dikenal: list[str | None]
) -> tuple[dict[tuple[int, int], list[str]], Counter[tuple[str, str]]]:
    """{(first, later) position: reasons} of rows that are one cooperative, and how many per pair of sheets."""
    ganda: dict[tuple[int, int], list[str]] = defaultdict(list)
    for jenis, sebab in _CAUSES.items():
        pertama: dict[object, int] = {}
        for i, k in enumerate(kunci):
            nilai = k.tempat if jenis == "nama" else getattr(k, jenis)
            if nilai is not None and pertama.setdefault(nilai, i) != i:
                ganda[pertama[nilai], i].append(sebab)
    sudah = {j for _, j in ganda}
    milik: dict[str, int] = {}
    for i, nomor in enumerate(dikenal):
        if nomor and milik.setdefault(nomor, i) != i and i not in sudah:
            ganda[milik[nomor], i].append("keduanya cocok dengan satu koperasi triwulan lalu")
    lembar = df["lembar"].tolist()
    return ganda, Counter((lembar[i], lembar[j]) for i, j in ganda if lembar[i] != lembar[j])


def _report_repeats(
    df: pd.DataFrame, letak: CellLocator, ganda: dict[tuple[int, int], list[str]], pasangan: Counter[tuple[str, str]]
) -> list[Finding]:
    """One finding a pair; but one for all when a sheet largely repeats another."""
    isi = df["lembar"].value_counts()
    kembar = {p for p, n in pasangan.items() if n >= 5 and n * 2 >= min(isi[p[0]], isi[p[1]])}
    daftar = [make_finding("dua_register", b, "", lembar1=a, lembar2=b) for a, b in sorted(kembar)]
    lembar, baris, nama = (df[k].tolist() for k in ("lembar", "baris", "nama_koperasi"))
    for (i, j), sebab in sorted(ganda.items(), key=lambda x: x[0][1]):
        if (lembar[i], lembar[j]) in kembar:
            continue
        pertama = f"{baris[i]}" if lembar[i] == lembar[j] else f"{baris[i]} (lembar “{lembar[i]}”)"
        # a row without a name may repeat another by its NIK
        sebutan = next((n for n in (nama[j], nama[i]) if isinstance(n, str) and n), "(tanpa nama)")
        bagian = {"nama": sebutan, "baris1": pertama, "baris2": baris[j], "sebab": ", ".join(sebab)}
        sel = letak(lembar[j], baris[j], "nama_koperasi")
        daftar.append(make_finding("koperasi_ganda", lembar[j], sel, nama[j], **bagian))
    return daftar


def _report_conflicts(
    df: pd.DataFrame, letak: CellLocator, putusan: list[tuple[str | None, str | None]], dahulu: _KnownCooperatives
) -> list[Finding]:
    # A Series: an empty list would choose no columns instead of no rows.
    salah = df[pd.Series([konflik is not None for _, konflik in putusan], index=df.index, dtype=bool)]
    kolom = ["lembar", "baris", "nik_koperasi", "nama_koperasi", "koperasi_id"]
    return [
        make_finding("nik_bertentangan", lembar, letak(lembar, baris, "nik_koperasi"), nik,
               nik=nik, dahulu=dahulu.tampil[nomor], nama=nama)
        for lembar, baris, nik, nama, nomor in salah[kolom].itertuples(index=False)
    ]  # fmt: skip


@dataclass(frozen=True)
class _QuestionMaker:
    """What a question about a row of the register is made of."""

    df: pd.DataFrame
    kunci: list[_CooperativeKeys]
    dahulu: _KnownCooperatives
    kelurahan_names: Mapping[str, str]

    @cached_property
    def semua(self) -> dict[str, str]:
        """{id: label} of every cooperative that was ever published."""
        return {nomor: self.label(nomor) for nomor in self.dahulu.kunci}

    def label(self, nomor: str) -> str:
        return f"{self.dahulu.tampil[nomor]} · {self.area(self.dahulu.kunci[nomor].kelurahan)}"

    def area(self, kode: str | None) -> str:
        return self.kelurahan_names.get(kode or "", "kelurahan tidak diketahui")

    def make(self, n: int, calon: list[str], lain: dict[str, str]) -> Question:
        """The question about row `n`, with the ids of likely cooperatives."""
        k, nama = self.kunci[n], read_text(self.df["nama_koperasi"].iat[n]) or ""
        berlabel = [(i, self.label(i)) for i in calon]
        konteks = f"Kelurahan {self.area(k.kelurahan)}"
        return Question(
            k.make_question_key(), "koperasi", nama, konteks, [], berlabel, SPECIAL_ANSWERS["koperasi"], lain
        )


def _forget_overruled(lama: pd.DataFrame, tanya: Questionnaire) -> pd.DataFrame:
    """Without the keys that a row was given only by an answer that is withdrawn or replaced."""
    gugur = {pasangan for pasangan in tanya.list_overruled() if pasangan[1] != NEW}
    if not gugur or lama.empty:
        return lama
    pasangan = zip(_make_keys(lama), lama["koperasi_id"], strict=True)
    return lama[[(k.make_question_key(), nomor) not in gugur for k, nomor in pasangan]]


def _take_answers(soal: _QuestionMaker, putusan: list[tuple[str | None, str | None]], tanya: Questionnaire) -> set[int]:
    """Put the answers into `putusan`; positions of the rows that need no question."""
    terjawab = set()
    for n, k in enumerate(soal.kunci):
        if tanya.knows(k.make_question_key()):
            jawaban = tanya.answer(soal.make(n, [], soal.semua))
            if jawaban is not None:
                terjawab.add(n)
            if jawaban is not None and jawaban != NEW:
                putusan[n] = (jawaban, None)
    return terjawab


def _report_similar(
    soal: _QuestionMaker,
    letak: CellLocator,
    terbuka: list[int],
    putusan: list[tuple[str | None, str | None]],
    tanya: Questionnaire,
) -> list[Finding]:
    """A new cooperative that resembles one missing from this workbook may be that one under another spelling."""
    df, kunci, dahulu = soal.df, soal.kunci, soal.dahulu
    hadir = {i for i, _ in putusan}
    hilang: dict[str, list[str]] = defaultdict(list)
    for i, k in dahulu.kunci.items():
        if i not in hadir and k.nama:
            hilang[k.nama].insert(0, i)  # of two namesakes the latest is named first
    dekat = rank_similar((kunci[n].nama for n in terbuka if kunci[n].nama), hilang, SIMILAR_FROM)
    lain = {i: soal.label(i) for nama in sorted(hilang) for i in hilang[nama]} if dekat else {}
    lembar, baris, nama = (df[k].tolist() for k in ("lembar", "baris", "nama_koperasi"))
    daftar = []
    for n in terbuka:
        if mirip := dekat.get(kunci[n].nama):
            calon = [i for m in mirip for i in hilang[m]]
            kelurahan = soal.area(dahulu.kunci[calon[0]].kelurahan)
            bagian = {"nama": nama[n], "mirip": dahulu.tampil[calon[0]], "kelurahan": kelurahan}
            sel = letak(lembar[n], baris[n], "nama_koperasi")
            daftar.append(make_finding("identitas_mirip", lembar[n], sel, nama[n], **bagian))
            if kunci[n].kelurahan:  # else the key changes as soon as the kelurahan is answered
                tanya.ask(soal.make(n, calon[:5], lain), lembar[n], sel)
    return daftar
