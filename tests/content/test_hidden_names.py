"""With nama_koperasi = "masuk" nobody who is not signed in reads a name, a number or an address of a cooperative."""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from dasbor.choice import Choice
from dasbor.query import choose, cooperatives, lists
from dasbor.ui import access, page
from dasbor.ui.exports import File
from dasbor.ui.menu import PAGES
from dasbor.ui.private import offers
from etl.accounts import users
from etl.acuan import ROOT
from etl.store.versions import Store
from tests import golden
from tests.content import scenes
from tests.export.opened import needs_poppler, read_pdf
from tests.installations import copy_reference, hash_cheaply

pytestmark = needs_poppler
PUBLIC = {h.address: h.file for h in PAGES if not h.is_staff}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The city of tests/golden.py, whose names are for those who are signed in."""
    folder = tmp_path_factory.mktemp("nama")
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_ACUAN", str(copy_reference(folder, nama_koperasi="masuk")))
        m.setenv("KOPERASI_DATA", str(folder / "keadaan"))
        hash_cheaply(m)
        golden.copy_all(Store())
        users.add_user("ani")
        yield folder


def identities() -> set[str]:
    """Every name, NIK, badan hukum and address of the registers, as published."""
    con = Store().open_version(Store().find_current() or 0)
    columns = ("nama_koperasi", "nik_koperasi", "nomor_badan_hukum", "alamat", "koperasi_id")
    return {
        str(value)
        for column in columns
        for (value,) in con.execute(f"select distinct {column} from koperasi_triwulan").fetchall()
        if value is not None and len(str(value)) > 3
    }


def everything(at: AppTest) -> str:
    """All that a browser is sent for a page: texts, HTML, drawings with their alternatives, choices, addresses."""
    return " ".join(str(e.proto) for e in at.main) + " ".join(str(at.query_params).split())


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], bytes]]:
    """How each file that a page offers is made."""
    offered: list[Callable[[], bytes]] = []

    def record(_key: str, file: File) -> None:
        offered.append(file.make)

    put = offers.put

    def record_link(session: str, tab: str, make: Callable[[], bytes], *rest: object, **more: object) -> str:
        offered.append(make)
        return put(session, tab, make, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(page, "offer_file", record)
    monkeypatch.setattr(offers, "put", record_link)
    return offered


def read(content: bytes) -> str:
    content = bytes(content)
    if is_picture(content):
        return ""  # drawn from the SVG or PDF that is offered beside it, and that is read
    if content.startswith(b"%PDF"):
        return read_pdf(content)
    if not content.startswith(b"PK"):
        return content.decode("utf-8-sig")
    with zipfile.ZipFile(BytesIO(content)) as z:
        if "xl/workbook.xml" not in z.namelist():  # slides, bundles
            return " ".join(read_member(z.read(name)) for name in z.namelist())
    book = openpyxl.load_workbook(BytesIO(content))
    return "\n".join(str(c.value) for sheet in book for row in sheet.iter_rows() for c in row)


def is_picture(content: bytes) -> bool:
    return bytes(content[:4]) == b"\x89PNG"


def read_member(content: bytes) -> str:
    return read(content) if content.startswith((b"PK", b"%PDF")) else html.unescape(content.decode("utf-8", "replace"))


def opened(address: str, **query: str) -> AppTest:
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=90)
    at.query_params.update(query)
    return at.switch_page(PUBLIC[address]).run()


def found(text: str) -> list[str]:
    return sorted(one for one in identities() if re.search(rf"(?i)(?<!\w){re.escape(one)}(?!\w)", text))


CELL = re.compile(r"\w!\$?[A-Z]{1,3}\d+|\bbaris \d+\b")  # "Koperasi!M12", "Koperasi, baris 12"


# the kelurahan said a second time beside a name that says it: "Koperasi 11 di Bendo (Bendo)", "…Gedog: Gedog · Tidak …"
TWICE = re.compile(r"Koperasi \d+ di (\w+)(?: \(\1\)|[^·\n]{0,120}?[>: ']\1 (?:·|\\302\\267))")


def list_places(contents: list[bytes]) -> list[str]:
    """Cell addresses in files, and headings of columns that hold some: who has a list knows from them who it is."""
    texts = list(map(read, contents))
    found = [m[0] for text in texts for m in CELL.finditer(text)]
    return found + [
        h for text in texts for h in ("Baris", "Sel", "Sel bukti") if re.search(rf"(?m)(^|[;,]){h}(?=[;,]|\r?$)", text)
    ]


@pytest.mark.parametrize("address", PUBLIC)
def test_no_page_and_no_file_shows_who_a_cooperative_is(folder: Path, address: str, files: list) -> None:
    at = opened(address)
    assert not at.exception
    assert found(everything(at)) == []
    contents = [bytes(make()) for make in files]
    assert found(" ".join(map(read, contents))) == []
    assert CELL.findall(everything(at)) == []
    assert [m[0] for m in TWICE.finditer(" ".join([everything(at), *map(read, contents)]))] == []
    assert "Lembar dan Baris" not in everything(at)
    # trainings are listed by sheet, cells of the data quality too: these have no rows for anybody
    has_sheets = re.search(r"<th[^>]*>\s*Lembar\s*<", everything(at)) is not None
    assert not has_sheets or address in ("pelatihan", "mutu")
    assert list_places(contents) == []
    assert sum(map(is_picture, contents)) <= sum(b"<svg" in c[:200] or c.startswith(b"%PDF") for c in contents)


@pytest.mark.parametrize(
    "indicator", ["koperasi_aktif", "sertifikat_nik", "jangkauan_pelatihan", "cakupan_pendampingan"]
)
def test_the_rows_behind_a_number_show_nobody(folder: Path, indicator: str, files: list) -> None:
    at = opened("asal", indikator=indicator)
    contents = [bytes(make()) for make in files]
    text = everything(at) + " ".join(map(read, contents))
    assert found(text) == []
    assert "Koperasi 1 di" in text
    assert CELL.findall(text) == [] and list_places(contents) == []
    assert "Sel tempat menulisnya hanya untuk yang sudah masuk" in text


def test_stand_ins_are_listed_by_their_number(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOPERASI_ACUAN", str(copy_reference(tmp_path, nama_koperasi="masuk")))
    names = "Ada Bisa Cipta Damai Emas Fajar Guna Harapan Indah Jaya Karya Lestari".split()
    rows = [[None, f"KSU {name}", "Turi", "Sukorejo", "Tidak Aktif"] for name in names]
    scenes.publish_it(store, scenes.register(*rows))
    p = choose.choose(Choice(store.find_current() or 0))
    in_order = [f"Koperasi {number} di Turi" for number in range(1, 13)]
    assert lists.list_cooperatives(p).read_all()["nama_koperasi"].tolist() == in_order
    assert cooperatives.find_cooperatives(p, "turi")["nama_koperasi"].tolist() == in_order


def test_a_record_opens_by_its_stand_in_and_not_by_the_real_id(folder: Path, files: list) -> None:
    p = Choice(Store().find_current() or 0)
    one = cooperatives.find_cooperatives(p, "koperasi 1 di turi").iloc[0]
    at = opened("koperasi", id=str(one["koperasi_id"]))
    text = everything(at) + " ".join(read(make()) for make in files)
    assert "Koperasi 1 di Turi" in text
    assert found(text) == []
    assert CELL.findall(text) == []
    real = Store().open_version(p.version).execute("select min(koperasi_id) from koperasi_triwulan").fetchall()[0][0]
    assert cooperatives.read_history(p, real).empty


def test_searching_for_a_real_name_or_number_finds_nobody(folder: Path) -> None:
    p = Choice(Store().find_current() or 0)
    con = Store().open_version(p.version)
    name, nik = con.execute("select min(nama_koperasi), min(nik_koperasi) from koperasi_triwulan").fetchall()[0]
    assert cooperatives.find_cooperatives(p, name).empty
    assert cooperatives.find_cooperatives(p, nik).empty
    assert not cooperatives.find_cooperatives(Choice(p.version, with_names=True), name).empty


def test_who_is_signed_in_reads_the_names(folder: Path, files: list, monkeypatch: pytest.MonkeyPatch) -> None:
    session = users.start_session("ani")
    monkeypatch.setattr(access, "_read_cookies", lambda: {access.COOKIE: session})
    assert len(found(everything(opened("keaktifan")))) > 3
    contents = [bytes(make()) for make in files]
    assert len(found(" ".join(map(read, contents)))) > 3
    assert "Baris" in list_places(contents)
    users.end_session(session)
    assert found(everything(opened("keaktifan"))) == []
