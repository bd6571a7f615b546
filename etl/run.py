"""The stages in order: from the bytes of a workbook to what would be published, and every finding on the way."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from etl import (
    compare,
    identity,
    locate,
    masking,
    match,
    normalise,
    people,
    quarter,
    read,
    recap_quarters,
    supplement,
    validate,
)
from etl import periode as triwulan
from etl.acuan import Acuan, load_acuan
from etl.gudang import Gudang
from etl.history import History
from etl.model import Hasil, Tabel
from etl.pesan import SALAH, ringkas, temuan
from etl.place import Letak, locator, with_place
from etl.questions import TanyaJawab
from etl.skema import JENIS_PELENGKAP, LEMBAR

Lapor = Callable[[str], None]


@dataclass
class _Kerja:
    """One check on its way through the stages."""

    hasil: Hasil
    acuan: Acuan
    sejarah: History
    tanya: TanyaJawab
    baris: dict[str, pd.DataFrame] = field(default_factory=dict)  # jenis -> rows of all its tables
    letak: dict[str, Letak] = field(default_factory=dict)
    kelurahan: dict[str, str] = field(default_factory=dict)  # kode -> nama


def check(
    data: bytes,
    nama: str,
    periode: str | None = None,
    lapor: Lapor | None = None,
    gudang: Gudang | None = None,
    acuan: Acuan | None = None,
    hari_ini: dt.date | None = None,
    jawaban: Mapping[str, str] | None = None,
) -> Hasil:
    """Check a workbook against the current version. Writes nothing.

    `periode` None: guessed from titles, sheet names, file name. `lapor` hears the name of each stage.
    `jawaban`: answers to questions of an earlier check, {kunci: nilai}; they outweigh the remembered ones.
    Raises TidakTerbaca when the file cannot be read at all; everything else is a finding.
    """
    gudang, acuan, lapor = gudang or Gudang(), acuan or load_acuan(), lapor or (lambda _: None)
    lapor("Membaca berkas")
    buku = read.read_workbook(data, nama)
    rahasia = masking.hide(buku)  # from here on no stage sees a number of a person
    lapor("Mencari tabel")
    tabel, daftar = locate.locate(buku)
    masking.settle(tabel, rahasia)
    daftar = [*buku.temuan, *daftar, *masking.findings(rahasia)]
    hasil = Hasil(buku.nama_berkas, hashlib.sha256(data).hexdigest(), "", buku.contoh, daftar, tabel)
    hasil.kandidat = quarter.guess(buku)
    hasil.dilewati = [(t.lembar, baris, alasan) for t in tabel for baris, alasan in t.dilewati]
    hasil.dasar = gudang.terkini()
    hasil.kunci = gudang.kunci_peserta() or secrets.token_bytes(32)
    hasil.jawaban_diberikan = dict(jawaban or {})
    _settle_quarter(hasil, periode, hari_ini or dt.date.today())
    if hasil.periode and tabel:
        hasil.tabel_temu, salah, lain = recap_quarters.of_quarter(tabel, hasil.periode)
        hasil.temuan += salah
        hasil.dilewati += lain
        sejarah = _history(hasil, gudang)
        kerja = _Kerja(hasil, acuan, sejarah, TanyaJawab(jawaban, sejarah.answers()))
        _read_rows(kerja, lapor)
        _recognise(kerja, lapor)
        _take_questions(kerja)
        if not any(t.berat == SALAH for t in hasil.temuan):
            lapor("Membandingkan dengan yang terbit")
            hasil.perubahan = compare.compare(hasil, gudang, acuan)
            hasil.temuan += compare.gates(hasil, gudang, acuan)
    hasil.temuan = ringkas(hasil.temuan)
    return hasil


def _settle_quarter(hasil: Hasil, diminta: str | None, hari_ini: dt.date) -> None:
    """The quarter asked for, else the best guess; a title that names another one is a finding.

    A rekap of several quarters names them itself: its title may say "2021 s.d. 2023".
    """
    hasil.triwulan_rekap = recap_quarters.quarters(hasil.tabel_temu)
    rekap = hasil.triwulan_rekap if all(t.jenis in JENIS_PELENGKAP for t in hasil.tabel_temu) else []
    tertulis = [k for k in hasil.kandidat if quarter.is_strong(k)]
    hasil.kandidat = hasil.kandidat or [(p, triwulan.sebut(p), "tabel rekap") for p in rekap]
    hasil.periode = diminta or (hasil.kandidat[0][0] if hasil.kandidat else "")
    if not hasil.periode:
        hasil.temuan.append(temuan("periode_tidak_jelas"))
        return
    if tertulis and hasil.periode not in {p for p, _, _ in tertulis} | set(rekap):
        lain, isi, di_mana = tertulis[0]
        lembar, sel = quarter.place(di_mana)
        bagian = {"tertulis": triwulan.sebut(lain), "dipilih": triwulan.sebut(hasil.periode)}
        hasil.temuan.append(temuan("periode_berbeda", lembar, sel, isi, **bagian))
    if triwulan.end(hasil.periode) > hari_ini:
        hasil.temuan.append(temuan("periode_mendatang", dipilih=triwulan.sebut(hasil.periode)))


def _take_questions(kerja: _Kerja) -> None:
    tanya = kerja.tanya
    kerja.hasil.pertanyaan = list(tanya.pertanyaan.values())
    kerja.hasil.jawaban_terpakai = [j for _, j in sorted(tanya.terpakai.items())]
    kerja.hasil.temuan += tanya.refused()


def _history(hasil: Hasil, gudang: Gudang) -> History:
    mulai_kosong = hasil.dasar is None or compare.starts_real_data(hasil, gudang)
    return History(None if mulai_kosong else gudang.buka(hasil.dasar), hasil.periode)  # type: ignore[arg-type]


def _read_rows(kerja: _Kerja, lapor: Lapor) -> None:
    """Type the cells of every table, find its areas, and put tables of one kind under one another."""
    lapor("Membaca angka, tanggal dan wilayah")
    wilayah = kerja.acuan.kelurahan
    kerja.kelurahan = dict(zip(wilayah["kode_kelurahan"], wilayah["kelurahan"], strict=True))
    per_jenis: dict[str, list[tuple[Tabel, pd.DataFrame]]] = {}
    for tabel in kerja.hasil.tabel_temu:
        if supplement.is_left_out(tabel):
            continue
        per_jenis.setdefault(tabel.jenis, []).append((tabel, _typed(kerja, tabel)))
    for jenis, pasangan in per_jenis.items():
        kerja.letak[jenis] = locator(t for t, _ in pasangan)
        kerja.baris[jenis] = pd.concat([with_place(df, t) for t, df in pasangan], ignore_index=True)


def _typed(kerja: _Kerja, tabel: Tabel) -> pd.DataFrame:
    if tabel.jenis in JENIS_PELENGKAP:
        df, salah = supplement.read_table(tabel, kerja.acuan, kerja.tanya)
        kerja.hasil.temuan += salah
        return df
    df, salah = normalise.normalise(tabel)
    if tabel.jumlah:
        jumlah, _ = normalise.normalise(validate.total_rows(tabel))
        salah += validate.check_totals(df, tabel, jumlah)
    wajib = LEMBAR[tabel.jenis]["kelurahan"].wajib
    df, salah_wilayah = match.match_area(df, tabel, kerja.acuan, wajib, kerja.tanya)
    kerja.hasil.temuan += salah + salah_wilayah
    return df


def _recognise(kerja: _Kerja, lapor: Lapor) -> None:
    """Tell cooperatives, groups and people, and check each kind; the result is what would be published."""
    lapor("Mengenali koperasi, kelompok dan peserta")
    langkah = {
        "koperasi": _cooperatives,
        "kelompok": _groups,
        "pelatihan": _trainings,
        "pendampingan": _visits,
    }
    kelompok = kerja.sejarah.groups()
    register = kerja.sejarah.register()
    for jenis, kerjakan in langkah.items():
        if jenis not in kerja.baris:
            continue
        df, baru = kerjakan(kerja, register, kelompok)
        kerja.hasil.tabel[jenis] = df
        if jenis == "koperasi":
            register = df
        else:
            kelompok = pd.concat([kelompok, baru], ignore_index=True)
    for jenis in JENIS_PELENGKAP:
        if jenis in kerja.baris:
            _supplementary(kerja, jenis, register)
    if not kerja.hasil.tabel and not any(t.berat == SALAH for t in kerja.hasil.temuan):
        kerja.hasil.temuan.append(temuan("tidak_ada_yang_terbit"))


def _cooperatives(kerja: _Kerja, _register: pd.DataFrame, _kelompok: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    letak = kerja.letak["koperasi"]
    df, salah = identity.match_koperasi(
        kerja.baris["koperasi"], letak, kerja.sejarah.identities(), kerja.kelurahan, kerja.tanya
    )
    df, tak_sesuai = validate.validate_koperasi(
        df, letak, kerja.hasil.periode, kerja.acuan.pengaturan, kerja.sejarah.money()
    )
    kerja.hasil.temuan += salah + tak_sesuai
    return df, pd.DataFrame()


def _groups(kerja: _Kerja, _register: pd.DataFrame, kelompok: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    df, salah = identity.match_kelompok(kerja.baris["kelompok"], kerja.letak["kelompok"], kelompok)
    kerja.hasil.temuan += salah
    return df, df[["kelompok_id", "nama_kelompok", "kode_kelurahan"]]


def _trainings(kerja: _Kerja, register: pd.DataFrame, kelompok: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    letak = kerja.letak["pelatihan"]
    df, salah, baru = identity.match_sasaran(
        kerja.baris["pelatihan"], "asal", letak, register, kelompok, kerja.kelurahan, kerja.tanya
    )
    df = people.add_participant_ids(df, kerja.hasil.kunci)
    salah += validate.check_trainings(df, letak, kerja.hasil.periode)
    df, ganda, dilewati = people.drop_repeated_people(df, letak)
    kerja.hasil.temuan += salah + ganda
    kerja.hasil.dilewati += dilewati
    return people.drop_personal(df, "pelatihan"), baru


def _visits(kerja: _Kerja, register: pd.DataFrame, kelompok: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    letak = kerja.letak["pendampingan"]
    df, salah, baru = identity.match_sasaran(
        kerja.baris["pendampingan"], "sasaran", letak, register, kelompok, kerja.kelurahan, kerja.tanya
    )
    salah += validate.check_visits(df, letak, kerja.hasil.periode)
    df, ganda, dilewati = people.drop_repeated_visits(df, letak)
    kerja.hasil.temuan += salah + ganda
    kerja.hasil.dilewati += dilewati
    return df, baru


def _supplementary(kerja: _Kerja, jenis: str, register: pd.DataFrame) -> None:
    hasil = kerja.hasil
    triwulan_ini = hasil.tabel.get("koperasi", kerja.sejarah.register_now() if jenis == "rekap" else None)
    df, salah, dilewati = supplement.settle(
        jenis, kerja.baris[jenis], kerja.letak[jenis], hasil.periode, kerja.acuan, register, triwulan_ini
    )
    hasil.temuan += salah
    hasil.dilewati += dilewati
    if len(df):
        hasil.tabel[jenis] = df
