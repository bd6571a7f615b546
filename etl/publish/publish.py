"""Publish a checked workbook as the next version, and bring an older version back.

The order makes a kill at any moment harmless: workbook archived, next version built beside the
others, its record archived, file renamed, and only then the pointer replaced. A publisher that fails takes back
what it wrote; what a killed one left is completed or set aside by the next (`Gudang.settle`).
"""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import Any

import duckdb

from etl import indikator, personal, rules, run
from etl.acuan import Reference, load_reference
from etl.checks import compare
from etl.match import answers
from etl.model import CheckResult
from etl.pesan import GATES, STARTS_REAL_DATA, WRONG, Finding
from etl.release import read_release
from etl.store import load
from etl.store.attach import create_file, list_tables, quote_name, quote_names
from etl.store.records import Record, hash_key
from etl.store.versions import ParticipantKeyLost, Store, StoreDamaged

WITHDRAWAL = "cabut ejaan"
# The ledger: it only grows, whatever is restored.
_LEDGER_TABLES = ("unggahan", "unggahan_lembar", "unggahan_kolom", "temuan")


class NotPublishable(Exception):
    """Findings block the publication; `temuan` says which."""

    def __init__(self, temuan: list[Finding]) -> None:
        super().__init__("; ".join(t.pesan for t in temuan[:3]))
        self.temuan = temuan


def publish_workbook(
    hasil: CheckResult,
    data: bytes,
    oleh: str,
    alasan: str = "",
    mulai_data_asli: bool = False,
    gudang: Store | None = None,
    acuan: Reference | None = None,
    waktu: dt.datetime | None = None,
) -> int:
    """Publish the workbook and return the number of the version that holds it.

    The same workbook for the same quarter again changes nothing and returns the current number.
    Raises TidakDapatTerbit, SedangDipakai (another publisher) or GudangRusak (disk, folder).
    """
    gudang, acuan = gudang or Store(), acuan or load_reference()
    with gudang.kunci():
        _make_ready(gudang)
        check_key(gudang)
        if gudang.terkini() != hasil.dasar or gudang.read_secret() not in (None, hasil.kunci):
            # somebody published since this was checked
            jawaban = hasil.answers_given
            hasil = run.check_workbook(
                data, hasil.nama_berkas, hasil.periode, gudang=gudang, acuan=acuan, jawaban=jawaban
            )
        _refuse(hasil, alasan, mulai_data_asli)
        kini = gudang.terkini()
        if kini is not None and compare.is_republication(gudang.open_version(kini), hasil):
            return kini
        catatan: Record = {
            "tindakan": "terbit", "oleh": oleh, "periode": hasil.periode, "keterangan": f"{hasil.nama_berkas}{f': {alasan}' if alasan else ''}",
            "nama_berkas": hasil.nama_berkas, "sha256": hasil.sha256, "alasan": alasan,
            "mulai_data_asli": mulai_data_asli, "jawaban": answers.make_record(hasil.answers_used),
        }  # fmt: skip
        return _make_next_version(gudang, acuan, catatan, waktu, hasil, data)


def restore_version(
    nomor: int,
    oleh: str,
    alasan: str = "",
    gudang: Store | None = None,
    acuan: Reference | None = None,
    waktu: dt.datetime | None = None,
) -> int:
    """Publish the data of an older version again. Raises KeyError when there is no such version."""
    gudang, acuan = gudang or Store(), acuan or load_reference()
    with gudang.kunci():
        _make_ready(gudang)
        if nomor not in gudang.nomor():
            raise KeyError(nomor)
        _check_whole(gudang, nomor)
        keterangan = f"memulihkan versi {nomor}" + (f": {alasan}" if alasan else "")
        catatan = {"tindakan": "pulihkan", "oleh": oleh, "keterangan": keterangan, "alasan": alasan, "dari": nomor}
        return _make_next_version(gudang, acuan, catatan, waktu)


def withdraw_answer(
    kunci: str,
    oleh: str,
    alasan: str = "",
    gudang: Store | None = None,
    acuan: Reference | None = None,
    waktu: dt.datetime | None = None,
) -> int:
    """Withdraw a remembered answer: later checks ask again. Published rows stay as they are.

    A publication of its own, so that the ledger says who did it. Raises KeyError when no such answer is in force.
    """
    gudang, acuan = gudang or Store(), acuan or load_reference()
    with gudang.kunci():
        _make_ready(gudang)
        kini = gudang.terkini()
        jawaban = None if kini is None else answers.find_in_force(gudang.open_version(kini), kunci)
        if jawaban is None:
            raise KeyError(kunci)
        keterangan = f"“{jawaban['isi']}” = {jawaban['label']}" + (f": {alasan}" if alasan else "")
        catatan = {"tindakan": WITHDRAWAL, "oleh": oleh, "keterangan": keterangan, "alasan": alasan, "kunci": kunci}
        return _make_next_version(gudang, acuan, catatan, waktu)


def replay_record(catatan: Record, data: bytes, hasil: CheckResult, gudang: Store, acuan: Reference) -> int:
    """Publish a workbook again as its record says. Gates are not asked: they ask people, and were answered then.

    Raises TidakDapatTerbit when today's release cannot read it.
    """
    with gudang.kunci():
        _make_ready(gudang)
        _refuse(hasil, "sudah dijawab", mulai_data_asli=True)
        isi = {k: v for k, v in catatan.items() if k not in ("nomor", "waktu", "sha256_terbitan", "rilis")}
        return _make_next_version(gudang, acuan, isi, dt.datetime.fromisoformat(catatan["waktu"]), hasil, data)


def record_rebuild(
    gudang: Store,
    isi: Path,
    beda: list[str],
    waktu: dt.datetime | None = None,
    tindakan: str = "bangun ulang",
    oleh: str = "sistem",
) -> int:
    """Publish a file that was rebuilt from the archive, or whose masking is to be noted. The caller holds the lock."""
    kini = gudang.terkini()
    nomor = (kini or 0) + 1
    saat = _choose_time(gudang, kini, waktu)
    try:
        con = create_file(gudang.copy_to_draft(isi, nomor))
        baris = [nomor, saat, oleh, tindakan, None, None, " ".join(beda)]
        con.execute("insert into terbitan values (?, ?, ?, ?, ?, ?, ?)", baris)
        con.execute("checkpoint")
        con.close()
        catatan = {"nomor": nomor, "waktu": saat.isoformat(), "oleh": oleh, "tindakan": tindakan, "beda": beda}
        _make_current(gudang, catatan)
    except OSError as salah:
        gudang.discard(nomor)
        raise StoreDamaged(
            f"Terbitan tidak dapat ditulis ({salah.strerror}). {_say_consequence(gudang, nomor)}"
        ) from salah
    return nomor


def check_key(gudang: Store) -> None:
    """Refuse to go on without the participant key under which people were counted so far. Raises ParticipantKeyLost."""
    kunci, sidik = gudang.read_secret(), gudang.records.key_fingerprints()
    if kunci is not None and (not sidik or hash_key(kunci) in sidik):
        return
    if kunci is None and not sidik and not any(_has_participants(gudang, n) for n in gudang.numbers().files):
        return
    salah = "hilang atau rusak" if kunci is None else "bukan yang dipakai pada terbitan sebelumnya"
    raise ParticipantKeyLost(
        f"Kunci peserta ({gudang.folder / 'kunci'}) {salah}; tanpa kunci itu orang yang sama terhitung dua kali. "
        "Salin kembali berkas “kunci” dari cadangan terakhir (folder tujuan backup), lalu ulangi. "
        "Data yang terbit tidak berubah."
    )


def _has_participants(gudang: Store, nomor: int) -> bool:
    try:
        return bool(gudang.open_version(nomor).execute("from pelatihan_peserta limit 1").fetchall())
    except (KeyError, StoreDamaged, duckdb.Error):
        return False  # beyond the pointer or damaged: it says nothing


def _make_ready(gudang: Store) -> None:
    """The folder settled, and the current version as it was published: nothing is built upon a damage."""
    gudang.settle()
    _check_whole(gudang, gudang.terkini())


def _check_whole(gudang: Store, nomor: int | None) -> None:
    if nomor is not None and not gudang.is_whole(nomor):
        raise StoreDamaged(f"Berkas versi {nomor} rusak atau berubah sejak diterbitkan. Jalankan rebuild. "
                          "Data yang terbit tidak berubah.")  # fmt: skip


def _refuse(hasil: CheckResult, alasan: str, mulai_data_asli: bool) -> None:
    """Raise when a finding blocks that neither a reason nor the confirmation answers."""
    terjawab = (*(GATES if alasan.strip() else ()), *([STARTS_REAL_DATA] if mulai_data_asli else ()))
    sisa = [t for t in hasil.temuan if t.berat == WRONG and t.kode not in terjawab]
    if sisa or not hasil.tabel:
        raise NotPublishable(sisa)


def _make_next_version(
    gudang: Store,
    acuan: Reference,
    catatan: dict[str, Any],
    waktu: dt.datetime | None,
    hasil: CheckResult | None = None,
    data: bytes = b"",
) -> int:
    """Build, make durable and point at the next version. The caller holds the lock."""
    kini = gudang.terkini()
    nomor = (kini or 0) + 1
    try:
        gudang.begin()
        catatan = {
            "nomor": nomor,
            "waktu": _choose_time(gudang, kini, waktu).isoformat(),
            **personal.mask_record(catatan),
        }
        if hasil is not None:
            gudang.save_secret(hasil.kunci)
            catatan["sidik_kunci"] = hash_key(hasil.kunci)
            catatan["berkas"] = archive_workbook(gudang, data, hasil)
        _build_file(gudang, acuan, catatan, kini, hasil)
        _make_current(gudang, catatan)
        gudang.prune(acuan.settings["terbitan"]["simpan_versi"])
    except OSError as salah:
        gudang.discard(nomor)
        raise StoreDamaged(
            f"Terbitan tidak dapat ditulis ({salah.strerror}). {_say_consequence(gudang, nomor)}"
        ) from salah
    except duckdb.Error as salah:
        gudang.discard(nomor)
        raise StoreDamaged(f"Terbitan tidak dapat dibangun ({salah}). Data yang terbit tidak berubah.") from salah
    return nomor


def _say_consequence(gudang: Store, nomor: int) -> str:
    if gudang.terkini() == nomor:  # readers see it already; only the disk would not confirm
        return f"Versi {nomor} sudah terbit, tetapi belum pasti tahan mati listrik. Periksa diska."
    return "Data yang terbit tidak berubah."


def _make_current(gudang: Store, catatan: Record) -> None:
    """Archive the record of a finished draft, then let the pointer name it."""
    nomor = catatan["nomor"]
    sementara = gudang.draft(nomor)
    gudang.records.write({**catatan, "rilis": read_release(), "sha256_terbitan": gudang.seal(sementara)})
    gudang.make_current(sementara, nomor)


def archive_workbook(gudang: Store, data: bytes, hasil: CheckResult) -> str:
    """Keep the untouched workbook as <sha256>.<ending>; returns the file name."""
    akhiran = os.path.splitext(hasil.nama_berkas)[1].lower() or ".xlsx"
    nama = hasil.sha256 + akhiran
    gudang.archive(nama, data, hasil.sha256)
    return nama


def _choose_time(gudang: Store, kini: int | None, waktu: dt.datetime | None) -> dt.datetime:
    """Now, but never before the last entry of the ledger, whatever the clock says."""
    waktu = waktu or dt.datetime.now().replace(microsecond=0)
    if kini is None:
        return waktu
    terakhir: dt.datetime = gudang.open_version(kini).execute("select max(waktu) from terbitan").fetchall()[0][0]
    return max(waktu, terakhir)


def _build_file(
    gudang: Store, acuan: Reference, catatan: dict[str, Any], kini: int | None, hasil: CheckResult | None
) -> None:
    nomor, waktu = catatan["nomor"], dt.datetime.fromisoformat(catatan["waktu"])
    mulai = kini is None or (hasil is not None and compare.starts_real_data(hasil, gudang))
    dari = None if mulai else catatan.get("dari", kini)
    con = _start_file(gudang, acuan, nomor, dari)
    rules.install_rules(con)
    # A file of an earlier release is taken over without its indicators: then all quarters are computed.
    disalin = bool(con.execute("from indikator limit 1").fetchall())
    try:
        if kini is not None and dari != kini:
            _bring_ledger(con, gudang, kini, hanya_terbitan=mulai)
        con.execute("begin")
        if hasil is not None:
            load.record_upload(con, hasil, nomor, waktu, catatan["oleh"], catatan["alasan"])
            answers.store(con, catatan["jawaban"], nomor, waktu, catatan["oleh"])
            load.replace_quarter(con, hasil, nomor)
            load.refresh_reference(con, acuan)
            indikator.compute_indicators(con, acuan, sejak=hasil.periode if disalin else None)
        else:
            if "kunci" in catatan:
                answers.withdraw(con, catatan["kunci"], waktu, catatan["oleh"])
            load.refresh_reference(con, acuan)
            indikator.compute_indicators(con, acuan)
        con.execute(
            "insert into terbitan values (?, ?, ?, ?, ?, ?, ?)",
            [nomor, waktu, catatan["oleh"], catatan["tindakan"], catatan.get("periode"),
             nomor if hasil is not None else None, catatan["keterangan"]],
        )  # fmt: skip
        con.execute("commit")
        con.execute("checkpoint")
    finally:
        con.close()


def _start_file(gudang: Store, acuan: Reference, nomor: int, dari: int | None) -> duckdb.DuckDBPyConnection:
    """A writable draft with the content of version `dari`: a copy where the tables are still declared alike."""
    if dari is not None and gudang.has_current_format(dari) and _has_same_tables(gudang, acuan, dari):
        return gudang.start_file(nomor, dari)
    con = gudang.start_file(nomor)
    load.create_tables(con, acuan)
    if dari is not None:  # written by an earlier release: take over by column name
        gudang.attach(con, dari, "lama")
        lama = list_tables(con, "lama")
        for tabel, kolom in list_tables(con, None).items():
            bersama = [k for k in kolom if k in lama.get(tabel, {})]
            if bersama and tabel not in ("wilayah", "indikator_definisi", "indikator"):
                nama = quote_name(tabel)
                con.execute(f"insert into {nama} by name select {quote_names(bersama)} from lama.{nama}")
        con.execute("detach lama")
    return con


def _bring_ledger(con: duckdb.DuckDBPyConnection, gudang: Store, kini: int, hanya_terbitan: bool) -> None:
    """Complete the ledger from the current version; of invented uploads only the publications stay listed."""
    gudang.attach(con, kini, "kini")
    con.execute("delete from terbitan")
    con.execute("insert into terbitan by name from kini.terbitan")
    for tabel in () if hanya_terbitan else _LEDGER_TABLES:
        nama = quote_name(tabel)
        con.execute(
            f"insert into {nama} by name from kini.{nama} where unggahan_id not in (select unggahan_id from {nama})"
        )
    if not hanya_terbitan:
        answers.carry_over(con, "kini")
    con.execute("detach kini")


def _has_same_tables(gudang: Store, acuan: Reference, nomor: int) -> bool:
    contoh = duckdb.connect(":memory:")
    try:
        load.create_tables(contoh, acuan)
        return list_tables(contoh, None) == list_tables(gudang.open_version(nomor), None)
    finally:
        contoh.close()
