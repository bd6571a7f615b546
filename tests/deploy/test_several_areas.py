"""Two app servers behind one nginx, two areas of government on each, one catalog: what an area publishes on one server
is shown under its address on the other, the other area is untouched, and whichever server dies readers go on."""

from __future__ import annotations

import json
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from websockets.exceptions import ConnectionClosed

from dasbor.ui.access import COOKIE
from etl.neighbours.ledger import read_ledger
from etl.seal import keys
from etl.store.files import SEAL
from etl.store.versions import Store
from etl.tenants.declared import FILE
from tests.deploy import proxy
from tests.deploy.several import Door, Place, Reader, open_place, say, waited
from tests.store.lake.cluster import cluster, find_hindrance
from tests.store.lake.test_shared import compare
from tests.tenants import two
from tests.tenants.two import BOOKS, CITY, INVENTED

HINDRANCE = proxy.MISSING or find_hindrance()
pytestmark = pytest.mark.skipif(bool(HINDRANCE), reason=str(HINDRANCE))
BOTH = (CITY, INVENTED)
STAFF = "pegawai"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Both servers run; both areas have published their first quarter."""
    folder = tmp_path_factory.mktemp("mesin")
    with cluster() as postgres, short_folder() as own, open_place(folder, postgres, Door) as opened:
        first, second = opened.machines.values()
        for machine in (first, second):
            machine.settings["TMPDIR"] = own  # one that is killed leaves the folder of its sockets behind
        with pytest.MonkeyPatch.context() as m:
            for name in ("KOPERASI_STORE", "KOPERASI_STORE_DATA"):
                m.setenv(name, first.settings[name])
            m.delenv("KOPERASI_DATA", raising=False)
            two.build(first.folder)
            for address in BOTH:
                keys.read_key(store(first, address).folder)
        see_all(first.file, INVENTED)
        declare_again(first.folder, second.folder)
        first.start()
        second.start()
        yield opened


def short_folder() -> TemporaryDirectory[str]:
    """The path of a socket must not be long."""
    return TemporaryDirectory(prefix="koperasi-uji-", ignore_cleanup_errors=True)


def declare_again(first: Path, second: Path) -> None:
    """The same list, reference data and keys on another machine, which has nothing else."""
    second.mkdir()
    shutil.copy(first / FILE, second / FILE)
    for part in ("acuan", f"keadaan/{SEAL}"):
        for address in BOTH:
            shutil.copytree(first / address / part, second / address / part)


def see_all(file: Path, address: str) -> None:
    """One of them stands for a province."""
    entry = f'alamat = "{address}"\n'
    file.write_text(file.read_text("utf-8").replace(entry, f"{entry}melihat_semua = true\n"), "utf-8")


@pytest.fixture
def first(place: Place) -> Door:
    return running(place.machines["satu"])


@pytest.fixture
def second(place: Place) -> Door:
    return running(place.machines["dua"])


def running(machine: object) -> Door:
    """Also where an earlier test failed and left it dead."""
    assert isinstance(machine, Door)
    if machine.running is None:
        machine.start()
    return machine


def reader(place: Place, name: str, address: str, session: str = "") -> Reader:
    """Somebody whom nginx sends to the server of this name, who reads this area's pages."""
    cookies = {"koperasi_peladen": name} | ({COOKIE: session} if session else {})
    return Reader(place.site, cookies, f"/{address}")


def store(machine: Door, address: str) -> Store:
    return Store(machine.folder / address / "keadaan")


def read_news(there: Reader) -> int:
    """The version that a server shows now; 0 = it does not answer yet."""
    answer = there.ask("/rapat/kabar")
    return int(json.loads(answer.text)["versi"]) if answer.status == 200 else 0  # type: ignore[attr-defined]


def publish(machine: Door, address: str, quarter: str) -> None:
    book = machine.folder / f"{address}.xlsx"
    book.write_bytes(two.make_book(address))
    words = ["publish", str(book), "--periode", quarter, "--oleh", "Siti", "--alasan", "sama", "--pemda", address]
    machine.command(*words)


def test_one_address_leads_to_both_areas_on_both_servers(place: Place, first: Door, second: Door) -> None:
    for name in place.machines:
        listed = reader(place, name, CITY)
        listed.base = ""
        assert [f'href="/{a}/"' in str(listed.ask("/").text) for a in BOTH] == [True, True]
        for address in BOTH:
            one = reader(place, name, address)
            waited(lambda one=one: "data-mulai" in str(one.ask("/").text), 90)  # the process may begin slowly
        starts = {address: reader(place, name, address).find_start() for address in BOTH}
        assert len(set(starts.values())) == 2  # each area has a process of its own
        for address in BOTH:
            stays = {reader(place, name, address).find_start("/keaktifan") for _ in range(3)}
            assert stays == {starts[address]}
            with reader(place, name, address).open() as tab:
                seen = tab.look("koperasi").text
            assert [str(BOOKS[a][2]) in seen for a in BOTH] == [a == address for a in BOTH]
    assert reader(place, "satu", CITY).find_start() != reader(place, "dua", CITY).find_start()


def test_who_signs_in_to_either_area_is_led_to_the_first_server(place: Place, first: Door, second: Door) -> None:
    for address in BOTH:
        staff = reader(place, "dua", address)
        staff.ask("/masuk")
        assert staff.cookies["koperasi_peladen"] == "satu"


def test_what_one_area_publishes_on_one_server_is_shown_on_the_other_and_the_other_area_stays(
    place: Place, first: Door, second: Door
) -> None:
    there, beside = reader(place, "dua", CITY), reader(place, "dua", INVENTED)
    before, untouched = read_news(there), read_news(beside)
    with there.open() as tab, beside.open() as other:
        assert (tab.look("").versions, other.look("").versions) == ({before}, {untouched})
        publish(first, CITY, "2025-T2")
        took = waited(lambda: read_news(there) == before + 1)
        assert (tab.look("").versions, other.look("").versions) == ({before + 1}, {untouched})
    say(f"terlihat di peladen lain sesudah {took:.1f} s")
    assert took < 10
    assert (read_news(reader(place, "satu", INVENTED)), read_news(beside)) == (untouched, untouched)
    for address, number in ((CITY, before + 1), (INVENTED, untouched)):
        assert [store(m, address).list_versions()[-1] for m in (first, second)] == [number, number]
        assert not any(compare(store(first, address), store(second, address)).values())


def test_a_package_that_came_by_itself_is_taken_once_for_both_servers_and_undone_on_both(
    place: Place, first: Door, second: Door
) -> None:
    publish(first, CITY, "2025-T3")
    newest = store(first, CITY).list_versions()[-1]
    took = waited(lambda: [list_held(m) for m in (first, second)] == [[("35.72", newest)]] * 2, 60)
    assert took < 60
    say(f"paket diterima di kedua peladen sesudah {took:.1f} s")
    lines = [read_ledger(store(m, INVENTED).folder).entries for m in (first, second)]
    assert lines[0] == lines[1]

    assert [e.versi for e in lines[0]] == sorted({e.versi for e in lines[0]})  # none twice
    number = lines[0][-1].nomor
    first.command("import", "--batal", str(number), "--oleh", "Siti", "--pemda", INVENTED)
    took = waited(lambda: ("35.72", newest) not in list_held(second))
    say(f"dibatalkan di peladen lain sesudah {took:.1f} s")
    assert took < 10
    time.sleep(12)  # a round of the doors: nobody takes it again by himself
    assert [("35.72", newest) in list_held(m) for m in (first, second)] == [False, False]


def list_held(machine: Door) -> list[tuple[str, int]]:
    held = read_ledger(store(machine, INVENTED).folder).find_held()
    return [(code, e.versi) for code, e in held.items()]


def test_staff_of_one_area_see_nothing_of_the_other_on_either_server(place: Place, first: Door, second: Door) -> None:
    for machine in (first, second):
        session = two.add_staff(machine.file, CITY, STAFF)
        own, foreign = (reader(place, machine.name, address, session) for address in BOTH)
        told = [r.ask("/unduh/asli/1").status for r in (own, foreign)]  # type: ignore[attr-defined]
        assert told == [200, 403]
        with own.open() as tab:
            assert "Khusus petugas" not in tab.look("riwayat").text
            seen = "".join(tab.look(page).text for page in ("riwayat", "koperasi", "unggah"))
        assert (str(BOOKS[CITY][2]) in seen, str(BOOKS[INVENTED][2]) in seen) == (True, False)
        with foreign.open() as tab:
            assert "Khusus petugas" in tab.look("riwayat").text


@pytest.mark.parametrize("name", ["satu", "dua"])
def test_a_server_is_killed_and_readers_of_both_areas_go_on_at_the_other(
    place: Place, first: Door, second: Door, name: str
) -> None:
    dead, left = (first, "dua") if name == "satu" else (second, "satu")
    # nginx passes over one that died a moment ago, and the processes of one that has just begun are begun in turn
    ready = {n: {n} for n in place.machines}
    assert waited(lambda: {n: {answered(place, n, f"/{a}") for a in BOTH} for n in ready} == ready, 60) < 60
    seen = {}
    for address in BOTH:
        there = reader(place, name, address)
        with there.open() as tab:
            seen[address] = tab.look("keaktifan", "triwulan=2025-T1")
    there, beside = (reader(place, name, address) for address in BOTH)
    with there.open() as tab, beside.open() as other:
        dead.end(signal.SIGKILL)
        for one in (tab, other):
            with pytest.raises(ConnectionClosed):
                one.look("keaktifan")
    for one, address in ((there, CITY), (beside, INVENTED)):
        took = waited(lambda one=one: one.ask("/").status == 200)
        with one.open() as tab:
            again = tab.look("keaktifan", "triwulan=2025-T1")
        say(f"{address}: tersambung lagi sesudah {took + again.seconds:.1f} s")
        assert took < 10
        assert (again.versions, again.text) == (seen[address].versions, seen[address].text)
        assert one.cookies["koperasi_peladen"] == left
    dead.start()
    assert {answered(place, r.cookies["koperasi_peladen"], r.base) for r in (there, beside)} == {left}


def answered(place: Place, name: str, base: str) -> str:
    """Who answers those of a server below an address; "" = nobody yet."""
    there = Reader(place.site, {"koperasi_peladen": name}, base)
    return there.cookies["koperasi_peladen"] if there.ask("/").status == 200 else ""  # type: ignore[attr-defined]
