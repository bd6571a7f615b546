"""Questions about mentoring and training to a published version: cohorts, transitions, groups, whom to visit next."""

from __future__ import annotations

import pandas as pd

from dasbor.choice import Choice
from dasbor.query import base
from etl import periode as triwulan
from etl.acuan import load_reference

_COHORT_COUNTS = ["anggota_kohor", "pembilang", "penyebut", "keluar", "tidak_diketahui", "koperasi"]


def read_cohorts(p: Choice, jenis: str) -> pd.DataFrame:
    """periode (null = all cohorts pooled), kena, sesudah 1–4, anggota_kohor, pembilang, penyebut, keluar,
    tidak_diketahui, koperasi (different ones). `jenis`: "pendampingan" | "pelatihan". Up to the chosen quarter."""
    isi = base.ask(p, "kohor")
    isi = (
        isi[(isi["jenis"] == jenis) & (isi["periode"] <= p.periode)]
        .drop(columns="jenis")
        .rename(columns={"koperasi_baru": "koperasi"})
    )
    # what the reader's quarter did not know yet: the cohorts themselves are asked for once, not for every quarter
    isi.loc[isi["indeks_sesudah"] > triwulan.find_index(p.periode), _COHORT_COUNTS[1:]] = 0
    gabungan = isi.groupby(["kena", "sesudah"], dropna=False, sort=False, as_index=False)[_COHORT_COUNTS].sum()
    gabungan = gabungan.sort_values(["kena", "sesudah"], ascending=[False, True])
    satu = isi.assign(koperasi=isi["penyebut"]).drop(columns="indeks_sesudah")
    return pd.concat([gabungan.assign(periode=None), satu], ignore_index=True)[list(satu.columns)]


def list_register_quarters(p: Choice) -> list[str]:
    """Quarters before the chosen one whose register is published, newest first."""
    sql = "select periode from periode_jenis where jenis = 'koperasi' and periode < $periode order by 1 desc"
    return base.ask(p, sql)["periode"].tolist()


def read_transitions(p: Choice, lalu: str) -> pd.DataFrame:
    """dari, ke, jumlah, pindah; a row for each cooperative that changed, one per status for those that did not."""
    isi = base.ask(p, "transisi", lalu=lalu)
    return base.add_kecamatan(p, base.add_kecamatan(p, isi), "kode_lalu", "kelurahan_lalu")


def find_group_sheet(p: Choice) -> str | None:
    """The quarter of the window whose group sheet tells of the groups: the latest one; None = none published."""
    ada = base.list_quarters_with(p, "kelompok")
    return ada[-1] if ada else None


def list_groups(p: Choice) -> pd.DataFrame:
    """Groups of the group sheet and those trained or visited in the window; didampingi: ya | tidak | belum lewat |
    tidak diketahui, null = not trained in the window."""
    isi = base.ask(
        p, "kelompok_pembinaan", akhir=triwulan.find_end(p.periode), hari=load_reference().aturan["hari_pascapelatihan"],
        register=find_group_sheet(p),
    )  # fmt: skip
    return base.add_kecamatan(p, isi, "kode_wilayah")


def find_group_training(p: Choice) -> pd.DataFrame:
    """The training of the window that reached most groups, of several the first to end, as in kueri_daftar.kegiatan."""
    return base.ask(p, "kegiatan_kelompok")
