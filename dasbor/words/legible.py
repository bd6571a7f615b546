"""How much can be read at once; charts and questions keep to it alike."""

from __future__ import annotations

MAX_BARS = 40  # more bars are not read; a kabupaten has 248 desa, a province hundreds of kecamatan
