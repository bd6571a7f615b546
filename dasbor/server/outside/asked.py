"""What an address asks for: a choice as the pages write it, for whoever asks; and from where the dashboard is seen."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request

from dasbor.addresses import in_base, read_base
from dasbor.choice import Choice, WrongChoice
from dasbor.query import published
from dasbor.server import rights
from dasbor.ui import reader
from etl.accounts import roles
from etl.accounts.serving import find_public_origin
from etl.acuan import load_reference

NAMES = ("triwulan", "kecamatan", "kelurahan", "kkmp", "versi")  # names in the address
_ALIASES = ("periode", "wilayah")  # of the command line
# what pages keep beside the choice, and what messengers, mails and campaigns hang on an address
_OF_OTHERS = re.compile(r"tahun_rat|draf|indikator|putar|utm_\w+|\w*clid|mc_\w+|igsh\w*|ref")
_DOTS_OF_KECAMATAN = 2
_HOST = re.compile(r"[a-z0-9._-]+(:\d{1,5})?|\[[0-9a-f:.]+\](:\d{1,5})?", re.ASCII)


@dataclass(frozen=True)
class Asked:
    """choice: None where nothing is published; is_of_version: the address names a version; is_private: others may see
    less than this reader; query: what of the address chose it, to be written again."""

    choice: Choice | None
    is_of_version: bool
    is_private: bool
    query: str


async def find_private(request: Request) -> bool:
    """Whether this reader sees names that others do not."""
    if roles.may(None, "lihat_nama"):
        return False
    return roles.may(await rights.find_user(request), "lihat_nama")


def parse(request: Request, sees_names: bool) -> Asked:
    """Raises WrongChoice, StoreDamaged."""
    _refuse_unclear(request.query_params.multi_items())
    content = _read_names(request.query_params)
    choice = reader.parse_choice(content, published.find_current_version(), sees_names)
    is_private = sees_names or not roles.may(None, "lihat")
    return Asked(choice, "versi" in content, is_private, urlencode(content))


def _read_names(given: Mapping[str, str]) -> dict[str, str]:
    """What the address names, in the words of the pages; `periode` and `wilayah` are those of the command line."""
    content = {name: given[name] for name in NAMES if given.get(name)}
    if given.get("periode"):
        content.setdefault("triwulan", given["periode"])
    code = given.get("wilayah", "")
    if code and code != load_reference().city_code:
        content.setdefault("kecamatan" if code.count(".") == _DOTS_OF_KECAMATAN else "kelurahan", code)
    return content


def _refuse_unclear(given: Sequence[tuple[str, str]]) -> None:
    """A name that nobody knows is refused like a value that nobody knows: passed over, it would show another quarter or
    area than was asked for. Raises WrongChoice."""
    told = dict(given)
    for name, value in given:
        if name not in NAMES + _ALIASES and not _OF_OTHERS.fullmatch(name):
            known = ", ".join(NAMES + _ALIASES)
            raise WrongChoice(name, f"“{name[:40]}” tidak dikenal di alamat ini. Yang dikenal: {known}.")
        if told[name] != value:
            raise WrongChoice(name, f"“{name}” disebut lebih dari sekali, dengan isi yang berlainan.")
    if told.get("periode") and told.get("triwulan") and told["periode"] != told["triwulan"]:
        raise WrongChoice("triwulan", "“periode” dan “triwulan” berlainan; sebut salah satu.")


def find_place(request: Request) -> str:
    """The whole address of the dashboard, for what leaves the browser: that of the settings, else the one asked for;
    "" where a request names none that could be true."""
    if named := find_named_place():
        return named
    host = request.headers.get("host", "").lower()
    return f"{request.url.scheme}://{host}{read_base()}" if _HOST.fullmatch(host) else ""


def find_named_place() -> str:
    """The address that the settings name; "" = none."""
    origin = find_public_origin()
    return origin.address + read_base() if origin else ""


def find_root() -> str:
    """The address of the dashboard for links on the same site."""
    return in_base("/")
