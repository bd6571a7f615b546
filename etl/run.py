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
from etl.cells.place import CellLocator, add_place, make_locator
from etl.checks import compare, supplement
from etl.locate import quarter, recap_quarters, tables
from etl.match.history import History
from etl.match.questions import Questionnaire
from etl.model import CheckResult, FoundTable
from etl.pesan import WRONG, make_finding, shorten_findings
from etl.read import masking, workbook
from etl.skema import SHEET_KINDS
from etl.stages import STAGES, Context, settle_kind
from etl.store.versions import Store

StageReporter = Callable[[str], None]


@dataclass
class _CheckWork:
    """One check on its way through the stages."""

    hasil: CheckResult
    context: Context
    baris: dict[str, pd.DataFrame] = field(default_factory=dict)  # jenis -> rows of all its tables
    letak: dict[str, CellLocator] = field(default_factory=dict)


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
    rahasia = masking.hide(buku)  # from here on no stage sees a number of a person
    lapor("Mencari tabel")
    tabel, daftar = tables.locate_tables(buku)
    masking.settle(tabel, rahasia)
    daftar = [*buku.temuan, *daftar, *masking.findings(rahasia)]
    hasil = CheckResult(buku.nama_berkas, hashlib.sha256(data).hexdigest(), "", buku.contoh, daftar, tabel)
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
        kerja = _CheckWork(hasil, _make_context(hasil, gudang, acuan))
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
    rekap = hasil.triwulan_rekap if all(SHEET_KINDS[t.jenis].is_supplementary for t in hasil.found_tables) else []
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
    tanya = kerja.context.questionnaire
    kerja.hasil.pertanyaan = list(tanya.pertanyaan.values())
    kerja.hasil.answers_used = [j for _, j in sorted(tanya.answers_used.items())]
    kerja.hasil.temuan += tanya.list_refused()


def _make_context(hasil: CheckResult, gudang: Store, acuan: Reference) -> Context:
    sejarah, wilayah = _open_history(hasil, gudang), acuan.kelurahan
    return Context(
        hasil.periode, hasil.kunci, acuan, sejarah, Questionnaire(hasil.answers_given, sejarah.read_answers()),
        kelurahan=dict(zip(wilayah["kode_kelurahan"], wilayah["kelurahan"], strict=True)),
        register=sejarah.register(), kelompok=sejarah.groups(),
    )  # fmt: skip


def _open_history(hasil: CheckResult, gudang: Store) -> History:
    mulai_kosong = hasil.dasar is None or compare.starts_real_data(hasil, gudang)
    return History(None if mulai_kosong else gudang.open_version(hasil.dasar), hasil.periode)  # type: ignore[arg-type]


def _read_rows(kerja: _CheckWork, lapor: StageReporter) -> None:
    """Type the cells of every table, find its areas, and put tables of one kind under one another."""
    lapor("Membaca angka, tanggal dan wilayah")
    per_jenis: dict[str, list[tuple[FoundTable, pd.DataFrame]]] = {}
    for tabel in kerja.hasil.found_tables:
        if supplement.is_left_out(tabel):
            continue
        df, salah = STAGES[tabel.jenis].read(tabel, kerja.context)
        kerja.hasil.temuan += salah
        per_jenis.setdefault(tabel.jenis, []).append((tabel, df))
    for jenis, pasangan in per_jenis.items():
        kerja.letak[jenis] = make_locator(t for t, _ in pasangan)
        kerja.baris[jenis] = pd.concat([add_place(df, t) for t, df in pasangan], ignore_index=True)


def _recognise_rows(kerja: _CheckWork, lapor: StageReporter) -> None:
    """Tell cooperatives, groups and people, and check each kind; the result is what would be published."""
    lapor("Mengenali koperasi, kelompok dan peserta")
    hasil = kerja.hasil
    for jenis in (j for j in STAGES if j in kerja.baris):
        selesai = settle_kind(jenis, kerja.baris[jenis], kerja.letak[jenis], kerja.context)
        hasil.temuan += selesai.findings
        hasil.dilewati += selesai.left_out
        if len(selesai.rows) or not SHEET_KINDS[jenis].is_supplementary:
            hasil.tabel[jenis] = selesai.rows
    if not hasil.tabel and not any(t.berat == WRONG for t in hasil.temuan):
        hasil.temuan.append(make_finding("tidak_ada_yang_terbit"))
