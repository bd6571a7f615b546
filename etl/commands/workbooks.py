"""Commands about a workbook: check, publish, mark its cells, and the empty one to fill in."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from etl.audit.events import COMMAND_LINE
from etl.commands.words import (
    BLOCKED,
    DONE,
    add_by,
    add_command,
    add_given,
    find_name,
    parse_name,
    parse_quarter,
    write_output,
)
from etl.model import CheckResult
from etl.out import report
from etl.out.lines import print_line
from etl.pesan import Unreadable


def add_commands(commands: Any) -> None:
    """Declare check, publish, feedback and template."""
    c = add_command(commands, "check", "periksa buku kerja; tidak mengubah terbitan", run_check)
    c.add_argument(
        "workbook", type=Path, nargs="+", metavar="BUKU_KERJA", help="beberapa berkas satu triwulan diperiksa bersama"
    )
    c.add_argument("--periode", type=parse_quarter, help="misalnya 2025-T3; tanpa ini ditebak dari isinya")
    c.add_argument("--json", action="store_true")
    add_by(c)
    add_given(c)

    c = add_command(commands, "publish", "periksa lalu terbitkan", run_publish)
    c.add_argument(
        "workbook",
        type=Path,
        nargs="+",
        metavar="BUKU_KERJA",
        help="beberapa berkas satu triwulan terbit bersama",
    )
    c.add_argument("--periode", type=parse_quarter, required=True)
    c.add_argument("--oleh", type=parse_name, required=True, metavar="NAMA")
    c.add_argument("--alasan", default="", metavar="TEKS", help="jawaban atas pemeriksaan kewajaran")
    c.add_argument("--mulai-data-asli", action="store_true", help="keluarkan semua data contoh, mulai dengan data asli")
    c.add_argument("--json", action="store_true")
    add_given(c)

    c = add_command(commands, "feedback", "tulis salinan buku kerja yang ditandai sel-sel bermasalahnya", run_feedback)
    c.add_argument("workbook", type=Path, metavar="BUKU_KERJA")
    c.add_argument("--periode", type=parse_quarter, help="misalnya 2025-T3; tanpa ini ditebak dari isinya")
    c.add_argument("-o", "--keluaran", type=Path, required=True, metavar="OUT.xlsx")
    add_by(c)
    add_given(c)

    c = add_command(commands, "template", "tulis templat buku kerja", run_template)
    c.add_argument("keluaran", type=Path, metavar="OUT.xlsx")
    c.add_argument("--isi-triwulan-lalu", action="store_true", help="isi dengan register terakhir yang terbit")


def run_check(a: argparse.Namespace) -> int:
    result = _check(a, *_read_files(a.workbook))
    report.show_result(result, a.json)
    return DONE if result.dapat_terbit else BLOCKED


def run_publish(a: argparse.Namespace) -> int:
    from etl.publish.publish import NotPublishable, publish_workbook

    data, name = _read_files(a.workbook)
    result = _check(a, data, name)
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
    result = _check(a, data, a.workbook.name)
    marked = make_marked(data, result)
    write_output(a.keluaran, marked)
    print_line(f"{len(result.temuan)} temuan ditandai: {a.keluaran}")
    suffix = Path(make_name(a.workbook.name, marked)).suffix
    if suffix != a.keluaran.suffix.lower():
        print_line(f"Ganti akhiran namanya menjadi {suffix}; dengan akhiran lain Excel tidak membukanya.")
    return DONE if result.dapat_terbit else BLOCKED


def _read_files(paths: list[Path]) -> tuple[bytes, str]:
    """One upload of one or several files. Raises OSError or Unreadable."""
    from etl.read.bundle import make_bundle

    return make_bundle([(path.read_bytes(), path.name) for path in paths])


def _check(a: argparse.Namespace, data: bytes, name: str) -> CheckResult:
    """Check a workbook and note it. Raises Unreadable."""
    from etl import run
    from etl.audit import notes
    from etl.corrections.typed import find_twice

    by = find_name(a)
    if twice := find_twice(a.perbaiki):
        raise ValueError(f"sel {', '.join(twice)} diperbaiki dua kali")
    if a.jawab:
        notes.note("jawab", by, COMMAND_LINE, berkas=name, jawaban=len(a.jawab))
    if a.perbaiki:
        notes.note_corrections(a.perbaiki, name, a.periode, by, COMMAND_LINE)
    try:
        result = run.check_workbook(data, name, a.periode, answers=dict(a.jawab), corrections=a.perbaiki, nihil=a.nihil)
    except Unreadable as error:
        notes.note_check(error.finding, name, by, COMMAND_LINE)
        raise
    notes.note_check(result, result.nama_berkas, by, COMMAND_LINE)
    return result


def run_template(a: argparse.Namespace) -> int:
    from etl.out.prefill import make_prefilled
    from etl.out.template import make_template

    write_output(a.keluaran, make_prefilled() if a.isi_triwulan_lalu else make_template())
    print_line(f"Templat ditulis: {a.keluaran}")
    return DONE
