"""A heading or a word that nobody knows is asked once, read as answered, and known in the next quarter."""

from __future__ import annotations

import pytest

from etl.asked.likely import rank_choices
from etl.match.vocabulary import make_key, parse_key
from etl.prove import verify
from etl.publish import publish
from etl.skema import SHEET_KINDS
from tests.content.scenes import check, codes, keys, publish_it, remembered
from tests.workbooks import workbook

STATUS = SHEET_KINDS["koperasi"]["status"]
TITLES = ["Nama Koperasi", "Kelurahan", "Kondisi Lembaga", "Catatan Petugas", "Anggota"]
ROWS = [["KSU Melati", "Turi", "Aktif", "buku kas ada", 10], ["KSP Mawar", "Gedog", "Hidup", "pindah", 20]]
OWN = workbook({"Data": [TITLES, *ROWS]})
KONDISI, CATATAN = "judul:koperasi:kondisi lembaga", "judul:koperasi:catatan petugas"
HIDUP = "kata:koperasi:status:hidup"
ANSWERS = {KONDISI: "status", CATATAN: "abaikan", HIDUP: "aktif"}


# ── headings ──


def test_an_unknown_heading_is_asked_with_likely_columns_and_samples(store):
    first, second = check(store, OWN).pertanyaan
    assert (first.kunci, first.isi, first.konteks, first.tempat) == (
        KONDISI,
        "Kondisi Lembaga",
        "lembar Koperasi",
        ["Data!C1"],
    )
    assert (first.calon[0], first.contoh) == (("status", "Status"), ("Aktif", "Hidup"))
    assert first.khusus == {"abaikan": "Abaikan kolom ini"}
    assert "jumlah_anggota" not in first.others and first.others["nik_koperasi"] == "NIK"
    assert (second.kunci, second.contoh) == (CATATAN, ("buku kas ada", "pindah"))


def test_without_an_answer_it_stays_to_check_but_a_mandatory_column_blocks(store):
    result = check(store, OWN)
    assert [(t.kode, t.berat) for t in result.temuan if t.kode.startswith("kolom_")] == [
        ("kolom_wajib_hilang", "salah"),
        ("kolom_tak_dikenal", "periksa"),
        ("kolom_tak_dikenal", "periksa"),
    ]
    only = workbook(
        {"Data": [["Nama Koperasi", "Kelurahan", "Status", "Warna Map"], ["KSU A", "Turi", "Aktif", "biru"]]}
    )
    assert (codes(check(store, only)), check(store, only).dapat_terbit) == (["kolom_tak_dikenal"], True)


def test_answered_headings_and_words_are_read_and_an_ignored_column_is_listed(store):
    result = check(store, OWN, answers=ANSWERS)
    assert result.tabel["koperasi"]["status"].tolist() == ["aktif", "aktif"]
    assert (codes(result), result.pertanyaan) == ([], [])
    assert [reason for _, _, reason in result.dilewati] == [
        "kolom D: “Catatan Petugas” diabaikan menurut Kamus dinas, tidak dibaca"
    ]
    assert [(j.kunci, j.label) for j in result.answers_used] == [
        (CATATAN, "Abaikan kolom ini"),
        (KONDISI, "Status"),
        (HIDUP, "Aktif"),
    ]


def test_answers_are_remembered_proved_and_asked_again_when_withdrawn(store):
    publish_it(store, OWN, answers=ANSWERS)
    assert [(key, value, by) for key, value, by, *_ in remembered(store)] == [
        (CATATAN, "abaikan", "Siti"),
        (KONDISI, "status", "Siti"),
        (HIDUP, "aktif", "Siti"),
    ]
    later = workbook({"Koperasi": [TITLES, *ROWS[::-1]]})
    assert (keys(check(store, later, "2024-T4")), codes(check(store, later, "2024-T4"))) == ([], [])
    assert verify.verify_store(store).problems == []
    publish.withdraw_answer(KONDISI, "Budi", store=store)
    assert keys(check(store, later, "2024-T4")) == [KONDISI]


@pytest.mark.parametrize("heading", ["KONDISI  LEMBAGA *)", "Kondisi Lembaga (A/TA)", "kondisi-lembaga"])
def test_an_answer_holds_for_the_heading_however_it_is_written(store, heading):
    other = workbook({"S": [["Nama Koperasi", "Kelurahan", heading], ["KSU Melati", "Turi", "Tidak Aktif"]]})
    result = check(store, other, answers={KONDISI: "status"})
    assert (result.tabel["koperasi"]["status"].tolist(), codes(result)) == (["tidak aktif"], [])
    beside = workbook({"S": [["Nama Koperasi", "Kelurahan", "Status", heading], ["KSU A", "Turi", "Aktif", "x"]]})
    ignored = check(store, beside, answers={KONDISI: "abaikan"})
    assert (keys(ignored), codes(ignored)) == ([], [])


def test_an_answer_holds_for_its_kind_of_sheet_alone(store):
    visits = workbook(
        {"S": [["Tanggal", "Sasaran", "Petugas", "Kondisi Lembaga"], ["4/11/2024", "KSU Melati", "Ani", "Aktif"]]}
    )
    publish_it(store, OWN, answers=ANSWERS)
    assert "judul:pendampingan:kondisi lembaga" in keys(check(store, visits, "2024-T4"))


def test_a_column_of_that_name_is_read_and_the_own_heading_is_asked_again(store):
    both = workbook({"S": [[*TITLES, "Status"], *([*row, "Tidak Aktif"] for row in ROWS)]})
    publish_it(store, OWN, answers=ANSWERS)
    result = check(store, both, "2024-T4")
    assert (keys(result), result.tabel["koperasi"]["status"].tolist()) == ([KONDISI], ["tidak aktif", "tidak aktif"])


def test_the_same_heading_twice_is_a_doubled_column(store):
    twice = workbook({"S": [[*TITLES, "Kondisi Lembaga"], *([*row, "Aktif"] for row in ROWS)]})
    assert "kolom_ganda" in codes(check(store, twice, answers=ANSWERS))


def test_an_answer_that_names_no_missing_column_is_refused(store):
    assert "jawaban_ditolak" in codes(check(store, OWN, answers=ANSWERS | {CATATAN: "jumlah_anggota"}))


# ── words ──


def choices(*words: object, heading: str = "Status") -> bytes:
    rows = [[f"KSU Contoh {n}", "Turi", "Aktif", word] for n, word in enumerate(words)]
    if heading == "Status":
        return workbook({"S": [["Nama Koperasi", "Kelurahan", heading], *([r[0], r[1], r[3]] for r in rows)]})
    return workbook({"S": [["Nama Koperasi", "Kelurahan", "Status", heading], *rows]})


@pytest.mark.parametrize(
    ("heading", "column", "word", "answer", "read"),
    [
        ("Status", "status", "Sehat/Aktif", "aktif", "aktif"),
        ("Status", "status", "Mangkrak", "tidak aktif", "tidak aktif"),
        ("Status", "status", "entahlah", "abaikan", "tidak diketahui"),
        ("Jenis Koperasi", "jenis", "Kreditan", "Simpan Pinjam", "Simpan Pinjam"),
        ("Jenis Koperasi", "jenis", "Kreditan", "abaikan", None),
        ("Media Pemasaran", "kanal_digital", "WA; Lapak Kota", "Website", "Website; WhatsApp"),
        ("Media Pemasaran", "kanal_digital", "WA; Lapak Kota", "abaikan", "WhatsApp"),
    ],
)
def test_a_word_is_read_as_answered(store, heading, column, word, answer, read):
    data = choices("Aktif" if heading == "Status" else None, word, heading=heading)
    (question,) = check(store, data).pertanyaan
    result = check(store, data, answers={question.kunci: answer})
    assert (result.tabel["koperasi"][column].tolist()[1], result.pertanyaan) == (read, [])
    assert codes(result) == (["status_kosong"] if read == "tidak diketahui" else [])


def test_a_word_is_asked_once_with_all_its_cells_and_the_likely_meaning(store):
    (question,) = check(store, choices("Aktif", "Sehat/Aktif", "sehat / aktif", "Tidak Aktif")).pertanyaan
    assert (question.kunci, question.tempat) == ("kata:koperasi:status:sehataktif", ["S!C3", "S!C4"])
    assert (question.calon, question.konteks) == ([("aktif", "Aktif")], "kolom Status, lembar Koperasi")


def test_a_word_is_known_with_a_number_of_a_person_beside_it(store):
    data = choices("WA 0812-7773-3333", "WA 081277733333 / 081277733334", heading="Media Pemasaran")
    result = check(store, data)
    assert (result.pertanyaan, result.tabel["koperasi"]["kanal_digital"].tolist()) == ([], ["WhatsApp", "WhatsApp"])
    assert codes(result) == ["sel_disamarkan"]


def test_a_word_is_asked_and_remembered_without_the_number_of_a_person_beside_it(store):
    data = choices("Aktif", "Mangkrak (0812-7773-3333)", "Mangkrak, lahir 3 Maret 1965", "081277733333")
    asked = check(store, data).pertanyaan
    keys = ["kata:koperasi:status:mangkrak", "kata:koperasi:status:mangkraklahir"]
    assert [(q.kunci, q.isi) for q in asked] == [(keys[0], "Mangkrak"), (keys[1], "Mangkrak, lahir")]
    result = check(store, data, answers=dict.fromkeys(keys, "tidak aktif"))
    assert result.tabel["koperasi"]["status"].tolist() == ["aktif", "tidak aktif", "tidak aktif", "tidak diketahui"]


@pytest.mark.parametrize(
    ("word", "likely"),
    [
        ("Sehat/Aktif", ["aktif"]),
        ("tdk aktip", ["tidak aktif"]),
        ("Tidak Aktiff", ["tidak aktif"]),
        ("Kurang Aktif", []),
        ("belum aktif", []),
        ("Aktif / Tidak Aktif", []),
        ("Mangkrak", []),
    ],
)
def test_only_what_is_plain_is_suggested(word, likely):
    assert rank_choices(word, STATUS) == likely


def test_a_strange_tick_is_asked_and_read_as_yes_or_no(store):
    rows = [["KSU A", "Turi", "ok", None], ["KSU B", "Turi", None, "v"], ["KSU C", "Turi", "v", None]]
    ticked = workbook({"S": [["Nama Koperasi", "Kelurahan", "Aktif", "Tidak Aktif"], *rows]})
    (question,) = check(store, ticked).pertanyaan
    assert (question.kunci, question.tempat) == ("kata:koperasi:status:centang:ok", ["S!C2"])
    result = check(store, ticked, answers={question.kunci: "ya"})
    assert (result.tabel["koperasi"]["status"].tolist(), codes(result)) == (["aktif", "tidak aktif", "aktif"], [])


def test_a_word_in_a_line_above_the_table_is_asked_and_read(store):
    lines = [["Nama Kegiatan : Pelatihan Dasar"], ["Jenis Pelatihan : Boga"], ["Tanggal : 5 Agustus 2024"], []]
    people = [["Nama Peserta", "Asal Koperasi"], ["Peserta Satu", "KSU Melati"]]
    data = workbook({"S": [*lines, *people]})
    key = "kata:pelatihan:jenis_pelatihan:boga"
    assert key in keys(check(store, data))
    result = check(store, data, answers={key: "Kewirausahaan"})
    assert result.tabel["pelatihan"]["jenis_pelatihan"].tolist() == ["Kewirausahaan"]
    assert key not in keys(result)


# ── keys ──


@pytest.mark.parametrize(
    ("key", "parts"),
    [
        ("judul:koperasi:kondisi lembaga", ("judul", "koperasi", "", "kondisi lembaga")),
        ("kata:koperasi:status:hidup", ("kata", "koperasi", "status", "hidup")),
        ("kata:koperasi:status:centang:ok", ("kata", "koperasi", "status", "centang:ok")),
        ("kata:koperasi:nama_koperasi:hidup", None),
        ("judul:koperasi:", None),
        ("judul:rahasia:kondisi", None),
        ("kelurahan:tury|", None),
    ],
)
def test_a_key_names_kind_column_and_words(key, parts):
    assert parse_key(key) == parts


def test_what_has_no_letter_has_no_key():
    assert (make_key("judul", "koperasi", "***"), make_key("kata", "koperasi", "√", "status")) == ("", "")


# ── whole tables ──

SHEET = [
    ["Urut", "Sebutan", "Tempat", "Keadaan", "Orang", "Simpanan"],
    *([n, f"KSU Contoh {n}", "Turi", "Sehat/Aktif" if n % 2 else "Mati", 20 + n, 1_000_000] for n in range(1, 7)),
]
TABLE = workbook({"Data": [["DATA LEMBAGA"], [], *SHEET]})


def test_a_table_of_own_headings_is_offered_with_its_first_rows(store):
    result = check(store, TABLE)
    assert codes(result) == ["lembar_tak_dikenal", "tidak_ada_tabel"]
    (question,) = result.pertanyaan
    assert (question.jenis, question.tempat, question.calon[0]) == ("tabel", ["Data!A3"], ("koperasi", "Koperasi"))
    assert [row.split("\t")[1:4] for row in question.contoh[:2]] == [
        ["Sebutan", "Tempat", "Keadaan"],
        ["KSU Contoh 1", "Turi", "Sehat/Aktif"],
    ]


def test_its_headings_are_then_asked_one_by_one_and_make_it_known(store):
    (table,) = check(store, TABLE).pertanyaan
    given = {table.kunci: "koperasi"}
    headings = check(store, TABLE, answers=given).pertanyaan
    assert {p.isi: [value for value, _ in p.calon[:1]] for p in headings} == {
        "Sebutan": ["nama_koperasi"],
        "Tempat": ["kelurahan"],
        "Keadaan": ["status"],
        "Orang": [],
        "Simpanan": [],
    }
    given |= {p.kunci: p.calon[0][0] if p.calon else "abaikan" for p in headings}
    words = check(store, TABLE, answers=given).pertanyaan
    assert [(p.kunci, p.calon) for p in words] == [
        ("kata:koperasi:status:sehataktif", [("aktif", "Aktif")]),
        ("kata:koperasi:status:mati", []),
    ]
    result = check(store, TABLE, answers=given | dict(zip((p.kunci for p in words), ("aktif", "abaikan"), strict=True)))
    assert result.tabel["koperasi"]["status"].tolist() == ["aktif", "tidak diketahui"] * 3
    assert (set(codes(result)), result.dapat_terbit) == ({"status_kosong"}, True)


def test_a_table_that_is_to_be_left_out_is_not_asked_again(store):
    data = workbook({"R": [["Nama Koperasi", "Kelurahan", "Status"], ["KSU A", "Turi", "Aktif"]], "Kas": SHEET})
    (table,) = check(store, data).pertanyaan
    publish_it(store, data, answers={table.kunci: "abaikan"})
    assert keys(check(store, data, "2024-T4")) == []


@pytest.mark.parametrize(
    "rows",
    [
        [["Tanggal", "Uraian", "Masuk", "Keluar"], ["1/7", "Saldo awal", 10, 0], ["2/7", "Beli kertas", 0, 5]],
        [["Nama", "NIK", "Alamat"], ["Budi", "1", "Jl. Mawar"], ["Siti", "2", "Jl. Melati"]],
        [["Catatan rapat"], ["KSU Melati hadir"], ["KSP Mawar hadir"]],
    ],
)
def test_other_lists_are_not_asked(store, rows):
    assert check(store, workbook({"S": rows})).pertanyaan == []
