"""HTML is made by templates only: no text of a workbook reaches a page or a chart unescaped."""

from __future__ import annotations

import ast
import html
import random
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
from jinja2 import meta
from markupsafe import Markup, escape

from dasbor.chart import text as chart_text
from dasbor.chart import theme
from dasbor.chart.still.ink import tags
from dasbor.content import koperasi_strip
from dasbor.query.figures import Figure
from dasbor.ui import cards, heat_table, markup, page
from dasbor.ui.kept import blocks
from dasbor.ui.table import make_table
from etl.acuan import ROOT

HOSTILE = """<img src=x onerror="alert('1')">&"""
ESCAPED = "&lt;img src=x onerror=&#34;alert(&#39;1&#39;)&#34;&gt;&amp;"
TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<[a-zA-Z]+ [a-z-]+=|<!")
INCLUDED = {
    "signs.html",
    "shown.html",
    "table_cells.html",
    "drawings.js",
    "folds.js",
    "places.js",
    "words.js",
    "wait.js",
    "shell_print.css",
}  # by other templates, or piece by piece (read_macro)
SOURCES = (ROOT / "app.py", *(ROOT / "dasbor").rglob("*.py"), *(ROOT / "pages").rglob("*.py"))
# HTML that leaves the house as a file is put together in one place too: templates that escape, what was escaped where
# it was made, and the style sheets with the font.
FILES_DOOR = ROOT / "dasbor" / "export" / "templates.py"
FILES_WAYS = [*["Markup() of something that is no literal"] * 3, *["a tag in a string that is put together"] * 2]
# Thousands of SVG elements a page are put together as text, whose pieces one function declares to be escaped.
DRAWINGS_DOOR = ROOT / "dasbor" / "chart" / "still" / "ink" / "tags.py"
TEMPLATES = sorted((ROOT / "dasbor" / "ui" / "templates").iterdir())
STYLES = sorted((ROOT / "dasbor" / "ui" / "styles").iterdir())


# ── what the source may not do ───────────────────────────────────────────────────────


def violations(source: str) -> list[tuple[int, str]]:
    """(line, what) of every place where HTML is put together by hand or text is declared to be HTML."""
    tree = ast.parse(source)
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and TAG.search(node.value):
            if built(node, parents):
                found.append((node.lineno, "a tag in a string that is put together"))
        if isinstance(node, ast.Call) and called(node) == "Markup" and not literal(node):
            found.append((node.lineno, "Markup() of something that is no literal"))
        if isinstance(node, ast.Call) and called(node) == "html":
            found.append((node.lineno, "st.html beside page.py"))
        if isinstance(node, ast.keyword) and node.arg == "unsafe_allow_html":
            found.append((node.value.lineno, "unsafe_allow_html"))
    return sorted(found)


def built(node: ast.Constant, parents: dict[ast.AST, ast.AST]) -> bool:
    """The string is a part of an f-string, of + or %, or has a method called on it; Markup("…") escapes and may."""
    up = parents.get(node)
    if isinstance(up, ast.Call) and called(up) == "Markup":
        return False
    while isinstance(
        up,
        (ast.FormattedValue, ast.IfExp, ast.BoolOp, ast.List, ast.Tuple, ast.Starred, ast.GeneratorExp, ast.ListComp),
    ):
        up = parents.get(up)
    if isinstance(up, ast.Call) and called(up) in {"join", "replace", "format"}:
        return True
    return isinstance(up, (ast.JoinedStr, ast.BinOp, ast.AugAssign, ast.Attribute))


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def literal(node: ast.Call) -> bool:
    return not node.keywords and all(isinstance(a, ast.Constant) and isinstance(a.value, str) for a in node.args)


@pytest.mark.parametrize("source", SOURCES, ids=lambda p: p.name)
def test_html_is_put_together_by_templates_only(source: Path) -> None:
    ways = [(29, "st.html beside page.py")]
    expected = ways if source.name == "page.py" else []
    found = violations(source.read_text(encoding="utf-8"))
    if source == FILES_DOOR:
        assert sorted(why for _, why in found) == FILES_WAYS
    elif source == DRAWINGS_DOOR:
        assert [why for _, why in found] == ["Markup() of something that is no literal"]
    else:
        assert found == expected


def test_whatever_stands_in_an_element_of_a_drawing_is_read_back_as_that_text() -> None:
    rnd, letters = random.Random(8), [*HOSTILE, *"<>&'\"=/-;# ꦗ😀é", "<script>", "]]>", "<!--", "&lt;", "javascript:"]
    for _ in range(2_000):
        said, beside = ("".join(rnd.choices(letters, k=rnd.randint(0, 12))) for _ in range(2))
        drawn = tags.make(
            "g", tags.join([tags.make("text", escape(said), data_nama=beside), tags.make("path", d="M0")])
        )
        text, path = ElementTree.fromstring(drawn)
        assert (text.text or "", text.get("data-nama") or "", len(text)) == (said, beside, 0)
        assert path.attrib == {"d": "M0"}


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ('x = f"<b>{y}</b>"', "a tag in a string that is put together"),
        ('x = "<td>" + y', "a tag in a string that is put together"),
        ('x = "<p>%s</p>" % y', "a tag in a string that is put together"),
        ('x = "<p>{}</p>".format(y)', "a tag in a string that is put together"),
        ('x = "<br>".join(y)', "a tag in a string that is put together"),
        ('x = y.replace("|", "<br>")', "a tag in a string that is put together"),
        ("x = f'<a href=\"{y}\">'", "a tag in a string that is put together"),
        ('x = "".join(["<ul>", y])', "a tag in a string that is put together"),
        ('x = y + ("<i>" if z else "")', "a tag in a string that is put together"),
        ("x = Markup(y)", "Markup() of something that is no literal"),
        ('x = Markup(f"{y}")', "Markup() of something that is no literal"),
        ('x = markupsafe.Markup("<b>" + y)', "Markup() of something that is no literal"),
        ("st.html(y)", "st.html beside page.py"),
        ("container.html(y)", "st.html beside page.py"),
        ("st.markdown(y, unsafe_allow_html=True)", "unsafe_allow_html"),
    ],
)
def test_each_way_of_building_html_by_hand_is_found(source: str, what: str) -> None:
    assert what in [kind for _, kind in violations(source)]


@pytest.mark.parametrize(
    "source",
    [
        'x = Markup("<b>{}</b>").format(y)',
        'x = Markup("<br>").join(y)',
        'x = f"{a} < {b}"',
        'x = "%{y}<extra></extra>"',
    ],
)
def test_what_escapes_by_itself_is_allowed(source: str) -> None:
    assert violations(source) == []


# ── templates and style sheets ───────────────────────────────────────────────────────


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda p: p.name)
def test_no_template_takes_escaping_back(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert re.findall(r"\|\s*safe|autoescape|\bMarkup\b", text) == []
    assert re.findall(r"<[a-z][^<>]*\n", re.sub(r"\{[{%].*?[%}]\}", "", text)) == []


def _list_needed(name: str) -> frozenset[str]:
    """The values of a template, with those of what it includes."""
    source = markup.ENVIRONMENT.loader.get_source(markup.ENVIRONMENT, name)[0]  # type: ignore[union-attr]
    parsed = markup.ENVIRONMENT.parse(source)
    own = frozenset(meta.find_undeclared_variables(parsed))
    return own.union(*(_list_needed(one) for one in meta.find_referenced_templates(parsed) if one in INCLUDED))


def test_every_template_is_asked_for_with_the_values_it_needs() -> None:
    asked: dict[str, set[frozenset[str]]] = {}
    for name, given in renders():
        asked.setdefault(name, set()).add(given)
    needed = {path.name: _list_needed(path.name) for path in TEMPLATES if path.name not in INCLUDED}
    card = {
        "number",
        "of",
        "unknown",
        "filled",
        "tick",
        "colour",
    }  # a card's figure and bar are dicts of several values
    button = {"address", "text", "second"}
    asked["card.html"] = {given | card for given in asked["card.html"]}
    asked["button.html"] = {given | button for given in asked["button.html"]}
    assert asked == {name: {values} for name, values in needed.items()}


def renders() -> Iterator[tuple[str, frozenset[str]]]:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and called(node) in {"render_template", "show_template"} and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield first.value, frozenset(k.arg for k in node.keywords if k.arg)


def test_every_variable_of_the_style_sheets_has_a_value_and_is_used() -> None:
    text = "\n".join(p.read_text(encoding="utf-8") for p in STYLES)
    used = set(re.findall(r"var\(--([a-z0-9-]+)\)", text))
    assert used - set(markup.make_variables()) == set()
    # other statuses are drawn by charts and by the strip of a cooperative
    assert set(markup.make_variables()) - used == {"status-aktif", "status-tidak-diketahui"}


def test_colours_stand_in_the_palette_not_in_the_style_sheets() -> None:
    text = "\n".join(p.read_text(encoding="utf-8") for p in STYLES)
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(", text) == []


def test_the_style_sheets_find_the_parts_that_a_phone_leaves_out() -> None:
    for part in (theme.mark_wide_only("x"), theme.mark_narrow_only("x")):
        mark = re.search(r'style="(.*?)"', part)
        assert mark is not None
        assert f'tspan[style*="{mark[1]}"]' in markup.CSS


def test_style_sheets_reach_the_page_whole() -> None:
    for sheet in (markup.FRAME, markup.CSS, markup.HEAT):
        assert sheet.startswith("<style>") and sheet.endswith("</style>")
        assert sheet.count("{") == sheet.count("}")
        assert "&" not in sheet
    assert markup.FRAME.startswith("<style>:root { --text: #111827;")


# ── what the reader gets ─────────────────────────────────────────────────────────────


def test_a_table_escapes_headings_values_links_and_small_text() -> None:
    data = pd.DataFrame({"nama": [HOSTILE], "sel": [HOSTILE], "pembilang": [1]})
    column = {"nama": HOSTILE, "pembilang": ""}
    text = make_table(data, HOSTILE, column, links={"nama": [HOSTILE]}, small={"nama": "sel"})
    assert "<img" not in text
    assert f'<th scope="row"><a href="{ESCAPED}" target="_self">{ESCAPED}</a><small>{ESCAPED}</small></th>' in text
    assert f'<caption class="hanya-baca">{ESCAPED}</caption>' in text
    assert f'<th scope="col">{ESCAPED}</th><th scope="col" class="kanan">Jumlah</th>' in text


def test_a_word_longer_than_a_column_may_be_broken_and_no_other() -> None:
    word = "<" + "b" * 40 + ">"
    text = make_table(
        pd.DataFrame({"nama": [f"Kota {word} Baru", "x" * 30]}), "", {"nama": ""}, links={"nama": ["/a", ""]}
    )
    assert f'<a href="/a" target="_self">Kota <span class="patah">&lt;{"b" * 40}&gt;</span> Baru</a>' in text
    assert f'<th scope="row">{"x" * 30}</th>' in text


def test_a_table_of_one_column_and_one_without_rows_are_whole() -> None:
    one = make_table(pd.DataFrame({"nama": ["Turi"]}), "Nama", {"nama": "Nama"})
    assert '<tbody><tr><th scope="row">Turi</th></tr></tbody>' in one
    data = pd.DataFrame({"nama": pd.Series([], dtype=str), "jumlah": []})
    blank = make_table(data, "Nama", {"nama": "", "jumlah": ""})
    assert '<thead><tr><th scope="col">Kelurahan</th>' in blank
    assert "<tbody></tbody>" in blank


def test_a_card_escapes_its_title_addresses_and_words() -> None:
    text = cards.make_row(
        [
            cards.Card(
                HOSTILE, Figure(1, 2, 0.5), link=HOSTILE, cases_link=HOSTILE, break_note=HOSTILE, whole_note=HOSTILE
            )
        ]
    )
    assert "<img" not in text
    assert text.count(ESCAPED) == 6


def test_a_heat_table_and_its_key_escape_names_words_and_sentences() -> None:
    cell = heat_table.HeatCell(HOSTILE, HOSTILE, heat_table.NOT_YET_CELL)
    text = heat_table.make_html(HOSTILE, [(HOSTILE, [cell])], ["2025-T1"], "2025-T1", HOSTILE)
    assert "<img" not in text + heat_table.make_legend((heat_table.NOT_YET_CELL, HOSTILE))
    assert f'<td class="belum" title="{ESCAPED}"><span>{ESCAPED}</span></td>' in text
    assert '<th scope="col" class="pilih">T1 2025</th>' in text


def test_a_strip_escapes_a_status_that_nobody_declared() -> None:
    assert ESCAPED in koperasi_strip.make_strip([(HOSTILE, "2025-T1", "2025-T1")])


def test_texts_in_charts_are_escaped_and_keep_their_own_tags() -> None:
    assert chart_text.join_lines(HOSTILE, chart_text.make_bold("a & b")) == f"{ESCAPED}<br><b>a &amp; b</b>"
    assert chart_text.make_hover("%{y}: %{x} a<b") == "%{y}: %{x} a&lt;b<extra></extra>"
    assert theme.mark_wide_only(HOSTILE) == f'<span style="letter-spacing:0.001px">{ESCAPED}</span>'
    assert theme.make_note(0, 0, HOSTILE)["text"] == ESCAPED
    assert theme.make_note(0, 0, chart_text.make_bold("7"))["text"] == "<b>7</b>"
    assert type(theme.make_note(0, 0, chart_text.make_bold("7"))["text"]) is str


def test_a_string_that_no_template_made_is_refused() -> None:
    with pytest.raises(TypeError, match="not a plain string"):
        page.put_html("<b>tebal</b>")  # type: ignore[arg-type]


def test_a_drawing_that_nobody_escaped_is_refused() -> None:
    with pytest.raises(TypeError, match="not a plain string"):
        page.put_drawing("<div>tebal</div>")  # type: ignore[arg-type]


def test_a_drawing_travels_as_text_and_is_the_same_once_it_is_read() -> None:
    drawing = Markup('<svg><text data-wilayah="35.72">{}</text></svg>').format(HOSTILE)
    recorded = blocks.Recording()
    with blocks.recording(recorded):
        page.put_drawing(drawing)
    (part,) = recorded.root.parts
    assert isinstance(part, blocks.Html)
    text = part.text.removeprefix('<div class="gambar-teks" hidden>').removesuffix("</div>")
    assert "<" not in text
    assert html.unescape(text) == drawing


def test_what_one_template_made_stands_in_another_as_it_is() -> None:
    inner = markup.render_template("remark.html", text="a & b")
    assert (
        markup.render_template("wide.html", table=inner)
        == '<div class="lebar"><p class="keterangan">a &amp; b</p></div>'
    )
    assert isinstance(inner, Markup)
