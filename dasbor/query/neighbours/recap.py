"""A province's own count of the cooperatives of its areas of government, beside what their registers say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

import pandas as pd

from dasbor.choice import WITH_KKMP, WITHOUT_KKMP
from dasbor.query.ask import ask
from dasbor.query.neighbours import areas, held, together
from dasbor.query.neighbours.areas import Key, Told
from dasbor.query.neighbours.scene import Scene, keep_once
from dasbor.words.columns import list_rows

REGISTERED, ACTIVE, PROPOSED = "koperasi_terdaftar", "koperasi_aktif", "koperasi_diusulkan_bubar"


class Alike(NamedTuple):
    """Under which reading of the register a count of the province is the same: with those that are proposed for
    dissolution, without KKMP, or as of the quarter before."""

    with_proposed: bool = False
    without_kkmp: bool = False
    of_before: bool = False


def is_told(scene: Scene) -> bool:
    """This installation is a province's and has published something."""
    return scene.own is not None and held.is_province()


def read_recap(scene: Scene) -> pd.DataFrame:
    """kode, hal (REGISTERED | ACTIVE), rekap, register, dari (register | rekap: what the package counted from), sama
    (Alike, of counts that differ), setara (it counts as the most do): one row for each count that the province
    published; not a number: unknown."""
    return keep_once("rekap provinsi", scene, lambda: _read_recap(scene))


def _read_recap(scene: Scene) -> pd.DataFrame:
    if scene.own is None:
        return pd.DataFrame(columns=["kode", "hal", "rekap", "register", "dari", "sama", "setara"])
    told = {i: areas.read_figures(scene.turn_to(i)) for i in (REGISTERED, ACTIVE, PROPOSED)}
    alike = {i: _list_alike(scene.turn_to(i)) for i in (REGISTERED, ACTIVE)}
    rows = []
    for b in list_rows(ask(replace(scene.own, periode=scene.periode), "rekap_pemda")):
        now = told[b.indikator].get((b.kode, scene.periode, WITH_KKMP), areas.UNKNOWN)
        same = _find_alike(scene, b.kode, b.indikator, b.pembilang, told) if now.pembilang != b.pembilang else Alike()
        rows.append((b.kode, b.indikator, b.pembilang, now.pembilang, now.sumber, same, b.kode in alike[b.indikator]))
    table = pd.DataFrame(rows, columns=["kode", "hal", "rekap", "register", "dari", "sama", "setara"])
    return table.astype({"rekap": "float64", "register": "float64"})


def _list_alike(scene: Scene) -> set[str]:
    """The codes of the areas that count an indicator as the most do."""
    return set(together.split(scene, areas.read_areas(scene)).rows["kode"])


def _find_alike(scene: Scene, code: str, hal: str, count: float, told: Mapping[str, Mapping[Key, Told]]) -> Alike:
    """Only what the package's own figures say exactly."""
    now, bare, before = (
        told[hal].get((code, q, group), areas.UNKNOWN).pembilang
        for q, group in ((scene.periode, WITH_KKMP), (scene.periode, WITHOUT_KKMP), (scene.before, WITH_KKMP))
    )
    proposed = told[PROPOSED].get((code, scene.periode, WITH_KKMP), areas.UNKNOWN).pembilang
    with_them = hal == REGISTERED and now is not None and bool(proposed) and now + (proposed or 0) == count
    return Alike(with_them, bare is not None and bare == count, before is not None and before == count)
