"""A stand-in for an S3 service on 127.0.0.1: the few requests that DuckDB and the archive make, and their refusals.

Every signature is computed anew from what was sent, so a wrong key is refused as a real service does.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import re
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit
from xml.sax.saxutils import escape

_SIGNED_AT_LEAST = {"host", "x-amz-date", "x-amz-content-sha256"}
KEY, SECRET, TOKEN, BUCKET = "kunci-uji", "rahasia-uji", "sementara-uji", "koperasi"


class Service(ThreadingHTTPServer):
    """objects: {name in the bucket: (content, seconds)}; full_below: in which folder nothing more is taken, None = in
    none; is_frozen: takes requests and is silent; token: without which the key is worth nothing, "" = it is whole."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.objects: dict[str, tuple[bytes, float]] = {}
        self.parts: dict[str, dict[int, bytes]] = {}
        self.full_below: str | None = None
        self.is_frozen = False
        self.token = ""
        self.is_secure = False

    @property
    def address(self) -> str:
        return f"{'https' if self.is_secure else 'http'}://127.0.0.1:{self.server_port}"

    def secure(self, certificate: Path, key: Path) -> None:
        """Answer to https from now on."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        self.socket, self.is_secure = context.wrap_socket(self.socket, server_side=True), True


@contextmanager
def service() -> Iterator[Service]:
    running = Service()
    threading.Thread(target=running.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield running
    finally:
        running.shutdown()
        running.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: Service
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass

    def _serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        parts = urlsplit(self.path)
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        bucket, _, name = unquote(parts.path).lstrip("/").partition("/")
        while self.server.is_frozen:
            time.sleep(0.1)
        if not _is_signed(self, parts.path, body):
            return self._answer(403, _fault("SignatureDoesNotMatch"))
        if self.headers.get("x-amz-security-token", "") != self.server.token:
            return self._answer(400, _fault("ExpiredToken"))
        if bucket != BUCKET:
            return self._answer(404, _fault("NoSuchBucket"))
        full = self.server.full_below
        if self.command in ("PUT", "POST") and "delete" not in query and full is not None and full in name:
            return self._answer(507, _fault("XMinioStorageFull"))
        getattr(self, f"_{self.command.lower()}")(name, query, body)

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = _serve

    def _get(self, name: str, query: dict[str, str], _: bytes) -> None:
        if "list-type" in query:
            return self._answer(200, _list(self.server.objects, query))
        if name not in self.server.objects:
            return self._answer(404, _fault("NoSuchKey"))
        content, when = self.server.objects[name]
        more = {"Last-Modified": formatdate(when, usegmt=True), "ETag": _tag(content), "Accept-Ranges": "bytes"}
        if found := re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", "")):
            start, end = int(found[1]), int(found[2] or len(content) - 1)
            part = content[start : end + 1]
            more["Content-Range"] = f"bytes {start}-{start + len(part) - 1}/{len(content)}"
            return self._answer(206, part, more)
        self._answer(200, content, more)

    _head = _get

    def _put(self, name: str, query: dict[str, str], body: bytes) -> None:
        if "partNumber" in query:
            self.server.parts[query["uploadId"]][int(query["partNumber"])] = body
        else:
            self.server.objects[name] = (body, time.time())
        self._answer(200, b"", {"ETag": _tag(body)})

    def _post(self, name: str, query: dict[str, str], body: bytes) -> None:
        if "uploads" in query:
            upload = f"u{len(self.server.parts)}"
            self.server.parts[upload] = {}
            return self._answer(200, _xml("InitiateMultipartUploadResult", f"<UploadId>{upload}</UploadId>"))
        if "delete" in query:
            for gone in re.findall(r"<Key>(.*?)</Key>", body.decode()):
                self.server.objects.pop(gone, None)
            return self._answer(200, _xml("DeleteResult", ""))
        parts = self.server.parts.pop(query["uploadId"])
        self.server.objects[name] = (b"".join(parts[n] for n in sorted(parts)), time.time())
        self._answer(200, _xml("CompleteMultipartUploadResult", "<ETag>x</ETag>"))

    def _delete(self, name: str, _: dict[str, str], __: bytes) -> None:
        self.server.objects.pop(name, None)
        self._answer(204, b"")

    def _answer(self, status: int, body: bytes, more: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for header, value in ((more or {}) | {"Content-Length": str(len(body))}).items():
            self.send_header(header, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def _list(objects: dict[str, tuple[bytes, float]], query: dict[str, str]) -> bytes:
    names = sorted(n for n in objects if n.startswith(query.get("prefix", "")))[: int(query.get("max-keys", 1000))]
    rows = "".join(
        f"<Contents><Key>{escape(n)}</Key><LastModified>{_say_time(objects[n][1])}</LastModified>"
        f"<ETag>{_tag(objects[n][0])}</ETag><Size>{len(objects[n][0])}</Size></Contents>"
        for n in names
    )
    return _xml("ListBucketResult", f"<IsTruncated>false</IsTruncated><KeyCount>{len(names)}</KeyCount>{rows}")


def _say_time(seconds: float) -> str:
    return dt.datetime.fromtimestamp(seconds, dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _tag(content: bytes) -> str:
    return f'"{hashlib.md5(content, usedforsecurity=False).hexdigest()}"'


def _fault(code: str) -> bytes:
    return _xml("Error", f"<Code>{code}</Code><Message>{code}</Message>")


def _xml(name: str, content: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?><{name}>{content}</{name}>'.encode()


def _is_signed(asked: _Handler, path: str, body: bytes) -> bool:
    """By the raw query as it was sent, sorted, which DuckDB and the archive both sign, and by what the body is."""
    pattern = (
        r"AWS4-HMAC-SHA256 Credential=([^/]+)/(\d+)/([^/]+)/s3/aws4_request, ?SignedHeaders=([^,]+), ?Signature=(\w+)"
    )
    claim = re.fullmatch(pattern, asked.headers.get("Authorization", ""))
    if claim is None or claim[1] != KEY or not _SIGNED_AT_LEAST.issubset(claim[4].split(";")):
        return False
    query = "&".join(sorted(p if "=" in p else f"{p}=" for p in urlsplit(asked.path).query.split("&") if p))
    lines = "".join(f"{h}:{' '.join(asked.headers.get(h, '').split())}\n" for h in claim[4].split(";"))
    content = hashlib.sha256(body).hexdigest()
    request = "\n".join((asked.command, path, query, lines, claim[4], content))
    told = "\n".join(
        (
            "AWS4-HMAC-SHA256",
            asked.headers.get("x-amz-date", ""),
            f"{claim[2]}/{claim[3]}/s3/aws4_request",
            hashlib.sha256(request.encode()).hexdigest(),
        )
    )
    key = f"AWS4{SECRET}".encode()
    for part in (claim[2], claim[3], "s3", "aws4_request", told):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return hmac.compare_digest(key.hex(), claim[5])
