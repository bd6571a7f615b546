"""Every workbook of the corpus through all stages: exactly these findings, cells and values."""

from __future__ import annotations

import io
import json
import subprocess
import sys

import openpyxl
import pandas as pd
import pytest

from dasbor.ui import exports
from etl import run
from etl.acuan import ROOT, load_reference
from etl.model import CheckResult
from etl.pesan import Unreadable
from etl.publish import publish
from etl.store.files import hash_file
from etl.store.versions import Store
from tests import golden
from tests.corpus.cases import A, B, J, K, N, kolom, lembar
from tests.corpus.files import BERAT, BERKAS
from tests.corpus.odd import ANEH
from tests.corpus.shapes import BENTUK
from tests.corpus.values import NILAI
from tests.workbooks import workbook

KORPUS = [*BENTUK, *NILAI, *ANEH, *BERKAS, *BERAT]
_acuan = load_reference()
_KELURAHAN = dict(zip(_acuan.kelurahan["kode_kelurahan"], _acuan.kelurahan["kelurahan"], strict=True))


def short(temuan) -> str:
    return f"{temuan.kode}@{'' if temuan.lembar in ('', 'S') else temuan.lembar + '!'}{temuan.sel}"


def values(hasil: CheckResult, apa: str) -> list:
    """Literal values of one column of the typed rows; "pelatihan.asal" names the kind too."""
    kind, _, name = apa.rpartition(".")
    df = hasil.tabel[kind or next(iter(hasil.tabel))].sort_values("baris", kind="stable") if kind else None
    df = next(t for t in hasil.tabel.values() if name in t or name == "kelurahan") if df is None else df
    content = [_KELURAHAN.get(v) for v in df["kode_kelurahan"]] if name == "kelurahan" else df[name].tolist()
    return [None if pd.isna(v) else v for v in content]


@pytest.mark.parametrize("k", KORPUS, ids=[k.apa for k in KORPUS])
def test_each_workbook_is_read_right_or_reported_with_its_cell(k: K, gudang):
    try:
        result = run.check_workbook(k.data(), k.nama, k.periode or None, store=gudang, reference=_acuan)
    except Unreadable as e:
        assert (short(e.finding), {}) == (k.temuan, k.baca)
        return
    assert sorted(map(short, result.temuan)) == sorted(k.temuan.split(" ") if k.temuan else [])
    assert {apa: values(result, apa) for apa in k.baca} == k.baca


def test_the_corpus_is_as_large_as_promised():
    assert len(KORPUS) >= 160
    assert len({k.apa for k in KORPUS}) == len(KORPUS)


# ── bounded time and memory ──

WEIGH = """
import json, os, sys
from etl import run
from etl.acuan import load_reference
from etl.store.versions import Store
from etl.pesan import Unreadable
from pathlib import Path
from tests.corpus.files import BERAT
reference, store = load_reference(), Store(Path(sys.argv[1]))
for k in BERAT:
    data = k.data()
    pages = int(open("/proc/self/statm").read().split()[1])
    if not (child := os.fork()):
        try:
            run.check_workbook(data, k.nama, k.periode, store=store, reference=reference)
        except Unreadable:
            pass
        finally:
            os._exit(0)
    _, end, used = os.wait4(child, 0)
    grown = used.ru_maxrss / 1024 - pages * os.sysconf("SC_PAGESIZE") / 2**20
    print(json.dumps([k.apa, end, used.ru_utime + used.ru_stime, grown]))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc and resource usage")
def test_no_hostile_file_takes_more_than_five_seconds_of_processor_and_300_megabytes(tmp_path):
    result = subprocess.run(
        [sys.executable, "-c", WEIGH, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    timbang = [json.loads(row) for row in result.stdout.splitlines()]
    assert [apa for apa, end, *_ in timbang if end == 0] == [k.apa for k in BERAT]
    assert [t for t in timbang if t[2] > 5 or t[3] > 300] == []


# ── with a publication before it ──


def fingerprint(gudang: Store) -> dict[str, str]:
    return {str(p): hash_file(p) for p in sorted(gudang.folder.rglob("*")) if p.is_file()}


def test_bad_workbooks_leave_the_published_data_as_they_were(gudang):
    golden.publish_book(gudang, "2024-T3", golden.BUKU["2024-T3"])
    before = fingerprint(gudang)
    ditolak = []
    for k in [k for k in KORPUS if "@" in k.temuan and not k.baca][::2]:
        data = k.data()
        with pytest.raises((Unreadable, publish.NotPublishable)):
            publish.publish_workbook(
                run.check_workbook(data, k.nama, k.periode or "2025-T3", store=gudang), data, "Siti", store=gudang
            )
        ditolak.append(k.apa)
    assert len(ditolak) >= 20
    assert fingerprint(gudang) == before


def test_nil_dash_zero_and_blank_are_told_apart_in_the_published_table(gudang):
    content = kolom("SHU", "nihil", "-", 0, N)
    content["S"] = [[*b, m] for b, m in zip(content["S"], ["Media Pemasaran", "tidak ada", "-", "WA", N], strict=True)]
    number = golden.publish_book(gudang, "2024-T3", content)
    questionnaire = gudang.open_version(number).execute(
        "select shu, kanal_digital from koperasi_triwulan order by baris"
    )
    assert questionnaire.fetchall() == [(0, ""), (None, None), (0, "WhatsApp"), (None, None)]


def test_text_that_looks_like_a_formula_is_text_in_the_table_and_in_exports(gudang):
    name = '=HYPERLINK("http://contoh","klik")'
    number = golden.publish_book(gudang, "2024-T3", lembar(J, [1, "3572000000001", name, "Turi", "Aktif"]))
    df = gudang.open_version(number).execute("select nama_koperasi from koperasi_triwulan").df()
    assert df["nama_koperasi"].tolist() == [name]
    lembar_ekspor = openpyxl.load_workbook(io.BytesIO(exports.make_xlsx(df, "S"))).active
    assert [(c.value, c.data_type) for (c,) in lembar_ekspor.iter_rows(max_col=1)][-1] == (name, "s")
    assert exports.make_csv(df).decode("utf-8-sig").splitlines()[1].lstrip('"').startswith("'=")


def test_money_a_million_times_last_quarters_is_listed_with_its_cell(gudang):
    golden.publish_book(gudang, "2025-T2", kolom("Aset (Rp)", 150_000_000, 80_000_000))
    result = run.check_workbook(workbook(kolom("Aset (Rp)", 150, 81_000_000)), "a.xlsx", "2025-T3", store=gudang)
    assert [short(t) for t in result.temuan] == ["lonjakan@E2"]


def test_columns_in_another_order_next_quarter_are_the_same_cooperatives(gudang):
    golden.publish_book(gudang, "2025-T2", lembar(J, A, B))
    other = lembar(
        ["Status", "Catatan Lapangan", "Kelurahan", "Nama Koperasi", "NIK"],
        ["Tidak Aktif", "x", "Turi", "KSU Melati", "3572000000001"],
        ["Tidak Aktif", "y", "Gedog", "Kopwan Mawar", "3572000000002"],
    )
    number = golden.publish_book(gudang, "2025-T3", other)
    sql = "select count(distinct koperasi_id), count(*) from koperasi_triwulan"
    assert gudang.open_version(number).execute(sql).fetchall() == [(2, 4)]
    sql = "select huruf from unggahan_kolom where unggahan_id = 2 and kolom = 'status'"
    assert gudang.open_version(number).execute(sql).fetchall() == [("A",)]


def test_of_a_thousand_equal_mistakes_the_first_are_listed_and_the_rest_counted(gudang):
    row = [[i, N, f"KSU {i}", "Turi", N] for i in range(1, 1_301)]
    result = run.check_workbook(workbook(lembar(J, *row)), "a.xlsx", "2025-T3", store=gudang, reference=_acuan)
    assert [short(t) for t in result.temuan][-2:] == ["status_kosong@E1001", "temuan_serupa@E1002"]
    assert "300 temuan serupa" in result.temuan[-1].pesan
