"""The sockets that the dashboard is reached by: its port, on which no answer waits, and a socket in a folder instead,
for a front door before several of them (dasbor/front). Streamlit's own start knows ports only."""

from __future__ import annotations

import os
import socket
import stat
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import uvicorn
from streamlit import config
from streamlit.web.server.starlette import starlette_server

from dasbor.addresses import BASE_SETTING
from etl.acuan import ROOT


def serve_on(place: Path) -> bool:
    """Serve until the process is told to end; False where it could not begin. Who can reach the socket is believed when
    it says for whom it asks: it lies in a folder that only the owner enters."""
    os.chdir(ROOT)
    config.set_option("server.baseUrlPath", os.environ.get(BASE_SETTING, ""))
    app = import_module("app").app
    settings = starlette_server._get_uvicorn_config_kwargs()
    server = uvicorn.Server(uvicorn.Config(app, uds=str(place), forwarded_allow_ips="*", **settings))
    server.run()
    return server.started


def send_at_once() -> None:
    """Connections of the port send at once from now on. Streamlit makes the port's socket without naming the protocol,
    by which asyncio knows that it should switch the delay off: the second packet of each answer waited 40 ms for the
    visitor to confirm the first. It is bound before anything of ours runs, so that it has to be looked for."""
    for number in _list_open():
        with suppress(OSError):
            if stat.S_ISSOCK(os.fstat(number).st_mode):
                _send_at_once(os.dup(number))


def _list_open() -> list[int]:
    """Numbers of all that this process has open; none where the system does not tell (Windows)."""
    place = Path(os.devnull).with_name("fd")
    return [int(name) for name in os.listdir(place) if name.isdigit()] if place.is_dir() else []


def _send_at_once(number: int) -> None:
    with socket.socket(fileno=number) as one:
        is_port = one.family in (socket.AF_INET, socket.AF_INET6) and one.type == socket.SOCK_STREAM
        if is_port and one.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # connections inherit it
