"""Which store the operator chose: `files`, or a catalog that several servers share, and where its data lie."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from etl.store.faults import StoreDamaged
from etl.store.lake.shelf.bucket import Bucket
from etl.store.lake.shelf.folder import Folder

SETTING, FOLDER_SETTING = "KOPERASI_STORE", "KOPERASI_STORE_DATA"
FILES, _PREFIX = "files", "ducklake:"
_BUCKET = re.compile(r"s3://(?P<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(?P<folder>[\w!.*'()/-]+))?/?")
_SCHEMES = ("postgresql", "postgres")
# Whoever waits for a new connection to a catalog that is gone or frozen waits so long; a server that loses its power
# holds no lock for longer than half a minute.
_WAITING = (
    "connect_timeout=3&options=-c%20tcp_keepalives_idle%3D10%20-c%20tcp_keepalives_interval%3D5"
    "%20-c%20tcp_keepalives_count%3D3"
)


class AddressWrong(StoreDamaged):
    """The setting names no store that there is."""


@dataclass(frozen=True)
class Address:
    """catalog: how PostgreSQL is reached; folder: what all servers see, tables and archived workbooks. bucket: in which
    bucket of an S3 service that folder is; "" = on a disk."""

    catalog: str
    folder: Path
    bucket: str = ""

    @property
    def tables(self) -> Path:
        """Where DuckLake keeps its files; whatever else lies there its clean-up takes for an orphan."""
        return self.folder / "danau"

    @property
    def archive(self) -> Path:
        return self.folder / "arsip"

    @property
    def place(self) -> str:
        """What KOPERASI_STORE_DATA says."""
        return f"s3://{self.bucket}{self.folder}" if self.bucket else str(self.folder)

    @property
    def data_path(self) -> str:
        """Where DuckLake keeps its files, as it wants to be told."""
        return f"{self.place.rstrip('/')}/{self.tables.name}/"

    def open_shelf(self, area: str | None = None) -> Folder | Bucket:
        """What all servers see; of an area of government its archive."""
        folder = self.folder if area is None else self.archive / area
        return Bucket(self.bucket, str(folder)) if self.bucket else Folder(folder)

    @property
    def connection(self) -> str:
        """The catalog's address with our patience."""
        return f"{self.catalog}{'&' if '?' in self.catalog else '?'}{_WAITING}"

    @property
    def said(self) -> str:
        """What may be shown of the address: no account, no password."""
        parts = urlsplit(self.catalog)
        return f"{parts.hostname or 'peladen ini'}{f':{parts.port}' if parts.port else ''}{parts.path}"


def read_setting() -> str:
    """What KOPERASI_STORE says; "files" where it says nothing."""
    return os.environ.get(SETTING, "").strip() or FILES


def parse_address(text: str, folder: str | None = None) -> Address | None:
    """The store that a setting names, None = files. `folder`: else what KOPERASI_STORE_DATA says. Raises AddressWrong
    with a sentence, without the address: a password may stand in it."""
    if text == FILES:
        return None
    catalog = text.removeprefix(_PREFIX)
    if not text.startswith(_PREFIX) or not _is_catalog(catalog):
        raise AddressWrong(f"{SETTING} harus {FILES} atau {_PREFIX}postgresql://NAMA@PELADEN/BASISDATA.")
    folder = folder or os.environ.get(FOLDER_SETTING, "").strip()
    if found := _BUCKET.fullmatch(folder):
        return Address(catalog, Path(f"/{found['folder'] or ''}"), found["bucket"])
    if not folder or "://" in folder or not Path(folder).is_absolute():
        raise AddressWrong(
            f"{FOLDER_SETTING} harus menyebut folder bersama (alamat lengkap, mulai dari akar) yang dilihat semua "
            "peladen, atau s3://BUCKET/FOLDER."
        )
    return Address(catalog, Path(folder))


def _is_catalog(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in _SCHEMES and bool(parts.path.strip("/")) and (parts.port or 1) > 0
    except ValueError:
        return False
