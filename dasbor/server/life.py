"""What goes on as long as the server lives: log, hold on the state folder, look at a shared catalog, warming."""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from dasbor.server import sockets, warm
from etl.acuan import find_data_folder
from etl.neighbours.noted import shared
from etl.store.lake.watch import keep_up
from etl.upkeep.logs import start_logging, stop_logging
from etl.upkeep.running import hold_state

_log = logging.getLogger(__name__)


@asynccontextmanager
async def run_lifespan(_app: object) -> AsyncGenerator[None]:
    """Log, hold the state so that nobody puts a backup back under it, look at a shared catalog, and warm."""
    sockets.send_at_once()
    log = start_logging(find_data_folder())
    try:
        with hold_state(find_data_folder()) as remark, keep_up(), shared.keep_up(), warm.keep_warm():
            if remark:
                _log.warning("%s", remark)
            yield
    finally:
        stop_logging(log)
