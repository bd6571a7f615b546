"""Routes of open data: /data/… of the current version, of ?versi=N, and /data/versi/N/… whose files belong together."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from dasbor import keep
from dasbor.addresses import in_base
from dasbor.choice import Choice, WrongChoice
from dasbor.export.kept import make_shelf
from dasbor.export.opendata import package, tables
from dasbor.query import published
from dasbor.server import plain_pages, rights
from dasbor.server.outside import sending
from dasbor.server.outside.sending import Kept
from dasbor.ui import reader
from etl.accounts import roles
from etl.acuan import find_data_folder
from etl.seal import keys, sign
from etl.store.faults import StoreDamaged

_KEPT = make_shelf("data", 40)  # of a city some 0.3 MB each
_NOTHING = "Belum ada data yang diterbitkan."
_JSON, _TEXT = "application/json", "text/plain; charset=utf-8"


def _make_description(p: Choice) -> bytes:
    return package.make_description(p, {name: keep_file(name, p).read() for name in tables.FILES})


def _make_mark(name: str, p: Choice) -> bytes:
    return sign.make_mark(keep_file(name, p).read(), keys.read_key(find_data_folder()))


def _make_whole(p: Choice) -> bytes:
    return package.make_whole(p, keys.read_key(find_data_folder()))


# {name: (media type, what makes it)}; the key is of no version
_CONTENTS: dict[str, tuple[str, Callable[[Choice], bytes]]] = {
    **tables.FILES,
    package.DESCRIPTION: (_JSON, _make_description),
}
# {name of the file: name of its signature}; what is all in one bears its own
MARKS = {name: f"{name}{package.MARK}" for name in _CONTENTS}
FILES: dict[str, tuple[str, Callable[[Choice], bytes]]] = {
    **_CONTENTS,
    package.WHOLE: ("application/zip", _make_whole),
    **{mark: (_TEXT, partial(_make_mark, name)) for name, mark in MARKS.items()},
}
_OF_KEY = {package.WHOLE, *MARKS.values()}  # made anew where the key is another one


async def send_file(name: str, request: Request) -> Response:
    """One file of the version that the address names, else of the current one."""
    written = request.path_params.get("versi") or request.query_params.get("versi")
    try:
        p = await run_in_threadpool(find_version, written)
        if p is None:
            return await plain_pages.answer_sentence("Belum ada data", _NOTHING, 404)
        file = await run_in_threadpool(keep_file, name, p)
    except WrongChoice as error:
        return await plain_pages.answer_sentence("Versi ini tidak ada", str(error), 404)
    except (StoreDamaged, OSError) as error:
        return await plain_pages.answer_sentence("Belum dapat dibuat", say_fault(error), 503)
    return _send(request, file, name)


async def send_key(request: Request) -> Response:
    """The public key with its fingerprint."""
    try:
        key = await run_in_threadpool(keys.read_key, find_data_folder())
    except (StoreDamaged, OSError) as error:
        return await plain_pages.answer_sentence("Belum dapat dibuat", say_fault(error), 503)
    file, shown = sending.keep_file(package.write_key(key), _TEXT), sending.name_it(package.KEY, is_shown=True)
    return sending.send(request, file, is_private=False, Content_Disposition=shown)


ROUTES = [
    rights.open_to_all(in_base(f"/data/{package.KEY}"), send_key),
    *(rights.guard(in_base(f"/data/{name}"), "lihat", partial(send_file, name)) for name in FILES),
    *(rights.guard(in_base(f"/data/versi/{{versi}}/{name}"), "lihat", partial(send_file, name)) for name in FILES),
]


def find_version(written: str | None) -> Choice | None:
    """The version alone. Raises WrongChoice, StoreDamaged."""
    content = {"versi": written} if written else {}
    p = reader.parse_choice(content, published.find_current_version())
    return p.whole() if p else None


def keep_file(name: str, p: Choice) -> Kept:
    """One of FILES. Raises KeyLost, OSError where the installation cannot sign."""
    kind, make = FILES[name]
    public = keys.find_public(find_data_folder()) if name in _OF_KEY else None
    kept: Kept = _KEPT.get((keep.state(p), p, name, public), lambda: sending.keep_file(make(p), kind))
    return kept


def _send(request: Request, file: Kept, name: str) -> Response:
    is_private = not roles.may(None, "lihat")
    shown = sending.name_it(name, is_shown=not name.endswith(".zip"))
    return sending.send(request, file, is_private, Content_Disposition=shown)


def say_fault(error: Exception) -> str:
    """What the log tells more of: a stranger learns no path."""
    if isinstance(error, keys.KeyLost):
        return "Kunci tanda pemasangan ini hilang atau rusak. Mohon hubungi pengelola sistem."
    return "Data terbitan belum dapat dibuka. Mohon hubungi pengelola sistem."
