"""Publishing, undoing, rebuilding: versions are immutable, the ledger only grows, the archive is the truth."""

from __future__ import annotations

import dataclasses
import os
import shutil

import duckdb
import pytest

from etl import run
from etl.acuan import load_reference
from etl.publish import publish, rebuild
from etl.store.faults import StoreBusy, StoreDamaged
from etl.store.versions import Store
from tests import golden
from tests.workbooks import workbook

KECIL = {"Koperasi": [golden.JUDUL_REGISTER[:6], *golden.REGISTER_2024_T3]}


def names(gudang: Store, nomor: int) -> list[str]:
    sql = "select nama_koperasi from koperasi_triwulan order by periode, nama_koperasi"
    return [n for (n,) in gudang.open_version(nomor).execute(sql).fetchall()]


def tamper(gudang: Store, nomor: int) -> None:
    """Change a published file behind the store's back."""
    copy = gudang.folder / "salinan.duckdb"
    shutil.copy(gudang.find_path(nomor), copy)
    con = duckdb.connect(str(copy))
    con.execute("update koperasi_triwulan set status = 'aktif'")
    con.close()
    copy.replace(gudang.find_path(nomor))


def test_an_empty_folder_has_no_version(gudang):
    assert gudang.find_current() is None
    assert gudang.list_versions() == []


def test_the_first_publication_is_version_one_and_keeps_the_untouched_workbook(gudang):
    data = workbook(KECIL)
    result = run.check_workbook(data, "register.xlsx", "2024-T3", store=gudang)
    assert publish.publish_workbook(result, data, "Siti", store=gudang) == 1
    assert (gudang.versions_folder / "TERKINI").read_text() == "000001.duckdb"
    assert (gudang.archive_folder / f"{result.sha256}.xlsx").read_bytes() == data
    ledger = (
        gudang.open_version(1).execute("select nomor, oleh, tindakan, periode, unggahan_id from terbitan").fetchall()
    )
    assert ledger == [(1, "Siti", "terbit", "2024-T3", 1)]


def test_every_row_knows_its_sheet_row_and_column_letter(gudang):
    number = golden.publish_book(gudang, "2024-T3", KECIL)
    questionnaire = gudang.open_version(number).execute
    assert questionnaire(
        "select lembar, baris from koperasi_triwulan where nama_koperasi = 'KPRI Tiga'"
    ).fetchall() == [("Koperasi", 4)]
    assert questionnaire("select huruf from unggahan_kolom where kolom = 'status'").fetchall() == [("E",)]


def test_checking_writes_nothing(gudang):
    run.check_workbook(workbook(KECIL), "register.xlsx", "2024-T3", store=gudang)
    assert not gudang.folder.exists()


def test_the_same_workbook_twice_changes_nothing(gudang):
    assert golden.publish_book(gudang, "2024-T3", KECIL) == 1
    assert golden.publish_book(gudang, "2024-T3", KECIL) == 1
    assert gudang.list_versions() == [1]


def test_a_workbook_replaces_only_the_kinds_it_holds(gudang):
    golden.publish_all(gudang, sampai="2024-T4")
    number = golden.publish_book(
        gudang,
        "2024-T3",
        {"Pendampingan": [golden.JUDUL_PENDAMPINGAN, ["14/07/2024", "KSP Satu", None, "Petugas 1", "Khusus"]]},
    )
    questionnaire = gudang.open_version(number).execute
    assert questionnaire("select jenis from periode_jenis where periode = '2024-T3' order by 1").fetchall() == [
        ("koperasi",),
        ("pendampingan",),
    ]
    assert questionnaire("select count(*) from koperasi_triwulan where periode = '2024-T3'").fetchall() == [(6,)]


def test_an_open_version_never_changes_under_its_reader(gudang):
    golden.publish_book(gudang, "2024-T3", KECIL)
    pembaca = gudang.open_version(1)
    golden.publish_all(gudang)
    assert pembaca.execute("select count(*) from terbitan").fetchall() == [(1,)]


def test_undo_is_a_publication_and_can_itself_be_undone(gudang):
    golden.publish_all(gudang)
    before = names(gudang, 5)
    assert publish.restore_version(1, "Siti", store=gudang) == 6
    assert names(gudang, 6) == names(gudang, 1) != before
    assert publish.restore_version(5, "Siti", store=gudang) == 7
    assert names(gudang, 7) == before
    ledger = gudang.open_version(7).execute("select tindakan, keterangan from terbitan where nomor > 5 order by nomor")
    assert ledger.fetchall() == [("pulihkan", "memulihkan versi 1"), ("pulihkan", "memulihkan versi 5")]
    assert gudang.open_version(7).execute("select count(*) from unggahan").fetchall() == [(5,)]


def test_a_version_that_does_not_exist_cannot_be_restored(gudang):
    golden.publish_book(gudang, "2024-T3", KECIL)
    with pytest.raises(KeyError):
        publish.restore_version(9, "Siti", store=gudang)
    assert gudang.find_current() == 1


def test_cooperatives_keep_their_id_across_quarters(gudang):
    number = golden.publish_all(gudang)
    sql = "select count(distinct koperasi_id), count(*) from koperasi_triwulan where nik_koperasi = '3572000000008'"
    assert gudang.open_version(number).execute(sql).fetchall() == [(1, 2)]


def test_findings_that_block_leave_everything_as_it_was(gudang):
    golden.publish_book(gudang, "2024-T3", KECIL)
    rusak = workbook({"Koperasi": [golden.JUDUL_REGISTER[:6], ["", "KSP Baru", "Kepanjen", "KSP", "Aktif", 2023]]})
    result = run.check_workbook(rusak, "rusak.xlsx", "2024-T4", store=gudang)
    with pytest.raises(publish.NotPublishable) as error:
        publish.publish_workbook(result, rusak, "Siti", store=gudang)
    assert [t.kode for t in error.value.findings] == ["kelurahan_ragu"]
    assert gudang.list_versions() == [1]


def test_a_shrunken_register_needs_a_reason_which_the_ledger_keeps(gudang):
    golden.publish_book(gudang, "2024-T3", KECIL)
    susut = {"Koperasi": KECIL["Koperasi"][:-1]}
    with pytest.raises(publish.NotPublishable) as error:
        golden.publish_book(gudang, "2024-T4", susut)
    assert {t.kode for t in error.value.findings} == {"gerbang_register_susut", "gerbang_kelurahan_hilang"}
    number = golden.publish_book(gudang, "2024-T4", susut, reason="KSU Sembilan dibubarkan")
    assert gudang.open_version(number).execute("select alasan from unggahan where unggahan_id = 2").fetchall() == [
        ("KSU Sembilan dibubarkan",)
    ]


def test_correcting_a_published_quarter_needs_a_reason_and_keeps_the_others(gudang):
    golden.publish_all(gudang)
    benar = {"Koperasi": [*KECIL["Koperasi"][:-1], ["3572000000009", "KSU Sembilan", "Bendo", "KSU", "Aktif", 2023]]}
    with pytest.raises(publish.NotPublishable) as error:
        golden.publish_book(gudang, "2024-T3", benar)
    assert [t.kode for t in error.value.findings] == ["gerbang_sudah_terbit"]
    number = golden.publish_book(gudang, "2024-T3", benar, reason="salah ketik")
    # The correction reaches the cohort a year later: Sembilan was active then, so it is no longer in it.
    sql = "select pembilang, penyebut from indikator where indikator = 'aktif_kembali' and periode = '2025-T3' and kode_wilayah = '35.72' and kelompok_hitung = 'semua'"
    assert gudang.open_version(number).execute(sql).fetchall() == [(2, 3)]


def test_one_publisher_at_a_time(gudang):
    data = workbook(KECIL)
    result = run.check_workbook(data, "register.xlsx", "2024-T3", store=gudang)
    with gudang.lock():
        with pytest.raises(StoreBusy):
            with Store(gudang.folder).lock(patience=0):
                pass
    assert publish.publish_workbook(result, data, "Siti", store=gudang) == 1


def test_what_a_killed_publisher_left_behind_is_never_read_and_then_cleared(gudang):
    golden.publish_book(gudang, "2024-T3", KECIL)
    shutil.copy(gudang.find_path(1), gudang.find_path(2))  # finished, but the pointer was not yet moved
    (gudang.versions_folder / "000003.duckdb.sedang").write_bytes(b"separuh")
    assert gudang.list_versions() == [1]
    with pytest.raises(KeyError):
        gudang.open_version(2)
    assert golden.publish_book(gudang, "2024-T4", golden.BUKU["2024-T4"]) == 2
    assert sorted(p.name for p in gudang.versions_folder.glob("*.duckdb*")) == ["000001.duckdb", "000002.duckdb"]


def test_a_lost_pointer_target_is_said_plainly(gudang):
    golden.publish_book(gudang, "2024-T3", KECIL)
    Store(gudang.folder).find_path(1).unlink()
    with pytest.raises(StoreDamaged, match="rebuild"):
        gudang.find_current()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_said_plainly(gudang):
    gudang.folder.mkdir()
    gudang.folder.chmod(0o500)
    with pytest.raises(StoreDamaged, match="tidak dapat ditulisi"):
        golden.publish_book(gudang, "2024-T3", KECIL)


def test_the_clock_may_go_back_but_the_ledger_does_not(gudang):
    import datetime as dt

    golden.publish_book(gudang, "2024-T3", KECIL, time=dt.datetime(2030, 1, 1))
    number = golden.publish_book(gudang, "2024-T4", golden.BUKU["2024-T4"], time=dt.datetime(2020, 1, 1))
    assert gudang.open_version(number).execute("select waktu from terbitan order by nomor").fetchall() == [
        (dt.datetime(2030, 1, 1),),
        (dt.datetime(2030, 1, 1),),
    ]


def test_old_version_files_are_cleared_as_the_setting_says_and_no_workbook_with_them(gudang):
    reference = load_reference()
    reference = dataclasses.replace(reference, settings={**reference.settings, "terbitan": {"simpan_versi": 2}})
    golden.publish_all(gudang, sampai="2025-T2", reference=reference)
    assert gudang.list_versions() == [3, 4]
    assert len(list(gudang.archive_folder.glob("*.xlsx"))) == 4
    assert gudang.open_version(4).execute("select count(*) from terbitan").fetchall() == [(4,)]
    assert rebuild.verify_store(gudang, reference).problems == []
    with pytest.raises(KeyError):
        publish.restore_version(1, "Siti", store=gudang, reference=reference)
    assert publish.restore_version(3, "Siti", store=gudang, reference=reference) == 5
    assert gudang.list_versions() == [4, 5]
    assert rebuild.verify_store(gudang, reference).problems == []


# ── sample data and real data ────────────────────────────────────────────────────────


def test_real_data_start_after_one_confirmation_and_hold_no_invented_row(gudang):
    is_sample = workbook(KECIL, contoh=True)
    result = run.check_workbook(is_sample, "contoh.xlsx", "2024-T3", store=gudang)
    publish.publish_workbook(result, is_sample, "sistem", store=gudang)
    with pytest.raises(publish.NotPublishable) as error:
        golden.publish_book(gudang, "2025-T3", golden.BUKU["2025-T3"])
    assert [t.kode for t in error.value.findings] == ["data_asli_pertama"]
    number = golden.publish_book(gudang, "2025-T3", golden.BUKU["2025-T3"], starts_real_data=True)
    questionnaire = gudang.open_version(number).execute
    assert questionnaire("select distinct periode from koperasi_triwulan").fetchall() == [("2025-T3",)]
    assert questionnaire("select contoh from unggahan").fetchall() == [(False,)]
    assert questionnaire("select count(*) from terbitan").fetchall() == [(2,)]


def test_a_sample_workbook_is_refused_among_real_data(gudang):
    golden.publish_book(gudang, "2024-T3", KECIL)
    is_sample = workbook(golden.BUKU["2025-T3"], contoh=True)
    result = run.check_workbook(is_sample, "contoh.xlsx", "2025-T3", store=gudang)
    with pytest.raises(publish.NotPublishable) as error:
        publish.publish_workbook(result, is_sample, "Siti", reason="coba", starts_real_data=True, store=gudang)
    assert [t.kode for t in error.value.findings] == ["contoh_ke_data_asli"]


# ── the archive is the truth ─────────────────────────────────────────────────────────


def test_verify_replays_the_archive_and_finds_the_same_tables(gudang):
    golden.publish_all(gudang)
    publish.restore_version(2, "Siti", store=gudang)
    assert rebuild.verify_store(gudang).problems == []


def test_verify_sees_a_changed_workbook_and_a_changed_version(gudang):
    golden.publish_all(gudang, sampai="2024-T4")
    archive = next(gudang.archive_folder.glob("*.xlsx"))
    archive.write_bytes(archive.read_bytes() + b" ")
    problems = rebuild.verify_store(gudang).problems
    assert len(problems) == 1
    assert "berubah sejak diarsipkan" in problems[0]
    tamper(gudang, 1)
    assert "Berkas versi 1 berubah sejak diterbitkan." in rebuild.verify_store(gudang).problems


def test_rebuild_brings_all_versions_back_from_the_archive_alone(gudang):
    golden.publish_all(gudang)
    published = gudang.open_version(5).execute("select * from indikator order by all").fetchall()
    new = Store(gudang.folder.parent / "baru")
    shutil.copytree(gudang.archive_folder, new.archive_folder)
    shutil.copy(gudang.folder / "kunci", new.folder / "kunci")
    result = rebuild.rebuild_store(new)
    assert result.problems == []
    assert new.find_current() == 5
    assert new.open_version(5).execute("select * from indikator order by all").fetchall() == published
    assert rebuild.verify_store(new).problems == []


def test_rebuild_changes_nothing_when_all_is_equal(gudang):
    golden.publish_all(gudang, sampai="2024-T4")
    assert rebuild.rebuild_store(gudang).problems == []
    assert gudang.list_versions() == [1, 2]


def test_rebuild_publishes_the_truth_where_the_published_tables_differ(gudang):
    golden.publish_all(gudang, sampai="2024-T4")
    tamper(gudang, 2)
    rebuild.rebuild_store(gudang)
    assert gudang.find_current() == 3
    active = gudang.open_version(3).execute("select count(*) from koperasi_triwulan where status = 'aktif'").fetchall()
    assert active == [(2,)]


# ── privacy ──────────────────────────────────────────────────────────────────────────


def test_no_name_of_a_participant_is_in_a_published_file(gudang):
    number = golden.publish_all(gudang)
    con = gudang.open_version(number)
    for (table,) in con.execute("select table_name from duckdb_tables()").fetchall():
        content = str(con.execute(f"select * from {table}").fetchall())
        assert not any(name in content for name in ("Ani", "Budi", "Cici", "Gani")), table
