"""The commands: `export` makes one product into a file (exit 0 done, 1 nothing published for it, 2 wrong use), `kunci`
shows the key that signs; `verify` is in the room of proofs."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from dasbor.choice import WITH_KKMP, WITHOUT_KKMP, Choice, WrongChoice
from dasbor.export import links, registry
from dasbor.export.proof import verify
from dasbor.export.request import NothingPublished, Request, WrongRequest
from dasbor.query import choose, published
from dasbor.query.source.hidden_names import is_hidden
from etl.acuan import find_data_folder
from etl.audit import log as audit
from etl.audit.events import COMMAND_LINE
from etl.commands.words import DONE, add_by, add_command, find_name, parse_quarter, write_output
from etl.out.lines import print_line
from etl.seal import keys
from etl.store.faults import say_cause

_HIDDEN = (
    "Nama, baris dan sel koperasi tidak ikut: menurut pengaturan hanya untuk yang sudah masuk. Dengan itu semua: "
    "--dengan-nama"
)
_NOTHING = "Belum ada yang diterbitkan, jadi belum ada yang dapat dibuat."


def add_commands(commands: Any) -> None:
    """Declare export, verify and kunci."""
    _add_export(commands)
    verify.add_verify(commands)
    c = add_command(commands, "kunci", "tampilkan sidik kunci yang menandai berkas", run_key)
    c.add_argument("--baru", action="store_true", help="mulai dengan kunci baru; berkas lama tetap dikenal")
    add_by(c)


def _add_export(commands: Any) -> None:
    c = add_command(
        commands, "export", "buat satu berkas dari yang terbit; akhirannya menentukan bentuknya", run_export
    )
    c.add_argument("nama", nargs="?", metavar="NAMA", help="yang dibuat; daftarnya: --list")
    c.add_argument("--periode", type=parse_quarter, help="misalnya 2025-T3; tanpa ini yang terbaru")
    c.add_argument("--wilayah", metavar="KODE", help="kode kecamatan atau kelurahan; tanpa ini seluruh kota")
    c.add_argument("--kkmp", choices=["tanpa", "dengan"], default="dengan", help="dengan atau tanpa KKMP")
    c.add_argument("--versi", type=int, metavar="N", help="seperti pada versi ini; tanpa ini versi terkini")
    c.add_argument(
        "--dengan-nama",
        action="store_true",
        help="dengan nama, baris dan sel yang menurut pengaturan hanya untuk yang sudah masuk",
    )
    c.add_argument("-o", "--keluaran", type=Path, metavar="BERKAS")
    c.add_argument("--list", action="store_true", help="tampilkan yang dapat dibuat dan akhirannya")
    c.add_argument("--json", action="store_true", help="bersama --list")


def run_export(a: argparse.Namespace) -> int:
    """Raises WrongRequest, NothingPublished."""
    if a.list:
        _show_list(a.json)
        return DONE
    if a.nama is None or a.keluaran is None:
        raise WrongRequest("Sebut apa yang dibuat dan berkasnya: export NAMA -o BERKAS. Daftarnya: export --list")
    product, argument = registry.find_product(a.nama)
    write = registry.find_format(product, a.keluaran.suffix)
    choice = _choose(a)
    _write(a.keluaran, write(Request(choice, argument, links.find_own_address())))
    print_line(f"{product.title} ditulis: {a.keluaran}")
    if is_hidden(choice):
        print_line(_HIDDEN)
    return DONE


def run_key(a: argparse.Namespace) -> int:
    """Raises KeyLost, OSError."""
    folder = find_data_folder()
    if a.baru:
        audit.append("kunci_tanda", find_name(a), COMMAND_LINE, sidik=keys.renew(folder))
    print_key = keys.fingerprint(keys.write_public(keys.read_key(folder)))
    print_line(f"Sidik kunci: {keys.say_fingerprint(print_key)}")
    for old in sorted(set(keys.list_public(folder)) - {print_key}):
        print_line(f"Kunci dahulu: {keys.say_fingerprint(old)}")
    return DONE


def _write(path: Path, content: bytes) -> None:
    """Raises WrongRequest with the name of the file, WrongUse."""
    try:
        write_output(path, content)
    except FileNotFoundError as error:  # its folder is there, see write_output
        raise WrongRequest(f"{path} tidak dapat ditulis: di folder itu tidak dapat dibuat berkas.") from error
    except OSError as error:
        raise WrongRequest(f"{path} tidak dapat ditulis: {say_cause(error)}.") from error


def _choose(a: argparse.Namespace) -> Choice:
    """The choice of a command. Raises WrongRequest, NothingPublished."""
    newest = published.find_current_version()
    if newest is None:
        raise NothingPublished(_NOTHING)
    group = WITHOUT_KKMP if a.kkmp == "tanpa" else WITH_KKMP
    try:
        version = newest if a.versi is None else choose.find_version(a.versi, newest)
        if not published.has_quarters(Choice(version)):
            raise NothingPublished(_NOTHING)
        return choose.choose(Choice(version, with_names=a.dengan_nama), a.periode, a.wilayah, group)
    except WrongChoice as error:
        raise (WrongRequest if error.name == "wilayah" else NothingPublished)(str(error)) from error


def _show_list(as_json: bool) -> None:
    listed = [
        {"nama": p.name, "judul": p.title, "argumen": p.argument, "akhiran": list(p.formats)} for p in registry.PRODUCTS
    ]
    if as_json:
        print_line(json.dumps({"ekspor": listed}, ensure_ascii=False))
        return
    for p in registry.PRODUCTS:
        print_line(f"{p.usage}: {p.title} ({', '.join(p.formats)})")
