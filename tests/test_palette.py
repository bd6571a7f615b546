"""Every colour has one place, from which settings, icon, template and marked workbook take it."""

import io
import re
import tomllib
from pathlib import Path

import openpyxl

from dasbor.chart import theme as chart_theme
from etl import palette, skema
from etl.out.template import make_template
from etl.pesan import TO_CHECK, WRONG
from etl.read import marks

ROOT = Path(__file__).parent.parent


def test_the_settings_hold_the_colours_of_the_palette():
    text = palette.CONFIG.read_text(encoding="utf-8")
    assert palette.make_config_text(text) == text
    theme = tomllib.loads(text)["theme"]
    assert {k: v for k, v in theme.items() if k.endswith("Color")} == palette.CONFIG_COLOURS


def test_a_changed_colour_reaches_the_settings_and_nothing_else_changes(monkeypatch):
    monkeypatch.setitem(palette.CONFIG_COLOURS, "linkColor", "#123456")
    before = palette.CONFIG.read_text(encoding="utf-8").splitlines()
    after = palette.make_config_text("\n".join(before)).splitlines()
    assert [(a, b) for a, b in zip(before, after, strict=True) if a != b] == [
        ('linkColor = "#0B4F8A"', 'linkColor = "#123456"')
    ]


def test_the_icon_is_drawn_in_the_colours_of_the_palette():
    assert palette.ICON.read_text(encoding="utf-8") == palette.make_icon_text()


def test_the_template_has_headings_in_the_colours_of_the_palette():
    sheet = openpyxl.load_workbook(io.BytesIO(make_template(kind=("koperasi",))))["Koperasi"]
    seen = {(c.fill.fgColor.rgb, c.font.color.rgb) for c in sheet[1]}
    assert seen == {
        tuple(palette.make_argb(c) for c in palette.HEADING_REQUIRED),
        tuple(palette.make_argb(c) for c in palette.HEADING_OPTIONAL),
    }


def test_a_marked_workbook_has_fills_in_the_colours_of_the_palette():
    assert {WRONG: "FFF2A6A0", TO_CHECK: "FFFFF3BF", marks.MENDED: "FFBFD8F2"} == marks.MARK_COLOURS
    assert palette.make_argb(palette.MARK_WRONG) == marks.MARK_COLOURS[WRONG]


def test_the_screen_shows_statuses_in_the_colours_of_the_palette():
    assert {s: t.colour for s, t in chart_theme.STATUS_SIGNS.items()} == palette.STATUS_COLOURS
    assert palette.STATUS_COLOURS[skema.INACTIVE] == "#D97706"


def test_style_sheets_find_every_colour_by_a_name():
    names = palette.make_css_variables()
    assert names["accent"] == "#0B4F8A"
    assert names["status-tidak-aktif"] == "#D97706"
    assert names["rate-4"] == "#083E6E"
    assert [n for n in names if not re.fullmatch("[a-z0-9-]+", n)] == []


def test_no_other_module_holds_a_colour():
    colour = re.compile(r"""["'](?:#|FF)[0-9A-Fa-f]{6}["']""")
    modules = [p for folder in ("etl", "dasbor", "pages") for p in (ROOT / folder).rglob("*.py")]
    assert [p.name for p in modules if colour.search(p.read_text(encoding="utf-8"))] == ["palette.py"]
