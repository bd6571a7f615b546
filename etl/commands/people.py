"""Commands about people: who did what, who may sign in, and numbers of people that an older release let through."""

from __future__ import annotations

import argparse
from typing import Any

from etl.accounts.roles import ROLES
from etl.audit.events import COMMAND_LINE
from etl.commands.words import BLOCKED, DONE, add_by, add_command, find_name, parse_date, parse_name
from etl.out import report
from etl.out.lines import print_line
from etl.store.versions import Store

_USER_ACTIONS = {
    "add": "buat akun dengan kata sandi; akun yang sudah ada tidak diubah",
    "role": "ubah peran sebuah akun",
    "lock": "kunci: tidak dapat masuk lagi sampai dibuka",
    "unlock": "buka akun yang dikunci atau tertahan karena banyak percobaan",
    "remove": "hapus akun; yang pernah dilakukannya tetap tercatat",
    "reset": "hapus kata sandi dan beri tautan sekali pakai untuk yang baru",
    "restart": "mulai akun dari awal bila daftar akun hilang dan tidak ada cadangannya",
}
_USER_OUTCOMES = {
    "lock": "dikunci; ia tidak lagi masuk di mana pun.",
    "unlock": "dibuka: percobaan gagal dari alamat-alamatnya dilupakan. Alamat yang tertahan oleh nama lain terbuka "
    "sendiri paling lama 10 menit kemudian.",
    "remove": "dihapus.",
}


def add_commands(commands: Any) -> None:
    """Declare audit, samarkan and user."""
    c = add_command(commands, "audit", "daftar tindakan: siapa, kapan, dari mana; yang terbaru lebih dahulu", run_audit)
    c.add_argument("--sejak", type=parse_date, metavar="TANGGAL", help="misalnya 2026-01-31")
    c.add_argument("--json", action="store_true")

    c = add_command(
        commands,
        "samarkan",
        "samarkan nomor pribadi di terbitan dari rilis lama; tanpa --yakin hanya melihat",
        run_redact,
    )
    c.add_argument("--yakin", action="store_true", help="ganti versi dan catatan; tidak dapat dibatalkan")
    c.add_argument("--oleh", type=parse_name, metavar="NAMA", help="wajib bersama --yakin")
    _add_user_commands(commands)


def _add_user_commands(commands: Any) -> None:
    c = add_command(commands, "user", "akun: siapa yang dapat masuk, dan sebagai apa", run_user)
    actions = c.add_subparsers(dest="tindakan", required=True, metavar="TINDAKAN")
    for action, purpose in _USER_ACTIONS.items():
        one = actions.add_parser(action, help=purpose, description=purpose)
        one.add_argument("nama", metavar="NAMA")
        if action == "role":
            one.add_argument("peran", choices=list(ROLES), metavar="PERAN", help=", ".join(ROLES))
        elif action == "add":
            one.add_argument("--peran", choices=list(ROLES), help="tanpa ini petugas; akun pertama menjadi admin")
        elif action == "restart":
            one.add_argument("--yakin", action="store_true", help="tanpa ini hanya ditampilkan apa yang akan terjadi")
        add_by(one)


def run_audit(a: argparse.Namespace) -> int:
    from etl.audit import heads, listing

    store = Store()
    problems = heads.check_audit(store)
    report.show_audit(listing.list_rows(store, a.sejak), problems, a.json)
    return BLOCKED if problems else DONE


def run_redact(a: argparse.Namespace) -> int:
    from etl.publish import redact

    if not a.yakin:
        plan = redact.look(Store())
        aside = f", {len(plan.aside)} berkas yang disisihkan" if plan.aside else ""
        words = f"{len(plan.versions)} versi ({plan.texts} teks), {len(plan.records)} catatan{aside}"
        print_line(f"Yang akan disamarkan: {words}." if plan.found else plan.sentence)
        if plan.advice:
            print_line(plan.advice)
        if plan.found:
            print_line("Buat cadangan dahulu, lalu jalankan: python -m etl samarkan --yakin --oleh NAMA")
        return BLOCKED if plan.found or plan.advice else DONE
    if not a.oleh:
        raise ValueError("--yakin memerlukan --oleh NAMA")
    outcome = redact.redact(Store(), a.oleh, address=COMMAND_LINE)
    print_line(outcome.sentence)
    if outcome.advice:
        print_line(outcome.advice)
    return BLOCKED if outcome.advice else DONE


def run_user(a: argparse.Namespace) -> int:
    from etl.accounts import manage, names, users

    by = find_name(a)
    if a.tindakan == "restart":
        return _restart(a, by)
    if a.tindakan == "add":
        password = users.add_user(a.nama, role=a.peran, by=by, address=COMMAND_LINE)
        print_line(f"Akun {names.check_name(a.nama)} dibuat. Kata sandi (hanya ditampilkan sekali): {password}")
    elif a.tindakan == "role":
        manage.set_role(a.nama, a.peran, by, COMMAND_LINE)
        print_line(f"Akun {a.nama} sekarang {a.peran}.")
    elif a.tindakan == "reset":
        token = manage.reset(a.nama, by, COMMAND_LINE, even_last=True)
        print_line(f"Kata sandi {a.nama} tidak berlaku lagi. Tautan untuk kata sandi baru, sekali pakai, 72 jam:")
        print_line(f"/undangan#token={token}  (di belakang alamat dasbor)")
    else:
        change = {"lock": manage.lock, "unlock": manage.unlock, "remove": manage.remove}[a.tindakan]
        change(a.nama, by, COMMAND_LINE)
        print_line(f"Akun {a.nama} {_USER_OUTCOMES[a.tindakan]}")
    return DONE


def _restart(a: argparse.Namespace, by: str) -> int:
    from etl.accounts import restart

    password = restart.restart_accounts(a.nama, by, COMMAND_LINE, a.yakin)
    if not password:
        print_line(
            f"Dengan --yakin akun dimulai dari awal: {a.nama} menjadi admin, akun lain harus dibuat lagi, dan ini "
            "tercatat. Bila ada cadangan, kembalikan dahulu dari sana."
        )
        return BLOCKED
    print_line(f"Akun dimulai dari awal. {a.nama} admin. Kata sandi (hanya ditampilkan sekali): {password}")
    return DONE
