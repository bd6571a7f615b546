"""Questions about mentoring and training to a published version: cohorts, transitions, groups, whom to visit next."""

from __future__ import annotations

import pandas as pd

from dasbor.choice import Choice
from dasbor.query import areas, published
from dasbor.query.ask import ask
from dasbor.query.source import in_force
from etl import periode as triwulan

_COHORT_COUNTS = ["anggota_kohor", "pembilang", "penyebut", "keluar", "tidak_diketahui", "koperasi"]


def read_cohorts(p: Choice, kind: str) -> pd.DataFrame:
    """periode (null = all cohorts pooled), kena, sesudah 1–4, anggota_kohor, pembilang, penyebut, keluar,
    tidak_diketahui, koperasi (different ones). `kind`: "pendampingan" | "pelatihan". Up to the chosen quarter."""
    content = ask(p, "kohor")
    content = (
        content[(content["jenis"] == kind) & (content["periode"] <= p.periode)]
        .drop(columns="jenis")
        .rename(columns={"koperasi_baru": "koperasi"})
    )
    # what the reader's quarter did not know yet: the cohorts themselves are asked for once, not for every quarter
    content.loc[content["indeks_sesudah"] > triwulan.find_index(p.periode), _COHORT_COUNTS[1:]] = 0
    pooled = content.groupby(["kena", "sesudah"], dropna=False, sort=False, as_index=False)[_COHORT_COUNTS].sum()
    pooled = pooled.sort_values(["kena", "sesudah"], ascending=[False, True])
    one = content.assign(koperasi=content["penyebut"]).drop(columns="indeks_sesudah")
    return pd.concat([pooled.assign(periode=None), one], ignore_index=True)[list(one.columns)]


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
