"""Commands about cooperatives that were taken for two, or two for one: join, separate, list, withdraw."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from etl.audit.events import COMMAND_LINE
from etl.clock import read_zone
from etl.commands.words import DONE, add_command, parse_name, parse_quarter
from etl.out import report
from etl.out.lines import print_line
from etl.store.versions import Store

if TYPE_CHECKING:
    from etl.publish.join.decide import Planner


def add_commands(commands: Any) -> None:
    """Declare gabung, pisah and putusan."""
    c = add_command(commands, "gabung", "dua koperasi yang terbit ternyata satu, di semua triwulan", run_join)
    c.add_argument("id", nargs=2, metavar="ID", help="kode koperasi, terlihat di alamat halaman Koperasi")
    _add_decision(c)

    c = add_command(commands, "pisah", "satu koperasi yang terbit ternyata dua", run_separation)
    c.add_argument("id", metavar="ID")
    c.add_argument(
        "periode", nargs="+", type=parse_quarter, metavar="PERIODE", help="triwulan register milik koperasi yang lain"
    )
    c.add_argument("--menjadi", metavar="ID", help="koperasi lain itu bila sudah dikenal; tanpa ini dibuat baru")
    _add_decision(c)

    c = add_command(commands, "putusan", "daftar koperasi yang digabung atau dipisah; --batal membatalkan", run_listing)
    c.add_argument("--batal", type=int, metavar="NOMOR", help="versi putusan itu; yang terbit sesudahnya tetap")
    _add_decision(c, is_required=False)


def _add_decision(c: argparse.ArgumentParser, is_required: bool = True) -> None:
    c.add_argument("--oleh", type=parse_name, required=is_required, metavar="NAMA")
    c.add_argument("--alasan", required=is_required, default="", metavar="TEKS")
    c.add_argument("--lihat", action="store_true", help="hanya tampilkan yang akan berubah")
    c.add_argument("--json", action="store_true")


def run_join(a: argparse.Namespace) -> int:
    from etl.publish.join.plan import plan_join

    return _decide(a, lambda con: plan_join(con, a.id))


def run_separation(a: argparse.Namespace) -> int:
    from etl.publish.join.plan import plan_separation

    return _decide(a, lambda con: plan_separation(con, a.id, a.periode, a.menjadi))


def run_listing(a: argparse.Namespace) -> int:
    from etl.publish.join.plan import plan_return

    if a.batal is None:
        _show_listing(a.json)
        return DONE
    if not a.lihat and not (a.oleh and a.alasan.strip()):
        raise ValueError("--batal memerlukan --oleh NAMA dan --alasan TEKS")
    return _decide(a, lambda con: plan_return(con, a.batal))


def _decide(a: argparse.Namespace, planner: Planner) -> int:
    """Look, then publish what was looked at."""
    from etl.publish.join.decide import publish_decision
    from etl.publish.join.preview import preview_decision, say_effect

    effect = preview_decision(planner)
    number = None
    if not a.lihat:
        number = publish_decision(planner, a.oleh, a.alasan, effect.version, address=COMMAND_LINE)
    report.show_effect(say_effect(effect), number, a.json, f"; putusan --batal {number}")
    return DONE


def _show_listing(as_json: bool) -> None:
    from etl.publish.join.listing import list_decisions

    listed = list_decisions(Store())
    if as_json:
        content = [{**d._asdict(), "waktu": d.waktu.isoformat(), "arti": words} for d, words in listed]
        print_line(json.dumps({"terkini": Store().find_current(), "putusan": content}, ensure_ascii=False))
        return
    if not listed:
        print_line("Tidak ada koperasi yang digabung atau dipisah.")
    for d, words in listed:
        print_line(f"{d.nomor:>5}  {words} ({d.oleh} {d.waktu} {read_zone()}: {d.alasan})")
