"""`python -m etl import`: what it asks, what it takes, how it ends."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from etl.__main__ import main
from etl.audit.log import read_entries
from etl.neighbours.held import open_held
from etl.seal.keys import say_fingerprint
from etl.store.versions import Store
from tests.neighbours.parcels import Parcel, find_fingerprint, hold, write_parcel

P, NEWER = Parcel(), Parcel(versi=4, dibuat="2025-11-01T09:00:00+07:00")
KEY = ("--kunci", say_fingerprint(find_fingerprint()), "--oleh", "Siti")


@pytest.fixture
def send(store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Import a parcel with these words: exit code and what was said."""

    def run(parcel: Parcel | bytes, *words: str) -> tuple[int, str]:
        path = tmp_path / "paket.zip"
        path.write_bytes(parcel if isinstance(parcel, bytes) else write_parcel(parcel))
        code = main(["import", str(path), *words])
        return code, capsys.readouterr().out

    return run


def list_held(state: Path) -> list[tuple]:
    con = open_held(state)
    return [] if con is None else con.execute("select kode, versi, contoh from pemda order by kode").fetchall()


def test_a_key_that_nobody_knows_is_asked_for_and_a_person_names_it(send, store: Store) -> None:
    code, said = send(P)
    assert code == 1 and list_held(store.folder) == []
    assert "Utuh, kunci belum dikenal: paket Kabupaten Contoh ditandatangani kunci" in said
    assert "Tidak ada yang diterima." in said
    code, said = send(P, "--kunci", "0000 1111")
    assert code == 1 and "Sidik yang Anda sebut, 0000 1111, bukan sidik kunci paket Kabupaten Contoh ini" in said
    code, said = send(P, *KEY)
    assert (code, list_held(store.folder)) == (0, [("35.05", 3, False)])
    assert "versi 3, terbit 1 Agustus 2025 pukul 09.00 WIB" in said
    assert "2 triwulan, Triwulan I 2025 sampai Triwulan II 2025." in said
    assert send(NEWER, "--kunci", "0" * 32)[0] == 1, "whoever names another key does not mean this package"
    assert send(NEWER)[0] == 0, "a key that is known is not asked for again"
    last = read_entries(store.folder)[-2]
    assert (last.event, last.by, last.facts["pemda"]) == ("terima_paket", "Siti", "35.05")


def test_what_is_older_invented_or_our_own_is_refused(send, store: Store) -> None:
    hold(store.folder, NEWER)
    code, said = send(P)
    assert code == 1
    assert "dibuat 1 Agustus 2025 pukul 09.00 WIB, lebih lama daripada yang dipegang (1 November 2025 pukul" in said
    sample = replace(NEWER, versi=5, contoh=True)
    code, said = send(sample)
    assert code == 1 and "Paket ini DATA CONTOH (semuanya rekaan)" in said
    code, said = send(replace(P, kode="35.72", nama="Kota Blitar", tingkat="kota", rows=(), areas=()), *KEY)
    assert (code, "Ini paket data pemda ini sendiri (Kota Blitar, kode 35.72)." in said) == (1, True)
    assert list_held(store.folder) == [("35.05", 4, False)]
    assert send(sample, "--tetap")[0] == 0
    assert list_held(store.folder) == [("35.05", 5, True)]


def test_the_same_package_again_changes_nothing(send, store: Store) -> None:
    hold(store.folder, P)
    before = sorted(p.name for p in (store.folder / "pemda_lain").rglob("*"))
    code, said = send(P)
    assert (code, "Paket ini sudah dipegang; tidak ada yang berubah." in said) == (0, True)
    assert sorted(p.name for p in (store.folder / "pemda_lain").rglob("*")) == before


def test_figures_that_are_counted_otherwise_are_named(send, store: Store) -> None:
    code, said = send(replace(P, rules={"bulan_batas_rat": 9}), *KEY)
    assert code == 0
    assert "Tidak dibandingkan, sebab dihitung lain: RAT tahun buku, RAT tepat waktu dan" in said
    assert "Yang berbeda: Batas RAT (di sini Juni, di sana September).\n" in said
    code, said = send(replace(P, kode="35.06", nama="Kabupaten Lain", is_older_release=True, rows=(), areas=()), *KEY)
    assert code == 0 and "Cara menghitungnya tidak diketahui: Koperasi terdaftar," in said
    con = open_held(store.folder)
    assert con is not None
    sql = "select kode_pemda, count(*), count(isi), count(*) filter (sidik = '') from definisi group by 1 order by 1"
    assert con.execute(sql).fetchall() == [("35.05", 34, 34, 0), ("35.06", 34, 0, 34)]


def test_a_program_is_told_in_json(send, store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = send(P, "--json")
    content = json.loads(said)
    assert (code, content["diterima"], content["paket"]["kode"]) == (1, False, "35.05")
    assert [t["kode"] for t in content["temuan"]] == ["kunci_belum_dikenal"]
    code, said = send(P, "--json", "--lihat", *KEY)
    assert (code, json.loads(said)["diterima"], list_held(store.folder)) == (0, False, [])
    assert json.loads(send(P, "--json", *KEY)[1])["diterima"] is True
    assert main(["import", "--json"]) == 0
    (held,) = json.loads(capsys.readouterr().out)["dipegang"]
    assert (held["nama"], held["nomor"], held["oleh"], held["versi"]) == ("Kabupaten Contoh", 1, "Siti", 3)


def test_a_package_beside_an_undo_is_asked_which(send, store: Store) -> None:
    hold(store.folder, P)
    assert send(NEWER, "--batal", "1")[0] == 2
    assert list_held(store.folder) == [("35.05", 3, False)]


def test_a_file_that_is_no_package_is_unreadable(send, store: Store) -> None:
    whole = write_parcel(P)
    for content in (b"bukan", whole[:-1], whole[:100] + b"\0" + whole[101:]):
        assert send(content, *KEY)[0] == 2
    assert not (store.folder / "pemda_lain").exists()


def test_the_list_and_the_way_back(send, store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import"]) == 0
    assert capsys.readouterr().out == "Belum ada paket pemda lain yang dipegang.\n"
    hold(store.folder, P, NEWER)
    assert main(["import", "--batal", "2", "--oleh", "Siti"]) == 0
    assert capsys.readouterr().out == "Kabupaten Contoh: catatan 2 dibatalkan; import --batal 3 mengembalikannya.\n"
    assert main(["import"]) == 0
    assert "Kabupaten Contoh (35.05): versi 3, diterima" in capsys.readouterr().out
    assert main(["import", "--batal", "9"]) == 2
    assert "Catatan paket 9 tidak ada atau sudah dibatalkan." in capsys.readouterr().err
