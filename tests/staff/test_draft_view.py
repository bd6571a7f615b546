"""The dashboard on a draft (`?draf=`): for whoever made it, marked on every page, never another version's numbers."""

from __future__ import annotations

import os
import re
import stat
import time
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from dasbor.choice import Choice
from dasbor.query import figures, published
from dasbor.staff.upload.preview import make_key
from dasbor.ui import access
from dasbor.ui.menu import PAGES
from dasbor.ui.private import offers
from dasbor.ui.private.draft_view import may_see
from etl import run
from etl.accounts import users
from etl.accounts.roles import User
from etl.acuan import ROOT
from etl.model import CheckResult
from etl.publish.drafts.preview_version import build_preview
from etl.publish.publish import publish_workbook
from etl.publish.ready import VersionMoved
from etl.store.unpublished.previews import MOST, Preview, Previews
from etl.store.versions import Store
from etl.upkeep import backup
from tests import golden, heavy
from tests.built import copy_built
from tests.workbooks import workbook

NEXT = "2025-T3"
BOOK = workbook(golden.BUKU[NEXT])
KOTA = "35.72"
PEOPLE = [
    User("siti", "petugas"),
    User("siti", "pembaca"),
    User("budi", "petugas"),
    User("kepala", "pimpinan"),
    User("kepala", "admin"),
    User("tamu", "pembaca"),
]


@pytest.fixture
def drafted(store: Store) -> Preview:
    """One quarter of the golden city is published; siti has looked at a later one."""
    copy_built("emas dengan draf", store.folder, _build)
    return Previews(store.folder).list_all()[0]


def _build() -> None:
    golden.copy_all(store := Store(), until="2024-T3")
    for name, role in (("siti", "petugas"), ("budi", "petugas"), ("kepala", "pimpinan"), ("tamu", "pembaca")):
        users.add_user(name, role=role)
    build_preview(check(store), "siti", make_key(check(store)), store=store)


def check(store: Store) -> CheckResult:
    return run.check_workbook(BOOK, f"{NEXT}.xlsx", NEXT, store=store)


def look(monkeypatch: pytest.MonkeyPatch, who: str, page: str = "pages/publik/ringkasan.py", **query: str) -> AppTest:
    """A page as somebody sees it; "" = nobody who is signed in."""
    session = users.start_session(who) if who else ""
    monkeypatch.setattr(access, "_read_cookies", lambda: {access.COOKIE: session} if session else {})
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    for name, value in query.items():
        at.query_params[name] = value
    at.switch_page(page).run()
    assert not at.exception
    return at


def words(at: AppTest) -> str:
    return " ".join([*(str(e.proto.body) for e in at.get("html")), *(m.value for m in [*at.markdown, *at.error])])


def files(store: Store) -> list[str]:
    return sorted(p.suffix for p in (store.folder / "draf" / "pratinjau").glob("*"))


# ── the file ──


def test_a_preview_holds_what_publishing_gives_and_publishes_nothing(store, drafted):
    assert (store.find_current(), store.list_versions()) == (1, [1])
    publish_workbook(check(store), BOOK, "siti", store=store)
    sql = "from indikator order by all"
    draft, version = (store.open_version(n).execute(sql).fetchall() for n in (drafted.number, 2))
    assert draft == version
    assert {row[0] for row in draft} == {"2024-T3", "2025-T3"}


def test_its_file_is_private_in_no_backup_and_unknown_to_the_next_publisher(store, drafted, tmp_path: Path):
    folder = store.folder / "draf" / "pratinjau"
    assert {stat.S_IMODE(p.stat().st_mode) for p in folder.iterdir()} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    backup.backup(store, tmp_path / "cadangan")
    assert [p for p in (tmp_path / "cadangan").rglob("*") if "draf" in str(p) or str(drafted.number) in str(p)] == []
    assert store.list_leftovers() == []
    assert store.find_newest_whole() == (1, "")


def test_it_goes_when_replaced_dropped_too_many_or_two_weeks_old(store, drafted):
    previews, result = Previews(store.folder), check(store)
    again = build_preview(result, "siti", "kunci lain", store=store)
    assert [p.number for p in previews.list_all()] == [again.number]  # the same person's earlier one is replaced
    for i in range(MOST + 1):
        number, place = previews.begin()
        place.write_bytes(b"x")
        previews.keep(Preview(number, f"orang {i}", NEXT, "a.xlsx", "k", 1), place)
    assert len(previews.list_all()) == MOST
    assert files(store) == [".duckdb"] * MOST + [".json"] * MOST
    previews.drop_of("orang 5")
    assert len(previews.list_all()) == MOST - 1
    old = time.time() - 15 * 86_400
    for path in previews.folder.glob("*"):
        os.utime(path, (old, old))
    assert previews.list_all() == []
    assert files(store) == []


def test_nothing_is_built_upon_a_version_that_nobody_looked_at(store, drafted):
    result = replace(check(store), base_version=None)
    with pytest.raises(VersionMoved, match="versi 1 diterbitkan oleh Penguji"):
        build_preview(result, "siti", "kunci", store=store)
    assert len(files(store)) == 2  # nothing half built is left


def test_other_answers_corrections_or_ticks_make_another_preview(store, drafted):
    one = check(store)
    keys = [make_key(one)]
    one.nil_given = ("pelatihan",)
    keys.append(make_key(one))
    one.answers_given = {"a": "b"}
    keys.append(make_key(one))
    assert len(set(keys)) == 3


# ── the pages ──


def test_every_public_page_shows_the_draft_to_its_owner_and_says_so(store, drafted, monkeypatch):
    for h in heavy.spread([h for h in PAGES if not h.is_staff]):
        at = look(monkeypatch, "siti", h.file, draf=drafted.token)
        text = words(at)
        assert "**DRAF, belum terbit.** Triwulan III 2025 dari berkas 2025-T3.xlsx, disusun siti" in text, h.address
        assert "draf, belum terbit" in text.split('class="kaki"')[1], h.address
        assert ("href" in text and f"draf={drafted.token}" in text) or h.address == "kamus"
        assert len(at.get("download_button")) == 0
        assert "/unduh/berkas/" not in text  # that would answer everybody


def test_its_files_say_draft_in_name_and_heading_and_answer_its_session_only(store, drafted, monkeypatch):
    text = words(look(monkeypatch, "siti", "pages/publik/prioritas.py", draf=drafted.token))
    made = [offers.get(access.session(), token) for token in re.findall(r"/unduh/buatan/(\w+)", text)]
    assert {re.search(r"_DRAF\.(csv|xlsx|txt)$", m.name) is not None for m in made if m} == {True}
    table = next(m for m in made if m and m.name.endswith(".xlsx") and "kunjungan" not in m.name)
    assert "DRAF: isi berkas ini belum diterbitkan." in [
        row[0] for row in load_workbook(BytesIO(table.make())).active.iter_rows(max_row=4, values_only=True)
    ]
    assert offers.get("lain", re.findall(r"/unduh/buatan/(\w+)", text)[0]) is None


def test_its_figures_are_those_of_the_draft_and_the_published_ones_stay(store, drafted, monkeypatch):
    now, then = (figures.read_figures(Choice(n, NEXT, KOTA)) for n in (1, drafted.number))
    assert (now, then["koperasi_aktif"].pembilang, then["koperasi_aktif"].penyebut) == ({}, 4, 7)
    text = words(look(monkeypatch, "siti", draf=drafted.token))
    assert "4 dari 7" in text
    assert "Triwulan III 2025" not in words(look(monkeypatch, "siti"))


def test_its_own_upload_has_no_number_yet_on_any_page(store, drafted, monkeypatch):
    text = words(look(monkeypatch, "siti", "pages/publik/mutu.py", draf=drafted.token))
    assert "Koperasi, Triwulan III 2025: 2025-T3.xlsx, draf" in text
    assert "Koperasi, Triwulan III 2024: 2024-T3.xlsx, terbitan 1" in text
    assert "terbitan 2" not in text
    rows = published.number_uploads(Choice(drafted.number, NEXT, KOTA), pd.DataFrame({"unggahan_id": [1, 2]}))
    assert rows["unggahan_id"].tolist() == ["1", "draf"]


def test_somebody_elses_draft_is_a_sentence_without_numbers(store, drafted, monkeypatch):
    text = words(look(monkeypatch, "budi", draf=drafted.token))
    assert "Draf ini tidak ada, sudah terbit, diganti atau kedaluwarsa, atau bukan untuk Anda." in text
    assert "dari 7" not in text
    assert 'class="kartu' not in text


def test_whoever_may_approve_sees_it_once_it_is_handed_in_and_a_reader_never(store, drafted):
    handed_in = replace(drafted, is_handed_in=True)
    seen = {(u.name, u.role): [may_see(u, p) for p in (drafted, handed_in)] for u in PEOPLE}
    assert seen == {
        ("siti", "petugas"): [True, True],
        ("siti", "pembaca"): [False, False],  # the role was changed since
        ("budi", "petugas"): [False, False],
        ("kepala", "pimpinan"): [False, True],
        ("kepala", "admin"): [False, True],
        ("tamu", "pembaca"): [False, False],
    }


def test_who_is_not_signed_in_gets_the_way_in_whether_there_is_such_a_draft_or_not(store, drafted, monkeypatch):
    for token in (drafted.token, "0" * 20):
        text = words(look(monkeypatch, "", draf=token))
        assert "Draf hanya untuk petugas dinas" in text
        assert f"/masuk?lanjut=/ringkasan%3Fdraf%3D{token}" in text or f"/masuk?lanjut=/%3Fdraf%3D{token}" in text
        assert "dari 7" not in text


def test_an_address_of_no_draft_finds_none(store, drafted):
    for token in ("", "x", "../../kunci", "-1", "0" * 19, "A" * 20, "0" * 20, drafted.token.upper() + " "):
        assert Previews(store.folder).find(token) is None


def test_an_expired_draft_shows_nothing_of_what_is_published_either(store, drafted, monkeypatch):
    Previews(store.folder).drop(drafted.number)
    text = words(look(monkeypatch, "siti", draf=drafted.token))
    assert "Draf ini tidak ada" in text
    assert "dari 7" not in text


def test_a_staff_page_leaves_the_draft_and_an_older_version_does_not_win_over_it(store, drafted, monkeypatch):
    at = look(monkeypatch, "siti", "pages/petugas/riwayat.py", draf=drafted.token)
    assert "DRAF" not in words(at)
    assert "draf" not in dict(at.query_params)
    assert "4 dari 7" in words(look(monkeypatch, "siti", draf=drafted.token, versi="1"))


def test_the_banner_says_that_somebody_published_since(store, drafted, monkeypatch):
    Previews(store.folder).note(replace(drafted, base_version=None))
    text = words(look(monkeypatch, "siti", draf=drafted.token))
    assert "Sesudah draf ini disusun, versi 1 diterbitkan; susun lagi agar sesuai." in text


def test_upload_page_shows_the_way_to_it_and_drops_it_with_the_draft(store, drafted, monkeypatch):
    at = look(monkeypatch, "siti", "pages/petugas/unggah.py")
    at.file_uploader[0].set_value((f"{NEXT}.xlsx", BOOK, "application/octet-stream")).run()
    assert [b.label for b in at.button if b.label.startswith("Siapkan")] == []  # it is there already
    (made,) = Previews(store.folder).list_all()
    assert f'href="/?triwulan=2025-T3&amp;draf={made.token}" target="_blank"' in words(at)
    next(b for b in at.button if b.label == "Buang draf").click().run()
    assert files(store) == []
