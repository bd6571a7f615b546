"""The HTML of the pages, from templates in which every value is escaped. screen.py puts them on the page."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import cast

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from markupsafe import Markup

from dasbor import keep

FOLDERS = [Path(__file__).with_name("templates"), Path(__file__).with_name("styles")]


class _SourceLines(Extension):
    """Line breaks and indents of a template are for its readers, no blanks on the screen; so are comments in CSS."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        if (name or "").endswith(".css"):
            source = re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL))
            return re.sub(r"\s*([{}])\s*|([:;,])\s+", r"\1\2", source)
        # a script keeps its lines: a comment of one line would swallow the next
        return source if (name or "").endswith(".js") else re.sub(r"\s*\n\s*", "", source)


ENVIRONMENT = Environment(
    loader=FileSystemLoader(FOLDERS),
    autoescape=True,
    undefined=StrictUndefined,
    extensions=[_SourceLines],
    auto_reload=False,
)


def render_template(template: str, **values: object) -> Markup:
    """The template filled in: text among the values is escaped, Markup (what another template made) is not."""
    return ENVIRONMENT.get_template(template).make_module(values).__html__()


@keep.pure(most=20)
def read_macro(template: str, name: str) -> Callable[..., Markup]:
    """A macro of a template: for small pieces that a table has by the thousand."""
    return cast("Callable[..., Markup]", getattr(ENVIRONMENT.get_template(template).module, name))
