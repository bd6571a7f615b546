"""Settings of signing in with the accounts of the city: [masuk] in pengaturan.toml, and the secret beside it.

The secret stands in no setting: KOPERASI_RAHASIA_MASUK, or the file that `berkas_rahasia` names, readable by its owner
only.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from etl.accounts.roles import READER, ROLES
from etl.acuan import load_reference

SECRET_VARIABLE = "KOPERASI_RAHASIA_MASUK"
METADATA_END = "/.well-known/openid-configuration"
BUTTON = "Masuk dengan akun kota"
_LONGEST_SESSION = 12  # hours, as long as a session with a password
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True)
class Provider:
    """Who vouches for people, and what they become here. groups, emails: {group or address in lower case: role}, the
    first that fits counts; otherwise: the role of who fits none, "" = refused."""

    metadata_address: str
    client: str
    secret_file: str
    button: str
    group_claim: str
    groups: Mapping[str, str]
    emails: Mapping[str, str]
    otherwise: str
    session_length: timedelta

    @property
    def issuer(self) -> str:
        """The name under which the provider signs: its metadata stand below it."""
        return self.metadata_address.removesuffix(METADATA_END)


def is_on() -> bool:
    """Whether a provider is named; asks nothing else of the settings."""
    return bool(_read_content().get("penyedia", ""))


def read_button() -> str:
    """What the button to the provider says, "" where there is none."""
    return str(_read_content().get("tombol") or BUTTON) if is_on() else ""


def read_provider() -> Provider | None:
    """The provider of the settings, None = local accounts only. Raises ValueError with a sentence for settings that
    cannot be."""
    content = _read_content()
    if not is_on():
        return None
    otherwise = str(content.get("tanpa_aturan", ""))
    if otherwise not in ("", READER):
        raise ValueError(f"[masuk] tanpa_aturan: “{otherwise}” tidak dikenal; tulis “{READER}” atau kosongkan")
    return Provider(
        metadata_address=_check_address(str(content["penyedia"])),
        client=_need(content, "klien"),
        secret_file=str(content.get("berkas_rahasia", "")),
        button=read_button(),
        group_claim=str(content.get("klaim_grup") or "groups"),
        groups=_read_roles(content, "grup"),
        emails={a.strip().casefold(): role for a, role in _read_roles(content, "email").items()},
        otherwise=otherwise,
        session_length=_read_length(content),
    )


def read_secret(provider: Provider) -> str:
    """The secret that proves this installation to the provider. Raises ValueError with a sentence, never with it."""
    secret = os.environ.get(SECRET_VARIABLE, "").strip()
    if secret:
        return secret
    if not provider.secret_file:
        raise ValueError(f"rahasia klien belum ada: isi {SECRET_VARIABLE} atau [masuk] berkas_rahasia")
    file = Path(provider.secret_file)
    try:
        # Windows keeps rights elsewhere
        if os.name == "posix" and stat.S_IMODE(file.stat().st_mode) & 0o077:
            raise ValueError(f"{file} dapat dibaca pengguna lain; jalankan: chmod 600 {file}")
        secret = file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"[masuk] berkas_rahasia: {file} tidak dapat dibaca") from error
    if not secret:
        raise ValueError(f"[masuk] berkas_rahasia: {file} kosong")
    return secret


def is_safe_address(address: str) -> bool:
    """Whether what is sent there can be read by nobody on the way: https, or this machine."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
    )


def _read_content() -> dict[str, Any]:
    content: dict[str, Any] = load_reference().settings.get("masuk", {})
    return content


def _check_address(address: str) -> str:
    if not address.endswith(METADATA_END) or not is_safe_address(address):
        raise ValueError(f"[masuk] penyedia: “{address}” bukan alamat seperti https://masuk.contoh.go.id{METADATA_END}")
    return address


def _need(content: Mapping[str, Any], name: str) -> str:
    value = str(content.get(name, "")).strip()
    if not value:
        raise ValueError(f"[masuk] {name} belum diisi")
    return value


def _read_roles(content: Mapping[str, Any], name: str) -> dict[str, str]:
    found = {str(key): str(role) for key, role in content.get(name, {}).items()}
    for key, role in found.items():
        if role not in ROLES:
            raise ValueError(f"[masuk.{name}] “{key}”: peran “{role}” tidak dikenal; yang ada: {', '.join(ROLES)}")
    return found


def _read_length(content: Mapping[str, Any]) -> timedelta:
    hours = content.get("jam_sesi", 8)
    if not isinstance(hours, int | float) or not 0 < hours <= _LONGEST_SESSION:
        raise ValueError(f"[masuk] jam_sesi: “{hours}” bukan angka di atas 0 sampai {_LONGEST_SESSION}")
    return timedelta(hours=hours)
