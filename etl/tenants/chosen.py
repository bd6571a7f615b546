"""Which area of government this process works for: --pemda ALAMAT or KOPERASI_PEMDA. It becomes KOPERASI_DATA and
KOPERASI_ACUAN, which is all that the rest of the program knows of it."""

from __future__ import annotations

import os
from collections.abc import Mapping, MutableMapping
from typing import TYPE_CHECKING

from etl.periode import LATE_DAYS

if TYPE_CHECKING:
    from etl.tenants.declared import Roll, Tenant

OPTION, SETTING, ALL = "--pemda", "KOPERASI_PEMDA", "semua"
OFFERS_SETTING = "KOPERASI_KAMUS_BERSAMA"  # folder with the learned words of the others, where this one shares
LATE_SETTING = "KOPERASI_TERLAMBAT"  # after how many days a quarter is late, where the roll says another number
_OF_THE_WHOLE = {"pemda", "kunci-cadangan", "rawat-katalog"}  # commands that touch no state of one area of government
_BASE = "STREAMLIT_SERVER_BASE_URL_PATH"


class ChoiceWrong(ValueError):
    """No area of government is chosen where there are several, or none of this name; the text is a sentence."""


def split_choice(words: list[str]) -> tuple[list[str], str | None]:
    """The words of a command without --pemda, and what it names; None = nothing. Raises ChoiceWrong."""
    rest: list[str] = []
    chosen: str | None = None
    remaining = iter(words)
    for word in remaining:
        name, equals, value = word.partition("=")
        if name != OPTION:
            rest.append(word)
            continue
        chosen = value if equals else next(remaining, "")
        if not chosen or chosen.startswith("-"):
            raise ChoiceWrong(f"Sesudah {OPTION} tulis alamat pemdanya, misalnya {OPTION} kota-blitar.")
    return rest, chosen


def choose(named: str | None, command: str = "") -> bool:
    """Make this process one of that area of government; True where all of them are meant, which is nobody's process.
    Nothing where the installation is one city. Raises ChoiceWrong or RollWrong."""
    if (named is None and os.environ.get("KOPERASI_DATA")) or command in _OF_THE_WHOLE:
        return False  # somebody has chosen before, or nobody need
    named = named or os.environ.get(SETTING)
    roll = _find_roll()
    if roll is None:
        if named:
            raise ChoiceWrong(f"Pemasangan ini untuk satu pemda: tanpa pemda.toml, {OPTION} tidak berlaku.")
        return False
    if named == ALL:
        return True
    enter(os.environ, roll, find_tenant(roll, named))
    return False


def wants_all(named: str | None) -> bool:
    """Whether a server is started for all areas of government: several are declared, and none of them is chosen."""
    chosen = named or os.environ.get(SETTING) or os.environ.get("KOPERASI_DATA")
    return named == ALL or (not chosen and _find_roll() is not None)


def _find_roll() -> Roll | None:
    from etl.tenants.declared import find_roll_file, read_roll

    file = find_roll_file()
    return None if file is None else read_roll(file)


def find_tenant(roll: Roll, named: str | None) -> Tenant:
    """Raises ChoiceWrong with a sentence that names those there are."""
    known = ", ".join(t.address for t in roll.tenants) or "belum ada"
    if not named:
        raise ChoiceWrong(f"Di pemasangan ini ada beberapa pemda. Sebut yang mana: {OPTION} ALAMAT ({known}).")
    tenant = roll.find(named)
    if tenant is None:
        raise ChoiceWrong(f"Pemda “{named[:40]}” tidak ada di {roll.file}; yang ada: {known}.")
    return tenant


def enter(environment: MutableMapping[str, str], roll: Roll, tenant: Tenant) -> None:
    """Write into an environment what makes its process one of this area of government."""
    from etl.neighbours.noted import refused
    from etl.tenants.declared import ROLL_SETTING

    base = find_base(environment)
    environment[SETTING] = tenant.address
    environment["KOPERASI_DATA"] = str(tenant.state)
    environment["KOPERASI_ACUAN"] = str(tenant.reference)
    environment[_BASE] = "/".join(filter(None, (base, tenant.address)))
    environment.pop(ROLL_SETTING, None)  # who works for one need not know where the others are
    environment.pop(OFFERS_SETTING, None)
    environment.pop(LATE_SETTING, None)
    if roll.late_days != LATE_DAYS:
        environment[LATE_SETTING] = str(roll.late_days)
    environment.pop(refused.SETTING, None)
    if tenant.sees_all:
        environment[refused.SETTING] = "ya"
    if tenant.shares:
        environment[OFFERS_SETTING] = str(roll.shared_folder)


def read_late_days() -> int:
    """The days that hold for this process."""
    said = os.environ.get(LATE_SETTING, "")
    return int(said) if said.isdecimal() else LATE_DAYS


def find_base(environment: Mapping[str, str]) -> str:
    """The path below which the whole installation stands, without slashes at its ends; "" = the root of its host."""
    return environment.get(_BASE, "").strip("/")
