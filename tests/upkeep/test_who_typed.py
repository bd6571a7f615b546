"""Every command that changes the state writes down who typed it: --oleh, else the system's user, said as such."""

from __future__ import annotations

import argparse
import getpass
from pathlib import Path

import pytest

from etl.__main__ import _build_parser, main
from etl.accounts import users
from etl.audit import log
from etl.store.versions import Store
from tests.installations import hash_cheaply

# What changes nothing in the state: it only looks, or writes files that the person names.
LOOKING = {"versions", "verify", "audit", "doctor", "template", "kunci-cadangan", "pengaturan", "target", "catatan"}
LOOKING |= {"rawat-katalog"}  # publishes nothing, takes nothing away that anybody can see
HERE = "baris perintah"


@pytest.fixture
def store(built_store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    hash_cheaply(monkeypatch)
    users.add_user("ani", "rahasia")
    users.add_user("budi", "rahasia")
    return built_store


def list_parsers(parser: argparse.ArgumentParser, words: tuple[str, ...] = ()) -> dict[tuple[str, ...], set[str]]:
    """{words of a command: its options}, those that stand below another one too."""
    found = {words: {o for a in parser._actions for o in a.option_strings}}
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, one in action.choices.items():
                found |= list_parsers(one, (*words, name))
    return found


def test_every_command_that_changes_the_state_takes_a_name() -> None:
    commands = list_parsers(_build_parser())
    without = {words for words, options in commands.items() if words and "--oleh" not in options}
    # what `pemda add` begins is a folder in which nobody is known yet
    begun = {("pemda",), ("pemda", "add"), ("pemda", "list")}
    assert without == {(name,) for name in LOOKING | {"user"}} | begun


USER = ["user", "add", "dewi"]
CHANGES = [
    (["user", "add", "citra"], "akun_dibuat"),
    (["user", "role", "budi", "pimpinan"], "peran_diubah"),
    (["user", "lock", "budi"], "akun_dikunci"),
    (["user", "unlock", "budi"], "akun_dibuka"),
    (["user", "remove", "budi"], "akun_dihapus"),
    (["user", "reset", "ani"], "tautan_dibuat"),
    (["tunjuk", "2", "--yakin"], "tunjuk"),
    (["backup", "cadangan"], "cadangan"),
    (["restore-backup", "cadangan", "--yakin"], "pulihkan_cadangan"),
]


@pytest.mark.parametrize(
    ("words", "event", "by"),
    [*((*change, "Siti") for change in CHANGES), (USER, "akun_dibuat", ""), (["backup", "cadangan"], "cadangan", "")],
    ids=lambda x: " ".join(x) if isinstance(x, list) else None,
)
def test_a_command_writes_down_who_and_that_it_was_typed(
    store: Store, words: list[str], event: str, by: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    if words[0] == "tunjuk":
        (store.versions_folder / "TERKINI").unlink()
    elif words[0] == "restore-backup":
        main(["backup", "cadangan"])
    assert main([*words, *(["--oleh", by] if by else [])]) == 0
    entry = next(e for e in reversed(log.read_entries()) if e.event == event)
    assert (entry.by, entry.address) == (by or f"{getpass.getuser()} (pengguna sistem)", HERE)


def test_a_drill_is_written_down_with_who_typed_it(store: Store, tmp_path: Path) -> None:
    assert main(["drill", str(tmp_path), "--oleh", "Siti"]) == 1
    entry = log.read_entries()[-1]
    assert (entry.event, entry.by, entry.address, entry.facts["hasil"]) == ("uji_pulih", "Siti", HERE, "gagal")


def test_the_last_admin_is_given_a_new_link_at_the_server_whoever_types(store: Store) -> None:
    assert main(["user", "reset", "ani", "--oleh", "Siti"]) == 0
    assert main(["user", "lock", "ani", "--oleh", "Siti"]) == 0
