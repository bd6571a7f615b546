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
    name: set[str] = set()
    for simpul in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(simpul, ast.Import):
            name |= {a.name.split(".")[0] for a in simpul.names}
        elif isinstance(simpul, ast.ImportFrom) and simpul.module:
            name.add(simpul.module.split(".")[0])
    return name


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


# ── no circles, and the order of the stages ──

# From the bottom to the top: a file imports from its own line and the lines above it in this list.
TINGKAT = (
    {"model", "skema", "pesan", "periode", "acuan", "sebutan", "names", "marks", "indikator"},
    {"gudang", "guard", "xlsx_parts", "xlsx_signs", "read_child", "read", "load"},
    {"texts", "number_text", "numbers", "dates", "choices", "quarter_text", "row_signs", "tick_marks", "columns",
     "normalise", "place"},
    {"headings", "ticks", "kinds", "header"},
    {"sections", "row_kinds", "rows", "totals", "leave_out"},
    {"above", "body", "sheet_findings", "quarter", "recap_quarters", "locate"},
    {"questions", "aliases", "history", "match", "targets", "identity", "people"},
    {"status", "validate", "supplement", "recap", "goals", "awards", "compare"},
    {"stages"},
    {"run"},
    {"publish"},
    {"rebuild", "backup", "sample"},
)  # fmt: skip


def modules(folder: str) -> dict[str, Path]:
    """{dotted name: file}; a package bears its own name."""
    file = (AKAR / folder).rglob("*.py")
    return {".".join(p.relative_to(AKAR).with_suffix("").parts).removesuffix(".__init__"): p for p in file}


def own_imports(path: Path, semua: dict[str, Path]) -> set[str]:
    """Modules of ours that a file imports anywhere: also inside functions, also for type checking only."""
    result: set[str] = set()
    for simpul in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(simpul, ast.Import):
            result |= {a.name for a in simpul.names}
        elif isinstance(simpul, ast.ImportFrom) and simpul.module:
            process = {f"{simpul.module}.{a.name}" for a in simpul.names}
            result |= process & semua.keys() or {simpul.module}
    return result & semua.keys()


def circle(impor: dict[str, set[str]]) -> list[str]:
    """Modules that cannot be put into an order: each imports another of them, none lies below all."""
    rest = dict(impor)
    while base := [m for m, start_from in rest.items() if not start_from & rest.keys() - {m}]:
        for m in base:
            del rest[m]
    return sorted(rest)


def test_no_modules_import_one_another_in_a_circle():
    every = {**modules("etl"), **modules("dasbor")}
    assert circle({m: own_imports(p, every) for m, p in every.items()}) == []


def test_a_circle_would_be_found():
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": set()}) == ["a", "b", "c"]


def test_no_stage_imports_from_a_later_one():
    every = modules("etl")
    level = {f"etl.{name}": i for i, owned in enumerate(TINGKAT) for name in owned}
    rising = [
        f"{m} → {start_from}"
        for m, i in level.items()
        for start_from in own_imports(every[m], every)
        if level.get(start_from, 0) > i
    ]
    assert rising == []


# Where versions lie, what their files are called and how one is attached: nobody else needs to know.
STORE = {
    "redact",
    "gudang",
    "files",
    "attach",
    "records",
    "pointer",
    "rebuild",
    "publish",
    "backup",
    "differences",
    "mend",
    "replay",
}
PLACES = re.compile(
    r"""\.sedang\b|\.duckdb["']|["']attach '|TERKINI["']|[gG]udang(\(\))?\.(terbitan|arsip|path|draft)\b"""
)


@pytest.mark.parametrize("path", [p for p in BERKAS if p.stem not in STORE], ids=lambda p: str(p.relative_to(AKAR)))
def test_only_the_store_knows_where_versions_live(path):
    assert [b for b in path.read_text(encoding="utf-8").splitlines() if PLACES.search(b)] == []
