"""How sure a share on few cases is: the Wilson interval."""

from __future__ import annotations

import math

from dasbor import bahasa

Z_95 = 1.959963984540054


def wilson(pembilang: int, penyebut: int, z: float = Z_95) -> tuple[float, float] | None:
    """Lower and upper bound of a share; None without cases. Unlike p ± 1,96 s it stays within 0–1."""
    if penyebut == 0:
        return None
    p, zz = pembilang / penyebut, z * z / penyebut
    tengah = (p + zz / 2) / (1 + zz)
    lebar = z / (1 + zz) * math.sqrt(p * (1 - p) / penyebut + zz / penyebut / 4)
    return max(0.0, tengah - lebar), min(1.0, tengah + lebar)


def sebut(pembilang: float | None, penyebut: float | None) -> str:
    """ "30% sampai 95%"; empty when unknown or without cases."""
    if not bahasa.ada(pembilang) or not bahasa.ada(penyebut):
        return ""
    batas = wilson(int(pembilang or 0), int(penyebut or 0))
    return f"{bahasa.persen(batas[0])} sampai {bahasa.persen(batas[1])}" if batas else ""
