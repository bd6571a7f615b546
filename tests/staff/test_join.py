"""The section of the dictionary page in which cooperatives are joined and separated."""

from __future__ import annotations

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Radio

from dasbor.choice import Choice
from dasbor.content import koperasi
from dasbor.staff import riwayat
from dasbor.ui import access
from etl.accounts import users
from etl.acuan import ROOT
from tests.publish.test_join import owners, start


@pytest.fixture
def staff(store, monkeypatch):
    """Somebody who is signed in, and no pages kept from other tests."""
    users.add_user("budi")
    session = users.start_session("budi")
    monkeypatch.setattr(access, "_read_cookies", lambda: {access.COOKIE: session})
    st.cache_data.clear()


def spoken(at: AppTest) -> str:
    return " ".join(
        [*(str(e.proto.body) for e in at.get("html")), *(m.value for m in [*at.markdown, *at.warning, *at.error])]
    )


def choose(at: AppTest, label: str, value: object) -> None:
    next(s for s in at.selectbox if s.label.startswith(label)).select(value).run()


def find_way(at: AppTest) -> Radio:
    return next(r for r in at.radio if r.label == "Yang terjadi")


def press(at: AppTest, reason: str, button: str) -> None:
    next(t for t in at.text_input if t.label.startswith("Alasan: dari mana")).set_value(reason)
    next(c for c in at.checkbox if c.label.startswith("Ya, perubahan")).check().run()
    next(b for b in at.button if b.label == button).click().run()


def test_two_are_joined_on_the_page_listed_and_taken_back(store, staff):
    maju, makmur, melati = start(store)
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).switch_page("pages/petugas/kamus_dinas.py").run()
    assert find_way(at).options == ["Dua koperasi ternyata satu", "Satu koperasi ternyata dua"]
    find_way(at).set_value("gabung").run()
    choose(at, "Koperasi yang satu", maju)
    choose(at, "Koperasi yang sama", melati)
    assert "Keduanya tercatat di register Triwulan III 2024" in spoken(at)
    choose(at, "Koperasi yang sama", makmur)
    assert "menjadi satu dengan “KSU Maju Jaya” (Turi)" in spoken(at)
    press(at, "", "Gabungkan")
    assert "Tulis alasannya lebih dahulu" in spoken(at)
    press(at, "surat dinas", "Gabungkan")
    assert not at.exception
    assert owners(store, "KSU Makmur Abadi") == [("2024-T4", maju)]
    assert "(versi 3)." in spoken(at)
    assert "satu dengan “KSU Makmur Abadi” (Turi) (alasan: surat dinas)" in spoken(at)
    said = "“KSU Makmur Abadi” (Turi) di Triwulan IV 2024 satu dengan “KSU Makmur Abadi” (Turi)"
    assert riwayat.list_differences(2, 3) == [f"Tidak berlaku lagi (versi 3): {said}."]
    assert koperasi.load_record(Choice(3, "2024-T4", with_names=True), makmur).id == maju  # links of former times
    assert find_way(at).options[2:] == ["Batalkan putusan"]
