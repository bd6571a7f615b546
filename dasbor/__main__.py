"""The command line of what leaves the house: python -m dasbor … Exit 0 done, 1 nothing published, 2 wrong use."""

from __future__ import annotations

import sys
from functools import partial

from etl.commands.ending import end_plainly
from etl.commands.words import BLOCKED, WRONG_USE


def main(argv: list[str] | None = None) -> int:
    """Run one command; the exit code is the contract's."""
    return end_plainly(partial(_run, sys.argv[1:] if argv is None else argv))


def _run(words: list[str]) -> int:
    from dasbor.export import commands
    from dasbor.export.request import NothingPublished, WrongRequest
    from etl.acuan import find_data_folder
    from etl.commands.parser import Parser, WrongUse
    from etl.out.lines import print_fault
    from etl.store.faults import StoreDamaged, say_cause
    from etl.tenants.chosen import ChoiceWrong, choose, split_choice
    from etl.tenants.declared import RollWrong
    from etl.upkeep.owner import NotOwner, refuse_superuser

    p = Parser(prog="python -m dasbor", description="Berkas dari yang terbit: untuk dibagikan, dicetak, dilaporkan.")
    commands.add_commands(p.add_subparsers(required=True, metavar="PERINTAH"))
    try:
        words, named = split_choice(words)
        arguments = p.parse_args(words)
        if words[0] != "verify" and choose(named):
            raise WrongRequest("Berkas dibuat dari satu pemda; sebut yang mana: --pemda ALAMAT.")
        if words[0] != "verify":  # which writes nothing
            refuse_superuser(find_data_folder())
        return int(arguments.command(arguments))
    except NothingPublished as error:
        print_fault(str(error))
        return BLOCKED
    except (WrongRequest, WrongUse, ChoiceWrong, RollWrong, StoreDamaged, NotOwner) as error:
        print_fault(str(error))
    except OSError as error:
        print_fault(f"Berkasnya tidak dapat dibaca atau ditulis: {say_cause(error)}.")
    return WRONG_USE


if __name__ == "__main__":
    sys.exit(main())
