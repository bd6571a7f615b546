"""Cells mended on the upload page: cards, advice to press, several at once; and the draft that outlives the session."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Checkbox

from dasbor.staff.upload import choose, draft, groups
from dasbor.ui import access
from dasbor.ui.plain import plain
from etl import clock, run
from etl.__main__ import main
from etl.accounts import users
from etl.acuan import ROOT
from etl.audit import log
from etl.model import CheckResult, Correction
from etl.pesan import MESSAGES, NOTHING, SHOULD, TO_CHECK, make_finding, say_counts, say_weight
from etl.publish import publish
from etl.store.drafts import DAYS, Drafts
from etl.store.faults import OUTDATED, UNREACHABLE
from etl.store.versions import Store
from tests import golden
from tests.content.scenes import JUDUL, LOR, RAGU, T3, register, visits
from tests.workbooks import workbook

MESSY = [
    RAGU,
    [None, "KSP Dua", "Turi", "Sukorejo", "Entah"],
    [None, "KSP Tiga", "Turi", "Sukorejo", "Entah"],
    [None, "KSP Empat", "Turi", "Sukorejo", "Tidak Aktiv"],
]
MARKED = "Unduh buku kerja yang sudah ditandai"


def check(data: bytes, *corrections: Correction) -> CheckResult:
    return run.check_workbook(data, "a.xlsx", "2024-T3", corrections=corrections)


def make_groups(result: CheckResult) -> list[groups.Group]:
    return groups.group_findings(result.temuan, result)


# ── what a finding asks ──


def test_two_weights_only_and_what_needs_nothing_says_so_in_its_advice(store):
    quiet = {code for code, m in MESSAGES.items() if not m.perlu_tindakan}
    assert {MESSAGES[code].berat for code in quiet} == {TO_CHECK}
    assert {code for code, m in MESSAGES.items() if m.saran.startswith("Tidak perlu berbuat apa-apa")} <= quiet
    assert {m.berat for m in MESSAGES.values()} == {"salah", "periksa"}


def test_page_file_and_marked_workbook_use_the_same_words(store):
    listed = [make_finding("makro_diabaikan"), make_finding("tautan_luar"), make_finding("berkas_kosong")]
    assert [say_weight(t) for t in listed] == [NOTHING, SHOULD, "Harus diperbaiki"]
    assert say_counts(listed) == "1 harus diperbaiki, 1 perlu diperiksa, 1 tidak perlu tindakan"
    assert say_weight(make_finding("data_asli_pertama")) == "Perlu persetujuan"


def test_the_command_line_says_of_each_finding_whether_it_asks_for_something(store, tmp_path: Path, capsys):
    file = tmp_path / "a.xlsx"
    file.write_bytes(workbook({"Data": [[*JUDUL, "Aset (Rp juta)"], [None, "A", "Turi", None, "Entah", 12]]}))
    main(["check", str(file), "--periode", "2024-T3", "--json"])
    listed = json.loads(capsys.readouterr().out)["temuan"]
    assert {t["kode"]: (t["berat"], t["perlu_tindakan"]) for t in listed} == {
        "satuan_dikali": ("periksa", False),
        "status_tak_dikenal": ("periksa", True),
    }


# ── groups ──


def test_equal_findings_are_one_card_with_their_cells(store):
    listed = make_groups(check(register(*MESSY)))
    assert [(g.finding.kode, g.cells, g.weight) for g in listed] == [
        ("kelurahan_ragu", ("C2",), "Harus diperbaiki"),
        ("status_tak_dikenal", ("E3", "E4"), "Perlu diperiksa"),
        ("status_tak_dikenal", ("E5",), "Perlu diperiksa"),
    ]
    assert [g.place for g in listed] == ["Data C2", "Data E3, E4", "Data E5"]


def test_findings_of_one_kind_stand_together_on_one_card_and_say_whether_a_question_asks_them(store):
    listed = make_groups(check(register(*MESSY, [None, "KSP Lima", "Kepanjen", "Sukorejo", None])))
    cards = groups.join_kinds(listed)
    assert [[g.place for g in card] for card in cards] == [["Data C2, C6"], ["Data E3, E4", "Data E5"], ["Data E6"]]
    assert [[g.is_asked for g in card] for card in cards] == [[True], [True, True], [False]]


def test_a_value_that_is_lost_stands_above_one_that_is_read_in_one_of_two_ways(store):
    """33 dates read day first must not hide the balance that says #REF!."""
    title = ["NIK", "Nama Koperasi", "Kelurahan", "Status", "Tanggal RAT Terakhir", "Aset"]
    days = ["05/06/2025", "12/13/2025", "07/08/2025", "31 September 2025"]
    rows = [[None, f"KSP {n}", "Turi", "Aktif", day, "banyak" if n == 2 else 9] for n, day in enumerate(days)]
    listed = make_groups(check(workbook({"Data": [title, *rows]})))
    kinds = list(dict.fromkeys(g.finding.kode for g in listed))
    assert {"bukan_bilangan", "bukan_tanggal", "tanggal_ganda_arti"} <= set(kinds)
    assert kinds.index("tanggal_ganda_arti") > max(kinds.index("bukan_bilangan"), kinds.index("bukan_tanggal"))


def test_what_is_lost_is_declared_with_the_message_and_not_read_out_of_what_somebody_typed(store):
    words = "tidak diketahui, dikosongkan, tidak dibaca"
    result = check(register(*MESSY))
    listed = [
        make_finding("koperasi_tak_ditemukan", "Data", "C4", words, mirip=""),
        make_finding("tanggal_ganda_arti", "Data", "C5", words, dibaca="5 Juni 2025", cara="hari dahulu"),
        make_finding("bukan_tahun", "Data", "C6", "dua ribu", kolom="Tahun"),
    ]
    order = ["bukan_tahun", "koperasi_tak_ditemukan", "tanggal_ganda_arti"]
    assert [g.finding.kode for g in groups.group_findings(listed, result)] == order


def test_every_message_that_says_so_is_declared_as_one_that_loses_what_is_written():
    said = re.compile("dikosongkan|tidak diketahui|tidak dibaca")
    lost = {code for code, m in MESSAGES.items() if m.isi_hilang}
    assert lost == {code for code, m in MESSAGES.items() if said.search(m.pesan)}


def test_what_a_cell_says_is_not_said_twice_in_other_letters(store):
    book = register([3572010010001, "KSU Satu", "Turi", None, "TIDAK AKTIF"], [None, "KSU Dua", "Turi", None, "Aktif"])
    (numbers,) = [g for g in make_groups(check(book)) if g.finding.kode == "nik_angka"]
    assert (numbers.written, "(1 sel)" in numbers.finding.pesan) == ("", True)
    t = make_finding(
        "status_rat_berbeda", "Data", "E2", "TIDAK AKTIF", tertulis="tidak aktif", hitung="aktif", tahun=2024
    )
    assert groups._say_unsaid("TIDAK AKTIF", t) == ""
    assert groups._say_unsaid("vakum", t) == "vakum"


def test_the_advice_to_press_is_the_value_that_would_repair_or_the_likely_areas(store):
    listed = make_groups(check(register(*MESSY)))
    assert [sorted(g.advices) for g in listed] == [["Kepanjenkidul", "Kepanjenlor"], [], ["Tidak Aktif"]]


def test_the_citys_name_in_an_advice_is_no_kelurahan_to_press(store):
    (card,) = make_groups(check(register([None, "KSU Satu", "Turri Selatan", None, "Aktif"])))
    assert (card.finding.kode, card.advices) == ("kelurahan_tak_dikenal", ("Turi",))
    assert "kelurahan Kota Blitar" in card.finding.saran


def test_no_advice_takes_the_place_of_a_text_that_tells_more_than_the_advice(store):
    told = ["No", "Hari/Tanggal", "Uraian Kegiatan", "Hasil"]
    texts = ["ke Bank Sampah Asri Kel. Kepanjen", "ke Bank Sampah Dahlia Kel. Turii"]
    book = [told, *([i, dt.date(2024, 8, 5), text, "a"] for i, text in enumerate(texts, 1))]
    listed = {g.finding.kode: g for g in make_groups(check(workbook({"P": book})))}
    assert [(listed[k].advices, listed[k].cells) for k in ("kelurahan_ragu", "kelurahan_dikoreksi")] == [
        ((), ("C2",)),
        ((), ("C3",)),
    ]
    assert (listed["kelurahan_ragu"].mendable, listed["kelurahan_ragu"].written) == (True, texts[0])


_PARTS = ("kolom", "mirip", "rentang", "dibaca", "nama", "baris1", "baris2", "sebab", "jenis", "cara", "beda")


@pytest.mark.parametrize(
    ("code", "cell", "sheet", "can"),
    [
        ("wajib_kosong", "C2", "Data", True),
        ("kolom_tak_dikenal", "C1", "Data", True),
        ("wajib_kosong", "C2", "Lain", False),
        ("wajib_kosong", "", "Data", False),
        ("tabel_di_luar", "C2:D9", "Data", False),
        ("nik_angka", "A2", "Data", False),
        ("koperasi_ganda", "C2", "Data", False),
        ("kolom_wajib_hilang", "C1", "Data", False),
        ("kelurahan_dikoreksi", "C2", "Data", False),
        ("kolom_tersembunyi", "C1", "Data", False),
    ],
)
def test_only_a_single_cell_that_is_read_can_be_mended_on_the_page(store, code, cell, sheet, can):
    parts = dict.fromkeys(_PARTS, "x")
    assert groups.is_mendable(make_finding(code, sheet, cell, "x", **parts), check(register(RAGU))) is can


def test_cells_with_personal_data_are_not_mended_on_the_page(store):
    title = ["Nama Kegiatan", "Tanggal Mulai", "Nama Peserta", "NIK Peserta", "L/P", "Kelurahan"]
    data = workbook({"Pelatihan": [title, ["Pelatihan A", "5 Juli 2024", "Rahasia", "3,57E+15", "X", "Turi"]]})
    by_cell = {g.finding.sel: g.mendable for g in make_groups(check(data)) if g.finding.sel}
    assert by_cell["D2"] is False
    assert by_cell["E2"] is True


def test_what_stood_in_the_workbook_guards_also_the_second_correction_and_typing_it_takes_it_back(store):
    data = register(RAGU)
    (one,) = groups.make_corrections([("Data", "C2", "Turi", "salah")], check(data), [], "Siti")
    assert (one.lama, one.baru, one.oleh, one.alasan) == ("Kepanjen", "Turi", "Siti", "salah")
    (two,) = groups.make_corrections([("Data", "C2", "Kepanjenlor", "")], check(data, one), [one], "Siti")
    assert (two.lama, two.baru) == ("Kepanjen", "Kepanjenlor")
    assert groups.make_corrections([("Data", "C2", "Kepanjen", "")], check(data, two), [two], "Siti") == []


def test_a_correction_is_dated_by_the_clock_of_the_installation_not_by_the_servers(store, monkeypatch):
    midnight = dt.datetime(2025, 10, 1, 0, 5)  # there it is still 30 September
    monkeypatch.setattr(clock, "read_local_time", lambda: midnight)
    (one,) = groups.make_corrections([("Data", "C2", "Turi", "")], check(register(RAGU)), [], "Siti")
    assert one.waktu == midnight


# ── the store of drafts ──


def test_a_draft_is_its_owners_only_lasts_fourteen_days_and_is_in_no_backup(store, tmp_path: Path):
    drafts = Drafts(store.folder)
    drafts.write("Siti", {"triwulan": "2024-T3"})
    drafts.keep_workbook("Siti", b"isi")
    assert (drafts.read("siti"), drafts.read("Budi")) == ({"triwulan": "2024-T3"}, {})
    assert {p.stat().st_mode & 0o777 for p in drafts.folder.iterdir()} == {0o600}
    assert drafts.folder.stat().st_mode & 0o777 == 0o700
    assert not any("Siti" in p.name or "siti" in p.name for p in drafts.folder.iterdir())
    main(["backup", str(tmp_path / "cadangan")])
    copied = {p.relative_to(tmp_path / "cadangan").as_posix() for p in (tmp_path / "cadangan").rglob("*")}
    assert copied
    assert not [name for name in copied if name.startswith("draf") or name.endswith(".buku")]
    for path in drafts.folder.iterdir():
        os.utime(path, (old := time.time() - DAYS * 86_400 - 60, old))
    assert drafts.read("Siti") == {}
    assert list(drafts.folder.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b'{"perbaikan": {"2024-T3": [{}]}}', b'{"jawaban": 3}'])
def test_a_damaged_draft_is_no_draft(store, content, monkeypatch):
    monkeypatch.setattr(access, "find_actor", lambda: ("Siti", ""))
    Drafts(store.folder).write("Siti", {})
    next(Drafts(store.folder).folder.iterdir()).write_bytes(content)
    assert draft.read() == draft.Draft()


# ── the page ──


@pytest.fixture
def staff(store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    users.add_user("siti")
    token = users.start_session("siti")
    monkeypatch.setattr(access, "_read_cookies", lambda: {access.COOKIE: token})
    yield store


def open_page() -> AppTest:
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    return page.switch_page("pages/petugas/unggah.py").run()


def find_tick(page: AppTest, label: str) -> Checkbox:
    return next(c for c in page.checkbox if c.label == label)


def upload(page: AppTest, data: bytes, name: str = "register 2024-T3.xlsx", **more: bytes) -> AppTest:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    files = {name: data} | {f"{stem}.xlsx": content for stem, content in more.items()}
    page.get("file_uploader")[0].set_value([(n, content, kind) for n, content in files.items()])
    page.run()
    assert not page.exception
    return page


def spoken(page: AppTest) -> str:
    bodies = [str(e.proto.body) for e in page.get("html")]
    return " ".join([*bodies, *(m.value for m in (*page.markdown, *page.caption, *page.error, *page.warning))])


def press(page: AppTest, label: str) -> AppTest:
    next(b for b in page.button if b.label.startswith(label)).click().run()
    assert not page.exception
    return page


def type_in(page: AppTest, cell: str, text: str) -> None:
    next(i for i in page.text_input if i.label == f"Isi yang benar untuk {cell}").set_value(text)


def test_one_press_on_the_advice_mends_the_cell_and_the_finding_is_gone(staff):
    page = upload(open_page(), register(*MESSY))
    assert "1 harus diperbaiki, 3 perlu diperiksa" in spoken(page)
    press(page, "Pakai “Kepanjenlor”")
    assert "Belum dapat diterbitkan" not in spoken(page)
    assert "3 perlu diperiksa" in spoken(page) and "harus diperbaiki" not in spoken(page)
    assert "Data C2: tertulis “Kepanjen”, diperbaiki “Kepanjenlor” oleh siti" in spoken(page)


def test_the_marked_workbook_is_offered_also_where_nothing_blocks_but_not_where_there_is_nothing_to_mark(staff):
    page = upload(open_page(), register(*MESSY))
    assert spoken(page).count(MARKED) == 1
    press(page, "Pakai “Kepanjenlor”")
    assert spoken(page).count(MARKED) == 1
    press(page, "Buang draf")
    clean = spoken(upload(open_page(), register([None, "KSP Dua", "Turi", "Sukorejo", "Aktif"])))
    assert "tidak ada temuan" in clean and MARKED not in clean


def test_several_cells_typed_at_once_outlive_a_reload_and_a_restart_and_are_published(staff):
    page = upload(open_page(), register(*MESSY))
    type_in(page, "C2", "Kepanjenlor")
    type_in(page, "E5", "Tidak Aktif")
    next(i for i in page.text_input if i.label == "Isi yang benar, untuk semua sel ini").set_value("Aktif")
    press(page, "Perbaiki yang sudah diisi")
    assert "tidak ada temuan" in spoken(page)
    again = open_page()  # another session, nothing chosen: F5, a new login, another process
    assert "Melanjutkan draf Anda: register 2024-T3.xlsx" in spoken(again)
    assert "tidak ada temuan" in spoken(again)
    press(again, "Terbitkan Triwulan III 2024")
    con = staff.open_version(1)
    assert con.execute("select sel, isi_baru, oleh from perbaikan order by 1").fetchall() == [
        ("C2", "Kepanjenlor", "siti"),
        ("E3", "Aktif", "siti"),
        ("E4", "Aktif", "siti"),
        ("E5", "Tidak Aktif", "siti"),
    ]
    assert con.execute("select kode_kelurahan from koperasi_triwulan where nama_koperasi = 'KSP Baru'").fetchall() == [
        (LOR,)
    ]
    assert list(Drafts(staff.folder).folder.iterdir()) == []
    assert "Melanjutkan draf" not in spoken(open_page())
    events = [e.facts["sel"] for e in log.read_entries() if e.event == "koreksi"]
    assert events == ["Data!C2, Data!E3, Data!E4, Data!E5"]


def test_a_correction_is_taken_back_and_a_draft_dropped(staff):
    page = press(upload(open_page(), register(*MESSY)), "Pakai “Kepanjenlor”")
    press(page, "Batalkan perbaikan C2")
    assert "1 harus diperbaiki" in spoken(page)
    press(page, "Buang draf")
    assert list(Drafts(staff.folder).folder.iterdir()) == []
    assert "Pilih berkas, periksa temuannya" in spoken(page)
    upload(page, register(*T3), "lain 2024-T3.xlsx")  # no repair of what was thrown away
    assert "Dibanding pemeriksaan sebelumnya" not in spoken(page)


def test_the_repaired_workbook_takes_over_what_still_fits_and_says_what_does_not(staff):
    page = upload(open_page(), register(*MESSY))
    type_in(page, "C2", "Kepanjenlor")
    type_in(page, "E5", "Aktif")
    press(page, "Perbaiki yang sudah diisi")
    rows = [*MESSY[:3], [None, "KSP Empat", "Turi", "Sukorejo", "Tidak Aktif"]]
    upload(page, register(*rows), "perbaikan 2024-T3.xlsx")
    assert "Data C2: tertulis “Kepanjen”, diperbaiki “Kepanjenlor”" in spoken(page)
    assert "(tidak dipakai)" in spoken(page)
    assert draft_of(staff)["berkas"] == "perbaikan 2024-T3.xlsx"


def test_answers_are_part_of_the_draft(staff):
    page = upload(open_page(), register(RAGU, *T3))
    page.selectbox(key="jawab_kelurahan:kepanjen|35.72.01").select(LOR)
    press(page, "Pakai jawaban ini")
    assert "tidak ada temuan" in spoken(open_page())


def test_what_was_ticked_outlives_a_reload(staff):
    data = workbook({"Data": [JUDUL, *T3]}, sample=True)
    publish.publish_workbook(run.check_workbook(data, "a.xlsx", "2024-T2", store=staff), data, "Ani", store=staff)
    page = upload(open_page(), register(*T3))
    labels = (
        "Ya, keluarkan semua data contoh dan mulai dengan data asli",
        "Memang tidak ada pelatihan triwulan ini",
    )
    for label in labels:
        assert not find_tick(page, label).value
        find_tick(page, label).check().run()
    again = open_page()  # F5, a new login, a restart
    assert [find_tick(again, label).value for label in labels] == [True, True]


def test_a_consent_holds_for_the_version_that_was_seen_and_ends_with_the_publication(staff):
    draft.put_consent("2024-T3", 1, True)
    assert [draft.has_consented("2024-T3", version) for version in (1, 2, None)] == [True, False, False]
    assert not draft.has_consented("2024-T2", 1)
    draft.put_consent("2024-T3", 2, False)  # the page asks again and shows no tick
    assert draft.has_consented("2024-T3", 1)
    draft.put_consent("2024-T3", 1, False)
    assert not draft.has_consented("2024-T3", 1)
    draft.put_consent("2024-T3", 2, True)
    draft.finish("2024-T3")
    assert draft.read() == draft.Draft()


def test_that_there_was_nothing_of_a_kind_belongs_to_its_workbook(staff):
    draft.take_up((b"satu", "satu.xlsx"))
    first = draft.read().sha256
    draft.put_nil(first, ["pelatihan"])
    assert (draft.read_nil(first), draft.read_nil("lain")) == (["pelatihan"], [])
    draft.take_up((b"dua", "dua.xlsx"))
    draft.put_nil(first, ["pelatihan"])
    assert draft.read().nihil == []


def test_several_files_are_checked_together_corrected_and_published_as_one_version(staff):
    second = visits([dt.date(2024, 8, 5), "KSP Baru", "Turi", "Petugas 1", "Khusus"])
    page = upload(open_page(), register(RAGU, *T3), kunjungan=second)
    assert "Diperiksa dan diterbitkan bersama: register 2024-T3.xlsx dan kunjungan.xlsx." in spoken(page)
    press(page, "Pakai “Kepanjenlor”")
    assert "Melanjutkan draf Anda: register 2024-T3.xlsx dan 1 berkas lain.zip" in spoken(open_page())
    press(page, "Terbitkan Triwulan III 2024")
    con = staff.open_version(1)
    assert con.execute("select jenis, unggahan_id from periode_jenis order by 1").fetchall() == [
        ("koperasi", 1),
        ("pendampingan", 1),
    ]


def test_a_workbook_that_was_repaired_takes_the_place_of_the_one_it_was_made_from():
    files = [(b"1", "a.xlsx"), (b"2", "b.xlsx"), (b"3", "A - ditandai (1).xlsx")]
    assert choose.leave_out_replaced(files) == [(b"3", "A - ditandai (1).xlsx"), (b"2", "b.xlsx")]


def test_a_number_of_a_person_is_refused_before_anything_is_kept(staff):
    page = upload(open_page(), register(*MESSY))
    type_in(page, "C2", "Turi 0812-3456-7890")
    press(page, "Perbaiki yang sudah diisi")
    assert "Isian memuat nomor telepon" in spoken(page)
    assert "perbaikan" not in draft_of(staff) or draft_of(staff)["perbaikan"] == {}


def draft_of(store: Store) -> dict:
    return Drafts(store.folder).read("siti")


def test_where_a_later_release_published_nothing_is_checked_and_staff_and_operator_read_a_sentence_each(
    staff, monkeypatch, caplog
):
    golden.publish_book(staff, "2024-T3", golden.BUKU["2024-T3"])
    for module in ("etl.release", "etl.store.records"):
        monkeypatch.setattr(f"{module}.read_release", lambda: "0.2.9")
    page = upload(open_page(), register(RAGU))
    (told,) = [e.value for e in page.error]
    assert told.startswith(plain(OUTDATED)) and "Nomor kejadian" in told
    assert "rilis" not in spoken(page)
    (logged,) = [r for r in caplog.records if r.levelname == "ERROR"]
    said = "di sini berjalan rilis 0.2.9, yang tidak mengenal semua isinya. Pasang rilis itu di sini, lalu ulangi."
    assert said in logged.getMessage() and logged.kejadian in told
    assert "Data terbitan belum dapat dibuka" not in spoken(page)
    assert [b.label for b in page.button if b.label.startswith("Terbitkan")] == []


def test_where_the_shared_catalog_is_gone_staff_read_what_concerns_them_and_the_log_why(
    staff, tmp_path, monkeypatch, caplog
):
    page = upload(open_page(), register([None, "KSP Dua", "Turi", "Sukorejo", "Aktif"]))
    monkeypatch.setenv("KOPERASI_STORE", "ducklake:postgresql://koperasi@127.0.0.1:9/koperasi")
    monkeypatch.setenv("KOPERASI_STORE_DATA", str(tmp_path))
    press(page, "Terbitkan Triwulan III 2024")
    (told,) = [e.value for e in page.error]
    assert told.startswith(plain(UNREACHABLE)) and "Nomor kejadian" in told
    assert not re.search("PostgreSQL|katalog|paket", spoken(page), re.IGNORECASE)
    (logged,) = [r for r in caplog.records if r.levelname == "ERROR"]
    assert re.search("PostgreSQL|requirements-ducklake", logged.getMessage())
    assert "Melanjutkan draf Anda" in spoken(open_page())
