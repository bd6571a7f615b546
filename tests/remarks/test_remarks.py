"""A sentence beside a figure: who may say it, where it shows, what it survives, how it is taken back."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dasbor.answers import charts
from dasbor.choice import Choice
from dasbor.query.told.remarks import list_of_area, list_remarks
from dasbor.ui import access
from dasbor.ui.menu import PAGES
from etl.__main__ import main
from etl.accounts import users
from etl.accounts.roles import ROLES, User
from etl.acuan import ROOT, load_reference
from etl.audit import log
from etl.publish.publish import restore_version
from etl.remarks.book import FOLDER, RemarkBook
from etl.remarks.say import LONGEST, say_remark, withdraw_remark
from etl.store.versions import Store
from etl.upkeep.backup import backup
from etl.upkeep.put_back import restore_backup
from tests.contacts.registers import book, publish
from tests.installations import copy_reference, hash_cheaply

CITY, TURI = load_reference().city_code, "35.72.02.1004"
ANI = User("Ani", "petugas")
FIGURE = ("koperasi_aktif", CITY, "2025-T3")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("KOPERASI_ACUAN", str(copy_reference(tmp_path)))
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path / "keadaan"))
    hash_cheaply(monkeypatch)
    store = Store()
    publish(store, "2025-T2")
    publish(store, "2025-T3")
    users.add_user("kepala", role="admin")
    for role in ROLES:
        users.add_user(f"si {role}", role=role)
    return store


def choice(area: str = CITY, quarter: str = "2025-T3", version: int = 2, **more: bool) -> Choice:
    return Choice(version, quarter, area, "Kota Blitar", "kota", **more)


def said(p: Choice) -> list[str]:
    return [r.kalimat for r in list_remarks(p)]


# ── what may be said ──


@pytest.mark.parametrize(
    ("sentence", "refusal"),
    [
        (" \n ", "Tulis kalimatnya"),
        ("…", "Tulis kalimatnya"),
        ("a" * (LONGEST + 1), f"Kalimatnya {LONGEST + 1} huruf; paling banyak {LONGEST}"),
        ("Hubungi Bu Siti 0812-3456-7890", "Kalimat memuat nomor telepon; tulis tanpa itu"),
        ("KTP 3572011501800001 keliru", "Kalimat memuat nomor KTP; tulis tanpa itu"),
        ("kirim ke siti@gmail.com", "Kalimat memuat alamat email; tulis tanpa itu"),
    ],
)
def test_what_may_not_be_said_is_refused_and_leaves_nothing(store, sentence, refusal):
    with pytest.raises(ValueError, match="^" + refusal):
        say_remark(store, ANI, FIGURE, sentence)
    assert RemarkBook(store.archive_folder).list_all() == ()
    assert [e.event for e in log.read_entries(store.folder)].count("catat") == 0


@pytest.mark.parametrize(
    ("figure", "refusal"),
    [
        (("entah", CITY, "2025-T3"), "Indikator “entah” tidak dikenal"),
        (("koperasi_aktif", "35.99", "2025-T3"), "Wilayah “35.99” tidak dikenal"),
        (("koperasi_aktif", CITY, "2024-T1"), "Triwulan I 2024 belum terbit"),
    ],
)
def test_a_remark_needs_a_figure(store, figure, refusal):
    with pytest.raises(ValueError, match="^" + refusal):
        say_remark(store, ANI, figure, "Dua koperasi bergabung.")


def test_a_sentence_stands_beside_its_own_figure_only(store):
    remark = say_remark(store, ANI, FIGURE, "  Dua koperasi\nbergabung. ", "10.0.0.1")
    assert (remark.nomor, remark.kalimat, remark.oleh, remark.peran) == (1, "Dua koperasi bergabung.", "Ani", "petugas")
    assert said(choice()) == ["Dua koperasi bergabung."]
    assert said(choice(quarter="2025-T2")) == said(choice(area=TURI)) == []
    assert list_remarks(choice(), ("sehat",)) == ()
    entry = log.read_entries(store.folder)[-1]
    assert (entry.event, entry.by, entry.address) == ("catat", "Ani", "10.0.0.1")
    assert entry.facts == {"indikator": "koperasi_aktif", "wilayah": CITY, "triwulan": "2025-T3"}


def test_a_withdrawn_one_is_shown_no_more_and_stays_in_the_archive(store):
    say_remark(store, ANI, FIGURE, "Keliru.")
    say_remark(store, ANI, FIGURE, "Benar.")
    withdraw_remark(store, User("Budi", "pimpinan"), 1)
    assert said(choice()) == ["Benar."]
    assert [(r.kalimat, r.dicabut_oleh) for r in RemarkBook(store.archive_folder).list_all()] == [
        ("Keliru.", "Budi"),
        ("Benar.", ""),
    ]
    assert (log.read_entries(store.folder)[-1].event, log.read_entries(store.folder)[-1].by) == (
        "cabut_catatan",
        "Budi",
    )
    for number in (1, 3):
        with pytest.raises(KeyError):
            withdraw_remark(store, ANI, number)


# ── what it survives ──


def test_a_later_and_a_restored_version_still_have_it(store):
    say_remark(store, ANI, FIGURE, "Dua koperasi bergabung.")
    publish(store, "2025-T4")
    restore_version(2, "Ani", store=store)
    assert [said(choice(version=n)) for n in (2, 3, 4)] == [["Dua koperasi bergabung."]] * 3
    assert list_of_area(choice(version=1)) == ()  # which does not hold the quarter


def test_verify_and_rebuild_are_not_disturbed_and_a_backup_brings_it_back(store, tmp_path):
    say_remark(store, ANI, FIGURE, "Dua koperasi bergabung.")
    assert main(["verify"]) == 0
    assert main(["rebuild"]) == 0
    assert backup(store, tmp_path / "cadangan").problems == ()
    other = Store(tmp_path / "lain")
    restore_backup(other, tmp_path / "cadangan")
    assert [r.kalimat for r in RemarkBook(other.archive_folder).list_all()] == ["Dua koperasi bergabung."]


def test_a_remark_on_invented_data_is_not_shown_beside_real_ones(tmp_path, monkeypatch):
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path / "contoh"))
    store = Store()
    publish(store, "2025-T3", book(sample=True))
    say_remark(store, ANI, FIGURE, "Rekaan.")
    assert said(choice(version=1)) == ["Rekaan."]
    publish(store, "2025-T3", book(), starts_real_data=True)
    assert said(choice(version=2)) == []


def test_a_damaged_file_hides_itself_only(store, capsys):
    say_remark(store, ANI, FIGURE, "Satu.")
    say_remark(store, ANI, FIGURE, "Dua.")
    (store.archive_folder / FOLDER / "000001.json").write_bytes(b"{")
    (store.archive_folder / FOLDER / "ganti").touch()  # as a disk would, the folder tells of a change
    assert said(choice()) == ["Dua."]
    assert main(["catatan"]) == 0
    assert "catatan 000001.json rusak dan tidak ditampilkan" in capsys.readouterr().out


# ── on the pages ──


def start(address: str, who: str, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    session = users.start_session(f"si {who}") if who else ""
    monkeypatch.setattr(access, "_read_cookies", lambda: {access.COOKIE: session} if session else {})
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    return at.switch_page(next(h.file for h in PAGES if h.address == address)).run()


def text(at: AppTest) -> str:
    return " ".join(str(e.proto.body) for e in at.get("html"))


@pytest.mark.parametrize("who", ["", *ROLES])
def test_everybody_reads_it_escaped_and_three_roles_write(store, who, monkeypatch):
    say_remark(store, ANI, FIGURE, "Dua <img src=x> *koperasi* bergabung.")
    for address in ("ringkasan", "keaktifan"):
        at = start(address, who, monkeypatch)
        assert "Dua &lt;img src=x&gt; *koperasi* bergabung." in text(at) and "<img src=x>" not in text(at)
        assert "Ani (Petugas)" in text(at)
        writes = "Simpan catatan" in [b.label for b in at.button]
        assert writes is (who in ("petugas", "pimpinan", "admin"))


def test_the_profile_of_a_kelurahan_shows_what_was_said_there(store, monkeypatch):
    say_remark(store, ANI, ("koperasi_aktif", TURI, "2025-T3"), "Satu koperasi pindah ke Gedog.")
    monkeypatch.setattr(access, "_read_cookies", lambda: {})
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.query_params["kelurahan"] = TURI
    at.switch_page(next(h.file for h in PAGES if h.address == "kelurahan")).run()
    assert "Satu koperasi pindah ke Gedog." in text(at)


def test_the_mayors_office_says_something_and_takes_it_back(store, monkeypatch):
    at = start("keaktifan", "pimpinan", monkeypatch)
    next(t for t in at.text_area if t.label == "Kalimat").set_value("Hubungi 0812-3456-7890")
    next(b for b in at.button if b.label == "Simpan catatan").click().run()
    assert [e.value for e in at.error] == ["Kalimat memuat nomor telepon; tulis tanpa itu."]
    next(t for t in at.text_area if t.label == "Kalimat").set_value("Register dibersihkan.")
    next(b for b in at.button if b.label == "Simpan catatan").click().run()
    assert "Register dibersihkan." in text(at) and "si pimpinan (Pimpinan)" in text(at)
    next(b for b in at.button if b.label.startswith("Cabut: Register")).click().run()
    assert "Register dibersihkan." not in text(at)


def test_where_names_are_hidden_a_sentence_is_hidden_too(store, tmp_path, monkeypatch):
    say_remark(store, ANI, FIGURE, "KSP Satu pindah.")
    copy_reference(tmp_path, nama_koperasi="masuk")
    assert said(choice()) == [] and said(choice(with_names=True)) == ["KSP Satu pindah."]
    assert "KSP Satu pindah." not in text(start("keaktifan", "", monkeypatch))
    assert "KSP Satu pindah." in text(start("keaktifan", "pembaca", monkeypatch))


def test_a_trend_marks_the_quarter_and_names_it_in_its_table(store):
    before = charts.make_rate_trend(choice(), "koperasi_aktif")
    assert "✎" not in before.subtitle
    say_remark(store, ANI, FIGURE, "Dua <b>koperasi</b> bergabung.")
    g = charts.make_rate_trend(choice(), "koperasi_aktif")
    signs = [a for a in g.plot.layout.annotations if a.text == "✎"]
    assert [(a.x, a.hovertext) for a in signs] == [
        (2025 * 4 + 2, "T3 2025<br>Dua &lt;b&gt;koperasi&lt;/b&gt; bergabung.")
    ]
    assert g.subtitle.endswith("✎ catatan: T3 2025")
    assert "Catatan T3 2025: Dua <b>koperasi</b> bergabung." in g.alt
    assert g.table.set_index("periode")["catatan_petugas"].to_dict() == {
        "2025-T2": None,
        "2025-T3": "Dua <b>koperasi</b> bergabung.",
    }
    assert charts.make_rate_trend(choice(area=TURI), "koperasi_aktif").subtitle.count("✎") == 0


# ── on the command line ──


def test_the_command_line_writes_lists_and_withdraws(store, capsys):
    words = ["catatan", "tulis", "koperasi_aktif", "Dua bergabung.", "--periode", "2025-T3", "--oleh", "Ani"]
    assert main(words) == 0
    assert main([*words[:3], "Telepon 0812-3456-7890", *words[4:]]) == 2
    capsys.readouterr()
    assert main(["catatan", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)["catatan"]
    assert [(r["kalimat"], r["peran"], r["kode_wilayah"]) for r in listed] == [
        ("Dua bergabung.", "baris perintah", CITY)
    ]
    assert main(["catatan"]) == 0
    assert re.search(r"Dua bergabung\. \(Ani \d{4}-\d\d-\d\d \d\d:\d\d WIB\)", capsys.readouterr().out)
    assert main(["catatan", "cabut", "1", "--oleh", "Ani"]) == 0
    assert main(["catatan", "cabut", "1", "--oleh", "Ani"]) == 2
    assert said(choice()) == []
