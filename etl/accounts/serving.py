"""Settings of the server: who stands in front of it, under which addresses it is opened, how many wrong passwords.

[peladen] in pengaturan.toml; KOPERASI_ASAL and KOPERASI_PERANTARA outweigh it, separated by commas. Read once.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_network
from urllib.parse import urlsplit

from etl.acuan import load_reference

_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Origin:
    """Where a page came from, as a browser compares it."""

    scheme: str
    host: str
    port: int


@dataclass(frozen=True)
class Serving:
    """origins: addresses under which the dashboard is opened, empty = whatever the request's Host says;
    proxies: whose X-Forwarded-For is believed; failures: wrong passwords that one address has in ten minutes."""

    origins: frozenset[Origin]
    proxies: tuple[str, ...]
    failures: int


@lru_cache(maxsize=1)
def read_serving() -> Serving:
    """The settings of this process. Raises ValueError with a sentence when an address in them cannot be read."""
    isi = load_reference().settings.get("peladen", {})
    origins = frozenset(_known(teks) for teks in _listed("KOPERASI_ASAL", isi.get("asal", [])))
    proxies = tuple(_network(teks) for teks in _listed("KOPERASI_PERANTARA", isi.get("perantara", [])))
    return Serving(origins, proxies, int(isi.get("gagal_per_alamat", 20)))


def parse_origin(teks: str) -> Origin | None:
    """What an Origin header says; None for "null" and for anything that is no web address."""
    try:
        bagian = urlsplit(teks)
        port = bagian.port or _PORTS[bagian.scheme]
    except (ValueError, KeyError):
        return None
    if not bagian.hostname or bagian.username is not None or bagian.path not in ("", "/") or bagian.query:
        return None
    return Origin(bagian.scheme, bagian.hostname, port)


def _listed(lingkungan: str, isi: list[str]) -> list[str]:
    teks = os.environ.get(lingkungan)
    return [x.strip() for x in (isi if teks is None else teks.split(",")) if x.strip()]


def _known(teks: str) -> Origin:
    hasil = parse_origin(teks)
    if hasil is None:
        raise ValueError(f"[peladen] asal: “{teks}” bukan alamat seperti https://koperasi.contoh.go.id")
    return hasil


def _network(teks: str) -> str:
    try:
        return str(ip_network(teks, strict=False)) if "/" in teks else str(ip_network(teks).network_address)
    except ValueError as salah:
        raise ValueError(f"[peladen] perantara: “{teks}” bukan alamat seperti 10.0.0.5 atau 10.0.0.0/24") from salah
