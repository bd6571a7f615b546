"""An identity provider for tests: OpenID Connect with real keys on a free port of 127.0.0.1, and faults on demand."""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.installations import serve

CLIENT, SECRET = "dasbor-koperasi", "rahasia-klien-untuk-uji"
KEY, FOREIGN_KEY = (RSAKey.generate_key(2048, {"kid": "k1"}, private=True) for _ in range(2))
_FORM = """<!doctype html><title>Akun kota</title><h1>Akun kota (uji)</h1>
<form method="post" action="/authorize?{query}"><button>Lanjut</button></form>"""


@dataclass
class CityProvider:
    """person: the claims of whoever sits there; fault: what goes wrong next; asked: every request as (method, path)."""

    address: str = ""
    person: dict[str, Any] = field(default_factory=dict)
    fault: str = ""
    asked: list[tuple[str, str]] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def metadata_address(self) -> str:
        return f"{self.address}/.well-known/openid-configuration"

    def metadata(self) -> dict[str, Any]:
        issuer = "http://127.0.0.1:1" if self.fault == "metadata of another" else self.address
        scheme = "http://kota.contoh.go.id" if self.fault == "endpoint without TLS" else self.address
        return {
            "issuer": issuer,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{scheme}/token",
            "jwks_uri": f"{self.address}/jwks",
            "end_session_endpoint": f"{self.address}/keluar",
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
        }

    def make_claims(self, asked: dict[str, str]) -> dict[str, Any]:
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"]}
        wrong = {
            "wrong issuer": {"iss": "https://lain.contoh.go.id"},
            "wrong audience": {"aud": "dasbor-lain"},
            "audience by azp only": {"aud": "dasbor-lain", "azp": CLIENT},
            "wrong nonce": {"nonce": "karangan"},
            "expired": {"iat": now - 900, "exp": now - 600},
        }
        claims |= self.person | wrong.get(self.fault, {})
        if self.fault == "without nonce":
            del claims["nonce"]
        if self.fault == "without subject":
            del claims["sub"]
        return claims

    def sign(self, claims: dict[str, Any]) -> str:
        key = FOREIGN_KEY if self.fault in ("bad signature", "keys changed") else KEY
        token = jwt.encode({"alg": "RS256", "kid": "k2" if self.fault == "keys changed" else "k1"}, claims, key)
        if self.fault == "unsigned":
            head = base64.urlsafe_b64encode(b'{"alg":"none","kid":"k1"}').rstrip(b"=").decode()
            return f"{head}.{token.split('.')[1]}."
        return token

    # ── what it answers ──

    async def show_metadata(self, _: Request) -> Response:
        if self.fault == "metadata are no JSON":
            return HTMLResponse("<h1>Sedang diperbaiki</h1>")
        return JSONResponse(self.metadata(), 500 if self.fault == "server error" else 200)

    async def show_keys(self, _: Request) -> Response:
        key = FOREIGN_KEY.as_dict(private=False) | {"kid": "k2"} if self.fault == "keys changed" else None
        return JSONResponse({"keys": [(key or KEY.as_dict(private=False)) | {"use": "sig", "alg": "RS256"}]})

    async def ask(self, request: Request) -> Response:
        return HTMLResponse(_FORM.format(query=str(request.url.query).replace("&", "&amp;")))

    async def agree(self, request: Request) -> Response:
        asked = dict(request.query_params)
        if self.fault == "refused by the person":
            answer = {"error": "access_denied", "error_description": "<b>no</b>"}
        else:
            code = secrets.token_urlsafe(16)
            self.codes[code] = asked
            answer = {"code": code}
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode(answer | {'state': asked['state']})}", 302)

    async def give_token(self, request: Request) -> Response:
        form = {k: str(v) for k, v in (await request.form()).items()}
        expected = "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if request.headers.get("authorization") != expected:
            return JSONResponse({"error": "invalid_client", "error_description": "bad secret"}, 401)
        asked = self.codes.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if asked is None or asked["code_challenge"] != challenge or asked["redirect_uri"] != form["redirect_uri"]:
            return JSONResponse({"error": "invalid_grant"}, 400)
        answer = {"access_token": "tiket-untuk-uji", "token_type": "Bearer", "expires_in": 300}
        if self.fault != "without ID token":
            answer["id_token"] = self.sign(self.make_claims(asked))
        return JSONResponse(answer)

    async def end(self, request: Request) -> Response:
        return HTMLResponse("<h1>Keluar dari akun kota</h1>")

    def app(self) -> Starlette:
        def noted(endpoint: Any) -> Any:
            async def note(request: Request) -> Response:
                self.asked.append((request.method, request.url.path))
                return await endpoint(request)

            return note

        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", noted(self.show_metadata)),
                Route("/jwks", noted(self.show_keys)),
                Route("/authorize", noted(self.ask), methods=["GET"]),
                Route("/authorize", noted(self.agree), methods=["POST"]),
                Route("/token", noted(self.give_token), methods=["POST"]),
                Route("/keluar", noted(self.end)),
            ]
        )


@contextmanager
def city_provider() -> Iterator[CityProvider]:
    """The provider, listening."""
    provider = CityProvider()
    with serve(provider.app()) as address:
        provider.address = address
        yield provider


def person(subject: str = "s-1", **claims: Any) -> dict[str, Any]:
    """Claims of somebody who has groups; others are set by name."""
    return {"sub": subject, "name": "Budi Santoso", "groups": []} | claims


def write_settings(text: str, provider: CityProvider, rules: str) -> str:
    """pengaturan.toml with the provider in it, and rules as lines below [masuk.grup] and [masuk.email]."""
    base = re.split(r"^\[masuk\]", text, flags=re.M)[0]
    return f'{base}[masuk]\npenyedia = "{provider.metadata_address}"\nklien = "{CLIENT}"\n{rules}'
