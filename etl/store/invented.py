"""Is what a version holds invented? Sample workbooks carry a mark; invented and real rows never share a version."""

from __future__ import annotations

from pathlib import Path

from etl.store.versions import Store

_ALL_INVENTED = "select coalesce(bool_and(contoh), false) from periode_jenis join unggahan using (unggahan_id)"


def is_sample(store: Store, number: int | None = None) -> bool:
    """Everything in a version, the current one by default, is invented. False when nothing is published."""
    number = store.find_current() if number is None else number
    return number is not None and _ask_once(store, number)


_known: dict[tuple[Path, str], bool] = {}  # of each file that was asked: a version never changes


def _ask_once(store: Store, number: int) -> bool:
    key = (store.find_path(number), store.identify(number))
    if key not in _known:
        _known[key] = bool(store.open_version(number).execute(_ALL_INVENTED).fetchall()[0][0])
    return _known[key]
