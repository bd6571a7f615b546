"""Prove that what is published follows from the archive, or bring it back from there."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import duckdb

from etl import run
from etl.acuan import Acuan, load_acuan
from etl.gudang import Gudang, GudangRusak, write_atomic
from etl.pesan import TidakTerbaca
from etl.publish import CABUT, TidakDapatTerbit, attach, publish, record_rebuild, restore, sha256_file, withdraw_answer
from etl.publish import tables as tables_of


@dataclass
class Pemeriksaan:
    """masalah: one sentence each; kalimat: the outcome."""

    kalimat: str
    masalah: list[str] = field(default_factory=list)


def verify(gudang: Gudang, acuan: Acuan | None = None) -> Pemeriksaan:
    """Check every hash, replay the archive in a scratch folder and compare all tables. Writes nothing here."""
    acuan = acuan or load_acuan()
    kini = gudang.terkini()
    if kini is None:
        return Pemeriksaan("Belum ada terbitan; tidak ada yang diperiksa.")
    catatan = _records(gudang, kini)
    masalah = _check_hashes(gudang, catatan)
    if not masalah:
        with tempfile.TemporaryDirectory(prefix="periksa-") as folder:
            masalah = _replay(gudang, Gudang(Path(folder)), catatan, acuan)
            if not masalah:
                masalah = _differences(gudang.path(kini), Gudang(Path(folder)).path(kini))
    if masalah:
        return Pemeriksaan(f"Versi {kini} TIDAK dapat dibuktikan dari arsip: {len(masalah)} masalah.", masalah)
    return Pemeriksaan(f"Versi {kini} sama dengan arsip: {len(catatan)} terbitan diputar ulang, semua tabel sama.")


def rebuild(gudang: Gudang, acuan: Acuan | None = None) -> Pemeriksaan:
    """Replay the archive. Lost versions come back under their numbers; where today's tables differ from the
    archive, the replayed ones are published as a new version. Changes nothing when they are equal."""
    acuan = acuan or load_acuan()
    with gudang.kunci(), tempfile.TemporaryDirectory(prefix="bangun-", dir=gudang.terbitan) as folder:
        kini = _pointer(gudang)
        catatan = _records(gudang, kini)
        if not catatan:
            return Pemeriksaan("Arsip kosong; tidak ada yang dibangun ulang.")
        baru = Gudang(Path(folder))
        masalah = _replay(gudang, baru, catatan, acuan)
        if masalah:
            return Pemeriksaan("Arsip tidak dapat diputar ulang; tidak ada yang diubah.", masalah)
        kembali = _bring_back(gudang, baru, [c["nomor"] for c in catatan])
        terakhir = catatan[-1]["nomor"]
        if kini is None:
            write_atomic(gudang.terbitan / "TERKINI", gudang.path(terakhir).name.encode("ascii"))
            return Pemeriksaan(f"Dibangun ulang dari arsip: {len(kembali)} versi, terkini versi {terakhir}.")
        beda = _differences(gudang.path(terakhir), baru.path(terakhir))
        if not beda:
            tambahan = f" Versi {', '.join(map(str, kembali))} dikembalikan." if kembali else ""
            return Pemeriksaan(f"Versi {terakhir} sama dengan arsip; tidak ada yang berubah.{tambahan}")
        nomor = record_rebuild(gudang, baru.path(terakhir), beda)
        return Pemeriksaan(f"Versi {terakhir} berbeda dari arsip; hasil bangun ulang terbit sebagai versi {nomor}.")


def _pointer(gudang: Gudang) -> int | None:
    """The current version, None also when its pointer or file is lost."""
    try:
        return gudang.terkini()
    except GudangRusak:
        return None


def _records(gudang: Gudang, sampai: int | None) -> list[dict[str, Any]]:
    """What was published, oldest first, from the archive; never one that a killed publisher left behind."""
    semua = [json.loads(p.read_text(encoding="utf-8")) for p in sorted(gudang.arsip.glob("*.json"))]
    return [c for c in semua if sampai is None or c["nomor"] <= sampai]


def _check_hashes(gudang: Gudang, catatan: list[dict[str, Any]]) -> list[str]:
    masalah = []
    for c in catatan:
        nomor = c["nomor"]
        if "berkas" in c:
            path = gudang.arsip / c["berkas"]
            if not path.exists():
                masalah.append(f"Buku kerja terbitan {nomor} ({c['nama_berkas']}) tidak ada di arsip.")
            elif sha256_file(path) != c["sha256"]:
                masalah.append(f"Buku kerja terbitan {nomor} ({c['nama_berkas']}) berubah sejak diarsipkan.")
        versi = gudang.path(nomor)
        if versi.exists() and sha256_file(versi) != c["sha256_terbitan"]:
            masalah.append(f"Berkas versi {nomor} berubah sejak diterbitkan.")
    nomor_ada = [c["nomor"] for c in catatan]
    hilang = sorted(set(range(1, (gudang.terkini() or 0) + 1)) - set(nomor_ada))
    return masalah + [f"Catatan terbitan {n} tidak ada di arsip." for n in hilang]


def _replay(asli: Gudang, baru: Gudang, catatan: list[dict[str, Any]], acuan: Acuan) -> list[str]:
    """Publish and restore again, in order, in another folder. Stops at the first record that cannot be repeated."""
    # A restore may reach back to a version that was cleared away since.
    acuan = replace(acuan, pengaturan={**acuan.pengaturan, "terbitan": {"simpan_versi": 0}})
    kunci = asli.kunci_peserta()
    if kunci is not None:
        baru.simpan_kunci_peserta(kunci)
    for c in catatan:
        waktu = dt.datetime.fromisoformat(c["waktu"])
        try:
            if c["tindakan"] == "terbit":
                data = (asli.arsip / c["berkas"]).read_bytes()
                jawaban = {j["kunci"]: j["nilai"] for j in c.get("jawaban", [])}
                hasil = run.check(
                    data, c["nama_berkas"], c["periode"], None, baru, acuan, hari_ini=waktu.date(), jawaban=jawaban
                )
                publish(hasil, data, c["oleh"], c["alasan"], c["mulai_data_asli"], baru, acuan, waktu)
            elif c["tindakan"] == "pulihkan":
                restore(c["dari"], c["oleh"], c["alasan"], baru, acuan, waktu)
            elif c["tindakan"] == CABUT:
                withdraw_answer(c["kunci"], c["oleh"], c["alasan"], baru, acuan, waktu)
            else:
                record_rebuild(baru, baru.path(c["nomor"] - 1), c["beda"], waktu, c["tindakan"], c["oleh"])
        except (TidakTerbaca, TidakDapatTerbit, OSError, KeyError) as salah:
            return [f"Terbitan {c['nomor']} ({c.get('nama_berkas', c['tindakan'])}) tidak dapat diulang: {salah}"]
    return []


def _differences(satu: Path, dua: Path) -> list[str]:
    """Sentences on the tables that differ between two version files, as sets of rows."""
    con = duckdb.connect(":memory:")
    try:
        attach(con, satu, "satu")
        attach(con, dua, "dua")
        tabel = tables_of(con, "satu")
        if tabel != tables_of(con, "dua"):
            return ["Susunan tabelnya berbeda."]
        return [f"Tabel {t}: {n} baris berbeda." for t in tabel if (n := _different_rows(con, t))]
    finally:
        con.close()


def _different_rows(con: duckdb.DuckDBPyConnection, tabel: str) -> int:
    sql = f"""select (select count(*) from (from satu.{tabel} except all from dua.{tabel}))
                   + (select count(*) from (from dua.{tabel} except all from satu.{tabel}))"""
    return con.execute(sql).fetchall()[0][0]


def _bring_back(gudang: Gudang, baru: Gudang, nomor: list[int]) -> list[int]:
    """Copy replayed versions whose file is lost; note their new hash."""
    kembali = [n for n in nomor if not gudang.path(n).exists()]
    for n in kembali:
        sementara = gudang.path(n).with_suffix(".duckdb.sedang")
        shutil.copyfile(baru.path(n), sementara)
        sementara.replace(gudang.path(n))
        path = gudang.arsip / f"{n:06d}.json"
        catatan = json.loads(path.read_text(encoding="utf-8")) | {"sha256_terbitan": sha256_file(gudang.path(n))}
        write_atomic(path, json.dumps(catatan, ensure_ascii=False, indent=1).encode())
    return kembali
