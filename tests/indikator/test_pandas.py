"""Every indicator recomputed with plain pandas on random cities equals what SQL stored."""

from __future__ import annotations

import datetime as dt
import random

import duckdb
import pandas as pd
import pytest

from etl import indikator
from etl import periode as triwulan
from etl.acuan import load_reference
from etl.checks.status_rule import find_last_book_year
from etl.model import CheckResult
from etl.store import load
from tests import heavy

PERIODE = [triwulan.shift_quarter("2024-T1", i) for i in range(7)]
KELURAHAN = ["35.72.01.1006", "35.72.02.1004", "35.72.02.1006", "35.72.03.1001"]
DEADLINES = {
    (2025, "Primer"): dt.date(2025, 4, 30),
    (2025, "Sekunder"): dt.date(2025, 6, 30),
    (2026, "Primer"): dt.date(2026, 3, 31),
}
TERDAFTAR = ["aktif", "tidak aktif", "tidak diketahui"]


def some(chance: random.Random, *value):
    """One of the values, or nothing."""
    return chance.choice([*value, None])


def random_register(chance: random.Random, periode: str) -> list[dict]:
    end = triwulan.find_end(periode)
    row = []
    for i in range(40):
        if chance.random() < 0.1:
            continue
        men, women = some(chance, 3, 10, 40), some(chance, 0, 7, 50)
        row.append(
            {
                "koperasi_id": f"K{i}",
                "nama_koperasi": f"KSU {i}",
                "kode_kelurahan": chance.choice(KELURAHAN),
                "status": chance.choice([*TERDAFTAR, "aktif", "aktif", "diusulkan dibubarkan", "dibubarkan"]),
                "kkmp": i % 9 == 0,
                "tahun_buku_rat": some(chance, end.year - 1, end.year - 2, end.year - 5, end.year + 1),
                "tanggal_rat": some(chance, end - dt.timedelta(days=chance.randrange(-60, 900))),
                "anggota_laki": men,
                "anggota_perempuan": women,
                "jumlah_anggota": some(chance, (men or 0) + (women or 0)),
                "anggota_umkm": some(chance, 0, 2),
                **{
                    k: some(chance, 0.0, 1_000_000.25, 7_500_000.5)
                    for k in ("modal_sendiri", "modal_luar", "aset", "volume_usaha")
                },
                "shu": some(chance, -500_000.75, 0.0, 250_000.0),
                "status_nik": some(chance, "Bersertifikat", "Kedaluwarsa", "Belum"),
                "tanggal_sertifikat": some(chance, end, end - dt.timedelta(days=1), end + dt.timedelta(days=300)),
                "skor_kesehatan": some(chance, 50.0, 66.0, 90.0),
                "predikat_kesehatan": some(chance, "Sehat", "Dalam Pengawasan"),
                "tahun_penilaian": some(chance, end.year, end.year - 1, end.year - 2),
                "kanal_digital": some(chance, "Website", "Wifi RT", "Aplikasi; Wifi RT", ""),
                "pakai_internet": some(chance, True, False),
                "kelompok": some(chance, "KSP", "KSPPS", "KSU", "KPRI"),
                "jenis": some(chance, "Simpan Pinjam", "Jasa", "Konsumen"),
                "punya_usp": some(chance, True, False),
                "pengurus": some(chance, 3, 5),
                "pengurus_bersertifikat": some(chance, 0, 2),
                "pengawas": some(chance, 3),
                "pengawas_bersertifikat": some(chance, 1),
                "bentuk": some(chance, "Primer", "Sekunder"),
                "tanggal_badan_hukum": some(chance, *(dt.date(end.year - n, 2, 1) for n in (0, 1, 2, 20))),
            }
        )
    return row


def random_target(chance: random.Random) -> dict:
    who = chance.randrange(60)
    cooperative_rows = f"K{who}" if who < 40 else None
    group = f"G{who}" if 40 <= who < 55 else None
    return {"koperasi_id": cooperative_rows, "kelompok_id": group, "kode_kelurahan": chance.choice(KELURAHAN)}


def random_city(seed: int) -> dict[str, dict[str, pd.DataFrame]]:
    """{jenis: {periode: rows}}; now and then a sheet was never uploaded."""
    chance = random.Random(seed)
    city: dict[str, dict[str, pd.DataFrame]] = {"koperasi": {}, "pelatihan": {}, "pendampingan": {}}
    for periode in PERIODE:
        begin = triwulan.find_start(periode)
        day = [begin + dt.timedelta(days=chance.randrange(85)) for _ in range(30)]
        content = {
            "koperasi": random_register(chance, periode),
            "pelatihan": [
                {
                    **random_target(chance),
                    "kegiatan_id": f"P{i % 3}",
                    "peserta_id": f"{periode}-{chance.randrange(25)}",
                    "nama_kegiatan": "x",
                    "tanggal_mulai": h,
                    "tanggal_selesai": some(chance, h),
                    "jenis_kelamin": some(chance, "L", "P"),
                }
                for i, h in enumerate(day)
            ],
            "pendampingan": [
                {
                    **random_target(chance),
                    "tanggal": h,
                    "sasaran": "x",
                    "jenis_pendampingan": some(chance, "Khusus", "Pemasaran"),
                }
                for h in day
            ],
        }
        for kind, row in content.items():
            if kind == "koperasi" or chance.random() < 0.8:
                city[kind][periode] = pd.DataFrame(row)
        if periode in city["pelatihan"]:  # the pipeline keeps one row per person and activity
            city["pelatihan"][periode] = city["pelatihan"][periode].drop_duplicates(["kegiatan_id", "peserta_id"])
    return city


def stored(city) -> dict[tuple, tuple]:
    """{(indikator, periode, kelurahan, kelompok_hitung): (pembilang, penyebut)} as SQL has it."""
    con, reference = duckdb.connect(":memory:"), load_reference()
    load.create_tables(con, reference)
    for periode in PERIODE:
        result = CheckResult("acak.xlsx", "0", periode)
        for kind, content in city.items():
            if periode in content:
                df = content[periode].assign(lembar="L", baris=range(2, len(content[periode]) + 2))
                too_few = [k for k in load.list_columns(kind) if k not in df and k not in ("periode", "unggahan_id")]
                result.tabel[kind] = df.assign(**dict.fromkeys(too_few))
        load.replace_quarter(con, result, 1)
    indikator.compute_indicators(con, reference)
    sql = """select indikator, periode, kode_wilayah, kelompok_hitung, pembilang, penyebut from indikator
             where length(kode_wilayah) = 13"""
    return {tuple(r[:4]): tuple(r[4:]) for r in con.execute(sql).fetchall()}


class Plain:
    """The definitions once more, in pandas, for one quarter and one counting group."""

    def __init__(self, city, periode: str, tanpa_kkmp: bool) -> None:
        self.kota, self.periode, self.akhir, self.tanpa = city, periode, triwulan.find_end(periode), tanpa_kkmp
        r = city["koperasi"][periode]
        self.register = r[~r["kkmp"]] if tanpa_kkmp else r
        self.t = self.register[self.register["status"].isin(TERDAFTAR)]
        self.aktif = self.t[self.t["status"] == "aktif"]

    def window(self, kind: str, origin: int = 0, until: int = 3) -> pd.DataFrame | None:
        content = [
            self.kota[kind][p]
            for i in range(origin, until + 1)
            if (p := triwulan.shift_quarter(self.periode, -i)) in self.kota[kind]
        ]
        return pd.concat(content, ignore_index=True) if content else None

    def share(self, df, condition) -> dict[str, tuple]:
        return {
            k: (int(condition[df["kode_kelurahan"] == k].sum()), int((df["kode_kelurahan"] == k).sum()))
            for k in KELURAHAN
        }

    def count(self, kode: pd.Series) -> dict[str, tuple]:
        return {k: (int((kode == k).sum()), None) for k in KELURAHAN}

    def total(self, isi: pd.Series) -> dict[str, tuple]:
        return {k: (self._sum(isi[self.t["kode_kelurahan"] == k]), None) for k in KELURAHAN}

    @staticmethod
    def _sum(isi: pd.Series):
        return None if isi.isna().all() else float(isi.sum())

    def _members(self, df: pd.DataFrame) -> pd.Series:
        known = df["anggota_laki"].astype("Float64") + df["anggota_perempuan"].astype("Float64")
        return df["jumlah_anggota"].astype("Float64").fillna(known)

    def part_of_members(self, column: str) -> dict[str, tuple]:
        every = self._members(self.t)
        known = self.t[column].notna() & every.notna()
        result = {}
        for k in KELURAHAN:
            di = known & (self.t["kode_kelurahan"] == k)
            result[k] = (float(self.t.loc[di, column].astype(float).sum()), float(every[di].astype(float).sum()))
        return result

    def people(self) -> pd.DataFrame | None:
        df = self.window("pelatihan", 0, 0)
        if df is None:
            return None
        kkmp = self.kota["koperasi"][self.periode].set_index("koperasi_id")["kkmp"]
        df = df.sort_values(["tanggal_mulai", "kegiatan_id"], kind="stable")
        owned = df["koperasi_id"].map(kkmp).fillna(False).astype(bool)
        persons = pd.DataFrame(
            {
                "kode_kelurahan": df.groupby("peserta_id")["kode_kelurahan"].first(),
                "jenis_kelamin": df.groupby("peserta_id")["jenis_kelamin"].first(),
                "kkmp": owned.groupby(df["peserta_id"]).any(),
            }
        )
        return persons[~persons["kkmp"]] if self.tanpa else persons

    def compute(self) -> dict[str, dict[str, tuple] | None]:
        """{indikator: {kelurahan: (numerator, denominator)}}; None = unknown, no sheet was uploaded."""
        t, active, register = self.t, self.aktif, self.register
        falls = self.akhir.year - (1 if self.akhir >= dt.date(self.akhir.year, 6, 30) else 2)
        rat = find_last_book_year(active, self.akhir)
        founded = pd.Series(
            [d.year if d else None for d in active["tanggal_badan_hukum"]], active.index, dtype="Float64"
        )
        owes = (founded.fillna(active["kkmp"].map({True: 2025.0, False: falls}).astype("Float64")) <= falls).astype(
            bool
        )
        year = active["tahun_penilaian"].astype("Float64")
        checked = ((year > self.akhir.year - 2) & (year <= self.akhir.year)).fillna(False).astype(bool) & (
            active["skor_kesehatan"].notna() | active["predikat_kesehatan"].notna()
        )
        check = active[checked]
        healthy = (
            check["predikat_kesehatan"]
            .isin(["Sehat", "Cukup Sehat"])
            .where(check["predikat_kesehatan"].notna(), check["skor_kesehatan"] >= 66)
        )
        knows = active[active["kanal_digital"].notna() | active["pakai_internet"].notna()]
        literate = (knows["kanal_digital"].fillna("") != "") | (knows["pakai_internet"] == True)  # noqa: E712
        report_stage = t[t["shu"].notna()]
        in_force = pd.Series(
            [v >= self.akhir if v else None for v in t["tanggal_sertifikat"]], index=t.index, dtype=object
        )
        nik = t["status_nik"]
        valid = in_force.where(in_force.notna(), nik == "Bersertifikat").astype(bool) & ~nik.isin(
            ["Kedaluwarsa", "Belum"]
        )
        result: dict[str, dict[str, tuple] | None] = {
            "koperasi_terdaftar": self.count(t["kode_kelurahan"]),
            "koperasi_diusulkan_bubar": self.count(
                register.loc[register["status"] == "diusulkan dibubarkan", "kode_kelurahan"]
            ),
            "koperasi_aktif": self.share(t, t["status"] == "aktif"),
            "rat_tahun_buku": self.share(active[owes], (rat >= falls).fillna(False)[owes]),
            "rat_tepat_waktu": self._on_time(active[owes], falls, (rat >= falls).fillna(False)[owes]),
            "dinilai_kesehatan": self.share(active, checked),
            "sehat": self.share(check, healthy.astype(bool)),
            **self._of_ksp_usp(),
            "pengurus_bersertifikat": self._certified(),
            "rasio_volume_pdrb": dict.fromkeys(KELURAHAN, (None, None)),  # of the whole city only
            "melek_ti": self.share(knows, literate),
            "anggota": self.total(self._members(t)),
            "anggota_perempuan": self.part_of_members("anggota_perempuan"),
            "anggota_umkm": self.part_of_members("anggota_umkm"),
            **{k: self.total(t[k]) for k in ("modal_sendiri", "modal_luar", "aset", "volume_usaha", "shu")},
            "shu_negatif": self.share(report_stage, report_stage["shu"] < 0),
            "sertifikat_nik": self.share(t, valid),
        }
        return result | self._reach() | self._since_a_year() | {"peserta_setahun": self._trained_in_a_year()}

    def _of_ksp_usp(self) -> dict[str, dict[str, tuple]]:
        """Examined and healthy of all that save and lend, row by row."""
        chosen = [r for r in self.t.itertuples() if self._saves_and_lends(r)]
        table = pd.DataFrame(
            [(r.kode_kelurahan, self._is_examined(r), self._is_examined(r) and self._is_healthy(r)) for r in chosen],
            columns=["kode_kelurahan", "diperiksa", "sehat"],
        )
        names = {"ksp_usp_dinilai": "diperiksa", "ksp_usp_sehat": "sehat"}
        return {name: self.share(table, table[column].astype(bool)) for name, column in names.items()}

    @staticmethod
    def _saves_and_lends(r) -> bool:
        return r.kelompok in ("KSP", "KSPPS") or r.jenis == "Simpan Pinjam" or r.punya_usp is True

    def _is_examined(self, r) -> bool:
        known = not (pd.isna(r.skor_kesehatan) and pd.isna(r.predikat_kesehatan))
        recent = not pd.isna(r.tahun_penilaian) and self.akhir.year - 2 < r.tahun_penilaian <= self.akhir.year
        return known and recent

    @staticmethod
    def _is_healthy(r) -> bool:
        return r.predikat_kesehatan == "Sehat" if not pd.isna(r.predikat_kesehatan) else r.skor_kesehatan >= 66

    def _certified(self) -> dict[str, tuple]:
        result = {}
        for k in KELURAHAN:
            part = whole = 0
            for r in self.t[self.t["kode_kelurahan"] == k].itertuples():
                for some_of, all_of in (
                    (r.pengurus_bersertifikat, r.pengurus),
                    (r.pengawas_bersertifikat, r.pengawas),
                ):
                    if not pd.isna(some_of) and not pd.isna(all_of):
                        part, whole = part + some_of, whole + all_of
            result[k] = (part, whole)
        return result

    def _since_a_year(self) -> dict[str, dict[str, tuple] | None]:
        """Quality and growth: each cooperative beside itself four quarters ago."""
        earlier = triwulan.shift_quarter(self.periode, -4)
        if earlier not in self.kota["koperasi"]:
            return {"koperasi_berkualitas": None, "pertumbuhan_volume_usaha": None}
        past = self.kota["koperasi"][earlier].set_index("koperasi_id")
        falls = self.akhir.year - (1 if self.akhir >= dt.date(self.akhir.year, 6, 30) else 2)
        rat = find_last_book_year(self.t, self.akhir)
        quality, growth = dict.fromkeys(KELURAHAN, (0, 0)), dict.fromkeys(KELURAHAN, (0, 0))
        for r in self.t.itertuples():
            volume, assets = (
                (past[k].get(r.koperasi_id, float("nan")), getattr(r, k)) for k in ("volume_usaha", "aset")
            )
            begins = r.tanggal_badan_hukum.year if r.tanggal_badan_hukum else 2025 if r.kkmp else falls
            held = begins > falls or (not pd.isna(rat[r.Index]) and rat[r.Index] >= falls)
            kept = all(now >= before for before, now in (volume, assets))  # unknown compares as no
            good = r.status == "aktif" and held and kept
            a, b = quality[r.kode_kelurahan]
            quality[r.kode_kelurahan] = (a + int(good), b + 1)
            if not (pd.isna(volume[0]) or pd.isna(volume[1])):
                a, b = growth[r.kode_kelurahan]
                growth[r.kode_kelurahan] = (a + volume[1] - volume[0], b + volume[0])
        return {"koperasi_berkualitas": quality, "pertumbuhan_volume_usaha": growth}

    def _trained_in_a_year(self) -> dict[str, tuple] | None:
        df = self.window("pelatihan", 0, 3)
        if df is None:
            return None
        known = {
            (periode, r.koperasi_id): r.kkmp
            for periode, register in self.kota["koperasi"].items()
            for r in register.itertuples()
        }
        quarters = [f"{day.year}-T{(day.month + 2) // 3}" for day in df["tanggal_mulai"]]
        of_kkmp = [known.get(who, False) for who in zip(quarters, df["koperasi_id"], strict=True)]
        df = df.assign(kkmp=of_kkmp).sort_values(["tanggal_mulai", "kegiatan_id"], kind="stable")
        groups = df.groupby("peserta_id")
        persons = pd.DataFrame({"kode_kelurahan": groups["kode_kelurahan"].first(), "kkmp": groups["kkmp"].any()})
        return self.count(persons.loc[~(persons["kkmp"] & self.tanpa), "kode_kelurahan"])

    def _on_time(self, owing: pd.DataFrame, year: int, held: pd.Series) -> dict[str, tuple]:
        """The meetings of a book year by the dates of all registers, the latest one counts."""
        dates = {}
        for periode in PERIODE:
            for r in self.kota["koperasi"][periode].itertuples():
                typed = None if pd.isna(r.tahun_buku_rat) else int(r.tahun_buku_rat)
                if not pd.isna(r.tanggal_rat) and r.tanggal_rat.year > (typed or 0):
                    dates[r.koperasi_id, typed or r.tanggal_rat.year - 1] = r.tanggal_rat
        rows = []
        for r in owing.itertuples():
            form = "Primer" if pd.isna(r.bentuk) else r.bentuk
            limit = DEADLINES.get((year + 1, form), dt.date(year + 1, 6, 30))
            date = dates.get((r.koperasi_id, year))
            if date is not None and date <= self.akhir:
                rows.append((r.kode_kelurahan, date <= limit))
            elif not held[r.Index]:
                rows.append((r.kode_kelurahan, False))
        counted = pd.DataFrame(rows, columns=["kode_kelurahan", "tepat"])
        return self.share(counted, counted["tepat"].astype(bool))

    def _reach(self) -> dict[str, dict[str, tuple] | None]:
        t, training, visits, persons = self.t, self.window("pelatihan"), self.window("pendampingan"), self.people()
        dead = t[t["status"] == "tidak aktif"]
        earlier_quarter = triwulan.shift_quarter(self.periode, -4)
        result: dict[str, dict[str, tuple] | None] = dict.fromkeys(
            (
                "jangkauan_pelatihan",
                "kelompok_dilatih",
                "cakupan_pendampingan",
                "pendampingan_khusus",
                "pemasaran",
                "peserta_pelatihan",
                "peserta_perempuan",
                "aktif_kembali",
            )
        )
        if training is not None:
            result["jangkauan_pelatihan"] = self.share(t, t["koperasi_id"].isin(training["koperasi_id"].dropna()))
        if visits is not None:
            visited = visits["koperasi_id"].dropna()
            result["cakupan_pendampingan"] = self.share(t, t["koperasi_id"].isin(visited))
            result["pendampingan_khusus"] = self.share(dead, dead["koperasi_id"].isin(visited))
            marketed = visits.loc[visits["jenis_pendampingan"] == "Pemasaran", "koperasi_id"].dropna()
            online = self.aktif["kanal_digital"].fillna("").str.contains("Website|Media Sosial|WhatsApp|Marketplace")
            result["pemasaran"] = self.share(self.aktif, online | self.aktif["koperasi_id"].isin(marketed))
        if persons is not None:
            result["peserta_pelatihan"] = self.count(persons["kode_kelurahan"])
            knows = persons[persons["jenis_kelamin"].notna()]
            result["peserta_perempuan"] = self.share(knows, knows["jenis_kelamin"] == "P")
        if earlier_quarter in self.kota["koperasi"]:
            past = self.kota["koperasi"][earlier_quarter]
            past = past[(past["status"] == "tidak aktif") & ~(past["kkmp"] & self.tanpa)]
            current = self.kota["koperasi"][self.periode]
            alive = current.loc[current["status"] == "aktif", "koperasi_id"]
            result["aktif_kembali"] = self.share(past, past["koperasi_id"].isin(alive))
        return result


# Who was trained several times in different kelurahan counts in one of them; that rule is tested by golden values.
LEWAT = {"kelompok_dilatih", "pendampingan_pascapelatihan"}


@pytest.mark.parametrize("seed", range(heavy.times(80)))
def test_plain_pandas_counts_the_same_in_a_random_city(seed):
    city = random_city(seed)
    counted = stored(city)
    different = {}
    for periode in PERIODE:
        for group in ("semua", "tanpa_kkmp"):
            for name, value in Plain(city, periode, group == "tanpa_kkmp").compute().items():
                for code in KELURAHAN if name not in LEWAT else ():
                    expected = (None, None) if value is None else value[code]
                    got = counted[name, periode, code, group]
                    if got != expected:
                        different[name, periode, code, group] = (got, expected)
    assert different == {}


def test_no_indicator_is_left_out_of_the_recomputation():
    tested = set(Plain(random_city(0), PERIODE[-1], False).compute()) | LEWAT
    assert tested == {i.indikator for i in indikator.load_indicators()}
