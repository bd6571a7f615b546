"""A short errand in the name of one area of government, in a process of its own inside its fence: to make its data
package, or to take those of the others."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from dasbor.front.fence import Ground
from dasbor.front.resident import become


def make_parcel(environment: dict[str, str], ground: Ground | None, target: str, hands_out: bool | None) -> None:
    """Write the package of what is published to `target`; nothing where nothing is, or where its pages are closed and
    the operator did not say otherwise (`hands_out`)."""
    become(environment, ground)
    from dasbor.choice import Choice
    from dasbor.export.opendata.package import make_whole
    from dasbor.query import published
    from etl.accounts import roles
    from etl.acuan import find_data_folder
    from etl.prove.counted import prove_counting
    from etl.seal.keys import read_key
    from etl.store.versions import Store

    prove_counting(Store())  # one that sleeps has not done so since an update
    version = published.find_current_version()
    is_handed = roles.may(None, "lihat") if hands_out is None else hands_out
    if version is not None and is_handed and published.has_quarters(Choice(version)):
        Path(target).write_bytes(make_whole(Choice(version), read_key(find_data_folder())))


def take_parcels(environment: dict[str, str], ground: Ground | None, room: str, door: str) -> None:
    """Take what lies in `room`; what is refused is said in the log too. Ends as failed where trying again may help."""
    become(environment, ground)
    from etl.acuan import find_data_folder
    from etl.tenants import parcels
    from etl.tenants.chosen import SETTING

    own = os.environ[SETTING]
    refused = parcels.take_parcels(find_data_folder(), Path(room), own, door)
    for one in refused:
        sys.stdout.write(f"{own}: {one.say()} Yang dipegang sebelumnya tetap tampil.\n")
    sys.stdout.flush()
    if any(one.is_passing for one in refused):
        sys.exit(1)
