"""What the upload and history pages say before anything is written."""

from __future__ import annotations

from pathlib import Path

import pytest
import streamlit as st

from dasbor import mulai
from dasbor.staff import findings, questions, riwayat, unggah
from dasbor.staff.upload import changes
from dasbor.staff.upload.groups import group_findings
from etl.accounts import users
from etl.model import CheckResult, Question
from etl.pesan import make_finding
from etl.publish.publish import publish_workbook
from etl.run import check_workbook
from etl.store.versions import Store
from tests.workbooks import REGISTER, workbook

PERUBAHAN = {
    "dibandingkan": {"periode": "2025-T2", "sama": False},
    "koperasi": {
        "baru": [{"koperasi_id": "k1", "nama": "KSP Maju", "kelurahan": "Turi"}],
        "aktif_kembali": [{"koperasi_id": f"k{i}", "nama": f"Kopwan {i}", "kelurahan": "Gedog"} for i in range(7)],
        "pindah": [{"koperasi_id": "k9", "nama": "KPRI", "kelurahan": "Bendo", "dari": "Turi", "ke": "Bendo"}],
        "ganti_nama": [
            {"koperasi_id": "k10", "nama": "KUD Baru", "kelurahan": "Turi", "dari": "KUD Lama", "ke": "KUD Baru"},
        ],
        "hilang": [],
    },
    "indikator": [
        {
            "indikator": "aset",
            "judul": "Aset",
            "satuan": "Rp",
            "sebelum": {"pembilang": 1e9, "penyebut": None, "nilai": 1e9},
            "sesudah": {"pembilang": 1e9, "penyebut": None, "nilai": 1e9},
        },
        {
            "indikator": "koperasi_aktif",
            "judul": "Koperasi aktif",
            "satuan": "persen",
            "sebelum": {"pembilang": 8, "penyebut": 10, "nilai": 0.8},
            "sesudah": {"pembilang": 9, "penyebut": 10, "nilai": 0.9},
        },
        {
            "indikator": "peserta",
            "judul": "Peserta",
            "satuan": "orang",
            "sebelum": None,
            "sesudah": {"pembilang": 12, "penyebut": None, "nilai": 12},
        },
    ],
    "baris": {"koperasi": {"sebelum": 10, "sesudah": 11}, "pelatihan": {"sebelum": None, "sesudah": 40}},
}


def test_changes_are_said_in_sentences_with_names() -> None:
    assert changes.say_changes(PERUBAHAN) == [
        "Dibandingkan dengan Triwulan II 2025, triwulan terbit terakhir sebelum ini.",
        "1 koperasi baru atau tercatat kembali: KSP Maju (Turi).",
        "7 koperasi aktif kembali: Kopwan 0 (Gedog), Kopwan 1 (Gedog), Kopwan 2 (Gedog), Kopwan 3 (Gedog), "
        "Kopwan 4 (Gedog) dan 2 lainnya.",
        "1 koperasi pindah kelurahan: KPRI (dari Turi ke Bendo).",
        "1 koperasi berganti nama: KUD Lama menjadi KUD Baru (Turi).",
        "Koperasi: 10 baris yang terbit diganti 11 baris.",
        "Pelatihan: 40 baris; untuk triwulan ini belum pernah diterbitkan.",
    ]


@pytest.mark.parametrize(
    ("compared", "sentence"),
    [
        (None, "Belum ada triwulan lain untuk dibandingkan."),
        (
            {"periode": "2025-T3", "sama": True},
            "Triwulan III 2025 sudah terbit; di bawah ini bedanya dengan isi yang sekarang terbit.",
        ),
    ],
)
def test_it_is_said_what_the_workbook_is_compared_with(compared: dict | None, sentence: str) -> None:
    assert changes.say_changes({"dibandingkan": compared}) == [sentence]


def test_a_register_in_which_nothing_changes_says_so() -> None:
    content = changes.say_changes({"dibandingkan": None, "koperasi": {"baru": [], "hilang": []}})
    assert content[1:] == ["Tidak ada koperasi yang baru, hilang, pindah atau berubah status."]


def test_the_same_workbook_again_is_said_to_change_nothing_in_one_sentence() -> None:
    same = {"koperasi": {"sebelum": 308, "sesudah": 308, "berbeda": 0}}
    value = {"pembilang": 8, "penyebut": 10, "nilai": 0.8}
    figure = {"indikator": "koperasi_aktif", "judul": "Koperasi aktif", "satuan": "persen", "sebelum": value}
    compared = {"periode": "2025-T2", "sama": True}
    again = {"dibandingkan": compared, "koperasi": {}, "baris": same, "indikator": [{**figure, "sesudah": value}]}
    assert changes.say_changes(again) == [
        "Semua baris buku kerja ini sama dengan yang sudah terbit untuk triwulan ini: tidak ada yang akan berubah."
    ]
    moved = [{**figure, "sesudah": {**value, "pembilang": 7, "nilai": 0.7}}]  # a setting that waits
    assert changes.say_changes({**again, "indikator": moved})[-1] == "Koperasi: 308 baris, sama dengan yang terbit."
    mended = {**again, "baris": {"koperasi": {"sebelum": 308, "sesudah": 309, "berbeda": 4}}}
    assert changes.say_changes(mended)[-1] == "Koperasi: 308 baris yang terbit diganti 309 baris, 4 berbeda."


def test_of_a_new_quarter_the_figures_of_the_last_one_stand_beside() -> None:
    now = [
        {**i, "sebelum": None, "lalu": i["sesudah"] if n else i["sebelum"]}
        for n, i in enumerate(PERUBAHAN["indikator"])
    ]
    new = {**PERUBAHAN, "indikator": now}
    assert changes.find_earlier(new) == "2025-T2"
    shown = changes.list_indicators(new).set_index("judul")["sebelum"].to_dict()
    assert shown == {"Aset": "Rp 1 miliar", "Koperasi aktif": "90% (9 dari 10)", "Peserta": "12"}
    assert changes.find_earlier(PERUBAHAN) == ""


def test_indicators_that_change_stand_first_and_missing_is_not_zero() -> None:
    assert changes.list_indicators(PERUBAHAN).to_dict("records") == [
        {
            "judul": "Koperasi aktif",
            "sebelum": "80% (8 dari 10)",
            "sesudah": "90% (9 dari 10)",
            "selisih": "▲ naik 10,0 poin",
        },
        {"judul": "Peserta", "sebelum": "belum ada data", "sesudah": "12", "selisih": "–"},
        {"judul": "Aset", "sebelum": "Rp 1 miliar", "sesudah": "Rp 1 miliar", "selisih": "tetap"},
    ]


def test_every_changed_cooperative_is_listed_by_name() -> None:
    name = changes.list_names(PERUBAHAN)
    assert len(name) == 10
    assert name.iloc[-1].to_dict() == {
        "perubahan": "Koperasi berganti nama",
        "nama_koperasi": "KUD Baru",
        "kelurahan": "Turi",
        "rincian": "dari KUD Lama ke KUD Baru",
    }


def test_gates_are_asked_about_and_do_not_count_as_mistakes_in_the_workbook() -> None:
    result = CheckResult(
        "a.xlsx",
        "0",
        "2025-T3",
        temuan=[
            make_finding("wajib_kosong", "Koperasi", "C9", kolom="Nama Koperasi"),
            make_finding("makro_diabaikan"),
            make_finding("gerbang_berkas_sama", periode="Triwulan II 2025"),
            make_finding("data_asli_pertama"),
        ],
    )
    assert [t.kode for t in findings.list_blocking(result)] == ["wajib_kosong"]
    assert findings.say_count(result) == "1 harus diperbaiki, 1 tidak perlu tindakan"


def test_the_filters_count_the_same_findings_as_the_sentence_above_them() -> None:
    """Two equal questions on one card, also about no cell, are two findings in both."""
    twice = [
        make_finding(
            "koperasi_tak_ditemukan", "Pendampingan", cell, isi="KSU Angin Lalu", nama="KSU Angin Lalu", mirip=""
        )
        for cell in ("C21", "C30")
    ]
    once = make_finding("wajib_kosong", "Koperasi", "C9", kolom="Nama Koperasi")
    result = CheckResult("a.xlsx", "0", "2025-T3", temuan=[*twice, once])
    choices = findings._count_choices(group_findings(result.temuan, result))
    assert len(group_findings(result.temuan, result)) == 2
    assert findings.say_count(result) == "1 harus diperbaiki, 2 perlu diperiksa"
    assert list(choices.values()) == ["Semua (3)", "Harus diperbaiki (1)", "Perlu diperiksa (2)"]


def test_the_quarters_to_choose_from_end_with_the_last_that_is_over() -> None:
    choices = unggah._list_quarter_choices(["2026-T1"], ["2024-T4", "2025-T2"], current="2025-T4")
    assert choices[:2] == ["2026-T1", "2025-T3"]
    assert choices[-1] == "2023-T4"
    assert "2025-T4" not in choices


@pytest.fixture
def published_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Version 1: one cooperative, inactive. Version 2: the same quarter repaired. Version 3: one quarter more."""
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path))
    st.cache_data.clear()
    for file, periode, status in (
        ("a.xlsx", "2025-T1", "Tidak Aktif"),
        ("b.xlsx", "2025-T1", "Aktif"),
        ("c.xlsx", "2025-T2", "Aktif"),
    ):
        row = [1, "3572030001", "KSP Maju", "1/BH/XV", "Turi", "Sukorejo", status, 2024]
        data = workbook({"Register": [REGISTER, row]}, sample=True)
        publish_workbook(check_workbook(data, file, periode), data, by="penguji", reason="perbaikan")
    return tmp_path


def test_restoring_says_per_quarter_what_comes_back_and_what_goes(published_folder: Path) -> None:
    assert riwayat.list_differences(1, 3) == [
        "Triwulan II 2025: Koperasi tidak ada lagi (sekarang dari berkas c.xlsx).",
        "Triwulan I 2025: Koperasi kembali ke berkas a.xlsx (sekarang b.xlsx).",
    ]
    assert riwayat.list_differences(3, 2) == ["Triwulan II 2025: Koperasi kembali ada, dari berkas c.xlsx."]
    assert riwayat.list_differences(3, 3) == []
    assert riwayat.say_headline_figures(1, 3) == (
        "Koperasi aktif di triwulan terakhir: sekarang 1 dari 1 (Triwulan II 2025); "
        "sesudah dipulihkan 0 dari 1 (Triwulan I 2025)."
    )


def test_the_first_start_makes_one_account_and_shows_its_password_once(
    published_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mulai.prepare_state()
    password = capsys.readouterr().out.split("Kata sandi: ")[1].split("\n")[0]
    assert users.log_in(mulai.FIRST_USER, password).name == "petugas"
    mulai.prepare_state()
    assert capsys.readouterr().out == ""
    assert Store().list_versions() == [1, 2, 3]


def test_of_a_workbook_that_is_probably_anothers_no_answers_are_offered_all_at_once() -> None:
    def list_offered(number: int) -> list[str]:
        asked = [Question(f"kelurahan:{n}", "kelurahan", f"Desa {n}", calon=[("1", "Turi")]) for n in range(number)]
        return list(questions.list_offers(CheckResult("a.xlsx", "", "2025-T2", pertanyaan=asked)))

    assert list_offered(21) == ["Pilih semua yang disarankan: 21 kelurahan"]
    assert list_offered(22) == []


def test_a_workbook_with_more_unknown_areas_than_there_are_is_probably_anothers() -> None:
    def ask_about(number: int) -> CheckResult:
        asked = [Question(f"kelurahan:{n}", "kelurahan", f"Desa {n}") for n in range(number)]
        return CheckResult("a.xlsx", "", "2025-T2", pertanyaan=[*asked, Question("koperasi:x", "koperasi", "KSP X")])

    assert questions.say_foreign(ask_about(21)) == ""  # as many as Kota Blitar has: all of them misspelt
    assert questions.say_foreign(ask_about(22)) == (
        "22 nama kelurahan di buku kerja ini tidak dikenal; Kota Blitar hanya mempunyai 21. Mungkin ini buku kerja "
        "pemda lain: bila ya, buang drafnya."
    )
