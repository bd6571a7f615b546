"""The page that lists all areas of government: what each has published and when, and the way to its pages."""

from __future__ import annotations

import datetime as dt
import threading
import time
from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup
from starlette.responses import FileResponse, HTMLResponse, Response

from dasbor.front.house import House
from dasbor.front.residents import find_prefix
from dasbor.ui import markup
from etl import periode as quarters
from etl.tenants.declared import Tenant
from etl.tenants.news import News, NewsReader, count_late, find_name

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; form-action 'none'; "
    "frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_KEPT = 2.0  # seconds
_ICON = Path(markup.__file__).with_name("ikon.svg")
_NOT_OPEN = {
    "tutup": ("Dasbor ini sedang ditutup", "Pengelola menutupnya untuk sementara. Silakan buka lagi nanti.", 503),
    "rusak": (
        "Dasbor ini belum dapat dibuka",
        "Muat ulang beberapa menit lagi; bila tetap begini, mohon hubungi pengelola sistem: sebabnya tercatat di log "
        "peladen. Dasbor pemda lain tidak terganggu.",
        503,
    ),
    "lambat": (
        "Dasbor ini belum menjawab",
        "Tidak ada jawaban dalam 10 detik. Bila macet, ia dimulai lagi dengan sendirinya; coba lagi sebentar lagi. "
        "Dasbor pemda lain tidak terganggu.",
        503,
    ),
    "penuh": ("Sedang banyak yang dibuka", "Peladen ini sedang penuh. Muat ulang beberapa menit lagi.", 503),
}


class Line(NamedTuple):
    """One area of government on the page."""

    name: str
    address: str
    quarter: str
    published: str
    state: str
    is_marked: bool


class Board:
    """The page, drawn at most every two seconds."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._news = NewsReader()
        self._lock = threading.Lock()
        self._drawn: tuple[float, str] | None = None

    def draw(self) -> str:
        with self._lock:
            if self._drawn is None or time.monotonic() - self._drawn[0] > _KEPT:
                self._drawn = time.monotonic(), self._draw()
            return self._drawn[1]

    def _draw(self) -> str:
        roll = self._house.book.read()
        today = dt.date.today()
        lines = [self._make_line(self._news.read(t), today, roll.late_days) for t in roll.tenants]
        body = markup.render_template("tenants.html", title=roll.title, lines=lines)
        return _wrap(roll.title, body)

    def _make_line(self, news: News, today: dt.date, days: int) -> Line:
        state, is_marked = say_state(news, today, days)
        return Line(
            news.name,
            f"{find_prefix()}/{news.tenant.address}/",
            quarters.say_quarter(news.quarter) if news.quarter else "–",
            quarters.say_date(news.published.date()) if news.published else "–",
            state,
            is_marked,
        )

    def list_states(self) -> dict[str, str]:
        """{address: its state}: for a monitor."""
        return {t.address: self._house.say_state(t) for t in self._house.book.read().tenants}


def say_state(news: News, today: dt.date, days: int) -> tuple[str, bool]:
    """How one stands, and whether somebody has to do something about it."""
    if news.tenant.is_closed:
        return "Ditutup sementara", True
    if news.is_damaged:
        return "Data perlu diperbaiki", True
    if news.published is None:
        return "Belum menerbitkan", True
    if news.is_sample:
        return "DATA CONTOH", True
    if not news.quarter:
        return "Belum ada register atau rekap", True
    late = count_late(news, today, days)
    return (f"Terlambat {late} triwulan", True) if late else ("Sesuai jadwal", False)


def say_not_open(tenant: Tenant, cause: str, again: str) -> Response:
    """`again`: the address that may be asked for once more, "" = none."""
    title, sentence, status = _NOT_OPEN[cause]
    answer = say(title, f"{find_name(tenant)}: {sentence[0].lower()}{sentence[1:]}", status, again)
    answer.headers["Retry-After"] = "10" if cause == "lambat" else "30"
    return answer


def say(title: str, sentence: str, status: int, again: str = "") -> HTMLResponse:
    """A page that says one thing and leads to the list."""
    home = f"{find_prefix()}/"
    body = markup.render_template("tenant_sentence.html", title=title, sentence=sentence, home=home, again=again)
    return HTMLResponse(_wrap(title, body), status, HEADERS)


def send_icon() -> Response:
    return FileResponse(_ICON, media_type="image/svg+xml", headers={"Cache-Control": "public, max-age=86400"})


def _wrap(title: str, body: Markup) -> str:
    style = markup.make_style("sheet.css", "tenants.css", root=True)
    return str(markup.render_template("sheet.html", title=title, style=style, body=body, footer=""))
