"""Every indicator of an area and of all areas inside it; what nobody knows has a row too."""

from __future__ import annotations

import pandas as pd

from dasbor import keep
from dasbor.choice import Choice
from dasbor.query import figures, published
from dasbor.query.ask import ask
from etl.acuan import WHOLE_LEVELS
from etl.indikator import find_indicator, load_indicators


@keep.per_version(most=20)
def read_every_area(p: Choice) -> pd.DataFrame:
    """kode_wilayah, nama_wilayah, level_wilayah, indikator, pembilang, penyebut, nilai; areas by code, indicators in
    their declared order. A figure of the whole area alone has no rows below it."""
    known = figures.drop_untold(p, ask(p, "angka_semua_wilayah"))
    frame = _list_areas(p).merge(pd.DataFrame({"indikator": list_known_indicators(p)}), how="cross")
    whole = [_is_of_city_only(i) for i in frame["indikator"]]
    frame = frame[~pd.Series(whole, index=frame.index) | frame["level_wilayah"].isin(WHOLE_LEVELS)]
    kept = known[["kode_wilayah", "indikator", "pembilang", "penyebut", "nilai"]]
    return frame.merge(kept, on=["kode_wilayah", "indikator"], how="left").reset_index(drop=True)


def _list_areas(p: Choice) -> pd.DataFrame:
    areas = published.list_areas(p)
    inside = areas["kode"].eq(p.kode_wilayah) | areas["kode"].str.startswith(p.kode_wilayah + ".")
    names = {"kode": "kode_wilayah", "nama": "nama_wilayah", "tingkat": "level_wilayah"}
    return areas.loc[inside, list(names)].rename(columns=names)


def list_known_indicators(p: Choice) -> list[str]:
    """Those that the version defines, in the order of this release; unknown ones last."""
    order = {i.indikator: n for n, i in enumerate(load_indicators())}
    defined = [str(i) for i in published.list_definitions(p)["indikator"]]
    return sorted(defined, key=lambda i: order.get(i, len(order)))


def _is_of_city_only(indikator: str) -> bool:
    i = find_indicator(indikator)
    return i is not None and i.is_of_city_only
