"""Rules that recur stand once, and SQL is never put together from text."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import duckdb
import pytest

from etl import periode as triwulan
from etl import rules, skema

AKAR = Path(__file__).resolve().parent.parent
SQL = [p for folder in ("etl", "dasbor") for p in (AKAR / folder).rglob("*.sql")]
PYTHON = [p for folder in ("etl", "dasbor", "pages") for p in (AKAR / folder).rglob("*.py")]
# rules.py is the one place that puts statements together
WITHOUT_COMPOSED = [p for p in PYTHON if p != AKAR / "etl/rules.py"]
ONCE = {
    "an area and what lies inside": r"\|\| '/'",
    "with or without KKMP": r"not \w*kkmp or",
    "registered": r"'aktif', 'tidak aktif', 'tidak diketahui'\)",
    "the last book year of a RAT": r"year\(\w+\) - 1 end",
    "the end of a month": r"make_date\(",
    "the book year that is due": r"on_day >= rules\.month_end",
    "young cooperatives": r"to_years\(",
    "inactive after so many years": r"due - \w+ >= n",
    "the first book year of KKMP": r"\b2025\b",
    "the window of quarters": r"between rules\.quarter_back",
    "running numbers of quarters": r"\* 4 \+",
    "members": r"\w+ \+ (women|anggota_perempuan)",
    "the end of a training": r"coalesce\((ended|tanggal_selesai), ",
    "an examination that counts": r"> year\(\w+\) - ",
    "channels that sell": r"Website\|",
}


def code_of(path: Path) -> str:
    """Without comments, which may speak of a rule."""
    return "\n".join(row.split("--")[0] for row in path.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("rule", ONCE)
def test_a_rule_that_recurs_stands_once(rule: str) -> None:
    # these two count by quarters of a training and by rows of all registers, not by a chosen quarter
    own = {"running numbers of quarters": {"kelompok_pembinaan.sql", "usulan_sejak.sql"}}.get(rule, set())
    found = [p.name for p in SQL for _ in re.findall(ONCE[rule], code_of(p)) if p.name not in own]
    assert found == ["rules.sql"]


@pytest.mark.parametrize("pattern", [r"\|\| '/'", r"not kkmp or", r"in \('aktif', 'tidak aktif'"])
def test_no_rule_stands_in_python(pattern: str) -> None:
    assert [p.name for p in PYTHON if re.search(pattern, p.read_text(encoding="utf-8"))] == []


LOOKS_LIKE_SQL = re.compile(
    r"\bselect\b.+\bfrom\b|\binsert into\b|\bcreate (or replace )?(temp )?(table|view|macro)\b|\bdelete from\b|"
    r"\border by\b|\bfrom \(|\bunion all\b|\$(periode|kode|batas|kelompok)\b",
    re.DOTALL,
)


def composed(path: Path) -> list[int]:
    """Lines where SQL is put together: f-strings, format, replace, % and + on a text that looks like SQL."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [node for node in ast.walk(tree) if any(map(is_sql, parts(node)))]
    return sorted({node.lineno for node in found})  # type: ignore[attr-defined]


def parts(node: ast.AST) -> list[ast.expr]:
    match node:
        case ast.JoinedStr(values=values) if any(isinstance(v, ast.FormattedValue) for v in values):
            return values
        case ast.BinOp(left=left, op=ast.Mod() | ast.Add(), right=right):
            return [left, right]
        case ast.Call(func=ast.Attribute(value=text, attr="format" | "replace"), args=args):
            return [text, *args]
    return []


def is_sql(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(LOOKS_LIKE_SQL.search(node.value))


@pytest.mark.parametrize("path", WITHOUT_COMPOSED, ids=lambda p: str(p.relative_to(AKAR)))
def test_no_statement_is_put_together_from_text(path: Path) -> None:
    assert composed(path) == []


def test_the_search_for_composed_statements_finds_them(tmp_path: Path) -> None:
    path = tmp_path / "x.py"
    path.write_text(
        'a = f"select * from {t}"\nb = "select x from y order by %s" % k\nc = sql.replace("$kode", k)\n'
        'd = "from (" + s\ne = "delete from {}".format(t)\nf = "select 1 from t"\n'
    )
    assert composed(path) == [1, 2, 3, 4, 5]


def test_only_declared_names_and_statements_of_files_fill_a_place() -> None:
    sql = rules.fill_statement(
        "select {kolom} from ({dari}) as {nama}", kolom=["a", 'b"c'], dari=rules.Statement("select 1"), nama=["x"]
    )
    assert sql == 'select "a", "b""c" from (select 1) as "x"'


@pytest.mark.parametrize("status", [*skema.REGISTERED_STATUSES, skema.PROPOSED, skema.DISSOLVED])
def test_registered_is_what_the_declarations_say(status: str) -> None:
    sql = "select rules.is_registered($status)"
    assert rules.open_calculator().execute(sql, {"status": status}).fetchall() == [
        (status in skema.REGISTERED_STATUSES,)
    ]


@pytest.mark.parametrize("periode", ["2021-T1", "2024-T4", "2025-T3"])
def test_quarters_are_counted_as_in_python(periode: str) -> None:
    sql = "select rules.quarter_index($periode), " + ", ".join(f"rules.quarter_back($periode, {n})" for n in range(6))
    mundur = [triwulan.shift_quarter(periode, -n) for n in range(6)]
    assert rules.open_calculator().execute(sql, {"periode": periode}).fetchall() == [
        (triwulan.find_index(periode), *mundur)
    ]


def test_the_words_of_what_is_owed_are_those_of_the_chart() -> None:
    from dasbor.words.rat_states import STATE_ORDER

    sql = """select distinct rules.rat_state(terakhir, wajib, menunggak)
             from (select unnest([null, 2020]) as terakhir), (select unnest([true, false]) as wajib),
                  (select unnest([null, 1, 2, 3, 4, 5, 9]) as menunggak)"""
    assert {word for (word,) in rules.open_calculator().execute(sql).fetchall()} == set(STATE_ORDER)


def test_an_area_is_asked_for_as_a_range_that_skips_what_lies_outside(tmp_path: Path) -> None:
    con = duckdb.connect(str(tmp_path / "satu.duckdb"))
    con.execute("create table angka as select '35.72.' || lpad(i::varchar, 7, '0') as kode from range(500000) as t(i)")
    con.execute("checkpoint")
    con.close()
    con = duckdb.connect(str(tmp_path / "satu.duckdb"), read_only=True)
    rules.install_rules(con)
    sql = "explain analyze select count(*) from angka where rules.in_area(kode, $kode)"
    plan = con.cursor().execute(sql, {"kode": "35.72.0000001"}).fetchall()[0][1]
    assert "kode >= '35.72.0000001'" in plan
    assert re.search(r"Row Groups Scanned: 1 / [4-9]", plan)
