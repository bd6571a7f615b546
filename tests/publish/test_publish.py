"""Publishing, undoing, rebuilding: versions are immutable, the ledger only grows, the archive is the truth."""

from __future__ import annotations

import os
import shutil

import duckdb
import pytest

from etl import run
from etl.prove import rebuild, verify
from etl.publish import publish
from etl.publish.ready import VersionMoved
from etl.store.faults import StoreBusy, StoreDamaged
from etl.store.versions import Store
from tests import golden
from tests.installations import with_settings
from tests.workbooks import workbook

KECIL = {"Koperasi": [golden.JUDUL_REGISTER[:6], *golden.REGISTER_2024_T3]}


def names(store: Store, number: int) -> list[str]:
    sql = "select nama_koperasi from koperasi_triwulan order by periode, nama_koperasi"
    return [n for (n,) in store.open_version(number).execute(sql).fetchall()]


def tamper(store: Store, number: int) -> None:
    """Change a published file behind the store's back."""
    copy = store.folder / "salinan.duckdb"
    shutil.copy(store.find_path(number), copy)
    con = duckdb.connect(str(copy))
    con.execute("update koperasi_triwulan set status = 'aktif'")
    con.close()
    copy.replace(store.find_path(number))


def test_an_empty_folder_has_no_version(store):
    assert store.find_current() is None
    assert store.list_versions() == []


def test_the_first_publication_is_version_one_and_keeps_the_untouched_workbook(store):
    data = workbook(KECIL)
    result = run.check_workbook(data, "register.xlsx", "2024-T3", store=store)
    assert publish.publish_workbook(result, data, "Siti", store=store) == 1
    assert (store.versions_folder / "TERKINI").read_text() == "000001.duckdb"
    assert (store.archive_folder / f"{result.sha256}.xlsx").read_bytes() == data
    ledger = (
        store.open_version(1).execute("select nomor, oleh, tindakan, periode, unggahan_id from terbitan").fetchall()
    )
    assert ledger == [(1, "Siti", "terbit", "2024-T3", 1)]


def test_every_row_knows_its_sheet_row_and_column_letter(store):
    number = golden.publish_book(store, "2024-T3", KECIL)
    questionnaire = store.open_version(number).execute
    assert questionnaire(
        "select lembar, baris from koperasi_triwulan where nama_koperasi = 'KPRI Tiga'"
    ).fetchall() == [("Koperasi", 4)]
    assert questionnaire("select huruf from unggahan_kolom where kolom = 'status'").fetchall() == [("E",)]


def test_checking_writes_nothing(store):
    run.check_workbook(workbook(KECIL), "register.xlsx", "2024-T3", store=store)
    assert not store.folder.exists()


def test_the_same_workbook_twice_changes_nothing(store):
    assert golden.publish_book(store, "2024-T3", KECIL) == 1
    assert golden.publish_book(store, "2024-T3", KECIL) == 1
    assert store.list_versions() == [1]


def test_a_workbook_replaces_only_the_kinds_it_holds(store):
    golden.copy_all(store, until="2024-T4")
    number = golden.publish_book(
        store,
        "2024-T3",
        {"Pendampingan": [golden.JUDUL_PENDAMPINGAN, ["14/07/2024", "KSP Satu", None, "Petugas 1", "Khusus"]]},
    )
    questionnaire = store.open_version(number).execute
    assert questionnaire("select jenis from periode_jenis where periode = '2024-T3' order by 1").fetchall() == [
        ("koperasi",),
        ("pendampingan",),
    ]
    assert questionnaire("select count(*) from koperasi_triwulan where periode = '2024-T3'").fetchall() == [(6,)]


def test_an_open_version_never_changes_under_its_reader(store):
    golden.publish_book(store, "2024-T3", KECIL)
    reader = store.open_version(1)
    golden.publish_all(store)
    assert reader.execute("select count(*) from terbitan").fetchall() == [(1,)]


def test_undo_is_a_publication_and_can_itself_be_undone(store):
    golden.copy_all(store)
    before = names(store, 5)
    assert publish.restore_version(1, "Siti", store=store) == 6
    assert names(store, 6) == names(store, 1) != before
    assert publish.restore_version(5, "Siti", store=store) == 7
    assert names(store, 7) == before
    ledger = store.open_version(7).execute("select tindakan, keterangan from terbitan where nomor > 5 order by nomor")
    assert ledger.fetchall() == [("pulihkan", "memulihkan versi 1"), ("pulihkan", "memulihkan versi 5")]
    assert store.open_version(7).execute("select count(*) from unggahan").fetchall() == [(5,)]


def test_a_version_that_does_not_exist_cannot_be_restored(store):
    golden.publish_book(store, "2024-T3", KECIL)
    with pytest.raises(KeyError):
        publish.restore_version(9, "Siti", store=store)
    assert store.find_current() == 1


def test_cooperatives_keep_their_id_across_quarters(store):
    number = golden.copy_all(store)
    sql = "select count(distinct koperasi_id), count(*) from koperasi_triwulan where nik_koperasi = '3572000000008'"
    assert store.open_version(number).execute(sql).fetchall() == [(1, 2)]


def test_findings_that_block_leave_everything_as_it_was(store):
    golden.publish_book(store, "2024-T3", KECIL)
    broken = workbook({"Koperasi": [golden.JUDUL_REGISTER[:6], ["", "KSP Baru", "Kepanjen", "KSP", "Aktif", 2023]]})
    result = run.check_workbook(broken, "rusak.xlsx", "2024-T4", store=store)
    with pytest.raises(publish.NotPublishable) as error:
        publish.publish_workbook(result, broken, "Siti", store=store)
    assert [t.kode for t in error.value.findings] == ["kelurahan_ragu"]
    assert store.list_versions() == [1]


def test_a_shrunken_register_needs_a_reason_which_the_ledger_keeps(store):
    golden.publish_book(store, "2024-T3", KECIL)
    shrunk = {"Koperasi": KECIL["Koperasi"][:-1]}
    with pytest.raises(publish.NotPublishable) as error:
        golden.publish_book(store, "2024-T4", shrunk)
    assert {t.kode for t in error.value.findings} == {"gerbang_register_susut", "gerbang_kelurahan_hilang"}
    number = golden.publish_book(store, "2024-T4", shrunk, reason="KSU Sembilan dibubarkan")
    assert store.open_version(number).execute("select alasan from unggahan where unggahan_id = 2").fetchall() == [
        ("KSU Sembilan dibubarkan",)
    ]


def test_correcting_a_published_quarter_needs_a_reason_and_keeps_the_others(store):
    golden.copy_all(store)
    right = {"Koperasi": [*KECIL["Koperasi"][:-1], ["3572000000009", "KSU Sembilan", "Bendo", "KSU", "Aktif", 2023]]}
    with pytest.raises(publish.NotPublishable) as error:
        golden.publish_book(store, "2024-T3", right)
    assert [t.kode for t in error.value.findings] == ["gerbang_sudah_terbit"]
    whose = "Triwulan III 2024 sudah terbit dengan isi lain, dari Penguji (2024-T3.xlsx) (Koperasi: "
    assert error.value.findings[0].pesan.startswith(whose)
    number = golden.publish_book(store, "2024-T3", right, reason="salah ketik")
    # The correction reaches the cohort a year later: Sembilan was active then, so it is no longer in it.
    sql = """select pembilang, penyebut from indikator where indikator = 'aktif_kembali' and periode = '2025-T3'
             and kode_wilayah = '35.72' and kelompok_hitung = 'semua'"""
    assert store.open_version(number).execute(sql).fetchall() == [(2, 3)]


def test_one_publisher_at_a_time(store):
    data = workbook(KECIL)
    result = run.check_workbook(data, "register.xlsx", "2024-T3", store=store)
    with store.lock():
        with pytest.raises(StoreBusy):
            with Store(store.folder).lock(patience=0):
                pass
    assert publish.publish_workbook(result, data, "Siti", store=store) == 1


def test_what_a_killed_publisher_left_behind_is_never_read_and_then_cleared(store):
    golden.publish_book(store, "2024-T3", KECIL)
    shutil.copy(store.find_path(1), store.find_path(2))  # finished, but the pointer was not yet moved
    (store.versions_folder / "000003.duckdb.sedang").write_bytes(b"separuh")
    assert store.list_versions() == [1]
    with pytest.raises(KeyError):
        store.open_version(2)
    assert golden.publish_book(store, "2024-T4", golden.BUKU["2024-T4"]) == 2
    assert sorted(p.name for p in store.versions_folder.glob("*.duckdb*")) == ["000001.duckdb", "000002.duckdb"]


def test_a_lost_pointer_target_is_said_plainly(store):
    golden.publish_book(store, "2024-T3", KECIL)
    Store(store.folder).find_path(1).unlink()
    with pytest.raises(StoreDamaged, match="rebuild"):
        store.find_current()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_said_plainly(store):
    store.folder.mkdir()
    store.folder.chmod(0o500)
    with pytest.raises(StoreDamaged, match="tidak dapat ditulisi"):
        golden.publish_book(store, "2024-T3", KECIL)


def test_the_clock_may_go_back_but_the_ledger_does_not(store):
    import datetime as dt

    golden.publish_book(store, "2024-T3", KECIL, time=dt.datetime(2030, 1, 1))
    number = golden.publish_book(store, "2024-T4", golden.BUKU["2024-T4"], time=dt.datetime(2020, 1, 1))
    assert store.open_version(number).execute("select waktu from terbitan order by nomor").fetchall() == [
        (dt.datetime(2030, 1, 1),),
        (dt.datetime(2030, 1, 1),),
    ]


def test_old_version_files_are_cleared_as_the_setting_says_and_no_workbook_with_them(store):
    reference = with_settings("terbitan", simpan_versi=2)
    golden.publish_all(store, until="2025-T2", reference=reference)
    assert store.list_versions() == [3, 4]
    assert len(list(store.archive_folder.glob("*.xlsx"))) == 4
    assert store.open_version(4).execute("select count(*) from terbitan").fetchall() == [(4,)]
    assert verify.verify_store(store, reference).problems == []
    with pytest.raises(KeyError):
        publish.restore_version(1, "Siti", store=store, reference=reference)
    assert publish.restore_version(3, "Siti", store=store, reference=reference) == 5
    assert store.list_versions() == [4, 5]
    result = verify.verify_store(store, reference)
    assert result.problems == []
    assert result.remarks == ["Dipangkas menurut setelan simpan_versi, bukan hilang: berkas versi 1, 2, 3."]
    assert verify.verify_store(store).problems == []  # declared, whatever the setting is today


def test_a_version_that_nobody_pruned_is_missing_and_rebuild_brings_it_back(store):
    golden.copy_all(store, until="2025-T1")
    store.find_path(2).unlink()
    assert verify.verify_store(store).problems == [
        "Berkas versi 2 hilang dan tidak tercatat dipangkas. Jalankan rebuild untuk mengembalikannya."
    ]
    assert rebuild.rebuild_store(store).problems == []
    assert verify.verify_store(store).problems == []


# ── sample data and real data ────────────────────────────────────────────────────────


def test_real_data_start_after_one_confirmation_and_hold_no_invented_row(store):
    is_sample = workbook(KECIL, sample=True)
    result = run.check_workbook(is_sample, "contoh.xlsx", "2024-T3", store=store)
    publish.publish_workbook(result, is_sample, "sistem", store=store)
    with pytest.raises(publish.NotPublishable) as error:
        golden.publish_book(store, "2025-T3", golden.BUKU["2025-T3"])
    assert [t.kode for t in error.value.findings] == ["data_asli_pertama"]
    number = golden.publish_book(store, "2025-T3", golden.BUKU["2025-T3"], starts_real_data=True)
    questionnaire = store.open_version(number).execute
    assert questionnaire("select distinct periode from koperasi_triwulan").fetchall() == [("2025-T3",)]
    assert questionnaire("select contoh from unggahan").fetchall() == [(False,)]
    assert questionnaire("select count(*) from terbitan").fetchall() == [(2,)]


def test_a_sample_workbook_is_refused_among_real_data(store):
    golden.publish_book(store, "2024-T3", KECIL)
    is_sample = workbook(golden.BUKU["2025-T3"], sample=True)
    result = run.check_workbook(is_sample, "contoh.xlsx", "2025-T3", store=store)
    with pytest.raises(publish.NotPublishable) as error:
        publish.publish_workbook(result, is_sample, "Siti", reason="coba", starts_real_data=True, store=store)
    assert [t.kode for t in error.value.findings] == ["contoh_ke_data_asli"]


# ── the archive is the truth ─────────────────────────────────────────────────────────


def test_verify_replays_the_archive_and_finds_the_same_tables(store):
    golden.copy_all(store)
    publish.restore_version(2, "Siti", store=store)
    assert verify.verify_store(store).problems == []


def test_verify_sees_a_changed_workbook_and_a_changed_version(store):
    golden.copy_all(store, until="2024-T4")
    archive = next(store.archive_folder.glob("*.xlsx"))
    archive.write_bytes(archive.read_bytes() + b" ")
    problems = verify.verify_store(store).problems
    assert len(problems) == 1
    assert "berubah sejak diarsipkan" in problems[0]
    tamper(store, 1)
    assert "Berkas versi 1 berubah sejak diterbitkan." in verify.verify_store(store).problems


def test_rebuild_brings_all_versions_back_from_the_archive_alone(store):
    golden.copy_all(store)
    published = store.open_version(5).execute("select * from indikator order by all").fetchall()
    new = Store(store.folder.parent / "baru")
    shutil.copytree(store.archive_folder, new.archive_folder)
    for name in ("kunci", "audit.jsonl"):  # no archive brings these back
        shutil.copy(store.folder / name, new.folder / name)
    result = rebuild.rebuild_store(new)
    assert result.problems == []
    assert new.find_current() == 5
    assert new.open_version(5).execute("select * from indikator order by all").fetchall() == published
    assert verify.verify_store(new).problems == []


def test_rebuild_changes_nothing_when_all_is_equal(store):
    golden.copy_all(store, until="2024-T4")
    assert rebuild.rebuild_store(store).problems == []
    assert store.list_versions() == [1, 2]


def test_rebuild_publishes_the_truth_where_the_published_tables_differ(store):
    golden.copy_all(store, until="2024-T4")
    tamper(store, 2)
    rebuild.rebuild_store(store)
    assert store.find_current() == 3
    active = store.open_version(3).execute("select count(*) from koperasi_triwulan where status = 'aktif'").fetchall()
    assert active == [(2,)]


# ── privacy ──────────────────────────────────────────────────────────────────────────


def test_no_name_of_a_participant_is_in_a_published_file(store):
    number = golden.copy_all(store)
    con = store.open_version(number)
    for (table,) in con.execute("select table_name from duckdb_tables()").fetchall():
        content = str(con.execute(f"select * from {table}").fetchall())
        assert not any(name in content for name in ("Ani", "Budi", "Cici", "Gani")), table


def test_what_was_checked_before_somebody_else_published_is_not_written_but_where_it_is_the_same(store):
    data, other = workbook(KECIL), workbook(golden.BUKU["2024-T4"])
    first, same = (run.check_workbook(data, "register.xlsx", "2024-T3", store=store) for _ in range(2))
    different = run.check_workbook(other, "lain.xlsx", "2024-T4", store=store)
    assert publish.publish_workbook(first, data, "Siti", store=store) == 1
    assert publish.publish_workbook(same, data, "Budi", store=store) == 1
    with pytest.raises(VersionMoved, match=r"versi 1 diterbitkan oleh Siti \(register.xlsx\). Tidak ada yang ditulis"):
        publish.publish_workbook(different, other, "Budi", store=store)
    assert (store.find_current(), store.list_leftovers()) == (1, [])
