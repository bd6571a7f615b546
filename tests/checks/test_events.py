"""Acara: events are found by their headings, dated in the quarter, and hold no names of people."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from etl import run
from etl.prove import rebuild, verify
from etl.publish import publish, withdraw
from etl.store.versions import Store
from tests import golden
from tests.checks.test_recap import REGISTER, brief, check
from tests.workbooks import workbook

_ = None
TITLE = [
    "No",
    "Nama Acara",
    "Tanggal",
    "Tempat",
    "Kelurahan",
    "Koperasi Peserta",
    "UMKM Peserta",
    "Nama Koperasi Peserta",
]
EXPO: list[Any] = [
    1,
    "Blitar Jadoel",
    "5-7 Juli 2024",
    "Alun-alun",
    "Turi",
    12,
    "40 stan",
    "KSP Satu; K.S.U. Dua; Bu Sulastri",
]
DAY: list[Any] = [2, "Hari Koperasi", dt.date(2024, 7, 12), "Aula", _, _, "-", _]


def events(result: run.CheckResult, *columns: str) -> list[list[Any]]:
    table = result.tabel["acara"]
    chosen = table[list(columns)].astype(object)
    return chosen.where(chosen.notna(), None).values.tolist()


# ── recognised by what only it has ──


@pytest.mark.parametrize(
    "title",
    [
        TITLE,
        ["Nama Acara", "Tanggal", "Tempat"],
        ["Kegiatan", "Tanggal Pelaksanaan", "Jumlah Koperasi Peserta"],
        ["Nama Kegiatan", "Tanggal", "Lokasi", "Jumlah UMKM Peserta"],
        ["Acara", "Tgl", "Penyelenggara"],
        ["Event", "Tanggal", "UMKM Peserta"],
    ],
)
def test_a_list_of_events_is_known_by_its_name_and_by_what_no_other_list_has(title, store):
    row = ["Pameran" if t in NAMES else "5 Juli 2024" if t[:3] in ("Tan", "Tgl") else 5 for t in title]
    assert [t.jenis for t in check({"Lembar 1": [title, row]}, "2024-T3", store).found_tables] == ["acara"]


NAMES = ("Nama Acara", "Kegiatan", "Nama Kegiatan", "Acara", "Event")


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        (["Waktu", "Acara", "Penanggung Jawab"], None),
        (["Kegiatan", "Tanggal", "Tempat"], None),
        (["Nama Kegiatan", "Tanggal", "Tempat", "Nama Peserta", "Koperasi"], "pelatihan"),
        (["Nama Kegiatan", "Tanggal", "Penyelenggara", "Nama Peserta", "Asal"], "pelatihan"),
        (["Tanggal", "Kegiatan", "Koperasi", "Petugas"], "pendampingan"),
        (["Tanggal", "Penghargaan", "Penerima", "Pemberi"], "penghargaan"),
        (["Kelurahan", "Jumlah Koperasi", "Jumlah UMKM"], None),
    ],
)
def test_other_lists_with_a_kegiatan_are_none(title, kind, store):
    rows = [title, ["5 Juli 2024" if t == "Tanggal" else f"Isi {t}" for t in title]]
    found = [t.jenis for t in check({"Lembar 1": rows}, "2024-T3", store).found_tables]
    assert found == ([kind] if kind else [])


def test_an_empty_sheet_says_nothing_and_stops_nobody(store):
    result = check({**REGISTER, "Acara": [TITLE]}, "2024-T3", store)
    assert list(result.tabel) == ["koperasi"] and result.dapat_terbit
    assert [t.kode for t in result.temuan if t.lembar == "Acara"] == []


# ── what is read ──


def test_a_span_of_days_counts_and_names_are_read_and_what_is_blank_stays_unknown(store):
    result = check({**REGISTER, "Acara": [TITLE, EXPO, DAY]}, "2024-T3", store)
    assert events(
        result, "nama_acara", "tanggal", "tanggal_selesai", "jumlah_koperasi_peserta", "jumlah_umkm_peserta"
    ) == [
        ["Blitar Jadoel", dt.date(2024, 7, 5), dt.date(2024, 7, 7), 12, 40],
        ["Hari Koperasi", dt.date(2024, 7, 12), None, None, None],
    ]
    assert events(result, "nama_koperasi_peserta", "nama_lain") == [["KSP Satu; KSU Dua", 1], [None, None]]
    assert events(result, "kode_kelurahan", "baris") == [["35.72.02.1004", 2], [None, 3]]


@pytest.mark.parametrize(("name", "code"), [(_, "wajib_kosong"), (155, "bukan_nama")])
def test_a_row_of_the_register_without_a_name_is_a_finding_beside_a_list_of_events(store, name, code):
    title, first, *rest = REGISTER["Koperasi"]
    place = title.index("Nama Koperasi")
    nameless = [*first[:place], name, *first[place + 1 :]]
    result = check({"Koperasi": [title, nameless, *rest], "Acara": [TITLE, EXPO]}, "2024-T3", store)
    assert code in [t.kode for t in result.temuan if t.lembar == "Koperasi"]
    assert events(result, "nama_acara") == [["Blitar Jadoel"]]


def test_koperasi_peserta_is_a_number_or_names_as_the_cells_below_say(store):
    rows = [
        ["Nama Acara", "Tanggal", "Koperasi Peserta", "UMKM Peserta"],
        ["Pameran", "5 Juli 2024", "1. KSP Satu 2. KSU Dua", "Bu Sulastri, Pak Joko"],
    ]
    result = check({**REGISTER, "Acara": rows}, "2024-T3", store)
    assert events(result, "nama_koperasi_peserta", "jumlah_koperasi_peserta", "jumlah_umkm_peserta") == [
        ["KSP Satu; KSU Dua", None, None]
    ]
    assert "nama_umkm_peserta" not in result.tabel["acara"]


def test_a_name_with_dan_in_it_is_one_and_two_known_ones_are_two(store):
    rows = [["Nama Acara", "Tanggal", "Nama Koperasi Peserta"]]
    rows += [["Pameran", "5 Juli 2024", "KSP Satu dan KSU Dua"], ["Bazar", "6 Juli 2024", "KSP Maju dan Makmur"]]
    result = check({**REGISTER, "Acara": rows}, "2024-T3", store)
    assert events(result, "nama_koperasi_peserta", "nama_lain") == [["KSP Satu; KSU Dua", 0], [None, 1]]


# ── what is found wrong ──


def test_days_outside_the_quarter_and_the_same_event_twice_are_as_in_other_lists(store):
    rows = [
        TITLE,
        EXPO,
        EXPO,
        [3, "Pameran", "2 Oktober 2024"],
        [4, "Bazar", "9-8 Juli 2024"],
        [5, "Temu", "kapan-kapan"],
    ]
    result = check({**REGISTER, "Acara": rows}, "2024-T3", store)
    found = [(t.kode, t.berat, t.sel) for t in result.temuan if t.lembar == "Acara" and t.berat == "salah"]
    assert ("di_luar_triwulan", "salah", "C4") in found
    assert ("tanggal_wajib_salah", "salah", "C6") in found
    assert [(d, why) for _, d, why in result.dilewati] == [(3, "acara yang sama sudah tertulis")]
    assert not result.dapat_terbit


def test_of_a_list_of_a_whole_year_the_quarter_is_read(store):
    rows = [TITLE] + [[m, f"Acara {m}", dt.date(2024, m, 10), "Aula"] for m in range(1, 13)]
    result = check({**REGISTER, "Acara": rows}, "2024-T3", store)
    assert [r[0] for r in events(result, "nama_acara")] == ["Acara 7", "Acara 8", "Acara 9"]
    assert ("baris_triwulan_lain", "C2") in brief(result)


def test_more_names_than_the_number_beside_them_is_said(store):
    rows = [TITLE, [1, "Pameran", "5 Juli 2024", _, _, 1, _, "KSP Satu; KSU Dua"]]
    result = check({**REGISTER, "Acara": rows}, "2024-T3", store)
    assert [t.pesan for t in result.temuan if t.kode == "acara_jumlah_berbeda"] == [
        "Tertulis 1 koperasi peserta, tetapi sel namanya memuat 2 nama."
    ]


# ── no names of people ──

PEOPLE = [
    ["Nama Acara", "Tanggal", "Jumlah Koperasi Peserta", "Jumlah UMKM Peserta", "Nama Koperasi Peserta",
     "Nama Pelaku UMKM", "Penanggung Jawab"],
    ["Pameran", "5 Juli 2024", 3, 40, "KSP Satu, Ibu Sulastri", "Pak Joko", "Bu Wati"],
    ["Bazar", "6 Juli 2024", "Ibu Sulastri", "Pak Joko", "Bu Wati", "Ibu Sulastri", "Pak Joko"],
]  # fmt: skip


def test_no_name_of_a_person_reaches_a_version(store):
    data = workbook({**REGISTER, "Acara": PEOPLE})
    result = run.check_workbook(data, "buku.xlsx", "2024-T3", store=store)
    number = publish.publish_workbook(result, data, "Penguji", "uji", store=store)
    everything = str(list_all_values(store, number))
    assert "KSP Satu" in everything
    assert [n for n in ("Sulastri", "Joko", "Wati") if n in everything] == []
    assert ("bukan_bilangan", "C3") in brief(result)


def list_all_values(store: Store, number: int) -> list[Any]:
    con = store.open_version(number)
    tables = con.execute("select table_name from duckdb_tables() where database_name = current_database()").fetchall()
    return [con.execute(f'from "{table}"').fetchall() for (table,) in tables]


# ── as other kinds are taken back and brought back ──


def test_events_go_and_come_back_with_their_upload(store):
    first = golden.publish_book(store, "2024-T3", {**REGISTER, "Acara": [TITLE, EXPO]})
    second = golden.publish_book(store, "2024-T3", {"Acara": [TITLE, DAY]}, reason="uji")
    assert names(store, first) == ["Blitar Jadoel"] and names(store, second) == ["Hari Koperasi"]
    third = withdraw.withdraw_upload(str(second), "Penguji", "salah unggah", store=store)
    assert names(store, third) == ["Blitar Jadoel"]
    fourth = publish.restore_version(second, "Penguji", store=store)
    assert names(store, fourth) == ["Hari Koperasi"]
    assert verify.verify_store(store).problems == []
    assert "tidak ada yang" in rebuild.rebuild_store(store).sentence.lower()


def names(store: Store, number: int) -> list[str]:
    rows = store.open_version(number).execute("select nama_acara from acara order by 1").fetchall()
    return [name for (name,) in rows]
