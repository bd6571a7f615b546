"""The layers hold: pages → dasbor → etl, never back. No exceptions."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest

AKAR = Path(__file__).resolve().parent.parent
TERLARANG = {
    "etl": {"streamlit", "plotly", "dasbor", "pages", "app"},
    "dasbor": {"pages", "app"},
    "pages": {"duckdb", "openpyxl", "python_calamine"},
}
BERKAS = [p for folder in TERLARANG for p in (AKAR / folder).rglob("*.py")]


def imports(path: Path) -> set[str]:
    """Top-level names of every module that a file imports, wherever in the file."""
    nama: set[str] = set()
    for simpul in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(simpul, ast.Import):
            nama |= {a.name.split(".")[0] for a in simpul.names}
        elif isinstance(simpul, ast.ImportFrom) and simpul.module:
            nama.add(simpul.module.split(".")[0])
    return nama


@pytest.mark.parametrize("path", BERKAS, ids=lambda p: str(p.relative_to(AKAR)))
def test_a_layer_imports_only_what_lies_below_it(path):
    lapisan = path.relative_to(AKAR).parts[0]
    assert imports(path) & TERLARANG[lapisan] == set()


def test_the_declarations_import_only_the_standard_library():
    assert imports(AKAR / "etl" / "skema.py") <= set(sys.stdlib_module_names)


def test_no_page_lies_directly_in_pages():
    """Such a page would be served without frame and login on a cold visit."""
    assert [p.name for p in (AKAR / "pages").glob("*.py")] == []


@pytest.mark.parametrize("path", list((AKAR / "pages").rglob("*.py")), ids=lambda p: p.stem)
def test_a_page_is_a_table_of_contents_of_at_most_80_lines(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 80


# Where versions lie, what their files are called and how one is attached: nobody else needs to know.
STORE = {"gudang", "files", "attach", "records", "pointer", "rebuild", "publish", "backup", "differences", "mend", "replay"}
PLACES = re.compile(r"""\.sedang\b|\.duckdb["']|["']attach '|TERKINI["']|[gG]udang(\(\))?\.(terbitan|arsip|path|draft)\b""")


@pytest.mark.parametrize("path", [p for p in BERKAS if p.stem not in STORE], ids=lambda p: str(p.relative_to(AKAR)))
def test_only_the_store_knows_where_versions_live(path):
    assert [b for b in path.read_text(encoding="utf-8").splitlines() if PLACES.search(b)] == []
