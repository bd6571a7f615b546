"""What every start of a dashboard says and does first, however it is started."""

from __future__ import annotations

import sys

from etl.accounts.provider import read_provider, read_secret
from etl.acuan import find_data_folder, load_reference
from etl.settings.operator import list_faults
from etl.store.faults import StoreDamaged
from etl.store.versions import Store
from etl.upkeep.hindrances import list_hindrances
from etl.upkeep.running import say_beside


def is_ready() -> bool:
    """Whether the operator's settings let the dashboard start; what is wrong with them, or may be, is said."""
    if wrong := list_hindrances():
        for sentence in wrong:
            say(f"Dasbor tidak dimulai: {sentence}")
        return False
    for fault in list_faults(load_reference()):
        say(f"Perhatian: {fault.sentence}")
    if remark := say_beside(find_data_folder()):
        say(f"Perhatian: {remark}")
    return True


def catch_up() -> None:
    """What other servers published meanwhile; where that cannot be had readers still get the newest whole version."""
    try:
        Store().catch_up()
    except StoreDamaged as error:
        say(f"Perhatian: {error}")


def look_at_provider() -> None:
    """Settings that keep everybody from signing in with an account of the city are said at once."""
    try:
        provider = read_provider()
        if provider is not None:
            read_secret(provider)
    except ValueError as error:
        say(f"Perhatian, masuk dengan akun kota belum dapat dipakai: {error}")


def say(text: str) -> None:
    """To whoever watches the start, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
