"""With which values of the operator the dashboard does not start at all, however it is started."""

from __future__ import annotations

from etl.accounts.serving import read_serving
from etl.acuan import load_reference
from etl.settings.operator import list_blocking
from etl.store.faults import StoreDamaged
from etl.store.lake.address import parse_address, read_setting


def list_hindrances() -> list[str]:
    """A sentence for each value of the operator with which nothing can safely be shown: files that cannot be read,
    figures outside their range, addresses that are none."""
    try:
        reference = load_reference()
        read_serving()
        parse_address(read_setting())
    except (ValueError, StoreDamaged) as error:
        return [str(error)]
    return list_blocking(reference)


def refuse_wrong_settings() -> None:
    """For who types `streamlit run app.py` and goes past `dasbor.mulai`. Raises SystemExit with the sentences."""
    if wrong := list_hindrances():
        raise SystemExit("\n".join(f"Dasbor tidak dimulai: {sentence}" for sentence in wrong))
