"""Whom a training or a visit reached: a registered cooperative, a known group, a new group, or nobody known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
from rapidfuzz import fuzz

from etl.cells.place import BLANK_SIGNS, CellLocator, read_text
from etl.match.names import (
    looks_like_cooperative,
    make_id,
    map_unique,
    normalise_name,
    normalise_nik,
    rank_similar,
    take_core,
)
from etl.match.questions import NEITHER, NEW, SPECIAL_ANSWERS, Questionnaire
from etl.model import Question
from etl.pesan import Finding, make_finding, say_similar
from etl.skema import DISSOLVED, SheetKind

VERY_SIMILAR_FROM = 90  # so near to a registered name that it is no new group
HINT_FROM = 80  # near enough to be named in the advice


@dataclass(frozen=True)
class _Destination:
    """Where a typed name leads. kelurahan_lain: the register's kelurahan where another was typed.

    tak_ditemukan: it looks like a cooperative, but like none of the register; soal asks which.
    """

    koperasi_id: str | None = None
    kelompok_id: str | None = None
    kelurahan: str | None = None
    other_kelurahan: str | None = None
    is_unknown: bool = False
    question: Question | None = None


class _RegisterIndex:
    """The register of the quarter by NIK and by name."""

    def __init__(self, register: pd.DataFrame, nama_kelurahan: Mapping[str, str]) -> None:
        nama = map_unique(map(read_text, register["nama_koperasi"]), lambda t: normalise_name(t) if t else "")
        nomor = register["koperasi_id"].tolist()
        self.kelurahan = dict(zip(nomor, map(read_text, register["kode_kelurahan"]), strict=True))
        self.nik = {
            n: i for n, i in zip(map(normalise_nik, map(read_text, register["nik_koperasi"])), nomor, strict=True) if n
        }
        self.nama: dict[str, list[str]] = defaultdict(list)
        self.living_by_name: dict[str, list[str]] = defaultdict(list)
        self.tampil: dict[str, str] = {}
        self.label: dict[str, str] = {}  # id -> what a person chooses from
        for n, i, status, asli in zip(nama, nomor, register["status"], register["nama_koperasi"], strict=True):
            if n:
                self.nama[n].append(i)
                self.tampil.setdefault(n, asli)
                self.label[i] = f"{asli} · {nama_kelurahan.get(self.kelurahan[i] or '', 'kelurahan tidak diketahui')}"
                if status != DISSOLVED:
                    self.living_by_name[n].append(i)

    def find_by_name(self, nama: str, kelurahan: str | None) -> str | None:
        """Id of the one cooperative of that name in that kelurahan."""
        semua = [i for i in self.nama.get(nama, ()) if kelurahan and self.kelurahan[i] == kelurahan]
        return semua[0] if len(semua) == 1 else None

    def find_by_unique_name(self, nama: str) -> str | None:
        """Id when the name is unique in the city; a dissolved namesake does not count."""
        semua = self.living_by_name.get(nama) or self.nama.get(nama, [])
        return semua[0] if len(semua) == 1 else None


class _GroupIndex:
    """Known groups by name and kelurahan; grows while rows are decided."""

    def __init__(self, lama: pd.DataFrame) -> None:
        self.nomor: dict[tuple[str, str | None], str] = {}
        self.kelurahan: dict[str, list[str | None]] = defaultdict(list)
        self.baru: dict[str, tuple[str, str | None]] = {}
        for nomor, nama, kel in zip(lama["kelompok_id"], lama["nama_kelompok"], lama["kode_kelurahan"], strict=True):
            if read_text(nama):
                self._add_group(nomor, normalise_name(nama), read_text(kel))

    def find(self, nama: str, kelurahan: str | None) -> _Destination | None:
        """The group there; without a kelurahan the only group of that name."""
        if kelurahan is None and len(self.kelurahan.get(nama, ())) == 1:
            kelurahan = self.kelurahan[nama][0]
        nomor = self.nomor.get((nama, kelurahan))
        return _Destination(kelompok_id=nomor, kelurahan=kelurahan) if nomor else None

    def create(self, nama: str, kelurahan: str | None, tertulis: str) -> _Destination:
        nomor = make_group_id(nama, kelurahan)
        self._add_group(nomor, nama, kelurahan)
        self.baru[nomor] = (tertulis, kelurahan)
        return _Destination(kelompok_id=nomor, kelurahan=kelurahan)

    def _add_group(self, nomor: str, nama: str, kelurahan: str | None) -> None:
        if (nama, kelurahan) not in self.nomor:
            self.nomor[nama, kelurahan] = nomor
            self.kelurahan[nama].append(kelurahan)


def make_group_id(nama: str, kelurahan: str | None) -> str:
    """Stable id of a group from its normalised name and kelurahan."""
    return make_id("G", f"kelompok:{nama}|{kelurahan or ''}")


def cooperatives_by_name(register: pd.DataFrame) -> dict[str, str]:
    """koperasi_id by normalised name, of names that only one cooperative bears."""
    milik: dict[str, set[str]] = defaultdict(set)
    for nama, koperasi_id in zip(register["nama_koperasi"], register["koperasi_id"], strict=True):
        milik[normalise_name(nama)].add(koperasi_id)
    return {nama: next(iter(semua)) for nama, semua in milik.items() if len(semua) == 1}


def match_groups(
    df: pd.DataFrame, letak: CellLocator, lama_kelompok: pd.DataFrame
) -> tuple[pd.DataFrame, list[Finding]]:
    """Add kelompok_id to the rows of the kelompok sheets: the known group there, else a new one."""
    dikenal = _GroupIndex(lama_kelompok)
    nama = [normalise_name(read_text(n) or "") for n in df["nama_kelompok"]]
    kunci = list(zip(nama, map(read_text, df["kode_kelurahan"]), strict=True))
    nomor = [(dikenal.nomor.get(k) or make_group_id(*k)) if k[0] else None for k in kunci]
    pertama: dict[tuple[str, str | None], tuple[str, int]] = {}
    daftar = []
    for k, lembar, baris, asli in zip(kunci, df["lembar"], df["baris"], df["nama_kelompok"], strict=True):
        if all(k) and (lain := pertama.setdefault(k, (lembar, baris))) != (lembar, baris):
            baris1 = f"{lain[1]}" if lain[0] == lembar else f"{lain[1]} (lembar “{lain[0]}”)"
            sel = letak(lembar, baris, "nama_kelompok")
            daftar.append(make_finding("kelompok_ganda", lembar, sel, asli, nama=asli, baris1=baris1, baris2=baris))
    return df.assign(kelompok_id=pd.Series(nomor, index=df.index, dtype=object)), daftar


def match_targets(
    df: pd.DataFrame,
    lembar: SheetKind,
    letak: CellLocator,
    register: pd.DataFrame,
    lama_kelompok: pd.DataFrame,
    nama_kelurahan: Mapping[str, str],
    tanya: Questionnaire | None = None,
) -> tuple[pd.DataFrame, list[Finding], pd.DataFrame]:
    """Add koperasi_id and kelompok_id, complete kode_kelurahan; third: the groups seen for the first time.

    `lembar` says which column names the target; `register` is the register of this quarter (koperasi_id, nik_koperasi,
    nama_koperasi, kode_kelurahan, status); `lama_kelompok` the known groups (kelompok_id, nama_kelompok,
    kode_kelurahan), those of this workbook's kelompok sheet included.
    """
    tertulis = [read_text(v) for v in df[lembar.tujuan]]
    nama = map_unique(tertulis, lambda t: normalise_name(t) if t else "")
    nik = map_unique(map(read_text, df["nik_koperasi"]), normalise_nik)
    kunci = list(zip(nik, nama, map(read_text, df["kode_kelurahan"]), strict=True))
    daftar_register, kelompok = _RegisterIndex(register, nama_kelurahan), _GroupIndex(lama_kelompok)
    tanya = tanya or Questionnaire()
    asli = {k: t for k, t in zip(kunci, tertulis, strict=True) if t}
    tujuan, mirip = _decide_all(asli, daftar_register, kelompok, nama_kelurahan, tanya)
    tepat = [tujuan.get(k, _Destination(kelurahan=k[2])) for k in kunci]
    hasil = df.assign(
        koperasi_id=pd.Series([t.koperasi_id for t in tepat], index=df.index, dtype=object),
        kelompok_id=pd.Series([t.kelompok_id for t in tepat], index=df.index, dtype=object),
        kode_kelurahan=pd.Series([t.kelurahan for t in tepat], index=df.index, dtype=object),
    )
    petunjuk = [say_similar([daftar_register.tampil[m[0]]]) if (m := mirip.get(n)) else "" for n in nama]
    daftar = _report_targets(df, lembar, letak, tepat, petunjuk, nama_kelurahan, tanya)
    baru = [(i, n, k) for i, (n, k) in kelompok.baru.items()]
    return hasil, daftar, pd.DataFrame(baru, columns=["kelompok_id", "nama_kelompok", "kode_kelurahan"], dtype=object)


_TargetKey = tuple[str | None, str, str | None]  # NIK, normalised name, kelurahan as typed


def make_question_key(nama: str, kelurahan: str | None) -> str:
    """One key for all spellings of a target that normalise alike, in one kelurahan."""
    return f"sasaran:{nama}|{kelurahan or ''}"


def _decide_all(
    asli: dict[_TargetKey, str],
    register: _RegisterIndex,
    kelompok: _GroupIndex,
    nama_kelurahan: Mapping[str, str],
    tanya: Questionnaire,
) -> tuple[dict[_TargetKey, _Destination], dict[str, list[str]]]:
    """Decide every different target once; and for the unknown names the registered ones they resemble."""
    # Rows with a kelurahan first: a group they bring is then known to rows without one.
    urut = sorted(asli, key=lambda k: k[2] is None)
    tujuan = {k: t for k in urut if (t := _find_cooperative(k, register, kelompok))}
    sisa = [k for k in urut if k not in tujuan]
    tak_dikenal = {nama for _, nama, _ in sisa}
    sangat_mirip = _find_resembling(tak_dikenal, register, VERY_SIMILAR_FROM)
    mirip = _find_resembling(tak_dikenal, register, HINT_FROM)
    for k in sisa:
        _, nama, kelurahan = k
        kunci = make_question_key(nama, kelurahan)
        # A name found in the register never comes here: the register outweighs an answer of former times.
        calon = [i for n in (nama, *mirip.get(nama, ())) for i in register.nama.get(n, ())]
        soal = _make_question(kunci, asli[k], kelurahan, calon, register, nama_kelurahan)
        diketahui = _take_answer(tanya.answer(soal), k, asli[k], register, kelompok)
        if diketahui is None and not tanya.is_reopened(kunci):
            diketahui = kelompok.find(nama, kelurahan)
        ragu = looks_like_cooperative(nama) or nama in sangat_mirip or tanya.is_reopened(kunci)
        if diketahui is None and ragu:
            diketahui = _Destination(kelurahan=kelurahan, is_unknown=True, question=soal)
        tujuan[k] = diketahui or kelompok.create(nama, kelurahan, asli[k])
    return tujuan, mirip


def _make_question(
    kunci: str,
    tertulis: str,
    kelurahan: str | None,
    calon: list[str],
    register: _RegisterIndex,
    nama_kelurahan: Mapping[str, str],
) -> Question:
    konteks = f"Kelurahan {nama_kelurahan[kelurahan]}" if kelurahan else ""
    berlabel = [(i, register.label[i]) for i in dict.fromkeys(calon)][:5]
    return Question(
        kunci, "sasaran", tertulis.strip(), konteks, [], berlabel, SPECIAL_ANSWERS["sasaran"], register.label
    )


def _take_answer(
    jawaban: str | None, kunci: _TargetKey, tertulis: str, register: _RegisterIndex, kelompok: _GroupIndex
) -> _Destination | None:
    """Where an answer leads; None when there is none."""
    _, nama, kelurahan = kunci
    if jawaban is None:
        return None
    if jawaban == NEITHER:
        return _Destination(kelurahan=kelurahan)
    if jawaban == NEW:
        return kelompok.find(nama, kelurahan) or kelompok.create(nama, kelurahan, tertulis)
    return _lead_to_cooperative(jawaban, kelurahan, register)


def _find_cooperative(kunci: _TargetKey, register: _RegisterIndex, kelompok: _GroupIndex) -> _Destination | None:
    nik, nama, kelurahan = kunci
    nomor = (register.nik.get(nik) if nik else None) or register.find_by_name(nama, kelurahan)
    if nomor is None and not (kelurahan and kelompok.find(nama, kelurahan)):
        # A known group of that name in the typed kelurahan is nearer than a cooperative elsewhere.
        nomor = register.find_by_unique_name(nama)
    return None if nomor is None else _lead_to_cooperative(nomor, kelurahan, register)


def _lead_to_cooperative(nomor: str, kelurahan: str | None, register: _RegisterIndex) -> _Destination:
    resmi = register.kelurahan[nomor]
    lain = resmi if kelurahan and resmi and resmi != kelurahan else None
    return _Destination(koperasi_id=nomor, kelurahan=resmi or kelurahan, other_kelurahan=lain)


def _find_resembling(nama: set[str], register: _RegisterIndex, batas: float) -> dict[str, list[str]]:
    """{name: registered names}, compared without the legal form, so that "Maju Jaya" finds "KSU Maju Jaya"."""
    per_inti: dict[str, list[str]] = defaultdict(list)
    for n in register.nama:
        per_inti[take_core(n)].insert(0, n)
    dekat = rank_similar((take_core(n) for n in nama), per_inti, batas, (fuzz.ratio,))
    return {
        n: [resmi for inti in dekat[take_core(n)] for resmi in per_inti[inti]] for n in nama if take_core(n) in dekat
    }


def _report_targets(
    df: pd.DataFrame,
    lembar: SheetKind,
    letak: CellLocator,
    tepat: list[_Destination],
    petunjuk: list[str],
    nama_kelurahan: Mapping[str, str],
    tanya: Questionnaire,
) -> list[Finding]:
    daftar, kolom = [], lembar.tujuan
    isian = df[["lembar", "baris", kolom, "kelurahan", "kode_kelurahan"]].itertuples(index=False)
    for (nama, baris, isi, kel_tertulis, kode), t, mirip in zip(isian, tepat, petunjuk, strict=True):
        isi = read_text(isi)
        if isi is None and lembar.missing_target_code:
            daftar.append(make_finding(lembar.missing_target_code, nama, letak(nama, baris, kolom)))
        # A kelurahan that was typed but not understood is a finding of its own already, and a question.
        kelurahan_terbuka = t.kelurahan is None and read_text(kel_tertulis) not in (None, *BLANK_SIGNS)
        if t.is_unknown:
            sel = letak(nama, baris, kolom)
            daftar.append(make_finding("koperasi_tak_ditemukan", nama, sel, isi, mirip=mirip))
            if t.question is not None and not kelurahan_terbuka:  # else its key changes with that answer
                tanya.ask(t.question, nama, sel)
        if t.other_kelurahan:
            resmi = nama_kelurahan[t.other_kelurahan]
            bagian = {"tertulis": nama_kelurahan[kode], "register": resmi}
            sel = letak(nama, baris, "kelurahan")
            daftar.append(make_finding("kelurahan_berbeda_register", nama, sel, kel_tertulis, resmi, **bagian))
        if t.kelurahan is None and not kelurahan_terbuka:
            sel = letak(nama, baris, "kelurahan")
            daftar.append(
                make_finding("kelurahan_tak_dapat_ditentukan", nama, sel, sasaran=isi or f"{lembar.satu} tanpa {kolom}")
            )
    return daftar
