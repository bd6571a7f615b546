"""The release of this program: said once, in pyproject.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from etl.acuan import ROOT


@cache
def read_release() -> str:
    """The version of the project, e.g. "0.2.0"; each record in the archive names it."""
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])


def is_later(release: object) -> bool:
    """Whether a release that a record names is later than this one; False where it names none."""
    if not re.fullmatch(r"\d+(\.\d+)*", str(release)):
        return False
    return _number(str(release)) > _number(read_release())


def _number(release: str) -> list[int]:
    return [int(n) for n in release.split(".")]
