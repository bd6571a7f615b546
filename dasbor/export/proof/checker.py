"""The page that examines a proof without network: one HTML file with its script and the installation's keys inside."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path

from dasbor.export import templates
from dasbor.export.product import Product
from dasbor.export.request import Request
from etl.acuan import find_data_folder, load_reference
from etl.seal import keys

PLACE = "/data/periksa-bukti.html"  # below the base of the dashboard
NAME = PLACE.rpartition("/")[2]
_SCRIPT = Path(__file__).with_name("checker.js")


def make_checker() -> bytes:
    """Raises KeyLost, OSError where the installation has lost its key: the page could know none."""
    folder = find_data_folder()
    keys.read_key(folder)
    prints = sorted(keys.list_public(folder))
    known = {"kota": load_reference().city, "sidik": prints}
    return templates.render(
        "checker.html",
        city=load_reference().city,
        hash=find_script_hash(),
        prints=[keys.say_fingerprint(one) for one in prints],
        known=templates.write_json(known),
        script=templates.trust(_read_script()),
        style=templates.make_style("brief.css", "proof.css", "checker.css"),
    ).encode()


def find_script_hash() -> str:
    """By which a policy allows the script of the page."""
    digest = hashlib.sha256(_read_script().encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


@cache
def _read_script() -> str:
    return _SCRIPT.read_text(encoding="utf-8")


def _make(_r: Request) -> bytes:
    return make_checker()


PRODUCT = Product(
    "periksa-bukti",
    "Pemeriksa bukti",
    {".html": _make},
    purpose="Halaman tanpa jaringan yang memeriksa berkas bukti: utuhkah, dari kunci siapa, cocokkah hitungannya.",
)
