"""Commands that look after an installation: backup, restore-backup, drill, doctor, keys."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from etl.audit.events import COMMAND_LINE
from etl.commands.words import BLOCKED, DONE, add_by, add_command, find_name, parse_folder
from etl.out import report
from etl.out.lines import print_line
from etl.store.versions import Store

_KEY_HELP = "berkas kunci rahasia, bila cadangannya terenkripsi; tanpa ini yang disebut peubah KOPERASI_KUNCI_CADANGAN"


def add_commands(commands: Any) -> None:
    """Declare backup, restore-backup, drill, doctor and kunci-cadangan."""
    c = add_command(commands, "backup", "salin terbitan, arsip, kunci, audit dan pengguna ke sebuah folder", run_backup)
    c.add_argument("folder", type=parse_folder, metavar="FOLDER")
    add_by(c)

    c = add_command(
        commands, "restore-backup", "pasang cadangan ke folder keadaan yang kosong atau dihentikan", run_put_back
    )
    c.add_argument("folder", type=parse_folder, metavar="FOLDER")
    c.add_argument("--kunci", type=Path, metavar="BERKAS", help=_KEY_HELP)
    c.add_argument("--yakin", action="store_true", help="sisihkan keadaan yang ada; tanpa ini folder harus kosong")
    add_by(c)

    c = add_command(commands, "drill", "buktikan bahwa cadangan dapat dipulihkan, di folder sementara", run_drill)
    c.add_argument("folder", type=parse_folder, metavar="FOLDER")
    c.add_argument("--kunci", type=Path, metavar="BERKAS", help=_KEY_HELP)
    add_by(c)

    c = add_command(
        commands, "doctor", "periksa pemasangan ini: apa yang kurang dan apa yang perlu dilakukan", run_doctor
    )
    c.add_argument("--json", action="store_true")

    c = add_command(commands, "kunci-cadangan", "buat kunci rahasia untuk membuka cadangan terenkripsi", run_key)
    c.add_argument("berkas", type=Path, metavar="BERKAS")


def run_backup(a: argparse.Namespace) -> int:
    from etl.upkeep.backup import backup

    outcome = backup(Store(), a.folder, by=find_name(a), address=COMMAND_LINE)
    report.show_problems(list(outcome.problems), outcome.sentence)
    return BLOCKED if outcome.problems else DONE


def run_put_back(a: argparse.Namespace) -> int:
    from etl.upkeep.cipher import find_key
    from etl.upkeep.put_back import restore_backup

    print_line(restore_backup(Store(), a.folder, find_key(a.kunci), a.yakin, find_name(a), COMMAND_LINE))
    return DONE


def run_drill(a: argparse.Namespace) -> int:
    from etl.upkeep.cipher import find_key
    from etl.upkeep.drill import drill

    outcome = drill(Store(), a.folder, find_key(a.kunci), by=find_name(a), address=COMMAND_LINE)
    report.show_problems([*outcome.problems, *outcome.remarks], outcome.sentence)
    return BLOCKED if outcome.problems else DONE


def run_doctor(a: argparse.Namespace) -> int:
    from etl.upkeep import doctor

    signs = doctor.examine(Store())
    ill = doctor.is_ill(signs)
    if a.json:
        listed = [{"kode": s.code, "keadaan": s.state, "temuan": s.found, "saran": s.advice} for s in signs]
        print_line(json.dumps({"sehat": not ill, "pemeriksaan": listed}, ensure_ascii=False))
    else:
        for s in sorted(signs, key=lambda s: doctor.STATES.index(s.state)):
            print_line(f"  {s.state:9} {s.name}: {s.found.removesuffix('.')}.")
            if s.advice:
                print_line(f"            → {s.advice}")
        print_line(doctor.sum_up(signs))
    return BLOCKED if ill else DONE


def run_key(a: argparse.Namespace) -> int:
    from etl.upkeep.cipher import make_key

    public = make_key(a.berkas)
    print_line(f"Kunci rahasia ditulis ke {a.berkas}. Simpan di luar peladen ini, dua salinan.")
    print_line(f'Isikan di pengaturan.toml, [cadangan]: penerima = ["{public}"]')
    return DONE
