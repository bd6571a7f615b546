"""Routes /masuk and /keluar: a plain form rendered by the server, with a session cookie."""

from __future__ import annotations

import html
import secrets

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from dasbor.server import plain_pages
from dasbor.ui.access import COOKIE, clean_next_address
from etl.accounts import users
from etl.acuan import load_reference

FORM_COOKIE = "koperasi_formulir"
_MAX_FORM = 8_000  # bytes; a login form is far smaller

_BLANK_TEXT = "Isi nama dan kata sandi."
_WRONG_TEXT = "Nama atau kata sandi tidak cocok. Periksa huruf besar dan tanda hubungnya."
_EXPIRED_TEXT = "Formulir ini sudah kedaluwarsa. Silakan isi sekali lagi."


async def show_form(request: Request) -> Response:
    lanjut = clean_next_address(request.query_params.get("lanjut"))
    if await run_in_threadpool(users.find_session_user, request.cookies.get(COOKIE)):
        return RedirectResponse(lanjut, status_code=303)
    return _make_form(request, lanjut)


async def log_in(request: Request) -> Response:
    if _is_too_large(request):
        return _make_form(request, "/", _EXPIRED_TEXT, 413)
    isian = await request.form(max_files=0, max_fields=10)
    lanjut = clean_next_address(str(isian.get("lanjut", "")))
    if not _has_same_token(request, str(isian.get("formulir", ""))):
        return _make_form(request, lanjut, _EXPIRED_TEXT, 403)
    nama, sandi = str(isian.get("nama", "")), str(isian.get("sandi", ""))
    if not nama.strip() or not sandi:
        return _make_form(request, lanjut, _BLANK_TEXT, 400)
    hasil = await run_in_threadpool(users.log_in, nama, sandi)
    if hasil.is_locked:
        menit = users.LOCK_LENGTH.seconds // 60
        return _make_form(request, lanjut, f"Terlalu banyak percobaan. Coba lagi {menit} menit lagi.", 429)
    if hasil.nama is None:
        return _make_form(request, lanjut, _WRONG_TEXT, 401, nama)
    token = await run_in_threadpool(users.start_session, hasil.nama)
    jawaban = RedirectResponse(lanjut, status_code=303)
    _set_cookie(request, jawaban, COOKIE, token, int(users.SESSION_LENGTH.total_seconds()))
    jawaban.delete_cookie(FORM_COOKIE, path="/masuk")
    return jawaban


async def log_out(request: Request) -> Response:
    await run_in_threadpool(users.end_session, request.cookies.get(COOKIE))
    jawaban = RedirectResponse("/", status_code=303)
    jawaban.delete_cookie(COOKIE, path="/")
    return jawaban


LOGIN_ROUTES = [
    Route("/masuk", show_form, methods=["GET"]),
    Route("/masuk", log_in, methods=["POST"]),
    Route("/keluar", log_out, methods=["GET"]),
]


def _make_form(request: Request, lanjut: str, pesan: str = "", status: int = 200, nama: str = "") -> Response:
    # The same token for every tab, so that a second open form does not spoil the first.
    token = request.cookies.get(FORM_COOKIE) or secrets.token_urlsafe(32)
    jawaban = HTMLResponse(_make_form_html(token, lanjut, pesan, nama), status_code=status, headers=plain_pages.HEADERS)
    _set_cookie(request, jawaban, FORM_COOKIE, token, 3600, path="/masuk")
    return jawaban


def _make_form_html(token: str, lanjut: str, pesan: str, nama: str) -> str:
    peringatan = f'<p class="pesan" role="alert">{html.escape(pesan)}</p>' if pesan else ""
    isi = f"""
<h1>Masuk petugas</h1>
<p class="redup">{html.escape(load_reference().settings["wilayah"]["dinas"])}</p>
{peringatan}
<form method="post" action="/masuk">
  <input type="hidden" name="formulir" value="{html.escape(token)}">
  <input type="hidden" name="lanjut" value="{html.escape(lanjut)}">
  <label for="nama">Nama pengguna</label>
  <input id="nama" name="nama" autocomplete="username" autocapitalize="none" spellcheck="false" required
         value="{html.escape(nama[: users.MAX_NAME_LENGTH])}">
  <label for="sandi">Kata sandi</label>
  <input id="sandi" name="sandi" type="password" autocomplete="current-password" required>
  <button type="submit">Masuk</button>
</form>
<p class="redup">Lupa kata sandi? Mintalah kata sandi baru kepada pengelola sistem.</p>
<p><a href="/">Kembali ke dasbor</a></p>"""
    return plain_pages.make_page("Masuk petugas", isi)


def _has_same_token(request: Request, isian: str) -> bool:
    """Double submit: only a page of this site can read the cookie into the form."""
    kuki = request.cookies.get(FORM_COOKIE, "")
    return bool(kuki) and secrets.compare_digest(kuki.encode(), isian.encode())


def _is_too_large(request: Request) -> bool:
    panjang = request.headers.get("content-length", "")
    return not panjang.isdigit() or int(panjang) > _MAX_FORM


def _set_cookie(request: Request, jawaban: Response, nama: str, isi: str, umur: int, path: str = "/") -> None:
    """Secure only behind HTTPS: on a plain city LAN the browser would refuse the cookie."""
    aman = request.headers.get("x-forwarded-proto", request.url.scheme) == "https"
    jawaban.set_cookie(nama, isi, max_age=umur, path=path, httponly=True, samesite="lax", secure=aman)
