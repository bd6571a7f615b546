"""Commands about several areas of government in one installation: which there are, and a new one."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from etl.commands.parser import WrongUse
from etl.commands.words import BLOCKED, DONE, add_command
from etl.out.lines import print_line
from etl.tenants import begin
from etl.tenants.chosen import OPTION
from etl.tenants.declared import DEFAULT, FILE, find_roll_file, read_roll


def add_commands(commands: Any) -> None:
    """Declare pemda list and pemda add."""
    c = add_command(commands, "pemda", "beberapa pemda dalam satu pemasangan: daftarnya, dan pemda baru", run_list)
    actions = c.add_subparsers(required=True, metavar="TINDAKAN")
    purpose = "tampilkan pemda yang ada dan yang salah padanya"
    one = actions.add_parser("list", help=purpose, description=purpose)
    one.add_argument("--json", action="store_true")
    one.set_defaults(command=run_list)
    _add_beginning(actions)


def _add_beginning(actions: Any) -> None:
    purpose = "buat folder pemda baru dari contoh data acuan, dan catat di pemda.toml"
    one = actions.add_parser("add", help=purpose, description=purpose)
    one.add_argument("alamat", metavar="ALAMAT", help="misalnya kota-blitar; menjadi bagian alamat webnya")
    one.add_argument("--nama", required=True, help="misalnya “Kota Blitar”")
    one.add_argument("--kode", required=True, help="kode wilayah Kemendagri, misalnya 35.72")
    one.add_argument(
        "--tingkat", choices=begin.LEVELS, default="kota", help="kota, kabupaten, provinsi; tanpa ini kota"
    )
    one.add_argument("--dinas", help="nama dinasnya; tanpa ini “Dinas Koperasi” dan nama pemda")
    one.add_argument("--wilayah", type=Path, metavar="BERKAS", help="kelurahan.csv pemda ini; tanpa ini diisi kemudian")
    one.set_defaults(command=run_add)


def run_list(a: argparse.Namespace) -> int:
    from etl.tenants.examine import list_faults
    from etl.tenants.news import find_name

    file = find_roll_file()
    if file is None:
        raise WrongUse(f"Pemasangan ini untuk satu pemda: {FILE} tidak ada.")
    roll = read_roll(file)
    faults = list_faults(roll)
    if a.json:
        listed = [{"alamat": t.address, "nama": find_name(t), "folder": str(t.folder)} for t in roll.tenants]
        print_line(json.dumps({"pemda": listed, "salah": faults}, ensure_ascii=False))
    else:
        for t in roll.tenants:
            print_line(f"{t.address}: {find_name(t)}, {t.folder}{' (ditutup)' if t.is_closed else ''}")
        for sentence in faults:
            print_line(f"  salah {sentence}")
    return BLOCKED if faults else DONE


def run_add(a: argparse.Namespace) -> int:
    office = a.dinas or f"Dinas Koperasi {a.nama}"
    file = find_roll_file() or DEFAULT
    tenant = begin.begin(file, begin.Beginning(a.alamat, a.nama, a.kode, a.tingkat, office, a.wilayah))
    print_line(f"Pemda {a.alamat} dibuat di {tenant.folder} dan dicatat di {file}.")
    if not begin.has_areas(tenant):
        print_line(f"Isi wilayahnya di {tenant.reference / 'kelurahan.csv'} sebelum menerbitkan.")
    print_line(f"Akun pertamanya: python -m etl user add NAMA {OPTION} {a.alamat}")
    return DONE
