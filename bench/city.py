"""An invented city of any length, published straight from typed rows: for measuring pages, not stages."""

from __future__ import annotations

import datetime as dt
import random

import pandas as pd

from etl import periode as triwulan
from etl.acuan import load_reference
from etl.model import CheckResult
from etl.publish.publish import publish_workbook
from etl.store import load
from etl.store.versions import Store

AWAL = "2010-T1"


def publish_city(store: Store, banyak_triwulan: int, cooperative_rows: int = 350, kegiatan: int = 60) -> None:
    """Publish so many quarters of so many cooperatives, `kegiatan` participants and as many visits a quarter."""
    acak, kelurahan = random.Random(3), load_reference().kelurahan["kode_kelurahan"].tolist()
    city = [(f"K{i:06d}", f"KSU Uji {i}", kelurahan[i % len(kelurahan)]) for i in range(cooperative_rows)]
    status = {
        number: acak.choice(["aktif"] * 7 + ["tidak aktif"] * 2 + ["diusulkan dibubarkan"]) for number, *_ in city
    }
    for ordinal in range(banyak_triwulan):
        periode = triwulan.shift_quarter(AWAL, ordinal)
        for number, *_ in city:
            if acak.random() < 0.04:
                status[number] = acak.choice(["aktif", "tidak aktif"])
        result = CheckResult(
            f"{periode}.xlsx",
            f"{ordinal:064d}",
            periode,
            is_sample=True,
            base_version=store.find_current(),
            secret=b"k" * 32,
        )
        result.tabel, result.perubahan = _quarter(periode, city, status, acak, kegiatan), {"baris": {}}
        publish_workbook(result, b"%d" % ordinal, "bench", store=store)


def _quarter(
    periode: str, city: list, status: dict[str, str], acak: random.Random, kegiatan: int
) -> dict[str, pd.DataFrame]:
    end = triwulan.find_end(periode)
    register = [
        {"koperasi_id": i, "nama_koperasi": name, "kode_kelurahan": kel, "status": status[i], "status_hitung": status[i],
         "kkmp": False, "kelompok": "KSU", "jumlah_anggota": 50, "anggota_perempuan": 20, "shu": acak.gauss(1e7, 1e7),
         "aset": 1e8, "modal_sendiri": 5e7, "volume_usaha": 2e8, "tahun_buku_rat": end.year - 1 - acak.randrange(4),
         "skor_kesehatan": acak.uniform(45, 95), "tahun_penilaian": end.year, "kanal_digital": "Website"}
        for i, name, kel in city
    ]  # fmt: skip
    peserta = [
        {"kegiatan_id": f"P{n % (kegiatan // 20)}", "peserta_id": f"{periode}{n}", "koperasi_id": k[0], "kode_kelurahan": k[2], "asal": k[1],
         "nama_kegiatan": f"Pelatihan {n % (kegiatan // 20)}", "tanggal_mulai": end - dt.timedelta(days=30), "jenis_kelamin": "LP"[n % 2]}
        for n, k in enumerate(acak.choices(city, k=kegiatan))
    ]  # fmt: skip
    kunjungan = [
        {"koperasi_id": k[0], "kode_kelurahan": k[2], "sasaran": k[1], "tanggal": end - dt.timedelta(days=n % 90),
         "jenis_pendampingan": "Khusus", "petugas": f"Petugas {n % 6}"}
        for n, k in enumerate(acak.choices(city, k=kegiatan))
    ]  # fmt: skip
    return {
        j: _complete(j, b) for j, b in (("koperasi", register), ("pelatihan", peserta), ("pendampingan", kunjungan))
    }


def _complete(kind: str, row: list[dict]) -> pd.DataFrame:
    df = pd.DataFrame(row)
    kurang = [
        k for k in load.list_columns(kind) if k not in df and k not in ("periode", "unggahan_id", "lembar", "baris")
    ]
    return df.assign(**dict.fromkeys(kurang), lembar="Uji", baris=range(2, len(df) + 2))
