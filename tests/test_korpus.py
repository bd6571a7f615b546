"""Every workbook of the corpus through all stages: exactly these findings at exactly these cells, exactly these values."""

from __future__ import annotations

import pandas as pd
import pytest

from etl import run
from etl.acuan import load_acuan
from etl.model import Hasil
from etl.pesan import TidakTerbaca
from tests.korpus import K
from tests.korpus_bentuk import BENTUK
from tests.korpus_berkas import BERKAS
from tests.korpus_nilai import NILAI

KORPUS = [*BENTUK, *NILAI, *BERKAS]
_acuan = load_acuan()
_KELURAHAN = dict(zip(_acuan.kelurahan["kode_kelurahan"], _acuan.kelurahan["kelurahan"], strict=True))


def short(temuan) -> str:
    return f"{temuan.kode}@{'' if temuan.lembar in ('', 'S') else temuan.lembar + '!'}{temuan.sel}"


def values(hasil: Hasil, kolom: str) -> list:
    """Literal values of one column of the typed rows; "pelatihan.asal" names the kind too."""
    jenis, _, nama = kolom.rpartition(".")
    df = hasil.tabel[jenis or next(iter(hasil.tabel))].sort_values("baris", kind="stable") if jenis else None
    df = next(t for t in hasil.tabel.values() if nama in t or nama == "kelurahan") if df is None else df
    isi = [_KELURAHAN.get(v) for v in df["kode_kelurahan"]] if nama == "kelurahan" else df[nama].tolist()
    return [None if pd.isna(v) else v for v in isi]


@pytest.mark.parametrize("k", KORPUS, ids=[k.apa for k in KORPUS])
def test_each_workbook_is_read_right_or_reported_with_its_cell(k: K, gudang):
    try:
        hasil = run.check(k.data(), k.nama, k.periode or None, gudang=gudang, acuan=_acuan)
    except TidakTerbaca as e:
        assert (short(e.temuan), {}) == (k.temuan, k.baca)
        return
    assert sorted(map(short, hasil.temuan)) == sorted(k.temuan.split(" ") if k.temuan else [])
    assert {kolom: values(hasil, kolom) for kolom in k.baca} == k.baca
