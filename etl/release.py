"""The release of this program: said once, in pyproject.toml."""

from __future__ import annotations

import tomllib
from functools import cache

from etl.acuan import AKAR


@cache
def release() -> str:
    """The version of the project, e.g. "0.2.0"; each record in the archive names it."""
    return str(tomllib.loads((AKAR / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])
