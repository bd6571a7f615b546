"""A recorded page as as few pieces as possible: neighbouring HTML in one container is one piece, and a container that
holds nothing else is HTML itself."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from types import MappingProxyType

from markupsafe import Markup

from dasbor.ui import markup
from dasbor.ui.kept.blocks import Block, Html, Live, Part

_GRIDS = ("kisi_", "saring_", "bab_")  # containers whose children are laid out one by one; see layout.css
_VERTICAL = ("container", "column", "tab", "folded")
_LIVE_SIZE = 2_000  # bytes that what is drawn anew takes, about


def join(block: Block) -> Block:
    """The same block with its pieces joined; nobody can change it any more."""
    parts = [_join_part(part) for part in block.parts if not _is_nothing(part)]
    if block.kind in _VERTICAL and not _is_row(block) and not _is_grid(block):
        parts = list(_join_neighbours(parts, _find_gap(block)))
    return Block(block.kind, MappingProxyType(dict(block.options)), tuple(parts))


def weigh(block: Block) -> int:
    """Bytes that a joined page takes, about."""
    return sum(weigh(part) if isinstance(part, Block) else _weigh_piece(part) for part in block.parts) + 500


def _weigh_piece(part: Html | Live) -> int:
    return _LIVE_SIZE if isinstance(part, Live) else sys.getsizeof(part.text)


def _join_part(part: Part) -> Part:
    if not isinstance(part, Block):
        return part
    joined = join(part)
    if joined.kind == "columns":
        return _lay_columns(joined)
    if joined.kind not in ("container", "folded") or not all(isinstance(one, Html) for one in joined.parts):
        return joined
    return Html(_fold(joined) if joined.kind == "folded" else _wrap(joined))


def _is_nothing(part: Part) -> bool:
    return isinstance(part, Html) and part.text.strip() in ("", "<!-- -->")


def _is_style(part: Part) -> bool:
    """Style sheets take no room, and stand apart."""
    return isinstance(part, Html) and part.text.startswith("<style>") and part.text.count("<style") == 1


def _is_row(block: Block) -> bool:
    return bool(block.options.get("horizontal"))


def _is_grid(block: Block) -> bool:
    return str(block.options.get("key") or "").startswith(_GRIDS)


def _find_gap(block: Block) -> str:
    return str(block.options.get("gap", "small"))


def _join_neighbours(parts: Iterable[Part], gap: str) -> Iterable[Part]:
    """Styles go before the piece that they would cut in two."""
    run: list[Html] = []
    for part in parts:
        if isinstance(part, Html) and not _is_style(part):
            run.append(part)
            continue
        if not _is_style(part):
            yield from _join_run(run, gap)
            run = []
        yield part
    yield from _join_run(run, gap)


def _join_run(run: list[Html], gap: str) -> Iterable[Html]:
    if len(run) < 2:
        return run
    return [Html(markup.render_template("stacked.html", classes=f"susun {gap}", parts=[one.text for one in run]))]


def _wrap(block: Block) -> Markup:
    """A container as HTML, under the class that style sheets know it by."""
    texts = [one.text for one in block.parts if isinstance(one, Html)]
    key = block.options.get("key")
    if not key and len(texts) == 1 and not _is_row(block):
        return texts[0]
    classes = ["sebaris" if _is_row(block) else "susun", _find_gap(block), f"st-key-{key}" if key else ""]
    return markup.render_template("stacked.html", classes=" ".join(filter(None, classes)), parts=texts)


def _lay_columns(block: Block) -> Part:
    """Columns as HTML where nothing else stands in them."""
    columns = [one.parts for one in block.parts if isinstance(one, Block)]
    if not all(isinstance(part, Html) and not _is_style(part) for parts in columns for part in parts):
        return block
    spec = block.options["spec"]
    shares = [1.0] * spec if isinstance(spec, int) else spec
    texts = [Markup("").join(part.text for part in parts if isinstance(part, Html)) for parts in columns]
    return Html(markup.render_template("beside.html", gap=_find_gap(block), shares=shares, columns=texts))


def _fold(block: Block) -> Markup:
    texts = [one.text for one in block.parts if isinstance(one, Html)]
    return markup.render_template("folded.html", title=block.options["title"], key=block.options["name"], parts=texts)
