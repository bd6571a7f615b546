"""Who sees all gets the data packages of the others after they publish; nobody reads another's folder."""

from __future__ import annotations

import multiprocessing
import os
from pathlib import Path

import pytest

from dasbor.front import carrier, errand, fence
from dasbor.front.book import Book
from dasbor.front.carrier import Carrier
from dasbor.front.ground import find_ground
from etl.neighbours.held import open_held
from etl.neighbours.ledger import read_ledger
from etl.neighbours.take import undo
from etl.publish.publish import publish_workbook
from etl.run import check_workbook
from etl.store.versions import Store
from etl.tenants import parcels
from etl.tenants.declared import Tenant, read_roll
from tests.front.test_fence import attempt
from tests.neighbours.parcels import STAFF, Parcel, write_parcel
from tests.tenants import two
from tests.tenants.two import CITY, INVENTED


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Kota Contoh stands for a province: it sees all."""
    file = two.build(tmp_path_factory.mktemp("pemda"))
    declare(file, INVENTED, "melihat_semua = true")
    return file


def declare(file: Path, address: str, line: str) -> None:
    """One more line for one of them."""
    before = file.read_text(encoding="utf-8")
    entry = f'alamat = "{address}"\n'
    file.write_text(before.replace(entry, f"{entry}{line}\n"), encoding="utf-8")


def find_one(file: Path, address: str) -> Tenant:
    tenant = read_roll(file).find(address)
    assert tenant is not None
    return tenant


@pytest.fixture
def runs(built: Path, tmp_path: Path) -> Carrier:
    return Carrier(Book(built), tmp_path, multiprocessing.get_context("spawn"))


def list_shown(file: Path, address: str) -> list[tuple]:
    con = open_held(find_one(file, address).state)
    return [] if con is None else con.execute("select kode, nama, versi, alamat from pemda order by kode").fetchall()


def list_lying(file: Path) -> list[str]:
    return [p.address for p in parcels.list_parcels(parcels.find_room(read_roll(file)))]


def test_what_is_published_is_carried_once_and_a_newer_version_takes_its_place(
    built: Path, runs: Carrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs.go_round()
    assert list_lying(built) == [CITY]
    assert list_shown(built, INVENTED) == [("35.72", "Kota Blitar", 1, f"/{CITY}/")]
    assert list_shown(built, CITY) == []
    (line,) = read_ledger(find_one(built, INVENTED).state).entries
    assert (line.oleh, line.kunci_dikenal) == ("sistem", True)
    with monkeypatch.context() as m:
        m.setattr(Carrier, "_run", lambda *_: pytest.fail("nothing new was published"))
        runs.go_round()
    with two.inside(built, CITY):
        data = two.make_book(CITY)
        publish_workbook(check_workbook(data, "a.xlsx", "2025-T2"), data, by="penguji", reason="sama")
    runs.go_round()
    assert list_lying(built) == [CITY]
    assert list_shown(built, INVENTED) == [("35.72", "Kota Blitar", 2, f"/{CITY}/")]
    undo(find_one(built, INVENTED).state, 2, STAFF)
    Carrier(Book(built), runs._folder, runs._context).go_round()
    assert list_shown(built, INVENTED)[0][2] == 1, "what staff undid stays undone"


def test_a_package_is_made_again_where_more_is_known_of_how_its_figures_are_counted(built: Path) -> None:
    tenant = find_one(built, INVENTED)
    records = Store(tenant.state).records
    before, counting = carrier._look_at(tenant), records.read_counting(1)
    records.note_counting(1, {**counting, "koperasi_aktif": "0" * 16})
    assert carrier._look_at(tenant) != before
    records.note_counting(1, counting)
    assert carrier._look_at(tenant) == before


def test_closed_pages_hand_out_nothing_unless_the_operator_says_so(built: Path, runs: Carrier) -> None:
    settings = find_one(built, CITY).reference / "pengaturan.toml"
    before = settings.read_text(encoding="utf-8")
    declared = built.read_text(encoding="utf-8")
    try:
        settings.write_text(before.replace('halaman = "terbuka"', 'halaman = "masuk"'), encoding="utf-8")
        assert 'halaman = "masuk"' in settings.read_text(encoding="utf-8")
        runs.go_round()
        assert list_lying(built) == []
        assert len(list_shown(built, INVENTED)) == 1, "what was handed out before stays"
        declare(built, CITY, "berbagi_paket = true")
        runs.go_round()
        assert list_lying(built) == [CITY]
        settings.write_text(before, encoding="utf-8")
        built.write_text(declared, encoding="utf-8")
        declare(built, CITY, "berbagi_paket = false")
        runs.go_round()
        assert list_lying(built) == []
    finally:
        settings.write_text(before, encoding="utf-8")
        built.write_text(declared, encoding="utf-8")


def test_nobody_speaks_for_another_area_of_government(built: Path, tmp_path: Path) -> None:
    state, room = tmp_path / "keadaan", tmp_path / "paket"
    room.mkdir()
    (room / f"{CITY}_35.72_{'0' * 16}.zip").write_bytes(write_parcel(Parcel()))
    (room / f"kab-contoh_35.05_{'0' * 16}.zip").write_bytes(write_parcel(Parcel(versi=7)))
    (room / "rahasia.zip").write_bytes(b"x")
    with two.inside(built, INVENTED):
        said = parcels.take_parcels(state, room, INVENTED, "/")
    assert [(one.alamat, one.kode, one.sebab) for one in said] == [
        (
            CITY,
            "35.72",
            "Paket ini atas nama Kabupaten Contoh (kode 35.05), padahal pengirimnya pemda dengan kode 35.72. "
            "Periksa [wilayah] kode di pengaturan pengirimnya, dan siapa yang mengirimnya.",
        )
    ]
    assert [(e.kode, e.versi, e.alamat) for e in read_ledger(state).entries] == [("35.05", 7, "/kab-contoh/")]
    path = room / f"kab-contoh_35.05_{'1' * 16}.zip"
    path.write_bytes(write_parcel(Parcel(versi=6, dibuat="2025-07-01T09:00:00+07:00")))
    with two.inside(built, INVENTED):
        parcels.take_parcels(state, room, INVENTED, "/")
    assert read_ledger(state).find_held()["35.05"].versi == 6, "it published an earlier version again"
    path.write_bytes(write_parcel(Parcel(versi=8, dibuat="2025-09-01T09:00:00+07:00", contoh=True)))
    with two.inside(built, INVENTED):
        said = parcels.take_parcels(state, room, INVENTED, "/")
    assert "Paket ini DATA CONTOH (semuanya rekaan), sedangkan yang dipegang" in said[0].sebab
    assert read_ledger(state).find_held()["35.05"].versi == 6, "invented figures over real ones: a person says so"


def test_an_errand_that_may_go_better_in_a_while_ends_as_failed_and_says_why(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / f"kab-contoh_35.05_{'0' * 16}.zip").write_bytes(write_parcel(Parcel()))
    monkeypatch.setattr(errand, "become", lambda *_: None)
    monkeypatch.setattr(parcels, "_take", refuse_for_want_of_room)
    with two.inside(built, INVENTED), pytest.raises(SystemExit) as ended:
        errand.take_parcels({}, None, str(tmp_path), "/")
    assert ended.value.code == 1
    assert "diskanya penuh. Dicoba lagi. Yang dipegang sebelumnya tetap tampil." in capsys.readouterr().out


def refuse_for_want_of_room(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_where_nobody_sees_all_nothing_lies_and_nothing_runs(
    built: Path, runs: Carrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = parcels.find_room(read_roll(built))
    room.mkdir(parents=True, exist_ok=True)
    (room / f"{CITY}_35.72_{'0' * 16}.zip").write_bytes(b"x")
    text = built.read_text(encoding="utf-8")
    monkeypatch.setattr(Carrier, "_run", lambda *_: pytest.fail("nobody asked for it"))
    built.write_text(text.replace("melihat_semua = true\n", ""), encoding="utf-8")
    runs.go_round()
    built.write_text(text, encoding="utf-8")
    assert list_lying(built) == []


def test_who_has_no_code_of_a_city_hands_out_nothing_and_is_not_asked_again(
    built: Path, runs: Carrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrier, "find_code", lambda _: "35")
    runs.go_round()
    assert list_lying(built) == []
    monkeypatch.setattr(Carrier, "_run", lambda *_: pytest.fail("it was asked a moment ago"))
    runs.go_round()


def test_a_process_cannot_lead_the_door_to_a_file_of_another(tmp_path: Path) -> None:
    secret, target = tmp_path / "rahasia", tmp_path / "paket.zip"
    secret.write_bytes(b"milik pemda lain")
    target.symlink_to(secret)
    assert carrier._read_plain(target) is None
    target.unlink()
    os.link(secret, target)
    assert carrier._read_plain(target) is None
    target.unlink()
    os.mkfifo(target)
    assert carrier._read_plain(target) is None
    target.unlink()
    target.write_bytes(b"paket")
    assert carrier._read_plain(target) == b"paket"


@pytest.mark.skipif(not fence.find_version(), reason="kernel ini tanpa Landlock")
def test_the_process_of_pages_opens_no_package_and_puts_none_down(built: Path, tmp_path: Path) -> None:
    roll = read_roll(built)
    room = parcels.find_room(roll)
    room.mkdir(parents=True, exist_ok=True)
    (room / "ada.zip").write_bytes(b"x")
    for address in (CITY, INVENTED):
        tenant = find_one(built, address)
        ground = find_ground(roll, tenant, tmp_path, os.environ)
        asked = [(room / "ada.zip", "r"), (room / "baru.zip", "w"), (tenant.state / "baru", "w")]
        assert attempt(ground, asked) == ["PermissionError", "PermissionError", "ya"]
