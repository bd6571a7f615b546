"""Numbers that the invented city follows: city totals, flows, quantiles of money and members, kelurahan.

The totals calibrate invented data (public quarterly totals of Kota Blitar, publisher not named; 2022-T2 adjusted
to the 342 = 280 + 62 that the city reported); the quantiles come from a public East Java file of 2024.
"""

from __future__ import annotations

import random

SAMPLE_MARK = "DATA CONTOH – bukan data sebenarnya"

# Quarter -> aktif, tidak aktif, diusulkan dibubarkan. 2025-T3 belongs to the workbook for trying the upload.
CITY_TOTALS = {
    "2021-T4": (256, 26, 58),
    "2022-T1": (258, 24, 60),
    "2022-T2": (258, 22, 62),
    "2022-T3": (258, 22, 62),
    "2022-T4": (259, 22, 62),
    "2023-T1": (259, 22, 62),
    "2023-T2": (259, 22, 62),
    "2023-T3": (260, 22, 62),
    "2023-T4": (246, 36, 62),
    "2024-T1": (247, 36, 62),
    "2024-T2": (249, 36, 62),
    "2024-T3": (257, 39, 62),
    "2024-T4": (249, 36, 62),
    "2025-T1": (248, 33, 7),
    "2025-T2": (268, 33, 7),
    "2025-T3": (270, 32, 5),
}
QUARTERS = tuple(CITY_TOTALS)
TRIAL_QUARTER = "2025-T3"
PUBLISHED_QUARTERS = tuple(p for p in QUARTERS if p != TRIAL_QUARTER)
QUARTER_WITHOUT_TRAINING = "2023-T3"  # this workbook has no training sheet: "never uploaded" is not zero

# Quarter -> reactivated, new, active ones that leave. Lapses and departures follow from the totals.
FLOWS = {
    "2022-T1": (3, 3, 0),
    "2022-T2": (4, 2, 0),
    "2022-T3": (3, 1, 0),
    "2022-T4": (3, 2, 0),
    "2023-T1": (2, 1, 0),
    "2023-T2": (4, 2, 0),
    "2023-T3": (3, 2, 0),
    "2023-T4": (2, 1, 0),
    "2024-T1": (2, 1, 0),
    "2024-T2": (5, 3, 0),
    "2024-T3": (2, 11, 0),
    "2024-T4": (4, 1, 0),
    "2025-T1": (3, 0, 1),  # the clean-out: 58 inactive or proposed ones leave
    "2025-T2": (2, 20, 0),  # 20 KKMP
    "2025-T3": (3, 2, 0),
}
# Of those that leave, how many had been proposed for dissolution; elsewhere all of them.
PROPOSED_LEAVING = {"2024-T4": 7, "2025-T1": 56}

# Kelurahan -> kecamatan, cooperatives in 2021-T4, proneness to lapse (so that rates differ).
KELURAHAN_SHARES = {
    "Kepanjenkidul": ("Kepanjenkidul", 26, 0.9),
    "Ngadirejo": ("Kepanjenkidul", 9, 1.5),
    "Sentul": ("Kepanjenkidul", 12, 0.7),
    "Kauman": ("Kepanjenkidul", 16, 0.8),
    "Tanggung": ("Kepanjenkidul", 10, 1.6),
    "Bendo": ("Kepanjenkidul", 14, 1.0),
    "Kepanjenlor": ("Kepanjenkidul", 27, 0.7),
    "Pakunden": ("Sukorejo", 14, 1.3),
    "Blitar": ("Sukorejo", 9, 1.1),
    "Tlumpu": ("Sukorejo", 10, 1.8),
    "Turi": ("Sukorejo", 12, 0.5),
    "Karangsari": ("Sukorejo", 13, 1.0),
    "Sukorejo": ("Sukorejo", 25, 1.2),
    "Tanjungsari": ("Sukorejo", 14, 1.1),
    "Gedog": ("Sananwetan", 18, 1.4),
    "Plosokerep": ("Sananwetan", 12, 0.9),
    "Klampok": ("Sananwetan", 10, 1.3),
    "Sananwetan": ("Sananwetan", 27, 0.8),
    "Rembang": ("Sananwetan", 10, 1.6),
    "Karangtengah": ("Sananwetan", 24, 0.8),
    "Bendogerit": ("Sananwetan", 28, 1.0),
}
KECAMATAN_CODES = {"Kepanjenkidul": "01", "Sukorejo": "02", "Sananwetan": "03"}

# Values at the 10th, 25th, 50th, 75th and 90th percentile.
_RANKS = (0.10, 0.25, 0.50, 0.75, 0.90)
QUANTILES = {
    "modal_sendiri": (2_195_000, 20_000_000, 101_865_138, 571_311_206, 2_829_301_396),
    "modal_luar": (5_000_000, 20_836_825, 97_297_500, 708_447_835, 3_552_065_601),
    "volume_usaha": (5_000_000, 25_000_000, 146_000_000, 631_362_189, 4_000_000_000),
    "shu": (2_283_100, 5_846_596, 20_500_000, 82_040_462, 290_169_674),
    "anggota_laki": (5, 10, 29, 157, 641),
    "anggota_perempuan": (6, 16, 57, 138, 465),
}


def make_dice(*key: object) -> random.Random:
    """A generator of its own for each question, so that one more draw here changes nothing there."""
    return random.Random("koperasi contoh/" + "/".join(str(k) for k in key))


def draw_quantile(name: str, u: float) -> float:
    """Value of a quantity at rank u, between its 10th and 90th percentile; straight on a logarithmic scale."""
    value = QUANTILES[name]
    u = min(max(u, _RANKS[0]), _RANKS[-1])
    i = max(j for j in range(len(_RANKS) - 1) if _RANKS[j] <= u)
    part = (u - _RANKS[i]) / (_RANKS[i + 1] - _RANKS[i])
    return float(value[i] * (value[i + 1] / value[i]) ** part)
