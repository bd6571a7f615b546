"""Whatever is typed at the command line, and however it ends: an Indonesian sentence, an exit code of the contract."""

from __future__ import annotations

import errno
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from etl.__main__ import _build_parser, main
from etl.acuan import ROOT
from etl.commands import ending
from etl.commands.parser import Parser
from etl.store.faults import say_cause
from tests import states
from tests.heavy import pair

ENGLISH = re.compile(
    r"\b(usage|error|the|is|are|required|invalid|choice|choose|argument|arguments|expected|options?|positional|show|"
    r"exit|message|unrecognized|not|file|directory|exists|permission|denied|value|line|column|char|Traceback|Errno|"
    r"broken|pipe|delimiter|expecting|codec|decode|literal|base|unsupported|failed|database|locked)\b",
    re.I,
)


def parsers(parser: Parser | None = None, words: tuple[str, ...] = ()) -> dict[tuple[str, ...], Parser]:
    """{words: parser} of every command, from the declarations."""
    parser = parser or _build_parser()  # type: ignore[assignment]
    found = {words: parser}
    for action in parser._actions:  # type: ignore[union-attr]
        if isinstance(action.choices, dict):
            for name, below in action.choices.items():
                found |= parsers(below, (*words, name))
    return found  # type: ignore[return-value]


COMMANDS = [*parsers()]


def say(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Exit code and the two outputs."""
    try:
        code = main(list(words))
    except SystemExit as left:
        code = int(left.code or 0)
    said = capsys.readouterr()
    return code, said.out, said.err


def test_there_are_all_commands():
    assert len(COMMANDS) > 25


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_explains_itself_in_indonesian(words, store, capsys):
    code, out, err = say(capsys, *words, "--help")
    assert (code, err) == (0, "")
    assert out.startswith(f"Pemakaian: python -m etl {' '.join(words)}".rstrip())
    assert "tampilkan penjelasan ini" in out
    assert ENGLISH.findall(out.replace("-jawab KUNCI=NILAI", "")) == []


WRONG = {
    "an unknown option": ("--tidak-ada",),
    "too many words": ("a", "b", "c", "d", "e", "f"),
    "nothing more": (),
    "no value": ("--oleh",),
    "a value too many": ("--json=ya",),
    "no number": ("sembilan", "--oleh", "Ana"),
    "not seen": ("\x1b[31m\u202e",),
}


@pytest.mark.parametrize(("words", "kind"), pair([*COMMANDS, *COMMANDS[::-1]], [*WRONG]))
def test_wrong_words_are_refused_in_one_indonesian_sentence(words, kind, store, capsys, monkeypatch):
    more = WRONG[kind]
    monkeypatch.setattr(Parser, "parse_args", _only_read)
    code, out, err = say(capsys, *words, *more)
    if code == 77:  # these words make a command, which is not what is asked here
        return
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("Tidak dapat dikerjakan: ")
    assert ENGLISH.findall(err.replace("--tidak-ada", "")) == []


def _only_read(parser, words):
    """Read the words and go no further."""
    read = parser.parse_known_args(words)
    if read[1]:
        parser.error(f"unrecognized arguments: {' '.join(read[1])}")
    raise SystemExit(77)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "belum disebut: PERINTAH. Penjelasan: python -m etl --help."),
        (["publis"], "PERINTAH: “publis” tidak dikenal; mungkin maksudnya publish; yang ada: check, publish, "),
        (["restore", "satu", "--oleh", "Ana"], "NOMOR: “satu” bukan bilangan bulat."),
        (["restore", "1"], "belum disebut: --oleh. Penjelasan: python -m etl restore --help."),
        (["restore", "1", "--oleh", " "], "--oleh: nama tidak boleh kosong."),
        (["restore", "1", "--oleh", "An\u202ea"], "--oleh: nama memuat tanda yang tidak terlihat (U+202E)"),
        (["restore", "1", "--oleh", "\x1b[2J"], "--oleh: nama memuat tanda yang tidak terlihat (U+001B)"),
        (["check", "x.xlsx", "--peri", "2025-T9"], "--periode: "),
        (["user", "role", "ani", "bos"], "PERAN: “bos” tidak dikenal; yang ada: pembaca, petugas, pimpinan, admin."),
        (["check", "x.xlsx", "--ya"], "tidak dikenal: --ya."),
        (["verify", "--tidak=ya", "lagi"], "tidak dikenal: --tidak=ya lagi."),
        (["backup"], "belum disebut: FOLDER."),
        (["target", "ubah", "a", "--tahun", "2025"], "INDIKATOR=NILAI: “a” bukan KUNCI=NILAI."),
        (["check"], "belum disebut: BUKU_KERJA."),
    ],
)
def test_what_is_wrong_with_the_words_is_said(words, sentence, store, capsys):
    code, out, err = say(capsys, *words)
    assert (code, out) == (2, "")
    assert sentence.removesuffix(".") in err


def test_with_json_wrong_words_are_one_object_on_stdout(store, capsys):
    code, out, err = say(capsys, "publish", "x.xlsx", "--json")
    assert (code, err) == (2, "")
    (finding,) = json.loads(out)["temuan"]
    assert finding["pesan"].startswith("belum disebut: --periode, --oleh.")


# ── what the system refuses ──


def test_a_key_that_stands_already_is_not_overwritten_and_that_is_said(store, tmp_path, capsys):
    (tmp_path / "kunci.txt").write_text("lama")
    code, out, err = say(capsys, "kunci-cadangan", str(tmp_path / "kunci.txt"))
    assert (code, out, (tmp_path / "kunci.txt").read_text()) == (2, "", "lama")
    assert "sudah ada" in err
    assert ENGLISH.findall(err.replace(str(tmp_path), "")) == []


@pytest.mark.parametrize("number", sorted(errno.errorcode))
def test_what_the_system_refuses_is_never_said_in_its_own_words(number):
    assert ENGLISH.findall(say_cause(OSError(number, os.strerror(number), "x"))) == []


@pytest.mark.parametrize("cut", [0, 50])
@pytest.mark.parametrize("words", [["samarkan"], ["samarkan", "--yakin", "--oleh", "Ana"]], ids=["look", "mask"])
def test_a_record_that_was_cut_off_is_named_when_numbers_are_to_be_masked(cut, words, built_store, capsys):
    path = built_store.records.path(2)
    path.write_bytes(path.read_bytes()[:cut])
    before = states.hashes(built_store.folder)
    code, out, err = say(capsys, *words)
    assert (code, out) == (2, "")
    assert "Catatan terbitan 2" in err
    assert ENGLISH.findall(err.replace(str(built_store.folder), "")) == []
    assert states.hashes(built_store.folder) == before


def test_a_fault_of_our_own_is_said_with_its_kind_and_place_and_not_with_its_text(store, capsys, monkeypatch):
    monkeypatch.setattr("etl.store.versions.Store.find_current", lambda _: int("rahasia"))
    code, out, err = say(capsys, "versions")
    assert (code, out) == (2, "")
    assert re.search(r"kesalahan yang tidak terduga\. .*: ValueError, report\.py baris \d+\.\n$", err)
    assert "rahasia" not in err


def test_what_a_library_says_is_no_sentence_of_ours():
    for wrong in (lambda: int("x"), lambda: {}["x"], lambda: json.loads("{"), lambda: "é".encode("ascii")):
        with pytest.raises((ValueError, KeyError)) as error:
            wrong()
        assert not ending.is_said_by_us(error.value)
    with pytest.raises(ValueError) as error:
        Parser(prog="x").parse_args(["y"])
    assert ending.is_said_by_us(error.value)


# ── how a command ends: as a process ──


def start(folder: Path, *words: str, **settings: object) -> subprocess.Popen[bytes]:
    """A command with its pipes; it hears Ctrl-C also where these tests run in the background of a shell."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | settings
    if os.name == "posix":
        pipes["preexec_fn"] = lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)
    environment = os.environ | {"KOPERASI_DATA": str(folder), "PYTHONIOENCODING": "ascii"}
    return subprocess.Popen([sys.executable, "-m", "etl", *words], cwd=ROOT, env=environment, **pipes)  # type: ignore[call-overload,no-any-return]


@pytest.mark.skipif(os.name != "posix", reason="pipes of POSIX")
@pytest.mark.parametrize("words", [("versions",), ("--help",)], ids=" ".join)
def test_a_reader_who_has_seen_enough_is_no_error(built_store, words):
    reader, writer = os.pipe()
    os.close(reader)
    process = start(built_store.folder, *words, stdout=writer)
    os.close(writer)
    assert process.communicate(timeout=120)[1] == b""
    assert process.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_an_answer_that_cannot_be_written_is_said(built_store):
    with open("/dev/full", "wb") as full:
        process = start(built_store.folder, "versions", stdout=full)
        said = process.communicate(timeout=120)[1]
    assert (process.returncode, said) == (2, b"Hasilnya tidak dapat ditulis: diskanya penuh.\n")


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_ctrl_c_ends_a_command_with_a_sentence(built_store, tmp_path):
    """A named pipe as workbook: the command waits in it until somebody writes."""
    os.mkfifo(tmp_path / "buku.xlsx")
    process = start(built_store.folder, "check", str(tmp_path / "buku.xlsx"))
    writer = wait_for_reader(tmp_path / "buku.xlsx")
    out, said = press_ctrl_c_until_it_ends(process)
    os.close(writer)
    assert (process.returncode, out) == (2, b"")
    assert said == (ending.INTERRUPTED + "\n").encode()


def press_ctrl_c_until_it_ends(process: subprocess.Popen[bytes]) -> tuple[bytes, bytes]:
    """What a command said. Between the opening and the first reading of a pipe a signal is noted and not acted on:
    as at a keyboard, it is pressed again."""
    for _ in range(6):
        process.send_signal(signal.SIGINT)
        try:
            return process.communicate(timeout=10)
        except subprocess.TimeoutExpired:
            continue
    raise AssertionError("Ctrl-C was pressed six times in vain")


def wait_for_reader(path: Path) -> int:
    """The end of a named pipe to write into, as soon as somebody has opened the other one."""
    for _ in range(600):
        try:
            return os.open(path, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:  # nobody reads yet
            time.sleep(0.1)
    raise AssertionError("nobody opened the workbook")
