"""The layers of the house hold, without exceptions: docs/rumah.md shows them, this file says them to the machine."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest

from etl.acuan import ROOT

# From the bottom to the top: a room imports from itself and from rooms on lower floors. Rooms on one floor stand apart.
ETL_FLOORS = (
    ("etl.personal",),
    ("etl",),  # the declarations and what all stages share; the files on top that see everything are named below
    ("etl.indikator",),
    ("etl.store",),
    ("etl.audit", "etl.settings", "etl.identity", "etl.seal"),
    ("etl.read", "etl.cells", "etl.accounts", "etl.contoh"),
    ("etl.headings", "etl.corrections", "etl.contacts", "etl.remarks"),
    ("etl.rows",),
    ("etl.locate",),
    ("etl.match",),
    ("etl.asked", "etl.damage"),
    ("etl.checks",),
    ("etl.stages", "etl.out"),
    ("etl.run",),
    ("etl.publish",),
    ("etl.prove",),
    ("etl.upkeep",),
    ("etl.tenants",),
    ("etl.commands",),
    ("etl.__main__",),
)
DASBOR_FLOORS = (
    ("etl",),
    ("dasbor",),
    ("dasbor.words",),
    ("dasbor.query", "dasbor.chart"),
    ("dasbor.answers",),
    ("dasbor.export",),
    ("dasbor.ui",),
    ("dasbor.blocks",),
    ("dasbor.content", "dasbor.staff"),
    ("dasbor.server", "pages"),
    ("dasbor.front",),
    ("dasbor.mulai", "dasbor.__main__", "app"),
)
# Files that are a floor of their own, not part of the folder they stand in.
OWN_FLOOR = {"etl.stages", "etl.run", "etl.__main__", "dasbor.mulai", "dasbor.__main__", "app"}
FORBIDDEN = {
    "etl": {"streamlit", "plotly"},
    "dasbor.query": {"streamlit", "plotly"},
    "dasbor.chart": {"streamlit"},
    "dasbor.answers": {"streamlit"},
    "dasbor.export": {"streamlit"},
    "dasbor.words": {"streamlit", "plotly"},
    "pages": {"duckdb", "openpyxl", "python_calamine"},
}


def modules() -> dict[str, Path]:
    """{dotted name: file} of the application; a package bears its own name."""
    files = [p for folder in ("etl", "dasbor", "pages") for p in (ROOT / folder).rglob("*.py")] + [ROOT / "app.py"]
    return {".".join(p.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): p for p in files}


ALL = modules()


def imported(path: Path) -> set[str]:
    """Full names of what a file imports, wherever in the file: also inside functions, also for type checking only."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {a.name for a in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            below = {f"{node.module}.{a.name}" for a in node.names}
            names |= below & ALL.keys() or {node.module}
    return names


def ours(path: Path) -> set[str]:
    return imported(path) & ALL.keys()


def room(module: str) -> str:
    """The folder a module stands in; of rooms in rooms (dasbor.chart.map) the outer one."""
    if module in OWN_FLOOR:
        return module
    parts = module.split(".")
    if parts[0] == "pages":
        return "pages"
    return ".".join(parts[:2]) if (ROOT / parts[0] / parts[1]).is_dir() else parts[0] if len(parts) > 1 else module


def rising(floors: tuple[tuple[str, ...], ...], lowest: str = "") -> list[str]:
    """Imports that lead upward, or across to another room of the same floor."""
    floor = {name: i for i, rooms in enumerate(floors) for name in rooms}
    wrong = []
    for module, path in ALL.items():
        own = room(module) if len(module.split(".")) > 1 or module in OWN_FLOOR else module
        if own not in floor:
            continue
        for other in ours(path):
            target = lowest if lowest and other.split(".")[0] == lowest else room(other) if "." in other else other
            if target != own and floor.get(target, 99) >= floor[own]:
                wrong.append(f"{module} → {other}")
    return sorted(wrong)


def test_no_stage_of_the_etl_imports_from_a_later_one():
    assert rising(ETL_FLOORS) == []


def test_no_room_of_the_dashboard_imports_from_a_higher_one():
    assert rising(DASBOR_FLOORS, lowest="etl") == []


def test_every_room_has_its_floor():
    known = {name for rooms in (*ETL_FLOORS, *DASBOR_FLOORS) for name in rooms}
    assert {room(m) if "." in m else m for m in ALL} - known == set()


def test_the_etl_does_not_know_the_dashboard():
    assert [
        m for m, p in ALL.items() if m.split(".")[0] == "etl" and any(o.split(".")[0] != "etl" for o in ours(p))
    ] == []


@pytest.mark.parametrize("prefix", FORBIDDEN)
def test_a_room_does_without_the_libraries_of_another(prefix: str):
    inside = {m: p for m, p in ALL.items() if m == prefix or m.startswith(prefix + ".")}
    assert len(inside) > 3
    used = {m: {name.split(".")[0] for name in imported(p)} & FORBIDDEN[prefix] for m, p in inside.items()}
    assert {m: names for m, names in used.items() if names} == {}


def test_the_declarations_import_only_the_standard_library():
    assert {name.split(".")[0] for name in imported(ROOT / "etl" / "skema.py")} <= set(sys.stdlib_module_names)


# ── no circles ──


def circle(imports: dict[str, set[str]]) -> list[str]:
    """Modules that cannot be put into an order: each imports another of them, none lies below all."""
    rest = dict(imports)
    while base := [m for m, others in rest.items() if not others & rest.keys() - {m}]:
        for m in base:
            del rest[m]
    return sorted(rest)


def test_no_modules_import_one_another_in_a_circle():
    assert circle({m: ours(p) for m, p in ALL.items()}) == []


def test_a_circle_would_be_found():
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": set()}) == ["a", "b", "c"]


# ── who knows what ──

# How versions are called, where they lie, how one is attached: nobody but the store needs to know.
PLACES = re.compile(
    r"""\.sedang\b|\.duckdb["']|["']attach '(?!:memory:)|"""
    r"""TERKINI["']|\.(versions_folder|archive_folder|find_draft)\b(?!\w)\s*[/.]"""
)


@pytest.mark.parametrize("module", sorted(m for m in ALL if not m.startswith("etl.store")))
def test_only_the_store_knows_where_versions_live(module: str):
    assert [b for b in ALL[module].read_text(encoding="utf-8").splitlines() if PLACES.search(b)] == []


# Names that Streamlit does not promise: they are touched in one room, so that an upgrade is looked for there.
INSIDES = re.compile(
    r"streamlit\.(runtime|web|navigation|elements|proto|delta_generator|commands|starlette|components\.v1)\b|\bst\._\w"
)


@pytest.mark.parametrize("module", sorted(m for m in ALL if not m.startswith("dasbor.server")))
def test_only_the_server_touches_the_insides_of_streamlit(module: str):
    assert [b for b in ALL[module].read_text(encoding="utf-8").splitlines() if INSIDES.search(b)] == []


# ── pages ──


def test_no_page_lies_directly_in_pages():
    """Such a page would be served without frame and login on a cold visit."""
    assert [p.name for p in (ROOT / "pages").glob("*.py")] == []


PAGES = sorted((ROOT / "pages").rglob("*.py"))


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_a_page_is_a_table_of_contents_of_at_most_80_lines(path: Path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 80


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_a_page_has_its_content_in_a_file_of_its_own_name(path: Path):
    folder = {"publik": "content", "petugas": "staff"}[path.parent.name]
    assert f"dasbor.{folder}.{path.stem}" in ours(path)


# ── rooms ──

ALIKE = {"etl/indikator", "dasbor/content"}  # one file for each indicator or page: they are all alike
ROOMS = sorted({p.parent for p in ALL.values()} - {ROOT} - {p.parent for p in PAGES} - {ROOT / "pages"})


@pytest.mark.parametrize("folder", ROOMS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_a_room_holds_about_a_dozen_files(folder: Path):
    """The file of a page does not count: its name is given, and it is found by the page."""
    name = folder.relative_to(ROOT).as_posix()
    given = {"__init__", *(p.stem for p in PAGES)}
    assert name in ALIKE or len([p for p in folder.glob("*.py") if p.stem not in given]) <= 14


@pytest.mark.parametrize("folder", ROOMS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_a_room_says_what_it_is_for_what_comes_in_and_what_goes_out(folder: Path):
    words = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8"))) or ""
    assert [line.split(":")[0] for line in words.splitlines() if line.startswith(("In: ", "Out: "))] == ["In", "Out"]
