"""A signature over all bytes of a file, at its end; one byte changed, anywhere, and it no longer holds.

The end of an HTML file is a comment after all others, that of a ZIP its comment: both are read by what reads the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from etl.seal.keys import fingerprint, write_public

_ALGORITHM = "ed25519"
_HTML = re.compile(rb"<!--tanda ed25519 ([0-9a-f]{64}) ([0-9a-f]{128})-->\n\Z")
_PLAIN = re.compile(rb"tanda ed25519 ([0-9a-f]{64}) ([0-9a-f]{128})\n\Z")
LENGTH = len("tanda ed25519 ") + 64 + 1 + 128 + 1  # of the plain form


@dataclass(frozen=True)
class Signed:
    """A file whose signature holds: its content without it, and whose key it was."""

    content: bytes
    public: bytes

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.public)


class NotSigned(ValueError):
    """A file bears no signature, or one that does not hold; the text is a sentence."""


class Unsigned(NotSigned):
    """No signature is there to be examined: it was never signed, or the signature was taken away or cut."""


def sign_html(content: bytes, key: Ed25519PrivateKey) -> bytes:
    """The page with the signature as its last comment."""
    return content + b"<!--" + _write(content, key).rstrip(b"\n") + b"-->\n"


def sign_plain(content: bytes, key: Ed25519PrivateKey) -> bytes:
    """The content with the signature as its last line."""
    return content + _write(content, key)


def make_mark(content: bytes, key: Ed25519PrivateKey) -> bytes:
    """The line alone, for a file beside the one that it is about."""
    return _write(content, key)


def is_mark(file: bytes) -> bool:
    """Whether it is the line of a file of its own, which signs another one."""
    return _PLAIN.fullmatch(file) is not None


def examine(file: bytes, beside: bytes | None = None) -> Signed:
    """What was signed and by whom; `beside`: the line of a file of its own. Raises NotSigned."""
    if beside is not None:
        return _examine(file, _PLAIN.fullmatch(beside))
    found = _HTML.search(file) or _PLAIN.search(file)
    return _examine(file[: found.start()] if found else file, found)


def _write(content: bytes, key: Ed25519PrivateKey) -> bytes:
    return f"tanda {_ALGORITHM} {write_public(key).hex()} {key.sign(content).hex()}\n".encode()


def _examine(content: bytes, found: re.Match[bytes] | None) -> Signed:
    if found is None:
        raise Unsigned("Berkas ini tidak bertanda, atau tandanya terpotong.")
    public, signature = (bytes.fromhex(part.decode()) for part in found.groups())
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, content)
    except (InvalidSignature, ValueError) as error:
        raise NotSigned("Isi berkas ini sudah berubah sejak ditandatangani.") from error
    return Signed(content, public)
