"""Remarks beside the figures of an area: for cards, trends and briefs."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from dasbor import keep
from dasbor.choice import Choice
from dasbor.query.published import is_sample, list_quarters
from dasbor.query.source.hidden_names import is_hidden
from etl.remarks.book import Remark, RemarkBook
from etl.store.versions import Store


def list_remarks(p: Choice, indicators: Collection[str] = ()) -> tuple[Remark, ...]:
    """Those in force beside the figures of the chosen area and quarter, the oldest first; of all indicators where none
    is named. None for readers who may not see names of cooperatives: a sentence may hold one."""
    wanted = list_of_area(p, indicators)
    return tuple(r for r in wanted if r.periode == p.periode)


def find_all() -> tuple[Remark, ...]:
    """All that was ever said, also withdrawn: the same object as long as nothing is added."""
    return RemarkBook(Store().archive_folder).list_all()


def list_of_area(p: Choice, indicators: Collection[str] = ()) -> tuple[Remark, ...]:
    """The same in all quarters that this version holds."""
    known = find_all()
    if not known or is_hidden(p):
        return ()
    of_sample, quarters = _read_nature(p.whole())
    return tuple(
        r
        for r in known
        if r.kode_wilayah == p.kode_wilayah
        and r.periode in quarters
        and r.contoh == of_sample
        and not r.dicabut_oleh
        and (not indicators or r.indikator in indicators)
    )


@keep.per_version(most=20)
def _read_nature(p: Choice) -> tuple[bool, tuple[str, ...]]:
    """Whether the version is invented, and its quarters."""
    of_version = replace(p, periode="")
    return bool(is_sample(of_version)), tuple(list_quarters(of_version)["periode"])
