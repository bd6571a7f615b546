"""Addresses of the views that a file leads back to, with its own version, quarter and area: they stay true."""

from __future__ import annotations

import os
from urllib.parse import urlencode

from dasbor.choice import WITHOUT_KKMP, Choice
from dasbor.export.request import Request
from etl.accounts.serving import find_public_origin
from etl.tenants.chosen import find_base

FIRST_PAGE = "ringkasan"
_NAMES = {"kecamatan": "kecamatan", "kelurahan": "kelurahan", "desa": "kelurahan"}  # level -> name in the URL


def find_own_address() -> str:
    """The address that the settings name, with the base below it; "" = none, then nothing is a link."""
    origin, base = find_public_origin(), find_base(os.environ)
    return origin.address + (f"/{base}" if base else "") if origin else ""


def make_link(r: Request, page: str, p: Choice | None = None, **more: str) -> str:
    """The address of a page with a choice, that of the request unless another is given; "" where nobody knows where the
    dashboard stands."""
    if not r.address:
        return ""
    stem = "" if page == FIRST_PAGE else page
    return f"{r.address.rstrip('/')}/{stem}?{urlencode({**_name_choice(r, p or r.choice), **more})}"


def _name_choice(r: Request, p: Choice) -> dict[str, str]:
    area = {_NAMES[p.level]: p.kode_wilayah} if p.level in _NAMES else {}
    without = {"kkmp": "tanpa"} if p.kelompok_hitung == WITHOUT_KKMP else {}
    version = {"versi": str(p.version)} if r.is_of_version else {}
    return {"triwulan": p.periode, **area, **without, **version}
