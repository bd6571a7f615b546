"""What a monitor asks (/sehat): is the dashboard well? 200 or 503; no names, no paths, no secrets; kept for 5 s."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from dasbor.addresses import in_base
from etl.acuan import find_data_folder
from etl.store.versions import Store
from etl.upkeep import doctor

_KEPT = 5.0  # seconds
_HEADERS = {"Cache-Control": "no-store"}
_lock = threading.Lock()
_last: dict[Path, tuple[float, dict[str, str]]] = {}


async def show_health(request: Request) -> Response:
    """JSON for who asks for it, else plain text; 503 when something is wrong."""
    states = await run_in_threadpool(_examine)
    ill = doctor.WRONG in states.values()
    status = 503 if ill else 200
    overall = doctor.WRONG if ill else doctor.LOOK if doctor.LOOK in states.values() else doctor.GOOD
    if "json" in request.headers.get("accept", ""):
        return JSONResponse({"keadaan": overall, "pemeriksaan": states}, status, _HEADERS)
    lines = [overall, *(f"{code}: {state}" for code, state in states.items())]
    return PlainTextResponse("\n".join(lines) + "\n", status, _HEADERS)


ROUTES = [Route(in_base("/sehat"), show_health, methods=["GET"])]


def _examine() -> dict[str, str]:
    """{what was looked at: its state}: only codes, so that nothing of the installation is said to strangers."""
    folder = find_data_folder()
    with _lock:
        looked, states = _last.get(folder, (-_KEPT, {}))
        if time.monotonic() - looked >= _KEPT:
            states = {s.code: s.state for s in doctor.examine_quickly(Store(folder))}
            _last[folder] = time.monotonic(), states
        return states
