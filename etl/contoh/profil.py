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
    kelurahan, status = k.find_kelurahan(p), k.find_status(p)
    rat = find_last_rat(k, p)
    return {
        "nik_koperasi": make_nik(k, p),
        "nama_koperasi": k.find_name(p),
        **_make_legal(k),
        "alamat": f"Jl. Contoh {make_dice('jalan', k.number).choice(nama.NOUNS)} No. {k.number % 87 + 1}",
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
        **_make_plan(k, p, rat[0] if rat else None),
        "keterangan": _make_note(k, p),
    }


def make_nik(k: SampleCooperative, p: str) -> str | None:
    """13 digits; about one in nine has none, and a new KKMP gets its number a quarter later."""
    has_changed = k.new_name[0] or k.moved[0]
    if k.legal_form == "KKMP":
        known = p >= TRIAL_QUARTER
    else:
        known = bool(has_changed) or make_dice("nik", k.number).random() < 0.89
    return f"3572{KECAMATAN_CODES[KELURAHAN_SHARES[k.kelurahan][0]]}9{k.number:06d}" if known else None


def _make_legal(k: SampleCooperative) -> dict[str, SampleValue]:
    # Only cooperatives with a NIK may lack it: each must be known again next quarter.
    if k.legal_form != "KKMP" and make_nik(k, k.entered) and make_dice("bh", k.number).random() < 0.03:
        return {"nomor_badan_hukum": None, "tanggal_badan_hukum": None}
    number = nama.make_legal_number(k.number, k.founded.year, k.founded.month)
    return {"nomor_badan_hukum": number, "tanggal_badan_hukum": k.founded}


def _make_kind(k: SampleCooperative, p: str) -> dict[str, SampleValue]:
    rng, group = make_dice("jenis", k.number), k.find_legal_form(p)
    kind = rng.choice(nama.LEGAL_FORMS.get(group, (0, "", ("Konsumen",)))[2])
    return {
        "bentuk": "Sekunder" if k.number in (7, 140) else "Primer",
        "jenis": kind,
        "kelompok": group,
        "pola": "Syariah" if group in ("KSPPS", "Koppontren") else "Konvensional",
        "sektor_usaha": "Simpan pinjam" if kind == "Simpan Pinjam" else rng.choice(nama.SECTORS),
    }


def _find_growth(k: SampleCooperative, year: int) -> float:
    result = 1.0
    for t in range(2016, year + 1):
        result *= make_dice("tumbuh", k.number, t).uniform(0.97, 1.07)
    return result


def _find_size(k: SampleCooperative) -> float:
    """Rank of the cooperative among all, 0-1; those that were inactive from the start are small."""
    return make_dice("ukuran", k.number).uniform(0.1, 0.9 if k.first_status == ACTIVE else 0.5)


def _make_people(k: SampleCooperative, p: str, year: int | None) -> dict[str, SampleValue]:
    rng, group = make_dice("anggota", k.number), k.find_legal_form(p)
    if group == "KKMP" and k.legal_form == "KKMP":
        men, women = rng.randint(12, 60), rng.randint(15, 70)
    else:
        times, u = _find_growth(k, year or 2015), _find_size(k)
        men = round(draw_quantile("anggota_laki", u + rng.uniform(-0.1, 0.1)) * times)
        women = round(draw_quantile("anggota_perempuan", u + rng.uniform(-0.1, 0.1)) * times)
    if group == "Kopwan":
        men = 0
    total = men + women
    return {
        "anggota_laki": men,
        "anggota_perempuan": women,
        "jumlah_anggota": total,
        "anggota_umkm": round(total * rng.uniform(0.1, 0.7)) if rng.random() < 0.6 else None,
        "manajer": 1 if rng.random() < 0.08 else 0,
        "karyawan": rng.randint(1, 5) if rng.random() < 0.3 else 0,
    }


def _make_money(k: SampleCooperative, year: int | None) -> dict[str, SampleValue]:
    """What the last RAT reported; nothing where no RAT is known."""
    rng = make_dice("uang", k.number)
    if year is None or (k.first_status != ACTIVE and not k.reactivated and rng.random() < 0.5):
        return dict.fromkeys(("modal_sendiri", "modal_luar", "aset", "volume_usaha", "shu"))
    u, times = _find_size(k), _find_growth(k, year)
    shift = [rng.uniform(-0.12, 0.12) for _ in range(3)]
    alone = _round_money(draw_quantile("modal_sendiri", u) * times)
    reports, borrows = rng.random(), rng.random()
    outside = _round_money(draw_quantile("modal_luar", u + shift[0]) * times * 0.6) if borrows < 0.5 else 0
    volume = _round_money(draw_quantile("volume_usaha", u + shift[1]) * times)
    shu = min(draw_quantile("shu", u + shift[2]) * times, 0.3 * volume)
    if make_dice("rugi", k.number, year).random() < 0.06:
        shu *= -0.4
    return {
        "modal_sendiri": alone,
        "modal_luar": outside if outside or reports < 0.6 else None,  # 0 = none, blank = not reported
        "aset": _round_money((alone + outside) * rng.uniform(1.02, 1.25)),
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
    until = rat[1].replace(year=rat[1].year + 2, month=12, day=31)
    in_force = "Bersertifikat" if until >= periode.find_end(p) else "Kedaluwarsa"
    missed = max(find_due_year(p) - rat[0], 0)
    grade = "A" if missed == 0 and k.number % 3 else ("B", "C1", "C2", "D")[min(missed, 3)]
    return {"status_nik": in_force, "tanggal_sertifikat": until, "grade": grade}


def _make_health(k: SampleCooperative, p: str) -> dict[str, SampleValue]:
    """About a third is examined, most years, known from the third quarter on."""
    this_year, quarter = periode.split_quarter(p)
    last = this_year if quarter >= 3 else this_year - 1
    if k.lapsed:
        last = min(last, periode.split_quarter(k.lapsed)[0] - 1)
    if make_dice("dinilai", k.number, last).random() < 0.2:
        last -= 1
    is_assessed = (
        k.first_status == ACTIVE and k.legal_form != "KKMP" and make_dice("kesehatan", k.number).random() < 0.38
    )
    if not is_assessed or last <= max(k.founded.year, 2018):
        return {"skor_kesehatan": None, "predikat_kesehatan": None, "tahun_penilaian": None}
    score = make_dice("skor", k.number).gauss(73, 10) + make_dice("skor", k.number, last).gauss(0, 3)
    score = round(min(max(score, 38), 97), 1)
    predikat = next(word for limit, word in HEALTH_LIMITS if score >= limit)
    return {"skor_kesehatan": score, "predikat_kesehatan": predikat, "tahun_penilaian": last}


def _make_digital(k: SampleCooperative, p: str) -> dict[str, SampleValue]:
    """Channels are taken up over the years; of some the answer is not known."""
    rng, time = make_dice("digital", k.number), periode.find_index(p) / 4
    if rng.random() < (0.18 if k.first_status == ACTIVE else 0.7):
        return {"kanal_digital": None, "pakai_internet": None}
    delay = rng.gauss(0, 3)
    channels = "; ".join(nm for nm, year in ADOPTION_YEARS.items() if year + delay + rng.gauss(0, 1.5) <= time)
    internet = 2024 + delay + rng.gauss(0, 1.5) <= time
    return {"kanal_digital": channels or None, "pakai_internet": "Ya" if internet else "Tidak"}


def _make_plan(k: SampleCooperative, p: str, year: int | None) -> dict[str, SampleValue]:
    """What city plans ask for: licence, savings unit, certified people. Certificates become more over the years."""
    rng, group = make_dice("rencana", k.number), k.find_legal_form(p)
    licence = f"8120{k.number:09d}" if rng.random() < 0.4 and k.first_status == ACTIVE else None
    leads, watches = rng.choice((3, 5)), rng.choice((2, 3))
    gets, patience = rng.random(), rng.uniform(2016, 2034)
    certified = 0 if year is None else max(0, min(leads, round((year - patience) / 3)))
    with_unit = None if rng.random() < 0.15 else "Ya" if group == "KSU" and gets < 0.5 else "Tidak"
    known: dict[str, SampleValue] = {"nib": licence, "punya_usp": with_unit}
    if year is None:
        return known
    return known | {
        "pengurus": leads,
        "pengurus_bersertifikat": certified,
        "pengawas": watches,
        "pengawas_bersertifikat": 1 if certified > 1 and gets < 0.3 else 0,
    }


def _make_note(k: SampleCooperative, p: str) -> str | None:
    if k.new_name[0] == p:
        return f"Dahulu {k.name}"
    if k.moved[0] == p:
        return f"Pindah dari Kelurahan {k.kelurahan}"
    return "Baru berdiri" if k.entered == p and p > "2021-T4" else None
