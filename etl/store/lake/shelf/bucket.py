"""A bucket of an S3 service: what is asked of it, and what its refusals mean."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from email.utils import parsedate_to_datetime

from etl.store.faults import StoreDamaged
from etl.store.lake.shelf.client import Access, Answer, read_access, send

_KEY_WRONG = (401, 403)
_TOKEN_OVER = re.compile(r"ExpiredToken|InvalidToken")
_FULL = re.compile(r"\b507\b|QuotaExceeded|StorageFull|InsufficientCapacity|Insufficient Storage")
_STAYS = "Yang sudah terbit tetap tampil;"


class BucketRefused(StoreDamaged):
    """The bucket does not do what is asked of it; the sentence says why and what to look at."""


class Bucket:
    """Below a prefix of a bucket, `folder`, which begins with a slash as a path does."""

    def __init__(self, name: str, folder: str, access: Access | None = None) -> None:
        self.name, self.folder, self._access = name, folder.rstrip("/"), access or read_access()

    @property
    def said(self) -> str:
        return say_bucket(self.name, self._access)

    def find(self, name: str) -> bytes | None:
        """What a file holds; None = there is none. Raises BucketRefused, as all here do, or PackageMissing."""
        answer = self._ask_of("get_object", name, may_lack=True)
        return None if answer.status == 404 else answer.body

    def holds(self, name: str, sha256: str) -> bool:
        found = self.find(name)
        return found is not None and hashlib.sha256(found).hexdigest() == sha256

    def write(self, name: str, content: bytes) -> None:
        """Readers see the old content or the new; what was answered is durable."""
        self._ask_of("put_object", name, Body=content)

    def remove(self, name: str) -> None:
        self._ask_of("delete_object", name, may_lack=True)

    def is_there(self, is_begun: bool, _tables: str) -> bool:
        """Whether it can be worked with; where the catalog is begun, the archive at least is in it."""
        answer = self._ask("list_objects_v2", MaxKeys=1, Prefix=f"{self.folder}/".lstrip("/"))
        return not is_begun or bool(answer.said.get("Contents"))

    def read_clock(self) -> dt.datetime:
        """Now, by the clock that dates what lies there."""
        return parsedate_to_datetime(self._ask("list_objects_v2", MaxKeys=1).date)

    def _ask_of(self, operation: str, name: str, may_lack: bool = False, **given: bytes) -> Answer:
        return self._ask(operation, may_lack, Key=f"{self.folder}/{name}".lstrip("/"), **given)

    def _ask(self, operation: str, may_lack: bool = False, **given: object) -> Answer:
        try:
            answer = send(self._access, operation, Bucket=self.name, **given)
        except OSError as error:
            raise BucketRefused(f"{self.said} tidak dapat dihubungi. {_STAYS} {_LOOK_AT_SERVICE}") from error
        if answer.status < 300 or (may_lack and answer.status == 404 and answer.code != "NoSuchBucket"):
            return answer
        raise BucketRefused(f"{self.said} {explain(f'{answer.status} {answer.code}')}")


_LOOK_AT_SERVICE = "periksa AWS_ENDPOINT_URL_S3, jaringan dan layanannya."


def say_bucket(name: str, access: Access) -> str:
    return f"Tempat bersama (bucket {name} di {access.host})"


def explain(refusal: str) -> str:
    """What a refusal of an S3 service means, given its status and code or what DuckDB says of them."""
    if _FULL.search(refusal):
        return f"penuh. Tidak ada yang ditulis. {_STAYS} tambah kuotanya atau kosongkan sebagian."
    if _TOKEN_OVER.search(refusal):
        return f"tidak lagi menerima kunci sementaranya. {_STAYS} ganti AWS_SESSION_TOKEN beserta kedua kuncinya."
    if any(re.search(rf"\b{status}\b", refusal) for status in _KEY_WRONG):
        return f"menolak kuncinya. {_STAYS} periksa AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY dan izin kunci itu."
    if re.search(r"\b404\b", refusal):
        return f"tidak ada, atau berkasnya hilang. {_STAYS} periksa KOPERASI_STORE_DATA."
    if re.search(r"\b(408|429|5\d\d)\b", refusal):
        return f"sedang tidak melayani. {_STAYS} {_LOOK_AT_SERVICE}"
    return f"tidak dapat dipakai ({refusal.strip()[:100]}). {_STAYS} {_LOOK_AT_SERVICE}"
