"""A heat table as real HTML: one row per thing, one column per quarter; every cell says its value or why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd

from dasbor.chart import theme
from dasbor.words import language

NUMBER_CELL, ABSENT_CELL, NOT_YET_CELL = "angka", "tak-ada", "belum"


@dataclass(frozen=True)
class HeatCell:
    """What stands in a cell; `sebut` is the whole sentence (hover, screen reader); `kelas` 0–4 colours a share."""

    teks: str
    sebut: str
    jenis: str = NUMBER_CELL
    kelas: int | None = None


def _make_colours() -> str:
    return "".join(
        f".panas td.k{i} {{ background:{w}; color:{t}; }}"
        for i, (w, t) in enumerate(zip(theme.RATE_COLOURS, theme.RATE_TEXT_COLOURS, strict=True))
    )


CSS = f"""<style>
.panas {{ overflow:auto; max-height:720px; }}
.panas:focus-visible {{ outline:3px solid {theme.ACCENT}; outline-offset:2px; }}
.panas table {{ border-collapse:separate; border-spacing:1px; font-size:{theme.SIZES["tabel"]}px; line-height:1.3; color:{theme.TEXT}; font-variant-numeric:tabular-nums; }}
.panas th, .panas td {{ border:0; padding:4px 6px; font-weight:400; text-align:center; white-space:nowrap; min-width:52px; }}
.panas thead th {{ position:sticky; top:0; z-index:1; background:{theme.WHITE}; font-weight:600; color:{theme.TEXT_MUTED}; }}
.panas th[scope="row"], .panas thead th:first-child {{ position:sticky; left:0; z-index:2; background:{theme.WHITE}; text-align:left; min-width:112px; white-space:normal; }}
.panas thead th:first-child {{ z-index:3; }}
.panas thead th.pilih {{ color:{theme.TEXT}; text-decoration:underline; text-underline-offset:4px; }}
.panas td {{ background:{theme.GROUND}; }} .panas td b {{ font-weight:600; }}
.panas td.tak-ada, .panas-kunci i.tak-ada {{ background:repeating-linear-gradient(135deg,{theme.WHITE} 0 5px,{theme.LINE} 5px 7px); color:{theme.TEXT}; }}
.panas td.belum, .panas-kunci i.belum {{ background:radial-gradient({theme.NO_DATA} 1px,{theme.WHITE} 1.5px) 0 0/7px 7px; color:{theme.TEXT}; }}
.panas td span {{ background:{theme.WHITE}; padding:0 2px; }}
.panas-kunci {{ display:flex; flex-wrap:wrap; gap:4px 16px; font-size:{theme.SIZES["catatan"]}px; color:{theme.TEXT_MUTED}; margin:4px 0; }}
.panas-kunci i {{ display:inline-block; width:18px; height:12px; margin-right:6px; border:1px solid {theme.LINE}; vertical-align:-1px; }}
@media (max-width:640px) {{ .panas th[scope="row"], .panas thead th:first-child {{ min-width:96px; max-width:112px; }} }}
@media print {{ .panas {{ max-height:none; overflow:visible; }} .panas th {{ position:static; }} }}
{_make_colours()}
</style>"""


def make_html(
    judul: str, baris: Sequence[tuple[str, Sequence[HeatCell]]], periode: Sequence[str], kini: str, sudut: str
) -> str:
    """`baris`: (name, one cell per quarter). The chosen quarter is underlined in the heading."""
    atas = "".join(
        f'<th scope="col"{" class=pilih" if p == kini else ""}>{escape(language.format_quarter(p, True))}</th>'
        for p in periode
    )
    isi = "".join(
        f'<tr><th scope="row">{escape(nama)}</th>{"".join(map(_write_cell, sel))}</tr>' for nama, sel in baris
    )
    return (
        f'<div class="panas" role="region" tabindex="0" aria-label="{escape(judul)}"><table>'
        f'<caption class="hanya-baca">{escape(judul)}</caption>'
        f'<thead><tr><th scope="col">{escape(sudut)}</th>{atas}</tr></thead><tbody>{isi}</tbody></table></div>'
    )


def make_legend(*arti: tuple[str, str]) -> str:
    """The hatches in words: (kind, meaning)."""
    return '<p class="panas-kunci">' + "".join(f'<span><i class="{j}"></i>{escape(a)}</span>' for j, a in arti) + "</p>"


def _write_cell(s: HeatCell) -> str:
    kelas = s.jenis if s.kelas is None else f"k{s.kelas}"
    teks = escape(s.teks) if s.kelas is not None else f"<span>{escape(s.teks)}</span>"
    return f'<td class="{kelas}" title="{escape(s.sebut)}">{teks}</td>'


def make_share(nilai: float, n: float, sebut: str) -> HeatCell:
    """A share with its colour; rounded down to 99% when it is not whole."""
    tulis = language.format_percent(nilai) if nilai in (0, 1) else language.format_percent(min(max(nilai, 0.01), 0.99))
    return HeatCell(tulis, sebut, kelas=theme.find_rate_class(nilai) if n else None)


def pivot_cells(data: pd.DataFrame, baris: str, sel: str, periode: Sequence[str]) -> list[tuple[str, list[HeatCell]]]:
    """Rows in the order of their first appearance, one cell per quarter."""
    isi = {(b, p): s for b, p, s in zip(data[baris], data["periode"], data[sel], strict=True)}
    return [(nama, [isi[nama, p] for p in periode]) for nama in dict.fromkeys(data[baris])]
