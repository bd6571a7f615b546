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

FIRST_QUARTER = "2010-T1"


def publish_city(store: Store, quarter_count: int, cooperative_count: int = 350, activity_count: int = 60) -> None:
    """Publish so many quarters of so many cooperatives, so many participants and as many visits a quarter."""
    rng, area_codes = random.Random(3), load_reference().kelurahan["kode_kelurahan"].tolist()
    cooperatives = [(f"K{i:06d}", f"KSU Uji {i}", area_codes[i % len(area_codes)]) for i in range(cooperative_count)]
    status = {
        cooperative_id: rng.choice(["aktif"] * 7 + ["tidak aktif"] * 2 + ["diusulkan dibubarkan"])
        for cooperative_id, *_ in cooperatives
    }
    for step in range(quarter_count):
        periode = triwulan.shift_quarter(FIRST_QUARTER, step)
        for cooperative_id, *_ in cooperatives:
            if rng.random() < 0.04:
                status[cooperative_id] = rng.choice(["aktif", "tidak aktif"])
        result = CheckResult(
            f"{periode}.xlsx",
            f"{step:064d}",
            periode,
            is_sample=True,
            base_version=store.find_current(),
            secret=b"k" * 32,
        )
        result.tabel = _make_quarter(periode, cooperatives, status, rng, activity_count)
        result.perubahan = {"baris": {}}
        publish_workbook(result, b"%d" % step, "bench", store=store)


def _make_quarter(
    periode: str, cooperatives: list, status: dict[str, str], rng: random.Random, activity_count: int
) -> dict[str, pd.DataFrame]:
    """{kind: rows} of one quarter, drawn in the same order every time."""
    end = triwulan.find_end(periode)
    register = [_make_cooperative(c, status, end, rng) for c in cooperatives]
    trained = rng.choices(cooperatives, k=activity_count)
    participants = [_make_participant(n, c, periode, activity_count // 20) for n, c in enumerate(trained)]
    visited = rng.choices(cooperatives, k=activity_count)
    visits = [_make_visit(n, c, end) for n, c in enumerate(visited)]
    rows = {"koperasi": register, "pelatihan": participants, "pendampingan": visits}
    return {kind: _complete(kind, made) for kind, made in rows.items()}


def _make_cooperative(
    cooperative: tuple[str, str, str], status: dict[str, str], end: dt.date, rng: random.Random
) -> dict[str, object]:
    cooperative_id, name, kelurahan = cooperative
    return {
        "koperasi_id": cooperative_id,
        "nama_koperasi": name,
        "kode_kelurahan": kelurahan,
        "status": status[cooperative_id],
        "status_hitung": status[cooperative_id],
        "kkmp": False,
        "kelompok": "KSU",
        "jumlah_anggota": 50,
        "anggota_perempuan": 20,
        "shu": rng.gauss(1e7, 1e7),
        "aset": 1e8,
        "modal_sendiri": 5e7,
        "volume_usaha": 2e8,
        "tahun_buku_rat": end.year - 1 - rng.randrange(4),
        "skor_kesehatan": rng.uniform(45, 95),
        "tahun_penilaian": end.year,
        "kanal_digital": "Website",
    }


def _make_participant(n: int, cooperative: tuple[str, str, str], periode: str, trainings: int) -> dict[str, object]:
    cooperative_id, name, kelurahan = cooperative
    return {
        "kegiatan_id": f"P{n % trainings}",
        "peserta_id": f"{periode}{n}",
        "koperasi_id": cooperative_id,
        "kode_kelurahan": kelurahan,
        "asal": name,
        "nama_kegiatan": f"Pelatihan {n % trainings}",
        "tanggal_mulai": triwulan.find_end(periode) - dt.timedelta(days=30),
        "jenis_kelamin": "LP"[n % 2],
    }


def _make_visit(n: int, cooperative: tuple[str, str, str], end: dt.date) -> dict[str, object]:
    cooperative_id, name, kelurahan = cooperative
    return {
        "koperasi_id": cooperative_id,
        "kode_kelurahan": kelurahan,
        "sasaran": name,
        "tanggal": end - dt.timedelta(days=n % 90),
        "jenis_pendampingan": "Khusus",
        "petugas": f"Petugas {n % 6}",
    }


def _complete(kind: str, rows: list[dict]) -> pd.DataFrame:
    df = pd.DataFrame(rows)
    own = ("periode", "unggahan_id", "lembar", "baris")
    missing = [k for k in load.list_columns(kind) if k not in df and k not in own]
    return df.assign(**dict.fromkeys(missing), lembar="Uji", baris=range(2, len(df) + 2))
