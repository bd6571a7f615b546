"""An installation moves into a shared catalog and back; every version is the same in both."""

from __future__ import annotations

import pytest

from etl.__main__ import main
from etl.prove import verify
from etl.store.differences import list_differences
from etl.store.versions import Store
from tests import golden, states


@pytest.fixture
def files(built_store, catalog, monkeypatch) -> tuple[str, Store]:
    """A store of files with three versions, and the catalog that it may move to."""
    monkeypatch.delenv("KOPERASI_STORE")
    return catalog, Store(built_store.folder)


def test_a_store_moves_into_the_catalog_and_another_server_has_all_of_it(files, monkeypatch, capsys, tmp_path):
    address, old = files
    assert main(["move", "--to", address, "--oleh", "Operator"]) == 0
    assert capsys.readouterr().out == (
        "3 versi dibandingkan tabel demi tabel: semua sama. Isi KOPERASI_STORE dan KOPERASI_STORE_DATA di setiap "
        "peladen lalu mulai ulang dasbor.\n"
    )
    monkeypatch.setenv("KOPERASI_STORE", address)
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path / "dua"))
    second = Store()
    second.catch_up()
    assert second.list_versions() == [1, 2, 3]
    for n in (1, 2, 3):
        assert list_differences(old.find_path(n), second.find_path(n)) == []
    assert verify.verify_store(second).problems == []
    assert states.publish_next(second) == 4
    monkeypatch.setenv("KOPERASI_DATA", str(old.folder))
    assert main(["move", "--to", "files", "--oleh", "Operator"]) == 0
    assert capsys.readouterr().out == (
        "4 versi dibandingkan tabel demi tabel: semua sama. Hapus KOPERASI_STORE lalu mulai ulang dasbor.\n"
    )
    monkeypatch.delenv("KOPERASI_STORE")
    assert golden.publish_book(Store(), "2025-T3", golden.BUKU["2025-T3"]) == 5
    assert verify.verify_store(Store()).problems == []


def test_a_move_that_was_cut_off_goes_on_where_it_ended(files, monkeypatch, capsys):
    from etl.store.lake import move

    address, _ = files
    original = move._bring

    def cut_off(store, session, number):
        if number == 3:
            raise KeyboardInterrupt
        original(store, session, number)

    with monkeypatch.context() as m, pytest.raises(KeyboardInterrupt):
        m.setattr(move, "_bring", cut_off)
        move.move_into(Store(files[1].folder), address)
    assert main(["move", "--to", address]) == 0
    assert capsys.readouterr().out.startswith("3 versi dibandingkan tabel demi tabel: semua sama.")


def test_a_version_without_its_file_moves_as_a_record(files, capsys):
    address, old = files
    old.prune(2)
    assert main(["move", "--to", address]) == 0
    out = capsys.readouterr().out
    assert "Tanpa berkas versi, jadi hanya catatannya: versi 1." in out
    assert "2 versi dibandingkan tabel demi tabel: semua sama." in out


def test_what_differs_afterwards_is_said(files, monkeypatch, capsys):
    from etl.store.lake import move

    monkeypatch.setattr(move, "find_differences", lambda *_, **__: ["indikator"])
    assert main(["move", "--to", files[0]]) == 1
    out = capsys.readouterr().out
    assert "Versi 1, tabel indikator: tidak sama." in out
    assert "3 tabel TIDAK sama. Jangan pindah dahulu." in out


def test_a_damaged_store_is_not_moved(files, capsys):
    address, old = files
    with old.find_path(2).open("r+b") as f:
        f.seek(20_000)
        f.write(b"x" * 100)
    assert main(["move", "--to", address]) == 2
    assert "Tidak ada yang dipindahkan: Berkas versi 2 rusak. Jalankan rebuild." in capsys.readouterr().err
