"""A file as an answer: compressed once, with a mark (ETag) by which a browser asks whether it is still the same."""

from __future__ import annotations

import gzip
import hashlib
import re
from dataclasses import dataclass
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from dasbor.server.outside.encoding import AS_IT_IS, takes_gzip

_TAG = re.compile(r'"[^"]*"')  # the part of an entity tag that two are compared by
_SMALL = 1_000  # bytes that are not worth compressing
_PACKED_ALREADY = {"application/pdf", "image/png", "image/gif", "application/zip", "font/woff", "font/woff2"}


@dataclass(frozen=True)
class Kept:
    """A file ready to be sent; only one of its two forms is kept."""

    content: bytes
    is_packed: bool
    mark: str
    kind: str

    def read(self) -> bytes:
        """The file as it was made."""
        return gzip.decompress(self.content) if self.is_packed else self.content


def keep_file(content: bytes, kind: str) -> Kept:
    """`kind`: its media type."""
    mark = f'W/"{hashlib.sha256(content).hexdigest()[:32]}"'
    if len(content) < _SMALL or kind in _PACKED_ALREADY:
        return Kept(content, False, mark, kind)
    return Kept(gzip.compress(content, 6, mtime=0), True, mark, kind)


def send(request: Request, file: Kept, is_private: bool, **headers: str) -> Response:
    """The file, or that it is the same as before (304)."""
    told = {
        "ETag": file.mark,
        # asked for again each time: a publication shows at once
        "Cache-Control": "private, no-cache" if is_private else "no-cache",
        "Vary": "Accept-Encoding, Cookie" if is_private else "Accept-Encoding",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    if is_known(file.mark, request.headers.getlist("if-none-match")):
        return Response(status_code=304, headers=told)
    if file.is_packed and takes_gzip(request.headers.getlist("accept-encoding")):
        return Response(file.content, media_type=file.kind, headers={**told, "Content-Encoding": "gzip"})
    return Response(file.read(), media_type=file.kind, headers={**told, "Content-Encoding": AS_IT_IS})


def is_known(mark: str, written: list[str]) -> bool:
    """Whether If-None-Match names the file: "*", or its mark in a list, whether weak or strong there (RFC 9110,
    13.1.2)."""
    listed = ",".join(written).strip()
    return listed == "*" or _TAG.findall(mark)[0] in _TAG.findall(listed)


def name_it(name: str, is_shown: bool = False) -> str:
    """The header that says what the file is called, and whether a browser shows it."""
    return f"{'inline' if is_shown else 'attachment'}; filename*=utf-8''{quote(name, safe='')}"
