"""Damaged data: readers go on with what is whole, staff see what happened and mend it with one button."""

from __future__ import annotations

import re
import shutil
import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dasbor.choice import Choice
from dasbor.staff import mending
from dasbor.ui import filters
from dasbor.ui.menu import PAGES
from etl.accounts import users
from etl.acuan import ROOT
from etl.publish.publish import publish_workbook
from etl.run import check_workbook
from etl.store.versions import Store
from tests.built import copy_built
from tests.workbooks import REGISTER, workbook

STAFF = [h.file for h in PAGES if h.is_staff]
BANNER = "Versi terkini sedang tidak dapat dibuka. Yang tampil adalah **versi 1**, diterbitkan "


def publish(periode: str, *names: str) -> None:
    rows = [
        [i, f"357203000{i}", name, f"{i}/BH/XV", "Turi", "Sukorejo", "Aktif", 2024] for i, name in enumerate(names, 1)
    ]
    data = workbook({"Register": [REGISTER, *rows]}, sample=True)
    publish_workbook(check_workbook(data, "register.xlsx", periode), data, by="penguji")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two versions: one cooperative in the first quarter, two in the second."""
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path))
    copy_built("dua terbitan contoh", tmp_path, _publish_both)
    return tmp_path


def _publish_both() -> None:
    publish("2025-T1", "KSP Maju")
    publish("2025-T2", "KSP Maju", "KPRI Guru")


def app(page: str = "pages/publik/ringkasan.py", **url: str) -> AppTest:
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.query_params.update(url)
    if page != "pages/publik/ringkasan.py":
        at.switch_page(page)
    return at.run()


@pytest.fixture
def signed_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(users, "find_user", lambda _: users.User("petugas", "petugas"))


def text(at: AppTest) -> str:
    content = " ".join(str(e.proto.body) for e in at.get("html")) + " ".join(m.value for m in at.markdown)
    return re.sub(r"<style>.*?</style>|/unduh/buatan/\w+", "", content, flags=re.S)  # made anew for each tab


def cut_off(folder: Path, number: int = 2) -> None:
    path = folder / "terbitan" / f"{number:06d}.duckdb"
    path.write_bytes(path.read_bytes()[:5000])


def lose_pointer(folder: Path) -> None:
    (folder / "terbitan" / "TERKINI").unlink()


def garble_pointer(folder: Path) -> None:
    (folder / "terbitan" / "TERKINI").write_text("sampah")


def lose_file(folder: Path) -> None:
    (folder / "terbitan" / "000002.duckdb").unlink()


# ── readers ──


@pytest.mark.parametrize("damage", [cut_off, lose_file])
def test_readers_get_the_newest_whole_version_with_a_banner(folder: Path, damage) -> None:
    damage(folder)
    at = app()
    assert not at.exception and not at.error
    assert BANNER in text(at)
    assert "Koperasi Kota Blitar · Triwulan I 2025" in text(at)
    assert '<footer class="kaki">Keadaan per 31 Maret 2025 · versi 1, diterbitkan ' in text(at)


def test_a_lost_pointer_leaves_readers_the_newest_version(folder: Path) -> None:
    lose_pointer(folder)
    at = app()
    assert not at.exception and not at.error
    assert "Yang tampil adalah **versi 2**" in text(at)
    assert "Koperasi Kota Blitar · Triwulan II 2025" in text(at)


def test_whole_data_have_no_banner(folder: Path) -> None:
    assert "tidak dapat dibuka" not in text(app())


def test_a_damaged_older_version_is_a_wrong_choice_and_a_whole_one_opens_also_beside_a_lost_pointer(
    folder: Path,
) -> None:
    cut_off(folder, 1)
    assert "Berkas versi 1 rusak, jadi belum dapat dibuka. Versi 2 utuh." in text(app(versi="1"))
    lose_pointer(folder)
    at = app(versi="2")
    assert not at.exception and not at.error
    assert "versi 2, diterbitkan " in text(at)


def test_without_any_whole_version_readers_get_a_sentence_and_the_footer(folder: Path) -> None:
    cut_off(folder, 1)
    cut_off(folder, 2)
    at = app()
    assert not at.exception
    assert at.error[0].value.startswith("Data terbitan belum dapat dibuka. Mohon hubungi pengelola sistem.")
    assert '<footer class="kaki">Data terbitan belum dapat dibuka · ' in text(at)


# ── staff ──


@pytest.mark.parametrize("page", STAFF[:2])
@pytest.mark.parametrize(
    ("damage", "sentence", "shown"),
    [
        (cut_off, "Berkas versi 2 rusak atau berubah sejak diterbitkan.", 1),
        (lose_file, "Versi 2 ditunjuk TERKINI tetapi berkasnya tidak ada.", 1),
        (lose_pointer, "Penunjuk TERKINI hilang, padahal ada versi atau catatan sampai nomor 2.", 2),
        (garble_pointer, "Penunjuk TERKINI berisi “sampah”, bukan nama versi.", 2),
    ],
)
def test_staff_see_what_happened_and_the_button_and_nothing_that_writes(
    folder: Path, signed_in: None, page: str, damage, sentence: str, shown: int
) -> None:
    damage(folder)
    at = app(page)
    assert not at.exception and not at.error
    assert sentence in text(at)
    assert f"Pembaca sementara melihat versi {shown}, versi terbaru yang utuh." in text(at)
    assert "memutar ulang semua buku kerja di arsip" in text(at)
    assert [b.label for b in at.button] == ["Bangun ulang dari arsip"]
    assert not at.get("file_uploader")


@pytest.mark.parametrize("damage", [cut_off, lose_file, lose_pointer, garble_pointer])
def test_the_button_mends_it(folder: Path, signed_in: None, damage) -> None:
    damage(folder)
    at = app("pages/petugas/unggah.py")
    at.button[0].click().run()
    assert not at.exception and not at.error
    assert "Data terbitan sudah diperbaiki." in text(at)
    assert at.get("file_uploader")
    assert Store().find_newest_whole() == (2, "")
    assert "tidak dapat dibuka" not in text(app())


def test_what_cannot_be_rebuilt_is_said_with_its_reasons(folder: Path, signed_in: None) -> None:
    cut_off(folder)
    (folder / "arsip" / "000001.json").unlink()
    at = app("pages/petugas/unggah.py")
    at.button[0].click().run()
    assert not at.exception
    assert [e.value for e in at.error] == ["Arsip tidak lengkap; tidak ada yang dibangun ulang."]
    assert "Catatan terbitan 1 tidak ada di arsip." in text(at)


# ── accounts ──


def test_garbage_in_the_accounts_leaves_readers_their_pages_and_is_a_sentence_for_staff(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / users.USERS_FILE).write_bytes(b"sampah" * 1000)
    monkeypatch.setattr("dasbor.ui.access._read_cookies", lambda: {"koperasi_sesi": "x"})
    at = app()
    assert not at.exception and not at.error
    assert "versi 2, diterbitkan " in text(at)
    at = app("pages/petugas/unggah.py")
    assert not at.exception and not at.error
    assert "Daftar akun belum dapat dibaca" in text(at)
    assert '<footer class="kaki">Keadaan per ' in text(at)
    assert not at.get("file_uploader")


# ── one version for a whole run; new figures under the same number ──


@pytest.mark.parametrize("stem", ["ringkasan", "keaktifan", "asal"])
def test_a_publication_in_the_middle_of_a_run_is_not_seen_before_the_next(
    folder: Path, monkeypatch: pytest.MonkeyPatch, stem: str
) -> None:
    at = app(f"pages/publik/{stem}.py")
    before, draw = text(at), filters.show_filters

    def publish_meanwhile(p: Choice) -> None:
        draw(p)
        publish("2025-T3", "KSP Maju", "KPRI Guru", "Kopwan Melati")

    with monkeypatch.context() as m:
        m.setattr(filters, "show_filters", publish_meanwhile)
        at.run()
    assert not at.exception
    assert Store().find_current() == 3
    assert text(at) == before
    assert "versi 3, diterbitkan " in text(at.run())


@pytest.mark.parametrize("page", ["pages/petugas/riwayat.py", "pages/petugas/unggah.py"])
def test_staff_pages_go_by_one_version_too(
    folder: Path, signed_in: None, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    seen, stop = [], mending.stop_if_damaged
    before = text(app(page))

    def publish_meanwhile() -> None:
        stop()
        publish("2025-T3", "KSP Maju", "KPRI Guru", "Kopwan Melati")
        seen.append(Store().find_current())

    monkeypatch.setattr(mending, "stop_if_damaged", publish_meanwhile)
    at = app(page)
    assert not at.exception
    assert seen == [3]
    assert text(at) == before


def test_a_backup_that_is_put_back_under_the_same_number_shows_its_figures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, cooperatives in (("satu", ["KSP Maju"]), ("dua", ["KSP Maju", "KPRI Guru"])):
        monkeypatch.setenv("KOPERASI_DATA", str(tmp_path / name))
        publish("2025-T1", *cooperatives)
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path / "satu"))
    at = app("pages/publik/koperasi.py")
    assert "KPRI Guru" not in text(at)
    shutil.move(tmp_path / "satu", tmp_path / "lama")
    shutil.move(tmp_path / "dua", tmp_path / "satu")
    time.sleep(1.1)  # for so long the state of a file is believed
    at.run()
    assert not at.exception
    assert "KPRI Guru" in text(at)
    assert "· versi 1, diterbitkan " in text(at)
