"""A quarter is final for Satu Data when staff said so, and only as long as its figures stay the same."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from dasbor.choice import Choice
from dasbor.export import kept
from dasbor.export.owed import satudata
from dasbor.query import choose
from dasbor.query.reports import final
from dasbor.staff import finality
from etl.accounts import users
from etl.accounts.roles import User
from etl.acuan import ROOT
from etl.audit import log
from etl.store.versions import Store
from tests import golden
from tests.states import publish_next


@pytest.fixture
def p(built_store: Store) -> Choice:
    return choose.choose(Choice(3), "2024-T3")


def list_statuses(p: Choice) -> set[str]:
    return set(satudata.make_table(p)["status"])


def test_nothing_is_final_before_somebody_says_so(p: Choice) -> None:
    assert list_statuses(p) == {"sementara"}
    assert finality.say_finality(p, final.find_finality(p)) == "Triwulan III 2024: sementara, belum pernah ditetapkan."


def test_what_staff_say_holds_for_that_quarter_and_can_be_taken_back(p: Choice) -> None:
    final.say_final(p, "siti", "10.0.0.7", True)
    assert list_statuses(p) == {"final"}
    assert final.find_finality(p).by == "siti"
    final.say_final(p, "budi", "10.0.0.8", False)
    assert list_statuses(p) == {"sementara"}
    assert [e.event for e in log.read_entries(Store().folder)][-2:] == ["data_final", "data_sementara"]


def test_a_quarter_whose_figures_change_is_provisional_again_and_says_why(p: Choice) -> None:
    final.say_final(p, "siti", "", True)
    rows = [*golden.REGISTER_2024_T3, ["3572000000077", "KSU Baru", "Turi", "KSU", "Aktif", 2023]]
    number = golden.publish_book(Store(), "2024-T3", {"Koperasi": [golden.JUDUL_REGISTER[:6], *rows]}, reason="koreksi")
    later = choose.choose(Choice(number), "2024-T3")
    assert list_statuses(later) == {"sementara"}
    assert final.find_finality(later).moved
    assert "tetapi angkanya berubah sesudah itu" in finality.say_finality(later, final.find_finality(later))
    assert list_statuses(p) == {"final"}  # the earlier version is as it was


def test_another_quarter_published_later_changes_nothing(p: Choice) -> None:
    final.say_final(p, "siti", "", True)
    later = choose.choose(Choice(publish_next(Store())), "2024-T3")
    assert list_statuses(later) == {"final"}
    assert list_statuses(choose.choose(later, "2025-T1")) == {"sementara"}


def test_a_kept_file_follows_what_staff_say(p: Choice) -> None:
    assert b",sementara" in kept.make_file(p, "satudata", ".csv")
    final.say_final(p, "siti", "", True)
    assert b",sementara" not in kept.make_file(p, "satudata", ".csv")


def test_the_button_on_riwayat_writes_it(p: Choice, built_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(users, "find_user", lambda _: User("siti", "petugas"))
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).switch_page("pages/petugas/riwayat.py").run()
    assert not at.exception
    button = next(b for b in at.button if b.label == "Tetapkan final")
    button.click().run()
    chosen = at.selectbox(key="triwulan_final").value
    assert final.find_status(choose.choose(Choice(3), chosen)) == "final"
    assert next(b for b in at.button if b.label == "Kembalikan ke sementara")


def test_who_only_looks_has_no_such_button(p: Choice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(users, "find_user", lambda _: User("dewi", "pimpinan"))
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).switch_page("pages/petugas/riwayat.py").run()
    assert [b for b in at.button if b.label == "Tetapkan final"] == []
