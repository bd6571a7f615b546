"""Settings of the server: who stands in front of it, under which addresses it is opened, how many wrong passwords,
whether it draws in advance.

[peladen] in pengaturan.toml; KOPERASI_ASAL and KOPERASI_PERANTARA, separated by commas, and KOPERASI_PEMANASAN outweigh
it. Read once.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv6Address, ip_network

from etl.acuan import load_reference

_PORTS = {"http": 80, "https": 443}
_ORIGIN = re.compile(r"(?P<scheme>https?)://(?P<host>[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::(?P<port>[0-9]{1,5}))?")
_WARMS = {"ya": True, "tidak": False}


@dataclass(frozen=True)
class Origin:
    """Where a page came from, as a browser compares it."""

    scheme: str
    host: str
    port: int

    @property
    def address(self) -> str:
        """Like https://koperasi.contoh.go.id; see host_header."""
        return f"{self.scheme}://{self.host_header}"

    @property
    def host_header(self) -> str:
        """What a browser sends as Host: the port only where it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


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
    """What an Origin header says: scheme://host[:port] as browsers send it, whatever its case, and not a letter more.
    None for "null" and for everything else."""
    match = _ORIGIN.fullmatch(text.lower())
    if match is None or not text.isascii():
        return None
    scheme, host, port = match["scheme"], match["host"], int(match["port"] or _PORTS[match["scheme"]])
    try:
        host = str(IPv6Address(host[1:-1])) if host.startswith("[") else host
    except ValueError:
        return None
    return Origin(scheme, host, port) if 0 < port < 1 << 16 else None


def _listed(variable: str, content: list[str]) -> list[str]:
    text = os.environ.get(variable)
    return [x.strip() for x in (content if text is None else text.split(",")) if x.strip()]


def _warms(content: object) -> bool:
    text = str(os.environ.get("KOPERASI_PEMANASAN", content)).strip().lower()
    if text not in _WARMS:
        raise ValueError(f"[peladen] pemanasan: “{text}” bukan {' atau '.join(_WARMS)}")
    return _WARMS[text]


def _known(text: str) -> Origin:
    result = parse_origin(text.removesuffix("/"))  # copied from the line of a browser
    if result is None:
        raise ValueError(f"[peladen] asal: “{text}” bukan alamat seperti https://koperasi.contoh.go.id")
    return result


def _network(text: str) -> str:
    try:
        return str(ip_network(text, strict=False)) if "/" in text else str(ip_network(text).network_address)
    except ValueError as error:
        raise ValueError(f"[peladen] perantara: “{text}” bukan alamat seperti 10.0.0.5 atau 10.0.0.0/24") from error
