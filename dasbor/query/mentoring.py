"""Questions about mentoring and training to a published version: cohorts, transitions, groups, whom to visit next."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dasbor.query import base, lists
from dasbor.ui.reader import Pilihan
from etl import periode as triwulan
from etl.acuan import load_reference

_COHORT_COUNTS = ["anggota_kohor", "pembilang", "penyebut", "keluar", "tidak_diketahui", "koperasi"]


def read_cohorts(p: Pilihan, jenis: str) -> pd.DataFrame:
    """periode (null = all cohorts pooled), kena, sesudah 1–4, anggota_kohor, pembilang, penyebut, keluar,
    tidak_diketahui, koperasi (different ones). `jenis`: "pendampingan" | "pelatihan". Up to the chosen quarter."""
    isi = base.ask(p.versi, "kohor", kode=p.kode_wilayah, kelompok=p.kelompok_hitung)
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


def list_register_quarters(p: Pilihan) -> list[str]:
    """Quarters before the chosen one whose register is published, newest first."""
    sql = "select periode from periode_jenis where jenis = 'koperasi' and periode < $periode order by 1 desc"
    return base.ask(p.versi, sql, periode=p.periode)["periode"].tolist()


def read_transitions(p: Pilihan, lalu: str) -> pd.DataFrame:
    """dari, ke, jumlah, pindah; a row for each cooperative that changed, one per status for those that did not."""
    isi = base.ask(p.versi, "transisi", periode=p.periode, lalu=lalu, kode=p.kode_wilayah, kelompok=p.kelompok_hitung)
    return base.add_kecamatan(p.versi, base.add_kecamatan(p.versi, isi), "kode_lalu", "kelurahan_lalu")


def find_group_sheet(versi: int, periode: str) -> str | None:
    """The quarter of the window whose group sheet tells of the groups: the latest one; None = none published."""
    ada = base.list_quarters_with(versi, periode, "kelompok")
    return ada[-1] if ada else None


def list_groups(p: Pilihan, periode: str = "") -> pd.DataFrame:
    """Groups of the group sheet and those trained or visited in the window; didampingi: ya | tidak | belum lewat |
    tidak diketahui, null = not trained in the window."""
    periode = periode or p.periode
    isi = base.ask(
        p.versi, "kelompok_pembinaan", **_make_window(periode), akhir=triwulan.find_end(periode), kode=p.kode_wilayah,
        hari=load_reference().aturan["hari_pascapelatihan"], register=find_group_sheet(p.versi, periode),
    )  # fmt: skip
    return base.add_kecamatan(p.versi, isi, "kode_wilayah")


def find_group_training(p: Pilihan) -> pd.DataFrame:
    """The training of the window that reached most groups, of several the first to end, as in kueri_daftar.kegiatan."""
    sql = f"""from ({lists.read_uncut("kegiatan")})
              order by kelompok desc, tanggal_selesai, tanggal_mulai desc, nama_kegiatan limit 1"""
    return base.ask(p.versi, sql, **base.make_window(p.periode), kode=p.kode_wilayah)


def _make_window(periode: str) -> dict[str, Any]:
    return {"periode": periode, "awal": base.list_window(periode)[0]}
