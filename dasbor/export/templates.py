"""The HTML of files, from templates in which every value is escaped. They bring their style and font with them."""

from __future__ import annotations

import base64
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dasbor.chart import theme
from dasbor.chart.still.ink.frame import STEPS
from etl import palette

_ROOM = Path(__file__).parent
_FONT = _ROOM / "assets" / "SourceSans3-latin.woff2"
_BLANKS = re.compile(r"\s*\n\s*")
# What a file may load when a server shows it: nothing but what it holds.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src 'self' data:; base-uri 'none'"


@cache
def _environment() -> Environment:
    folders = [_ROOM, *sorted(p for p in _ROOM.iterdir() if p.is_dir())]
    return Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def render(template: str, **values: object) -> Markup:
    """The template filled in: text among the values is escaped, Markup is not."""
    return Markup(_environment().get_template(template).render(**values))  # autoescape made it safe


def trust(text: str) -> Markup:
    """What was escaped where it was made: a drawing of dasbor/chart/still, data written for a script element."""
    return Markup(text)


def write_json(data: Any) -> Markup:
    """Data for a <script type="application/json">: nothing in it can end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return trust(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


@cache
def make_style(*sheets: str) -> Markup:
    """Style sheets of this room with the colours of the house and the font inside."""
    colours = "".join(f"--{name}:{value};" for name, value in palette.make_css_variables().items())
    font = base64.b64encode(_FONT.read_bytes()).decode()
    # the name by which charts ask for it
    face = (
        '@font-face{font-family:"Source Sans";font-weight:300 700;'
        f"src:url(data:font/woff2;base64,{font}) format('woff2')}}"
    )
    texts = [_BLANKS.sub("", re.sub(r"/\*.*?\*/", "", _read(s), flags=re.DOTALL)) for s in sheets]
    return Markup(f"<style>{face}:root{{{colours}--font:{theme.FONT}}}{''.join(texts)}</style>")


@cache
def make_still_rules() -> str:
    """The style of drawings for a page of any width: what those of a narrow place leave out, and what stands there
    instead."""
    steps = (
        f"@container (max-width:{step}px){{.lebar{step}{{display:none}}.sempit{step}{{display:inline}}}}"
        for step in STEPS
    )
    return (
        f".diam{{container-type:inline-size;font-size:{theme.SIZES['catatan']}px}}.diam text{{pointer-events:none}}"
        f".diam svg svg{{overflow:visible}}[class^=sempit]{{display:none}}{''.join(steps)}"
        ".kunci{display:flex;flex-wrap:wrap;gap:0 1em;margin:.3em 0}.kunci span{white-space:nowrap}"
        ".kunci svg{display:inline-block!important;vertical-align:-1px}"
    )


def _read(sheet: str) -> str:
    return next(_ROOM.rglob(sheet)).read_text(encoding="utf-8")
