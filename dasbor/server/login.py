"""Routes /masuk and /keluar: plain forms rendered by the server, with a session cookie."""

from __future__ import annotations

import secrets
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from dasbor.server import plain_pages
from dasbor.server.turns import Full, Turns
from dasbor.ui import markup
from dasbor.ui.access import KUKI, alamat_lanjut, token_keluar
from etl.accounts import attempts, users
from etl.acuan import load_acuan

KUKI_FORMULIR = "koperasi_formulir"
KUKI_PERANGKAT = "koperasi_perangkat"
_UKURAN_FORMULIR = 8_000  # bytes; a login form is far smaller

_KOSONG = "Isi nama dan kata sandi."
_SALAH = "Nama atau kata sandi tidak cocok. Periksa huruf besar dan tanda hubungnya."
_KEDALUWARSA = "Formulir ini sudah kedaluwarsa. Silakan isi sekali lagi."
_RAMAI = "Sedang banyak yang masuk bersamaan. Tunggu beberapa detik, lalu coba lagi."
# Passwords are looked at two at a time; an office behind one address may well send twenty people at nine o'clock.
_turns = Turns(users.SANDI_SEKALIGUS, per_caller=20, waiting=30)


async def show_form(request: Request) -> Response:
    lanjut = alamat_lanjut(request.query_params.get("lanjut"))
    if await run_in_threadpool(users.session_user, request.cookies.get(KUKI)):
        return RedirectResponse(lanjut, status_code=303)
    return _form(request, lanjut)


async def log_in(request: Request) -> Response:
    if _too_large(request):
        return _form(request, "/", _KEDALUWARSA, 413)
    isian = await request.form(max_files=0, max_fields=10)
    lanjut = alamat_lanjut(str(isian.get("lanjut", "")))
    if not _same_token(request, str(isian.get("formulir", ""))):
        return _form(request, lanjut, _KEDALUWARSA, 403)
    nama, sandi = str(isian.get("nama", "")), str(isian.get("sandi", ""))
    if not nama.strip() or not sandi:
        return _form(request, lanjut, _KOSONG, 400)
    return await _try(request, lanjut, nama, sandi)


async def _try(request: Request, lanjut: str, nama: str, sandi: str) -> Response:
    """Look at a password when it is its turn; an attempt that must wait costs no hash."""
    alamat, perangkat = client_address(request), request.cookies.get(KUKI_PERANGKAT)
    if tunggu := await run_in_threadpool(users.must_wait, nama, alamat, perangkat):
        return _wait_form(request, lanjut, tunggu, nama)
    dikenal = await run_in_threadpool(users.knows_device, nama, perangkat)
    try:
        antre = f"perangkat:{perangkat}" if dikenal else attempts.network(alamat)
        hasil = await _turns.run(antre, partial(users.log_in, nama, sandi, alamat, perangkat), first=dikenal)
    except Full:
        jawaban = _form(request, lanjut, _RAMAI, 503, nama)
        jawaban.headers["Retry-After"] = "5"
        return jawaban
    if hasil.terkunci:
        return _wait_form(request, lanjut, hasil.tunggu, nama)
    if hasil.nama is None:
        return _form(request, lanjut, _SALAH, 401, nama)
    return await _logged_in(request, lanjut, hasil.nama, dikenal)


async def _logged_in(request: Request, lanjut: str, nama: str, dikenal: bool) -> Response:
    """On to the page, with a cookie for the session and one by which this device is known from now on."""
    token = await run_in_threadpool(users.new_session, nama)
    jawaban = RedirectResponse(lanjut, status_code=303)
    _set_cookie(request, jawaban, KUKI, token, int(users.LAMA_SESI.total_seconds()))
    if not dikenal:
        perangkat = await run_in_threadpool(users.new_device, nama)
        umur = int(users.LAMA_PERANGKAT.total_seconds())
        _set_cookie(request, jawaban, KUKI_PERANGKAT, perangkat, umur, path="/masuk")
    jawaban.delete_cookie(KUKI_FORMULIR, path="/masuk")
    return jawaban


async def ask_log_out(request: Request) -> Response:
    """For an old bookmark: a link alone logs nobody out, else any page could."""
    token = request.cookies.get(KUKI, "")
    isi = markup.render("logout_form.html", token=token_keluar(token))
    return HTMLResponse(plain_pages.lembar("Keluar", isi), headers=plain_pages.TAJUK)


async def log_out(request: Request) -> Response:
    """Ends the session whose own page asks for it."""
    if _too_large(request):
        return await ask_log_out(request)
    isian = await request.form(max_files=0, max_fields=10)
    token = request.cookies.get(KUKI, "")
    if not secrets.compare_digest(str(isian.get("formulir", "")).encode(), token_keluar(token).encode()):
        return await ask_log_out(request)
    await run_in_threadpool(users.end_session, token)
    jawaban = RedirectResponse("/", status_code=303)
    jawaban.delete_cookie(KUKI, path="/")
    return jawaban


def client_address(request: Request) -> str:
    """Who asks: the peer, or what a trusted proxy says in X-Forwarded-For (uvicorn puts it here, see peladen.py)."""
    return request.client.host if request.client else ""


RUTE = [
    Route("/masuk", show_form, methods=["GET"]),
    Route("/masuk", log_in, methods=["POST"]),
    Route("/keluar", ask_log_out, methods=["GET"]),
    Route("/keluar", log_out, methods=["POST"]),
]


def _form(request: Request, lanjut: str, pesan: str = "", status: int = 200, nama: str = "") -> Response:
    # The same token for every tab, so that a second open form does not spoil the first.
    token = request.cookies.get(KUKI_FORMULIR) or secrets.token_urlsafe(32)
    jawaban = HTMLResponse(_form_html(token, lanjut, pesan, nama), status_code=status, headers=plain_pages.TAJUK)
    _set_cookie(request, jawaban, KUKI_FORMULIR, token, 3600, path="/masuk")
    return jawaban


def _wait_form(request: Request, lanjut: str, tunggu: int, nama: str) -> Response:
    """Too many failures: when the next attempt is looked at."""
    lama = f"{tunggu} detik" if tunggu < 90 else f"{-(-tunggu // 60)} menit"
    jawaban = _form(request, lanjut, f"Terlalu banyak percobaan yang gagal. Coba lagi {lama} lagi.", 429, nama)
    jawaban.headers["Retry-After"] = str(tunggu)
    return jawaban


def _form_html(token: str, lanjut: str, pesan: str, nama: str) -> str:
    isi = markup.render(
        "login_form.html", office=load_acuan().pengaturan["wilayah"]["dinas"], message=pesan, token=token, next=lanjut,
        name=nama[: users.PANJANG_NAMA],
    )  # fmt: skip
    return plain_pages.lembar("Masuk petugas", isi)


def _same_token(request: Request, isian: str) -> bool:
    """Double submit: only a page of this site can read the cookie into the form."""
    kuki = request.cookies.get(KUKI_FORMULIR, "")
    return bool(kuki) and secrets.compare_digest(kuki.encode(), isian.encode())


def _too_large(request: Request) -> bool:
    panjang = request.headers.get("content-length", "")
    return not panjang.isdigit() or int(panjang) > _UKURAN_FORMULIR


def _set_cookie(request: Request, jawaban: Response, nama: str, isi: str, umur: int, path: str = "/") -> None:
    """Secure only behind HTTPS: on a plain city LAN the browser would refuse the cookie."""
    aman = request.headers.get("x-forwarded-proto", request.url.scheme) == "https"
    jawaban.set_cookie(nama, isi, max_age=umur, path=path, httponly=True, samesite="lax", secure=aman)
