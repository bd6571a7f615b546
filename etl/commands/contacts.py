"""Commands about the contacts: how many there are, take one out, take all out. Numbers are shown on the page only."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from typing import Any

from etl.audit.events import COMMAND_LINE
from etl.commands.words import BLOCKED, DONE, add_by, add_command, find_name
from etl.out.lines import print_line
from etl.periode import say_quarter
from etl.store.versions import Store


def add_commands(commands: Any) -> None:
    """Declare kontak."""
    c = add_command(commands, "kontak", "banyaknya kontak koperasi; --hapus atau --kosongkan mengeluarkannya", run)
    what = c.add_mutually_exclusive_group()
    what.add_argument("--hapus", metavar="ID", help="kode koperasi yang kontaknya dihapus")
    what.add_argument("--kosongkan", action="store_true", help="hapus semua kontak, juga bila daftarnya rusak")
    c.add_argument("--yakin", action="store_true", help="dengan --kosongkan: sungguh hapus")
    c.add_argument("--json", action="store_true")
    add_by(c)


def run(a: argparse.Namespace) -> int:
    if a.hapus is not None:
        return _remove(a)
    if a.kosongkan:
        return _remove_all(a)
    _show_counts(a.json)
    return DONE


def _remove(a: argparse.Namespace) -> int:
    from etl.contacts import edit

    try:
        edit.remove_contact(Store(), a.hapus, find_name(a), COMMAND_LINE)
    except KeyError:
        raise ValueError(f"koperasi {a.hapus} tidak ada di daftar kontak") from None
    _say({"dihapus": 1}, "1 kontak dihapus.", a.json)
    return DONE


def _remove_all(a: argparse.Namespace) -> int:
    from etl.contacts import edit

    if not a.yakin:
        _say({"dihapus": 0}, "Semua kontak akan dihapus dan tidak dapat dikembalikan. Ulangi dengan --yakin.", a.json)
        return BLOCKED
    number = edit.remove_all(Store(), find_name(a), COMMAND_LINE)
    _say({"dihapus": number}, f"{number} kontak dihapus.", a.json)
    return DONE


def _show_counts(as_json: bool) -> None:
    from etl.contacts.book import ContactBook

    known = ContactBook(Store().folder).read().values()
    by_quarter = dict(sorted(Counter(c.periode for c in known).items()))
    listed = ", ".join(f"{number} dari {say_quarter(quarter)}" for quarter, number in by_quarter.items())
    sentence = f"{len(known)} kontak koperasi: {listed}." if known else "Belum ada kontak koperasi."
    _say({"kontak": len(known), "menurut_triwulan": by_quarter}, sentence, as_json)


def _say(content: dict[str, Any], sentence: str, as_json: bool) -> None:
    print_line(json.dumps(content, ensure_ascii=False) if as_json else sentence)
