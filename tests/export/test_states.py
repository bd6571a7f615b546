"""Every product in every state: few quarters, only a rekap, nothing known, names hidden, a city that is a kabupaten."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from dasbor.choice import Choice
from dasbor.export.product import Product
from dasbor.export.registry import PRODUCTS
from dasbor.export.request import Request
from dasbor.query import choose, published
from etl import run
from etl.publish import publish
from etl.store.versions import Store
from tests import golden
from tests.export.opened import needs_poppler, read_pdf
from tests.installations import copy_reference
from tests.workbooks import workbook

OURS = [p for p in PRODUCTS if p.name in ("laporan", "capaian", "lkjip", "satudata", "bps", "dana", "penggerak")]
pytestmark = needs_poppler  # what a PDF says is read with it
FILES = [(p, ending) for p in OURS for ending in p.formats]
RECAP = {"Rekap": [["Kelurahan", "Koperasi Aktif", "Koperasi Tidak Aktif"], ["Turi", 5, 2], ["Gedog", 7, 1]]}
GEDOG = "35.72.03.1001"


def publish_book(periode: str, sheets: dict[str, list]) -> int:
    data = workbook(sheets)
    return publish.publish_workbook(run.check_workbook(data, f"{periode}.xlsx", periode), data, "Siti")


@pytest.fixture(scope="module")
def only_recap(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_DATA", str(tmp_path_factory.mktemp("rekap")))
        yield publish_book("2025-T1", RECAP)


@pytest.mark.parametrize(("product", "ending"), FILES, ids=[f"{p.name}{e}" for p, e in FILES])
@pytest.mark.parametrize("code", [None, GEDOG])
def test_a_quarter_of_which_only_a_rekap_is_known_has_each_file(
    only_recap: int, product: Product, ending: str, code: str | None
) -> None:
    p = choose.choose(Choice(only_recap), "2025-T1", code)
    assert len(product.formats[ending](Request(p))) > 500


@pytest.mark.parametrize(("product", "ending"), FILES, ids=[f"{p.name}{e}" for p, e in FILES])
def test_one_register_of_a_few_rows_has_each_file_and_says_nothing_of_sample_data(
    in_gold: Path, product: Product, ending: str
) -> None:
    for periode in ("2024-T3", "2025-T3"):
        p = choose.choose(Choice(Store().find_current() or 0), periode, None, "tanpa_kkmp")
        content = product.formats[ending](Request(p))
        assert len(content) > 500
        assert "DATA CONTOH" not in read_all(content)


def read_all(content: bytes) -> str:
    """Everything a file holds, also inside packed ones."""
    if content.startswith(b"%PDF"):
        return read_pdf(content)
    if not content.startswith(b"PK"):
        return content.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(content)) as z:
        return "".join(read_all(z.read(name)) for name in z.namelist())


@pytest.fixture(scope="module")
def hidden(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The city of tests/golden.py, whose names are for those who are signed in."""
    folder = tmp_path_factory.mktemp("nama")
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_ACUAN", str(copy_reference(folder, nama_koperasi="masuk")))
        m.setenv("KOPERASI_DATA", str(folder / "keadaan"))
        golden.copy_all(Store())
        yield Store().find_current() or 0


@pytest.mark.parametrize(("product", "ending"), FILES, ids=[f"{p.name}{e}" for p, e in FILES])
def test_no_file_names_a_cooperative_to_who_may_not_see_it(hidden: int, product: Product, ending: str) -> None:
    con = Store().open_version(hidden)
    sql = (
        "select distinct nama_koperasi from koperasi_triwulan union select distinct nik_koperasi from koperasi_triwulan"
    )
    secret = [str(name) for (name,) in con.execute(sql).fetchall() if name and len(str(name)) > 5]
    assert len(secret) > 10
    p = choose.choose(Choice(hidden), published.list_quarters(Choice(hidden))["periode"].iloc[-1])
    text = read_all(product.formats[ending](Request(p)))
    assert [name for name in secret if name in text] == []
    assert re.findall(r"\w![A-Z]{1,3}\d+|\bBaris\b", text) == []
