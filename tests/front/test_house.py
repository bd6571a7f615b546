"""The processes behind the door: begun when somebody asks, and one that fails harms no other."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from etl.acuan import ROOT
from etl.tenants.begin import Beginning, begin
from etl.tenants.declared import ROLL_SETTING
from tests.front.doors import House, open_door
from tests.tenants import two
from tests.tenants.two import CITY, INVENTED
from tests.viewer import Viewer


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return two.build(tmp_path_factory.mktemp("pemda"))


@pytest.fixture
def file(built: Path) -> Iterator[Path]:
    """pemda.toml, put back afterwards."""
    before = built.read_bytes()
    yield built
    built.write_bytes(before)


def states(house: House) -> dict[str, str]:
    told = json.loads(house.ask("/sehat").text)
    return dict(told["pemda"])


def wait_for(condition: Callable[[], bool], seconds: float = 30) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.1)
    return False


def find_processes(house: House) -> set[int]:
    """Those that the door has forked, directly or not."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except (OSError, IndexError):
                continue
    found, new = set(), {house.process.pid}
    while new:
        new = {pid for pid, parent in parents.items() if parent in new}
        found |= new
    return found


def test_one_that_is_damaged_or_wrongly_set_says_so_and_the_other_is_served(file: Path) -> None:
    settings = file.parent / CITY / "acuan" / "pengaturan.toml"
    whole = settings.read_text(encoding="utf-8")
    settings.write_text("[wilayah\n", encoding="utf-8")
    try:
        with open_door(file) as house:
            refused = house.ask(f"/{CITY}/")
            assert (refused.status, "Dasbor pemda lain tidak terganggu" in refused.text) == (503, True)
            assert house.ask(f"/{INVENTED}/").status == 200
            assert states(house) == {CITY: "rusak", INVENTED: "berjalan"}
            assert house.ask("/sehat").status == 503
            assert "Kota Blitar" in house.ask("/").text
            settings.write_text(whole, encoding="utf-8")
            assert house.ask(f"/{CITY}/").status == 200  # begun anew when it is asked for
    finally:
        settings.write_text(whole, encoding="utf-8")


def test_a_version_that_cannot_be_read_is_told_on_the_list_and_the_other_is_served(tmp_path: Path) -> None:
    file = two.build(tmp_path / "pemda")
    (version,) = (file.parent / CITY / "keadaan" / "terbitan").glob("*.duckdb")
    version.write_bytes(b"sampah")
    with open_door(file) as house:
        page = house.ask("/").text
        assert page.count("Data perlu diperbaiki") == 1
        assert house.ask(f"/{CITY}/masuk").status == 200
        assert house.ask(f"/{INVENTED}/lembar").status == 200


def test_a_process_that_is_killed_begins_anew_and_all_end_with_the_door(file: Path) -> None:
    with open_door(file) as house:
        assert states(house) == {CITY: "tidur", INVENTED: "tidur"}
        assert house.ask(f"/{CITY}/sehat").text.startswith("baik\ntidur")
        assert states(house) == {CITY: "tidur", INVENTED: "tidur"}  # a monitor wakes nobody
        before = find_processes(house)
        assert house.ask(f"/{INVENTED}/").status == 200
        (first,) = find_processes(house) - before
        os.kill(first, signal.SIGKILL)
        assert wait_for(lambda: house.ask(f"/{INVENTED}/").status == 200)
        assert house.ask(f"/{CITY}/").status == 200
        assert first not in (all_of_them := find_processes(house))
        assert len(all_of_them - before) == 2
        house.process.kill()  # even then
        assert wait_for(lambda: not any(Path(f"/proc/{pid}").exists() for pid in all_of_them - before))


def test_an_area_is_shut_and_opened_and_one_comes_while_the_door_is_open(file: Path) -> None:
    with open_door(file) as house:
        assert house.ask(f"/{CITY}/").status == 200
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace('nama = "Kota Blitar"', 'nama = "Kota Blitar"\ntutup = true'), encoding="utf-8")
        shut = house.ask(f"/{CITY}/")
        assert (shut.status, "Kota Blitar: pengelola menutupnya untuk sementara" in shut.text) == (503, True)
        assert wait_for(lambda: "Ditutup sementara" in house.ask("/").text, 5)
        file.write_text("[[pemda]\n", encoding="utf-8")  # a slip of the pen changes nothing
        assert (house.ask(f"/{CITY}/").status, house.ask(f"/{INVENTED}/").status) == (503, 200)
        file.write_text(text, encoding="utf-8")
        assert house.ask(f"/{CITY}/").status == 200
        begin(file, Beginning("kota-baru", "Kota Baru", "99.03", "kota", "Dinas", file.parent / "wilayah.csv"))
        assert house.ask("/kota-baru/").status == 200
        assert wait_for(lambda: "Belum menerbitkan" in house.ask("/").text, 5)


def test_where_only_one_may_run_the_unused_one_leaves_and_one_in_use_stays(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("paling_banyak = 0", "paling_banyak = 1"), encoding="utf-8")
    with open_door(file) as house:
        assert house.ask(f"/{CITY}/").status == 200
        assert house.ask(f"/{INVENTED}/").status == 200
        assert states(house) == {CITY: "tidur", INVENTED: "berjalan"}
        with Viewer(f"{house.address}/{INVENTED}") as viewer:
            viewer.look("")
            refused = house.ask(f"/{CITY}/")
            assert (refused.status, "Sedang banyak yang dibuka" in refused.text) == (503, True)
        assert wait_for(lambda: house.ask(f"/{CITY}/").status == 200)


def test_two_publish_at_once_each_for_itself(tmp_path: Path) -> None:
    file = two.build(tmp_path / "pemda")
    environment = {k: v for k, v in os.environ.items() if not k.startswith("KOPERASI_")} | {ROLL_SETTING: str(file)}
    done: dict[str, subprocess.CompletedProcess[str]] = {}

    def publish(address: str) -> None:
        book = tmp_path / f"{address}.xlsx"
        book.write_bytes(two.make_book(address))
        words = ["publish", str(book), "--periode", "2025-T2", "--oleh", "Siti", "--alasan", "sama", "--pemda", address]
        command = [sys.executable, "-m", "etl", *words]
        done[address] = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)

    with open_door(file) as house:
        threads = [threading.Thread(target=publish, args=(address,)) for address in (CITY, INVENTED)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        assert {a: (d.returncode, "versi 2" in d.stdout) for a, d in done.items()} == {
            CITY: (0, True),
            INVENTED: (0, True),
        }
        assert wait_for(lambda: house.ask("/").text.count("Triwulan II 2025") == 2, 5)
