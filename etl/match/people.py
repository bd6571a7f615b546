"""People and repeats: a keyed hash instead of a name, one row per person and activity, one row per visit."""

from __future__ import annotations

import hmac
import re

import pandas as pd

from etl.cells.place import CellLocator, read_text
from etl.match.names import make_id, map_unique, normalise_name, normalise_text
from etl.pesan import Finding, make_finding
from etl.skema import SHEET_KINDS, TRAININGS_SHEET, VISITS_SHEET

PersonLeftOut = tuple[str, int, str]  # sheet, row, reason


def add_participant_ids(df: pd.DataFrame, kunci: bytes) -> pd.DataFrame:
    """Add peserta_id and kegiatan_id to participants; needs the personal columns, so before drop_personal."""
    orang = [
        _make_person_key(*v)
        for v in zip(df["nik_peserta"], df["nama_peserta"], df["asal"], df["kode_kelurahan"], strict=True)
    ]
    nomor = [hmac.digest(kunci, k.encode(), "sha256").hex()[:16] if k else None for k in orang]
    acara = list(zip(df["nama_kegiatan"], df["tanggal_mulai"], df["tempat"], strict=True))
    return df.assign(
        peserta_id=pd.Series(nomor, index=df.index, dtype=object),
        kegiatan_id=pd.Series(map_unique(acara, lambda a: make_activity_id(*a)), index=df.index, dtype=object),
    )


def make_activity_id(nama: object, mulai: object, tempat: object) -> str:
    """Stable id of a training: the same activity on two sheets is one."""
    return make_id(
        "P", f"kegiatan:{normalise_text(read_text(nama) or '')}|{mulai}|{normalise_text(read_text(tempat) or '')}"
    )


def drop_personal(df: pd.DataFrame, jenis: str) -> pd.DataFrame:
    """Without the columns that skema calls personal: after this nothing can tell who a person is."""
    return df.drop(columns=[k.nama for k in SHEET_KINDS[jenis].kolom if k.pribadi], errors="ignore")


def drop_repeated_people(
    df: pd.DataFrame, letak: CellLocator
) -> tuple[pd.DataFrame, list[Finding], list[PersonLeftOut]]:
    """Attendance is daily: keep one row per activity and person, list the others."""
    sah = df["peserta_id"].notna()
    # `isi` stays empty: it is stored, and would be a name.
    return _drop_repeats(df, [*TRAININGS_SHEET.repeat_key], sah, "peserta_ganda", TRAININGS_SHEET.nama, letak)


def drop_repeated_visits(
    df: pd.DataFrame, letak: CellLocator
) -> tuple[pd.DataFrame, list[Finding], list[PersonLeftOut]]:
    """Keep one row of visits with the same date, target, kind and officer."""
    nama = map_unique(map(read_text, df[VISITS_SHEET.tujuan]), lambda t: normalise_name(t) if t else "")
    tempat = [f"{n}|{k}" for n, k in zip(nama, df["kode_kelurahan"], strict=True)]
    tujuan = df["koperasi_id"].fillna(df["kelompok_id"]).fillna(pd.Series(tempat, index=df.index, dtype=object))
    petugas = map_unique(map(read_text, df["petugas"]), lambda t: normalise_text(t) if t else "")
    # Compared as they mean, kept as they are typed.
    kunci = df.assign(tujuan_id=tujuan, petugas=petugas, jenis_pendampingan=df["jenis_pendampingan"].fillna(""))
    sah = df["tanggal"].notna()
    hasil, daftar, dilewati = _drop_repeats(
        kunci, [*VISITS_SHEET.repeat_key], sah, "kunjungan_ganda", VISITS_SHEET.nama, letak
    )
    return df.loc[hasil.index], daftar, dilewati


def _make_person_key(nik: object, nama: object, asal: object, kelurahan: object) -> str | None:
    """What recognises a person: the resident number, else name and origin (or kelurahan)."""
    angka = re.sub(r"[\s.\-']", "", read_text(nik) or "")
    if len(angka) == 16 and angka.isdecimal() and len(set(angka)) > 1:
        return f"nik:{angka}"
    if read_text(nama) is None:
        return None
    dari = normalise_name(read_text(asal) or "")
    return f"nama:{normalise_text(str(nama))}|{dari or 'kel:' + (read_text(kelurahan) or '')}"


def _drop_repeats(
    df: pd.DataFrame, kunci: list[str], sah: pd.Series, kode: str, kolom: str, letak: CellLocator
) -> tuple[pd.DataFrame, list[Finding], list[PersonLeftOut]]:
    """First row of each key stays; one finding a key, at the first row; every dropped row with its reason."""
    terlibat = df.loc[sah & df.duplicated(kunci, keep=False), [*kunci, "lembar", "baris"]]
    tempat: dict[tuple, list[tuple[str, int]]] = {}
    for *nilai, lembar, baris in terlibat.itertuples(index=False):
        tempat.setdefault(tuple(nilai), []).append((lembar, baris))
    daftar: list[Finding] = []
    dilewati: list[PersonLeftOut] = []
    for (lembar, baris), *ulangan in tempat.values():
        daftar.append(make_finding(kode, lembar, letak(lembar, baris, kolom), kali=len(ulangan) + 1))
        pertama = f"baris {baris}" if all(x == lembar for x, _ in ulangan) else f"baris {baris} lembar “{lembar}”"
        dilewati += [(x, b, f"pengulangan {pertama}") for x, b in ulangan]
    return df[~(sah & df.duplicated(kunci))], daftar, sorted(dilewati)
