"""Prioritas: the rule, the page, and the visit sheet that is read back."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from dasbor.choice import Choice
from dasbor.content import prioritas
from dasbor.query.whom import priorities, priority_rule
from dasbor.query.whom.priority_rule import VISIT_REASONS, PriorityRule
from etl import run, skema
from etl.publish import publish
from etl.read.workbook import read_workbook
from etl.store.versions import Store
from tests import golden
from tests.mentoring import JUDUL, KUNJUNGAN, TA, choice, page, text, trained

_ = None


# ── whom to visit ──


def _rule(periode: str, **change: int) -> PriorityRule:
    points = {n: a.points for n, a in VISIT_REASONS.items()} | change
    return PriorityRule(points, 4, periode, rat_years=3, due_month=6, window_quarters=4, grace_days=180)


def _list(periode: str, **change: int) -> pd.DataFrame:
    return _listed(choice(periode), _rule(periode, **change))


def _listed(p: Choice, rule: PriorityRule) -> pd.DataFrame:
    return prioritas.list_rows(p, rule, priority_rule.rank_targets(priorities.read_facts(p, rule), rule)).read_all()


def test_the_list_is_ranked_by_points_then_by_the_longest_without_visit(in_gold: Path) -> None:
    content = _list("2025-T3")
    assert content[["nama_koperasi", "poin"]].to_numpy().tolist() == [
        ["Kopwan Lima", 6],
        ["Bank Sampah Mawar", 3],
        ["KSU Dua", 3],
        ["KSP Satu", 3],
        ["Kopkar Enam", 1],
    ]
    assert content["alasan"].tolist() == [
        "Tidak aktif, tanpa kunjungan dalam 4 triwulan (5) · Belum tercatat: jumlah anggota (1)",
        "Dilatih sampai 5 Agustus 2025, belum didampingi, batas 1 Februari 2026 (3)",
        "Dilatih sampai 4 April 2025, belum didampingi, batas 1 Oktober 2025 (3)",
        "Dilatih sampai 5 Agustus 2025, belum didampingi, batas 1 Februari 2026 (3)",
        "Belum tercatat: status, RAT dan jumlah anggota (1)",
    ]


def test_one_more_missed_rat_and_a_proposal_of_long_ago_are_reasons(city: Path) -> None:
    content = _list("2025-T1").set_index("nama_koperasi")["alasan"]
    # 31 March 2025: the last book year due is 2023, the next on 30 June; three missed ones make the rule apply
    assert "KSU Alfa" not in content.index
    assert content["KSU Usul"] == "Diusulkan dibubarkan 5 triwulan, tercatat sejak T1 2024 (2)"
    p, rule = choice("2025-T1"), _rule("2025-T1")
    second = _listed(p, replace(rule, rat_years=2)).set_index("nama_koperasi")["alasan"]
    assert second["KSU Alfa"] == "RAT terakhir tahun buku 2022: tidak aktif bila belum RAT sampai 30 Juni 2025 (4)"
    one = _listed(p, replace(rule, rat_years=1)).set_index("nama_koperasi")["alasan"]
    assert one["KSU Alfa"] == "RAT terakhir tahun buku 2022: menurut aturan sudah tidak aktif (4)"


def test_points_of_zero_switch_a_reason_off(in_gold: Path) -> None:
    assert _list("2025-T3", pasca=0, data=0)["nama_koperasi"].tolist() == ["Kopwan Lima"]


def test_the_page_changes_the_rule_and_keeps_it_in_the_url(in_gold: Path) -> None:
    at = page("prioritas")
    assert "5 sasaran kunjungan; poin terbanyak Kopwan Lima (6)" in text(at)
    assert "“Tidak aktif, belum dikunjungi” 5, “RAT sudah lewat batas” 4" in text(at)
    at.number_input(key="parameter_poin_pasca").set_value(9).run()
    assert at.query_params == {"poin_pasca": "9"}
    assert "5 sasaran kunjungan; poin terbanyak Bank Sampah Mawar (9)" in text(at)
    assert "1 sasaran kunjungan; poin terbanyak Kopwan Lima (5)" in text(
        page("prioritas", poin_pasca="0", poin_data="0")
    )


@pytest.mark.parametrize("write", ["-1", "999", "²", "abc", "9" * 5000])
def test_points_that_make_no_sense_in_the_url_are_the_usual_ones(in_gold: Path, write: str) -> None:
    assert "poin terbanyak Kopwan Lima (6)" in text(page("prioritas", poin_pasca=write, petugas="<b>"))


def test_the_officer_is_the_last_who_visited(in_gold: Path) -> None:
    assert "1 dari 5 sasaran, Kota Blitar" in text(page("prioritas", petugas="Petugas 1"))
    assert "4 dari 5 sasaran, Kota Blitar" in text(page("prioritas", petugas=priority_rule.NO_OFFICER))


def test_without_published_visits_nobody_is_called_unvisited(city: Path) -> None:
    rule = PriorityRule({n: 1 for n in VISIT_REASONS}, 4, "2025-T1", 3, 6, 4, 180, visit_quarters=0)
    assert rule.list_active() == ["gugur", "hampir", "usulan", "data"]


def test_without_a_register_its_reasons_are_unknown_and_not_none(city: Path) -> None:
    rule = priorities.make_rule(choice("2024-T3"))
    assert rule.list_active() == ["pasca"]
    nobody = pd.DataFrame({name: pd.Series(dtype=bool) for name in VISIT_REASONS})
    counted = priority_rule.count_reasons(nobody, rule).set_index("judul")["jumlah"]
    assert counted.dropna().to_dict() == {VISIT_REASONS["pasca"].title: 0}


def test_where_no_reason_can_be_known_nobody_is_said_to_be_well(city: Path) -> None:
    rule = replace(priorities.make_rule(choice("2024-T3")), visit_quarters=0)
    assert rule.list_active() == []
    assert rule.say_rule() == "Tidak ada alasan yang dapat diketahui: data triwulan ini belum diterbitkan."
    assert priority_rule.say_headline(0, pd.DataFrame(), rule) == "Belum diketahui siapa yang perlu didahulukan"
    off = replace(rule, points=dict.fromkeys(VISIT_REASONS, 0))
    assert off.say_rule() == "Semua poin 0: tidak ada alasan yang dipakai."


def test_a_quarter_without_register_says_what_is_left(city: Path) -> None:
    content = text(page("prioritas", triwulan="2024-T3"))
    assert (
        "Register koperasi Triwulan III 2024 belum diterbitkan: yang didaftar hanya kelompok yang dilatih." in content
    )


# ── the visit sheet ──


def _fill(data: bytes, start: dt.date) -> tuple[bytes, list[str]]:
    """What an officer does: a date in every row. The workbook, and the headings found in it."""
    workbook = openpyxl.load_workbook(io.BytesIO(data))
    sheet = workbook[skema.VISITS_SHEET.judul]
    title = [c.value for c in sheet[2]]
    for ordinal, row in enumerate(range(3, sheet.max_row + 1)):
        assert sheet.cell(row, 1).value is None
        sheet.cell(row, title.index("Tanggal") + 1).value = start + dt.timedelta(days=ordinal)
    leaving = io.BytesIO()
    workbook.save(leaving)
    return leaving.getvalue(), title


def test_the_visit_sheet_is_read_back_and_each_visit_finds_its_cooperative(store: Store) -> None:
    namesakes = [
        ["3572000000021", "KSU Rukun", "Turi", TA, 2018, 10],
        [_, "KSU Rukun", "Gedog", TA, 2018, 10],
        [_, "=KPRI SMPN 1", "Bendo", TA, 2018, 10],
        ["3572000000024", "KPRI SMPN 2", "Bendo", TA, 2018, 10],
    ]
    sheet = {
        "Koperasi": [JUDUL, *namesakes],
        "Pelatihan": trained(dt.date(2025, 2, 3), "Bank Sampah Melati"),
        "Pendampingan": [KUNJUNGAN, [dt.date(2025, 1, 5), "Kelompok Tani", "Gedog", "Sari", "Usaha"]],
    }
    version = golden.publish_book(store, "2025-T1", sheet)
    p = choice("2025-T1", version=version)
    listing = _listed(p, _rule("2025-T1"))
    assert len(listing) == 5
    data, title = _fill(prioritas.make_visit_sheet(listing, is_sample=False), dt.date(2025, 4, 1))
    assert title == [k.judul for k in skema.VISITS_SHEET.kolom]
    result = run.check_workbook(data, "lembar_kunjungan.xlsx", "2025-T2", store=store)
    publish.publish_workbook(result, data, "Penguji", store=store)
    current = store.find_current()
    assert current is not None
    sql = """select koperasi_id, kelompok_id, jenis_pendampingan from pendampingan_kunjungan
             where periode = '2025-T2' order by tanggal"""
    visits = store.open_version(current).execute(sql).df().astype(object)
    key = ["koperasi_id", "kelompok_id"]
    assert visits[key].fillna("").to_numpy().tolist() == listing[key].fillna("").to_numpy().tolist()
    assert visits["jenis_pendampingan"].tolist() == ["Khusus"] * 4 + ["Pascapelatihan"]


def test_rows_of_the_visit_sheet_that_stay_blank_are_no_visits_and_are_listed(in_gold: Path) -> None:
    listing = _list("2025-T3")
    workbook = openpyxl.load_workbook(io.BytesIO(prioritas.make_visit_sheet(listing, is_sample=False)))
    sheet = workbook[skema.VISITS_SHEET.judul]
    title = [c.value for c in sheet[2]]
    assert [sheet.cell(3, title.index(k) + 1).value for k in ("Tanggal", "Petugas", "Sasaran")] == [
        _,
        _,
        "Kopwan Lima",
    ]
    (ordinal,) = [i for i, p in enumerate(listing["petugas"]) if p == "Petugas 1"]
    assert sheet.cell(3 + ordinal, title.index("Keterangan") + 1).value.endswith(" (3); terakhir oleh Petugas 1")
    sheet.cell(4, title.index("Tanggal") + 1).value = dt.date(2025, 10, 7)
    sheet.cell(5, title.index("Hasil") + 1).value = "sudah RAT"
    sheet.cell(6, title.index("Tanggal") + 1).value = "-"
    leaving = io.BytesIO()
    workbook.save(leaving)
    result = run.check_workbook(leaving.getvalue(), "lembar_kunjungan.xlsx", "2025-T4", today=dt.date(2026, 1, 9))
    assert [(t.kode, t.sel) for t in result.temuan if t.berat == "salah"] == [("wajib_kosong", "A5")]
    reason = "belum dikunjungi: tanggal, petugas dan hasilnya kosong"
    assert result.dilewati == [("Pendampingan", row, reason) for row in (3, 6, 7)]
    assert result.tabel["pendampingan"]["sasaran"].tolist() == ["Bank Sampah Mawar", "KSU Dua"]


def test_a_visit_sheet_on_which_nobody_was_visited_says_that_it_is_empty(in_gold: Path) -> None:
    result = run.check_workbook(
        prioritas.make_visit_sheet(_list("2025-T3"), is_sample=False), "a.xlsx", "2025-T4", today=dt.date(2026, 1, 9)
    )
    assert [(t.kode, t.berat) for t in result.temuan if t.kode != "koperasi_tak_ditemukan"] == [
        ("lembar_kosong", "periksa"),
        ("tidak_ada_yang_terbit", "salah"),
    ]
    assert len(result.dilewati) == 5


def test_a_visit_sheet_from_sample_data_carries_the_mark(in_gold: Path) -> None:
    listing = _list("2025-T3")
    assert read_workbook(prioritas.make_visit_sheet(listing, is_sample=True), "a.xlsx").is_sample is True
    assert read_workbook(prioritas.make_visit_sheet(listing, is_sample=False), "a.xlsx").is_sample is False


def test_the_button_offers_the_rows_that_are_shown(in_gold: Path) -> None:
    shown = " ".join(e.proto.body for e in page("prioritas", petugas="Petugas 1").get("html"))
    label = re.findall(r'href="/unduh/berkas/[^"]+"[^>]*>([^<]+)<', shown)
    assert [one for one in label if "kunjungan" in one] == ["Unduh lembar kunjungan (1 sasaran)"]
