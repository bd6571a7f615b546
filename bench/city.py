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


def publish_city(gudang: Store, banyak_triwulan: int, koperasi: int = 350, kegiatan: int = 60) -> None:
    """Publish so many quarters of so many cooperatives, `kegiatan` participants and as many visits a quarter."""
    acak, kelurahan = random.Random(3), load_reference().kelurahan["kode_kelurahan"].tolist()
    kota = [(f"K{i:06d}", f"KSU Uji {i}", kelurahan[i % len(kelurahan)]) for i in range(koperasi)]
    status = {nomor: acak.choice(["aktif"] * 7 + ["tidak aktif"] * 2 + ["diusulkan dibubarkan"]) for nomor, *_ in kota}
    for ke in range(banyak_triwulan):
        periode = triwulan.shift_quarter(AWAL, ke)
        for nomor, *_ in kota:
            if acak.random() < 0.04:
                status[nomor] = acak.choice(["aktif", "tidak aktif"])
        hasil = CheckResult(
            f"{periode}.xlsx", f"{ke:064d}", periode, contoh=True, dasar=gudang.terkini(), kunci=b"k" * 32
        )
        hasil.tabel, hasil.perubahan = _quarter(periode, kota, status, acak, kegiatan), {"baris": {}}
        publish_workbook(hasil, b"%d" % ke, "bench", gudang=gudang)


def _quarter(
    periode: str, kota: list, status: dict[str, str], acak: random.Random, kegiatan: int
) -> dict[str, pd.DataFrame]:
    akhir = triwulan.find_end(periode)
    register = [
        {"koperasi_id": i, "nama_koperasi": nama, "kode_kelurahan": kel, "status": status[i], "status_hitung": status[i],
         "kkmp": False, "kelompok": "KSU", "jumlah_anggota": 50, "anggota_perempuan": 20, "shu": acak.gauss(1e7, 1e7),
         "aset": 1e8, "modal_sendiri": 5e7, "volume_usaha": 2e8, "tahun_buku_rat": akhir.year - 1 - acak.randrange(4),
         "skor_kesehatan": acak.uniform(45, 95), "tahun_penilaian": akhir.year, "kanal_digital": "Website"}
        for i, nama, kel in kota
    ]  # fmt: skip
    peserta = [
        {"kegiatan_id": f"P{n % (kegiatan // 20)}", "peserta_id": f"{periode}{n}", "koperasi_id": k[0], "kode_kelurahan": k[2], "asal": k[1],
         "nama_kegiatan": f"Pelatihan {n % (kegiatan // 20)}", "tanggal_mulai": akhir - dt.timedelta(days=30), "jenis_kelamin": "LP"[n % 2]}
        for n, k in enumerate(acak.choices(kota, k=kegiatan))
    ]  # fmt: skip
    kunjungan = [
        {"koperasi_id": k[0], "kode_kelurahan": k[2], "sasaran": k[1], "tanggal": akhir - dt.timedelta(days=n % 90),
         "jenis_pendampingan": "Khusus", "petugas": f"Petugas {n % 6}"}
        for n, k in enumerate(acak.choices(kota, k=kegiatan))
    ]  # fmt: skip
    return {
        j: _complete(j, b) for j, b in (("koperasi", register), ("pelatihan", peserta), ("pendampingan", kunjungan))
    }


def _complete(jenis: str, baris: list[dict]) -> pd.DataFrame:
    df = pd.DataFrame(baris)
    kurang = [
        k for k in load.list_columns(jenis) if k not in df and k not in ("periode", "unggahan_id", "lembar", "baris")
    ]
    return df.assign(**dict.fromkeys(kurang), lembar="Uji", baris=range(2, len(df) + 2))
