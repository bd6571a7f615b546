"""Route of the page that lists open data: /data of the current version, /data/versi/N of another one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from dasbor import keep
from dasbor.addresses import in_base
from dasbor.choice import Choice, WrongChoice
from dasbor.export import about
from dasbor.export.opendata import package
from dasbor.export.proof import checker
from dasbor.query import published
from dasbor.server import plain_pages, rights
from dasbor.server.outside import data
from dasbor.ui import markup
from dasbor.words import language
from etl.acuan import find_data_folder, load_reference
from etl.seal import keys
from etl.store.faults import StoreDamaged

_LISTED = keep.Shelf(most=20)
_FOLDER = in_base("/data")
_PURPOSES = {
    "indikator.csv": "semua angka tiap wilayah dan triwulan, untuk lembar kerja",
    "indikator.json": "angka yang sama, untuk program",
    "wilayah.csv": "kode dan nama wilayah",
    "definisi.json": "arti dan hitungan setiap indikator",
    package.DESCRIPTION: "keterangan semua berkas (Frictionless Data Package)",
    package.WHOLE: "semuanya dalam satu berkas bertanda",
}
_MOST_VERSIONS = 12  # the newest; the others have their addresses too
_KB = 1_000


@dataclass(frozen=True)
class Listed:
    """One file; size: "12,3 kB"; mark: address of its signature, "" = it bears its own."""

    name: str
    address: str
    size: str
    purpose: str
    mark: str


async def show_list(request: Request) -> Response:
    """What there is of the version, its size, licence, and the key that signs."""
    written = request.path_params.get("versi") or request.query_params.get("versi")
    try:
        p = await run_in_threadpool(data.find_version, written)
        if p is None:
            return await plain_pages.answer_sentence("Belum ada data", "Belum ada data yang diterbitkan.", 404)
        content = await run_in_threadpool(_render, p)
    except WrongChoice as error:
        return await plain_pages.answer_sentence("Versi ini tidak ada", str(error), 404)
    except (StoreDamaged, OSError) as error:
        return await plain_pages.answer_sentence("Belum dapat dibuat", data.say_fault(error), 503)
    return await plain_pages.answer("Data terbuka", content)


ROUTES = [
    rights.guard(_FOLDER, "lihat", show_list, leads_to_login=True),
    rights.guard(in_base("/data/versi/{versi}"), "lihat", show_list, leads_to_login=True),
]


def _render(p: Choice) -> Markup:
    public = keys.find_public(find_data_folder())
    key = (keep.state(p), p, public)
    files = cast("tuple[Listed, ...]", _LISTED.get(key, lambda: _list_files(p)))
    public = public or keys.find_public(find_data_folder())  # the first list makes it
    numbers = sorted(published.list_versions())[::-1]
    return markup.render_template(
        "data_index.html",
        city=load_reference().city,
        marks=about.list_marks(p),
        version=_say_version(p),
        files=files,
        licence=package.find_licence(),
        producer=about.say_producer(),
        fingerprint=keys.say_fingerprint(keys.fingerprint(public)) if public else "",
        key=f"{_FOLDER}/{package.KEY}",
        checker=in_base(checker.PLACE),
        versions=[(n, _find_folder(n)) for n in numbers[:_MOST_VERSIONS]],
        older=len(numbers) > _MOST_VERSIONS,
        folder=in_base("/data/versi"),
    )


def _list_files(p: Choice) -> tuple[Listed, ...]:
    return tuple(_describe(p, name) for name in data.FILES if name not in data.MARKS.values())


def _describe(p: Choice, name: str) -> Listed:
    folder, size = _find_folder(p.version), len(data.keep_file(name, p).read())
    mark = f"{folder}/{data.MARKS[name]}" if name in data.MARKS else ""
    return Listed(name, f"{folder}/{name}", say_size(size), _PURPOSES.get(name, ""), mark)


def say_size(size: int) -> str:
    """Of so many bytes: "208 byte", "13,8 kB", "2,0 MB"."""
    units = ((_KB * _KB, "MB"), (_KB, "kB"))
    return next((f"{language.format_number(size / n, 1)} {unit}" for n, unit in units if size >= n), f"{size} byte")


def _find_folder(version: int) -> str:
    """The address below which the files of one version belong together."""
    return in_base(f"/data/versi/{version}")


def _say_version(p: Choice) -> str:
    when = published.find_published_at(p)
    issued = "" if when is None else f", terbit {language.format_time(when)}"
    return language.capitalise(language.say_version(p.version)) + issued
