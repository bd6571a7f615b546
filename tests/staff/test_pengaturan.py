"""The page Pengaturan: look, say why, publish, undo; and what pages, Kamus Data and Riwayat say of it afterwards."""

from __future__ import annotations

import json

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dasbor.answers import charts, rule_changes
from dasbor.blocks import what_if
from dasbor.choice import Choice
from dasbor.content import kamus
from dasbor.query import cases, figures, published
from dasbor.query.source import in_force
from dasbor.staff import pengaturan_form, riwayat
from dasbor.staff.pengaturan_form import Shown, When
from dasbor.ui import access
from etl.__main__ import main
from etl.accounts import manage, users
from etl.acuan import ROOT
from etl.publish import publish
from etl.publish.change_settings import change_settings
from etl.settings.check import read_number, read_setting, read_target
from etl.settings.entries import Entry
from tests import golden
from tests.installations import copy_with_own_targets

CITY = "35.72"


def at(version: int, quarter: str = "2025-T3") -> Choice:
    return Choice(version, quarter, CITY, "Kota Blitar", "kota")


def change(store, reason: str = "aturan baru", **figures: object) -> int:
    return change_settings({k: read_setting(k, str(v)) for k, v in figures.items()}, "Ana", reason, store=store)


@pytest.fixture
def filled(store, tmp_path, monkeypatch):
    monkeypatch.setenv("KOPERASI_ACUAN", str(copy_with_own_targets(tmp_path)))
    golden.copy_all(store)
    return store


# ── what was typed ──


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("tahun_tanpa_rat", " 2 ", 2.0),
        ("bulan_batas_rat", "juli", 7.0),
        ("bulan_batas_rat", "12", 12.0),
        ("susut_register", "12,5%", 0.125),
        ("susut_register", "20", 0.2),
        ("lonjakan", "1.000", 1000.0),
        ("berkualitas_rat", " Tidak ", 0.0),
    ],
)
def test_figures_are_read_as_people_write_them(key, typed, value):
    assert read_setting(key, typed).value == value


@pytest.mark.parametrize(
    ("key", "typed", "sentence"),
    [
        ("tahun_tanpa_rat", "9", "9 tahun buku di luar batas; pilih 1 sampai 5 tahun buku."),
        ("tahun_tanpa_rat", "dua", "“dua” bukan bilangan."),
        ("tahun_tanpa_rat", "2,5", "2,5 bukan bilangan bulat."),
        ("bulan_batas_rat", "Jumadil", "“Jumadil” bukan bulan; tulis namanya atau 1 sampai 12."),
        ("susut_register", "95%", "95% di luar batas; pilih 1% sampai 90%."),
        ("berkualitas_rat", "mungkin", "“mungkin” bukan jawaban; tulis ya atau tidak."),
        ("ejaan_mirip", "90", "“ejaan_mirip” bukan pengaturan yang dapat diubah"),
    ],
)
def test_what_cannot_be_is_said_with_its_range(key, typed, sentence):
    with pytest.raises(ValueError) as error:
        read_setting(key, typed)
    assert sentence in str(error.value)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("koperasi_akif", 2025, "90%"), "Tidak ada indikator “koperasi_akif”."),
        (("koperasi_aktif", 1925, "90%"), "Target Koperasi aktif: tahun 1925 di luar 2000 sampai 2100."),
        (("koperasi_aktif", 2025, "120%"), "Target Koperasi aktif: 120% tidak mungkin; pilih 0% sampai 100%."),
    ],
)
def test_a_target_that_cannot_be_is_refused(arguments, sentence):
    with pytest.raises(ValueError) as error:
        read_target(*arguments)
    assert str(error.value) == sentence


AMBIGUOUS = {
    "0,9": "“0,9” dapat berarti 90% atau 0,9%; tulis yang dimaksud dengan tanda %.",
    "0.9": "“0.9” dapat berarti 90% atau 0,9%; tulis yang dimaksud dengan tanda %.",
    "0.125": "“0.125” dapat berarti 12,5% atau 0,125%; tulis yang dimaksud dengan tanda %.",
    "0,0001": "“0,0001” dapat berarti 0,01% atau 0,0001%; tulis yang dimaksud dengan tanda %.",
    "1": "“1” dapat berarti 100% atau 1%; tulis yang dimaksud dengan tanda %.",
}


@pytest.mark.parametrize("typed", AMBIGUOUS)
def test_a_share_that_may_be_one_of_two_is_refused_with_both(typed, filled, capsys):
    with pytest.raises(ValueError) as error:
        read_target("koperasi_aktif", 2025, typed)
    assert str(error.value) == "Target Koperasi aktif: " + AMBIGUOUS[typed]
    with pytest.raises(ValueError) as error:
        read_setting("susut_register", typed)
    assert str(error.value).endswith(AMBIGUOUS[typed])
    shown = Shown(1, {}, {})
    assert pengaturan_form.read_changed(shown, {"koperasi_aktif": typed}, When(2025), "") == (
        {},
        ["Target Koperasi aktif: " + AMBIGUOUS[typed]],
    )
    words = ["--oleh", "Ana", "--alasan", "x"]
    assert main(["target", "ubah", f"koperasi_aktif={typed}", "--tahun", "2025", *words]) == 2
    assert main(["pengaturan", "ubah", f"susut_register={typed}", *words]) == 2
    assert capsys.readouterr().err.count(AMBIGUOUS[typed]) == 2
    assert filled.find_current() == 5


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("90", 0.9),
        ("90%", 0.9),
        ("90 %", 0.9),
        ("90 persen", 0.9),
        ("1,5", 0.015),
        ("0,9%", 0.009),
        ("1%", 0.01),
        ("0", 0),
    ],
)
def test_a_share_that_can_be_one_only_is_read(typed, value):
    assert read_target("koperasi_aktif", 2025, typed)[1].value == value


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("1,250", "“1,250” dapat berarti 1.250 atau 1,25; tulis 1250 bila ribuan."),
        ("2,000", "“2,000” dapat berarti 2.000 atau 2; tulis 2000 bila ribuan."),
        ("0.125", "0,12 bukan bilangan bulat."),
        ("1,5", "1,5 bukan bilangan bulat."),
        ("90%", "“90%” bukan bilangan."),
        ("9" * 400, "terlalu besar."),
        ("1e99", "“1e99” bukan bilangan."),
        ("-3", "pilih"),
    ],
)
def test_a_count_that_may_be_one_of_two_or_cannot_be_is_refused(typed, sentence):
    for read in (lambda: read_target("peserta_pelatihan", 2025, typed), lambda: read_setting("lonjakan", typed)):
        with pytest.raises(ValueError) as error:
            read()
        assert sentence in str(error.value)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -1.0, 1e99])
def test_a_figure_that_no_record_can_mean_is_refused(value):
    for key in ("peserta_pelatihan", "koperasi_aktif"):
        with pytest.raises(ValueError, match="Target"):
            read_target(key, 2025, value)
    with pytest.raises(ValueError, match="Nilai rupiah"):
        read_setting("lonjakan", value)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("pengaturan", "ubah", "n_kecil=5", "n_kecil=6"), "n_kecil disebut 2 kali, dengan “5” dan “6”"),
        (
            ("target", "ubah", "koperasi_aktif=90%", "koperasi_aktif=90%", "--tahun", "2025"),
            "koperasi_aktif disebut 2 kali, dengan “90%” dan “90%”",
        ),
    ],
)
def test_one_key_twice_in_one_call_is_refused(filled, capsys, words, sentence):
    assert main([*words, "--oleh", "Ana", "--alasan", "x"]) == 2
    assert sentence in capsys.readouterr().err
    assert filled.find_current() == 5


def test_numbers_of_people_in_the_remark_of_a_target_are_masked():
    assert read_target("sehat", 2025, "50%", "hp 081234567890")[1].note == "hp [telepon disamarkan]"


def test_a_number_may_have_dots_for_thousands():
    assert (read_number("x", "1.250"), read_number("x", "1,5")) == (1250.0, 1.5)


def test_a_field_that_nobody_touched_changes_nothing_though_it_shows_fewer_digits():
    in_force_now = {"susut_register": Entry(0.123456), "target.sehat.2025": Entry(0.333333)}
    shown = Shown(1, in_force_now, in_force_now)
    assert pengaturan_form.read_changed(shown, {"susut_register": "12,35%"}, None, "") == ({}, [])
    assert pengaturan_form.read_changed(shown, {"sehat": "33,33%"}, When(2025), "") == ({}, [])
    changed, _ = pengaturan_form.read_changed(shown, {"sehat": ""}, When(2025), "")
    assert changed == {"target.sehat.2025": Entry(None, "", "halaman")}


# ── every version with its own settings ──


def test_a_page_of_an_older_version_keeps_showing_what_it_showed(filled):
    number = change(filled, tahun_penilaian=1, jendela_triwulan=2, tahun_tanpa_rat=5)
    assert (in_force.read_rules(at(5))["tahun_penilaian"], in_force.read_rules(at(number))["tahun_penilaian"]) == (2, 1)
    examined = [figures.read_figures(at(n))["dinilai_kesehatan"].pembilang for n in (5, number)]
    assert examined == [2.0, 1.0]
    listed = [cases.read_cases(at(n), "dinilai_kesehatan", "ya", None).totals for n in (5, number)]
    assert [t.loc[t["dihitung"], "banyak"].sum() for t in listed] == [2, 1]
    assert published.list_window(at(number), "2025-T3") == ["2025-T2", "2025-T3"]
    assert what_if.read_official_years(at(5)) == 3
    rules = [dict(kamus.list_rules(at(n))) for n in (5, number)]
    assert rules[0]["Kurun"] == "Koperasi dilatih dan koperasi didampingi melihat 4 triwulan terakhir."
    assert rules[1]["Kurun"] == "Koperasi dilatih dan koperasi didampingi melihat 2 triwulan terakhir."
    assert rules[1]["Penilaian kesehatan"].startswith("Hasil pemeriksaan berlaku 1 tahun. Sehat mulai skor 80")


def test_a_target_of_the_settings_is_that_of_the_version(filled):
    changed = dict([read_target("koperasi_aktif", 2025, "92%")])
    number = change_settings(changed, "Ana", "RKPD", store=filled)
    targets = [published.read_reference_targets(at(n))["koperasi_aktif"] for n in (5, number)]
    assert targets == [0.9, 0.92]


def test_a_trend_says_when_the_rule_of_its_indicator_was_changed(filled):
    number = change(filled, tahun_penilaian=1)
    chart = charts.make_rate_trend(at(number), "dinilai_kesehatan")
    today = rule_changes.language.format_date(in_force.list_changes(at(number))[0].time)
    sentence = (
        f"Aturan diubah {today}: Masa penilaian kesehatan 2 → 1 tahun (versi 6); semua triwulan di sini dihitung "
        "dengan aturan itu."
    )
    assert chart.subtitle.endswith(f"{sentence} Pita biru: T3 2025, yang dipilih")
    assert chart.alt.endswith(sentence)
    assert "Aturan diubah" not in charts.make_rate_trend(at(number), "koperasi_aktif").subtitle
    assert "Aturan diubah" not in charts.make_rate_trend(at(5), "dinilai_kesehatan").subtitle


def test_undoing_says_which_settings_come_back_beside_the_data(filled):
    number = change(filled, tahun_tanpa_rat=5)
    assert riwayat.list_differences(5, number) == ["Pengaturan kembali: Tahun tanpa RAT 5 → 3 tahun buku."]
    assert riwayat.list_differences(number, number) == []
    assert publish.restore_version(5, "Siti", store=filled) == 7
    assert in_force.read_rules(at(7))["tahun_tanpa_rat"] == 3


# ── command line ──


def test_the_command_lists_looks_and_changes(filled, capsys):
    assert main(["pengaturan", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)["pengaturan"]
    assert listed[0] == {
        "kunci": "tahun_tanpa_rat",
        "nilai": 3.0,
        "nilai_berkas": 3.0,
        "sumber": "berkas",
        "terendah": 1,
        "tertinggi": 5,
        "arti": "Tidak aktif sesudah berapa tahun buku tanpa RAT",
    }
    order = ["pengaturan", "ubah", "tahun_penilaian=1", "--oleh", "Ana", "--alasan", "x"]
    assert main([*order, "--lihat"]) == 0
    assert filled.find_current() == 5
    assert capsys.readouterr().out.splitlines()[:2] == [
        "  Masa penilaian kesehatan 2 → 1 tahun.",
        "  Diperiksa kesehatannya: 50% (2 dari 4) → 25% (1 dari 4) di Triwulan III 2025; "
        "berubah di 1 triwulan dan 3 wilayah.",
    ]
    assert main([*order, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["terbitan"] == 6
    assert main(order) == 2
    assert capsys.readouterr().err.startswith("Tidak dapat dikerjakan: Tidak ada yang berubah")
    assert main(["target", "ubah", "sehat=60%", "--tahun", "2026", "--oleh", "Ana", "--alasan", "RKPD"]) == 0
    assert main(["target", "--json"]) == 0
    target = json.loads(capsys.readouterr().out.splitlines()[-1])["target"][0]
    assert (target["indikator"], target["tahun"], target["nilai_target"], target["sumber"]) == (
        "sehat",
        2026,
        0.6,
        "halaman",
    )


# ── the page ──


@pytest.fixture
def admin(filled, monkeypatch) -> str:
    users.add_user("ana", role="admin")
    users.add_user("budi", role="petugas")
    session = users.start_session("ana")
    monkeypatch.setattr(access, "_read_cookies", lambda: {access.COOKIE: session})
    st.cache_data.clear()
    return "ana"


def open_page(name: str = "pengaturan") -> AppTest:
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    return page.switch_page(f"pages/petugas/{name}.py").run()


def spoken(page: AppTest) -> str:
    bodies = [str(e.proto.body) for e in page.get("html")]
    return " ".join([*bodies, *(m.value for m in (*page.markdown, *page.caption, *page.error))])


def look(page: AppTest, **typed: str) -> AppTest:
    for key, text in typed.items():
        next(i for i in page.text_input if i.key and i.key.startswith(f"atur_{key}_")).set_value(text)
    return next(b for b in page.button if b.label == "Lihat yang akan berubah").click().run()


def press(page: AppTest, reason: str = "aturan baru") -> AppTest:
    next(i for i in page.text_input if i.label.startswith("Alasan")).set_value(reason)
    return next(b for b in page.button if b.label == "Terbitkan pengaturan ini").click().run()


def test_an_admin_looks_gives_a_reason_and_publishes(filled, admin):
    page = open_page()
    assert not page.exception
    assert "Boleh 1 sampai 5 tahun buku; nilai awal 3 tahun buku." in spoken(page)
    look(page, tahun_penilaian="1")
    assert "Diperiksa kesehatannya: 50% (2 dari 4) → 25% (1 dari 4) di Triwulan III 2025" in spoken(page)
    assert filled.find_current() == 5
    press(page, "")
    assert "Tulis alasannya: mengapa pengaturan ini diubah?" in spoken(page)
    press(page, "diminta **inspektorat**, telp 081234567890")
    assert not page.exception
    assert filled.find_current() == 6
    assert "Pengaturan terbit sebagai versi 6." in spoken(page)
    assert "Pulihkan versi 5 di Riwayat" in spoken(page)
    record = filled.records.read(6)
    assert (record["oleh"], record["alasan"]) == ("ana", "diminta **inspektorat**, telp [telepon disamarkan]")
    past = "ana. Masa penilaian kesehatan 2 → 1 tahun: diminta **inspektorat**, telp [telepon disamarkan]"
    assert past in spoken(page)
    history = open_page("riwayat")
    assert "Ubah pengaturan" in spoken(history)


def test_faults_are_said_on_the_page_and_nothing_can_be_published(filled, admin):
    page = look(open_page(), tahun_penilaian="7", lonjakan="banyak")
    assert "Hasil pemeriksaan kesehatan berlaku: 7 tahun di luar batas; pilih 1 sampai 5 tahun." in spoken(page)
    assert not [b for b in page.button if b.label == "Terbitkan pengaturan ini"]
    look(page, tahun_penilaian="2", lonjakan="100")
    assert "Tidak ada yang berubah: semua nilai itu sudah berlaku." in spoken(page)


def test_a_change_without_effect_on_figures_says_so(filled, admin):
    page = look(open_page(), lonjakan="50")
    assert "Perubahan ini tidak mengubah angka mana pun yang sudah terbit." in spoken(page)


def test_the_second_of_two_admins_has_to_look_again(filled, admin):
    page = look(open_page(), tahun_penilaian="1")
    change(filled, tahun_tanpa_rat=4)
    press(page)
    assert not page.exception
    assert "Sementara itu versi 6 terbit. Lihat lagi yang akan berubah, lalu ulangi." in spoken(page)
    assert filled.find_current() == 6


def test_a_role_that_was_withdrawn_meanwhile_publishes_nothing(filled, admin):
    users.add_user("cici", role="admin")
    page = look(open_page(), tahun_penilaian="1")
    manage.set_role("ana", "petugas")
    press(page)
    assert "tidak mencakup mengubah pengaturan dan target" in spoken(page)
    assert filled.find_current() == 5


def test_others_are_refused_politely(filled, admin, monkeypatch):
    session = users.start_session("budi")
    monkeypatch.setattr(access, "_read_cookies", lambda: {access.COOKIE: session})
    page = open_page()
    assert not page.exception
    assert "Bukan untuk peran Anda" in spoken(page)
    assert not page.text_input
