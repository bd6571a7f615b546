"""Settings of the server: who stands in front of it, under which addresses it is opened, how many wrong passwords,
whether it draws in advance.

[peladen] in pengaturan.toml; KOPERASI_ASAL and KOPERASI_PERANTARA, separated by commas, and KOPERASI_PEMANASAN outweigh
it. Read once.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_network
from urllib.parse import urlsplit

from etl.acuan import load_reference

_PORTS = {"http": 80, "https": 443}
_WARMS = {"ya": True, "tidak": False}


@dataclass(frozen=True)
class Origin:
    """Where a page came from, as a browser compares it."""

    scheme: str
    host: str
    port: int

    @property
    def address(self) -> str:
        """Like https://koperasi.contoh.go.id; the port only where it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == _PORTS[self.scheme] else f":{self.port}")


@dataclass(frozen=True)
class Serving:
    """origins: addresses under which the dashboard is opened, empty = whatever the request's Host says;
    proxies: whose X-Forwarded-For is believed; failures: wrong passwords that one address has in ten minutes;
    warms: what takes longest on the pages is drawn before somebody asks."""

    origins: frozenset[Origin]
    proxies: tuple[str, ...]
    failures: int
    warms: bool


@lru_cache(maxsize=1)
def read_serving() -> Serving:
    """The settings of this process. Raises ValueError with a sentence when one of them cannot be read."""
    content = load_reference().settings.get("peladen", {})
    origins = frozenset(_known(text) for text in _listed("KOPERASI_ASAL", content.get("asal", [])))
    proxies = tuple(_network(text) for text in _listed("KOPERASI_PERANTARA", content.get("perantara", [])))
    return Serving(origins, proxies, int(content.get("gagal_per_alamat", 20)), _warms(content.get("pemanasan", "ya")))


def find_public_origin() -> Origin | None:
    """The address by which people are sent here, https before http; None where the settings name none."""
    return max(read_serving().origins, key=lambda o: (o.scheme, o.host), default=None)


def parse_origin(text: str) -> Origin | None:
    """What an Origin header says; None for "null" and for anything that is no web address."""
    try:
        part = urlsplit(text)
        port = part.port or _PORTS[part.scheme]
    except (ValueError, KeyError):
        return None
    if not part.hostname or part.username is not None or part.path not in ("", "/") or part.query:
        return None
    return Origin(part.scheme, part.hostname, port)


def _listed(variable: str, content: list[str]) -> list[str]:
    text = os.environ.get(variable)
    return [x.strip() for x in (content if text is None else text.split(",")) if x.strip()]


def _warms(content: object) -> bool:
    text = str(os.environ.get("KOPERASI_PEMANASAN", content)).strip().lower()
    if text not in _WARMS:
        raise ValueError(f"[peladen] pemanasan: “{text}” bukan {' atau '.join(_WARMS)}")
    return _WARMS[text]


def _known(text: str) -> Origin:
    result = parse_origin(text)
    if result is None:
        raise ValueError(f"[peladen] asal: “{text}” bukan alamat seperti https://koperasi.contoh.go.id")
    return result


def _network(text: str) -> str:
    try:
        return str(ip_network(text, strict=False)) if "/" in text else str(ip_network(text).network_address)
    except ValueError as error:
        raise ValueError(f"[peladen] perantara: “{text}” bukan alamat seperti 10.0.0.5 atau 10.0.0.0/24") from error
