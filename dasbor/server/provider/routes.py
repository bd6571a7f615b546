"""Routes /masuk/kota…: to the city's identity provider, back with a proof, and out of its session.

What must survive the way to the provider and back travels in `state`, signed and bound to a cookie of the browser that
set out; nonce and PKCE secret are derived from both, so nothing is kept on the server and every tab has its own.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import secrets
from dataclasses import dataclass

from itsdangerous import BadData, URLSafeTimedSerializer
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dasbor.addresses import in_base
from dasbor.server import login, plain_pages
from dasbor.server.provider.refusals import SENTENCES, Refused
from dasbor.ui import markup
from dasbor.ui.access import COOKIE, HOME, clean_next_address
from etl.accounts import identities, notes, users
from etl.accounts.database import open_db
from etl.accounts.identities import REFUSALS
from etl.accounts.provider import Provider, is_on, read_provider
from etl.accounts.serving import find_public_origin
from etl.audit.events import NOBODY

PATH = in_base("/masuk/kota")
BACK_PATH = in_base("/masuk/kota/kembali")
WAY_COOKIE = "koperasi_kota"
_LONGEST_WAY = 600  # seconds between the button and the return
_LONGEST_NEXT = 500  # letters of the address to go to afterwards
_KEY = secrets.token_bytes(32)  # whoever is on the way while the server starts anew begins again
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Way:
    """One trip to the provider. browser: the cookie it is bound to; mark: what makes it different from others."""

    browser: str
    mark: str
    next_address: str

    def derive(self, purpose: str) -> str:
        """A secret of this trip: 64 letters that nobody can tell who has not this server's key."""
        return hmac.new(_KEY, f"{purpose}:{self.browser}:{self.mark}".encode(), hashlib.sha256).hexdigest()

    def seal(self) -> str:
        """What the provider sends back unchanged."""
        return _sealer(self.browser).dumps([self.mark, self.next_address])


async def set_out(request: Request) -> Response:
    """To the provider."""
    if not is_on():
        return await plain_pages.answer_not_found()
    next_address = clean_next_address(request.query_params.get("lanjut"))
    browser = request.cookies.get(WAY_COOKIE) or secrets.token_urlsafe(32)
    way = Way(browser, secrets.token_urlsafe(16), next_address if len(next_address) <= _LONGEST_NEXT else HOME)
    try:
        from dasbor.server.provider import client  # Authlib is loaded only where somebody signs in through it

        secret = way.derive("nonce"), way.derive("pkce")
        address = await client.make_address(_need_provider(), _find_address(BACK_PATH), way.seal(), *secret)
    except Refused as error:
        return await _refuse(request, error)
    answer = RedirectResponse(address, status_code=303, headers=_NO_STORE)
    login.set_cookie(request, answer, WAY_COOKIE, browser, _LONGEST_WAY, path=PATH, secure=_is_secure())
    return answer


async def come_back(request: Request) -> Response:
    """From the provider: its proof is exchanged for a session of ours."""
    if not is_on():
        return await plain_pages.answer_not_found()
    try:
        way = _open(request)
        provider = _need_provider()
        name = await _prove(request, provider, way)
    except Refused as error:
        return await _refuse(request, error)
    token = await run_in_threadpool(users.start_session, name, provider.session_length)
    answer = RedirectResponse(in_base(way.next_address), status_code=303, headers=_NO_STORE)
    max_age = int(provider.session_length.total_seconds())
    login.set_cookie(request, answer, COOKIE, token, max_age, path=in_base("/"), secure=_is_secure())
    answer.delete_cookie(WAY_COOKIE, path=PATH)
    return answer


async def leave(request: Request) -> Response:
    """Out of the provider's own session, for whoever has just left ours."""
    if not is_on():
        return await plain_pages.answer_not_found()
    try:
        from dasbor.server.provider import client

        address = await client.make_way_out(_need_provider(), _find_address(in_base("/")))
    except Refused as error:
        return await _refuse(request, error)
    return RedirectResponse(address or in_base("/"), status_code=303, headers=_NO_STORE)


PROVIDER_ROUTES = [
    Route(PATH, set_out, methods=["GET"]),
    Route(BACK_PATH, come_back, methods=["GET"]),
    Route(in_base("/masuk/kota/keluar"), leave, methods=["GET"]),
]
_NO_STORE = {"Cache-Control": "no-store"}


async def _prove(request: Request, provider: Provider, way: Way) -> str:
    """The account of whom the provider has proved. Raises Refused."""
    from dasbor.server.provider import client

    code = request.query_params.get("code", "")
    if request.query_params.get("error") or not code:
        raise Refused("batal", f"{request.query_params.get('error', 'tanpa kode'):.60}")
    identity = await client.find_identity(
        provider, code, _find_address(BACK_PATH), way.derive("nonce"), way.derive("pkce")
    )
    admission = await run_in_threadpool(identities.admit, identity, provider, login.find_client_address(request))
    if admission.name is None:
        raise Refused(admission.refusal)
    return admission.name


def _open(request: Request) -> Way:
    """The trip that this browser set out on. Raises Refused: another browser's, forged, or ten minutes old."""
    browser = request.cookies.get(WAY_COOKIE, "")
    try:
        mark, next_address = _sealer(browser).loads(request.query_params.get("state", ""), max_age=_LONGEST_WAY)
    except BadData as error:
        raise Refused("kedaluwarsa", type(error).__name__) from error
    return Way(browser, mark, next_address)


def _sealer(browser: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(_KEY, salt=f"masuk-kota:{browser}")


def _need_provider() -> Provider:
    try:
        provider = read_provider()
    except ValueError as error:
        raise Refused("setelan", str(error)) from error
    if provider is None:
        raise Refused("setelan")
    return provider


def _find_address(path: str) -> str:
    """An address of ours as the provider knows it: never what a request says of its host. Raises Refused."""
    origin = find_public_origin()
    if origin is None:
        raise Refused("setelan", "[peladen] asal belum diisi")
    return origin.address + path


def _is_secure() -> bool:
    origin = find_public_origin()
    return origin is not None and origin.scheme == "https"


async def _refuse(request: Request, refused: Refused) -> Response:
    """A sentence, a line in the server's log, and, unless the account was refused, an entry in the audit."""
    _log.warning("masuk dengan akun kota: %s %.200s", refused.cause, refused.detail)
    if refused.cause not in REFUSALS:  # those are noted with the account's name
        await run_in_threadpool(_note, refused.cause, login.find_client_address(request))
    sentence, status = SENTENCES[refused.cause]
    content = markup.render_template("city_refused.html", sentence=sentence, another=refused.cause in REFUSALS)
    return await plain_pages.answer("Belum dapat masuk", content, status)


def _note(cause: str, address: str) -> None:
    with open_db() as db:
        notes.note_refusal(db, "gagal_akun_kota", NOBODY, address, sebab=cause)
