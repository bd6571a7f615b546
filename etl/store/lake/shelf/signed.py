"""Requests to an S3 service, signed (AWS Signature Version 4), by what Python brings along.

The signature is described at https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import http.client
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import quote, urlencode, urlsplit

PATIENCE = 10.0  # seconds for one answer
_ALGORITHM = "AWS4-HMAC-SHA256"


@dataclass(frozen=True)
class Access:
    """How a service is reached: `host` with its port, and under which key. The secret is in no repr."""

    host: str
    is_secure: bool
    region: str
    key: str
    secret: str = field(repr=False)


class Answer(NamedTuple):
    status: int
    body: bytes
    headers: Mapping[str, str]


def read_access() -> Access:
    """As other programs read it from the environment; without an address of a service that of AWS for the region."""
    region = _read("AWS_REGION", "AWS_DEFAULT_REGION") or "us-east-1"
    parts = urlsplit(_read("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL") or f"https://s3.{region}.amazonaws.com")
    key, secret = _read("AWS_ACCESS_KEY_ID"), _read("AWS_SECRET_ACCESS_KEY")
    return Access(parts.netloc, parts.scheme != "http", region, key, secret)


def send(access: Access, method: str, path: str, query: Mapping[str, str], body: bytes = b"") -> Answer:
    """`path`: /bucket/name, not yet quoted. Raises OSError where nobody answers."""
    connection = http.client.HTTPSConnection if access.is_secure else http.client.HTTPConnection
    target, asked = quote(path, safe="/-_.~"), urlencode(sorted(query.items()), quote_via=quote, safe="-_.~")
    line = connection(access.host, timeout=PATIENCE)
    try:
        line.request(method, f"{target}?{asked}" if asked else target, body, _sign(access, method, target, asked, body))
        answer = line.getresponse()
        return Answer(answer.status, answer.read(), dict(answer.getheaders()))
    except http.client.HTTPException as error:
        raise OSError(str(error)) from error
    finally:
        line.close()


def _read(*names: str) -> str:
    return next((value for name in names if (value := os.environ.get(name, "").strip())), "")


def _sign(access: Access, method: str, target: str, asked: str, body: bytes) -> dict[str, str]:
    now = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
    content = hashlib.sha256(body).hexdigest()
    headers = {"host": access.host, "x-amz-content-sha256": content, "x-amz-date": now}
    names = ";".join(sorted(headers))
    lines = "".join(f"{name}:{headers[name]}\n" for name in sorted(headers))
    request = "\n".join((method, target, asked, lines, names, content))
    scope = f"{now[:8]}/{access.region}/s3/aws4_request"
    told = "\n".join((_ALGORITHM, now, scope, hashlib.sha256(request.encode()).hexdigest()))
    signature = _derive(access, now[:8], told)
    claim = f"{_ALGORITHM} Credential={access.key}/{scope}, SignedHeaders={names}, Signature={signature}"
    return headers | {"Authorization": claim}


def _derive(access: Access, day: str, told: str) -> str:
    key = f"AWS4{access.secret}".encode()
    for part in (day, access.region, "s3", "aws4_request", told):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return key.hex()
