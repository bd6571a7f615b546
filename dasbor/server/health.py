"""What a monitor asks (/sehat): is the dashboard well? 200 or 503; no names, no paths, no secrets; kept for 2 s."""

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
from etl.store.faults import StoreDamaged
from etl.store.versions import Store
from etl.upkeep import doctor

_KEPT = 2.0  # seconds
_HEADERS = {"Cache-Control": "no-store"}
_lock = threading.Lock()
_last: dict[Path, tuple[float, dict[str, str]]] = {}
_highest: dict[Path, int] = {}  # version that was current once while this server ran; none goes back under it


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
            if _went_back(Store(folder)):
                states["terbitan"] = doctor.WRONG
            _last[folder] = time.monotonic(), states
        return states


def _went_back(store: Store) -> bool:
    """Whether an older version is current than before, or nothing at all: a folder that was taken away looks empty."""
    try:
        number = store.read_numbers().pointed or 0
    except StoreDamaged:
        return False  # is said already
    _highest[store.folder] = max(number, _highest.get(store.folder, 0))
    return number < _highest[store.folder]
