"""The dashboard behind a socket in a folder instead of a port: for a front door before several of them
(dasbor/front). Streamlit's own start knows ports only, and reads its settings in the environment by itself."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path

import uvicorn
from streamlit import config
from streamlit.web.server.starlette.starlette_server import _get_uvicorn_config_kwargs

from dasbor.addresses import BASE_SETTING
from etl.acuan import ROOT


def serve_on(socket: Path) -> bool:
    """Serve until the process is told to end; False where it could not begin. Who can reach the socket is believed when
    it says for whom it asks: it lies in a folder that only the owner enters."""
    os.chdir(ROOT)
    config.set_option("server.baseUrlPath", os.environ.get(BASE_SETTING, ""))
    app = import_module("app").app
    settings = _get_uvicorn_config_kwargs()
    server = uvicorn.Server(uvicorn.Config(app, uds=str(socket), forwarded_allow_ips="*", **settings))
    server.run()
    return server.started
