"""Pages set by Typst, in this process: PDF that screen readers can read (PDF/UA-1), and the same as a picture."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import fontpkg_source_sans_3
import typst

from etl.acuan import reference_state

_FONTS = Path(fontpkg_source_sans_3.__file__).parent / "files"
_ROOM = Path(__file__).parent
PICTURE_DOTS = 144  # per inch: 1191 × 1684 of A4
ACCESSIBLE = "ua-1"


def make_pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """The template, found by its name below this room, filled with data; a tagged PDF. A file of that name in the
    reference folder stands in its place: a city may lay out its reports itself."""
    made = _find_compiler(template).compile(format="pdf", sys_inputs=_say(data), pdf_standards=[ACCESSIBLE])
    return bytes(made)


def make_png(template: str, data: Mapping[str, Any], dots: int = PICTURE_DOTS) -> bytes:
    """Its first page as a picture."""
    made = _find_compiler(template).compile(format="png", ppi=float(dots), sys_inputs=_say(data))
    return bytes(made[0] if isinstance(made, list) else made)


def _say(data: Mapping[str, Any]) -> dict[str, str]:
    return {"lembar": json.dumps(data, ensure_ascii=False)}


def _find_compiler(template: str) -> typst.Compiler:
    folder, files = reference_state()
    changed = dict(files).get(template)
    return _read_compiler(next(_ROOM.rglob(template)) if changed is None else folder / template, changed)


@lru_cache(maxsize=16)
def _read_compiler(path: Path, _changed: int | None) -> typst.Compiler:
    return typst.Compiler(input=str(path), root=str(path.parent), font_paths=[str(_FONTS)], ignore_system_fonts=True)
