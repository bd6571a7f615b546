"""The command line: python -m etl … Exit 0 done or publishable, 1 findings block it, 2 unreadable or wrong use."""

from __future__ import annotations

import argparse
import sys

import duckdb

from etl.commands import people, settings, upkeep, versions, workbooks
from etl.commands.words import WRONG_USE
from etl.out import report
from etl.pesan import Unreadable
from etl.store.faults import IN_USE, StoreDamaged, VersionInUse, is_held


def main(argv: list[str] | None = None) -> int:
    """Run one command; the exit code is the contract's."""
    arguments = _build_parser().parse_args(argv)
    try:
        return int(arguments.command(arguments))
    except Unreadable as error:
        report.show_refusal(error.finding, arguments.json)
    except (StoreDamaged, KeyError, ValueError, OSError) as error:
        report.show_fault(error, arguments.json)
    except duckdb.Error as error:
        cause = "Berkas versi tidak dapat dibaca sampai habis; kemungkinan rusak. Jalankan rebuild."
        fault = VersionInUse(IN_USE) if is_held(error) else StoreDamaged(cause)
        report.show_fault(fault, arguments.json)
    return WRONG_USE


def _build_parser() -> argparse.ArgumentParser:
    p = argparse.ArgumentParser(prog="python -m etl", description="Buku kerja dinas menjadi terbitan dasbor koperasi.")
    p.set_defaults(json=False)
    commands = p.add_subparsers(required=True, metavar="PERINTAH")
    for room in (workbooks, versions, settings, upkeep, people):
        room.add_commands(commands)
    return p


if __name__ == "__main__":
    sys.exit(main())
