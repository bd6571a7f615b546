"""Two published cooperatives are joined, one is separated; later uploads follow, and each decision can be taken back."""

from __future__ import annotations

import json

import pytest

from etl.__main__ import main
from etl.audit import log
from etl.match import answers
from etl.prove import rebuild, verify
from etl.publish import publish
from etl.publish.join.decide import Planner, publish_decision
from etl.publish.join.listing import list_decisions
from etl.publish.join.plan import plan_join, plan_return, plan_separation
from etl.publish.join.preview import preview_decision, say_effect
from etl.publish.ready import VersionMoved
from etl.publish.withdraw import withdraw_upload
from etl.store.differences import list_differences
from etl.store.versions import Store
from tests.built import copy_built
from tests.content.scenes import check, codes, keys, publish_it
from tests.workbooks import workbook

JUDUL = ["NIK", "Nama Koperasi", "Kelurahan", "Kecamatan", "Status", "Jumlah Anggota"]
VISITS = ["Tanggal", "Sasaran", "Kelurahan", "Petugas", "Jenis Pendampingan"]
NIK1, NIK2 = "3572000000001", "3572000000002"
MAJU = ["KSU Maju Jaya", "Turi", "Sukorejo", "Aktif", 20]
MAKMUR = ["KSU Makmur Abadi", "Turi", "Sukorejo", "Aktif", 25]  # what the same one is called since 2024-T4
GEDOG = ["KSU Maju Jaya", "Gedog", "Sananwetan", "Aktif", 9]
SEHAT = [None, "KPRI Sehat", "Turi", "Sukorejo", "Aktif", 5]
IDS = "select koperasi_id from koperasi_triwulan where nama_koperasi = ? order by periode"


def book(*rows: list, visit: str = "", day: str = "14/11/2024") -> bytes:
    sheets: dict[str, list[list]] = {"Data": [JUDUL, *rows, SEHAT]}
    if visit:
        sheets["Pendampingan"] = [VISITS, [day, visit, "Turi", "Petugas 1", "Khusus"]]
    return workbook(sheets)


def start_two(store: Store) -> tuple[str, str]:
    """One cooperative under two names: registers of 2024-T3 and T4, the latter with a visit; the two ids."""

    def build() -> None:
        publish_it(Store(), book([None, *MAJU]))
        publish_it(Store(), book([None, *MAKMUR], visit="KSU Makmur Abadi"), "2024-T4", reason="x")

    copy_built("dua untuk satu", store.folder, build)
    return find_id(store, "KSU Maju Jaya"), find_id(store, "KSU Makmur Abadi")


def start_one(store: Store) -> str:
    """Two cooperatives under one id, since the NIK of the first was typed for the second in 2024-T4; that id."""

    def build() -> None:
        publish_it(Store(), book([NIK1, *MAJU]))
        visited = book([NIK1, *GEDOG], visit="KSU Maju Jaya")
        publish_it(Store(), visited, "2024-T4", reason="x")

    copy_built("satu untuk dua", store.folder, build)
    return find_id(store, "KSU Maju Jaya")


def find_id(store: Store, name: str) -> str:
    return str(store.open_version(store.find_current() or 0).execute(IDS, [name]).fetchall()[0][0])


def line(store: Store, *ids: str) -> list[tuple[str, str]]:
    """(quarter, name) of the register rows of these ids."""
    sql = "select periode, nama_koperasi from koperasi_triwulan where list_contains(?, koperasi_id) order by all"
    return store.open_version(store.find_current() or 0).execute(sql, [list(ids)]).fetchall()


def owners(store: Store) -> list[tuple]:
    sql = (
        "select periode, koperasi_id, kode_kelurahan, 'koperasi' from koperasi_triwulan union all "
        "select periode, koperasi_id, kode_kelurahan, 'kunjungan' from pendampingan_kunjungan order by all"
    )
    return store.open_version(store.find_current() or 0).execute(sql).fetchall()


def decide(store: Store, planner: Planner, **others: object) -> int:
    return publish_decision(planner, "Siti", "surat dinas", store=store, **others)  # type: ignore[arg-type]


def join(store: Store, *ids: str) -> int:
    return decide(store, lambda con: plan_join(con, ids))


def separate(store: Store, number: str, *quarters: str, other: str | None = None) -> int:
    return decide(store, lambda con: plan_separation(con, number, quarters, other))


def take_back(store: Store, number: int) -> int:
    return decide(store, lambda con: plan_return(con, number))


def other_tables(store: Store, one: int, second: int) -> list[str]:
    """Tables that two versions hold differently, beside the ledger."""
    found = list_differences(store.find_path(one), store.find_path(second))
    return [d.table for d in found if d.table != "terbitan"]


def read_ids(store: Store, data: bytes, periode: str) -> list[str]:
    return list(check(store, data, periode).tabel["koperasi"]["koperasi_id"])


def prove(store: Store) -> None:
    assert verify.verify_store(store).problems == []


# ── joining ──


def test_two_that_are_one_have_one_id_in_all_quarters_and_nothing_is_counted_twice(store):
    old, new = start_two(store)
    effect = preview_decision(lambda con: plan_join(con, [new, old]), store)
    assert say_effect(effect)[:2] == [
        "“KSU Makmur Abadi” (Turi), tercatat di Triwulan IV 2024, menjadi satu dengan “KSU Maju Jaya” (Turi), tercatat "
        "di Triwulan III 2024.",
        "Sesudahnya satu koperasi dengan 2 register, bernama “KSU Makmur Abadi” (Turi); isi setiap baris tetap.",
    ]
    assert "Ikut berpindah: 1 baris Pendampingan." in say_effect(effect)
    assert join(store, new, old) == 3
    assert line(store, old) == [("2024-T3", "KSU Maju Jaya"), ("2024-T4", "KSU Makmur Abadi")]
    assert line(store, new) == []
    assert [row[1] for row in owners(store) if row[3] == "kunjungan"] == [old]
    sql = "select oleh, tindakan, keterangan from terbitan where nomor = 3"
    assert store.open_version(3).execute(sql).fetchall() == [
        ("Siti", "gabung", "“KSU Makmur Abadi” (Turi) satu dengan “KSU Maju Jaya” (Turi): surat dinas")
    ]
    counted = "select periode, pembilang from indikator where indikator = 'koperasi_terdaftar' order by all"
    assert store.open_version(3).execute(counted).fetchall() == store.open_version(2).execute(counted).fetchall()
    last = log.read_entries(store.folder)[-1]
    assert (last.event, last.by, last.facts["versi"], last.facts["alasan"]) == ("gabung", "Siti", "3", "surat dinas")
    prove(store)


def test_the_next_workbook_with_either_name_finds_the_joined_one_also_when_the_quarter_came_again_without_it(store):
    old, new = start_two(store)
    join(store, old, new)
    for row in (MAJU, MAKMUR):
        result = check(store, book([None, *row]), "2025-T1")
        assert (list(result.tabel["koperasi"]["koperasi_id"])[0], keys(result)) == (old, [])
        assert "identitas_mirip" not in codes(result)
    publish_it(store, book([None, *MAJU]), "2024-T4", reason="nama dibetulkan")
    assert line(store, old) == [("2024-T3", "KSU Maju Jaya"), ("2024-T4", "KSU Maju Jaya")]
    assert read_ids(store, book([None, *MAKMUR]), "2025-T1")[0] == old
    assert "koperasi_ganda" in codes(check(store, book([None, *MAJU], [None, *MAKMUR]), "2025-T1"))
    prove(store)


def test_a_join_that_is_withdrawn_leaves_all_tables_as_they_were(store):
    old, new = start_two(store)
    assert join(store, old, new) == 3
    assert take_back(store, 3) == 4
    assert other_tables(store, 2, 4) == []
    assert list_decisions(store) == []
    sql = "select tindakan, keterangan from terbitan where nomor = 4"
    assert store.open_version(4).execute(sql).fetchall() == [
        ("batal gabung", "membatalkan penggabungan versi 3 atas “KSU Makmur Abadi” (Turi): surat dinas")
    ]
    with pytest.raises(ValueError, match="versi 3 tidak ada atau sudah dibatalkan"):
        take_back(store, 3)
    before = store.find_current()
    assert (rebuild.rebuild_store(store).problems, store.find_current()) == ([], before)


def test_what_was_published_since_stands_and_goes_where_it_would_have_gone_without_the_join(store):
    old, new = start_two(store)
    join(store, old, new)
    publish_it(store, book([None, *MAKMUR], visit="KSU Makmur Abadi", day="14/02/2025"), "2025-T1", reason="x")
    publish_it(store, book([None, *MAJU]), "2025-T2", reason="x")
    take_back(store, 3)
    assert line(store, old) == [("2024-T3", "KSU Maju Jaya"), ("2025-T2", "KSU Maju Jaya")]
    assert line(store, new) == [("2024-T4", "KSU Makmur Abadi"), ("2025-T1", "KSU Makmur Abadi")]
    assert [(row[0], row[1]) for row in owners(store) if row[3] == "kunjungan"] == [("2024-T4", new), ("2025-T1", new)]
    prove(store)


def test_a_join_is_undone_and_done_again_by_bringing_versions_back(store):
    old, new = start_two(store)
    join(store, old, new)
    publish.restore_version(2, "Siti", store=store)
    assert (line(store, new), list_decisions(store)) == ([("2024-T4", "KSU Makmur Abadi")], [])
    publish.restore_version(3, "Siti", store=store)
    assert (line(store, new), len(list_decisions(store))) == ([], 1)
    assert take_back(store, 3) == 6
    assert other_tables(store, 4, 6) == []
    prove(store)


def test_two_that_stand_in_one_register_are_refused_with_their_values(store):
    publish_it(store, book([None, *MAJU], [None, *MAKMUR]))
    pair = find_id(store, "KSU Maju Jaya"), find_id(store, "KSU Makmur Abadi")
    with pytest.raises(ValueError) as refused:
        join(store, *pair)
    assert str(refused.value) == (
        "Keduanya tercatat di register Triwulan III 2024: “KSU Maju Jaya” (Turi) di lembar “Data” baris 2 dan “KSU "
        "Makmur Abadi” (Turi) di lembar “Data” baris 3; berbeda: Jumlah Anggota 20 dan 25. Tidak ada yang dijumlahkan "
        "atau dibuang diam-diam: hapus baris yang keliru di buku kerja triwulan itu, unggah lagi, lalu gabungkan"
    )
    assert store.find_current() == 1


def test_what_cannot_be_decided_is_refused_with_a_sentence(store):
    with pytest.raises(ValueError, match="Belum ada terbitan"):
        join(store, "a", "b")
    old, new = start_two(store)
    for ids, words in (((old, old), "dua koperasi yang berbeda"), ((old, "Kx"), "Tidak ada koperasi dengan kode “Kx”")):
        with pytest.raises(ValueError, match=words):
            join(store, *ids)
    with pytest.raises(ValueError, match="alasan"):
        publish_decision(lambda con: plan_join(con, [old, new]), "Siti", " ", store=store)
    with pytest.raises(VersionMoved):
        decide(store, lambda con: plan_join(con, [old, new]), seen=1)
    join(store, old, new)
    with pytest.raises(ValueError, match="oleh penggabungan versi 3; batalkan itu"):
        separate(store, old, "2024-T4")
    assert store.find_current() == 3


def test_an_answer_of_former_times_leads_to_the_joined_one(store):
    old, new = start_two(store)
    other = [None, "KSU Makmoer Abadi", *MAKMUR[1:]]
    asked = "koperasi:nama:KSU MAKMOER ABADI|35.72.02.1004"
    publish_it(store, book(other), "2025-T1", answers={asked: new}, reason="x")
    join(store, old, new)
    assert read_ids(store, book(other), "2025-T2")[0] == old
    (answer,) = answers.list_answers(store.open_version(4))
    assert answer["label"] == "KSU Makmoer Abadi"
    prove(store)


# ── separating ──


def test_one_that_is_two_is_separated_with_its_visits_and_both_are_found_in_the_next_workbook(store):
    one = start_one(store)
    effect = preview_decision(lambda con: plan_separation(con, one, ["2024-T4"]), store)
    assert say_effect(effect)[:3] == [
        "“KSU Maju Jaya” (Gedog) di Triwulan IV 2024 menjadi koperasi tersendiri; isi setiap barisnya tetap.",
        "“KSU Maju Jaya” (Turi) tinggal di Triwulan III 2024.",
        "Ikut berpindah: 1 baris Pendampingan.",
    ]
    assert separate(store, one, "2024-T4") == 3
    made = list_decisions(store)[0][0].koperasi_lain
    assert made != one
    assert line(store, made) == [("2024-T4", "KSU Maju Jaya")]
    assert [row[1] for row in owners(store) if row[3] == "kunjungan"] == [made]
    both = book([NIK1, *MAJU], [NIK2, *GEDOG])
    assert read_ids(store, both, "2025-T1")[:2] == [one, made]
    assert read_ids(store, book([NIK1, *GEDOG]), "2025-T1")[0] == made  # typed wrongly once more
    assert read_ids(store, book([NIK1, *MAJU]), "2025-T1")[0] == one
    assert codes(check(store, both, "2025-T1")) == []
    prove(store)


def test_a_row_without_a_key_of_its_own_is_asked(store):
    one = start_one(store)
    separate(store, one, "2024-T4")
    result = check(store, book([NIK1, "KSU Lain Sama Sekali", "Bendo", "Kepanjenkidul", "Aktif", 3]), "2025-T1")
    assert "koperasi_dipisah" in codes(result)
    assert keys(result) == [f"koperasi:nik:{NIK1}"]
    assert len(result.pertanyaan[0].calon) == 2
    answered = {keys(result)[0]: list_decisions(store)[0][0].koperasi_lain}
    publish_it(store, book([NIK1, "KSU Lain Sama Sekali", "Bendo", "Kepanjenkidul", "Aktif", 3]), "2025-T1", answered, "x")
    assert read_ids(store, book([NIK1, *MAJU]), "2025-T2")[0] == one  # the answer is not about its own row


def test_a_separation_that_is_withdrawn_leaves_all_tables_as_they_were(store):
    one = start_one(store)
    separate(store, one, "2024-T4")
    take_back(store, 3)
    assert other_tables(store, 2, 4) == []
    prove(store)


def test_the_other_one_may_be_known_already(store):
    publish_it(store, book([NIK1, *MAJU]))
    publish_it(store, book([NIK1, *MAJU], [NIK2, "KSU Lain", "Gedog", "Sananwetan", "Aktif", 9]), "2024-T4", reason="x")
    publish_it(store, book([NIK1, "KSU Lain", "Gedog Wetan", "Sananwetan", "Aktif", 9]), "2025-T1", reason="x")
    one, other = find_id(store, "KSU Maju Jaya"), find_id(store, "KSU Lain")
    if line(store, one)[-1][0] != "2025-T1":
        pytest.skip("the workbook was not taken for the first one")
    separate(store, one, "2025-T1", other=other)


def test_what_cannot_be_separated_is_refused_with_a_sentence(store):
    one = start_one(store)
    cases = {
        ("2024-T1",): "tidak tercatat di register Triwulan I 2024; sebut triwulan register yang dimaksud: 2024-T3, 2024-T4",
        ("2024-T3", "2024-T4"): "sisakan sedikitnya satu triwulan",
    }
    for quarters, words in cases.items():
        with pytest.raises(ValueError, match=words):
            separate(store, one, *quarters)
    sehat = find_id(store, "KPRI Sehat")
    with pytest.raises(ValueError, match="tidak dapat dibedakan"):
        separate(store, sehat, "2024-T4")
    with pytest.raises(ValueError, match="sudah tercatat di register Triwulan IV 2024"):
        separate(store, one, "2024-T4", other=sehat)
    separate(store, one, "2024-T4")
    made = list_decisions(store)[0][0].koperasi_lain
    with pytest.raises(ValueError, match="dipisahkan di versi 3; batalkan pemisahan itu"):
        join(store, one, made)
    publish_it(store, book([NIK1, *MAJU], [NIK2, *GEDOG]), "2025-T1", reason="x")
    with pytest.raises(ValueError, match="memuat keduanya"):
        take_back(store, 3)


# ── with withdrawn uploads ──


def test_rows_that_return_when_an_upload_is_withdrawn_follow_the_decisions(store):
    old, new = start_two(store)
    publish_it(store, book([None, *MAKMUR[:4], 30], visit="KSU Makmur Abadi"), "2024-T4", reason="x")
    join(store, old, new)
    withdraw_upload("3", "Siti", "keliru", store=store)
    assert line(store, old) == [("2024-T3", "KSU Maju Jaya"), ("2024-T4", "KSU Makmur Abadi")]
    assert [row[1] for row in owners(store) if row[3] == "kunjungan"] == [old]
    take_back(store, 4)
    assert line(store, new) == [("2024-T4", "KSU Makmur Abadi")]
    assert [row[1] for row in owners(store) if row[3] == "kunjungan"] == [new]
    prove(store)


def test_rows_that_would_return_twice_or_under_a_decision_that_is_gone_are_refused(store):
    publish_it(store, book([None, *MAJU], [None, *MAKMUR]))
    pair = find_id(store, "KSU Maju Jaya"), find_id(store, "KSU Makmur Abadi")
    publish_it(store, book([None, *MAJU]), reason="x")
    publish_it(store, book([None, *MAKMUR]), "2024-T4", reason="x")
    join(store, *pair)
    with pytest.raises(ValueError, match="dua baris dari koperasi yang digabung di versi 4"):
        withdraw_upload("2", "Siti", "keliru", store=store)
    publish_it(store, book([None, *MAKMUR[:4], 30]), "2024-T4", reason="x")
    take_back(store, 4)
    with pytest.raises(ValueError, match="putusan versi 4 tentang koperasi, yang sudah dibatalkan"):
        withdraw_upload("5", "Siti", "keliru", store=store)


# ── command line ──


def test_the_command_line_looks_decides_lists_and_takes_back(store, capsys):
    old, new = start_two(store)
    why = ["--oleh", "Siti", "--alasan", "surat dinas"]
    assert main(["gabung", old, new, *why, "--lihat"]) == 0
    assert capsys.readouterr().out.endswith("Belum diterbitkan.\n")
    assert main(["gabung", old, new, *why, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["terbitan"], said["perubahan"][-2]) == (3, "Ikut berpindah: 1 baris Pendampingan.")
    assert main(["putusan"]) == 0
    assert "    3  “KSU Makmur Abadi” di Triwulan IV 2024 satu dengan “KSU Makmur Abadi” (Siti" in capsys.readouterr().out
    assert main(["putusan", "--batal", "3"]) == 2
    assert "--batal memerlukan --oleh NAMA dan --alasan TEKS" in capsys.readouterr().err
    assert main(["putusan", "--batal", "3", *why]) == 0
    assert capsys.readouterr().out.endswith("Terbit sebagai versi 4; putusan --batal 4.\n")
    assert main(["putusan", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"terkini": 4, "putusan": []}
    assert main(["pisah", old, "2024-T3", *why]) == 2
    assert "Semua triwulan “KSU Maju Jaya” (Turi) disebut" in capsys.readouterr().err
