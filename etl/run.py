"""The stages in order: from the bytes of a workbook to what would be published, and every finding on the way."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from etl import periode as triwulan
from etl.acuan import Acuan, load_acuan
from etl.cells.place import Letak, locator, with_place
from etl.checks import compare, supplement
from etl.locate import quarter, recap_quarters, tables
from etl.match.history import History
from etl.match.questions import TanyaJawab
from etl.model import Hasil, Tabel
from etl.pesan import SALAH, ringkas, temuan
from etl.read import masking, workbook
from etl.skema import LEMBAR
from etl.stages import STAGES, Context, settle
from etl.store.versions import Gudang

Lapor = Callable[[str], None]


@dataclass
class _Kerja:
    """One check on its way through the stages."""

    hasil: Hasil
    context: Context
    baris: dict[str, pd.DataFrame] = field(default_factory=dict)  # jenis -> rows of all its tables
    letak: dict[str, Letak] = field(default_factory=dict)


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
    buku = workbook.read_workbook(data, nama)
    rahasia = masking.hide(buku)  # from here on no stage sees a number of a person
    lapor("Mencari tabel")
    tabel, daftar = tables.locate(buku)
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
        kerja = _Kerja(hasil, _context(hasil, gudang, acuan))
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
    rekap = hasil.triwulan_rekap if all(LEMBAR[t.jenis].pelengkap for t in hasil.tabel_temu) else []
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
    tanya = kerja.context.tanya
    kerja.hasil.pertanyaan = list(tanya.pertanyaan.values())
    kerja.hasil.jawaban_terpakai = [j for _, j in sorted(tanya.terpakai.items())]
    kerja.hasil.temuan += tanya.refused()


def _context(hasil: Hasil, gudang: Gudang, acuan: Acuan) -> Context:
    sejarah, wilayah = _history(hasil, gudang), acuan.kelurahan
    return Context(
        hasil.periode, hasil.kunci, acuan, sejarah, TanyaJawab(hasil.jawaban_diberikan, sejarah.answers()),
        kelurahan=dict(zip(wilayah["kode_kelurahan"], wilayah["kelurahan"], strict=True)),
        register=sejarah.register(), kelompok=sejarah.groups(),
    )  # fmt: skip


def _history(hasil: Hasil, gudang: Gudang) -> History:
    mulai_kosong = hasil.dasar is None or compare.starts_real_data(hasil, gudang)
    return History(None if mulai_kosong else gudang.buka(hasil.dasar), hasil.periode)  # type: ignore[arg-type]


def _read_rows(kerja: _Kerja, lapor: Lapor) -> None:
    """Type the cells of every table, find its areas, and put tables of one kind under one another."""
    lapor("Membaca angka, tanggal dan wilayah")
    per_jenis: dict[str, list[tuple[Tabel, pd.DataFrame]]] = {}
    for tabel in kerja.hasil.tabel_temu:
        if supplement.is_left_out(tabel):
            continue
        df, salah = STAGES[tabel.jenis].read(tabel, kerja.context)
        kerja.hasil.temuan += salah
        per_jenis.setdefault(tabel.jenis, []).append((tabel, df))
    for jenis, pasangan in per_jenis.items():
        kerja.letak[jenis] = locator(t for t, _ in pasangan)
        kerja.baris[jenis] = pd.concat([with_place(df, t) for t, df in pasangan], ignore_index=True)


def _recognise(kerja: _Kerja, lapor: Lapor) -> None:
    """Tell cooperatives, groups and people, and check each kind; the result is what would be published."""
    lapor("Mengenali koperasi, kelompok dan peserta")
    hasil = kerja.hasil
    for jenis in (j for j in STAGES if j in kerja.baris):
        selesai = settle(jenis, kerja.baris[jenis], kerja.letak[jenis], kerja.context)
        hasil.temuan += selesai.findings
        hasil.dilewati += selesai.left_out
        if len(selesai.rows) or not LEMBAR[jenis].pelengkap:
            hasil.tabel[jenis] = selesai.rows
    if not hasil.tabel and not any(t.berat == SALAH for t in hasil.temuan):
        hasil.temuan.append(temuan("tidak_ada_yang_terbit"))
