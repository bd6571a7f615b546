"""The page Persetujuan and the way to it: handed in on Unggah, looked at and decided by somebody else."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dasbor.ui import access
from etl import run
from etl.accounts import users
from etl.acuan import ROOT
from etl.publish.publish import publish_workbook
from etl.store.unpublished.previews import Previews
from etl.store.unpublished.submissions import Submissions
from etl.store.versions import Store
from tests.built import copy_built
from tests.installations import copy_reference
from tests.publish.test_approval import FIRST, NEXT, hand_in, publish


class Person:
    """One browser: a session of its own over the one installation."""

    def __init__(self, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.session, self.monkeypatch = users.start_session(name), monkeypatch

    def open(self, page: str) -> None:
        self.at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
        self.act(self.at.switch_page(f"pages/petugas/{page}.py").run)

    def act(self, do) -> None:
        """Do something as this person: the test driver cannot send the cookie."""
        self.monkeypatch.setattr(access, "_read_cookies", lambda: {access.COOKIE: self.session})
        do()
        assert not self.at.exception

    def press(self, label: str) -> None:
        self.act(next(b for b in self.at.button if b.label.startswith(label)).click().run)

    @property
    def said(self) -> str:
        at = self.at
        texts = [*at.markdown, *at.error, *at.warning, *at.caption]
        return " ".join([*(str(e.proto.body) for e in at.get("html")), *(m.value for m in texts)])


@pytest.fixture
def wanted(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """One version, one draft handed in by siti, and the setting that wants approval."""
    copy_built("satu ajuan dengan akun", store.folder, _build)
    monkeypatch.setenv("KOPERASI_ACUAN", str(copy_reference(tmp_path, persetujuan="ya")))
    return store


def _build() -> None:
    publish(FIRST, "2025-T1")
    for name, role in (("siti", "petugas"), ("kepala", "pimpinan")):
        users.add_user(name, role=role)
    hand_in(Store())


def test_staff_hand_in_and_see_that_it_waits(wanted, monkeypatch):
    Submissions(wanted.folder).drop(Submissions(wanted.folder).list_all()[0].id)
    siti = Person("siti", monkeypatch)
    siti.open("unggah")
    siti.act(siti.at.file_uploader[0].set_value(("b 2025-T2.xlsx", NEXT, "application/octet-stream")).run)
    assert "menunggu persetujuan pimpinan; dasbor belum berubah" in siti.said
    assert [b.label for b in siti.at.button if b.label.startswith("Terbitkan")] == []
    if siti.at.text_area:
        siti.act(siti.at.text_area[0].input("memang begitu").run)
    siti.press("Ajukan Triwulan II 2025")
    assert "Triwulan II 2025 diajukan kepada pimpinan; dasbor belum berubah." in siti.said
    assert "Triwulan II 2025 (b 2025-T2.xlsx) menunggu persetujuan sejak" in siti.said
    assert (wanted.find_current(), len(Submissions(wanted.folder).list_all())) == (1, 1)


def test_the_head_sees_what_would_change_opens_it_and_approves(wanted, monkeypatch):
    head = Person("kepala", monkeypatch)
    head.open("persetujuan")
    assert "Diajukan siti" in head.said
    assert "Temuan: " in head.said
    assert "1 koperasi menjadi tidak aktif: KSU Jaya" in head.said
    (preview,) = Previews(wanted.folder).list_all()
    assert f"draf={preview.token}" in head.said
    assert next(b for b in head.at.button if b.label.startswith("Setujui")).disabled
    head.act(head.at.checkbox[0].check().run)
    head.press("Setujui dan terbitkan Triwulan II 2025")
    assert "Triwulan II 2025 dari siti disetujui dan terbit sebagai versi 2." in head.said
    assert wanted.records.read(2)["disetujui"] == "kepala"


def test_sent_back_with_a_reason_that_the_petugas_reads(wanted, monkeypatch):
    head = Person("kepala", monkeypatch)
    head.open("persetujuan")
    head.press("Kembalikan")
    assert "Tulis alasannya lebih dahulu" in head.said
    head.act(head.at.text_input[0].input("periksa lagi KSU Jaya").run)
    head.press("Kembalikan")
    assert "dikembalikan kepada siti. Dasbor tidak berubah." in head.said
    siti = Person("siti", monkeypatch)
    siti.open("persetujuan")
    assert "dikembalikan oleh kepala: periksa lagi KSU Jaya. Perbaiki di halaman Unggah" in siti.said
    siti.press("Sudah dibaca")
    assert Submissions(wanted.folder).list_all() == []


def test_what_was_published_in_between_is_said_and_the_tick_is_asked_again(wanted, monkeypatch):
    head = Person("kepala", monkeypatch)
    head.open("persetujuan")
    head.act(head.at.checkbox[0].check().run)
    monkeypatch.delenv("KOPERASI_ACUAN")
    publish_workbook(run.check_workbook(FIRST, "lain.xlsx", "2024-T4"), FIRST, "budi", "arsip")
    monkeypatch.setenv("KOPERASI_ACUAN", str(wanted.folder.parent / "acuan"))
    head.press("Setujui dan terbitkan")
    assert wanted.find_current() == 2
    assert "versi 2 diterbitkan oleh budi (lain.xlsx: arsip)" in head.said
    assert next(b for b in head.at.button if b.label.startswith("Setujui")).disabled


def test_whoever_handed_it_in_has_no_button_and_the_page_is_listed_only_where_it_is_wanted(wanted, monkeypatch):
    siti = Person("siti", monkeypatch)
    siti.open("persetujuan")
    assert [b.label for b in siti.at.button if b.label.startswith(("Setujui", "Kembalikan"))] == []
    siti.press("Tarik kembali")
    assert Submissions(wanted.folder).list_all() == []
    assert "Tidak ada draf yang menunggu." in siti.said
