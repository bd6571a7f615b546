"""Names of accounts: one that is taken is refused, not overwritten; a name is nobody's number and hides nothing."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from etl import __main__ as etl
from etl.accounts import identities, manage, names, users
from etl.accounts.database import USERS_FILE, open_db
from etl.accounts.identities import Identity
from etl.accounts.provider import Provider
from etl.audit import log
from tests.installations import hash_cheaply

LONG = "empat kata biasa saja"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path))
    hash_cheaply(monkeypatch)
    return tmp_path


def listed() -> list[str]:
    return [a.name for a in manage.list_accounts()]


# ── a name that is taken ──

TAKEN = {
    "the same": "renée01",
    "another case": "RENÉE01",
    "blanks around": "  renée01 ",
    "a no-break blank": "\N{NO-BREAK SPACE}renée01",
    "decomposed": unicodedata.normalize("NFD", "renée01"),
    "full width": "ｒｅｎée０１",
    "without the accent": "renee01",
    "o for 0": "renéeo1",
    "l for 1": "renée0l",
}


@pytest.mark.parametrize("name", TAKEN.values(), ids=TAKEN)
@pytest.mark.parametrize("add", ["command line", "page", "first hand"])
def test_a_name_that_is_taken_is_refused_and_the_account_stays_as_it_was(
    name: str, add: str, capsys: pytest.CaptureFixture[str]
) -> None:
    password = users.add_user("renée01")
    token = users.start_session("renée01")
    if add == "command line":
        assert etl.main(["user", "add", name]) == 2
        said = capsys.readouterr()
        assert (said.out, said.err.count("\n")) == ("", 1)
        assert "sudah ada" in said.err
    else:
        with pytest.raises(ValueError, match="sudah ada"):
            manage.invite(name, "petugas", "renée01") if add == "page" else users.add_user(name, LONG)
    assert (listed(), users.find_session_user(token)) == (["renée01"], "renée01")
    assert users.log_in("renée01", password).name == "renée01"


def test_what_to_do_for_a_new_password_is_said() -> None:
    users.add_user("ani")
    with pytest.raises(ValueError, match='akun ani sudah ada dan tidak diubah; .* python -m etl user reset "ani"'):
        users.add_user("Ani")


@pytest.mark.parametrize("name", ["аni", "anі", "ani\N{COMBINING LONG STROKE OVERLAY}", "αni", "ａｎі", "anı"])
def test_letters_that_look_like_latin_ones_are_refused_and_shown_by_their_number(name: str) -> None:
    users.add_user("ani")
    with pytest.raises(ValueError, match=r"\(U\+[0-9A-F]{4}\); pakai huruf Latin|terlalu mirip"):
        users.add_user(name)
    assert listed() == ["ani"]


def test_one_spelling_signs_in_however_it_is_typed() -> None:
    password = users.add_user("  Renée  Putri ")
    assert listed() == ["renée putri"]
    for typed in ("renée putri", unicodedata.normalize("NFD", "Renée Putri"), " RENÉE   PUTRI ", "ｒenée putri"):
        assert users.log_in(typed, password).name == "renée putri"


# ── a name that cannot be ──

REFUSED = {
    "ani\x00": "tanda yang tidak terlihat (U+0000)",
    "ani\tsari": "tanda yang tidak terlihat (U+0009)",
    "ani\nbudi": "tanda yang tidak terlihat (U+000A)",
    "ani\x1b[2J": "tanda yang tidak terlihat (U+001B)",
    "a\N{ZERO WIDTH SPACE}ni": "tanda yang tidak terlihat (U+200B)",
    "ani\N{ZERO WIDTH JOINER}": "tanda yang tidak terlihat (U+200D)",
    "\N{RIGHT-TO-LEFT OVERRIDE}ina": "tanda yang tidak terlihat (U+202E)",
    "ani\N{POP DIRECTIONAL ISOLATE}": "tanda yang tidak terlihat (U+2069)",
    "\N{ZERO WIDTH NO-BREAK SPACE}ani": "tanda yang tidak terlihat (U+FEFF)",
    "ani\N{LINE SEPARATOR}b": "tanda yang tidak terlihat (U+2028)",
    "ani\N{SOFT HYPHEN}": "tanda yang tidak terlihat (U+00AD)",
    "\N{HANGUL FILLER}ani": "(U+1160)",
    "ani\N{BRAILLE PATTERN BLANK}": "(U+2800)",
    "ani<b>": "(U+003C)",
    "=ani": "(U+003D)",
    "a" * 61: "terlalu panjang (61 huruf); paling banyak 60 huruf",
    "3572015505900003": "nomor KTP",
    "ani 3572.0155.0590.0003": "nomor KTP",
    "0812-3456-7890": "nomor telepon",
    "+62 812 3456 7890": "nomor telepon",
    "budi ０８１２３４５６７８９０": "nomor telepon",
    "budi@contoh.go.id": "alamat email",
    "budi＠contoh.go.id": "alamat email",
    "budi@kantor": "alamat email",
    "bri 0021 0100 1234 567": "nomor rekening",
    "a123b456c789d": "nomor panjang",
    "2025": "nama harus memuat huruf",
    "Sistem": "catatan audit",
    "ｓｉｓｔｅｍ": "catatan audit",
    "si5tem (kota)": "“(kota)”",
    "ani （kota 2）": "“(kota)”",
    "akun kota": "catatan audit",
}


@pytest.mark.parametrize("name", REFUSED, ids=[f"{i}" for i in range(len(REFUSED))])
def test_a_name_that_cannot_be_is_refused_in_a_sentence(
    name: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(ValueError) as refused:
        manage.invite(name, "petugas", "ani")
    assert REFUSED[name] in str(refused.value)
    assert etl.main(["user", "add", name]) == 2
    said = capsys.readouterr().err
    assert REFUSED[name] in said
    assert not any(unicodedata.category(c) in ("Cc", "Cf") for c in said.rstrip("\n"))
    assert not (folder / USERS_FILE).exists()


@pytest.mark.parametrize(
    "name", ["Siti Nur'aini, S.E., M.Si.", "R. Ajeng Kartini-Putri", "dinas_2", "José", "bidang 2025/2026", "a" * 60]
)
def test_names_as_people_and_offices_have_them_are_taken(name: str) -> None:
    users.add_user(name)
    assert listed() == [name.lower()]


# ── accounts that stand already ──


@pytest.mark.parametrize("name", ["0812-3456-7890", "budi@contoh.go.id", "аni", "a\u200bni", "rene\u0301e", "ａｎｉ"])
def test_an_account_of_an_earlier_release_keeps_its_name_and_works(name: str) -> None:
    users.add_user("kepala", role="admin")
    with open_db() as db:
        users.insert_account(db, name, "petugas")
    token = manage.reset(name, "kepala")
    assert manage.accept(token, LONG) == name
    assert users.log_in(name, LONG).name == name
    session = users.start_session(name)
    manage.set_role(name, "pimpinan", "kepala")
    assert users.find_user(session) == users.User(name, "pimpinan")
    manage.lock(name, "kepala")
    manage.unlock(name, "kepala")
    manage.remove(name, "kepala")
    assert listed() == ["kepala"]
    written = log.find_file().read_text(encoding="utf-8")
    assert "0812-3456-7890" not in written
    assert "budi@contoh.go.id" not in written


def test_a_new_name_does_not_look_like_an_odd_one_that_stands_there() -> None:
    with open_db() as db:
        users.insert_account(db, "аn\u200bi", "petugas")  # а: Cyrillic
    with pytest.raises(ValueError, match="terlalu mirip"):
        users.add_user("ani")


# ── accounts of the city ──

PROVIDER = Provider("", "", "", "", "groups", {}, {}, "pembaca", users.SESSION_LENGTH)


@pytest.mark.parametrize(
    ("claimed", "stored"),
    [
        ("Budi Santoso", "budi santoso (kota)"),
        ("Siti Nur’aini", "siti nur'aini (kota)"),
        ("budi@contoh.go.id", "akun kota (kota)"),
        ("budi@kantor", "akun kota (kota)"),
        ("198501012010011001", "akun kota (kota)"),
        ("0812\u200b3456\u200b7890", "akun kota (kota)"),
        ("\u202eidub", "akun kota (kota)"),
        ("bu\ndi", "bu di (kota)"),
        ("а" * 10, "akun kota (kota)"),
        ("b" * 100, "b" * 48 + " (kota)"),
    ],
    ids=lambda x: ascii(x)[:20],
)
def test_a_city_account_is_called_by_what_may_be_written_down(claimed: str, stored: str) -> None:
    claims = {"iss": "https://x", "sub": "1", "name": claimed, "email": "budi@contoh.go.id", "email_verified": True}
    identity = identities.read_claims(claims, PROVIDER)
    assert identities.admit(identity, PROVIDER).name == stored
    assert [(a.name, a.email) for a in manage.list_accounts()] == [(stored, "budi@contoh.go.id")]
    assert "contoh.go.id" not in log.find_file().read_text(encoding="utf-8")


def test_two_city_accounts_that_look_alike_are_told_apart() -> None:
    for subject, name in enumerate(("Rosa", "R0sa", "ROSÁ")):
        identities.admit(Identity("https://x", str(subject), name), PROVIDER)
    assert listed() == ["r0sa (kota 2)", "rosa (kota)", "rosá (kota 3)"]


def test_the_limit_is_the_one_of_the_form() -> None:
    assert names.MAX_NAME_LENGTH == 60
