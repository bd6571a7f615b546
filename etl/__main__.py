"""The command line: python -m etl … Exit 0 done or publishable, 1 findings block it, 2 unreadable or wrong use."""

from __future__ import annotations

import argparse
import datetime as dt
import getpass
import sys
from pathlib import Path
from typing import Any

import duckdb

from etl import periode as triwulan
from etl.accounts.roles import ROLES
from etl.audit.events import COMMAND_LINE, SYSTEM
from etl.model import CheckResult
from etl.out import report
from etl.pesan import Unreadable
from etl.store.faults import StoreDamaged
from etl.store.versions import Store
from etl.upkeep.commands import add_commands as add_upkeep_commands
from etl.upkeep.settings_commands import add_commands as add_settings_commands

DONE, BLOCKED, WRONG_USE = 0, 1, 2
_USER_ACTIONS = {
    "add": "buat akun, atau beri yang sudah ada kata sandi baru",
    "role": "ubah peran sebuah akun",
    "lock": "kunci: tidak dapat masuk lagi sampai dibuka",
    "unlock": "buka akun yang dikunci atau tertahan karena banyak percobaan",
    "remove": "hapus akun; yang pernah dilakukannya tetap tercatat",
    "reset": "hapus kata sandi dan beri tautan sekali pakai untuk yang baru",
}
_USER_OUTCOMES = {
    "lock": "dikunci; ia tidak lagi masuk di mana pun.",
    "unlock": "dibuka: percobaan yang gagal dilupakan.",
    "remove": "dihapus.",
}


def main(argv: list[str] | None = None) -> int:
    """Run one command; the exit code is the contract's."""
    arguments = _build_parser().parse_args(argv)
    try:
        return int(arguments.command(arguments))
    except Unreadable as error:
        report.show_refusal(error.finding, arguments.json)
    except (StoreDamaged, KeyError, ValueError, OSError) as error:
        report.show_fault(error, arguments.json)
    except duckdb.Error:
        fault = StoreDamaged("Berkas versi tidak dapat dibaca sampai habis; kemungkinan rusak. Jalankan rebuild.")
        report.show_fault(fault, arguments.json)
    return WRONG_USE


def _build_parser() -> argparse.ArgumentParser:
    p = argparse.ArgumentParser(prog="python -m etl", description="Buku kerja dinas menjadi terbitan dasbor koperasi.")
    p.set_defaults(json=False)
    commands = p.add_subparsers(required=True, metavar="PERINTAH")
    _add_workbook_commands(commands)
    _add_version_commands(commands)
    _add_upkeep_commands(commands)
    return p


def _add_workbook_commands(commands: Any) -> None:
    c = _add_command(commands, "check", "periksa buku kerja; tidak mengubah terbitan", run_check)
    c.add_argument("workbook", type=Path)
    c.add_argument("--periode", type=_parse_quarter, help="misalnya 2025-T3; tanpa ini ditebak dari isinya")
    c.add_argument("--json", action="store_true")
    _add_by(c)
    _add_answers(c)

    c = _add_command(commands, "publish", "periksa lalu terbitkan", run_publish)
    c.add_argument("workbook", type=Path)
    c.add_argument("--periode", type=_parse_quarter, required=True)
    c.add_argument("--oleh", required=True, metavar="NAMA")
    c.add_argument("--alasan", default="", metavar="TEKS", help="jawaban atas pemeriksaan kewajaran")
    c.add_argument("--mulai-data-asli", action="store_true", help="keluarkan semua data contoh, mulai dengan data asli")
    c.add_argument("--json", action="store_true")
    _add_answers(c)

    c = _add_command(commands, "feedback", "tulis salinan buku kerja yang ditandai sel-sel bermasalahnya", run_feedback)
    c.add_argument("workbook", type=Path)
    c.add_argument("--periode", type=_parse_quarter, help="misalnya 2025-T3; tanpa ini ditebak dari isinya")
    c.add_argument("-o", "--keluaran", type=Path, required=True, metavar="OUT.xlsx")
    _add_by(c)
    _add_answers(c)


def _add_version_commands(commands: Any) -> None:
    c = _add_command(commands, "versions", "daftar terbitan", run_versions)
    c.add_argument("--json", action="store_true")

    c = _add_command(commands, "restore", "terbitkan lagi isi versi lama", run_restore)
    c.add_argument("nomor", type=int)
    c.add_argument("--oleh", required=True, metavar="NAMA")
    c.add_argument("--alasan", default="", metavar="TEKS")

    c = _add_command(
        commands, "aliases", "daftar ejaan yang diingat dari jawaban; --cabut menariknya kembali", run_aliases
    )
    c.add_argument(
        "--cabut", metavar="KUNCI", help="jawaban dengan kunci ini tidak dipakai lagi; yang sudah terbit tetap"
    )
    c.add_argument("--oleh", metavar="NAMA")
    c.add_argument("--alasan", default="", metavar="TEKS")
    c.add_argument("--json", action="store_true")

    _add_by(_add_command(commands, "rebuild", "bangun ulang terbitan dari arsip", run_rebuild))
    c = _add_command(commands, "tunjuk", "jadikan sebuah versi yang utuh terkini bila penunjuk rusak", run_point)
    c.add_argument("nomor", type=int)
    c.add_argument("--yakin", action="store_true", help="tanpa ini hanya ditampilkan apa yang akan terjadi")
    _add_by(c)
    _add_command(commands, "verify", "buktikan bahwa terbitan sama dengan arsip", run_verify)


def _add_upkeep_commands(commands: Any) -> None:
    c = _add_command(commands, "template", "tulis templat buku kerja", run_template)
    c.add_argument("keluaran", type=Path, metavar="OUT.xlsx")
    c.add_argument("--isi-triwulan-lalu", action="store_true", help="isi dengan register terakhir yang terbit")

    _add_command(commands, "sample", "terbitkan data contoh bila belum ada terbitan", run_sample)

    c = _add_command(
        commands, "audit", "daftar tindakan: siapa, kapan, dari mana; yang terbaru lebih dahulu", run_audit
    )
    c.add_argument("--sejak", type=_parse_date, metavar="TANGGAL", help="misalnya 2026-01-31")
    c.add_argument("--json", action="store_true")

    add_upkeep_commands(commands, _add_command)
    add_settings_commands(commands, _add_command)

    c = _add_command(
        commands,
        "samarkan",
        "samarkan nomor pribadi di terbitan dari rilis lama; tanpa --yakin hanya melihat",
        run_redact,
    )
    c.add_argument("--yakin", action="store_true", help="ganti versi dan catatan; tidak dapat dibatalkan")
    c.add_argument("--oleh", metavar="NAMA", help="wajib bersama --yakin")

    _add_user_commands(commands)


def _add_user_commands(commands: Any) -> None:
    c = _add_command(commands, "user", "akun: siapa yang dapat masuk, dan sebagai apa", run_user)
    actions = c.add_subparsers(dest="tindakan", required=True, metavar="TINDAKAN")
    for action, purpose in _USER_ACTIONS.items():
        one = actions.add_parser(action, help=purpose, description=purpose)
        one.add_argument("nama")
        if action == "role":
            one.add_argument("peran", choices=list(ROLES))
        elif action == "add":
            one.add_argument("--peran", choices=list(ROLES), help="tanpa ini petugas; akun pertama menjadi admin")


def _add_command(commands: Any, name: str, purpose: str, command: Any) -> argparse.ArgumentParser:
    c: argparse.ArgumentParser = commands.add_parser(name, help=purpose, description=purpose)
    c.set_defaults(command=command)
    return c


def _add_by(c: argparse.ArgumentParser) -> None:
    c.add_argument("--oleh", metavar="NAMA", help="untuk catatan tindakan; tanpa ini nama pengguna sistem")


def _add_answers(c: argparse.ArgumentParser) -> None:
    c.add_argument(
        "--jawab",
        action="append",
        type=_parse_answer,
        default=[],
        metavar="KUNCI=NILAI",
        help="jawaban atas pertanyaan check; boleh berulang",
    )


def _parse_answer(text: str) -> tuple[str, str]:
    key, _, value = text.rpartition("=")  # a key may hold "=", an answer does not
    if not key or not value:
        raise argparse.ArgumentTypeError(f"“{text}” bukan KUNCI=NILAI")
    return key, value


def _parse_quarter(text: str) -> str:
    try:
        triwulan.split_quarter(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    return text


def _parse_date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” bukan tanggal seperti 2026-01-31") from None


def _find_name(a: argparse.Namespace) -> str:
    """Who types: --oleh, else what the system calls the user."""
    try:
        return a.oleh or getpass.getuser()
    except (KeyError, OSError, ImportError):  # a container's user may have no name
        return "tanpa nama"


# ── commands: heavy modules are imported where they are needed, so that --help is quick ──


def _check(a: argparse.Namespace, data: bytes) -> CheckResult:
    """Check a workbook and note it. Raises Unreadable."""
    from etl import run
    from etl.audit import notes

    name, by = a.workbook.name, _find_name(a)
    if a.jawab:
        notes.note("jawab", by, COMMAND_LINE, berkas=name, jawaban=len(a.jawab))
    try:
        result = run.check_workbook(data, name, a.periode, answers=dict(a.jawab))
    except Unreadable as error:
        notes.note_check(error.finding, name, by, COMMAND_LINE)
        raise
    notes.note_check(result, result.nama_berkas, by, COMMAND_LINE)
    return result


def run_check(a: argparse.Namespace) -> int:
    result = _check(a, a.workbook.read_bytes())
    report.show_result(result, a.json)
    return DONE if result.dapat_terbit else BLOCKED


def run_publish(a: argparse.Namespace) -> int:
    from etl.publish.publish import NotPublishable, publish_workbook

    data = a.workbook.read_bytes()
    result = _check(a, data)
    try:
        number = publish_workbook(result, data, a.oleh, a.alasan, a.mulai_data_asli, address=COMMAND_LINE)
    except NotPublishable:
        report.show_result(result, a.json)
        return BLOCKED
    report.show_result(result, a.json, terbitan=number)
    return DONE


def run_feedback(a: argparse.Namespace) -> int:
    from etl.out.feedback import make_marked, make_name

    if a.keluaran.resolve() == a.workbook.resolve():
        raise ValueError("berkas asli tidak ditimpa; pilih nama lain untuk -o")
    data = a.workbook.read_bytes()
    result = _check(a, data)
    marked = make_marked(data, result)
    a.keluaran.write_bytes(marked)
    report.print_line(f"{len(result.temuan)} temuan ditandai: {a.keluaran}")
    suffix = Path(make_name(a.workbook.name, marked)).suffix
    if suffix != a.keluaran.suffix.lower():
        report.print_line(f"Ganti akhiran namanya menjadi {suffix}; dengan akhiran lain Excel tidak membukanya.")
    return DONE if result.dapat_terbit else BLOCKED


def run_versions(a: argparse.Namespace) -> int:
    report.show_versions(Store(), a.json)
    return DONE


def run_restore(a: argparse.Namespace) -> int:
    from etl.publish.publish import restore_version

    try:
        number = restore_version(a.nomor, a.oleh, a.alasan, address=COMMAND_LINE)
    except KeyError:
        raise ValueError(f"versi {a.nomor} tidak ada") from None
    report.print_line(f"Versi {a.nomor} dipulihkan sebagai versi {number}.")
    return DONE


def run_aliases(a: argparse.Namespace) -> int:
    from etl.publish.publish import withdraw_answer

    if a.cabut is None:
        report.show_answers(Store(), a.json)
        return DONE
    if not a.oleh:
        raise ValueError("--cabut memerlukan --oleh NAMA")
    try:
        number = withdraw_answer(a.cabut, a.oleh, a.alasan, address=COMMAND_LINE)
    except KeyError:
        raise ValueError(f"tidak ada ejaan yang berlaku dengan kunci “{a.cabut}”") from None
    report.show_withdrawn(a.cabut, number, a.json)
    return DONE


def run_rebuild(a: argparse.Namespace) -> int:
    from etl.publish import rebuild

    result = rebuild.rebuild_store(Store(), by=_find_name(a), address=COMMAND_LINE)
    report.show_problems([*result.problems, *result.remarks], result.sentence)
    return BLOCKED if result.problems else DONE


def run_verify(_: argparse.Namespace) -> int:
    from etl.publish import rebuild

    result = rebuild.verify_store(Store())
    report.show_problems([*result.problems, *result.remarks], result.sentence)
    return BLOCKED if result.problems else DONE


def run_point(a: argparse.Namespace) -> int:
    from etl.publish.mend import point

    result = point(Store(), a.nomor, a.yakin, _find_name(a), COMMAND_LINE)
    report.print_line(result)
    return DONE if a.yakin else BLOCKED


def run_template(a: argparse.Namespace) -> int:
    from etl.out.prefill import make_prefilled
    from etl.out.template import make_template

    a.keluaran.write_bytes(make_prefilled() if a.isi_triwulan_lalu else make_template())
    report.print_line(f"Templat ditulis: {a.keluaran}")
    return DONE


def run_sample(_: argparse.Namespace) -> int:
    from etl.publish.sample import publish_sample

    report.print_line(publish_sample(address=COMMAND_LINE))
    return DONE


def run_audit(a: argparse.Namespace) -> int:
    from etl.audit import listing, log

    store = Store()
    problems = log.check_chain(listing.read_heads(store), store.folder)
    report.show_audit(listing.list_rows(store, a.sejak), problems, a.json)
    return BLOCKED if problems else DONE


def run_redact(a: argparse.Namespace) -> int:
    from etl.publish import redact

    if not a.yakin:
        plan = redact.look(Store())
        aside = f", {len(plan.aside)} berkas yang disisihkan" if plan.aside else ""
        words = f"{len(plan.versions)} versi ({plan.texts} teks), {len(plan.records)} catatan{aside}"
        report.print_line(f"Yang akan disamarkan: {words}." if plan.found else plan.sentence)
        if plan.advice:
            report.print_line(plan.advice)
        if plan.found:
            report.print_line("Buat cadangan dahulu, lalu jalankan: python -m etl samarkan --yakin --oleh NAMA")
        return BLOCKED if plan.found or plan.advice else DONE
    if not a.oleh:
        raise ValueError("--yakin memerlukan --oleh NAMA")
    outcome = redact.redact(Store(), a.oleh, address=COMMAND_LINE)
    report.print_line(outcome.sentence)
    if outcome.advice:
        report.print_line(outcome.advice)
    return BLOCKED if outcome.advice else DONE


def run_user(a: argparse.Namespace) -> int:
    from etl.accounts import manage, users

    if a.tindakan == "add":
        password = users.add_user(a.nama, role=a.peran)
        report.print_line(f"Akun {a.nama} dibuat. Kata sandi (hanya ditampilkan sekali): {password}")
    elif a.tindakan == "role":
        manage.set_role(a.nama, a.peran)
        report.print_line(f"Akun {a.nama} sekarang {a.peran}.")
    elif a.tindakan == "reset":
        token = manage.reset(a.nama, SYSTEM)
        report.print_line(
            f"Kata sandi {a.nama} tidak berlaku lagi. Tautan untuk kata sandi baru, sekali pakai, 72 jam:"
        )
        report.print_line(f"/undangan?token={token}  (di belakang alamat dasbor)")
    else:
        change = {"lock": manage.lock, "unlock": manage.unlock, "remove": manage.remove}[a.tindakan]
        change(a.nama)
        report.print_line(f"Akun {a.nama} {_USER_OUTCOMES[a.tindakan]}")
    return DONE


if __name__ == "__main__":
    sys.exit(main())
