"""Routes /masuk and /keluar: plain forms rendered by the server, with a session cookie."""

from __future__ import annotations

import secrets
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dasbor.addresses import in_base
from dasbor.server import plain_pages
from dasbor.server.turns import Full, Turns
from dasbor.ui import markup
from dasbor.ui.access import COOKIE, clean_next_address, make_logout_token
from etl.accounts import attempts, identities, lost, passwords, provider, users
from etl.accounts.serving import parse_origin
from etl.acuan import load_reference
from etl.store.faults import StoreDamaged

FORM_COOKIE = "koperasi_formulir"
DEVICE_COOKIE = "koperasi_perangkat"
INVITED_COOKIE = "koperasi_undangan"
_MAX_FORM = 8_000  # bytes; a login form is far smaller

_BLANK_TEXT = "Isi nama dan kata sandi."
_WRONG_TEXT = "Nama atau kata sandi tidak cocok. Periksa huruf besar dan tanda hubungnya."
_CLOSED_TEXT = "Akun ini dikunci. Hubungi admin dasbor untuk membukanya."
EXPIRED_TEXT = "Formulir ini sudah kedaluwarsa. Silakan isi sekali lagi."
BUSY_TEXT = "Sedang banyak yang masuk bersamaan. Tunggu beberapa detik, lalu coba lagi."
# Passwords are looked at two at a time; an office behind one address may well send twenty people at nine o'clock.
TURNS = Turns(passwords.AT_ONCE, per_caller=20, waiting=30)


async def show_form(request: Request) -> Response:
    next_address = clean_next_address(request.query_params.get("lanjut"))
    if await run_in_threadpool(users.find_session_user, request.cookies.get(COOKIE)):
        return RedirectResponse(in_base(next_address), status_code=303)
    if await run_in_threadpool(_find_loss):
        return await _say_lost()
    return await _make_form(request, next_address)


async def log_in(request: Request) -> Response:
    if is_too_large(request):
        return await _make_form(request, "/", EXPIRED_TEXT, 413)
    entries = await read_form(request)
    next_address = clean_next_address(str(entries.get("lanjut", "")))
    if not has_same_token(request, str(entries.get("formulir", ""))):
        return await _make_form(request, next_address, EXPIRED_TEXT, 403)
    name, password = str(entries.get("nama", "")), str(entries.get("sandi", ""))
    if await run_in_threadpool(_find_loss):
        return await _say_lost()
    if not name.strip() or not password:
        return await _make_form(request, next_address, _BLANK_TEXT, 400)
    return await _try(request, next_address, name, password)


def _find_loss() -> str:
    """Why nobody can sign in; "" also where the list of accounts cannot be read, which is said elsewhere."""
    try:
        return lost.find_loss()
    except StoreDamaged:
        return ""


async def _say_lost() -> Response:
    """Without accounts every password would be called wrong."""
    return await plain_pages.answer_sentence(lost.TITLE, lost.SENTENCE, 503)


async def _try(request: Request, next_address: str, name: str, password: str) -> Response:
    """Look at a password when it is its turn; an attempt that must wait costs no hash."""
    address, device = find_client_address(request), request.cookies.get(DEVICE_COOKIE)
    if wait := await run_in_threadpool(users.must_wait, name, address, device):
        return await _make_wait_form(request, next_address, wait, name)
    is_known = await run_in_threadpool(users.knows_device, name, device)
    try:
        line = f"perangkat:{device}" if is_known else attempts.network(address)
        result = await TURNS.run(line, partial(users.log_in, name, password, address, device), first=is_known)
    except Full:
        answer = await _make_form(request, next_address, BUSY_TEXT, 503, name)
        answer.headers["Retry-After"] = "5"
        return answer
    if result.is_locked:
        return await _make_wait_form(request, next_address, result.wait, name)
    if result.is_closed:
        return await _make_form(request, next_address, _CLOSED_TEXT, 403, name)
    if result.name is None:
        return await _make_form(request, next_address, _WRONG_TEXT, 401, name)
    return await _logged_in(request, next_address, result.name, is_known)


async def _logged_in(request: Request, next_address: str, name: str, is_known: bool) -> Response:
    """On to the page, with a cookie for the session and one by which this device is known from now on."""
    token = await run_in_threadpool(users.start_session, name)
    answer = RedirectResponse(in_base(next_address), status_code=303)
    max_age = int(users.SESSION_LENGTH.total_seconds())
    set_cookie(request, answer, COOKIE, token, max_age, path=in_base("/"))
    if not is_known:
        device = await run_in_threadpool(users.remember_device, name)
        max_age = int(users.DEVICE_LENGTH.total_seconds())
        set_cookie(request, answer, DEVICE_COOKIE, device, max_age, path=in_base("/masuk"))
    answer.delete_cookie(FORM_COOKIE, path=in_base("/masuk"))
    return answer


async def ask_log_out(request: Request) -> Response:
    """For an old bookmark: a link alone logs nobody out, else any page could."""
    token = request.cookies.get(COOKIE, "")
    content = markup.render_template("logout_form.html", token=make_logout_token(token))
    return await plain_pages.answer("Keluar", content)


async def log_out(request: Request) -> Response:
    """Ends the session whose own page asks for it."""
    if is_too_large(request):
        return await ask_log_out(request)
    entries = await read_form(request)
    token = request.cookies.get(COOKIE, "")
    if not secrets.compare_digest(str(entries.get("formulir", "")).encode(), make_logout_token(token).encode()):
        return await ask_log_out(request)
    name = await run_in_threadpool(users.find_session_user, token)
    await run_in_threadpool(users.end_session, token, find_client_address(request))
    if name and provider.is_on() and await run_in_threadpool(identities.is_from_provider, name):
        answer: Response = await plain_pages.answer("Keluar", markup.render_template("logged_out.html"))
    else:
        answer = RedirectResponse(in_base("/"), status_code=303)
    answer.delete_cookie(COOKIE, path=in_base("/"))
    return answer


def find_client_address(request: Request) -> str:
    """Who asks: the peer, or what a trusted proxy says in X-Forwarded-For (uvicorn puts it here, see middleware.py)."""
    return request.client.host if request.client else ""


LOGIN_ROUTES = [
    Route(in_base("/masuk"), show_form, methods=["GET"]),
    Route(in_base("/masuk"), log_in, methods=["POST"]),
    Route(in_base("/keluar"), ask_log_out, methods=["GET"]),
    Route(in_base("/keluar"), log_out, methods=["POST"]),
]


async def _make_form(
    request: Request, next_address: str, message: str = "", status: int = 200, name: str = ""
) -> Response:
    token = make_form_token(request, FORM_COOKIE)
    office = load_reference().settings["wilayah"]["dinas"]
    typed = name[: users.MAX_NAME_LENGTH]
    content = markup.render_template(
        "login_form.html",
        office=office,
        message=message,
        token=token,
        next=next_address,
        name=typed,
        city=provider.read_button(),
    )
    answer = await plain_pages.answer("Masuk petugas", content, status)
    set_cookie(request, answer, FORM_COOKIE, token, 3600, path=in_base("/masuk"))
    return answer


async def _make_wait_form(request: Request, next_address: str, wait: int, name: str) -> Response:
    """Too many failures: when the next attempt is looked at."""
    when = f"{wait} detik" if wait < 90 else f"{-(-wait // 60)} menit"
    answer = await _make_form(
        request, next_address, f"Terlalu banyak percobaan yang gagal. Coba lagi {when} lagi.", 429, name
    )
    answer.headers["Retry-After"] = str(wait)
    return answer


def make_form_token(request: Request, cookie: str) -> str:
    """The same token for every tab, so that a second open form does not spoil the first."""
    return request.cookies.get(cookie) or secrets.token_urlsafe(32)


def has_same_token(request: Request, token: str, cookie: str = FORM_COOKIE) -> bool:
    """Double submit: only a page of this site can read the cookie into the form."""
    expected = request.cookies.get(cookie, "")
    return bool(expected) and secrets.compare_digest(expected.encode(), token.encode())


async def read_form(request: Request) -> FormData:
    """What one of our forms sent; nothing of what comes in another shape than browsers send them."""
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    return await request.form() if kind == "application/x-www-form-urlencoded" else FormData()


def is_too_large(request: Request) -> bool:
    """More than any of these forms holds, or of unknown length."""
    length = request.headers.get("content-length", "")
    return not length.isdigit() or int(length) > _MAX_FORM


def set_cookie(
    request: Request, answer: Response, name: str, value: str, max_age: int, path: str, secure: bool = False
) -> None:
    """Secure only behind HTTPS: on a plain city LAN the browser would refuse the cookie. `secure`: known beforehand."""
    secure = secure or _is_https(request)
    answer.set_cookie(name, value, max_age=max_age, path=path, httponly=True, samesite="lax", secure=secure)


def _is_https(request: Request) -> bool:
    """What a trusted proxy says (uvicorn puts it here, see middleware.py), or the page itself that sends the form;
    X-Forwarded-Proto of anybody else is not believed."""
    origin = parse_origin(request.headers.get("origin", ""))
    return request.url.scheme == "https" or (origin is not None and origin.scheme == "https")
