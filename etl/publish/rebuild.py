"""Prove that what is published follows from the archive, or bring it back from there."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from etl.acuan import Reference, load_reference
from etl.publish.publish import check_key, record_rebuild
from etl.publish.replay import replay_archive
from etl.release import read_release
from etl.store.attach import rewrite_file
from etl.store.differences import list_differences
from etl.store.files import TEMPORARY, hash_file
from etl.store.records import UNNAMED, Record
from etl.store.versions import Store, StoreDamaged


@dataclass
class Verification:
    """kalimat: the outcome; masalah: damages, one sentence each; lain: what is no damage and should be known."""

    kalimat: str
    masalah: list[str] = field(default_factory=list)
    lain: list[str] = field(default_factory=list)


# ── prove ────────────────────────────────────────────────────────────────────────────


def verify_store(gudang: Store, acuan: Reference | None = None) -> Verification:
    """Check every hash, replay the archive in a scratch folder and compare all tables. Writes nothing here.

    Rows that today's release reads otherwise than that of their record did are no damage; they stand in `lain`.
    """
    acuan = acuan or load_reference()
    if salah := gudang.damage():
        _, masalah = gudang.records.read_all()
        return Verification("Penunjuk versi rusak; belum ada yang diputar ulang.", [salah, *masalah])
    lain = _interrupted(gudang)
    kini = gudang.terkini()
    if kini is None:
        return Verification("Belum ada terbitan; tidak ada yang diperiksa.", lain=lain)
    catatan, masalah = gudang.records.read_all(kini)
    masalah += _check_hashes(gudang, catatan) + _check_key(gudang)
    if not masalah:
        with tempfile.TemporaryDirectory(prefix="periksa-") as folder, _as_fault():
            baru = Store(Path(folder))
            masalah = replay_archive(gudang, baru, catatan, acuan)
            if not masalah:
                masalah, baca = _compare(gudang, baru, catatan)
                lain = baca + lain
    if masalah:
        return Verification(f"Versi {kini} TIDAK dapat dibuktikan dari arsip: {len(masalah)} masalah.", masalah, lain)
    sama = f"Versi {kini} sama dengan arsip: {len(catatan)} terbitan diputar ulang, semua tabel sama."
    if any("sejak rilis" in x for x in lain):
        sama = (f"Versi {kini} utuh: {len(catatan)} terbitan diputar ulang. Sebagian isinya dibaca lain oleh rilis ini; "
                "rebuild menerbitkannya sebagai versi baru.")  # fmt: skip
    return Verification(sama, lain=lain)


def _interrupted(gudang: Store) -> list[str]:
    """What a killed publisher left; the next publication settles it."""
    sisa = gudang.sisa()
    return (
        [f"Penerbitan terputus meninggalkan {len(sisa)} berkas; diselesaikan pada penerbitan berikutnya."]
        if sisa
        else []
    )


def _check_hashes(gudang: Store, catatan: list[Record]) -> list[str]:
    masalah = []
    for c in catatan:
        nomor = c["nomor"]
        if "berkas" in c:
            path = gudang.arsip / c["berkas"]
            if not path.exists():
                masalah.append(f"Buku kerja terbitan {nomor} ({c['nama_berkas']}) tidak ada di arsip.")
            elif hash_file(path) != c["sha256"]:
                masalah.append(f"Buku kerja terbitan {nomor} ({c['nama_berkas']}) berubah sejak diarsipkan.")
        if gudang.path(nomor).exists() and not gudang.is_recorded(nomor):
            masalah.append(f"Berkas versi {nomor} berubah sejak diterbitkan.")
    return masalah


def _check_key(gudang: Store) -> list[str]:
    try:
        check_key(gudang)
    except StoreDamaged as salah:
        return [str(salah)]
    return []


def _compare(gudang: Store, baru: Store, catatan: list[Record]) -> tuple[list[str], list[str]]:
    """Damages, and what is read otherwise since an earlier release, between the current version and its replay.

    The file is known to be as it was published, so a difference comes from the program or from the reference data.
    """
    kini = catatan[-1]["nomor"]
    rilis = {c["nomor"]: c.get("rilis", UNNAMED) for c in catatan}
    lama = next((r for r in rilis.values() if r != read_release()), None)  # rows of no upload: the oldest
    masalah, lain = [], []
    for beda in list_differences(gudang.path(kini), baru.path(kini)):
        sejak = {rilis.get(u, lama) if u is not None else lama for u in beda.unggahan}
        if sejak <= {None, read_release()}:
            masalah.append(beda.sentence())
        else:
            sebut = ", ".join(sorted(r for r in sejak if r not in (None, read_release())))
            lain.append(f"Dibaca lain sejak rilis {sebut}: {beda.sentence()}")
    return masalah, lain


# ── bring back ───────────────────────────────────────────────────────────────────────


def rebuild_store(gudang: Store, acuan: Reference | None = None) -> Verification:
    """Replay the archive. Lost and damaged versions come back under their numbers; where today's tables differ from
    the archive, the replayed ones are published as a new version. Files of an earlier format are written anew.
    Whatever a file takes the place of is set aside. Changes nothing when all is equal."""
    acuan = acuan or load_reference()
    with gudang.kunci(), _as_fault():
        masalah = _mend_pointer(gudang)
        kini = gudang.numbers().pointed or None
        catatan, salah = gudang.records.read_all(kini)
        if not (catatan or masalah or salah):
            return Verification("Arsip kosong; tidak ada yang dibangun ulang.")
        masalah += salah + _check_key(gudang)
        if masalah:
            return Verification("Arsip tidak lengkap; tidak ada yang dibangun ulang.", masalah)
        with tempfile.TemporaryDirectory(prefix="bangun-", suffix=TEMPORARY, dir=gudang.terbitan) as folder:
            baru = Store(Path(folder))
            masalah = replay_archive(gudang, baru, catatan, acuan)
            if masalah:
                return Verification("Arsip tidak dapat diputar ulang; tidak ada versi yang diubah.", masalah)
            return _take_over(gudang, baru, kini, [c["nomor"] for c in catatan])


def _take_over(gudang: Store, baru: Store, kini: int | None, nomor: list[int]) -> Verification:
    """Put the replayed versions where those of the store are lost, damaged or different."""
    terakhir = nomor[-1]
    if (kunci := baru.read_secret()) is not None:
        gudang.save_secret(kunci)
    kembali = _bring_back(gudang, baru, [n for n in nomor if n != kini or not _opens(gudang, n)])
    if kini is None:
        gudang.point_to(terakhir)
        _upgrade(gudang)
        return Verification(f"Dibangun ulang dari arsip: {len(kembali)} versi, terkini versi {terakhir}.")
    beda = [b.sentence() for b in list_differences(gudang.path(terakhir), baru.path(terakhir))]
    baru_terbit = record_rebuild(gudang, baru.path(terakhir), beda) if beda else None
    kembali += _bring_back(gudang, baru, [kini])
    ubah = _upgrade(gudang)
    tambahan = f" Versi {', '.join(map(str, kembali))} dikembalikan." if kembali else ""
    tambahan += f" {len(ubah)} berkas versi ditulis ulang dalam format sekarang." if ubah else ""
    if baru_terbit is None:
        return Verification(f"Versi {terakhir} sama dengan arsip; tidak ada yang berubah.{tambahan}")
    return Verification(
        f"Versi {terakhir} berbeda dari arsip; hasil bangun ulang terbit sebagai versi {baru_terbit}.{tambahan}"
    )


def _mend_pointer(gudang: Store) -> list[str]:
    """Settle the folder. A damaged pointer moves to the newest number where it is whole; problems that need a person.

    Where its file is lost too, the pointer waits for the replay.
    """
    ada = gudang.numbers()
    if ada.damage() is None:
        gudang.settle()
        return []
    if not ada.all:
        gudang.point_to(0)
        return []
    terakhir = max(ada.all)
    if gudang.records.read(terakhir) is None:
        return [f"Versi {terakhir} tidak punya catatan yang utuh di arsip; pilih versi dengan tunjuk NOMOR --yakin."]
    if gudang.is_recorded(terakhir):
        gudang.point_to(terakhir)
    else:
        gudang.forget_pointer()
    return []


@contextmanager
def _as_fault() -> Iterator[None]:
    """What the database cannot do becomes a sentence for the operator."""
    try:
        yield
    except duckdb.Error as salah:
        raise StoreDamaged(f"Berkas versi tidak dapat dibaca atau ditulis ({str(salah).splitlines()[0]}).") from salah


def _opens(gudang: Store, nomor: int) -> bool:
    """The file can be read to its end: whole, or changed by somebody but readable."""
    if not gudang.path(nomor).exists():
        return False
    try:
        return gudang.is_whole(nomor) or list_differences(gudang.path(nomor), gudang.path(nomor)) == []
    except duckdb.Error:
        return False


def _bring_back(gudang: Store, baru: Store, nomor: list[int]) -> list[int]:
    """Copy replayed versions whose file is lost or not the recorded one; the new hash stands beside the record."""
    kembali = [n for n in nomor if not gudang.is_recorded(n)]
    for n in kembali:
        gudang.copy_to_draft(baru.path(n), n)
        _replace(gudang, n, "dibangun ulang dari arsip")
    return kembali


def _upgrade(gudang: Store) -> list[int]:
    """Write files of an earlier format anew, with the same tables; those that were read are set aside."""
    lama = [n for n in gudang.nomor() if not gudang.has_current_format(n)]
    for n in lama:
        rewrite_file(gudang.path(n), gudang.draft(n))
        _replace(gudang, n, "ditulis ulang dalam format sekarang")
    return lama


def _replace(gudang: Store, nomor: int, sebab: str) -> None:
    """A finished draft takes the place of a version's file, whose hash is noted first; a kill leaves one of the two."""
    sementara = gudang.draft(nomor)
    gudang.records.add_hash(nomor, gudang.seal(sementara), sebab, read_release())
    gudang.put_file_aside(nomor)
    gudang.put_back(sementara, nomor)
