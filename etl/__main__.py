"""The command line: python -m etl … Exit 0 done or publishable, 1 findings block it, 2 unreadable or wrong use."""

from __future__ import annotations

import argparse
import sys
from functools import partial

from etl.commands.ending import end_plainly, is_said_by_us
from etl.commands.words import WRONG_USE

_FOR_ROOT = ("doctor",)  # looks and writes nothing into the state


def main(argv: list[str] | None = None) -> int:
    """Run one command; the exit code is the contract's."""
    return end_plainly(partial(_run, sys.argv[1:] if argv is None else argv))


def _run(words: list[str]) -> int:
    import duckdb

    from etl.acuan import find_data_folder
    from etl.out import report
    from etl.pesan import Unreadable
    from etl.store.faults import StoreDamaged, explain_unfinished
    from etl.tenants.chosen import choose, split_choice
    from etl.upkeep.owner import refuse_superuser

    as_json = "--json" in words
    try:
        words, named = split_choice(words)
        arguments = _build_parser().parse_args(words)
        if choose(named, words[0]):
            from etl.tenants.each import run_each

            return run_each(words, arguments)
        if words[0] not in _FOR_ROOT:
            refuse_superuser(find_data_folder())
        return int(arguments.command(arguments))
    except Unreadable as error:
        report.show_refusal(error.finding, as_json)
    except (StoreDamaged, OSError) as error:
        report.show_fault(error, as_json)
    except (KeyError, ValueError) as error:
        if not is_said_by_us(error):
            raise
        report.show_fault(error, as_json)
    except duckdb.Error as error:
        report.show_fault(explain_unfinished(error), as_json)
    return WRONG_USE


def _build_parser() -> argparse.ArgumentParser:
    from etl.commands import (
        contacts,
        decisions,
        moving,
        neighbours,
        people,
        remarks,
        settings,
        tenants,
        upkeep,
        versions,
        workbooks,
    )
    from etl.commands.parser import Parser

    p = Parser(prog="python -m etl", description="Buku kerja dinas menjadi terbitan dasbor koperasi.")
    commands = p.add_subparsers(required=True, metavar="PERINTAH")
    p.add_argument("--pemda", metavar="ALAMAT", help="di pemasangan dengan beberapa pemda: yang mana, atau semua")
    for room in (
        workbooks,
        versions,
        decisions,
        settings,
        contacts,
        remarks,
        upkeep,
        moving,
        tenants,
        people,
        neighbours,
    ):
        room.add_commands(commands)
    return p


if __name__ == "__main__":
    sys.exit(main())
