"""Questions about annual meetings (RAT), health, reports of members and money. Tables only; see dasbor/query/sql/."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pandas as pd

from dasbor.choice import WITH_KKMP, Choice
from dasbor.frames import sum_by
from dasbor.query import lists
from dasbor.query.ask import ask
from dasbor.query.lists import Listing
from dasbor.query.source import in_force
from dasbor.words import language
from dasbor.words.columns import list_rows
from dasbor.words.rat_states import AS_TYPED, FIVE
from etl import periode as triwulan
from etl import skema
from etl.indikator.untold import name_columns
from etl.operator_settings import DEADLINES, Dated, list_dated

NOT_EXAMINED = "Belum diperiksa"


def _make_rule_parameters(p: Choice, n: int) -> dict[str, Any]:
    """Parameters of what stands on rules.annual_meetings."""
    rule = in_force.read_rules(p)
    return {"n": n, "n_resmi": rule["tahun_tanpa_rat"], "bulan": rule["bulan_batas_rat"]}


def count_status_by_rule(p: Choice, n: int) -> pd.DataFrame:
    """periode, aturan ("tertulis" or the number of years), status, jumlah over the registered cooperatives."""
    rows = list_rows(ask(p, "status_menurut_aturan", **_make_rule_parameters(p, n)))
    official = [b for b in rows if b.n == in_force.read_rules(p)["tahun_tanpa_rat"]]
    as_typed = sum_by(((b.periode, AS_TYPED, b.status) for b in official), (b.jumlah for b in official))
    compute = sum_by(((b.periode, str(b.n), b.status_rat) for b in rows), (b.jumlah for b in rows))
    counted = [(*key, many) for one in (as_typed, compute) for key, many in one.items()]
    return pd.DataFrame(counted, columns=["periode", "aturan", "status", "jumlah"]).astype({"jumlah": "int64"})


def list_cooperatives(p: Choice, n: int) -> Listing:
    """The register of the quarter (cooperatives.read_register) with jatuh_tempo, rat_terakhir, wajib, menunggak,
    keadaan_rat and status_rat: the status under `n` years."""
    return lists.ask_listing(p, "rat_koperasi", **_make_rule_parameters(p, n), hanya_kkmp=False)


def list_kkmp(p: Choice, n: int) -> pd.DataFrame:
    """The same of the Koperasi Merah Putih alone, all of them."""
    return lists.ask_listing(p, "rat_koperasi", **_make_rule_parameters(p, n), hanya_kkmp=True).read_all()


def list_owing(p: Choice, n: int, state: Iterable[str]) -> Listing:
    """Registered cooperatives in one of these states (rat_states.STATE_ORDER), the longest without RAT first."""
    return lists.ask_listing(p, "penunggak", **_make_rule_parameters(p, n), keadaan=tuple(state))


def list_losses(p: Choice, n: int) -> Listing:
    """Registered cooperatives with a negative SHU, the largest loss first."""
    return lists.ask_listing(p, "merugi", **_make_rule_parameters(p, n))


def list_differing(p: Choice, n: int) -> Listing:
    """Cooperatives typed active that the rule calls inactive, or the other way round; the longest without RAT first."""
    return lists.ask_listing(p, "status_berbeda", **_make_rule_parameters(p, n))


def count_rat_states(p: Choice, n: int) -> pd.DataFrame:
    """keadaan_rat, menunggak, jatuh_tempo, status, status_rat, jumlah over the register of the quarter."""
    return ask(p, "keadaan_rat", **_make_rule_parameters(p, n))


# ── the diary of the annual meetings ──


def find_diary_year(p: Choice) -> int:
    """The book year whose RAT is held in the year of the quarter."""
    return triwulan.find_end(p.periode).year - 1


def list_deadlines(p: Choice) -> dict[str, Dated]:
    """Form of cooperative -> the deadline of a circular in the year of the quarter, where the settings have one."""
    year = find_diary_year(p) + 1
    known = list_dated(in_force.read_reference(p).settings)
    return {d.name: d for d in known if d.section == DEADLINES and d.year == year}


def list_diary(p: Choice) -> Listing:
    """Active cooperatives that owe the RAT of that book year: agenda_rat, rat_diadakan, batas_rat, sisa_hari from the
    end of the quarter; who has not reported first."""
    return lists.ask_listing(p, "agenda_rat", **_make_diary_parameters(p))


def count_diary(p: Choice) -> dict[str, int]:
    """agenda_rat -> how many."""
    return dict(ask(p, "agenda_rat_jumlah", **_make_diary_parameters(p)).itertuples(index=False))


def _make_diary_parameters(p: Choice) -> dict[str, Any]:
    days = {name: d.day for name, d in list_deadlines(p).items()}
    return {
        "tahun": find_diary_year(p),
        "akhir": triwulan.find_end(p.periode),
        "bulan": in_force.read_rules(p)["bulan_batas_rat"],
        "primer": days.get("primer"),
        "sekunder": days.get("sekunder"),
    }


def count_predicates(p: Choice) -> pd.DataFrame:
    """predikat, jumlah of the active cooperatives: four predicates, those of earlier rules that occur, then "Belum
    diperiksa"."""
    year = in_force.read_rules(p)["tahun_penilaian"]
    rows = list_rows(ask(p, "predikat", tahun=year))
    total = sum_by(((_name_predicate(b),) for b in rows), (b.jumlah for b in rows))
    past = [name for name in skema.OLD_HEALTH_PREDICATES if (name,) in total]
    ordered = [*(name for _, name in skema.HEALTH_LIMITS), *past, NOT_EXAMINED]
    counts = [(name, total.get((name,), 0)) for name in ordered]
    return pd.DataFrame(counts, columns=["predikat", "jumlah"]).astype({"jumlah": "int64"})


def _name_predicate(row: Any) -> str:
    """As typed, else by the score."""
    if isinstance(row.predikat, str):
        return row.predikat
    return (_find_predicate(row.skor) if language.is_known(row.skor) else None) or NOT_EXAMINED


def _find_predicate(score: float) -> str | None:
    return next((name for limit, name in skema.HEALTH_LIMITS if score >= limit), None)


def count_grades(p: Choice) -> pd.DataFrame:
    """grade (None = not typed), jumlah over the registered cooperatives."""
    return ask(p, "grade")


def has_column(p: Choice, column: str) -> bool:
    """The register of the quarter has that column: without it a value is unknown, not blank."""
    known = ask(p.whole(), name_columns())
    return bool(((known["periode"] == p.periode) & (known["kolom"] == column)).any())


def read_reports(p: Choice) -> pd.DataFrame:
    """periode, ukuran, jumlah, melapor, terdaftar, lima (sum of the five largest), positif (sum without losses)."""
    return ask(p, "laporan")


def list_largest(p: Choice, measure: str) -> list[str]:
    """Names of the five registered cooperatives with the most of a measure of reports()."""
    return [str(name) for name in ask(p, "terbesar", ukuran=measure, batas=FIVE)["nama_koperasi"]]


def count_channels(p: Choice) -> pd.DataFrame:
    """kanal, pembilang, penyebut: active cooperatives that use a channel, of those that answered."""
    return ask(p, "kanal")


def list_former_names(p: Choice) -> pd.DataFrame:
    """koperasi_id, nama_dahulu: KKMP that an earlier register holds as an ordinary cooperative."""
    return ask(p, "nama_dahulu")


def include_kkmp(p: Choice) -> Choice:
    """The same choice, Merah Putih included: a page about them cannot leave them out."""
    return replace(p, kelompok_hitung=WITH_KKMP)
