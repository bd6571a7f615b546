"""Rows of target.csv noted "target contoh" count with invented data only; with real data staff give targets."""

from __future__ import annotations

import dataclasses
import json

import pandas as pd

from dasbor.choice import Choice
from dasbor.query import published
from etl import run
from etl.__main__ import main
from etl.acuan import load_reference
from etl.prove import rebuild, verify
from etl.publish import publish
from tests import golden
from tests.workbooks import workbook


def upload(store, periode: str, sheets: dict, sample: bool, **others) -> int:
    data = workbook(sheets, sample=sample)
    result = run.check_workbook(data, f"{periode}.xlsx", periode, store=store)
    return publish.publish_workbook(result, data, "Siti", "perbaikan", store=store, **others)


def targets(number: int, periode: str) -> dict[str, float]:
    return published.read_targets(Choice(number, periode))


def test_invented_targets_leave_with_the_invented_data(store):
    first = upload(store, "2024-T3", golden.BUKU["2024-T3"], sample=True)
    assert targets(first, "2024-T3")["koperasi_aktif"] == 0.9
    real = upload(store, "2024-T4", golden.BUKU["2024-T3"], sample=False, starts_real_data=True)
    assert targets(real, "2024-T4") == {}
    assert targets(first, "2024-T3")["koperasi_aktif"] == 0.9  # as it was then
    assert verify.verify_store(store).problems == []
    assert rebuild.rebuild_store(store).problems == []
    assert store.find_current() == real


def test_with_real_data_a_target_is_there_where_staff_gave_it(store, monkeypatch, capsys):
    own = pd.DataFrame(
        [("shu_negatif", 2024, 0, 0.1, "RPJMD"), ("koperasi_aktif", 2024, 0, 0.9, "Target contoh; ganti yang resmi")],
        columns=["indikator", "tahun", "triwulan", "nilai_target", "keterangan"],
    )
    reference = dataclasses.replace(load_reference(), target=own)
    upload(store, "2024-T3", golden.BUKU["2024-T3"], sample=False, reference=reference)
    assert targets(1, "2024-T3") == {"shu_negatif": 0.1}
    sheet = {"Target": [["Indikator", "Tahun", "Target"], ["koperasi_aktif", 2024, "85%"]]}
    assert targets(upload(store, "2024-T3", sheet, sample=False), "2024-T3") == {"koperasi_aktif": 0.85}
    capsys.readouterr()
    assert main(["target", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["target"] == []
    assert main(["pengaturan"]) == 0
    assert "Berkas berubah" not in capsys.readouterr().out
