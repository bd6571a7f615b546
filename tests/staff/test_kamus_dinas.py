"""Remembered spellings: withdrawn, asked again, listed, on the command line and on the pages."""

from __future__ import annotations

import datetime as dt
import json

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dasbor.staff import questions
from dasbor.ui import access
from etl.__main__ import main
from etl.accounts import users
from etl.acuan import ROOT
from etl.model import Question
from etl.publish import publish
from tests import golden
from tests.content.scenes import (
    JUDUL,
    KEPANJEN,
    KIDUL,
    KUNJUNGAN,
    LOR,
    MAJOE,
    RAGU,
    SENTOSA,
    T3,
    T4,
    check,
    codes,
    ids,
    keys,
    publish_it,
    register,
    remembered,
    visits,
)
from tests.workbooks import workbook

# ── withdrawing ──


def test_a_withdrawn_answer_is_asked_again_and_published_rows_stay(store):
    data = register(RAGU)
    publish_it(store, data, answers={KEPANJEN: LOR})
    assert publish.withdraw_answer(KEPANJEN, "Budi", "salah pilih", store=store) == 2
    assert keys(check(store, data, "2024-T4")) == [KEPANJEN]
    questionnaire = store.open_version(2).execute
    assert questionnaire("select kode_kelurahan from koperasi_triwulan").fetchall() == [(LOR,)]
    assert questionnaire("select tindakan, oleh, keterangan from terbitan where nomor = 2").fetchall() == [
        ("cabut ejaan", "Budi", "“Kepanjen” = Kepanjenlor: salah pilih")
    ]
    assert remembered(store) == [(KEPANJEN, LOR, "Siti", 1, "Budi")]


def test_a_withdrawn_answer_can_be_given_anew_and_both_stay_in_the_list(store):
    data = register(RAGU)
    publish_it(store, data, answers={KEPANJEN: LOR})
    publish.withdraw_answer(KEPANJEN, "Budi", store=store)
    publish_it(store, data, answers={KEPANJEN: KIDUL}, reason="dibetulkan")
    assert remembered(store) == [(KEPANJEN, LOR, "Siti", 1, "Budi"), (KEPANJEN, KIDUL, "Siti", 3, None)]
    assert check(store, data, "2024-T4").tabel["koperasi"]["kode_kelurahan"].tolist() == [KIDUL]


def test_another_answer_takes_the_place_of_the_remembered_one(store):
    data = register(RAGU)
    publish_it(store, data, answers={KEPANJEN: LOR})
    publish_it(store, data, answers={KEPANJEN: KIDUL}, reason="dibetulkan")
    assert remembered(store) == [(KEPANJEN, LOR, "Siti", 1, "Siti"), (KEPANJEN, KIDUL, "Siti", 2, None)]


def test_what_is_not_in_force_cannot_be_withdrawn(store):
    with pytest.raises(KeyError):
        publish.withdraw_answer(KEPANJEN, "Budi", store=store)
    publish_it(store, register(RAGU), answers={KEPANJEN: LOR})
    publish.withdraw_answer(KEPANJEN, "Budi", store=store)
    with pytest.raises(KeyError):
        publish.withdraw_answer(KEPANJEN, "Budi", store=store)
    assert store.list_versions() == [1, 2]


def test_a_withdrawn_merge_is_asked_again_also_for_the_quarter_that_was_published_with_it(store):
    publish_it(store, register(*T3))
    ((_, old),) = ids(store, "KSU Maju Jaya")
    publish_it(store, register(*T4), "2024-T4", {MAJOE: old})
    publish.withdraw_answer(MAJOE, "Budi", store=store)
    assert keys(check(store, register(*T4), "2025-T1")) == [MAJOE]
    ulang = check(store, register(*T4), "2024-T4", {MAJOE: "baru"})
    new = ulang.tabel["koperasi"]["koperasi_id"].tolist()[0]
    assert (new != old, codes(ulang)) == (True, ["gerbang_sudah_terbit"])
    assert publish_it(store, register(*T4), "2024-T4", {MAJOE: "baru"}, reason="dua koperasi") == 4
    assert ids(store, "KSU Majoe Jaya") == [("2024-T4", new)]
    assert check(store, register(*T4), "2025-T1").tabel["koperasi"]["koperasi_id"].tolist()[0] == new


def test_a_withdrawn_new_cooperative_is_asked_again_and_keeps_its_id_until_answered(store):
    publish_it(store, register(*T3))
    ((_, old),) = ids(store, "KSU Maju Jaya")
    publish_it(store, register(*T4), "2024-T4", {MAJOE: "baru"})
    ((_, new),) = ids(store, "KSU Majoe Jaya")
    publish.withdraw_answer(MAJOE, "Budi", store=store)
    result = check(store, register(*T4), "2025-T1")
    assert (keys(result), result.tabel["koperasi"]["koperasi_id"].tolist()[0]) == ([MAJOE], new)
    one = check(store, register(*T4), "2025-T1", {MAJOE: old})
    assert (keys(one), one.tabel["koperasi"]["koperasi_id"].tolist()[0]) == ([], old)


@pytest.mark.parametrize("value", ["baru", "bukan"])
def test_a_withdrawn_target_is_asked_again(store, value):
    publish_it(store, register(*T3))
    publish_it(store, visits(KUNJUNGAN), "2024-T4", {SENTOSA: value})
    publish.withdraw_answer(SENTOSA, "Budi", store=store)
    result = check(store, visits([dt.date(2025, 2, 4), *KUNJUNGAN[1:]]), "2025-T1")
    assert (keys(result), codes(result)) == ([SENTOSA], ["koperasi_tak_ditemukan"])


# ── the command line ──


def test_the_command_line_asks_takes_answers_lists_and_withdraws(store, tmp_path, capsys):
    path = tmp_path / "register.xlsx"
    path.write_bytes(register(RAGU))
    file = [str(path), "--periode", "2024-T3", "--json"]

    def said() -> dict:
        return json.loads(capsys.readouterr().out)

    assert main(["check", *file]) == 1
    (questionnaire,) = said()["pertanyaan"]
    assert (questionnaire["kunci"], questionnaire["tempat"], questionnaire["khusus"]) == (KEPANJEN, ["Data!C2"], [])
    assert {"nilai": LOR, "label": "Kepanjenlor"} in questionnaire["calon"][:2]

    assert main(["check", *file, "--jawab", f"{KEPANJEN}={LOR}"]) == 0
    assert said()["pertanyaan"] == []
    assert main(["publish", *file, "--oleh", "Siti", "--jawab", f"{KEPANJEN}=35.72.9"]) == 1
    assert "jawaban_ditolak" in [t["kode"] for t in said()["temuan"]]
    assert main(["publish", *file, "--oleh", "Siti", "--jawab", f"{KEPANJEN}={LOR}"]) == 0
    assert said()["terbitan"] == 1

    assert main(["aliases", "--json"]) == 0
    (one,) = said()["jawaban"]
    assert (one["kunci"], one["label"], one["oleh"], one["dicabut_oleh"]) == (KEPANJEN, "Kepanjenlor", "Siti", None)
    assert main(["aliases", "--cabut", KEPANJEN, "--oleh", "Budi"]) == 0
    assert capsys.readouterr().out.startswith(f"Ejaan “{KEPANJEN}” dicabut (versi 2) dan akan ditanyakan lagi.")
    assert main(["check", *file]) == 1
    assert said()["pertanyaan"][0]["kunci"] == KEPANJEN


@pytest.mark.parametrize("arguments", [["--cabut", "kelurahan:x|", "--oleh", "Budi"], ["--cabut", "kelurahan:x|"]])
def test_withdrawing_what_is_not_there_or_without_a_name_exits_2(store, capsys, arguments):
    assert main(["aliases", *arguments]) == 2
    assert capsys.readouterr().err.startswith("Tidak dapat dikerjakan: ")


def test_an_installation_without_answers_says_so(store, capsys):
    golden.publish_book(store, "2024-T3", {"Data": [JUDUL, *T3]})
    assert main(["aliases"]) == 0
    assert capsys.readouterr().out == "Belum ada arti atau ejaan yang diingat.\n"


# ── the pages ──


@pytest.fixture
def staff(store, monkeypatch) -> str:
    """A logged-in member of staff: the test driver cannot send the cookie, so what reads it answers instead."""
    users.add_user("budi")
    session = users.start_session("budi")
    monkeypatch.setattr(access, "_read_cookies", lambda: {access.COOKIE: session})
    st.cache_data.clear()
    return "budi"


def open_page(nama: str) -> AppTest:
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    return at.switch_page(f"pages/petugas/{nama}.py").run()


def spoken(at: AppTest) -> str:
    return " ".join([*(str(e.proto.body) for e in at.get("html")), *(m.value for m in at.markdown)])


def test_the_upload_page_asks_takes_the_answer_and_publishes_it(store, staff):
    at = open_page("unggah")
    at.file_uploader[0].set_value(("register 2024-T3.xlsx", register(RAGU), "application/octet-stream")).run()
    assert not at.exception
    (question,) = [s for s in at.selectbox if s.label.startswith("“Kepanjen”")]
    assert question.label == "“Kepanjen” · Kecamatan Kepanjenkidul · Data C2"
    assert sorted(question.options[:2]) == ["Kepanjenkidul", "Kepanjenlor"]
    question.select(LOR)
    next(b for b in at.button if b.label == "Pakai jawaban ini").click().run()
    assert "“Kepanjen” (Kecamatan Kepanjenkidul) dibaca Kepanjenlor: dijawab sekarang." in spoken(at)
    assert not [s for s in at.selectbox if s.label.startswith("“Kepanjen”")]
    assert store.find_current() is None
    next(b for b in at.button if b.label.startswith("Terbitkan")).click().run()
    assert not at.exception
    assert remembered(store) == [(KEPANJEN, LOR, "budi", 1, None)]


def test_the_spelling_page_lists_answers_and_takes_one_back(store, staff):
    publish_it(store, register(RAGU), answers={KEPANJEN: LOR})
    at = open_page("kamus_dinas")
    assert not at.exception
    assert "Kepanjenlor" in spoken(at)
    next(s for s in at.selectbox if s.label == "Yang dicabut").select(KEPANJEN).run()
    next(b for b in at.button if b.label == "Cabut").click().run()
    assert not at.exception
    assert at.success[0].value.startswith("“Kepanjen” (Kecamatan Kepanjenkidul) = Kepanjenlor dicabut")
    assert remembered(store) == [(KEPANJEN, LOR, "Siti", 1, "budi")]
    assert "Dicabut budi" in spoken(at)


def test_a_spelling_page_without_answers_says_when_there_will_be_some(store, staff):
    assert "Belum ada arti atau ejaan yang diingat." in spoken(open_page("kamus_dinas"))


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        (["Data!B2"], "“KSU Majoe” · Data B2"),
        (["Data!B2", "Data!B3", "Lain!B4", "Lain!B5"], "“KSU Majoe” · Data B2, Data B3, Lain B4 dan 1 lainnya"),
    ],
)
def test_a_question_says_what_stands_where(place, sentence):
    assert questions.say_heading(Question("k", "koperasi", "KSU Majoe", tempat=place)) == sentence


def test_the_choices_are_likely_ones_then_special_ones_then_all_others_by_name():
    p = Question(
        "k",
        "koperasi",
        "KSU Majoe",
        calon=[("K2", "KSU Maju")],
        khusus={"baru": "Koperasi baru"},
        others={"K3": "KUD Tani", "K2": "KSU Maju", "K1": "KPRI Sehat"},
    )
    assert list(questions.list_options(p).values()) == ["KSU Maju", "Koperasi baru", "KPRI Sehat", "KUD Tani"]


def test_a_heading_is_added_in_advance_on_the_page(store, staff):
    publish_it(store, register(*T3))
    at = open_page("kamus_dinas")
    next(t for t in at.text_input if t.label == "Tertulis di buku kerja").input("Kondisi Lembaga").run()
    next(s for s in at.selectbox if s.label == "Artinya").select("status").run()
    next(b for b in at.button if b.label == "Tambah ke kamus").click().run()
    assert not at.exception
    assert at.success[0].value.startswith("Ditambah ke Kamus dinas (versi 2).")
    assert remembered(store) == [("judul:koperasi:kondisi lembaga", "status", "budi", 2, None)]


def test_all_likely_answers_are_chosen_at_once_and_exceptions_stay_possible(store, staff):
    titles = ["Nama Koperasi", "Kelurahan", "Status", "Jml Angota", "Bidang Usahanya", "Warna Map", "Kode Lama"]
    data = workbook({"S": [titles, ["KSU A", "Turi", "Aktif", 10, "Dagang", "biru", "x"]]})
    at = open_page("unggah")
    at.file_uploader[0].set_value(("register 2024-T3.xlsx", data, "application/octet-stream")).run()
    for label in ("Pilih semua yang disarankan: 2 judul kolom", "Abaikan 2 kolom yang tanpa saran"):
        next(b for b in at.button if b.label == label).click().run()
    chosen = {s.label.split(" · ")[0]: s.value for s in at.selectbox if s.label.startswith("“")}
    assert chosen == {
        "“Jml Angota”": "jumlah_anggota",
        "“Bidang Usahanya”": "sektor_usaha",
        "“Warna Map”": "abaikan",
        "“Kode Lama”": "abaikan",
    }
    next(s for s in at.selectbox if s.label.startswith("“Warna Map”")).select("keterangan")
    next(b for b in at.button if b.label == "Pakai jawaban ini").click().run()
    assert not at.exception
    said = spoken(at)
    assert "“Warna Map” (lembar Koperasi) dibaca Keterangan: dijawab sekarang." in said
    assert "“Kode Lama” (lembar Koperasi) dibaca Abaikan kolom ini: dijawab sekarang." in said
