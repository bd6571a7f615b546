"""Requests to an S3 service, by botocore: loaded where a bucket is asked for something, and nowhere else."""

from __future__ import annotations

import os
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from etl.store.faults import StoreDamaged

PATIENCE = 10.0  # seconds for one answer
INSTALL = "pip install --require-hashes -r requirements-ducklake.txt"
_opening = threading.Lock()  # botocore's session is made for one thread


class PackageMissing(StoreDamaged):
    """What the shared store needs is not installed, or for another DuckDB."""


@dataclass(frozen=True)
class Access:
    """How a service is reached: `host` with its port, and under which key; `token`: of a key for a while, else "". What
    is secret is in no repr."""

    host: str
    is_secure: bool
    region: str
    key: str
    secret: str = field(repr=False)
    token: str = field(default="", repr=False)

    @property
    def address(self) -> str:
        return f"{'https' if self.is_secure else 'http'}://{self.host}"


class Answer(NamedTuple):
    """code: the cause of a refusal as the service names it; "" = none. said: what botocore read in the answer."""

    status: int
    code: str
    said: Mapping[str, Any]
    body: bytes = b""

    @property
    def date(self) -> str:
        return str(self.said["ResponseMetadata"]["HTTPHeaders"]["date"])


def read_access() -> Access:
    """As other programs read it from the environment; without an address of a service that of AWS for the region."""
    region = _read("AWS_REGION", "AWS_DEFAULT_REGION") or "us-east-1"
    parts = urlsplit(_read("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL") or f"https://s3.{region}.amazonaws.com")
    key, secret, token = (_read(f"AWS_{name}") for name in ("ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "SESSION_TOKEN"))
    return Access(parts.netloc, parts.scheme != "http", region, key, secret, token)


def send(access: Access, operation: str, **given: object) -> Answer:
    """One operation of the S3 client, over a connection of its own: one that is kept may have been dropped meanwhile,
    and nothing is tried twice. Raises OSError where nobody answers, or no S3 service; PackageMissing."""
    botocore = _load()
    try:
        return _send(access, operation, given)
    except botocore.exceptions.ClientError as error:
        return Answer(_read_status(error.response), error.response["Error"].get("Code", ""), error.response)
    except (botocore.exceptions.BotoCoreError, botocore.parsers.ResponseParserError, ValueError) as error:
        raise OSError(str(error)) from error


def _read(*names: str) -> str:
    return next((value for name in names if (value := os.environ.get(name, "").strip())), "")


def _load() -> Any:
    """The library with all that is used of it."""
    try:
        import botocore.config
        import botocore.exceptions
        import botocore.parsers
        import botocore.session
    except ImportError as error:
        raise PackageMissing(f"Bucket memerlukan paket “botocore”. Pasang: {INSTALL}") from error
    return botocore


def _send(access: Access, operation: str, given: Mapping[str, object]) -> Answer:
    client = _open(access)
    try:
        said = getattr(client, operation)(**given)
        return Answer(_read_status(said), "", said, said["Body"].read() if "Body" in said else b"")
    finally:
        client.close()


def _read_status(said: Mapping[str, Any]) -> int:
    return int(said["ResponseMetadata"]["HTTPStatusCode"])


def _open(access: Access) -> Any:
    with _opening:
        return _open_session().create_client(
            "s3",
            endpoint_url=access.address,
            region_name=access.region,
            aws_access_key_id=access.key,
            aws_secret_access_key=access.secret,
            aws_session_token=access.token or None,
            verify=ssl.get_default_verify_paths().cafile,  # what DuckDB trusts, not a list that the library brings
            config=_configure(),
        )


@cache
def _open_session() -> Any:
    """What all clients have in common: the description of the service, which takes a twentieth of a second to read.
    Files of AWS's own tools in a home folder, which DuckDB does not read, say nothing here either."""
    nowhere = (None, None, os.devnull, None)
    unread = {"config_file": nowhere, "credentials_file": nowhere, "profile": (None, None, None, None)}
    return _load().session.Session(unread)


def _configure() -> Any:
    """An answer after PATIENCE or none, to one try; nothing that services other than AWS's may not know."""
    return _load().config.Config(
        connect_timeout=PATIENCE,
        read_timeout=PATIENCE,
        retries={"total_max_attempts": 1, "mode": "standard"},
        s3={"addressing_style": "path", "payload_signing_enabled": True},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
