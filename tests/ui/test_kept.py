"""Pages are kept for all who see the same: under all that they depend on, with nothing of anybody's own in them."""

from __future__ import annotations

import ast
import html
import http.client
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from markupsafe import Markup
from streamlit.testing.v1 import AppTest

from dasbor import keep
from dasbor.choice import Choice
from dasbor.ui import access, page, parameters, reader
from dasbor.ui.kept import blocks, joined, pages, view
from dasbor.ui.kept.blocks import Block, Html, Live, Recording
from dasbor.ui.kept.view import View
from dasbor.ui.menu import PAGES
from etl import clock
from etl.accounts import users
from etl.accounts.roles import User
from etl.acuan import ROOT
from etl.remarks.say import say_remark
from etl.store.versions import Store
from tests import golden, heavy
from tests.contacts.registers import PIECES, book, publish
from tests.drawings import explore, list_switches
from tests.installations import copy_reference, hash_cheaply, make_app, serve_port

PUBLIC = [h for h in PAGES if not h.is_staff]
ANI = User("Ani", "petugas")


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages whose code ran, in turn."""
    ran: list[str] = []
    original = pages._run

    def count(address: str, wanted: View | None) -> Any:
        ran.append(address if wanted else f"{address} untuk satu orang")
        return original(address, wanted)

    monkeypatch.setattr(pages, "_run", count)
    return ran


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """The states of files are looked up anew at each question, not once a second."""
    monkeypatch.setattr(keep, "_FRESH", -1.0)
    monkeypatch.setattr("etl.acuan._LOOK_AGAIN", -1.0)


def look(address: str = "ringkasan", **query: str) -> AppTest:
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.query_params.update(query)
    at.switch_page(f"pages/publik/{address}.py").run()
    assert not at.exception
    return at


def sent(at: AppTest) -> str:
    """All that the browser gets."""
    return " ".join(str(e.proto) for e in at.main)


def find_name() -> str:
    """Of one cooperative, as its register writes it."""
    con = Store().open_version(Store().find_current() or 0)
    return str(
        con.execute("select min(nama_koperasi) from koperasi_triwulan where periode = '2025-T3'").fetchall()[0][0]
    )


def sign_in(monkeypatch: pytest.MonkeyPatch, name: str, role: str) -> None:
    hash_cheaply(monkeypatch)
    users.add_user(name, role=role)
    session = users.start_session(name)
    monkeypatch.setattr(access, "_read_cookies", lambda: {access.COOKIE: session})


def sign_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "_read_cookies", dict)


# ── kept under all that it depends on ──


@pytest.mark.parametrize("h", heavy.spread(PUBLIC), ids=lambda h: h.address)
def test_the_second_reader_gets_the_same_page_without_its_code_being_run(in_gold: Path, built: list, h: Any) -> None:
    first, second = look(h.address), look(h.address)
    assert built == [h.address]
    assert sent(first) == sent(second)


@pytest.mark.parametrize(
    "query",
    [{"triwulan": "2025-T1"}, {"kelurahan": "35.72.02.1004"}, {"kkmp": "tanpa"}, {"peta": "jangkauan_pelatihan"}],
)
def test_another_choice_is_another_page(in_gold: Path, built: list, query: dict) -> None:
    one, other = look(), look(**query)
    assert built == ["ringkasan", "ringkasan"]
    assert sent(one) != sent(other)


def test_what_no_page_asks_in_an_address_makes_no_other_page(in_gold: Path, built: list) -> None:
    for number in range(4):
        look(utm=str(number), telusur="x" * number)
    assert built == ["ringkasan"]


def test_a_name_that_is_not_declared_cannot_be_read(in_gold: Path) -> None:
    with pytest.raises(KeyError):
        parameters.read_parameter("utm")


def test_each_name_that_a_page_reads_in_its_address_is_declared() -> None:
    """Otherwise two addresses would share one page."""
    known = 0
    for file in [*(ROOT / "dasbor").rglob("*.py"), *(ROOT / "pages" / "publik").glob("*.py")]:
        for call in (n for n in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(n, ast.Call)):
            name, place = getattr(call.func, "attr", ""), {"choose_button": 1, "choose_from_list": 1, "enter_search": 1}
            at = place.get(name, 0 if name == "read_parameter" else None)
            if at is not None and len(call.args) > at and isinstance(call.args[at], ast.Constant):
                known += 1
                assert parameters._is_known(str(call.args[at].value)), f"{file.name}: {ast.unparse(call)}"
    assert known > 15


def test_a_publication_shows_at_once(store: Store, fresh: None, built: list) -> None:
    golden.copy_all(store, until="2025-T2")
    assert "Triwulan II 2025" in sent(look())
    golden.publish_book(store, "2025-T3", golden.BUKU["2025-T3"])
    assert "Triwulan III 2025" in sent(look())
    assert built == ["ringkasan", "ringkasan"]


def test_a_remark_shows_at_once(store: Store, built: list) -> None:
    golden.copy_all(store)
    assert "Dua bergabung" not in sent(look())
    say_remark(store, ANI, ("koperasi_aktif", "35.72", "2025-T3"), "Dua bergabung.")
    assert "Dua bergabung" in sent(look())


def test_a_setting_that_changes_shows_at_once(
    store: Store, tmp_path: Path, fresh: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    golden.copy_all(store)
    monkeypatch.setenv("KOPERASI_ACUAN", str(copy_reference(tmp_path, nama_koperasi="terbuka")))
    assert find_name() in sent(look("keaktifan"))
    copy_reference(tmp_path, nama_koperasi="masuk")
    assert find_name() not in sent(look("keaktifan"))


def test_another_day_is_another_page(in_gold: Path, built: list, monkeypatch: pytest.MonkeyPatch) -> None:
    look()
    tomorrow = clock.read_today().replace(year=clock.read_today().year + 1)
    monkeypatch.setattr(clock, "read_today", lambda: tomorrow)
    look()
    assert built == ["ringkasan", "ringkasan"]


def test_boundaries_that_come_later_below_the_reference_folder_show_at_once(
    store: Store, tmp_path: Path, fresh: None, monkeypatch: pytest.MonkeyPatch, built: list
) -> None:
    golden.copy_all(store)
    place = copy_reference(tmp_path, batas_geojson="peta/batas.geojson")
    monkeypatch.setenv("KOPERASI_ACUAN", str(place))
    assert "tidak ditemukan di folder acuan" in sent(look())
    (place / "peta").mkdir()
    (place / "peta" / "batas.geojson").write_text("bukan", encoding="utf-8")
    assert "bukan GeoJSON yang dapat dibaca" in sent(look())
    assert built == ["ringkasan", "ringkasan"]


def test_what_somebody_explores_moves_for_them_alone(in_gold: Path, built: list) -> None:
    at = look()
    explore(at, "peta_koperasi_aktif")
    assert len(at.get("plotly_chart")) == 1
    assert len(look().get("plotly_chart")) == 0
    assert [name for name, moves in list_switches(at).items() if moves] == ["peta_koperasi_aktif"]
    at.pills[0].set_value([]).run()
    assert len(at.get("plotly_chart")) == 0
    assert built == ["ringkasan", "ringkasan"]


# ── nothing of anybody's own ──


def test_who_is_signed_in_leaves_nothing_behind(store: Store, monkeypatch: pytest.MonkeyPatch, built: list) -> None:
    publish(store, "2025-T3", book())
    con = store.open_version(store.find_current() or 0)
    one = con.execute("select koperasi_id from koperasi_triwulan where nama_koperasi = 'KSP Satu'").fetchall()[0][0]
    look("koperasi", id=one)
    sign_in(monkeypatch, "ani", "petugas")
    mine = sent(look("koperasi", id=one)) + sent(look("ringkasan"))
    assert [p for p in PIECES if p in mine]
    assert "Tulis atau cabut catatan" in mine
    sign_out(monkeypatch)
    others = sent(look("koperasi", id=one)) + sent(look("ringkasan"))
    assert [p for p in PIECES if p in others] == []
    assert "Tulis atau cabut catatan" not in others
    assert built == ["koperasi", "koperasi untuk satu orang", "ringkasan", "ringkasan"]


def test_those_who_may_write_remarks_share_the_page_around_the_form(
    store: Store, monkeypatch: pytest.MonkeyPatch, built: list
) -> None:
    golden.copy_all(store)
    before = sent(look("keaktifan"))
    sign_in(monkeypatch, "ani", "petugas")
    assert "Tulis atau cabut catatan" in sent(look("keaktifan"))
    look("prioritas")
    sign_out(monkeypatch)
    assert "Tulis atau cabut catatan" not in sent(look("keaktifan"))
    assert sent(look("keaktifan")) == before
    sign_in(monkeypatch, "budi", "pimpinan")
    assert "Tulis atau cabut catatan" in sent(look("keaktifan"))
    assert built == ["keaktifan", "keaktifan", "prioritas untuk satu orang"]


def test_hidden_names_are_kept_for_nobody(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, built: list
) -> None:
    monkeypatch.setenv("KOPERASI_ACUAN", str(copy_reference(tmp_path, nama_koperasi="masuk")))
    golden.copy_all(store)
    sign_in(monkeypatch, "tamu", "pembaca")
    assert find_name() in sent(look("keaktifan"))
    sign_out(monkeypatch)
    assert find_name() not in sent(look("keaktifan"))
    assert built == ["keaktifan untuk satu orang", "keaktifan"]


def test_a_reader_whose_rights_add_nothing_shares_the_page(
    store: Store, monkeypatch: pytest.MonkeyPatch, built: list
) -> None:
    golden.copy_all(store)
    sign_in(monkeypatch, "tamu", "pembaca")
    look()
    sign_out(monkeypatch)
    look()
    assert built == ["ringkasan"]


def test_under_a_view_nobody_is_signed_in_and_no_address_bar_is_read(
    in_gold: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "_read_cookies", lambda: {access.COOKIE: "sesi"})
    monkeypatch.setitem(st.query_params, "cari", "diri sendiri")
    monkeypatch.setitem(st.session_state, "_pilihan_url", {"triwulan": "2025-T1"})
    with view.building(View("ringkasan", 5, "", (("triwulan", "2025-T2"),), (("cari", "umum"),))):
        assert access.session() == ""
        assert parameters.read_parameter("cari") == "umum"
        assert reader.list_url_values() == {"triwulan": "2025-T2"}
        assert reader.read_bound_version().session == ""
        assert reader.read_bound_version().draft is None
    assert access.session() == "sesi"


def test_pages_ask_for_no_right_that_the_frame_does_not_know_of() -> None:
    """A kept page knows nobody's rights: contacts make a page of one's own, the form for remarks is drawn at each run,
    and what another right adds would be missing."""
    asked = set()
    for file in [*(ROOT / "dasbor" / "content").glob("*.py"), *(ROOT / "dasbor" / "blocks").rglob("*.py")]:
        for call in (n for n in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(n, ast.Call)):
            if isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") in ("access", "roles"):
                asked.add(ast.unparse(call))
    assert asked == {"access.may('catat')", "access.claim('catat')", "access.find_address()"}


def test_the_menu_says_which_pages_show_contacts() -> None:
    """Of these whoever may see them gets a page of their own."""
    files = [f for room in ("content", "blocks", "answers") for f in (ROOT / "dasbor" / room).rglob("*.py")]
    using = {f.stem for f in files if "private import contacts" in f.read_text(encoding="utf-8")}
    assert using == {h.address for h in PAGES if h.shows_contacts} == {"prioritas", "koperasi"}


# ── built once, bounded ──


def test_two_who_ask_at_once_wait_for_one(in_gold: Path, built: list) -> None:
    p = reader.parse_choice({})
    assert p is not None
    wanted, got = View("ringkasan", p.version), []
    threads = [threading.Thread(target=lambda: got.append(pages.find(wanted, p))) for _ in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert built == ["ringkasan"]
    assert all(one is got[0] for one in got) and len(got) == 4


def test_no_more_is_kept_than_the_budget_holds(in_gold: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    p = reader.parse_choice({})
    assert p is not None
    look()
    _, one = pages.measure_kept()
    monkeypatch.setattr(pages._KEPT, "_budget", 3 * one)
    for periode in ("2024-T3", "2024-T4", "2025-T1", "2025-T2", "2025-T3"):
        pages.find(View("ringkasan", p.version, "", (("triwulan", periode),)), p)
        assert pages.measure_kept()[1] <= 3 * one
    assert 2 <= pages.measure_kept()[0] <= 4


def test_a_page_that_breaks_is_shown_as_far_as_it_came_and_not_kept(
    in_gold: Path, monkeypatch: pytest.MonkeyPatch, built: list
) -> None:
    def fail(_p: Choice) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as m:
        m.setattr("dasbor.blocks.compared.movers.show_movers", fail)
        at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
        assert "kartu-angka" in sent(at)
        assert at.exception
    assert "kartu-angka" in sent(look())
    assert built == ["ringkasan", "ringkasan"]


# ── joined ──


def test_neighbours_become_one_piece_and_what_is_live_parts_them() -> None:
    recording = Recording()
    with blocks.recording(recording):
        page.put_html(Markup("<p>satu</p>"))
        with page.container(key="kotak", gap="xsmall"):
            page.put_html(Markup("<p>dua</p>"))
            with page.folded("Buka <ini>"):
                page.put_html(Markup("<p>tiga</p>"))
        page.put_live(lambda: None)
        page.put_html(Markup("<p>empat</p>"))
    first, live, last = joined.join(recording.root).parts
    assert isinstance(first, Html) and isinstance(live, Live) and isinstance(last, Html)
    assert re.sub(r"<[^>]+>", " ", first.text).split() == ["satu", "dua", "Buka", "&lt;ini&gt;", "tiga"]
    assert "susun xsmall st-key-kotak" in first.text
    assert last.text == "<p>empat</p>"


def test_a_container_with_something_live_in_it_stays_one() -> None:
    recording = Recording()
    with blocks.recording(recording), page.container(gap="xsmall"):
        page.put_html(Markup("<p>satu</p>"))
        page.put_live(lambda: None)
    (block,) = joined.join(recording.root).parts
    assert isinstance(block, Block) and dict(block.options) == {"gap": "xsmall"}


def test_a_place_that_is_entered_later_keeps_its_place_on_the_screen() -> None:
    recording = Recording()
    with blocks.recording(recording):
        above = page.container()
        page.put_html(Markup("<p>bawah</p>"))
        with above:
            page.put_html(Markup("<p>atas</p>"))
    (one,) = joined.join(recording.root).parts
    assert isinstance(one, Html) and one.text.index("atas") < one.text.index("bawah")


# ── files ──


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with serve_port(make_app()) as number:
        yield number


def ask(port: int, path: str) -> tuple[int, str, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    answer = connection.getresponse()
    return answer.status, answer.headers.get("Content-Disposition", ""), answer.read()


def list_links(at: AppTest) -> list[str]:
    return [
        html.unescape(a)
        for a in re.findall(r'href="(/unduh/berkas/[^"]+)"', " ".join(e.proto.body for e in at.get("html")))
    ]


@pytest.mark.parametrize("address", ["ringkasan", "keaktifan", "prioritas", "kamus", "koperasi"])
def test_each_link_of_a_page_leads_to_its_file(in_gold: Path, port: int, address: str) -> None:
    links = list_links(look(address, triwulan="2025-T3"))
    assert len(links) >= 3
    for link in [*links[:2], links[-1]]:
        status, name, content = ask(port, link)
        assert (status, len(content) > 20) == (200, True), link
        assert ("2025-T3" in name) is (address != "kamus")


def test_a_link_says_its_version_and_goes_on_after_another_was_published(store: Store, port: int, fresh: None) -> None:
    golden.copy_all(store, until="2025-T2")
    link = next(a for a in list_links(look()) if "berkas=csv_" in a)
    before = ask(port, link)
    golden.publish_book(store, "2025-T3", golden.BUKU["2025-T3"])
    status, name, content = ask(port, link)
    assert (status, content) == (200, before[2])
    assert "2025-T2" in name and "_versi_" in name


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("ringkasan?berkas=csv_tidak_ada", 404, "Buka halamannya"),
        ("ringkasan", 404, "Buka halamannya"),
        ("unggah?berkas=csv_terbitan", 404, "Buka halamannya"),
        ("tidak_ada?berkas=csv_profil", 404, "Buka halamannya"),
        ("ringkasan?versi=99&berkas=csv_tren_status", 404, "99"),
        ("ringkasan?triwulan=1999-T1&berkas=csv_tren_status", 404, "1999-T1"),
        ("kelurahan?kelurahan=%3Cscript%3E&berkas=csv_profil", 404, "tidak dikenal"),
    ],
)
def test_a_link_that_leads_nowhere_says_so(in_gold: Path, port: int, path: str, status: int, said: str) -> None:
    got, name, content = ask(port, f"/unduh/berkas/{path}")
    text = content.decode()
    assert (got, name) == (status, "")
    assert said in text and "Traceback" not in text and "<script>" not in text


def test_a_file_holds_no_more_names_than_everybody_may_see(
    store: Store, port: int, tmp_path: Path, fresh: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    golden.copy_all(store)
    monkeypatch.setenv("KOPERASI_ACUAN", str(copy_reference(tmp_path, nama_koperasi="terbuka")))
    link = next(a for a in list_links(look("keaktifan")) if "csv_daftar_koperasi" in a)
    assert find_name().encode() in ask(port, link)[2]
    copy_reference(tmp_path, nama_koperasi="masuk")
    assert find_name().encode() not in ask(port, link)[2]


def test_where_pages_are_for_those_who_are_signed_in_so_are_their_files(
    store: Store, port: int, tmp_path: Path, fresh: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    golden.copy_all(store)
    monkeypatch.setenv("KOPERASI_ACUAN", str(copy_reference(tmp_path, halaman="masuk")))
    assert ask(port, "/unduh/berkas/ringkasan?berkas=csv_tren_status")[0] == 403
