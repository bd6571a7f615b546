"""Route of proofs: /data/bukti?indikator=… with the choice of a page, one signed file with what its reader may see."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from dasbor import keep
from dasbor.addresses import in_base
from dasbor.choice import Choice, WrongChoice
from dasbor.export import naming, templates
from dasbor.export import request as export
from dasbor.export.kept import make_shelf
from dasbor.export.proof import checker
from dasbor.export.proof.product import make_proof
from dasbor.export.request import NothingPublished, WrongRequest
from dasbor.server import plain_pages, rights
from dasbor.server.outside import asked, sending
from dasbor.server.outside.sending import Kept
from dasbor.server.turns import Full, Turns
from etl.acuan import find_data_folder
from etl.seal import keys
from etl.store.faults import StoreDamaged

PATH = "/data/bukti"
_KEPT = make_shelf("bukti", 60)  # some 20 kB each
_turns = Turns(1, per_caller=2, waiting=8)  # a large area takes a core for a second
_BROKEN = "Bukti belum dapat dibuat: data terbitan atau kunci tanda belum dapat dibuka. Mohon hubungi pengelola sistem."
_BUSY = "Sedang banyak yang meminta bukti. Tunggu beberapa detik, lalu coba lagi."


async def send_proof(request: Request) -> Response:
    """Where names of cooperatives are for those who are signed in, so are its rows and cells."""
    name = request.query_params.get("indikator", "")
    try:
        known = await run_in_threadpool(asked.parse, request, await asked.find_private(request))
        if known.choice is None:
            return await plain_pages.answer_sentence("Belum ada data", "Belum ada data yang diterbitkan.", 404)
        r = export.Request(known.choice, name, asked.find_place(request))
        file = await _turns.run(request.client.host if request.client else "", lambda: _keep(r))
    except (WrongChoice, WrongRequest, NothingPublished) as error:
        return await plain_pages.answer_sentence("Bukti ini tidak ada", str(error), 404)
    except (StoreDamaged, OSError):
        return await plain_pages.answer_sentence("Belum dapat dibuat", _BROKEN, 503)
    except Full:
        return await plain_pages.answer_sentence("Sedang sibuk", _BUSY, 503)
    shown = sending.name_it(naming.name_file(f"bukti_{name}", known.choice, ".html"))
    headers = {"Content_Disposition": shown, "Content_Security_Policy": templates.POLICY}
    return sending.send(request, file, known.is_private, **headers)


async def send_checker(request: Request) -> Response:
    """The page that examines proofs without network: shown at its address, saved by whoever takes it along."""
    try:
        content = await run_in_threadpool(checker.make_checker)
    except (StoreDamaged, OSError):
        return await plain_pages.answer_sentence("Belum dapat dibuat", _BROKEN, 503)
    policy = f"{templates.POLICY}; script-src '{checker.find_script_hash()}'"
    file = sending.keep_file(content, "text/html; charset=utf-8")
    shown = sending.name_it(checker.NAME, is_shown=True)
    return sending.send(request, file, False, Content_Security_Policy=policy, Content_Disposition=shown)


ROUTES = [
    rights.guard(in_base(PATH), "lihat", send_proof),
    rights.open_to_all(in_base(checker.PLACE), send_checker),
]


def _keep(r: export.Request) -> Kept:
    choice: Choice = r.choice
    public = keys.find_public(find_data_folder())
    key = (keep.state(choice), choice, r.argument, r.address, public)
    kept: Kept = _KEPT.get(key, lambda: sending.keep_file(make_proof(r), "text/html; charset=utf-8"))
    return kept
