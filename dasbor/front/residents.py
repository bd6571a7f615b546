"""A process of the house as the door knows it, and whether it answers."""

from __future__ import annotations

import asyncio
import os
import time
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

import httpx

from etl.tenants.chosen import find_base
from etl.tenants.declared import Tenant


@dataclass
class Resident:
    """A running process; `uses`: requests and open pages at this moment; `used`: when the last one ended."""

    tenant: Tenant
    process: ForkServerProcess
    socket: Path
    client: httpx.AsyncHTTPTransport
    uses: int = 0
    used: float = field(default_factory=time.monotonic)
    missed: int = 0
    is_ready: bool = False

    @property
    def path(self) -> bytes:
        """What all its addresses begin with."""
        return f"{find_prefix()}/{self.tenant.address}/".encode()


def connect(socket: Path) -> httpx.AsyncHTTPTransport:
    """What carries requests to a socket. Connections that nobody uses end before the process ends them."""
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=20, keepalive_expiry=2)
    return httpx.AsyncHTTPTransport(uds=str(socket), limits=limits)


async def is_alive(one: Resident, patience: float) -> bool:
    """Whether it answers at all."""
    address = f"http://localhost{one.path.decode()}_stcore/health"
    request = httpx.Request("GET", address, extensions=_limit(patience))
    try:
        answer = await asyncio.wait_for(one.client.handle_async_request(request), patience)
        await answer.aclose()
    except (httpx.HTTPError, OSError, TimeoutError):
        return False
    return answer.status_code == 200


def _limit(patience: float) -> dict[str, Any]:
    return {"timeout": dict.fromkeys(("connect", "read", "write", "pool"), patience)}


def find_prefix() -> str:
    """The base of the whole installation: "" at the root, else like "/koperasi"."""
    base = find_base(os.environ)
    return f"/{base}" if base else ""
