"""What the server does around Streamlit: Indonesian page shell, who may what, compression."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import secrets

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from streamlit.runtime.pages_manager import PagesManager

from dasbor import keep
from dasbor.addresses import in_base, read_base
from dasbor.server import downloads, health, invitations, login, plain_pages, rights
from dasbor.server.faults import FaultPage
from dasbor.server.gate import Gate
from dasbor.server.outside import (
    asked,
    assets,
    briefs,
    citations,
    data,
    data_index,
    embedded,
    meeting,
    page_files,
    proofs,
    sending,
)
from dasbor.server.outside.encoding import Encoding
from dasbor.server.outside.sending import Kept
from dasbor.server.provider.routes import PROVIDER_ROUTES
from dasbor.server.rights import RightsGuard
from dasbor.ui import markup
from dasbor.ui.access import make_login_address
from dasbor.ui.menu import ADDRESSES, FORMER_ADDRESSES, PAGES, find_page
from etl.accounts import roles
from etl.accounts.serving import read_serving
from etl.acuan import load_reference


async def show_page(request: Request) -> Response:
    """The shell of a page in Indonesian; Streamlit's own says lang="en" and answers any address."""
    address = request.path_params.get("alamat", "")
    if address in assets.BESIDE:
        return await assets.send_beside(request, address)
    if address in FORMER_ADDRESSES:
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(in_base(f"/{FORMER_ADDRESSES[address]}") + query, status_code=301)
    if address not in ADDRESSES:
        return await plain_pages.answer_not_found()
    if address == PAGES[0].address:
        # Streamlit serves the first page at the root only.
        return RedirectResponse(in_base("/") + (f"?{request.url.query}" if request.url.query else ""))
    if not await _may_open(request, address):
        return RedirectResponse(make_login_address(address, request.url.query), status_code=303)
    rule = _make_policy() + _guard_sockets(request.headers.get("host", ""))
    return sending.send(request, _keep_shell(), is_private=False, Content_Security_Policy=rule)


async def _may_open(request: Request, address: str) -> bool:
    """Where pages are for those who are signed in, others are led to the login; a staff page says so itself."""
    h = find_page(address)
    return h.is_staff or roles.may(None, h.action) or roles.may(await rights.find_user(request), h.action)


async def lead_home(_request: Request) -> Response:
    """The base without its slash: files beside the page are named relative to it."""
    return RedirectResponse(in_base("/"))


@keep.pure(most=1)
def _make_policy() -> str:
    """What a page may load: this site only, of inline scripts those of the shell; Streamlit styles inline, and its
    protobuf counts in WebAssembly."""
    scripts = re.findall(r"<script>(.*?)</script>", _make_shell(), flags=re.S)
    hashes = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(x.encode()).digest()).decode()}'" for x in scripts)
    return (
        f"default-src 'none'; script-src 'self' 'wasm-unsafe-eval' {hashes}; "
        "style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data: blob:; "
        "manifest-src 'self'; worker-src 'self' blob:; form-action 'self'; "
        "frame-ancestors 'self'; base-uri 'none'; connect-src 'self'"
    )


def _guard_sockets(host: str) -> str:
    """Older Safari does not count a websocket of the same site as 'self'."""
    return f" ws://{host} wss://{host}" if re.fullmatch(r"[\w.-]+(:\d+)?", host, re.ASCII) else ""


@keep.pure(most=1)
def _keep_shell() -> Kept:
    return sending.keep_file(_make_shell().encode(), "text/html; charset=utf-8")


@keep.pure(most=1)
def _make_shell() -> str:
    """Streamlit's own shell with our words and scripts in it."""
    city = load_reference().city
    replacements = {
        # another start of the server has another mark: wait.js then loads the page anew
        'lang="en"': f'lang="id" data-mulai="{secrets.token_hex(8)}"',
        "<title>Streamlit</title>": markup.render_template("shell_title.html", city=city),
        "<noscript>.*?</noscript>": markup.render_template("shell_noscript.html", city=city),
        "</head>": markup.render_template("shell_head_end.html", choice_names=asked.NAMES),
        "./favicon.png": "./ikon.svg",
        '<link rel="service-desc"[^>]*>': "",  # names an address that the gate closes
    }
    shell = (assets.STATIC / "index.html").read_text(encoding="utf-8")
    for pattern, new in replacements.items():
        shell = str(new).join(re.split(pattern, shell, flags=re.S))
    return shell


# Streamlit looks at pages/ until the first session has called st.navigation, and would greet that session
# with "Page not found" on any page but the first.
PagesManager.uses_pages_directory = False

# uvicorn believes X-Forwarded-For of anybody on this machine unless it is told whom to believe.
os.environ["FORWARDED_ALLOW_IPS"] = ",".join(read_serving().proxies)

ROUTES = [
    *login.LOGIN_ROUTES,
    *invitations.INVITATION_ROUTES,
    *PROVIDER_ROUTES,
    *downloads.ROUTES,
    *health.ROUTES,
    *briefs.ROUTES,
    *page_files.ROUTES,
    *meeting.ROUTES,
    *citations.ROUTES,
    *data.ROUTES,
    *data_index.ROUTES,
    *embedded.ROUTES,
    *proofs.ROUTES,
    Route(in_base("/"), show_page),
    Route(in_base("/{alamat}"), show_page),
]
if read_base():
    ROUTES.append(Route(read_base(), lead_home))
# Streamlit compresses what it makes itself anew each time, its scripts not at all; what we keep is compressed once.
LAYERS = [
    Middleware(Gate, routes=ROUTES),
    Middleware(Encoding),
    Middleware(FaultPage),
    Middleware(RightsGuard),
    Middleware(assets.Assets),
]
