"""The clock of an installation: the same one for publications, for times on pages and for the end of a quarter.

Indonesia has three zones and no summer time, so that an offset says all there is to say, without a database of zones.
"""

from __future__ import annotations

import datetime as dt

from etl.acuan import load_reference
from etl.operator_settings import ZONES, SettingsWrong

OFFSETS = {"WIB": 7, "WITA": 8, "WIT": 9}  # hours ahead of UTC
USUAL_ZONE = "Asia/Jakarta"


def read_zone() -> str:
    """ "WIB", "WITA" or "WIT": what times are shown with. What nobody can understand is WIB, and doctor says so."""
    try:
        written = load_reference().settings.get("wilayah", {}).get("zona_waktu", USUAL_ZONE)
    except (OSError, SettingsWrong):
        written = USUAL_ZONE
    return ZONES.get(str(written), ZONES[USUAL_ZONE])


def read_now() -> dt.datetime:
    """This second, with its zone."""
    return dt.datetime.now(dt.timezone(dt.timedelta(hours=OFFSETS[read_zone()]))).replace(microsecond=0)


def read_local_time() -> dt.datetime:
    """This second by the installation's clock, as publications keep it: without a zone."""
    return read_now().replace(tzinfo=None)


def read_today() -> dt.date:
    return read_now().date()


def convert_time(moment: dt.datetime, offset: dt.timedelta) -> dt.datetime:
    """A time of a clock that is so far ahead of UTC, by the installation's clock."""
    return moment - offset + dt.timedelta(hours=OFFSETS[read_zone()])
