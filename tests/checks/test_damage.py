"""What each gate sees in a register, what it says, and what it leaves alone."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from etl import run
from etl.checks.validate import check_jumps
from etl.contoh.angka import QUARTERS
from etl.damage.gates import GATES
from etl.pesan import GATES as ASKING
from etl.pesan import MESSAGES
from etl.publish import publish
from etl.store.versions import Store
from tests import frames, golden
from tests.checks.registers import (
    Rows,
    list_gates,
    make_register,
    open_scratch,
    recognise,
    replace_column,
    see,
    see_after,
)
from tests.workbooks import workbook

BEFORE = "2025-T2"
CON = open_scratch()


def column(rows: Rows, name: str) -> list[Any]:
    return [row[name] for row in rows]


def with_column(name: str, change: Any) -> list[tuple[str, str, str]]:
    """The gates that ask when this column of last quarter's register is changed so."""
    rows = make_register(BEFORE)
    return list_gates(see(CON, replace_column(rows, name, change(column(rows, name))), BEFORE))


def blanks_last(values: list[Any]) -> list[Any]:
    return sorted(v for v in values if v is not None) + [None] * values.count(None)


def shifted_from(start: int, by: int = 1) -> Any:
    return lambda values: [*values[:start], *values[start - by : -by]]


@pytest.mark.parametrize(
    ("name", "change", "seen"),
    [
        ("nama_koperasi", sorted, [("identitas_berubah", "nama_koperasi", "urut")]),
        ("nama_koperasi", shifted_from(30), [("identitas_berubah", "nama_koperasi", "geser")]),
        ("status", shifted_from(25), [("status_berubah", "status", "geser")]),
        ("status", sorted, [("status_berubah", "status", "urut")]),
        ("status", lambda v: ["aktif"] * len(v), [("status_berubah", "status", "sama")]),
        ("status", lambda v: ["dibubarkan"] * len(v), [("status_berubah", "status", "sama")]),
        ("kelompok", shifted_from(200), [("kolom_berpindah", "kelompok", "geser")]),
        ("jenis", sorted, [("kolom_berpindah", "jenis", "urut")]),
        ("sektor_usaha", shifted_from(120), [("kolom_berpindah", "sektor_usaha", "geser")]),
        ("status_nik", shifted_from(200), [("kolom_berpindah", "status_nik", "geser")]),
        ("status_nik", lambda v: ["Bersertifikat"] * len(v), []),
        ("aset", blanks_last, [("kolom_berpindah", "aset", "urut")]),
        ("aset", shifted_from(250, 2), [("kolom_berpindah", "aset", "geser")]),
        ("aset", lambda v: [None] * len(v), [("kolom_kosong", "aset", "")]),
        ("aset", lambda v: [x and x * 1000 for x in v], [("kolom_kali", "aset", "")]),
        ("aset", lambda v: [*v[:290], *(x and x / 10 for x in v[290:])], [("kolom_kali", "aset", "")]),
        ("shu", lambda v: [x and 0 for x in v], [("kolom_nol", "shu", "")]),
        ("nama_koperasi", lambda v: [x.upper().replace(" ", "  ") for x in v], [("register_sama", "", "")]),
        ("nama_koperasi", lambda v: [x.replace("KSU", "Koperasi Serba Usaha") for x in v], []),
        ("nomor_badan_hukum", lambda v: [x or "1/BH/2001" for x in v], []),
        ("keterangan", lambda v: ["dicek"] * len(v), []),
        ("aset", lambda v: [x and x * 1.07 for x in v], []),
        ("tahun_buku_rat", lambda v: [2024] * len(v), []),
    ],
)  # fmt: skip
def test_a_change_of_one_column_is_seen_for_what_it_is(name, change, seen):
    assert with_column(name, change) == seen


def test_a_sorted_column_of_niks_is_told_as_the_key_and_not_as_all_the_rest():
    rows = make_register(BEFORE)
    damaged = replace_column(rows, "nik_koperasi", blanks_last(column(rows, "nik_koperasi")))
    assert list_gates(see(CON, recognise(damaged, rows), BEFORE)) == [("kunci_berpindah", "nik_koperasi", "pindah")]


def test_a_sheet_sorted_as_a_whole_is_no_damage():
    rows = sorted(make_register("2025-T2"), key=lambda row: (row["aset"] is None, row["aset"] or 0))
    whole = [row | {"baris": i} for i, row in enumerate(rows, 5)]
    assert list_gates(see(CON, whole, "2025-T1")) == []


def test_a_register_that_repeats_the_last_one_is_said_once():
    rows = make_register(BEFORE)
    assert list_gates(see(CON, rows, BEFORE)) == [("register_sama", "", "")]
    assert list_gates(see(CON, rows[:-1], BEFORE)) == []


def test_a_repeated_register_is_seen_also_where_columns_are_missing_from_it():
    fewer = [row | {"pengurus": None, "nib": None} for row in make_register(BEFORE)]
    assert ("register_sama", "", "") in list_gates(see(CON, fewer, BEFORE))
    other = [row | ({"status": "tidak aktif"} if i == 3 else {}) for i, row in enumerate(fewer)]
    assert ("register_sama", "", "") not in list_gates(see(CON, other, BEFORE))


def swapped(rows: Rows, one: str, other: str, start: int = 0) -> Rows:
    return [row | ({one: row[other], other: row[one]} if i >= start else {}) for i, row in enumerate(rows)]


@pytest.mark.parametrize(
    ("one", "other", "start"),
    [("aset", "volume_usaha", 0), ("modal_sendiri", "modal_luar", 0), ("anggota_laki", "anggota_perempuan", 0),
     ("aset", "shu", 280), ("nama_koperasi", "alamat", 0), ("pengurus", "pengurus_bersertifikat", 0)],
)  # fmt: skip
def test_two_columns_in_one_anothers_place_are_named_together(one, other, start):
    seen = see(CON, swapped(make_register("2025-T2"), one, other, start), "2025-T1")
    assert {("kolom_tertukar", one, "tukar"), ("kolom_tertukar", other, "tukar")} <= set(list_gates(seen))
    assert {d.partner for d in seen if d.column == one} == {other}


QUARTERS_BEFORE = ("2024-T2", "2024-T3", "2024-T4", "2025-T1")


@pytest.mark.parametrize("name", ["aset", "shu", "jumlah_anggota", "tanggal_rat", "modal_sendiri", "anggota_perempuan"])
@pytest.mark.parametrize("older", QUARTERS_BEFORE[:-1])
def test_a_column_of_an_older_quarter_is_known_again(name, older):
    said = {row["koperasi_id"]: row[name] for row in make_register(older)}
    rows = make_register("2025-T2")
    now = replace_column(rows, name, [said.get(row["koperasi_id"], row[name]) for row in rows])
    seen = see_after(CON, now, *QUARTERS_BEFORE)
    assert [(d.gate, d.column) for d in seen if d.column == name] == [("gerbang_kolom_lama", name)]


def test_no_sample_quarter_says_an_older_one_again():
    for now in range(3, len(QUARTERS)):
        assert list_gates(see_after(CON, make_register(QUARTERS[now]), *QUARTERS[max(0, now - 7) : now])) == []


# ── a quarter that is published already ──


def test_a_damaged_correction_is_seen_beside_the_published_quarter_alone():
    own = make_register("2025-T2")
    damaged = replace_column(own, "nama_koperasi", sorted(column(own, "nama_koperasi")))
    assert list_gates(see(CON, damaged, None, own)) == [("identitas_berubah", "nama_koperasi", "urut")]


def test_a_column_that_came_with_this_quarter_is_missed_in_its_correction():
    own, before = make_register("2025-T2"), replace_column(make_register("2025-T1"), "aset", [None] * 288)[:288]
    damaged = replace_column(own, "aset", [None] * len(own))
    assert list_gates(see(CON, damaged, before, own)) == [("kolom_kosong", "aset", "")]


def test_a_correction_that_brings_the_column_back_is_a_repair():
    right = make_register("2025-T2")
    published = replace_column(right, "nama_koperasi", sorted(column(right, "nama_koperasi")))
    assert list_gates(see(CON, right, "2025-T1", published)) == []


# ── from workbook to finding ──

TITLE = ["NIK", "Nama Koperasi", "Kelurahan", "Status", "Aset (Rp)", "Modal Sendiri (Rp)"]
NAMES = ["Melati", "Anggrek", "Cempaka", "Dahlia", "Kenanga", "Mawar", "Teratai", "Flamboyan"]
AREAS = ["Turi", "Gedog", "Bendo", "Karangsari", "Pakunden", "Tlumpu", "Ngadirejo", "Klampok"]
LINES = [
    [f"35720000000{i:02}", f"KSU {name}", area, "Aktif", 100_000_000 + i, 50_000_000 + i]
    for i, (name, area) in enumerate(zip(NAMES, AREAS, strict=True), 11)
]


def check_after(store: Store, *lines: list, title: list[str] | None = None, periode: str = "2025-T3"):
    golden.publish_book(store, "2025-T2", {"S": [TITLE, *LINES]})
    data = workbook({"S": [title or TITLE, *lines]})
    return run.check_workbook(data, "register.xlsx", periode, store=store), data


def test_the_finding_names_what_probably_happened_and_three_cells(store):
    names = sorted(line[1] for line in LINES)
    result, data = check_after(store, *([a, name, *rest] for (a, _, *rest), name in zip(LINES, names, strict=True)))
    finding = next(t for t in result.temuan if t.kode in ASKING)
    assert (finding.kode, finding.lembar, finding.sel) == ("gerbang_identitas_berubah", "S", "B2")
    assert finding.pesan == (
        "Nama Koperasi 6 dari 8 koperasi yang juga ada di Triwulan II 2025 berubah: B2 “KSU Anggrek” (dahulu “KSU "
        "Melati”), B3 “KSU Cempaka” (dahulu “KSU Anggrek”), B4 “KSU Dahlia” (dahulu “KSU Cempaka”). Periksa apakah "
        "isinya masih milik koperasi di baris itu."
    )
    with pytest.raises(publish.NotPublishable):
        publish.publish_workbook(result, data, "Siti", store=store)
    assert publish.publish_workbook(result, data, "Siti", "memang berganti nama", store=store) == 2


MANY_LINES = [
    [f"3572000000{i:03}", f"KSU {name} {i}", area, "Aktif", 100_000_000 + i * 7_000_000 % 91_000_003, 50_000_000 + i]
    for i, (name, area) in enumerate(zip(NAMES * 5, AREAS * 5, strict=True), 11)
]


@pytest.mark.parametrize(
    ("turn", "cause"),
    [
        (
            lambda v: [*v[:4], *v[10:20], *v[4:10], *v[20:]],
            "Kemungkinan satu blok isi kolom Aset dipotong atau disalin, lalu ditempel 6 baris ke atas, mulai sekitar "
            "baris 6.",
        ),
        (
            lambda v: [*v[:10], *v[10:24][::-1], *v[24:]],
            "Kemungkinan urutan isi kolom Aset terbalik mulai sekitar baris 12.",
        ),
        (
            lambda v: [*v[:10], *[v[10]] * 9, *v[19:]],
            "Kemungkinan satu isian kolom Aset terisi ke baris-baris di bawahnya (Ctrl+D) mulai sekitar baris 13.",
        ),
    ],
)
def test_what_became_of_a_stretch_of_a_column_is_said_in_one_sentence(store, turn, cause):
    golden.publish_book(store, "2025-T2", {"S": [TITLE, *MANY_LINES]})
    assets = turn([line[4] for line in MANY_LINES])
    lines = [[*line[:4], value, line[5]] for line, value in zip(MANY_LINES, assets, strict=True)]
    result = run.check_workbook(workbook({"S": [TITLE, *lines]}), "register.xlsx", "2025-T3", store=store)
    assert [t.pesan.split(". ")[-1] for t in result.temuan if t.kode == "gerbang_kolom_berpindah"] == [cause]


def test_missing_columns_are_named_together_and_optional_ones_only_listed(store):
    result, _ = check_after(store, *(line[:4] for line in LINES), title=TITLE[:4])
    assert [t.pesan for t in result.temuan if t.kode == "gerbang_kolom_hilang"] == [
        "Buku kerja ini tidak punya kolom Modal Sendiri dan Aset, padahal di Triwulan II 2025 terisi (8 koperasi)."
    ]


def test_the_kinds_that_a_quarter_lacks_are_listed(store):
    result, _ = check_after(store, *LINES[:-1], [*LINES[-1][:4], 7, 8])
    assert [t.pesan for t in result.temuan if t.kode == "lembar_belum_ada"] == [
        "Lembar Pelatihan Triwulan III 2025 belum ada: tidak di buku kerja ini dan belum terbit.",
        "Lembar Pendampingan Triwulan III 2025 belum ada: tidak di buku kerja ini dan belum terbit.",
    ]
    advice = next(t.saran for t in result.temuan if t.kode == "lembar_belum_ada")
    assert advice.endswith(
        "Bila memang tidak ada, centang “Memang tidak ada pelatihan triwulan ini” di halaman Unggah (baris perintah: "
        "--nihil pelatihan)."
    )


def test_a_column_that_is_empty_since_nobody_counted_its_formulas_says_so(store):
    """openpyxl and many exports write formulas without values: the remedy is Excel, no reason."""
    golden.publish_book(store, "2025-T2", {"S": [TITLE, *LINES]})
    book = openpyxl.load_workbook(io.BytesIO(workbook({"S": [TITLE, *LINES]})))
    for row in range(2, len(LINES) + 2):
        book["S"].cell(row, 5).value = f"=F{row}*2"
    book.save(saved := io.BytesIO())
    result = run.check_workbook(saved.getvalue(), "register.xlsx", "2025-T3", store=store)
    (gate,) = [t for t in result.temuan if t.kode == "gerbang_kolom_kosong"]
    assert gate.pesan.endswith(". Isinya rumus yang belum dihitung: buka berkasnya di Excel, simpan, lalu unggah lagi.")
    typed = [[*line[:4], None, line[5]] for line in LINES]
    blank = run.check_workbook(workbook({"S": [TITLE, *typed]}), "register.xlsx", "2025-T3", store=store)
    assert "rumus" not in next(t.pesan for t in blank.temuan if t.kode == "gerbang_kolom_kosong")


def test_the_same_workbook_again_asks_for_no_reason(store):
    names = [*sorted(line[1] for line in LINES)]
    result, data = check_after(store, *([a, name, *rest] for (a, _, *rest), name in zip(LINES, names, strict=True)))
    assert publish.publish_workbook(result, data, "Siti", "memang", store=store) == 2
    again = run.check_workbook(data, "register.xlsx", "2025-T3", store=store)
    assert publish.publish_workbook(again, data, "Siti", store=store) == 2


@pytest.mark.parametrize(("now", "listed"), [(1_500_000_000, 1), (15_000_000, 1), (300_000_000, 0), (150_000_000, 0)])
def test_a_zero_too_many_in_one_row_of_capital_is_listed(now, listed):
    df, locator = frames.rows("koperasi", ["nama_koperasi", "modal_sendiri"], ["KSU Maju", now])
    before = frames.rows("koperasi", ["nama_koperasi", "modal_sendiri"], ["KSU Maju", 150_000_000])[0]
    found = check_jumps(df.assign(koperasi_id="K"), locator, before.assign(koperasi_id="K"), 100)
    assert len(found) == listed


def test_every_gate_has_its_message():
    assert {g.code for g in GATES} <= set(ASKING) <= set(MESSAGES)
