"""Areas of government of like size: for each the few whose number of cooperatives is nearest, not a ranking."""

from __future__ import annotations

import numpy as np
import pandas as pd

FACTOR = 2  # at most so many times as many cooperatives, or as few
MOST = 3  # areas beside each


def find_alike(rows: pd.DataFrame) -> dict[str, list[str]]:
    """{code: codes of the MOST others nearest in number of registered cooperatives, of those with at most FACTOR times
    as many or as few}. Nearest is the smallest ratio of the two numbers, of equal ones the smaller code; rows: kode,
    terdaftar. An area without cooperatives, or whose number nobody knows, is in none of the lists."""
    known = rows[rows["terdaftar"] > 0].sort_values("kode")
    codes, sizes = known["kode"].astype(str).tolist(), known["terdaftar"].to_numpy(dtype=float)
    ratios = np.maximum.outer(sizes, sizes) / np.minimum.outer(sizes, sizes)
    np.fill_diagonal(ratios, np.inf)  # beside itself
    nearest = np.argsort(ratios, axis=1, kind="stable")[:, :MOST]
    return {code: [codes[n] for n in nearest[place] if ratios[place, n] <= FACTOR] for place, code in enumerate(codes)}
