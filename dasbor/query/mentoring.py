"""Questions about mentoring and training to a published version: cohorts, transitions, groups, whom to visit next."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dasbor.choice import Choice
from dasbor.query import areas, published
from dasbor.query.ask import ask
from dasbor.query.source import in_force
from dasbor.words.columns import list_rows
from etl import periode as triwulan

_COHORT_COUNTS = ["anggota_kohor", "pembilang", "penyebut", "keluar", "tidak_diketahui", "koperasi"]


def read_cohorts(p: Choice, kind: str) -> pd.DataFrame:
    """periode (null = all cohorts pooled), kena, sesudah 1–4, anggota_kohor, pembilang, penyebut, keluar,
    tidak_diketahui, koperasi (different ones). `kind`: "pendampingan" | "pelatihan". Up to the chosen quarter."""
    content = ask(p, "kohor")
    cohorts = [b for b in list_rows(content) if b.jenis == kind and b.periode <= p.periode]
    counts = [_count_known(b, triwulan.find_index(p.periode)) for b in cohorts]
    each = [(b.periode, b.kena, b.sesudah, *many[:-1], many[2]) for b, many in zip(cohorts, counts, strict=True)]
    rows = [*_pool(cohorts, counts), *each]
    table = pd.DataFrame([one[1:] for one in rows], columns=["kena", "sesudah", *_COHORT_COUNTS])
    table.insert(0, "periode", pd.Series([quarter for quarter, *_ in rows], dtype=object))
    kinds = {k: content[k].dtype for k in ("kena", "sesudah")}
    return table.astype(kinds | dict.fromkeys(_COHORT_COUNTS, "int64"))


def _count_known(b: Any, now: int) -> tuple[int, ...]:
    """_COHORT_COUNTS without what the reader's quarter did not know yet: the cohorts themselves are asked for once, not
    for every quarter."""
    if b.indeks_sesudah > now:
        return (b.anggota_kohor, 0, 0, 0, 0, 0)
    return (b.anggota_kohor, b.pembilang, b.penyebut, b.keluar, b.tidak_diketahui, b.koperasi_baru)


def _pool(cohorts: list[Any], counts: list[tuple[int, ...]]) -> list[tuple[Any, ...]]:
    """All cohorts together: those reached, the others, those of whom nobody knows."""
    pooled: dict[tuple[Any, int], list[tuple[int, ...]]] = {}
    for b, many in zip(cohorts, counts, strict=True):
        pooled.setdefault((b.kena, b.sesudah), []).append(many)
    ordered = sorted(pooled, key=lambda one: (pd.isna(one[0]), pd.isna(one[0]) or not one[0], one[1]))
    return [(None, *one, *(sum(column) for column in zip(*pooled[one], strict=True))) for one in ordered]


def list_register_quarters(p: Choice) -> list[str]:
    """Quarters before the chosen one whose register is published, newest first."""
    sql = "select periode from periode_jenis where jenis = 'koperasi' and periode < $periode order by 1 desc"
    return ask(p, sql)["periode"].tolist()


def read_transitions(p: Choice, previous: str) -> pd.DataFrame:
    """dari, ke, jumlah, pindah; a row for each cooperative that changed, one per status for those that did not."""
    content = ask(p, "transisi", lalu=previous)
    return areas.add_kecamatan(p, areas.add_kecamatan(p, content), "kode_lalu", "kelurahan_lalu")


def find_group_sheet(p: Choice) -> str | None:
    """The quarter of the window whose group sheet tells of the groups: the latest one; None = none published."""
    known = published.list_quarters_with(p, "kelompok")
    return known[-1] if known else None


def list_groups(p: Choice) -> pd.DataFrame:
    """Groups of the group sheet and those trained or visited in the window; didampingi: ya | tidak | belum lewat |
    tidak diketahui, null = not trained in the window."""
    content = ask(
        p,
        "kelompok_pembinaan",
        akhir=triwulan.find_end(p.periode),
        hari=in_force.read_rules(p)["hari_pascapelatihan"],
        register=find_group_sheet(p),
    )
    return areas.add_kecamatan(p, content, "kode_wilayah")


def find_group_training(p: Choice) -> pd.DataFrame:
    """The training of the window that reached most groups, of several the first to end, as in lists.list_trainings."""
    return ask(p, "kegiatan_kelompok")
