"""The processes behind the door: begun when somebody asks, and one that fails harms no other."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from dasbor.front.fence import find_version
from etl.tenants.begin import Beginning, begin
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
    return dict(json.loads(house.ask("/sehat").text)["pemda"])


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


def test_one_that_is_damaged_and_one_wrongly_set_say_so_and_the_third_is_served(tmp_path: Path) -> None:
    file = two.build(tmp_path / "pemda")
    areas = two.write_areas(file.parent, "99.03")
    third = begin(file, Beginning("kota-ketiga", "Kota Ketiga", "99.03", "kota", "Dinas", areas))
    settings = third.reference / "pengaturan.toml"
    whole = settings.read_text(encoding="utf-8")
    settings.write_text("[wilayah\n", encoding="utf-8")
    (version,) = (file.parent / CITY / "keadaan" / "terbitan").glob("*.duckdb")
    version.write_bytes(b"sampah")
    with open_door(file) as house:
        refused = house.ask("/kota-ketiga/")
        assert (refused.status, "Dasbor pemda lain tidak terganggu" in refused.text) == (503, True)
        assert (house.ask(f"/{INVENTED}/lembar").status, house.ask(f"/{CITY}/masuk").status) == (200, 200)
        page = house.ask("/").text
        assert (page.count("Data perlu diperbaiki"), page.count("Belum menerbitkan")) == (1, 1)
        assert states(house) == {CITY: "berjalan", INVENTED: "berjalan", "kota-ketiga": "rusak"}
        assert house.ask("/sehat").status == 503
        settings.write_text(whole, encoding="utf-8")
        assert house.ask("/kota-ketiga/").status == 200  # begun anew when it is asked for


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="tanpa /proc")
def test_a_process_that_is_killed_begins_anew_and_all_end_with_the_door(file: Path) -> None:
    with open_door(file) as house:
        assert states(house) == {CITY: "tidur", INVENTED: "tidur"}
        assert house.ask(f"/{CITY}/sehat").text.startswith("baik\ntidur")
        assert states(house) == {CITY: "tidur", INVENTED: "tidur"}  # a monitor wakes nobody
        before = find_processes(house)
        assert house.ask(f"/{INVENTED}/").status == 200
        (first,) = find_processes(house) - before
        if find_version():  # the kernel's fence stands around it
            assert "NoNewPrivs:\t1" in Path(f"/proc/{first}/status").read_text()
        os.kill(first, signal.SIGKILL)
        assert wait_for(lambda: house.ask(f"/{INVENTED}/").status == 200)
        assert house.ask(f"/{CITY}/").status == 200
        assert first not in (all_of_them := find_processes(house))
        assert len(all_of_them - before) == 2
        house.process.kill()  # even then
        assert wait_for(lambda: not any(Path(f"/proc/{pid}").exists() for pid in all_of_them - before))


def test_where_only_one_may_run_the_unused_one_leaves_and_one_in_use_stays_and_nothing_is_left(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("paling_banyak = 0", "paling_banyak = 1"), encoding="utf-8")
    with TemporaryDirectory() as scratch, open_door(file, TMPDIR=scratch) as house:
        assert house.ask(f"/{CITY}/").status == 200
        assert house.ask(f"/{INVENTED}/").status == 200
        assert states(house) == {CITY: "tidur", INVENTED: "berjalan"}
        with Viewer(f"{house.address}/{INVENTED}") as viewer:
            viewer.look("")
            refused = house.ask(f"/{CITY}/")
            assert (refused.status, "Sedang banyak yang dibuka" in refused.text) == (503, True)
        assert wait_for(lambda: house.ask(f"/{CITY}/").status == 200)
        house.process.terminate()
        house.process.wait(timeout=40)
        assert os.listdir(scratch) == []


# ── what changes while the door is open ──


@pytest.fixture(scope="module")
def house(built: Path) -> Iterator[House]:
    with open_door(built) as opened:
        yield opened


def test_an_area_is_shut_and_opened_and_a_slip_of_the_pen_changes_nothing(house: House, file: Path) -> None:
    assert house.ask(f"/{CITY}/").status == 200
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('nama = "Kota Blitar"', 'nama = "Kota Blitar"\ntutup = true'), encoding="utf-8")
    shut = house.ask(f"/{CITY}/")
    assert (shut.status, "Kota Blitar: pengelola menutupnya untuk sementara" in shut.text) == (503, True)
    assert wait_for(lambda: "Ditutup sementara" in house.ask("/").text, 5)
    file.write_text("[[pemda]\n", encoding="utf-8")
    assert (house.ask(f"/{CITY}/").status, house.ask(f"/{INVENTED}/").status) == (503, 200)
    file.write_text(text, encoding="utf-8")
    assert house.ask(f"/{CITY}/").status == 200


def test_a_new_area_is_there_at_once(house: House, file: Path) -> None:
    begin(file, Beginning("kota-baru", "Kota Baru", "99.04", "kota", "Dinas", two.write_areas(file.parent, "99.04")))
    assert house.ask("/kota-baru/").status == 200
    assert wait_for(lambda: "Belum menerbitkan" in house.ask("/").text, 5)


def test_two_publish_at_once_each_for_itself(house: House, file: Path) -> None:
    two.publish_both(file)
    assert wait_for(lambda: house.ask("/").text.count("Triwulan II 2025") == 2, 5)
    assert "versi 2" in house.ask(f"/{CITY}/masuk").text
