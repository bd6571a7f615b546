"""Plain pages that the server renders itself (login, unknown address), in the look of the dashboard."""

from __future__ import annotations

import html
from pathlib import Path

import streamlit

from dasbor.chart import theme

# Such a page loads a font of this site and nothing else; its form posts to this site.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; font-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}

# Streamlit's own font file; its name carries a hash that changes with the release.
_FONT = next((Path(streamlit.__file__).parent / "static/static/media").glob("SourceSansVF-Upright*.woff2"), None)
_STYLE = f"""
@font-face {{ font-family: "Source Sans"; src: url("/static/media/{_FONT.name if _FONT else ""}"); font-weight: 200 900; }}
body {{ margin: 0; background: {theme.GROUND}; color: {theme.TEXT};
       font: {theme.SIZES["tubuh"]}px/1.5 {theme.FONT}; }}
main {{ max-width: 24rem; margin: 12vh auto 0; padding: 32px; background: {theme.WHITE};
       border: 1px solid {theme.LINE}; border-radius: {theme.RADIUS}px; }}
@media (max-width: 30rem) {{ main {{ margin: 16px; padding: 24px 16px; }} }}
h1 {{ font-size: {theme.SIZES["judul"]}px; line-height: 1.2; margin: 0 0 8px; }}
.redup {{ color: {theme.TEXT_MUTED}; margin: 0 0 16px; }}
.pesan {{ border-left: 4px solid {theme.STATUS_SIGNS["tidak aktif"].colour}; background: {theme.GROUND};
          padding: 8px 16px; margin: 0 0 16px; }}
label {{ display: block; font-weight: 600; margin: 16px 0 4px; }}
input {{ box-sizing: border-box; width: 100%; min-height: 44px; padding: 8px 12px; font: inherit; color: inherit;
         border: 1px solid {theme.TEXT_MUTED}; border-radius: {theme.RADIUS}px; background: {theme.WHITE}; }}
button {{ width: 100%; min-height: 44px; margin: 24px 0 16px; font: inherit; font-weight: 600; color: {theme.WHITE};
          background: {theme.ACCENT}; border: 0; border-radius: {theme.RADIUS}px; cursor: pointer; }}
a {{ color: {theme.ACCENT}; padding-block: 4px; }}
:focus-visible {{ outline: 3px solid {theme.ACCENT}; outline-offset: 2px; }}
"""


def make_page(judul: str, isi: str) -> str:
    """A whole page; `isi` is HTML that is already safe."""
    return (
        '<!DOCTYPE html><html lang="id"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(judul)}</title><style>{_STYLE}</style></head><body><main>{isi}</main></body></html>"
    )


def make_not_found() -> str:
    return make_page(
        "Halaman tidak ditemukan",
        "<h1>Halaman tidak ditemukan</h1><p>Alamat ini tidak ada di dasbor. Mungkin tautannya salah ketik "
        'atau sudah lama.</p><p><a href="/">Buka Ringkasan</a></p>',
    )
