"""Joining and separating published cooperatives, end to end: publications of their own that the archive proves."""

from __future__ import annotations

import json
import re

import pytest

from etl.__main__ import main
from etl.audit import log
from etl.prove import rebuild, verify
from etl.publish import publish
from etl.publish.join.decide import Planner, publish_decision
from etl.publish.join.listing import list_decisions
from etl.publish.join.plan import plan_join, plan_return, plan_separation
from etl.publish.ready import VersionMoved
from etl.store.differences import list_differences
from etl.store.versions import Store
from tests import heavy
from tests.built import copy_built
from tests.content.scenes import publish_it
from tests.workbooks import workbook

JUDUL = ["NIK", "Nama Koperasi", "Kelurahan", "Kecamatan", "Status"]
VISITS = ["Tanggal", "Sasaran", "Kelurahan", "Petugas", "Jenis Pendampingan"]
NIK = "3572000000001"
MAJU = [None, "KSU Maju Jaya", "Turi", "Sukorejo", "Aktif"]
MAKMUR = [None, "KSU Makmur Abadi", "Turi", "Sukorejo", "Aktif"]  # what the same one is called since 2024-T4
MELATI = [NIK, "Kopwan Melati", "Turi", "Sukorejo", "Aktif"]
GEDOG = [NIK, "Kopwan Melati", "Gedog", "Sananwetan", "Aktif"]  # another one, under the NIK of the first
VISIT = ["14/11/2024", "KSU Makmur Abadi", "Turi", "Petugas 1", "Khusus"]


def book(*rows: list, visits: tuple[list, ...] = ()) -> bytes:
    pages = {"Pendampingan": [VISITS, *visits]} if visits else {}
    return workbook({"Data": [JUDUL, *rows], **pages})


def start(store: Store) -> tuple[str, str, str]:
    """Two quarters in which one cooperative is two and two are one; the ids of Maju, Makmur and Melati."""

    def build() -> None:
        publish_it(Store(), book(MAJU, MELATI))
        publish_it(Store(), book(MAKMUR, GEDOG, visits=(VISIT,)), "2024-T4", reason="x")

    copy_built("satu dan dua", store.folder, build)
    sql = "select arg_min(koperasi_id, periode) from koperasi_triwulan group by nama_koperasi order by nama_koperasi"
    maju, makmur, melati = (i for (i,) in store.open_version(2).execute(sql).fetchall())
    return maju, makmur, melati


def decide(store: Store, planner: Planner, **others: object) -> int:
    return publish_decision(planner, "Siti", "surat dinas", store=store, **others)  # type: ignore[arg-type]


def owners(store: Store, name: str) -> list[tuple[str, str]]:
    sql = "select periode, koperasi_id from koperasi_triwulan where nama_koperasi = ? order by all"
    return store.open_version(store.find_current() or 0).execute(sql, [name]).fetchall()


def other_tables(store: Store, one: int, second: int) -> list[str]:
    """Tables that two versions hold differently, beside the ledger."""
    return [d.table for d in list_differences(store.find_path(one), store.find_path(second)) if d.table != "terbitan"]


def test_decisions_are_publications_that_later_uploads_follow_and_the_archive_proves(store):
    maju, makmur, melati = start(store)
    assert decide(store, lambda con: plan_join(con, [makmur, maju])) == 3
    assert decide(store, lambda con: plan_separation(con, melati, ["2024-T4"])) == 4
    made = list_decisions(store)[0][0].koperasi_lain
    assert owners(store, "KSU Makmur Abadi") == [("2024-T4", maju)]
    assert owners(store, "Kopwan Melati") == [("2024-T3", melati), ("2024-T4", made)]
    publish_it(store, book(MAKMUR, MELATI, [None, *GEDOG[1:]]), "2025-T1", reason="x")
    assert owners(store, "KSU Makmur Abadi") == [("2024-T4", maju), ("2025-T1", maju)]
    assert owners(store, "Kopwan Melati")[2:] == sorted([("2025-T1", made), ("2025-T1", melati)])
    assert decide(store, lambda con: plan_return(con, 3)) == 6
    assert owners(store, "KSU Makmur Abadi") == [("2024-T4", makmur), ("2025-T1", makmur)]
    sql = "select nomor, oleh, tindakan, keterangan from terbitan where nomor in (3, 4, 6) order by 1"
    assert store.open_version(6).execute(sql).fetchall() == [
        (3, "Siti", "gabung", "“KSU Makmur Abadi” (Turi) satu dengan “KSU Maju Jaya” (Turi): surat dinas"),
        (4, "Siti", "pisah", "“Kopwan Melati” (Gedog) di T4 2024 koperasi tersendiri: surat dinas"),
        (6, "Siti", "batal gabung", "membatalkan penggabungan versi 3 atas “KSU Makmur Abadi” (Turi): surat dinas"),
    ]
    assert [e.event for e in log.read_entries(store.folder) if e.by == "Siti"][-4:] == [
        "gabung", "pisah", "terbit", "batal_gabung"
    ]  # fmt: skip
    assert verify.verify_store(store).problems == []
    if heavy.HEAVY:
        assert (rebuild.rebuild_store(store).problems, store.find_current()) == ([], 6)


def test_a_join_is_taken_back_table_by_table_and_undone_like_any_version(store):
    maju, makmur, _ = start(store)
    decide(store, lambda con: plan_join(con, [maju, makmur]))
    decide(store, lambda con: plan_return(con, 3))
    assert (other_tables(store, 2, 4), list_decisions(store)) == ([], [])
    publish.restore_version(3, "Siti", store=store)
    assert (other_tables(store, 3, 5), len(list_decisions(store))) == ([], 1)
    with pytest.raises(ValueError, match="versi 4 tidak ada atau sudah dibatalkan"):
        decide(store, lambda con: plan_return(con, 4))
    with pytest.raises(VersionMoved):
        decide(store, lambda con: plan_return(con, 3), seen=3)
    with pytest.raises(ValueError, match="alasan"):
        publish_decision(lambda con: plan_return(con, 3), "Siti", " ", store=store)
    assert store.find_current() == 5


def test_the_command_line_looks_decides_lists_and_takes_back(store, capsys):
    maju, makmur, melati = start(store)
    why = ["--oleh", "Siti", "--alasan", "surat dinas"]
    assert main(["pisah", melati, "2024-T4", *why, "--lihat"]) == 0
    assert capsys.readouterr().out == (
        "  “Kopwan Melati” (Gedog) di Triwulan IV 2024 menjadi koperasi tersendiri; isi setiap barisnya tetap.\n"
        "  “Kopwan Melati” (Turi) tinggal di Triwulan III 2024.\n"
        "  Tidak ada angka yang berubah di triwulan mana pun.\n"
        "Belum diterbitkan.\n"
    )
    assert main(["gabung", maju, makmur, *why, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "terbitan": 3,
        "perubahan": [
            "“KSU Makmur Abadi” (Turi), tercatat di Triwulan IV 2024, menjadi satu dengan “KSU Maju Jaya” (Turi), "
            "tercatat di Triwulan III 2024.",
            "Sesudahnya satu koperasi dengan 2 register, bernama “KSU Makmur Abadi” (Turi); isi setiap baris tetap.",
            "Buku kerja berikutnya dengan nama, NIK atau badan hukum yang mana pun mengenali koperasi yang satu itu.",
            "Ikut berpindah: 1 baris Pendampingan.",
            "Tidak ada angka yang berubah di triwulan mana pun.",
        ],
    }
    assert main(["putusan"]) == 0
    listed = capsys.readouterr().out
    assert "“KSU Makmur Abadi” (Turi) di Triwulan IV 2024 satu dengan “KSU Makmur Abadi” (Turi) (Siti" in listed
    assert re.search(r"\(Siti \d{4}-\d\d-\d\d \d\d:\d\d:\d\d WIB: ", listed)
    assert main(["putusan", "--batal", "3"]) == 2
    assert "--batal memerlukan --oleh NAMA dan --alasan TEKS" in capsys.readouterr().err
    assert main(["putusan", "--batal", "3", *why]) == 0
    assert "Terbit sebagai versi 4" in capsys.readouterr().out
    assert main(["putusan", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"terkini": 4, "putusan": []}
