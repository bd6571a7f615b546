"""What commands share: exit codes, how one is declared, and words that several take."""

from __future__ import annotations

import argparse
import datetime as dt
import getpass
from pathlib import Path
from typing import Any

from etl import periode as triwulan
from etl.commands.parser import WrongUse
from etl.corrections.typed import parse_correction
from etl.model import Correction
from etl.skema import NIL_KINDS
from etl.store.files import write_atomic

DONE, BLOCKED, WRONG_USE = 0, 1, 2


def write_output(path: Path, content: bytes) -> None:
    """A file for whoever asked: one that is there stays as it is unless all of the new one fits on the disk. What is no
    file, like /dev/stdout, is written to."""
    if path.exists() and not path.is_file():
        path.write_bytes(content)
    else:
        _require_folder(path)
        write_atomic(path.resolve(), content)


def _require_folder(path: Path) -> None:
    """Raises WrongUse: a name mistyped in the middle is no fault of the disk."""
    folder = path.resolve().parent
    if not folder.is_dir():
        raise WrongUse(f"Folder {folder} tidak ada, jadi {path.name} belum ditulis.")


def add_command(commands: Any, name: str, purpose: str, command: Any) -> argparse.ArgumentParser:
    c: argparse.ArgumentParser = commands.add_parser(name, help=purpose, description=purpose)
    c.set_defaults(command=command)
    return c


def add_by(c: argparse.ArgumentParser) -> None:
    c.add_argument(
        "--oleh", type=parse_name, metavar="NAMA", help="untuk catatan tindakan; tanpa ini nama pengguna sistem"
    )


def add_given(c: argparse.ArgumentParser) -> None:
    """What is given with a check: answers to its questions, corrections of cells."""
    c.add_argument(
        "--jawab",
        action="append",
        type=_parse_answer,
        default=[],
        metavar="KUNCI=NILAI",
        help="jawaban atas pertanyaan check; boleh berulang",
    )
    c.add_argument(
        "--perbaiki",
        action="append",
        type=_parse_correction,
        default=[],
        metavar="LEMBAR!SEL=NILAI",
        help="isi yang benar dari satu sel; buku kerja tidak diubah; boleh berulang",
    )
    _add_nil(c)


def _parse_correction(text: str) -> Correction:
    try:
        return parse_correction(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _add_nil(c: argparse.ArgumentParser) -> None:
    c.add_argument(
        "--nihil",
        action="append",
        choices=NIL_KINDS,
        default=[],
        metavar="JENIS",
        help=f"memang tidak ada di triwulan ini: {', '.join(NIL_KINDS)}; boleh berulang",
    )


def _parse_answer(text: str) -> tuple[str, str]:
    try:
        return split_answer(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def split_answer(text: str) -> tuple[str, str]:
    """ "KUNCI=NILAI" in its parts. Raises ValueError with a sentence."""
    key, _, value = text.rpartition("=")  # a key may hold "=", an answer does not
    if not key or not value:
        raise ValueError(f"“{text}” bukan KUNCI=NILAI")
    return key, value


def parse_name(text: str) -> str:
    """Who does something: a name that is not blank and hides nothing from who reads the ledger."""
    from etl.accounts.names import find_hidden

    if not text.strip():
        raise argparse.ArgumentTypeError("nama tidak boleh kosong")
    if fault := find_hidden(text):
        raise argparse.ArgumentTypeError(fault)
    return text.strip()


def parse_folder(text: str) -> Path:
    """A folder that is named: "" would be the one where the command was typed."""
    if not text.strip():
        raise argparse.ArgumentTypeError("folder tidak boleh kosong")
    return Path(text)


def parse_quarter(text: str) -> str:
    try:
        triwulan.split_quarter(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    return text


def parse_date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” bukan tanggal seperti 2026-01-31") from None


def find_name(a: argparse.Namespace) -> str:
    """Who types: --oleh, else what the system calls the user, said as such."""
    try:
        return a.oleh or f"{getpass.getuser()} (pengguna sistem)"
    except (KeyError, OSError, ImportError):  # a container's user may have no name
        return "tanpa nama"
