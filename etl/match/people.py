"""People and repeats: a keyed hash instead of a name, one row per person and activity, one row per visit."""

from __future__ import annotations

import hmac
import re

import pandas as pd

from etl.cells.place import Letak, text
from etl.match.names import map_unique, normal_name, normal_text, short_id
from etl.pesan import Temuan, temuan
from etl.skema import LEMBAR, PELATIHAN, PENDAMPINGAN

Dilewati = tuple[str, int, str]  # sheet, row, reason


def add_participant_ids(df: pd.DataFrame, kunci: bytes) -> pd.DataFrame:
    """Add peserta_id and kegiatan_id to participants; needs the personal columns, so before drop_personal."""
    orang = [
        _person_key(*v)
        for v in zip(df["nik_peserta"], df["nama_peserta"], df["asal"], df["kode_kelurahan"], strict=True)
    ]
    nomor = [hmac.digest(kunci, k.encode(), "sha256").hex()[:16] if k else None for k in orang]
    acara = list(zip(df["nama_kegiatan"], df["tanggal_mulai"], df["tempat"], strict=True))
    return df.assign(
        peserta_id=pd.Series(nomor, index=df.index, dtype=object),
        kegiatan_id=pd.Series(map_unique(acara, lambda a: activity_id(*a)), index=df.index, dtype=object),
    )


def activity_id(nama: object, mulai: object, tempat: object) -> str:
    """Stable id of a training: the same activity on two sheets is one."""
    return short_id("P", f"kegiatan:{normal_text(text(nama) or '')}|{mulai}|{normal_text(text(tempat) or '')}")


def drop_personal(df: pd.DataFrame, jenis: str) -> pd.DataFrame:
    """Without the columns that skema calls personal: after this nothing can tell who a person is."""
    return df.drop(columns=[k.nama for k in LEMBAR[jenis].kolom if k.pribadi], errors="ignore")


def drop_repeated_people(df: pd.DataFrame, letak: Letak) -> tuple[pd.DataFrame, list[Temuan], list[Dilewati]]:
    """Attendance is daily: keep one row per activity and person, list the others."""
    sah = df["peserta_id"].notna()
    # `isi` stays empty: it is stored, and would be a name.
    return _drop_repeats(df, [*PELATIHAN.kembar], sah, "peserta_ganda", PELATIHAN.nama, letak)


def drop_repeated_visits(df: pd.DataFrame, letak: Letak) -> tuple[pd.DataFrame, list[Temuan], list[Dilewati]]:
    """Keep one row of visits with the same date, target, kind and officer."""
    nama = map_unique(map(text, df[PENDAMPINGAN.tujuan]), lambda t: normal_name(t) if t else "")
    tempat = [f"{n}|{k}" for n, k in zip(nama, df["kode_kelurahan"], strict=True)]
    tujuan = df["koperasi_id"].fillna(df["kelompok_id"]).fillna(pd.Series(tempat, index=df.index, dtype=object))
    petugas = map_unique(map(text, df["petugas"]), lambda t: normal_text(t) if t else "")
    # Compared as they mean, kept as they are typed.
    kunci = df.assign(tujuan_id=tujuan, petugas=petugas, jenis_pendampingan=df["jenis_pendampingan"].fillna(""))
    sah = df["tanggal"].notna()
    hasil, daftar, dilewati = _drop_repeats(
        kunci, [*PENDAMPINGAN.kembar], sah, "kunjungan_ganda", PENDAMPINGAN.nama, letak
    )
    return df.loc[hasil.index], daftar, dilewati


def _person_key(nik: object, nama: object, asal: object, kelurahan: object) -> str | None:
    """What recognises a person: the resident number, else name and origin (or kelurahan)."""
    angka = re.sub(r"[\s.\-']", "", text(nik) or "")
    if len(angka) == 16 and angka.isdecimal() and len(set(angka)) > 1:
        return f"nik:{angka}"
    if text(nama) is None:
        return None
    dari = normal_name(text(asal) or "")
    return f"nama:{normal_text(str(nama))}|{dari or 'kel:' + (text(kelurahan) or '')}"


def _drop_repeats(
    df: pd.DataFrame, kunci: list[str], sah: pd.Series, kode: str, kolom: str, letak: Letak
) -> tuple[pd.DataFrame, list[Temuan], list[Dilewati]]:
    """First row of each key stays; one finding a key, at the first row; every dropped row with its reason."""
    terlibat = df.loc[sah & df.duplicated(kunci, keep=False), [*kunci, "lembar", "baris"]]
    tempat: dict[tuple, list[tuple[str, int]]] = {}
    for *nilai, lembar, baris in terlibat.itertuples(index=False):
        tempat.setdefault(tuple(nilai), []).append((lembar, baris))
    daftar: list[Temuan] = []
    dilewati: list[Dilewati] = []
    for (lembar, baris), *ulangan in tempat.values():
        daftar.append(temuan(kode, lembar, letak(lembar, baris, kolom), kali=len(ulangan) + 1))
        pertama = f"baris {baris}" if all(x == lembar for x, _ in ulangan) else f"baris {baris} lembar “{lembar}”"
        dilewati += [(x, b, f"pengulangan {pertama}") for x, b in ulangan]
    return df[~(sah & df.duplicated(kunci))], daftar, sorted(dilewati)
