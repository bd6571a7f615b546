"""docs/rumah.md shows the house as it is, and what documents name exists."""

from __future__ import annotations

import ast
import re
from dataclasses import fields

import pytest

from etl.acuan import ROOT
from etl.skema import Column

HOUSE = (ROOT / "docs" / "rumah.md").read_text(encoding="utf-8")
TOLD = dict(
    re.findall(r"^\| `((?:etl|dasbor)[a-z/]*)` \| (.+) \|$", HOUSE.split("## Rooms")[1].split("\n## ")[0], re.M)
)
FOLDERS = {p.parent for room in ("etl", "dasbor") for p in (ROOT / room).rglob("*.py")}
ROOMS = sorted(p.relative_to(ROOT).as_posix() for p in FOLDERS)


def test_the_house_names_every_room_and_no_other():
    assert sorted(TOLD) == ROOMS


@pytest.mark.parametrize("room", ROOMS)
def test_the_house_says_of_a_room_what_the_room_says_of_itself(room: str):
    words = ast.get_docstring(ast.parse((ROOT / room / "__init__.py").read_text(encoding="utf-8"))) or ""
    assert TOLD[room] == words.splitlines()[0]


def test_the_picture_of_the_floors_holds_every_room():
    floors = HOUSE.split("## Floors")[1].split("\n## ")[0]
    inner = {room.split("/", 1)[1] for room in ROOMS if "/" in room}
    assert {room for room in inner if not re.search(rf"(?<![\w/]){room}(?![\w/])", floors)} == set()


# ── what documents name ──

DOCUMENTS = ["README.md", "CONTRIBUTING.md", "docs/rumah.md", "docs/keputusan.md"]
PLACE = re.compile(r"`((?:etl|dasbor|pages|tests|bench|docs|data)/[\w/.*-]+)`")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_files_and_folders_that_a_document_names_exist(document: str):
    """Without this a document speaks of files that were moved years ago."""
    named = set(PLACE.findall((ROOT / document).read_text(encoding="utf-8")))
    assert len(named) > 3
    assert {n for n in named if "NAMA" not in n and not list(ROOT.glob(n.rstrip("/")))} == set()


MODULE = re.compile(r"`((?:base|screen|keep|kept|rules|theme|warm|skema|mulai|versions)\.\w+|[A-Z]\w+\.\w+)(?:\(\))?`")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_functions_that_a_document_names_exist(document: str):
    """`theme.color` names a module or class and something that is defined somewhere in the program."""
    source = "".join(p.read_text(encoding="utf-8") for room in ("etl", "dasbor") for p in (ROOT / room).rglob("*.py"))
    named = set(MODULE.findall((ROOT / document).read_text(encoding="utf-8")))
    last = {name: name.split(".")[1] for name in named if not name.endswith((".md", ".toml", ".py", ".sql"))}
    assert {n for n, word in last.items() if not re.search(rf"(def |class |^\s*){word}\b", source, re.M)} == set()


def test_fields_that_the_guide_names_for_a_new_column_are_fields_of_a_column():
    row = next(
        line for line in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").splitlines() if "**a column**" in line
    )
    named = re.findall(r"`([a-z_]+)`", row)
    assert len(named) >= 3
    assert set(named) <= {f.name for f in fields(Column)}
