"""The command `verify`: is a signed file as it was signed? Exit 0 yes, 1 no or it bears no signature, 2 wrong use."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from dasbor.export.opendata import package
from dasbor.export.proof.examine import examine, parse_fingerprint
from dasbor.export.request import WrongRequest
from etl.commands.words import BLOCKED, DONE, add_command
from etl.out.lines import print_line
from etl.seal import sign
from etl.store.faults import say_cause


def add_verify(commands: Any) -> None:
    """Declare the command."""
    c = add_command(commands, "verify", "periksa berkas bertanda: utuhkah, dan cocokkah hitungannya", run_verify)
    c.add_argument("berkas", type=Path, metavar="BERKAS")
    c.add_argument("--kunci", metavar="SIDIK", help="sidik kunci yang Anda kenal, dari kaki dasbor")
    c.add_argument("--json", action="store_true")


def run_verify(a: argparse.Namespace) -> int:
    """Raises WrongRequest, OSError. A signature may stand in a file beside the one that it is about."""
    expected = _read_fingerprint(a.kunci)
    if a.berkas.suffix == package.MARK:
        raise WrongRequest(f"{a.berkas} adalah tanda. Sebut berkas yang ditandainya: verify {a.berkas.with_suffix('')}")
    content = _read(a.berkas)
    if sign.is_mark(content):  # a browser may have given it another name
        mark = f"NAMA{package.MARK}"
        raise WrongRequest(
            f"{a.berkas} adalah tanda. Simpan sebagai {mark} di samping berkas NAMA yang ditandainya, lalu: verify NAMA"
        )
    beside = a.berkas.with_name(f"{a.berkas.name}{package.MARK}")
    verdict = examine(content, expected, _read(beside) if beside.is_file() else None, a.berkas)
    if a.json:
        holds = verdict.holds if verdict.is_signed else None
        said = {"bertanda": verdict.is_signed, "utuh": holds, "sidik": verdict.fingerprint}
        print_line(json.dumps({**said, "kalimat": list(verdict.sentences)}, ensure_ascii=False))
    else:
        for sentence in verdict.sentences:
            print_line(sentence)
    return DONE if verdict.holds else BLOCKED


def _read_fingerprint(written: str | None) -> str:
    """ "" = none was named. Raises WrongRequest: what can be none would compare as another key."""
    if written is None:
        return ""
    if not written.strip():
        raise WrongRequest("Sidik kuncinya kosong. Sebut sidik dari kaki dasbor, atau jangan pakai --kunci.")
    known = parse_fingerprint(written)
    if known is None:
        raise WrongRequest(
            f"“{written[:60]}” bukan sidik kunci. Sidik terdiri dari 32 angka 0–9 dan huruf a–f, boleh berkelompok "
            "seperti di kaki dasbor; salin seluruhnya, dalam tanda petik."
        )
    return known


def _read(path: Path) -> bytes:
    """Raises WrongRequest with the name of the file."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise WrongRequest(f"{path} tidak dapat dibaca: {say_cause(error)}.") from error
