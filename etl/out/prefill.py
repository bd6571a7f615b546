"""The template filled with the last published register, so that staff only update what has changed."""

from __future__ import annotations

import pandas as pd

from etl.acuan import Reference, load_reference
from etl.checks.compare import is_sample
from etl.out.template import make_template
from etl.rules import fill_statement
from etl.skema import COOPERATIVES_SHEET
from etl.store.versions import Store


def make_prefilled(store: Store | None = None, reference: Reference | None = None) -> bytes:
    """The template with the last register, marked as sample data when that is invented.

    ValueError when no register is published.
    """
    store = store or Store()
    return make_template(reference or load_reference(), content=read_last_register(store), is_sample=is_sample(store))


def read_last_register(store: Store) -> pd.DataFrame:
    """Every column of the Koperasi sheet, by area and name, of the last quarter that has a register."""
    current = store.find_current()
    if current is None:
        raise ValueError("belum ada register yang terbit; buat templat tanpa --isi-triwulan-lalu")
    stored = [k.nama for k in COOPERATIVES_SHEET.stored_columns]
    sql = """select {stored}, kelurahan.nama as kelurahan, kecamatan.nama as kecamatan
        from koperasi_triwulan k
        join wilayah kelurahan on kelurahan.kode = k.kode_kelurahan
        join wilayah kecamatan on kecamatan.kode = kelurahan.induk
        where k.periode = (select max(periode) from periode_jenis where jenis = 'koperasi')
        order by k.kode_kelurahan, lower(k.nama_koperasi), k.koperasi_id"""
    content = store.open_version(current).execute(fill_statement(sql, stored=stored)).df()
    if content.empty:
        raise ValueError("belum ada register yang terbit; buat templat tanpa --isi-triwulan-lalu")
    return content
