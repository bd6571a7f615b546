"""One row of the register: numbers, addresses, members, money, health, digital channels of a cooperative."""

from __future__ import annotations

import datetime as dt

from etl import periode
from etl.contoh import nama
from etl.contoh.angka import KECAMATAN_CODES, KELURAHAN_SHARES, TRIAL_QUARTER, draw_quantile, make_dice
from etl.contoh.rat import find_due_year, find_last_rat
from etl.contoh.world import SampleCooperative
from etl.skema import ACTIVE, HEALTH_LIMITS

SampleValue = str | int | float | dt.date | None
# Order of skema.KANAL_DIGITAL; the year in which the average cooperative takes the channel up.
ADOPTION_YEARS = {"Website": 2029, "Media Sosial": 2026, "WhatsApp": 2024, "Marketplace": 2027, "Wifi RT": 2028}


def make_register_row(k: SampleCooperative, p: str) -> dict[str, SampleValue]:
    """Canonical column -> value at the end of the quarter; None = left blank."""
    kelurahan, status = k.find_kelurahan(p), k.status(p)
    rat = find_last_rat(k, p)
    return {
        "nik_koperasi": make_nik(k, p),
        "nama_koperasi": k.find_name(p),
        **_make_legal(k),
        "alamat": f"Jl. Contoh {make_dice('jalan', k.nomor).choice(nama.NOUNS)} No. {k.nomor % 87 + 1}",
        "kelurahan": kelurahan,
        "kecamatan": KELURAHAN_SHARES[kelurahan][0],
        **_make_kind(k, p),
        "status": (status or "").title(),
        "tahun_buku_rat": rat[0] if rat else None,
        "tanggal_rat": rat[1] if rat else None,
        **_make_people(k, p, rat[0] if rat else None),
        **_make_money(k, rat[0] if rat else None),
        **_make_certificate(k, p, rat),
        **_make_health(k, p),
        **_make_digital(k, p),
        "keterangan": _make_note(k, p),
    }


def make_nik(k: SampleCooperative, p: str) -> str | None:
    """13 digits; about one in nine has none, and a new KKMP gets its number a quarter later."""
    berganti = k.new_name[0] or k.pindah[0]
    if k.kelompok == "KKMP":
        ada = p >= TRIAL_QUARTER
    else:
        ada = bool(berganti) or make_dice("nik", k.nomor).random() < 0.89
    return f"3572{KECAMATAN_CODES[KELURAHAN_SHARES[k.kelurahan][0]]}9{k.nomor:06d}" if ada else None


def _make_legal(k: SampleCooperative) -> dict[str, SampleValue]:
    # Only cooperatives with a NIK may lack it: each must be known again next quarter.
    if k.kelompok != "KKMP" and make_nik(k, k.masuk) and make_dice("bh", k.nomor).random() < 0.03:
        return {"nomor_badan_hukum": None, "tanggal_badan_hukum": None}
    nomor = nama.make_legal_number(k.nomor, k.berdiri.year, k.berdiri.month)
    return {"nomor_badan_hukum": nomor, "tanggal_badan_hukum": k.berdiri}


def _make_kind(k: SampleCooperative, p: str) -> dict[str, SampleValue]:
    rng, kelompok = make_dice("jenis", k.nomor), k.find_legal_form(p)
    jenis = rng.choice(nama.LEGAL_FORMS.get(kelompok, (0, "", ("Konsumen",)))[2])
    return {
        "bentuk": "Sekunder" if k.nomor in (7, 140) else "Primer",
        "jenis": jenis,
        "kelompok": kelompok,
        "pola": "Syariah" if kelompok in ("KSPPS", "Koppontren") else "Konvensional",
        "sektor_usaha": "Simpan pinjam" if jenis == "Simpan Pinjam" else rng.choice(nama.SECTORS),
    }


def _find_growth(k: SampleCooperative, tahun: int) -> float:
    hasil = 1.0
    for t in range(2016, tahun + 1):
        hasil *= make_dice("tumbuh", k.nomor, t).uniform(0.97, 1.07)
    return hasil


def _find_size(k: SampleCooperative) -> float:
    """Rank of the cooperative among all, 0-1; those that were inactive from the start are small."""
    return make_dice("ukuran", k.nomor).uniform(0.1, 0.9 if k.first_status == ACTIVE else 0.5)


def _make_people(k: SampleCooperative, p: str, tahun: int | None) -> dict[str, SampleValue]:
    rng, kelompok = make_dice("anggota", k.nomor), k.find_legal_form(p)
    if kelompok == "KKMP" and k.kelompok == "KKMP":
        laki, perempuan = rng.randint(12, 60), rng.randint(15, 70)
    else:
        kali, u = _find_growth(k, tahun or 2015), _find_size(k)
        laki = round(draw_quantile("anggota_laki", u + rng.uniform(-0.1, 0.1)) * kali)
        perempuan = round(draw_quantile("anggota_perempuan", u + rng.uniform(-0.1, 0.1)) * kali)
    if kelompok == "Kopwan":
        laki = 0
    jumlah = laki + perempuan
    return {
        "anggota_laki": laki,
        "anggota_perempuan": perempuan,
        "jumlah_anggota": jumlah,
        "anggota_umkm": round(jumlah * rng.uniform(0.1, 0.7)) if rng.random() < 0.6 else None,
        "manajer": 1 if rng.random() < 0.08 else 0,
        "karyawan": rng.randint(1, 5) if rng.random() < 0.3 else 0,
    }


def _make_money(k: SampleCooperative, tahun: int | None) -> dict[str, SampleValue]:
    """What the last RAT reported; nothing where no RAT is known."""
    rng = make_dice("uang", k.nomor)
    if tahun is None or (k.first_status != ACTIVE and not k.bangkit and rng.random() < 0.5):
        return dict.fromkeys(("modal_sendiri", "modal_luar", "aset", "volume_usaha", "shu"))
    u, kali = _find_size(k), _find_growth(k, tahun)
    geser = [rng.uniform(-0.12, 0.12) for _ in range(3)]
    sendiri = _round_money(draw_quantile("modal_sendiri", u) * kali)
    pinjam, dengan_pinjaman = rng.random(), rng.random()
    luar = _round_money(draw_quantile("modal_luar", u + geser[0]) * kali * 0.6) if dengan_pinjaman < 0.5 else 0
    volume = _round_money(draw_quantile("volume_usaha", u + geser[1]) * kali)
    shu = min(draw_quantile("shu", u + geser[2]) * kali, 0.3 * volume)
    if make_dice("rugi", k.nomor, tahun).random() < 0.06:
        shu *= -0.4
    return {
        "modal_sendiri": sendiri,
        "modal_luar": luar if luar or pinjam < 0.6 else None,  # 0 = none, blank = not reported
        "aset": _round_money((sendiri + luar) * rng.uniform(1.02, 1.25)),
        "volume_usaha": volume,
        "shu": _round_money(shu),
    }


def _round_money(rupiah: float) -> int:
    return round(rupiah / 10_000) * 10_000


def _make_certificate(k: SampleCooperative, p: str, rat: tuple[int, dt.date] | None) -> dict[str, SampleValue]:
    if make_nik(k, p) is None:
        return {"status_nik": "Belum", "tanggal_sertifikat": None, "grade": None}
    if rat is None:
        return {"status_nik": None, "tanggal_sertifikat": None, "grade": "D"}
    sampai = rat[1].replace(year=rat[1].year + 2, month=12, day=31)
    berlaku = "Bersertifikat" if sampai >= periode.find_end(p) else "Kedaluwarsa"
    absen = max(find_due_year(p) - rat[0], 0)
    grade = "A" if absen == 0 and k.nomor % 3 else ("B", "C1", "C2", "D")[min(absen, 3)]
    return {"status_nik": berlaku, "tanggal_sertifikat": sampai, "grade": grade}


def _make_health(k: SampleCooperative, p: str) -> dict[str, SampleValue]:
    """About a third is examined, most years, known from the third quarter on."""
    tahun_p, triwulan = periode.split_quarter(p)
    terakhir = tahun_p if triwulan >= 3 else tahun_p - 1
    if k.lapsed:
        terakhir = min(terakhir, periode.split_quarter(k.lapsed)[0] - 1)
    if make_dice("dinilai", k.nomor, terakhir).random() < 0.2:
        terakhir -= 1
    diperiksa = k.first_status == ACTIVE and k.kelompok != "KKMP" and make_dice("kesehatan", k.nomor).random() < 0.38
    if not diperiksa or terakhir <= max(k.berdiri.year, 2018):
        return {"skor_kesehatan": None, "predikat_kesehatan": None, "tahun_penilaian": None}
    skor = make_dice("skor", k.nomor).gauss(73, 10) + make_dice("skor", k.nomor, terakhir).gauss(0, 3)
    skor = round(min(max(skor, 38), 97), 1)
    predikat = next(kata for batas, kata in HEALTH_LIMITS if skor >= batas)
    return {"skor_kesehatan": skor, "predikat_kesehatan": predikat, "tahun_penilaian": terakhir}


def _make_digital(k: SampleCooperative, p: str) -> dict[str, SampleValue]:
    """Channels are taken up over the years; of some the answer is not known."""
    rng, waktu = make_dice("digital", k.nomor), periode.find_index(p) / 4
    if rng.random() < (0.18 if k.first_status == ACTIVE else 0.7):
        return {"kanal_digital": None, "pakai_internet": None}
    lambat = rng.gauss(0, 3)
    kanal = "; ".join(nm for nm, tahun in ADOPTION_YEARS.items() if tahun + lambat + rng.gauss(0, 1.5) <= waktu)
    internet = 2024 + lambat + rng.gauss(0, 1.5) <= waktu
    return {"kanal_digital": kanal or None, "pakai_internet": "Ya" if internet else "Tidak"}


def _make_note(k: SampleCooperative, p: str) -> str | None:
    if k.new_name[0] == p:
        return f"Dahulu {k.nama}"
    if k.pindah[0] == p:
        return f"Pindah dari Kelurahan {k.kelurahan}"
    return "Baru berdiri" if k.masuk == p and p > "2021-T4" else None
