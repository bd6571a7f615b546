"""Passwords: made, hashed with argon2id, compared. At most two at a time.

Each comparison costs 19 MB and some 30 ms of one core: the least that the OWASP Password Storage Cheat Sheet allows.
Passwords here are long (80 random bits, or 12 letters and more), and what a comparison costs is paid by the readers,
who share the machine with whoever guesses. A hash made with other costs is verified with those and then replaced.
"""

from __future__ import annotations

import secrets
import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

AT_ONCE = 2
MAX_LENGTH = 1000  # argon2 must not be fed megabytes
MIN_LENGTH = 12  # of one that somebody chooses

# No l, 1, O, 0: a generated password is read from a screen and typed.
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)  # 19 MiB, two passes, one thread
_hashing = threading.BoundedSemaphore(AT_ONCE)
# Verified for unknown names too, so that the time of an answer does not tell which names exist.
_FAKE_HASH = _hasher.hash(secrets.token_urlsafe(16))


def generate() -> str:
    """Four groups of four, about 80 bits: fit to be read out and typed."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def hash_password(password: str) -> str:
    with _hashing:
        return _hasher.hash(password)


def matches(stored: str, password: str) -> bool:
    """Whether a password is the stored one; "" = none is stored, which takes as long."""
    try:
        with _hashing:
            return _hasher.verify(stored or _FAKE_HASH, password[:MAX_LENGTH]) and bool(stored)
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(stored: str) -> bool:
    """Whether a stored hash was made with other costs than today's."""
    return _hasher.check_needs_rehash(stored)


def find_fault(password: str, name: str) -> str:
    """Why a password that somebody chose will not do, as a sentence; "" = it will."""
    if len(password) < MIN_LENGTH:
        return f"Kata sandi terlalu pendek: sedikitnya {MIN_LENGTH} huruf. Beberapa kata biasa sudah cukup."
    if len(password) > MAX_LENGTH:
        return f"Kata sandi terlalu panjang: paling banyak {MAX_LENGTH} huruf."
    if name and name in password.lower() and len(password) < len(name) + MIN_LENGTH:
        return "Kata sandi jangan memuat nama pengguna."
    return "" if len(set(password)) > 4 else "Kata sandi terlalu mudah ditebak: pakai lebih banyak huruf yang berbeda."
