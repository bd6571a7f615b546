"""Learned words are offered to the others where the operator lets it, chosen one by one, and never taken over."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dasbor.front import house as houses
from dasbor.front.book import Book
from dasbor.front.house import House
from dasbor.ui import access
from etl.acuan import ROOT
from etl.asked.vocabulary_file import make_entry
from etl.match import answers
from etl.publish.fill_vocabulary import fill_vocabulary
from etl.store.versions import Store
from etl.tenants.declared import Roll, Tenant, read_roll
from etl.tenants.offers import read_offers, write_offer
from tests.tenants import two
from tests.tenants.two import CITY, INVENTED
from tests.workbooks import REGISTER, workbook


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Both share; Kota Blitar has learned two headings and a word."""
    file = two.build(tmp_path_factory.mktemp("pemda"))
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("\nnama =", "\nberbagi_kamus = true\nnama ="), encoding="utf-8")
    with two.inside(file, CITY):
        entries = [
            make_entry("judul", "koperasi", "", "Kondisi Lembaga", "status"),
            make_entry("judul", "koperasi", "", "Ketua Budi 3572030101800001", "nama_koperasi"),
            make_entry("kata", "koperasi", "status", "Hidup", "aktif"),
        ]
        fill_vocabulary(entries, "Siti")
    with two.inside(file, INVENTED):
        fill_vocabulary([make_entry("kata", "koperasi", "status", "Hidup", "tidak aktif")], "Tono")
    yield file


def tenants(file: Path) -> tuple[Roll, dict[str, Tenant]]:
    roll = read_roll(file)
    return roll, {t.address: t for t in roll.tenants}


def read_inside(file: Path, address: str) -> dict[str, list[str]]:
    with two.inside(file, address):
        return {offer.address: sorted(e.kunci for e in offer.entries) for offer in read_offers()}


def test_words_are_offered_without_who_said_them_and_without_numbers_of_people(file: Path) -> None:
    roll, named = tenants(file)
    for tenant in named.values():
        write_offer(roll, tenant)
    written = (roll.shared_folder / "kamus" / f"{CITY}.csv").read_text(encoding="utf-8-sig")
    assert ("Kondisi Lembaga" in written, "Siti" in written, "3572030101800001" in written) == (True, False, False)
    assert [*read_inside(file, INVENTED)] == [CITY]
    assert "judul:koperasi:kondisi lembaga" in read_inside(file, INVENTED)[CITY]
    assert read_inside(file, CITY) == {INVENTED: ["kata:koperasi:status:hidup"]}


def test_an_offer_is_nobodys_answer_before_it_is_chosen_on_the_page(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    roll, named = tenants(file)
    for tenant in named.values():
        write_offer(roll, tenant)
    session = two.add_staff(file, INVENTED, "tini", "admin")
    with two.inside(file, INVENTED):
        monkeypatch.setattr(access, "_read_cookies", lambda: {access.COOKIE: session})
        at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        at = at.switch_page("pages/petugas/kamus_dinas.py").run()
        said = " ".join([*(m.value for m in (*at.markdown, *at.caption)), *(e.proto.body for e in at.get("html"))])
        assert "Yang dipelajari pemda lain hanya ditawarkan" in said
        assert f"{CITY}: “Hidup” di sini berarti" in said
        assert list_known() == {"kata:koperasi:status:hidup"}
        (choice,) = at.multiselect
        choice.select(next(o for o in choice.options if "Kondisi Lembaga" in o)).run()
        next(b for b in at.button if b.label == "Tambahkan 1 arti").click().run()
        assert list_known() == {"kata:koperasi:status:hidup", "judul:koperasi:kondisi lembaga"}
        at = at.run()
        assert not at.exception


def test_a_question_says_what_the_other_one_answered_and_suggests_nothing_by_it(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    roll, named = tenants(file)
    write_offer(roll, named[CITY])
    place = roll.shared_folder / "kamus" / f"{CITY}.csv"
    place.write_bytes(place.read_bytes() + b"judul,koperasi,,Penanggung,nomor_badan_hukum\r\n")
    session = two.add_staff(file, INVENTED, "tuti", "admin")
    with two.inside(file, INVENTED):
        monkeypatch.setattr(access, "_read_cookies", lambda: {access.COOKIE: session})
        at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        at = at.switch_page("pages/petugas/unggah.py").run()
        rows = [[*REGISTER, "Penanggung"], [*two.BOOKS[INVENTED], "Bu Ani"]]
        book = workbook({"Register": rows})
        at.file_uploader[0].set_value(("register 2025-T2.xlsx", book, "application/octet-stream")).run()
        (question,) = [s for s in at.selectbox if s.label.startswith("“Penanggung”")]
        assert question.label.endswith(f"di {CITY} dibaca Nomor Badan Hukum")
        assert question.value is None


def list_known() -> set[str]:
    store = Store()
    return {a.kunci for a in answers.read(store.open_version(store.find_current() or 0)) if a.dicabut_waktu is None}


def test_who_does_not_share_gives_and_gets_nothing(file: Path) -> None:
    roll, named = tenants(file)
    for tenant in named.values():
        write_offer(roll, tenant)
    before = file.read_text(encoding="utf-8")
    try:
        file.write_text(before.replace("berbagi_kamus = true", "berbagi_kamus = false", 1), encoding="utf-8")
        roll, named = tenants(file)
        write_offer(roll, named[CITY])
        assert not (roll.shared_folder / "kamus" / f"{CITY}.csv").exists()
        assert (read_inside(file, CITY), read_inside(file, INVENTED)) == ({}, {})
    finally:
        file.write_text(before, encoding="utf-8")


@pytest.fixture
def look(file: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], set[str]]:
    """The door looks at pemda.toml with this text; whose words are offered then."""
    monkeypatch.setattr(houses.forkserver, "ensure_running", lambda: None)
    monkeypatch.delenv("KOPERASI_STORE", raising=False)
    house = House(Book(file), file.parent)

    def look_at(text: str) -> set[str]:
        file.write_text(text, encoding="utf-8")
        asyncio.run(house.look_around())
        return {p.stem for p in (house.book.read().shared_folder / "kamus").glob("*.csv")}

    return look_at


def test_words_go_with_the_wish_to_share_and_come_back_with_it(file: Path, look: Callable[[str], set[str]]) -> None:
    text = file.read_text(encoding="utf-8")
    try:
        assert look(text) == {CITY, INVENTED}
        assert look(text.replace("berbagi_kamus = true", "berbagi_kamus = false", 1)) == {INVENTED}
        assert look(text) == {CITY, INVENTED}
        assert look(text.replace(f'"{CITY}"', f'"{CITY}-lama"\nfolder = "{CITY}"')) == {f"{CITY}-lama", INVENTED}
        assert look(text[: text.rindex("[[pemda]]")]) == {CITY}
    finally:
        look(text)


def test_a_file_that_is_no_dictionary_offers_nothing(file: Path) -> None:
    roll, named = tenants(file)
    write_offer(roll, named[CITY])
    place = roll.shared_folder / "kamus" / "kota-lain.csv"
    place.write_bytes(b"\xff\x00=cmd|x")
    assert [*read_inside(file, INVENTED)] == [CITY]
    place.unlink()
