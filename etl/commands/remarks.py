"""Commands about remarks beside figures: list them, write one, withdraw one."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from typing import Any

from etl.audit.events import COMMAND_LINE
from etl.clock import read_zone
from etl.commands.words import DONE, add_command, parse_name, parse_quarter
from etl.out.lines import print_line
from etl.store.versions import Store


def add_commands(commands: Any) -> None:
    """Declare catatan, with tulis and cabut below it."""
    c = add_command(commands, "catatan", "catatan di samping angka: daftar, tulis, cabut", run_listing)
    c.add_argument("--json", action="store_true")
    below = c.add_subparsers(metavar="TINDAKAN")
    c = add_command(below, "tulis", "tulis satu kalimat di samping satu angka", run_writing)
    c.add_argument("indikator", metavar="INDIKATOR")
    c.add_argument(
        "kalimat", metavar="KALIMAT", help="tanpa nomor telepon, KTP, rekening, alamat email atau tanggal lahir"
    )
    c.add_argument("--periode", type=parse_quarter, required=True)
    c.add_argument("--wilayah", metavar="KODE", help="kode kelurahan atau kecamatan; tanpa ini seluruh wilayah")
    _add_common(c)
    c = add_command(below, "cabut", "cabut satu catatan", run_withdrawal)
    c.add_argument("nomor", type=int, metavar="NOMOR")
    _add_common(c)


def _add_common(c: argparse.ArgumentParser) -> None:
    c.add_argument("--oleh", type=parse_name, required=True, metavar="NAMA")
    c.add_argument("--json", action="store_true")


def run_listing(a: argparse.Namespace) -> int:
    from etl.remarks.book import RemarkBook

    book = RemarkBook(Store().archive_folder)
    known, damaged = book.list_all(), book.list_damaged()
    if a.json:
        print_line(json.dumps({"catatan": [asdict(r) for r in known], "rusak": damaged}, ensure_ascii=False))
        return DONE
    for r in known:
        state = f"; dicabut {r.dicabut_oleh}" if r.dicabut_oleh else ""
        when = f"{r.waktu.replace('T', ' ')} {read_zone()}"
        print_line(f"{r.nomor:>5}  {r.periode} {r.kode_wilayah} {r.indikator}: {r.kalimat} ({r.oleh} {when}{state})")
    print_line("" if known else "Belum ada catatan.")
    for name in damaged:
        print_line(f"  catatan {name} rusak dan tidak ditampilkan")
    return DONE


def run_writing(a: argparse.Namespace) -> int:
    from etl.accounts.roles import User
    from etl.acuan import load_reference
    from etl.remarks.say import say_remark

    figure = (a.indikator, a.wilayah or load_reference().city_code, a.periode)
    remark = say_remark(Store(), User(a.oleh, COMMAND_LINE), figure, a.kalimat, COMMAND_LINE)
    _say({"nomor": remark.nomor}, f"Catatan {remark.nomor} disimpan; catatan cabut {remark.nomor} mencabutnya.", a.json)
    return DONE


def run_withdrawal(a: argparse.Namespace) -> int:
    from etl.accounts.roles import User
    from etl.remarks.say import withdraw_remark

    try:
        withdraw_remark(Store(), User(a.oleh, COMMAND_LINE), a.nomor, COMMAND_LINE)
    except KeyError:
        raise ValueError(f"catatan {a.nomor} tidak ada atau sudah dicabut") from None
    _say({"dicabut": a.nomor}, f"Catatan {a.nomor} dicabut.", a.json)
    return DONE


def _say(content: dict[str, Any], sentence: str, as_json: bool) -> None:
    print_line(json.dumps(content, ensure_ascii=False) if as_json else sentence)
