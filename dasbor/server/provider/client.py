"""The talk with the identity provider, through Authlib: where to send people, and whom it has proved.

Imported only where a provider is set. Nobody but the provider is asked, never through a proxy of the environment.
"""

from __future__ import annotations

import hashlib
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import httpx
from authlib.integrations.base_client import OAuthError
from authlib.integrations.starlette_client import OAuth
from joserfc.errors import JoseError

from dasbor.server.provider.refusals import Refused
from etl.accounts.identities import Identity, read_claims
from etl.accounts.provider import Provider, is_safe_address, read_secret

_PATIENCE = 5.0  # seconds for each answer of the provider
_KEPT = 3600.0  # seconds after which its addresses and keys are asked for anew
_PAUSE = 3.0  # seconds in which a provider that did not answer is not asked again
_LEEWAY = 60  # seconds by which the clocks may differ
_AT_ONCE = 16  # people for whom the provider is asked at the same time
# Signed by a key that only the provider has: neither "none" nor the shared secret.
_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
_CLIENT_FAULTS = ("invalid_client", "unauthorized_client", "unsupported_grant_type", "invalid_scope")


@dataclass
class _Talk:
    """What is kept between sign-ins: the client with the provider's addresses and keys, and who is silent. key,
    silent: of which settings."""

    key: str = ""
    app: Any = None
    since: float = 0.0
    silent: str = ""
    silent_until: float = 0.0
    running: int = 0


_talk = _Talk()


async def make_address(provider: Provider, back: str, state: str, nonce: str, verifier: str) -> str:
    """Where a browser goes to prove who sits there. Raises Refused."""
    with _translated():
        app = await _load(provider)
        made = await app.create_authorization_url(back, state=state, nonce=nonce, code_verifier=verifier)
        return str(made["url"])


async def find_identity(provider: Provider, code: str, back: str, nonce: str, verifier: str) -> Identity:
    """Whom the provider has proved: the code is exchanged for an ID token, whose signature, issuer, audience, times
    and nonce are looked at. Raises Refused."""
    with _translated():
        app = await _load(provider)
        token = await app.fetch_access_token(redirect_uri=back, code=code, code_verifier=verifier)
        # Only the proof is used: whatever else was handed over is dropped here.
        claims = await app.parse_id_token(token, nonce, claims_options=_rules(provider), leeway=_LEEWAY)
        if claims is None:
            raise Refused("jawaban_aneh", "tanpa id_token")
        return read_claims(claims, provider)


async def make_way_out(provider: Provider, home: str) -> str:
    """Where a browser goes to end the session at the provider; "" where it offers none. Raises Refused."""
    with _translated():
        end = str((await _load(provider)).server_metadata.get("end_session_endpoint") or "")
        query = urlencode({"client_id": provider.client, "post_logout_redirect_uri": home})
        return f"{end}{'&' if '?' in end else '?'}{query}" if is_safe_address(end) else ""


def _rules(provider: Provider) -> dict[str, dict[str, object]]:
    return {
        "iss": {"essential": True, "value": provider.issuer},
        "aud": {"essential": True, "value": provider.client},
    }


async def _load(provider: Provider) -> Any:
    """The client, with the provider's addresses looked at."""
    try:
        secret = read_secret(provider)
    except ValueError as error:
        raise Refused("setelan", str(error)) from error
    now = time.monotonic()
    key = hashlib.sha256(repr((provider.metadata_address, provider.client, secret)).encode()).hexdigest()
    if _talk.key == key and now - _talk.since < _KEPT:
        return _talk.app
    if _talk.silent == key and now < _talk.silent_until:
        raise Refused("tidak_menjawab", "baru saja tidak menjawab")
    try:
        app = _make_app(provider, secret)
        _check(await app.load_server_metadata(), provider)
    except (httpx.HTTPError, OSError):
        _talk.silent, _talk.silent_until = key, time.monotonic() + _PAUSE
        raise
    _talk.key, _talk.app, _talk.since = key, app, now
    return app


def _make_app(provider: Provider, secret: str) -> Any:
    return OAuth().register(
        "kota",
        client_id=provider.client,
        client_secret=secret,
        server_metadata_url=provider.metadata_address,
        client_kwargs={
            "scope": "openid email profile",
            "code_challenge_method": "S256",
            "timeout": _PATIENCE,
            "trust_env": False,
            "follow_redirects": False,
            "verify": ssl.create_default_context(),  # whom the machine trusts: a city's own authority is added there
        },
    )


def _check(metadata: dict[str, Any], provider: Provider) -> None:
    """Raises Refused for metadata of somebody else, for addresses that others can listen to, for weak signatures."""
    if metadata.get("issuer") != provider.issuer:
        raise Refused("jawaban_aneh", "issuer di metadata bukan alamat penyedia")
    for name in _ENDPOINTS:
        if not is_safe_address(str(metadata.get(name, ""))):
            raise Refused("jawaban_aneh", f"{name} kosong atau bukan https")
    offered = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
    metadata["id_token_signing_alg_values_supported"] = [a for a in offered if a in _ALGORITHMS]
    if not metadata["id_token_signing_alg_values_supported"]:
        raise Refused("jawaban_aneh", "tanda tangan ID token tidak memakai kunci umum")
    ways = metadata.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    if "client_secret_basic" not in ways:
        metadata["token_endpoint_auth_method"] = "client_secret_post"


@contextmanager
def _translated() -> Iterator[None]:
    """Whatever goes wrong in the talk becomes a cause; of what the provider wrote only its own error word is kept."""
    if _talk.running >= _AT_ONCE:
        raise Refused("sibuk")
    _talk.running += 1
    try:
        yield
    except (httpx.HTTPError, OSError) as error:
        raise Refused("tidak_menjawab", type(error).__name__) from error
    except OAuthError as error:
        cause = "klien_ditolak" if error.error in _CLIENT_FAULTS else "kedaluwarsa"
        raise Refused(cause, f"{error.error:.60}") from error
    except JoseError as error:
        raise Refused("bukti_tidak_sah", type(error).__name__) from error
    except (ValueError, TypeError, KeyError, AttributeError, RuntimeError) as error:
        raise Refused("jawaban_aneh", type(error).__name__) from error
    finally:
        _talk.running -= 1
