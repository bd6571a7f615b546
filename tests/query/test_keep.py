"""Results are kept once, bounded, and nobody who gets one can change what is kept."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from dasbor import keep
from dasbor.choice import Choice
from etl import acuan
from tests.installations import copy_reference

ROOT = Path(__file__).resolve().parent.parent.parent
FRAME = pd.DataFrame(
    {
        "nama": ["A", "B"],
        "jumlah": [1, 2],
        "nilai": [0.5, None],
        "tanggal": pd.to_datetime(["2025-01-01", "2025-02-01"]),
        "bulat": pd.array([1, None], dtype="Int64"),
        "ada": [True, False],
        "apa": pd.Series([("x",), None], dtype=object),
    }
)


def test_what_two_ask_for_at_once_is_built_once() -> None:
    shelf, built = keep.Shelf(most=10), []

    def build() -> str:
        built.append(1)
        time.sleep(0.05)
        return "hasil"

    answers: list[str] = []
    threads = [threading.Thread(target=lambda: answers.append(shelf.get("k", build))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == ["hasil"] * 8
    assert built == [1]


def test_an_error_is_not_kept_and_the_next_one_tries_again() -> None:
    shelf = keep.Shelf(most=10)
    with pytest.raises(ZeroDivisionError):
        shelf.get("k", lambda: 1 // 0)
    assert shelf.get("k", lambda: "berhasil") == "berhasil"


def test_who_waited_for_one_that_failed_builds_it_oneself() -> None:
    shelf, started, answers = keep.Shelf(most=10), threading.Event(), []

    def fail() -> str:
        started.set()
        time.sleep(0.05)
        raise SystemExit  # as Streamlit stops a script: no Exception

    def first() -> None:
        with pytest.raises(SystemExit):
            shelf.get("k", fail)

    thread = threading.Thread(target=first)
    thread.start()
    started.wait()
    answers.append(shelf.get("k", lambda: "sendiri"))
    thread.join()
    assert answers == ["sendiri"]


def test_the_least_used_is_dropped() -> None:
    shelf = keep.Shelf(most=2)
    for key in ("a", "b", "a", "c"):
        shelf.get(key, lambda key=key: key)
    assert [shelf.get(key, lambda: "baru") for key in ("a", "c")] == ["a", "c"]
    assert shelf.get("b", lambda: "baru") == "baru"


def test_a_frame_comes_back_as_it_was() -> None:
    shelf = keep.Shelf(most=1)
    for _ in range(2):
        pd.testing.assert_frame_equal(shelf.get("k", lambda: FRAME.copy()), FRAME)
    pd.testing.assert_frame_equal(shelf.get("leer", lambda: FRAME.iloc[:0]), FRAME.iloc[:0])


@pytest.mark.parametrize("column", FRAME.columns)
def test_writing_into_a_frame_does_not_change_what_is_kept(column: str) -> None:
    shelf = keep.Shelf(most=1)
    frame = shelf.get("k", lambda: FRAME.copy())
    with suppress(ValueError):  # refused as read-only, or written into a copy
        frame.loc[0, column] = frame[column].iloc[1]
    frame[column] = "lain"
    frame["baru"] = 1
    frame.columns = range(len(frame.columns))
    pd.testing.assert_frame_equal(shelf.get("k", lambda: pd.DataFrame()), FRAME)


def test_frames_inside_other_results_are_as_safe() -> None:
    shelf = keep.Shelf(most=1)
    kept = shelf.get("k", lambda: {"satu": FRAME.copy(), "deret": [FRAME.copy()], "larik": np.array([1, 2])})
    kept["satu"].insert(0, "baru", 1)
    kept["deret"].clear()
    with pytest.raises(ValueError, match="read-only"):
        kept["larik"][0] = 5
    again = shelf.get("k", dict)
    pd.testing.assert_frame_equal(again["satu"], FRAME)
    pd.testing.assert_frame_equal(again["deret"][0], FRAME)


def test_handing_out_leaves_nothing_behind_in_the_kept_frame() -> None:
    """Weak references in its blocks piled up by the hundred thousand."""
    shelf = keep.Shelf(most=1)

    def hand_out(times: int) -> int:
        for _ in range(times):
            shelf.get("k", lambda: FRAME.copy()).assign(x=1).copy(deep=False)
        gc.collect()
        return len(gc.get_objects())

    hand_out(300)
    assert hand_out(300) - hand_out(10) < 50


@keep.per_version(most=10)
def _size(p: Choice) -> int:
    from etl.store.versions import Store

    return Store().find_path(p.version).stat().st_size


def test_a_version_put_back_under_its_number_is_another_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path))
    monkeypatch.setattr(keep, "_FRESH", 0.0)
    path = tmp_path / "terbitan" / "000001.duckdb"
    path.parent.mkdir()
    path.write_bytes(b"lama")
    assert [_size(Choice(1)), _size(Choice(1))] == [4, 4]
    (tmp_path / "cadangan").write_bytes(b"cadangan")
    os.replace(tmp_path / "cadangan", path)
    assert _size(Choice(1)) == 8


def test_a_setting_that_changes_shows_and_the_folder_is_looked_at_once_a_second(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOPERASI_ACUAN", str(copy_reference(tmp_path)))
    looked: list[Path] = []
    look = acuan._look
    monkeypatch.setattr(acuan, "_look", lambda folder: looked.append(folder) or look(folder))
    first = acuan.load_reference().rule_settings["tahun_tanpa_rat"]
    for _ in range(100):
        acuan.load_reference()
    assert len(looked) == 1
    setting_key = tmp_path / "acuan" / "pengaturan.toml"
    text = setting_key.read_text(encoding="utf-8")
    setting_key.write_text(
        text.replace(f"tahun_tanpa_rat = {first}", f"tahun_tanpa_rat = {first + 1}"), encoding="utf-8"
    )
    monkeypatch.setattr(acuan, "_LOOK_AGAIN", 0.0)
    assert acuan.load_reference().rule_settings["tahun_tanpa_rat"] == first + 1


def test_what_is_forgotten_is_built_again_but_for_what_the_program_alone_decides() -> None:
    built: list[str] = []
    shelf = keep.Shelf(most=10)
    of_program = keep.pure(most=10)(lambda name: built.append(name) or name)
    for _ in range(2):
        shelf.get("a", lambda: built.append("jawaban") or "jawaban")
        of_program("aturan")
    assert built == ["jawaban", "aturan"]
    keep.forget()
    shelf.get("a", lambda: built.append("jawaban") or "jawaban")
    of_program("aturan")
    assert built == ["jawaban", "aturan", "jawaban"]


QUESTIONS = [f"query.{p.stem}" for p in sorted((ROOT / "dasbor" / "query").glob("[a-z]*.py"))]
QUESTIONS += ["choice", "keep", "words.legible"]


@pytest.mark.parametrize("module", QUESTIONS)
def test_a_question_knows_neither_streamlit_nor_charts(module: str) -> None:
    code = f"import dasbor.{module}, sys; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    modules = set(loaded.stdout.split())
    assert not {m for m in modules if m.split(".")[0] in ("streamlit", "plotly")}
    assert not {m for m in modules if m.startswith(("dasbor.chart", "dasbor.ui"))}


def test_every_cache_of_the_dashboard_is_this_one() -> None:
    others = ("lru_cache", "cache_data", "cache_resource")
    found = [p.name for p in (ROOT / "dasbor").rglob("*.py") if any(o in p.read_text(encoding="utf-8") for o in others)]
    assert found == []
