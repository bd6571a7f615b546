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
from tests import golden, heavy
from tests.corpus.cases import A, B, J, K, N, book_of, column_of
from tests.corpus.evidence import BUKTI
from tests.corpus.files import BERAT, BERKAS
from tests.corpus.odd import ANEH
from tests.corpus.seen import TAMPAK
from tests.corpus.shapes import BENTUK
from tests.corpus.values import NILAI
from tests.workbooks import workbook

KORPUS = [*BENTUK, *NILAI, *ANEH, *TAMPAK, *BERKAS, *BUKTI, *BERAT]
_acuan = load_reference()
_KELURAHAN = dict(zip(_acuan.kelurahan["kode_kelurahan"], _acuan.kelurahan["kelurahan"], strict=True))


def short(finding) -> str:
    return f"{finding.kode}@{'' if finding.lembar in ('', 'S') else finding.lembar + '!'}{finding.sel}"


def values(result: CheckResult, what: str) -> list:
    """Literal values of one column of the typed rows; "pelatihan.asal" names the kind too."""
    kind, _, name = what.rpartition(".")
    df = result.tabel[kind or next(iter(result.tabel))].sort_values("baris", kind="stable") if kind else None
    df = next(t for t in result.tabel.values() if name in t or name == "kelurahan") if df is None else df
    content = [_KELURAHAN.get(v) for v in df["kode_kelurahan"]] if name == "kelurahan" else df[name].tolist()
    return [None if pd.isna(v) else v for v in content]


@pytest.mark.parametrize("k", KORPUS, ids=[k.apa for k in KORPUS])
def test_each_workbook_is_read_right_or_reported_with_its_cell(k: K, store):
    """What publishing would change is worked out for every fifth; findings and values do not depend on it."""
    preview = heavy.HEAVY or KORPUS.index(k) % 5 == 0
    try:
        result = run.check_workbook(k.data(), k.nama, k.periode or None, None, store, _acuan, preview=preview)
    except Unreadable as e:
        assert (short(e.finding), {}) == (k.temuan, k.baca)
        return
    assert sorted(map(short, result.temuan)) == sorted(k.temuan.split(" ") if k.temuan else [])
    assert {what: values(result, what) for what in k.baca} == k.baca


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
    weighed = [json.loads(row) for row in result.stdout.splitlines()]
    assert [what for what, end, *_ in weighed if end == 0] == [k.apa for k in BERAT]
    assert [t for t in weighed if t[2] > 5 or t[3] > 300] == []


# ── with a publication before it ──


def fingerprint(store: Store) -> dict[str, str]:
    return {str(p): hash_file(p) for p in sorted(store.folder.rglob("*")) if p.is_file()}


def test_bad_workbooks_leave_the_published_data_as_they_were(store):
    golden.publish_book(store, "2024-T3", golden.BUKU["2024-T3"])
    before = fingerprint(store)
    rejected = []
    for k in [k for k in KORPUS if "@" in k.temuan and not k.baca][::4]:
        data = k.data()
        with pytest.raises((Unreadable, publish.NotPublishable)):
            publish.publish_workbook(
                run.check_workbook(data, k.nama, k.periode or "2025-T3", store=store), data, "Siti", store=store
            )
        rejected.append(k.apa)
    assert len(rejected) >= 20
    assert fingerprint(store) == before


def test_nil_dash_zero_and_blank_are_told_apart_in_the_published_table(store):
    content = column_of("SHU", "nihil", "-", 0, N)
    content["S"] = [[*b, m] for b, m in zip(content["S"], ["Media Pemasaran", "tidak ada", "-", "WA", N], strict=True)]
    number = golden.publish_book(store, "2024-T3", content)
    questionnaire = store.open_version(number).execute(
        "select shu, kanal_digital from koperasi_triwulan order by baris"
    )
    assert questionnaire.fetchall() == [(0, ""), (None, None), (0, "WhatsApp"), (None, None)]


def test_text_that_looks_like_a_formula_is_text_in_the_table_and_in_exports(store):
    name = '=HYPERLINK("http://contoh","klik")'
    number = golden.publish_book(store, "2024-T3", book_of(J, [1, "3572000000001", name, "Turi", "Aktif"]))
    df = store.open_version(number).execute("select nama_koperasi from koperasi_triwulan").df()
    assert df["nama_koperasi"].tolist() == [name]
    export_sheet = openpyxl.load_workbook(io.BytesIO(exports.make_xlsx(df, "S"))).active
    assert [(c.value, c.data_type) for (c,) in export_sheet.iter_rows(max_col=1)][-1] == (name, "s")
    assert exports.make_csv(df).decode("utf-8-sig").splitlines()[1].lstrip('"').startswith("'=")


def test_money_a_million_times_last_quarters_is_listed_with_its_cell(store):
    golden.publish_book(store, "2025-T2", column_of("Aset (Rp)", 150_000_000, 80_000_000))
    result = run.check_workbook(workbook(column_of("Aset (Rp)", 150, 81_000_000)), "a.xlsx", "2025-T3", store=store)
    assert [short(t) for t in result.temuan] == ["lonjakan@E2", "lembar_belum_ada@", "lembar_belum_ada@"]


def test_columns_in_another_order_next_quarter_are_the_same_cooperatives(store):
    golden.publish_book(store, "2025-T2", book_of(J, A, B))
    other = book_of(
        ["Status", "Catatan Lapangan", "Kelurahan", "Nama Koperasi", "NIK"],
        ["Tidak Aktif", "x", "Turi", "KSU Melati", "3572000000001"],
        ["Tidak Aktif", "y", "Gedog", "Kopwan Mawar", "3572000000002"],
    )
    number = golden.publish_book(store, "2025-T3", other)
    sql = "select count(distinct koperasi_id), count(*) from koperasi_triwulan"
    assert store.open_version(number).execute(sql).fetchall() == [(2, 4)]
    sql = "select huruf from unggahan_kolom where unggahan_id = 2 and kolom = 'status'"
    assert store.open_version(number).execute(sql).fetchall() == [("A",)]


def test_of_a_thousand_equal_mistakes_the_first_are_listed_and_the_rest_counted(store):
    row = [[i, N, f"KSU {i}", "Turi", N] for i in range(1, 1_301)]
    result = run.check_workbook(workbook(book_of(J, *row)), "a.xlsx", "2025-T3", store=store, reference=_acuan)
    assert [short(t) for t in result.temuan][-2:] == ["status_kosong@E1001", "temuan_serupa@E1002"]
    assert "300 temuan serupa" in result.temuan[-1].pesan
