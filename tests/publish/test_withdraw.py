"""One upload or one quarter is withdrawn as a version of its own: as if it had never been uploaded."""

from __future__ import annotations

import json

import pytest

from etl import run
from etl.__main__ import main
from etl.audit import log
from etl.prove import rebuild, verify
from etl.publish import publish
from etl.publish.ready import VersionMoved
from etl.publish.withdraw import plan_withdrawal, say_withdrawal, withdraw_upload
from etl.store.invented import is_sample
from etl.store.versions import Store
from tests import golden, heavy
from tests.installations import with_settings
from tests.workbooks import workbook

JUDUL = golden.JUDUL_REGISTER[:6]
REGISTER = golden.REGISTER_2024_T3
_KUNJUNGAN = ["14/07/2024", "KSP Satu", None, "Petugas 1", "Khusus"]
CONTENT = (
    "select periode, nama_koperasi, koperasi_id, status, unggahan_id, lembar, baris from koperasi_triwulan order by all"
)


def upload(store: Store, periode: str, sheets: dict[str, list[list]], reason: str = "perbaikan", **others) -> int:
    data = workbook(sheets, sample=others.pop("sample", False))
    result = run.check_workbook(data, f"{periode}.xlsx", periode, store=store)
    return publish.publish_workbook(result, data, "Budi", reason, store=store, **others)


def register(*statuses: str) -> dict[str, list[list]]:
    """The first cooperatives of 2024-T3 with these statuses."""
    return {"Koperasi": [JUDUL, *([*row[:4], s, row[5]] for row, s in zip(REGISTER, statuses, strict=False))]}


def content(store: Store, number: int | None = None) -> list[tuple]:
    return store.open_version(number or store.find_current()).execute(CONTENT).fetchall()


def kinds(store: Store) -> list[tuple]:
    sql = "select periode, jenis, unggahan_id from periode_jenis order by all"
    return store.open_version(store.find_current()).execute(sql).fetchall()


def figures(store: Store, number: int | None = None) -> list[tuple]:
    sql = "select * from indikator order by all"
    return store.open_version(number or store.find_current()).execute(sql).fetchall()


def prove(store: Store, by_rebuild: bool = heavy.HEAVY) -> None:
    """Verify finds nothing. A rebuild, which replays the archive once more, changes nothing: in a part of the tests."""
    assert verify.verify_store(store).problems == []
    if by_rebuild:
        before = store.find_current()
        result = rebuild.rebuild_store(store)
        assert (result.problems, store.find_current()) == ([], before)


def test_a_withdrawn_correction_lets_what_stood_before_return_and_later_work_of_others_stand(store):
    golden.copy_all(store, until="2024-T4")  # 1 register, 2 trainings of the next quarter
    before = content(store), figures(store)
    assert upload(store, "2024-T3", register(*["Tidak Aktif"] * 6)) == 3
    golden.publish_book(store, "2025-T1", golden.BUKU["2025-T1"])
    assert withdraw_upload("3", "Siti", "keliru berkas", store=store) == 5
    assert content(store) == before[0]
    assert kinds(store) == [("2024-T3", "koperasi", 1), ("2024-T4", "pelatihan", 2), ("2025-T1", "pendampingan", 4)]
    untouched = Store(store.folder.parent / "tanpa")
    golden.copy_all(untouched, until="2025-T1")
    assert figures(store) == figures(untouched)
    entry = store.open_version(5).execute("select oleh, tindakan, periode, keterangan from terbitan where nomor = 5")
    assert entry.fetchall() == [("Siti", "tarik", "2024-T3", "menarik unggahan 3 (2024-T3.xlsx): keliru berkas")]
    prove(store, by_rebuild=True)


def test_of_two_corrections_the_first_is_withdrawn_for_good_once_the_second_is(store):
    golden.publish_book(store, "2024-T3", golden.BUKU["2024-T3"])
    upload(store, "2024-T3", register(*["Tidak Aktif"] * 6))
    upload(store, "2024-T3", register(*["Aktif"] * 6))
    last = content(store)
    plan = plan_withdrawal(store, "2")
    assert say_withdrawal(plan) == [
        "Isi unggahan 2, 2024-T3.xlsx, oleh Budi, sudah digantikan: tidak ada angka yang berubah, tetapi tidak akan "
        "kembali lagi."
    ]
    withdraw_upload("2", "Siti", "salah", store=store)
    assert content(store) == last
    withdraw_upload("3", "Siti", "salah juga", store=store)
    assert (content(store), kinds(store)) == (content(store, 1), [("2024-T3", "koperasi", 1)])
    prove(store)


def test_only_the_kinds_of_the_upload_go(store):
    golden.publish_book(store, "2024-T3", golden.BUKU["2024-T3"])
    upload(store, "2024-T3", {**register(*["Aktif"] * 6), "Pendampingan": [golden.JUDUL_PENDAMPINGAN, _KUNJUNGAN]})
    upload(store, "2024-T3", {"Pendampingan": [golden.JUDUL_PENDAMPINGAN, [*_KUNJUNGAN[:3], "Petugas 2", "TI"]]})
    assert say_withdrawal(plan_withdrawal(store, "2")) == [
        "Triwulan III 2024, Koperasi: kembali ke unggahan 1, 2024-T3.xlsx, oleh Penguji "
        "(sekarang dari unggahan 2, 2024-T3.xlsx, oleh Budi)."
    ]
    withdraw_upload("2", "Siti", "salah", store=store)
    assert kinds(store) == [("2024-T3", "koperasi", 1), ("2024-T3", "pendampingan", 3)]
    withdraw_upload("3", "Siti", "salah", store=store)
    assert kinds(store) == [("2024-T3", "koperasi", 1)]


def test_a_whole_quarter_goes_and_the_figures_of_later_ones_follow(store):
    golden.copy_all(store)
    withdraw_upload("2024-T3", "Siti", "salah triwulan", store=store)
    con = store.open_version(store.find_current())
    assert con.execute("select periode from periode order by 1").fetchall() == [
        ("2024-T4",), ("2025-T1",), ("2025-T2",), ("2025-T3",)
    ]  # fmt: skip
    assert con.execute("select count(*) from indikator where periode = '2024-T3'").fetchall() == [(0,)]
    back = "select pembilang from indikator where periode = '2025-T3' and indikator = 'aktif_kembali' limit 1"
    assert con.execute(back).fetchall() == [(None,)]
    assert [(p, k) for p, k, _ in kinds(store)][:2] == [("2024-T4", "pelatihan"), ("2025-T1", "pendampingan")]
    prove(store)


def test_cooperatives_keep_their_ids_when_their_quarter_is_withdrawn_and_uploaded_again(store):
    golden.copy_registers(store)
    ids = {(p, n): i for p, n, i, *_ in content(store)}
    withdraw_upload("2024-T3", "Siti", "salah", store=store)
    assert {(p, n): i for p, n, i, *_ in content(store)} == {k: i for k, i in ids.items() if k[0] == "2025-T3"}
    golden.publish_book(store, "2024-T3", golden.BUKU["2024-T3"])
    assert {(p, n): i for p, n, i, *_ in content(store)} == ids
    prove(store)


def test_the_very_first_publication_leaves_an_empty_version_that_is_not_sample_mode(store):
    upload(store, "2024-T3", register(*["Aktif"] * 6), sample=True)
    assert is_sample(store)
    withdraw_upload("1", "Siti", "bukan data kami", store=store)
    assert (kinds(store), content(store), is_sample(store)) == ([], [], False)
    assert store.open_version(2).execute("select count(*) from indikator").fetchall() == [(0,)]
    sample = run.check_workbook(workbook(register("Aktif"), sample=True), "c.xlsx", "2024-T3", store=store)
    assert [t.kode for t in sample.temuan if t.berat == "salah"] == ["contoh_ke_data_asli"]
    assert upload(store, "2024-T3", register("Aktif")) == 3
    prove(store)


def test_the_first_real_upload_withdrawn_brings_no_invented_row_back(store):
    upload(store, "2024-T3", register(*["Aktif"] * 6), sample=True)
    upload(store, "2024-T3", register("Aktif"), starts_real_data=True)
    withdraw_upload("2024-T3", "Siti", "keliru", store=store)
    assert (kinds(store), is_sample(store)) == ([], False)
    prove(store)


def test_a_withdrawal_is_undone_by_bringing_the_version_before_it_back(store):
    golden.publish_book(store, "2024-T3", golden.BUKU["2024-T3"])
    upload(store, "2024-T3", register(*["Aktif"] * 6))
    withdraw_upload("2", "Siti", "keliru", store=store)
    publish.restore_version(2, "Siti", store=store)
    assert (content(store), kinds(store)) == (content(store, 2), [("2024-T3", "koperasi", 2)])
    withdraw_upload("2", "Siti", "tetap keliru", store=store)
    assert content(store) == content(store, 1)
    prove(store)


def test_what_is_not_in_effect_is_refused_with_a_sentence(store):
    with pytest.raises(ValueError, match="Belum ada terbitan"):
        withdraw_upload("1", "Siti", "x", store=store)
    golden.publish_book(store, "2024-T3", golden.BUKU["2024-T3"])
    for target in ("9", "2025-T1", "2024-T9", "register"):
        with pytest.raises(ValueError, match="tidak|triwulan"):
            withdraw_upload(target, "Siti", "x", store=store)
    with pytest.raises(ValueError, match="alasan"):
        withdraw_upload("1", "Siti", "  ", store=store)
    withdraw_upload("1", "Siti", "x", store=store)
    with pytest.raises(ValueError, match="Unggahan 1 tidak ada di antara yang sedang terbit"):
        withdraw_upload("1", "Siti", "x", store=store)
    assert store.find_current() == 2


def test_where_somebody_published_since_it_was_looked_at_nothing_is_withdrawn(store):
    golden.publish_book(store, "2024-T3", golden.BUKU["2024-T3"])
    golden.publish_book(store, "2024-T4", golden.BUKU["2024-T4"])
    with pytest.raises(VersionMoved, match=r"versi 2 diterbitkan oleh Penguji \(2024-T4.xlsx\)"):
        withdraw_upload("1", "Siti", "x", seen=1, store=store)
    assert store.find_current() == 2


def test_rows_of_a_version_whose_file_was_pruned_are_asked_for(store):
    few = with_settings("terbitan", simpan_versi=1)
    data = workbook(golden.BUKU["2024-T3"])
    publish.publish_workbook(run.check_workbook(data, "a.xlsx", "2024-T3", store=store), data, "A", store=store)
    data = workbook(register(*["Aktif"] * 6))
    result = run.check_workbook(data, "b.xlsx", "2024-T3", store=store)
    publish.publish_workbook(result, data, "B", "perbaikan", store=store, reference=few)
    with pytest.raises(Exception, match="Jalankan rebuild"):
        withdraw_upload("2", "Siti", "x", store=store)
    rebuild.rebuild_store(store)
    withdraw_upload("2", "Siti", "x", store=store)
    assert kinds(store) == [("2024-T3", "koperasi", 1)]
    prove(store)


def test_the_command_line_says_what_it_took_and_the_audit_who(store, monkeypatch, capsys):
    monkeypatch.setenv("KOPERASI_DATA", str(store.folder))
    golden.publish_book(store, "2024-T3", golden.BUKU["2024-T3"])
    assert main(["withdraw", "7", "--oleh", "Siti", "--alasan", "keliru"]) == 2
    capsys.readouterr()
    assert main(["withdraw", "2024-T3", "--oleh", "Siti", "--alasan", "keliru", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "terbitan": 2,
        "ditarik": [1],
        "perubahan": [
            "Triwulan III 2024, Koperasi: tidak ada lagi (sekarang dari unggahan 1, 2024-T3.xlsx, oleh Penguji)."
        ],
    }
    last = log.read_entries(store.folder)[-1]
    assert (last.event, last.by, last.facts["versi"], last.facts["alasan"]) == ("tarik", "Siti", "2", "keliru")
