"""Publish a checked workbook as the next version, and bring an older version back.

The order makes a kill at any moment harmless: workbook archived, next version built beside the
others, its record archived, file renamed, and only then the pointer replaced.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import shutil
from pathlib import Path
from typing import Any

import duckdb

from etl import aliases, compare, indikator, load, rules, run
from etl.acuan import Acuan, load_acuan
from etl.gudang import Gudang, GudangRusak, sync_file, write_atomic
from etl.model import Hasil
from etl.pesan import GERBANG, MULAI_DATA_ASLI, SALAH, Temuan

CABUT = "cabut ejaan"
# The ledger: it only grows, whatever is restored.
_BUKU_BESAR = ("unggahan", "unggahan_lembar", "unggahan_kolom", "temuan")


class TidakDapatTerbit(Exception):
    """Findings block the publication; `temuan` says which."""

    def __init__(self, temuan: list[Temuan]) -> None:
        super().__init__("; ".join(t.pesan for t in temuan[:3]))
        self.temuan = temuan


def publish(
    hasil: Hasil,
    data: bytes,
    oleh: str,
    alasan: str = "",
    mulai_data_asli: bool = False,
    gudang: Gudang | None = None,
    acuan: Acuan | None = None,
    waktu: dt.datetime | None = None,
) -> int:
    """Publish the workbook and return the number of the version that holds it.

    The same workbook for the same quarter again changes nothing and returns the current number.
    Raises TidakDapatTerbit, SedangDipakai (another publisher) or GudangRusak (disk, folder).
    """
    gudang, acuan = gudang or Gudang(), acuan or load_acuan()
    with gudang.kunci():
        if gudang.terkini() != hasil.dasar or gudang.kunci_peserta() not in (None, hasil.kunci):
            # somebody published since this was checked
            jawaban = hasil.jawaban_diberikan
            hasil = run.check(data, hasil.nama_berkas, hasil.periode, gudang=gudang, acuan=acuan, jawaban=jawaban)
        _refuse(hasil, alasan, mulai_data_asli)
        kini = gudang.terkini()
        if kini is not None and compare.is_republication(gudang.buka(kini), hasil):
            return kini
        catatan = {
            "tindakan": "terbit", "oleh": oleh, "periode": hasil.periode, "keterangan": f"{hasil.nama_berkas}{f': {alasan}' if alasan else ''}",
            "nama_berkas": hasil.nama_berkas, "sha256": hasil.sha256, "alasan": alasan,
            "mulai_data_asli": mulai_data_asli, "jawaban": aliases.as_record(hasil.jawaban_terpakai),
        }  # fmt: skip
        return _next_version(gudang, acuan, catatan, waktu, hasil, data)


def restore(
    nomor: int,
    oleh: str,
    alasan: str = "",
    gudang: Gudang | None = None,
    acuan: Acuan | None = None,
    waktu: dt.datetime | None = None,
) -> int:
    """Publish the data of an older version again. Raises KeyError when there is no such version."""
    gudang, acuan = gudang or Gudang(), acuan or load_acuan()
    with gudang.kunci():
        if nomor not in gudang.nomor():
            raise KeyError(nomor)
        keterangan = f"memulihkan versi {nomor}" + (f": {alasan}" if alasan else "")
        catatan = {"tindakan": "pulihkan", "oleh": oleh, "keterangan": keterangan, "alasan": alasan, "dari": nomor}
        return _next_version(gudang, acuan, catatan, waktu)


def withdraw_answer(
    kunci: str,
    oleh: str,
    alasan: str = "",
    gudang: Gudang | None = None,
    acuan: Acuan | None = None,
    waktu: dt.datetime | None = None,
) -> int:
    """Withdraw a remembered answer: later checks ask again. Published rows stay as they are.

    A publication of its own, so that the ledger says who did it. Raises KeyError when no such answer is in force.
    """
    gudang, acuan = gudang or Gudang(), acuan or load_acuan()
    with gudang.kunci():
        kini = gudang.terkini()
        jawaban = None if kini is None else aliases.in_force(gudang.buka(kini), kunci)
        if jawaban is None:
            raise KeyError(kunci)
        keterangan = f"“{jawaban['isi']}” = {jawaban['label']}" + (f": {alasan}" if alasan else "")
        catatan = {"tindakan": CABUT, "oleh": oleh, "keterangan": keterangan, "alasan": alasan, "kunci": kunci}
        return _next_version(gudang, acuan, catatan, waktu)


def record_rebuild(gudang: Gudang, isi: Path, beda: list[str], waktu: dt.datetime | None = None) -> int:
    """Publish a file that was rebuilt from the archive. The caller holds the lock."""
    kini = gudang.terkini()
    nomor = (kini or 0) + 1
    saat = _now(gudang, kini, waktu)
    sementara = gudang.path(nomor).with_suffix(".duckdb.sedang")
    shutil.copyfile(isi, sementara)
    con = duckdb.connect(str(sementara))
    baris = [nomor, saat, "sistem", "bangun ulang", None, None, " ".join(beda)]
    con.execute("insert into terbitan values (?, ?, ?, ?, ?, ?, ?)", baris)
    con.execute("checkpoint")
    con.close()
    catatan = {"nomor": nomor, "waktu": saat.isoformat(), "oleh": "sistem", "tindakan": "bangun ulang", "beda": beda}
    _make_current(gudang, sementara, catatan)
    return nomor


def _refuse(hasil: Hasil, alasan: str, mulai_data_asli: bool) -> None:
    """Raise when a finding blocks that neither a reason nor the confirmation answers."""
    terjawab = (*(GERBANG if alasan.strip() else ()), *([MULAI_DATA_ASLI] if mulai_data_asli else ()))
    sisa = [t for t in hasil.temuan if t.berat == SALAH and t.kode not in terjawab]
    if sisa or not hasil.tabel:
        raise TidakDapatTerbit(sisa)


def _next_version(
    gudang: Gudang,
    acuan: Acuan,
    catatan: dict[str, Any],
    waktu: dt.datetime | None,
    hasil: Hasil | None = None,
    data: bytes = b"",
) -> int:
    """Build, make durable and point at the next version. The caller holds the lock."""
    kini = gudang.terkini()
    nomor = (kini or 0) + 1
    try:
        for sisa in gudang.sisa():
            sisa.unlink()
        if hasil is not None:
            gudang.simpan_kunci_peserta(hasil.kunci)
        catatan = {"nomor": nomor, "waktu": _now(gudang, kini, waktu).isoformat(), **catatan}
        if hasil is not None:
            catatan["berkas"] = archive(gudang, data, hasil)
        sementara = gudang.path(nomor).with_suffix(".duckdb.sedang")
        _build(gudang, acuan, catatan, sementara, kini, hasil)
        _make_current(gudang, sementara, catatan)
        gudang.pangkas(acuan.pengaturan["terbitan"]["simpan_versi"])
    except OSError as salah:
        if gudang.terkini() == nomor:  # readers see it already; only the disk would not confirm
            akibat = f"Versi {nomor} sudah terbit, tetapi belum pasti tahan mati listrik. Periksa diska."
        else:
            akibat = "Data yang terbit tidak berubah."
        raise GudangRusak(f"Terbitan tidak dapat ditulis ({salah.strerror}). {akibat}") from salah
    except duckdb.Error as salah:
        raise GudangRusak(f"Terbitan tidak dapat dibangun ({salah}). Data yang terbit tidak berubah.") from salah
    return nomor


def _make_current(gudang: Gudang, sementara: Path, catatan: dict[str, Any]) -> None:
    """Archive the record of a finished file, then let the pointer name it."""
    sync_file(sementara)
    nomor = catatan["nomor"]
    isi = json.dumps({**catatan, "sha256_terbitan": sha256_file(sementara)}, ensure_ascii=False, indent=1)
    write_atomic(gudang.arsip / f"{nomor:06d}.json", isi.encode())
    gudang.jadikan_terkini(sementara, nomor)


def archive(gudang: Gudang, data: bytes, hasil: Hasil) -> str:
    """Keep the untouched workbook as <sha256>.<ending>; returns the file name."""
    akhiran = os.path.splitext(hasil.nama_berkas)[1].lower() or ".xlsx"
    nama = hasil.sha256 + akhiran
    path = gudang.arsip / nama
    if not path.exists() or sha256_file(path) != hasil.sha256:
        write_atomic(path, data)
    return nama


def sha256_file(path: Path) -> str:
    with path.open("rb") as f:
        return hashlib.file_digest(f, "sha256").hexdigest()


def _now(gudang: Gudang, kini: int | None, waktu: dt.datetime | None) -> dt.datetime:
    """Now, but never before the last entry of the ledger, whatever the clock says."""
    waktu = waktu or dt.datetime.now().replace(microsecond=0)
    if kini is None:
        return waktu
    terakhir = gudang.buka(kini).execute("select max(waktu) from terbitan").fetchall()[0][0]
    return max(waktu, terakhir)


def _build(
    gudang: Gudang, acuan: Acuan, catatan: dict[str, Any], tujuan: Path, kini: int | None, hasil: Hasil | None
) -> None:
    nomor, waktu = catatan["nomor"], dt.datetime.fromisoformat(catatan["waktu"])
    mulai = kini is None or (hasil is not None and compare.starts_real_data(hasil, gudang))
    dari = None if mulai else catatan.get("dari", kini)
    con = _start_file(gudang, acuan, tujuan, dari)
    rules.install(con)
    # A file of an earlier release is taken over without its indicators: then all quarters are computed.
    disalin = bool(con.execute("from indikator limit 1").fetchall())
    try:
        if kini is not None and dari != kini:
            _bring_ledger(con, gudang, kini, hanya_terbitan=mulai)
        con.execute("begin")
        if hasil is not None:
            load.record_upload(con, hasil, nomor, waktu, catatan["oleh"], catatan["alasan"])
            aliases.store(con, catatan["jawaban"], nomor, waktu, catatan["oleh"])
            load.replace_quarter(con, hasil, nomor)
            load.refresh_reference(con, acuan)
            indikator.compute(con, acuan, sejak=hasil.periode if disalin else None)
        else:
            if "kunci" in catatan:
                aliases.withdraw(con, catatan["kunci"], waktu, catatan["oleh"])
            load.refresh_reference(con, acuan)
            indikator.compute(con, acuan)
        con.execute(
            "insert into terbitan values (?, ?, ?, ?, ?, ?, ?)",
            [nomor, waktu, catatan["oleh"], catatan["tindakan"], catatan.get("periode"),
             nomor if hasil is not None else None, catatan["keterangan"]],
        )  # fmt: skip
        con.execute("commit")
        con.execute("checkpoint")
    finally:
        con.close()


def _start_file(gudang: Gudang, acuan: Acuan, tujuan: Path, dari: int | None) -> duckdb.DuckDBPyConnection:
    """A writable file with the content of version `dari`: a copy where the tables are still declared alike."""
    setelan: dict[str, str | bool | int | float | list[str]] = {"threads": "2"}
    if dari is not None and _same_tables(gudang, acuan, dari):
        shutil.copyfile(gudang.path(dari), tujuan)
        return duckdb.connect(str(tujuan), config=setelan)
    con = duckdb.connect(str(tujuan), config=setelan)
    load.create_tables(con, acuan)
    if dari is not None:  # written by an earlier release: take over by column name
        attach(con, gudang.path(dari), "lama")
        lama = tables(con, "lama")
        for tabel, kolom in tables(con, None).items():
            bersama = [k for k in kolom if k in lama.get(tabel, {})]
            if bersama and tabel not in ("wilayah", "indikator_definisi", "indikator"):
                con.execute(f"insert into {tabel} by name select {', '.join(bersama)} from lama.{tabel}")
        con.execute("detach lama")
    return con


def _bring_ledger(con: duckdb.DuckDBPyConnection, gudang: Gudang, kini: int, hanya_terbitan: bool) -> None:
    """Complete the ledger from the current version; of invented uploads only the publications stay listed."""
    attach(con, gudang.path(kini), "kini")
    con.execute("delete from terbitan")
    con.execute("insert into terbitan by name from kini.terbitan")
    for tabel in () if hanya_terbitan else _BUKU_BESAR:
        con.execute(
            f"insert into {tabel} by name from kini.{tabel} where unggahan_id not in (select unggahan_id from {tabel})"
        )
    if not hanya_terbitan:
        aliases.bring(con, "kini")
    con.execute("detach kini")


def attach(con: duckdb.DuckDBPyConnection, path: Path, nama: str) -> None:
    """Attach a version file read-only under a name."""
    con.execute(f"attach '{str(path).replace(chr(39), chr(39) * 2)}' as {nama} (read_only)")


def _same_tables(gudang: Gudang, acuan: Acuan, nomor: int) -> bool:
    contoh = duckdb.connect(":memory:")
    try:
        load.create_tables(contoh, acuan)
        return tables(contoh, None) == tables(gudang.buka(nomor), None)
    finally:
        contoh.close()


def tables(con: duckdb.DuckDBPyConnection, katalog: str | None) -> dict[str, dict[str, str]]:
    """{table: {column: type}} of one database; None = the one that the connection opened."""
    sql = """select table_name, column_name, data_type from duckdb_columns()
             where database_name = coalesce(?, current_database()) and schema_name = 'main' and not internal
             order by table_name, column_index"""
    tabel: dict[str, dict[str, str]] = {}
    for nama, kolom, tipe in con.execute(sql, [katalog]).fetchall():
        tabel.setdefault(nama, {})[kolom] = tipe
    return tabel
