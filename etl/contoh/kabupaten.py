"""Invented workbooks of a kabupaten: cooperatives in 248 areas, some of whose names exist twice.

Written with `python -m etl.contoh.kabupaten` into the folder that the settings of KOPERASI_ACUAN name.
"""

from __future__ import annotations

import datetime as dt
import random

import pandas as pd

from etl import periode
from etl.acuan import Reference, load_reference
from etl.contoh.angka import SAMPLE_MARK
from etl.contoh.nama import ADJECTIVES, NOUNS
from etl.contoh.workbook import start_workbook, write_value
from etl.skema import SHEET_KINDS

KABUPATEN_QUARTERS = ("2024-T4", "2025-T1", "2025-T2")
_KDMP_SINCE = KABUPATEN_QUARTERS[2]  # then every second area founds its Merah Putih
_HEADINGS = {
    "koperasi": (
        "nama_koperasi",
        "nomor_badan_hukum",
        "tanggal_badan_hukum",
        "kelurahan",
        "kecamatan",
        "kelompok",
        "status",
        "tahun_buku_rat",
        "anggota_laki",
        "anggota_perempuan",
        "jumlah_anggota",
        "anggota_umkm",
        "kanal_digital",
    ),
    "pelatihan": ("nama_kegiatan", "tanggal_mulai", "nama_peserta", "jenis_kelamin", "asal", "kelurahan", "kecamatan"),
    "pendampingan": ("tanggal", "sasaran", "kelurahan", "kecamatan", "petugas", "jenis_pendampingan"),
    "acara": ("nama_acara", "tanggal", "tempat", "kelurahan", "kecamatan", "penyelenggara", "jumlah_koperasi_peserta"),
    "kelompok": ("nama_kelompok", "jenis_kelompok", "kelurahan", "kecamatan", "jumlah_anggota"),
}
_CHANNELS = ("Website", "Media Sosial; WhatsApp", "Tidak ada", "Marketplace", None)
TypedRow = list[str | int | dt.date | None]


def make_workbook(p: str, reference: Reference) -> bytes:
    """The invented workbook of a quarter; the first quarter has no trainings."""
    content: dict[str, list[TypedRow]] = {
        "koperasi": make_register(p, reference),
        "pendampingan": make_visits(p, reference),
        "kelompok": [list(g) for g in make_groups(reference)],
    }
    if p != KABUPATEN_QUARTERS[0]:
        content["pelatihan"] = make_trainings(p, reference)
    if p == KABUPATEN_QUARTERS[-1]:
        content["acara"] = make_events(p, reference)
    container, workbook = start_workbook(f"Data contoh koperasi {periode.say_quarter(p)}")
    for kind, row in content.items():
        sheet = SHEET_KINDS[kind]
        ws, date = workbook.add_worksheet(sheet.judul), workbook.add_format({"num_format": "dd/mm/yyyy"})
        ws.write(
            0, 0, f"{sheet.judul.upper()} {reference.city.upper()} – {periode.say_quarter(p).upper()}. {SAMPLE_MARK}"
        )
        title: TypedRow = [sheet[k].judul for k in _HEADINGS[kind]]
        for i, record in enumerate([title, *row], 2):
            for j, value in enumerate(record):
                if value is not None:
                    write_value(ws, i, j, value, date if isinstance(value, dt.date) else None)
    workbook.close()
    return container.getvalue()


def make_register(p: str, reference: Reference) -> list[TypedRow]:
    """One or two cooperatives in most areas, one in all namesakes; from 2025-T2 those called Merah Putih."""
    kel = reference.kelurahan[["kode_kelurahan", "kelurahan", "kecamatan"]]
    namesakes = kel["kelurahan"].duplicated(keep=False)
    place = pd.concat([kel[namesakes], kel[~namesakes].iloc[::2], kel.iloc[::3], kel.iloc[1::4]])
    result = [_make_ordinary(i, p, *one) for i, one in enumerate(place.itertuples(index=False, name=None))]
    if p >= _KDMP_SINCE:
        desa = kel.iloc[::2].itertuples(index=False, name=None)
        result += [_make_merah_putih(len(place) + i, *one) for i, one in enumerate(desa)]
    return result


def _make_ordinary(i: int, p: str, code: str, desa: str, kecamatan: str) -> TypedRow:
    dice, ordinal = random.Random(f"kabupaten {p} {i}"), KABUPATEN_QUARTERS.index(p)
    group = ("KSU", "KSP", "Kopwan", "KUD", "KPRI")[i % 5]
    name = f"{group} {NOUNS[i % len(NOUNS)]} {ADJECTIVES[(i // 60 * 5 + i // 10) % len(ADJECTIVES)]}"
    dead = not (i % 4 or (ordinal and i % 12 == 0)) or (ordinal == 2 and i % 29 == 5)
    rat = (2024 if ordinal == 2 and i % 3 else 2023) if i % 4 else 2018 + i % 3
    men, women = 10 + i % 23, 8 + dice.randrange(20)
    return [
        name,
        f"{i + 1}/BH/CONTOH/{code[-4:]}",
        dt.date(1995 + i % 20, 3, 1 + i % 28),
        desa,
        kecamatan,
        group,
        "Tidak Aktif" if dead else "Aktif",
        rat,
        men,
        women,
        men + women,
        (men + women) // 3 if i % 3 else None,
        _CHANNELS[i % len(_CHANNELS)],
    ]


def _make_merah_putih(i: int, code: str, desa: str, kecamatan: str) -> TypedRow:
    men, women = 20 + i % 31, 15 + i % 27
    return [
        f"Koperasi Desa Merah Putih {desa}",
        f"{i + 1}/BH/CONTOH/{code[-4:]}",
        dt.date(2025, 5, 1 + i % 28),
        desa,
        kecamatan,
        "KDMP",
        "Aktif",
        None,
        men,
        women,
        men + women,
        None,
        None,
    ]


def make_groups(reference: Reference) -> list[tuple[str, str, str, str, int]]:
    """Bank sampah outside the register, in namesakes too."""
    kel = reference.kelurahan
    place = kel[kel["kelurahan"].duplicated(keep=False)].iloc[::2][["kelurahan", "kecamatan"]]
    return [
        (f"Bank Sampah {NOUNS[i % len(NOUNS)]}", "Bank Sampah", desa, kecamatan, 12 + i)
        for i, (desa, kecamatan) in enumerate(place.itertuples(index=False, name=None))
    ]


def make_visits(p: str, reference: Reference) -> list[TypedRow]:
    day, ordinal = periode.find_end(p), KABUPATEN_QUARTERS.index(p)
    cooperative_rows = [
        (b[0], b[3], b[4], "Khusus" if b[6] == "Tidak Aktif" else "Kelembagaan")
        for b in make_register(p, reference)[ordinal::6]
    ]
    group = [(g[0], g[2], g[3], "Pascapelatihan") for g in make_groups(reference)[::3]] if ordinal == 2 else []
    return [
        [day - dt.timedelta(days=3 + i % 80), name, desa, kecamatan, f"Petugas {i % 4 + 1}", kind]
        for i, (name, desa, kecamatan, kind) in enumerate([*cooperative_rows, *group])
    ]


def make_trainings(p: str, reference: Reference) -> list[TypedRow]:
    begin = periode.find_end(p) - dt.timedelta(days=40)
    origin = [(b[0], b[3], b[4]) for b in make_register(p, reference)[1::5]] + [
        (g[0], g[2], g[3]) for g in make_groups(reference)[::2]
    ]
    return [
        ["Pelatihan Perkoperasian", begin, f"Peserta Contoh {i + 1}", "LP"[i % 2], name, desa, kecamatan]
        for i, (name, desa, kecamatan) in enumerate(origin)
    ]


def make_events(p: str, reference: Reference) -> list[TypedRow]:
    """One for the whole kabupaten, and one in a village whose name exists twice."""
    kel = reference.kelurahan
    desa, kecamatan = kel.loc[kel["kelurahan"].duplicated(keep=False), ["kelurahan", "kecamatan"]].iloc[0]
    day, organiser = periode.find_end(p), "Dinas Koperasi Contoh"
    return [
        ["Pekan Koperasi Contoh", day - dt.timedelta(days=50), "Pendopo Contoh", None, None, organiser, 24],
        ["Bazar Desa Contoh", day - dt.timedelta(days=20), "Lapangan Contoh", desa, kecamatan, organiser, 6],
    ]


def write_all(reference: Reference) -> None:
    reference.sample_folder.mkdir(parents=True, exist_ok=True)
    for p in KABUPATEN_QUARTERS:
        (reference.sample_folder / f"koperasi-{p}.xlsx").write_bytes(make_workbook(p, reference))


if __name__ == "__main__":
    write_all(load_reference())
