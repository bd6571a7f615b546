"""The invented city over time: which cooperative is in the register when, with what status, name and place.

Every cooperative carries the quarters of its few events; its status in a quarter follows from them. The events are
drawn quarter by quarter so that the city totals of angka.TOTAL come out exactly.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from random import Random

from etl import periode
from etl.contoh import angka, nama
from etl.skema import AKTIF, DIBUBARKAN, DIUSULKAN, TIDAK_AKTIF

AWAL = angka.PERIODE[0]
AKHIRAN = ("Sejahtera", "Bersama", "Makmur")  # what a new name adds
KONVERSI = "Bendogerit"  # here an older cooperative became the KKMP, so 20 new ones make 21


@dataclass(eq=False)
class Koperasi:
    """One cooperative. Quarters of events are "" when the event never happens."""

    nomor: int
    nama: str
    kelompok: str
    kelurahan: str
    berdiri: dt.date
    masuk: str
    mula: str  # status on entry
    lesu: str = ""
    bangkit: str = ""
    usul: str = ""
    bubar: str = ""
    keluar: str = ""  # first quarter without it
    nama_baru: tuple[str, str] = ("", "")  # from which quarter, what
    pindah: tuple[str, str] = ("", "")

    def status(self, p: str) -> str | None:
        """Status at the end of a quarter; None = not in the register."""
        if p < self.masuk or _since(self.keluar, p):
            return None
        if _since(self.bubar, p):
            return DIBUBARKAN
        if _since(self.usul, p):
            return DIUSULKAN
        if _since(self.bangkit, p):
            return AKTIF
        return TIDAK_AKTIF if _since(self.lesu, p) else self.mula

    def nama_pada(self, p: str) -> str:
        return self.nama_baru[1] if _since(self.nama_baru[0], p) else self.nama

    def kelurahan_pada(self, p: str) -> str:
        return self.pindah[1] if _since(self.pindah[0], p) else self.kelurahan

    def kelompok_pada(self, p: str) -> str:
        return "KKMP" if self.nama_pada(p).startswith("KKMP ") else self.kelompok


def _since(kejadian: str, p: str) -> bool:
    return bool(kejadian) and kejadian <= p


@lru_cache(maxsize=1)
def city() -> tuple[Koperasi, ...]:
    """All cooperatives that ever stand in the register."""
    rng = angka.dice("kota")
    kota = _first_register(rng)
    for lalu, p in pairwise(angka.PERIODE):
        _one_quarter(rng, kota, lalu, p)
    return tuple(kota)


def register(p: str) -> list[Koperasi]:
    """The cooperatives of a quarter, by kecamatan and kelurahan."""
    urutan = list(angka.KELURAHAN)
    ada = [k for k in city() if k.status(p)]
    return sorted(ada, key=lambda k: (urutan.index(k.kelurahan_pada(p)), k.nomor))


def _first_register(rng: Random) -> list[Koperasi]:
    aktif, tidak_aktif, diusulkan = angka.TOTAL[AWAL]
    kota: list[Koperasi] = []
    for kelurahan, (_, jumlah, _) in angka.KELURAHAN.items():
        for _ in range(jumlah):
            kota.append(_found(rng, kota, kelurahan, AWAL, dt.date(rng.randint(1970, 2019), rng.randint(1, 12), 5)))
    if len(kota) != aktif + tidak_aktif + diusulkan:
        raise ValueError(f"jumlah kelurahan {len(kota)} tidak sama dengan total {AWAL}")
    for k in _pick(rng, kota, tidak_aktif + diusulkan, _prone):
        k.mula, k.berdiri = TIDAK_AKTIF, k.berdiri.replace(year=min(k.berdiri.year, rng.randint(1985, 2008)))
    for k in _pick(rng, [k for k in kota if k.mula == TIDAK_AKTIF], diusulkan):
        k.usul = AWAL
    return kota


def _one_quarter(rng: Random, kota: list[Koperasi], lalu: str, p: str) -> None:
    """Draw the events between two quarters; lapses and departures are what the totals leave over."""
    (a0, t0, d0), (a1, t1, d1) = angka.TOTAL[lalu], angka.TOTAL[p]
    bangkit, baru, aktif_keluar = angka.ALUR[p]
    lesu = a0 + bangkit + baru - aktif_keluar - a1
    keluar = t0 + d0 - bangkit + lesu - t1 - d1
    usul_keluar = angka.KELUAR_DIUSULKAN.get(p, keluar)
    usul_baru = d1 - d0 + usul_keluar

    aktif = [k for k in kota if k.status(lalu) == AKTIF]
    pasif = [k for k in kota if k.status(lalu) == TIDAK_AKTIF]
    usul = [k for k in kota if k.status(lalu) == DIUSULKAN]
    for k in _pick(rng, [k for k in pasif if not k.lesu or k.lesu < periode.shift(p, -2)], bangkit):
        k.bangkit = p
    for k in _pick(rng, [k for k in pasif if not k.bangkit], usul_baru, lambda k: 0.2 if k.lesu else 1.0):
        k.usul = p
    sisa = [k for k in pasif if not k.bangkit and not k.usul]
    pergi = _pick(rng, usul, usul_keluar) + _pick(rng, sisa, keluar - usul_keluar)
    for i, k in enumerate(pergi):
        # In the last quarter two stay in the list once more, as dissolved.
        k.bubar, k.keluar = (p, "") if p == angka.COBA and i < 2 else ("", p)
    for k in _pick(rng, [k for k in aktif if _may_lapse(k)], lesu, _prone):
        k.lesu = p
    for k in _pick(rng, [k for k in aktif if not k.lesu], aktif_keluar):
        k.keluar = p
    _rename_and_move(rng, [k for k in aktif if k.status(p) == AKTIF and not k.lesu], p)
    _newcomers(rng, kota, p, baru)


def _may_lapse(k: Koperasi) -> bool:
    # Founded long ago, so that three years without RAT are possible, and it has not lapsed before.
    return k.mula == AKTIF and not k.lesu and k.berdiri.year <= 2012


def _rename_and_move(rng: Random, tetap: list[Koperasi], p: str) -> None:
    bebas = [k for k in tetap if not k.nama_baru[0] and not k.pindah[0] and k.kelompok in ("KSU", "KSP", "Kopwan")]
    ganti, pindah = _pick(rng, bebas, 2)
    ganti.nama_baru = (p, f"{ganti.nama} {AKHIRAN[periode.index(p) % 3]}")
    if periode.split(p)[1] in (1, 3):
        pindah.pindah = (p, rng.choice([nm for nm in angka.KELURAHAN if nm != pindah.kelurahan]))
    if p == "2025-T2":
        calon = [k for k in bebas if k.kelurahan == KONVERSI and k not in (ganti, pindah) and k.kelompok == "KSU"]
        calon[0].nama_baru = (p, f"KKMP {KONVERSI}")


def _newcomers(rng: Random, kota: list[Koperasi], p: str, baru: int) -> None:
    if p == "2025-T2":
        for kelurahan in angka.KELURAHAN:
            if kelurahan != KONVERSI:
                berdiri = dt.date(2025, rng.choice((5, 6)), rng.randint(5, 25))
                kota.append(Koperasi(len(kota) + 1, f"KKMP {kelurahan}", "KKMP", kelurahan, berdiri, p, AKTIF))
        return
    besar = [nm for nm, (_, jumlah, _) in angka.KELURAHAN.items() for _ in range(jumlah)]
    for _ in range(baru):
        berdiri = periode.start(p) + dt.timedelta(days=rng.randint(3, 75))
        kota.append(_found(rng, kota, rng.choice(besar), p, berdiri))


def _found(rng: Random, kota: list[Koperasi], kelurahan: str, masuk: str, berdiri: dt.date) -> Koperasi:
    """A new active cooperative whose name is not taken, and whose noun is free in its kelurahan."""
    kelompok = rng.choices(list(nama.KELOMPOK), [bobot for bobot, _, _ in nama.KELOMPOK.values()])[0]
    terpakai = {k.nama for k in kota}
    sekolah = [s for s in nama.SEKOLAH if s not in terpakai]
    if kelompok == "KPRI" and sekolah and rng.random() < 0.35:
        return Koperasi(len(kota) + 1, sekolah[0], kelompok, kelurahan, berdiri, masuk, AKTIF)
    # Pairs are unique in the whole city: "KSU Rusa Biru" and "KSP Rusa Biru" would be taken for one.
    pasangan = {" ".join(nm.split()[-2:]) for nm in terpakai}
    tetangga = {k.nama.split()[-2] for k in kota if k.kelurahan == kelurahan}
    benda = rng.choice([b for b in nama.BENDA if b not in tetangga])
    sifat = rng.choice([s for s in nama.SIFAT if f"{benda} {s}" not in pasangan])
    judul = f"{nama.KELOMPOK[kelompok][1]} {benda} {sifat}"
    return Koperasi(len(kota) + 1, judul, kelompok, kelurahan, berdiri, masuk, AKTIF)


def _prone(k: Koperasi) -> float:
    return angka.KELURAHAN[k.kelurahan][2]


def _pick(
    rng: Random, calon: list[Koperasi], banyak: int, bobot: Callable[[Koperasi], float] = lambda k: 1.0
) -> list[Koperasi]:
    """Weighted choice without repetition: the largest of random keys u^(1/w)."""
    kunci = {k.nomor: rng.random() ** (1 / bobot(k)) for k in calon}
    if banyak > len(calon):
        raise ValueError(f"diminta {banyak} dari {len(calon)} koperasi")
    return sorted(calon, key=lambda k: kunci[k.nomor], reverse=True)[:banyak]
