"""The record of one cooperative over the quarters: runs of its status, RAT, examinations, trainings, visits."""

from __future__ import annotations

import pandas as pd

from dasbor.content.koperasi import CooperativeRecord
from dasbor.query import cells, cooperatives, due_year
from dasbor.ui.layout import folded
from etl import periode as triwulan

NOT_RECORDED, NOT_PUBLISHED = "tidak tercatat", "register belum terbit"
_RAT_COLUMNS = {
    "tahun_buku": "Tahun buku",
    "tercatat": "RAT tercatat",
    "tanggal_rat": "Tanggal RAT",
    "periode": "Pertama tercatat",
    "sel": "Sel",
}
_EXAMINATION = ["tahun_penilaian", "skor_kesehatan", "predikat_kesehatan"]
_HEALTH_COLUMNS = {**dict.fromkeys(_EXAMINATION, ""), "periode": "Pertama tercatat", "sel": "Sel"}
_PLACE_COLUMNS = {"periode": "Triwulan buku kerja", "sel": "Sel"}
_TRAINING_COLUMNS = {
    **dict.fromkeys(("nama_kegiatan", "jenis_pelatihan", "tanggal_mulai", "tempat"), ""),
    "orang": "Orang",
    **_PLACE_COLUMNS,
}
_VISIT_COLUMNS = {
    **dict.fromkeys(("tanggal", "jenis_pendampingan", "petugas", "materi", "kendala", "tindak_lanjut"), ""),
    **_PLACE_COLUMNS,
}


def list_runs(r: CooperativeRecord) -> list[tuple[str, str, str]]:
    """(status, first, last quarter) of each unbroken run since the first published register."""
    published = cooperatives.list_register_quarters(r.p)
    status = r.history.set_index("periode")["status"]
    result: list[tuple[str, str, str]] = []
    for number in range(triwulan.find_index(published[0]), triwulan.find_index(published[-1]) + 1):
        periode = triwulan.make_from_index(number)
        word = str(status.get(periode, NOT_RECORDED if periode in published else NOT_PUBLISHED))
        start = result.pop()[1] if result and result[-1][0] == word else periode
        result.append((word, start, periode))
    return result


def show_rat(r: CooperativeRecord) -> None:
    folded.show_list(
        list_rat(r),
        "RAT menurut tahun buku",
        [],
        f"koperasi_{r.id}_rat",
        columns=_RAT_COLUMNS,
        if_empty="Belum ada RAT yang tercatat.",
    )


def list_rat(r: CooperativeRecord) -> pd.DataFrame:
    """Each book year from the first known to the last one due: held or not known, where it is written."""
    year = r.history["tahun_buku_rat"].fillna(pd.to_datetime(r.history["tanggal_rat"]).dt.year - 1)
    known = r.history.assign(tahun=year.astype("Int64"))
    known = known[known["tahun"].notna()].drop_duplicates("tahun")
    if known.empty:
        return pd.DataFrame()
    known = known.assign(sel=cells.list_addresses(r.p, known, ["tahun_buku_rat", "tanggal_rat"])).set_index("tahun")
    last = max(int(known.index.max()), due_year.find_due_year(r.p, str(r.current["periode"])))
    rows = []
    for book_year in range(last, int(known.index.min()) - 1, -1):
        held = known.loc[book_year] if book_year in known.index else None
        written = (None, None, None) if held is None else (held["tanggal_rat"], held["periode"], held["sel"])
        rows.append((book_year, held is not None, *written))
    return pd.DataFrame(rows, columns=list(_RAT_COLUMNS))


def show_health(r: CooperativeRecord) -> None:
    folded.show_list(
        _list_examinations(r),
        "Pemeriksaan kesehatan",
        [],
        f"koperasi_{r.id}_kesehatan",
        columns=_HEALTH_COLUMNS,
        if_empty="Belum ada pemeriksaan kesehatan yang tercatat.",
    )


def _list_examinations(r: CooperativeRecord) -> pd.DataFrame:
    """Each examination once, from the quarter that first told it, newest first."""
    known = r.history[r.history[_EXAMINATION].notna().any(axis=1)].drop_duplicates(_EXAMINATION)
    return known.assign(sel=cells.list_addresses(r.p, known, _EXAMINATION)).iloc[::-1]


def show_trainings(r: CooperativeRecord) -> None:
    trainings = cooperatives.list_trainings(r.p, r.id)
    folded.show_list(
        trainings.assign(sel=cells.list_addresses(r.p, trainings, ["asal"])),
        "Pelatihan",
        [],
        f"koperasi_{r.id}_pelatihan",
        columns=_TRAINING_COLUMNS,
        if_empty="Belum ada pelatihan yang tercatat.",
    )


def show_visits(r: CooperativeRecord) -> None:
    visits = cooperatives.list_visits(r.p, r.id)
    folded.show_list(
        visits.assign(sel=cells.list_addresses(r.p, visits, ["sasaran"])),
        "Kunjungan pendampingan",
        [],
        f"koperasi_{r.id}_kunjungan",
        columns=_VISIT_COLUMNS,
        if_empty="Belum ada kunjungan yang tercatat.",
    )
