"""A province far beyond any city: 200,000 cooperatives, 40 quarters, 8,000 areas. One quarter is published, the others
are copies of it with other statuses, made in the database: for measuring pages, not stages."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import duckdb
import pandas as pd

from bench.city import FIRST_QUARTER, publish_city
from etl import periode as triwulan
from etl.acuan import ROOT
from etl.store.versions import Store

COOPERATIVES, QUARTERS, KECAMATAN, KELURAHAN = 200_000, 40, 200, 40  # kelurahan per kecamatan
_COPIED = ("pelatihan_peserta", "pendampingan_kunjungan", "indikator", "periode_jenis")


def make_reference(folder: Path) -> None:
    """The reference folder of an invented province."""
    shutil.copytree(ROOT / "data" / "acuan-kabupaten", folder)
    text = (folder / "pengaturan.toml").read_text(encoding="utf-8")
    text = text.replace('"35.05"', '"99"').replace('"Kabupaten Blitar"', '"Provinsi Uji"')
    (folder / "pengaturan.toml").write_text(text, encoding="utf-8")
    for name in ("ejaan.csv", "target.csv"):
        header = (folder / name).read_text(encoding="utf-8").splitlines()[0]
        (folder / name).write_text(header + "\n", encoding="utf-8")
    pd.DataFrame(
        [
            (
                f"99.{kecamatan:03d}",
                f"Kecamatan {kecamatan:03d}",
                f"99.{kecamatan:03d}.{kelurahan:04d}",
                f"Desa {kecamatan:03d} {kelurahan:02d}",
                "desa",
                None,
                None,
            )
            for kecamatan in range(1, KECAMATAN + 1)
            for kelurahan in range(1, KELURAHAN + 1)
        ],
        columns=["kode_kecamatan", "kecamatan", "kode_kelurahan", "kelurahan", "tingkat", "lat", "lon"],
    ).to_csv(folder / "kelurahan.csv", index=False)


def publish_province(folder: Path) -> None:
    """Publish into folder/data with the reference in folder/acuan; sets both for this process."""
    make_reference(folder / "acuan")
    os.environ["KOPERASI_ACUAN"], os.environ["KOPERASI_DATA"] = str(folder / "acuan"), str(folder / "data")
    store = Store()
    publish_city(store, 1, COOPERATIVES, activity_count=COOPERATIVES // 6)
    with store.start_file(2, start_from=1) as con:
        for step in range(1, QUARTERS):
            _copy_quarter(con, step)
        con.execute("checkpoint")
    store.make_current(store.find_draft(2), 2)


def _copy_quarter(con: duckdb.DuckDBPyConnection, step: int) -> None:
    periode = triwulan.shift_quarter(FIRST_QUARTER, step)
    year, number = triwulan.split_quarter(periode)
    con.execute("insert into periode values (?, ?, ?, ?)", [periode, year, number, triwulan.find_end(periode)])
    for table in _COPIED:
        con.execute(
            f"insert into {table} select * replace (? as periode) from {table} where periode = ?",
            [periode, FIRST_QUARTER],
        )
    # one in 25 cooperatives has another status than in the first quarter
    con.execute(
        """insert into koperasi_triwulan select * replace (? as periode,
               case when hash(koperasi_id, ?) % 25 = 0 then 'tidak aktif' else status end as status)
           from koperasi_triwulan where periode = ?""",
        [periode, step, FIRST_QUARTER],
    )
