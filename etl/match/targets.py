"""Whom a training or a visit reached: a registered cooperative, a known group, a new group, or nobody known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
from rapidfuzz import fuzz

from etl.cells.place import KOSONG, Letak, text
from etl.match.names import core, looks_like_cooperative, map_unique, normal_name, normal_nik, ranked, short_id
from etl.match.questions import BARU, BUKAN, KHUSUS, TanyaJawab
from etl.model import Pertanyaan
from etl.pesan import Temuan, sebut_mirip, temuan
from etl.skema import DIBUBARKAN, Lembar

BATAS_SANGAT_MIRIP = 90  # so near to a registered name that it is no new group
BATAS_PETUNJUK = 80  # near enough to be named in the advice


@dataclass(frozen=True)
class _Tujuan:
    """Where a typed name leads. kelurahan_lain: the register's kelurahan where another was typed.

    tak_ditemukan: it looks like a cooperative, but like none of the register; soal asks which.
    """

    koperasi_id: str | None = None
    kelompok_id: str | None = None
    kelurahan: str | None = None
    kelurahan_lain: str | None = None
    tak_ditemukan: bool = False
    soal: Pertanyaan | None = None


class _Register:
    """The register of the quarter by NIK and by name."""

    def __init__(self, register: pd.DataFrame, nama_kelurahan: Mapping[str, str]) -> None:
        nama = map_unique(map(text, register["nama_koperasi"]), lambda t: normal_name(t) if t else "")
        nomor = register["koperasi_id"].tolist()
        self.kelurahan = dict(zip(nomor, map(text, register["kode_kelurahan"]), strict=True))
        self.nik = {n: i for n, i in zip(map(normal_nik, map(text, register["nik_koperasi"])), nomor, strict=True) if n}
        self.nama: dict[str, list[str]] = defaultdict(list)
        self.hidup: dict[str, list[str]] = defaultdict(list)
        self.tampil: dict[str, str] = {}
        self.label: dict[str, str] = {}  # id -> what a person chooses from
        for n, i, status, asli in zip(nama, nomor, register["status"], register["nama_koperasi"], strict=True):
            if n:
                self.nama[n].append(i)
                self.tampil.setdefault(n, asli)
                self.label[i] = f"{asli} · {nama_kelurahan.get(self.kelurahan[i] or '', 'kelurahan tidak diketahui')}"
                if status != DIBUBARKAN:
                    self.hidup[n].append(i)

    def by_name(self, nama: str, kelurahan: str | None) -> str | None:
        """Id of the one cooperative of that name in that kelurahan."""
        semua = [i for i in self.nama.get(nama, ()) if kelurahan and self.kelurahan[i] == kelurahan]
        return semua[0] if len(semua) == 1 else None

    def by_unique_name(self, nama: str) -> str | None:
        """Id when the name is unique in the city; a dissolved namesake does not count."""
        semua = self.hidup.get(nama) or self.nama.get(nama, [])
        return semua[0] if len(semua) == 1 else None


class _Kelompok:
    """Known groups by name and kelurahan; grows while rows are decided."""

    def __init__(self, lama: pd.DataFrame) -> None:
        self.nomor: dict[tuple[str, str | None], str] = {}
        self.kelurahan: dict[str, list[str | None]] = defaultdict(list)
        self.baru: dict[str, tuple[str, str | None]] = {}
        for nomor, nama, kel in zip(lama["kelompok_id"], lama["nama_kelompok"], lama["kode_kelurahan"], strict=True):
            if text(nama):
                self._add(nomor, normal_name(nama), text(kel))

    def find(self, nama: str, kelurahan: str | None) -> _Tujuan | None:
        """The group there; without a kelurahan the only group of that name."""
        if kelurahan is None and len(self.kelurahan.get(nama, ())) == 1:
            kelurahan = self.kelurahan[nama][0]
        nomor = self.nomor.get((nama, kelurahan))
        return _Tujuan(kelompok_id=nomor, kelurahan=kelurahan) if nomor else None

    def create(self, nama: str, kelurahan: str | None, tertulis: str) -> _Tujuan:
        nomor = group_id(nama, kelurahan)
        self._add(nomor, nama, kelurahan)
        self.baru[nomor] = (tertulis, kelurahan)
        return _Tujuan(kelompok_id=nomor, kelurahan=kelurahan)

    def _add(self, nomor: str, nama: str, kelurahan: str | None) -> None:
        if (nama, kelurahan) not in self.nomor:
            self.nomor[nama, kelurahan] = nomor
            self.kelurahan[nama].append(kelurahan)


def group_id(nama: str, kelurahan: str | None) -> str:
    """Stable id of a group from its normalised name and kelurahan."""
    return short_id("G", f"kelompok:{nama}|{kelurahan or ''}")


def cooperatives_by_name(register: pd.DataFrame) -> dict[str, str]:
    """koperasi_id by normalised name, of names that only one cooperative bears."""
    milik: dict[str, set[str]] = defaultdict(set)
    for nama, koperasi_id in zip(register["nama_koperasi"], register["koperasi_id"], strict=True):
        milik[normal_name(nama)].add(koperasi_id)
    return {nama: next(iter(semua)) for nama, semua in milik.items() if len(semua) == 1}


def match_kelompok(df: pd.DataFrame, letak: Letak, lama_kelompok: pd.DataFrame) -> tuple[pd.DataFrame, list[Temuan]]:
    """Add kelompok_id to the rows of the kelompok sheets: the known group there, else a new one."""
    dikenal = _Kelompok(lama_kelompok)
    nama = [normal_name(text(n) or "") for n in df["nama_kelompok"]]
    kunci = list(zip(nama, map(text, df["kode_kelurahan"]), strict=True))
    nomor = [(dikenal.nomor.get(k) or group_id(*k)) if k[0] else None for k in kunci]
    pertama: dict[tuple[str, str | None], tuple[str, int]] = {}
    daftar = []
    for k, lembar, baris, asli in zip(kunci, df["lembar"], df["baris"], df["nama_kelompok"], strict=True):
        if all(k) and (lain := pertama.setdefault(k, (lembar, baris))) != (lembar, baris):
            baris1 = f"{lain[1]}" if lain[0] == lembar else f"{lain[1]} (lembar “{lain[0]}”)"
            sel = letak(lembar, baris, "nama_kelompok")
            daftar.append(temuan("kelompok_ganda", lembar, sel, asli, nama=asli, baris1=baris1, baris2=baris))
    return df.assign(kelompok_id=pd.Series(nomor, index=df.index, dtype=object)), daftar


def match_sasaran(
    df: pd.DataFrame,
    lembar: Lembar,
    letak: Letak,
    register: pd.DataFrame,
    lama_kelompok: pd.DataFrame,
    nama_kelurahan: Mapping[str, str],
    tanya: TanyaJawab | None = None,
) -> tuple[pd.DataFrame, list[Temuan], pd.DataFrame]:
    """Add koperasi_id and kelompok_id, complete kode_kelurahan; third: the groups seen for the first time.

    `lembar` says which column names the target; `register` is the register of this quarter (koperasi_id, nik_koperasi,
    nama_koperasi, kode_kelurahan, status); `lama_kelompok` the known groups (kelompok_id, nama_kelompok,
    kode_kelurahan), those of this workbook's kelompok sheet included.
    """
    tertulis = [text(v) for v in df[lembar.tujuan]]
    nama = map_unique(tertulis, lambda t: normal_name(t) if t else "")
    nik = map_unique(map(text, df["nik_koperasi"]), normal_nik)
    kunci = list(zip(nik, nama, map(text, df["kode_kelurahan"]), strict=True))
    daftar_register, kelompok = _Register(register, nama_kelurahan), _Kelompok(lama_kelompok)
    tanya = tanya or TanyaJawab()
    asli = {k: t for k, t in zip(kunci, tertulis, strict=True) if t}
    tujuan, mirip = _decide_all(asli, daftar_register, kelompok, nama_kelurahan, tanya)
    tepat = [tujuan.get(k, _Tujuan(kelurahan=k[2])) for k in kunci]
    hasil = df.assign(
        koperasi_id=pd.Series([t.koperasi_id for t in tepat], index=df.index, dtype=object),
        kelompok_id=pd.Series([t.kelompok_id for t in tepat], index=df.index, dtype=object),
        kode_kelurahan=pd.Series([t.kelurahan for t in tepat], index=df.index, dtype=object),
    )
    petunjuk = [sebut_mirip([daftar_register.tampil[m[0]]]) if (m := mirip.get(n)) else "" for n in nama]
    daftar = _report(df, lembar, letak, tepat, petunjuk, nama_kelurahan, tanya)
    baru = [(i, n, k) for i, (n, k) in kelompok.baru.items()]
    return hasil, daftar, pd.DataFrame(baru, columns=["kelompok_id", "nama_kelompok", "kode_kelurahan"], dtype=object)


_KunciSasaran = tuple[str | None, str, str | None]  # NIK, normalised name, kelurahan as typed


def question_key(nama: str, kelurahan: str | None) -> str:
    """One key for all spellings of a target that normalise alike, in one kelurahan."""
    return f"sasaran:{nama}|{kelurahan or ''}"


def _decide_all(
    asli: dict[_KunciSasaran, str],
    register: _Register,
    kelompok: _Kelompok,
    nama_kelurahan: Mapping[str, str],
    tanya: TanyaJawab,
) -> tuple[dict[_KunciSasaran, _Tujuan], dict[str, list[str]]]:
    """Decide every different target once; and for the unknown names the registered ones they resemble."""
    # Rows with a kelurahan first: a group they bring is then known to rows without one.
    urut = sorted(asli, key=lambda k: k[2] is None)
    tujuan = {k: t for k in urut if (t := _find_cooperative(k, register, kelompok))}
    sisa = [k for k in urut if k not in tujuan]
    tak_dikenal = {nama for _, nama, _ in sisa}
    sangat_mirip = _resembling(tak_dikenal, register, BATAS_SANGAT_MIRIP)
    mirip = _resembling(tak_dikenal, register, BATAS_PETUNJUK)
    for k in sisa:
        _, nama, kelurahan = k
        kunci = question_key(nama, kelurahan)
        # A name found in the register never comes here: the register outweighs an answer of former times.
        calon = [i for n in (nama, *mirip.get(nama, ())) for i in register.nama.get(n, ())]
        soal = _question(kunci, asli[k], kelurahan, calon, register, nama_kelurahan)
        diketahui = _answered(tanya.answer(soal), k, asli[k], register, kelompok)
        if diketahui is None and not tanya.reopened(kunci):
            diketahui = kelompok.find(nama, kelurahan)
        ragu = looks_like_cooperative(nama) or nama in sangat_mirip or tanya.reopened(kunci)
        if diketahui is None and ragu:
            diketahui = _Tujuan(kelurahan=kelurahan, tak_ditemukan=True, soal=soal)
        tujuan[k] = diketahui or kelompok.create(nama, kelurahan, asli[k])
    return tujuan, mirip


def _question(
    kunci: str,
    tertulis: str,
    kelurahan: str | None,
    calon: list[str],
    register: _Register,
    nama_kelurahan: Mapping[str, str],
) -> Pertanyaan:
    konteks = f"Kelurahan {nama_kelurahan[kelurahan]}" if kelurahan else ""
    berlabel = [(i, register.label[i]) for i in dict.fromkeys(calon)][:5]
    return Pertanyaan(kunci, "sasaran", tertulis.strip(), konteks, [], berlabel, KHUSUS["sasaran"], register.label)


def _answered(
    jawaban: str | None, kunci: _KunciSasaran, tertulis: str, register: _Register, kelompok: _Kelompok
) -> _Tujuan | None:
    """Where an answer leads; None when there is none."""
    _, nama, kelurahan = kunci
    if jawaban is None:
        return None
    if jawaban == BUKAN:
        return _Tujuan(kelurahan=kelurahan)
    if jawaban == BARU:
        return kelompok.find(nama, kelurahan) or kelompok.create(nama, kelurahan, tertulis)
    return _to_cooperative(jawaban, kelurahan, register)


def _find_cooperative(kunci: _KunciSasaran, register: _Register, kelompok: _Kelompok) -> _Tujuan | None:
    nik, nama, kelurahan = kunci
    nomor = (register.nik.get(nik) if nik else None) or register.by_name(nama, kelurahan)
    if nomor is None and not (kelurahan and kelompok.find(nama, kelurahan)):
        # A known group of that name in the typed kelurahan is nearer than a cooperative elsewhere.
        nomor = register.by_unique_name(nama)
    return None if nomor is None else _to_cooperative(nomor, kelurahan, register)


def _to_cooperative(nomor: str, kelurahan: str | None, register: _Register) -> _Tujuan:
    resmi = register.kelurahan[nomor]
    lain = resmi if kelurahan and resmi and resmi != kelurahan else None
    return _Tujuan(koperasi_id=nomor, kelurahan=resmi or kelurahan, kelurahan_lain=lain)


def _resembling(nama: set[str], register: _Register, batas: float) -> dict[str, list[str]]:
    """{name: registered names}, compared without the legal form, so that "Maju Jaya" finds "KSU Maju Jaya"."""
    per_inti: dict[str, list[str]] = defaultdict(list)
    for n in register.nama:
        per_inti[core(n)].insert(0, n)
    dekat = ranked((core(n) for n in nama), per_inti, batas, (fuzz.ratio,))
    return {n: [resmi for inti in dekat[core(n)] for resmi in per_inti[inti]] for n in nama if core(n) in dekat}


def _report(
    df: pd.DataFrame,
    lembar: Lembar,
    letak: Letak,
    tepat: list[_Tujuan],
    petunjuk: list[str],
    nama_kelurahan: Mapping[str, str],
    tanya: TanyaJawab,
) -> list[Temuan]:
    daftar, kolom = [], lembar.tujuan
    isian = df[["lembar", "baris", kolom, "kelurahan", "kode_kelurahan"]].itertuples(index=False)
    for (nama, baris, isi, kel_tertulis, kode), t, mirip in zip(isian, tepat, petunjuk, strict=True):
        isi = text(isi)
        if isi is None and lembar.tanpa_tujuan:
            daftar.append(temuan(lembar.tanpa_tujuan, nama, letak(nama, baris, kolom)))
        # A kelurahan that was typed but not understood is a finding of its own already, and a question.
        kelurahan_terbuka = t.kelurahan is None and text(kel_tertulis) not in (None, *KOSONG)
        if t.tak_ditemukan:
            sel = letak(nama, baris, kolom)
            daftar.append(temuan("koperasi_tak_ditemukan", nama, sel, isi, mirip=mirip))
            if t.soal is not None and not kelurahan_terbuka:  # else its key changes with that answer
                tanya.ask(t.soal, nama, sel)
        if t.kelurahan_lain:
            resmi = nama_kelurahan[t.kelurahan_lain]
            bagian = {"tertulis": nama_kelurahan[kode], "register": resmi}
            sel = letak(nama, baris, "kelurahan")
            daftar.append(temuan("kelurahan_berbeda_register", nama, sel, kel_tertulis, resmi, **bagian))
        if t.kelurahan is None and not kelurahan_terbuka:
            sel = letak(nama, baris, "kelurahan")
            daftar.append(
                temuan("kelurahan_tak_dapat_ditentukan", nama, sel, sasaran=isi or f"{lembar.satu} tanpa {kolom}")
            )
    return daftar
