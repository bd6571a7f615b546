"""The stages in order: from the bytes of a workbook to what would be published, and every finding on the way."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from etl import periode as triwulan
from etl.acuan import Reference, load_reference
from etl.cells import normalise
from etl.cells.place import CellLocator, add_place, make_locator
from etl.checks import compare, supplement, validate
from etl.locate import quarter, recap_quarters, tables
from etl.match import areas, cooperatives, people
from etl.match.questions import Questionnaire
from etl.model import CheckResult, FoundTable
from etl.pesan import WRONG, make_finding, shorten_findings
from etl.read import workbook
from etl.skema import SHEET_KINDS, SUPPLEMENTARY_KINDS
from etl.store.history import History
from etl.store.versions import Store

StageReporter = Callable[[str], None]


@dataclass
class _CheckWork:
    """One check on its way through the stages."""

    hasil: CheckResult
    acuan: Reference
    history: History
    questionnaire: Questionnaire
    baris: dict[str, pd.DataFrame] = field(default_factory=dict)  # jenis -> rows of all its tables
    letak: dict[str, CellLocator] = field(default_factory=dict)
    kelurahan: dict[str, str] = field(default_factory=dict)  # kode -> nama


def check_workbook(
    data: bytes,
    nama: str,
    periode: str | None = None,
    lapor: StageReporter | None = None,
    gudang: Store | None = None,
    acuan: Reference | None = None,
    hari_ini: dt.date | None = None,
    jawaban: Mapping[str, str] | None = None,
) -> CheckResult:
    """Check a workbook against the current version. Writes nothing.

    `periode` None: guessed from titles, sheet names, file name. `lapor` hears the name of each stage.
    `jawaban`: answers to questions of an earlier check, {kunci: nilai}; they outweigh the remembered ones.
    Raises TidakTerbaca when the file cannot be read at all; everything else is a finding.
    """
    gudang, acuan, lapor = gudang or Store(), acuan or load_reference(), lapor or (lambda _: None)
    lapor("Membaca berkas")
    buku = workbook.read_workbook(data, nama)
    lapor("Mencari tabel")
    tabel, daftar = tables.locate_tables(buku)
    hasil = CheckResult(nama, hashlib.sha256(data).hexdigest(), "", buku.contoh, [*buku.temuan, *daftar], tabel)
    hasil.quarter_candidates = quarter.guess_quarters(buku)
    hasil.dilewati = [(t.lembar, baris, alasan) for t in tabel for baris, alasan in t.dilewati]
    hasil.dasar = gudang.terkini()
    hasil.kunci = gudang.read_secret() or secrets.token_bytes(32)
    hasil.answers_given = dict(jawaban or {})
    _settle_quarter(hasil, periode, hari_ini or dt.date.today())
    if hasil.periode and tabel:
        hasil.found_tables, salah, lain = recap_quarters.take_quarter(tabel, hasil.periode)
        hasil.temuan += salah
        hasil.dilewati += lain
        sejarah = _open_history(hasil, gudang)
        kerja = _CheckWork(hasil, acuan, sejarah, Questionnaire(jawaban, sejarah.read_answers()))
        _read_rows(kerja, lapor)
        _recognise_rows(kerja, lapor)
        _take_questions(kerja)
        if not any(t.berat == WRONG for t in hasil.temuan):
            lapor("Membandingkan dengan yang terbit")
            hasil.perubahan = compare.compare(hasil, gudang, acuan)
            hasil.temuan += compare.find_gates(hasil, gudang, acuan)
    hasil.temuan = shorten_findings(hasil.temuan)
    return hasil


def _settle_quarter(hasil: CheckResult, diminta: str | None, hari_ini: dt.date) -> None:
    """The quarter asked for, else the best guess; a title that names another one is a finding.

    A rekap of several quarters names them itself: its title may say "2021 s.d. 2023".
    """
    hasil.triwulan_rekap = recap_quarters.list_quarters(hasil.found_tables)
    rekap = hasil.triwulan_rekap if all(t.jenis in SUPPLEMENTARY_KINDS for t in hasil.found_tables) else []
    tertulis = [k for k in hasil.quarter_candidates if quarter.is_strong(k)]
    hasil.quarter_candidates = hasil.quarter_candidates or [(p, triwulan.say_quarter(p), "tabel rekap") for p in rekap]
    hasil.periode = diminta or (hasil.quarter_candidates[0][0] if hasil.quarter_candidates else "")
    if not hasil.periode:
        hasil.temuan.append(make_finding("periode_tidak_jelas"))
        return
    if tertulis and hasil.periode not in {p for p, _, _ in tertulis} | set(rekap):
        lain, isi, di_mana = tertulis[0]
        lembar, sel = quarter.split_place(di_mana)
        bagian = {"tertulis": triwulan.say_quarter(lain), "dipilih": triwulan.say_quarter(hasil.periode)}
        hasil.temuan.append(make_finding("periode_berbeda", lembar, sel, isi, **bagian))
    if triwulan.find_end(hasil.periode) > hari_ini:
        hasil.temuan.append(make_finding("periode_mendatang", dipilih=triwulan.say_quarter(hasil.periode)))


def _take_questions(kerja: _CheckWork) -> None:
    tanya = kerja.questionnaire
    kerja.hasil.pertanyaan = list(tanya.pertanyaan.values())
    kerja.hasil.answers_used = [j for _, j in sorted(tanya.answers_used.items())]
    kerja.hasil.temuan += tanya.list_refused()


def _open_history(hasil: CheckResult, gudang: Store) -> History:
    mulai_kosong = hasil.dasar is None or compare.starts_real_data(hasil, gudang)
    return History(None if mulai_kosong else gudang.open_version(hasil.dasar), hasil.periode)  # type: ignore[arg-type]


def _read_rows(kerja: _CheckWork, lapor: StageReporter) -> None:
    """Type the cells of every table, find its areas, and put tables of one kind under one another."""
    lapor("Membaca angka, tanggal dan wilayah")
    wilayah = kerja.acuan.kelurahan
    kerja.kelurahan = dict(zip(wilayah["kode_kelurahan"], wilayah["kelurahan"], strict=True))
    per_jenis: dict[str, list[tuple[FoundTable, pd.DataFrame]]] = {}
    for tabel in kerja.hasil.found_tables:
        if supplement.is_left_out(tabel):
            continue
        per_jenis.setdefault(tabel.jenis, []).append((tabel, _type_table(kerja, tabel)))
    for jenis, pasangan in per_jenis.items():
        kerja.letak[jenis] = make_locator(t for t, _ in pasangan)
        kerja.baris[jenis] = pd.concat([add_place(df, t) for t, df in pasangan], ignore_index=True)


def _type_table(kerja: _CheckWork, tabel: FoundTable) -> pd.DataFrame:
    if tabel.jenis in SUPPLEMENTARY_KINDS:
        df, salah = supplement.read_table(tabel, kerja.acuan, kerja.questionnaire)
        kerja.hasil.temuan += salah
        return df
    df, salah = normalise.normalise_table(tabel)
    if tabel.jumlah:
        jumlah, _ = normalise.normalise_table(validate.make_total_rows(tabel))
        salah += validate.check_totals(df, tabel, jumlah)
    wajib = SHEET_KINDS[tabel.jenis]["kelurahan"].wajib
    df, salah_wilayah = areas.match_area(df, tabel, kerja.acuan, wajib, kerja.questionnaire)
    kerja.hasil.temuan += salah + salah_wilayah
    return df


def _recognise_rows(kerja: _CheckWork, lapor: StageReporter) -> None:
    """Tell cooperatives, groups and people, and check each kind; the result is what would be published."""
    lapor("Mengenali koperasi, kelompok dan peserta")
    langkah = {
        "koperasi": _recognise_cooperatives,
        "kelompok": _recognise_groups,
        "pelatihan": _recognise_trainings,
        "pendampingan": _recognise_visits,
    }
    kelompok = kerja.history.groups()
    register = kerja.history.register()
    for jenis, kerjakan in langkah.items():
        if jenis not in kerja.baris:
            continue
        df, baru = kerjakan(kerja, register, kelompok)
        kerja.hasil.tabel[jenis] = df
        if jenis == "koperasi":
            register = df
        else:
            kelompok = pd.concat([kelompok, baru], ignore_index=True)
    for jenis in SUPPLEMENTARY_KINDS:
        if jenis in kerja.baris:
            _settle_supplementary(kerja, jenis, register)
    if not kerja.hasil.tabel and not any(t.berat == WRONG for t in kerja.hasil.temuan):
        kerja.hasil.temuan.append(make_finding("tidak_ada_yang_terbit"))


def _recognise_cooperatives(
    kerja: _CheckWork, _register: pd.DataFrame, _kelompok: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    letak = kerja.letak["koperasi"]
    df, salah = cooperatives.match_register(
        kerja.baris["koperasi"], letak, kerja.history.read_identities(), kerja.kelurahan, kerja.questionnaire
    )
    df, tak_sesuai = validate.check_register(
        df, letak, kerja.hasil.periode, kerja.acuan.settings, kerja.history.money()
    )
    kerja.hasil.temuan += salah + tak_sesuai
    return df, pd.DataFrame()


def _recognise_groups(
    kerja: _CheckWork, _register: pd.DataFrame, kelompok: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    df, salah = cooperatives.match_groups(kerja.baris["kelompok"], kerja.letak["kelompok"], kelompok)
    kerja.hasil.temuan += salah
    return df, df[["kelompok_id", "nama_kelompok", "kode_kelurahan"]]


def _recognise_trainings(
    kerja: _CheckWork, register: pd.DataFrame, kelompok: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    letak = kerja.letak["pelatihan"]
    df, salah, baru = cooperatives.match_targets(
        kerja.baris["pelatihan"], "asal", letak, register, kelompok, kerja.kelurahan, kerja.questionnaire
    )
    df = people.add_participant_ids(df, kerja.hasil.kunci)
    salah += validate.check_trainings(df, letak, kerja.hasil.periode)
    df, ganda, dilewati = people.drop_repeated_people(df, letak)
    kerja.hasil.temuan += salah + ganda
    kerja.hasil.dilewati += dilewati
    return people.drop_personal(df, "pelatihan"), baru


def _recognise_visits(
    kerja: _CheckWork, register: pd.DataFrame, kelompok: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    letak = kerja.letak["pendampingan"]
    df, salah, baru = cooperatives.match_targets(
        kerja.baris["pendampingan"], "sasaran", letak, register, kelompok, kerja.kelurahan, kerja.questionnaire
    )
    salah += validate.check_visits(df, letak, kerja.hasil.periode)
    df, ganda, dilewati = people.drop_repeated_visits(df, letak)
    kerja.hasil.temuan += salah + ganda
    kerja.hasil.dilewati += dilewati
    return df, baru


def _settle_supplementary(kerja: _CheckWork, jenis: str, register: pd.DataFrame) -> None:
    hasil = kerja.hasil
    triwulan_ini = hasil.tabel.get("koperasi", kerja.history.read_register_now() if jenis == "rekap" else None)
    df, salah, dilewati = supplement.settle_kind(
        jenis, kerja.baris[jenis], kerja.letak[jenis], hasil.periode, kerja.acuan, register, triwulan_ini
    )
    hasil.temuan += salah
    hasil.dilewati += dilewati
    if len(df):
        hasil.tabel[jenis] = df
