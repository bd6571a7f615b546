"""The release of this program: said once, in pyproject.toml."""

from __future__ import annotations

import tomllib
from functools import cache

from etl.acuan import ROOT


@cache
def read_release() -> str:
    """The version of the project, e.g. "0.2.0"; each record in the archive names it."""
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])
