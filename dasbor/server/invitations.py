"""Route /undangan: a person with a one-time link sets the own password. Looking at the page uses nothing up.

The link carries its token behind a #, which no browser sends; the page posts it, so that it stands in no access log.
"""

from __future__ import annotations

from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dasbor.addresses import in_base
from dasbor.server import login, plain_pages
from dasbor.server.turns import Full
from dasbor.ui import markup
from etl.accounts import manage, passwords

PATH = in_base("/undangan")
_GONE = "Tautan ini sudah dipakai atau sudah lewat 72 jam. Mintalah tautan baru kepada admin dasbor."
_DIFFERENT = "Kedua kata sandi tidak sama. Ketik sekali lagi."


async def show_form(request: Request) -> Response:
    """What reads the token behind the #. Links of a release before November 2026 carry it in the query."""
    if token := request.query_params.get("token", ""):
        return await _make_form(request, token)
    return await _ask_code(request)


async def set_password(request: Request) -> Response:
    """The password that was typed twice; then the way to the login."""
    if login.is_too_large(request):
        return await _make_form(request, "", status=413)
    entries = await login.read_form(request)
    token, password = str(entries.get("token", "")), str(entries.get("sandi", ""))
    if not login.has_same_token(request, str(entries.get("formulir", "")), login.INVITED_COOKIE):
        return await _make_form(request, token, login.EXPIRED_TEXT, 403)
    if "sandi" not in entries:
        return await _make_form(request, token)
    if password != str(entries.get("ulang", "")):
        return await _make_form(request, token, _DIFFERENT, 400)
    return await _accept(request, token, password)


async def _accept(request: Request, token: str, password: str) -> Response:
    address = login.find_client_address(request)
    try:
        name = await login.TURNS.run(f"undangan:{address}", partial(manage.accept, token, password, address))
    except ValueError as error:
        return await _make_form(request, token, str(error), 400)
    except Full:
        return await _make_form(request, token, login.BUSY_TEXT, 503)
    if name is None:
        return await _say_gone()
    return await plain_pages.answer("Kata sandi tersimpan", markup.render_template("invited.html", name=name))


INVITATION_ROUTES = [
    Route(PATH, show_form, methods=["GET"]),
    Route(PATH, set_password, methods=["POST"]),
]


async def _ask_code(request: Request) -> Response:
    """The page whose script posts the code; without scripts it is pasted."""
    form = login.make_form_token(request, login.INVITED_COOKIE)
    content = markup.render_template("invitation_code.html", form=form)
    answer = await plain_pages.answer("Buka tautan", content, script=markup.render_template("invitation.js"))
    login.set_cookie(request, answer, login.INVITED_COOKIE, form, 3600, path=PATH)
    return answer


async def _make_form(request: Request, token: str, message: str = "", status: int = 200) -> Response:
    name = await run_in_threadpool(manage.find_invited, token) if token else None
    if name is None:
        return await _say_gone()
    form = login.make_form_token(request, login.INVITED_COOKIE)
    content = markup.render_template(
        "invitation_form.html", name=name, token=token, form=form, message=message, least=passwords.MIN_LENGTH
    )
    answer = await plain_pages.answer("Buat kata sandi", content, status)
    login.set_cookie(request, answer, login.INVITED_COOKIE, form, 3600, path=PATH)
    return answer


async def _say_gone() -> Response:
    return await plain_pages.answer_sentence("Tautan tidak berlaku", _GONE, 404)
