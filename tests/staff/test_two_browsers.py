"""Two members of staff at once: what one did since the other looked is shown before anything is written; and the
history page takes an upload back."""

from __future__ import annotations

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dasbor.ui import access
from etl.accounts import users
from etl.acuan import ROOT
from etl.publish import publish
from etl.run import check_workbook
from tests.workbooks import REGISTER, workbook

FIRST, SECOND = "3572030001", "3572030002"


def register(first: str, second: str, sample: bool = False) -> bytes:
    rows = [(1, FIRST, "KSP Maju", first), (2, SECOND, "KUD Tani", second)]
    cells = [[i, nik, name, f"{i}/BH/XV", "Turi", "Sukorejo", status, 2024] for i, nik, name, status in rows]
    return workbook({"Register": [REGISTER, *cells]}, sample=sample)


BEFORE, ONE, OTHER = register("Aktif", "Aktif"), register("Tidak Aktif", "Aktif"), register("Aktif", "Tidak Aktif")


class Staff:
    """One browser: a session of its own over the one installation."""

    def __init__(self, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        users.add_user(name)
        self.session, self.monkeypatch = users.start_session(name), monkeypatch

    def open(self, page: str) -> None:
        self.act(lambda: None)
        self.at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
        self.at.switch_page(f"pages/petugas/{page}.py").run()

    def act(self, do) -> None:
        """Do something as this member of staff: the test driver cannot send the cookie."""
        self.monkeypatch.setattr(access, "_read_cookies", lambda: {access.COOKIE: self.session})
        do()

    def upload(self, data: bytes) -> None:
        self.open("unggah")
        self.act(self.at.file_uploader[0].set_value(("r 2025-T3.xlsx", data, "application/octet-stream")).run)

    def give_reason(self, text: str) -> None:
        self.act(self.at.text_area[0].input(text).run)

    def press(self, label: str) -> None:
        self.act(next(b for b in self.at.button if b.label.startswith(label)).click().run)
        assert not self.at.exception

    @property
    def said(self) -> str:
        at = self.at
        return " ".join([*(str(e.proto.body) for e in at.get("html")), *(m.value for m in [*at.markdown, *at.error])])


@pytest.fixture
def published(store):
    publish.publish_workbook(check_workbook(BEFORE, "awal.xlsx", "2025-T3"), BEFORE, by="penguji")
    st.cache_data.clear()
    return store


def statuses(store) -> list[str]:
    sql = "select status from koperasi_triwulan order by nik_koperasi"
    return [s for (s,) in store.open_version(store.find_current()).execute(sql).fetchall()]


def test_two_corrections_at_once_do_not_overwrite_each_other_unseen(published, monkeypatch):
    satu, dua = Staff("siti", monkeypatch), Staff("budi", monkeypatch)
    satu.upload(ONE)
    dua.upload(OTHER)
    assert "1 koperasi menjadi tidak aktif: KUD Tani" in dua.said
    satu.give_reason("koreksi KSP Maju")
    satu.press("Terbitkan")
    assert statuses(published) == ["tidak aktif", "aktif"]
    dua.give_reason("koreksi KUD Tani")
    dua.press("Terbitkan")
    assert (published.find_current(), statuses(published)) == (2, ["tidak aktif", "aktif"])
    assert "versi 2 diterbitkan oleh siti (r 2025-T3.xlsx: koreksi KSP Maju)" in dua.said
    assert "1 koperasi aktif kembali: KSP Maju" in dua.said
    assert dua.at.text_area[0].value == ""
    dua.press("Terbitkan")
    assert published.find_current() == 2  # no reason given for what it would change now
    dua.give_reason("KSP Maju memang aktif")
    dua.press("Terbitkan")
    assert (published.find_current(), statuses(published)) == (3, ["aktif", "tidak aktif"])


def test_where_nobody_asks_for_a_reason_the_new_difference_is_shown_before_anything_is_written_too(store, monkeypatch):
    publish.publish_workbook(check_workbook(BEFORE, "awal.xlsx", "2025-T1"), BEFORE, by="penguji")
    st.cache_data.clear()
    staff = Staff("siti", monkeypatch)
    staff.upload(ONE)
    publish.publish_workbook(check_workbook(OTHER, "lain.xlsx", "2025-T2"), OTHER, by="budi")
    staff.press("Terbitkan")
    assert store.find_current() == 2
    assert "versi 2 diterbitkan oleh budi (lain.xlsx)" in staff.said
    assert "Dibandingkan dengan Triwulan II 2025" in staff.said
    staff.press("Terbitkan")
    assert store.find_current() == 3


def test_the_history_takes_an_upload_back_and_says_what_goes_with_it(published, monkeypatch):
    publish.publish_workbook(check_workbook(ONE, "koreksi.xlsx", "2025-T3"), ONE, by="penguji", reason="koreksi")
    staff = Staff("siti", monkeypatch)
    staff.open("riwayat")
    choice = next(s for s in staff.at.selectbox if s.label == "Yang ditarik")
    assert choice.options == [
        "Unggahan 2 · Triwulan III 2025 · koreksi.xlsx · penguji",
        "Unggahan 1 · Triwulan III 2025 · awal.xlsx · penguji",
        "Seluruh Triwulan III 2025 (2 unggahan)",
    ]
    staff.act(choice.select("2").run)
    assert "Koperasi: kembali ke unggahan 1, awal.xlsx, oleh penguji" in staff.said
    staff.act(next(c for c in staff.at.checkbox if c.label.startswith("Ya, tarik")).check().run)
    staff.press("Tarik")
    assert published.find_current() == 2  # no reason yet
    staff.act(next(t for t in staff.at.text_input if t.label.startswith("Alasan penarikan")).input("keliru").run)
    staff.press("Tarik")
    assert (published.find_current(), statuses(published)) == (3, ["aktif", "aktif"])
    assert "ditarik (versi 3)" in staff.said


def test_a_restore_is_looked_at_again_where_somebody_published_since(published, monkeypatch):
    publish.publish_workbook(check_workbook(ONE, "koreksi.xlsx", "2025-T3"), ONE, by="penguji", reason="koreksi")
    staff = Staff("siti", monkeypatch)
    staff.open("riwayat")
    staff.act(next(c for c in staff.at.checkbox if c.label.startswith("Ya, perubahan")).check().run)
    publish.publish_workbook(check_workbook(OTHER, "lain.xlsx", "2025-T3"), OTHER, by="budi", reason="koreksi")
    staff.press("Pulihkan versi 1")
    assert published.find_current() == 3
    assert "versi 3 diterbitkan oleh budi (lain.xlsx: koreksi)" in staff.said


def test_an_invented_version_is_marked_and_cannot_take_the_place_of_real_data(store, monkeypatch):
    invented = register("Aktif", "Aktif", sample=True)
    publish.publish_workbook(check_workbook(invented, "contoh.xlsx", "2025-T2"), invented, by="sistem")
    publish.publish_workbook(check_workbook(ONE, "asli.xlsx", "2025-T3"), ONE, by="budi", starts_real_data=True)
    with pytest.raises(ValueError, match="Versi 1 berisi data contoh rekaan"):
        publish.restore_version(1, "Siti", store=store)
    st.cache_data.clear()
    staff = Staff("siti", monkeypatch)
    staff.open("riwayat")
    assert "Terbit (data contoh rekaan)" in staff.said
    assert "versi contoh dapat dilihat tetapi tidak dapat dipulihkan" in staff.said
    assert [b.label for b in staff.at.button if b.label.startswith("Pulihkan")] == []
