"""Whom to visit, row by row in plain Python: what prioritas.sql and priority_rule.py are compared with."""

from __future__ import annotations

import calendar
import datetime as dt

import pandas as pd

from dasbor.choice import WITHOUT_KKMP, Choice
from dasbor.query import areas, published
from dasbor.query.ask import ask
from dasbor.query.whom.priority_rule import PriorityRule
from dasbor.words import language
from etl import periode as triwulan
from etl import skema
from tests.checks import plain_rat

_DIBAWA = [
    "nama_koperasi",
    "kelurahan",
    "kecamatan",
    "status",
    "terakhir_didampingi",
    "petugas",
    "nik_koperasi",
    "koperasi_id",
    "kelompok_id",
    "lembar",
    "baris",
]
_ISIAN = {"nik_koperasi": "NIK", "jumlah_anggota": "jumlah anggota"}


def plain(p: Choice, rule: PriorityRule) -> pd.DataFrame:
    """The whole list of an area and quarter."""
    area_rows = published.list_areas(p).set_index("kode")
    content = [_with_area(one, area_rows) for one in (_register(p), _trained_groups(p, rule))]
    cooperative_rows, group = (areas.add_kecamatan(p, one) for one in content)
    return ranked(cooperative_rows, group, rule)


def _rows(p: Choice, table: str) -> pd.DataFrame:
    return ask(p, "select * from query_table($tabel)", tabel=table)


def _inside(kode: pd.Series, p: Choice) -> pd.Series:
    return kode.eq(p.kode_wilayah) | kode.str.startswith(p.kode_wilayah + ".")


def _with_area(isi: pd.DataFrame, known_areas: pd.DataFrame) -> pd.DataFrame:
    desa = known_areas.loc[isi["kode_kelurahan"]]
    kecamatan = known_areas.loc[desa["induk"], "nama"].to_numpy()
    return isi.assign(kelurahan=desa["nama"].to_numpy(), kecamatan=kecamatan)


def _register(p: Choice) -> pd.DataFrame:
    """The register of the area with the last visit, the last training of the window, and since when its dissolution
    has been proposed."""
    every = _rows(p, "koperasi_triwulan")
    every = every[every["periode"] <= p.periode]
    here = every[(every["periode"] == p.periode) & _inside(every["kode_kelurahan"], p)]
    here = here[~here["kkmp"].astype(bool)] if p.kelompok_hitung == WITHOUT_KKMP else here
    training = _last_trainings(p, "koperasi_id")
    content = here.merge(_last_visits(p, "koperasi_id"), on="koperasi_id", how="left")
    content = content.merge(
        training[["koperasi_id", "selesai_pelatihan", "nama_kegiatan"]], on="koperasi_id", how="left"
    )
    content["diusulkan_sejak"] = [
        _proposed_since(every[every["koperasi_id"] == who]) if status == "diusulkan dibubarkan" else None
        for who, status in zip(content["koperasi_id"], content["status"], strict=True)
    ]
    return content.sort_values(["nama_koperasi", "koperasi_id"], ignore_index=True)


def _proposed_since(history: pd.DataFrame) -> str | None:
    """The first quarter of the spell that lasts until now."""
    since = None
    for periode, status in history.sort_values("periode")[["periode", "status"]].itertuples(index=False):
        since = (since or periode) if status == "diusulkan dibubarkan" else None
    return since


def _last_visits(p: Choice, who: str) -> pd.DataFrame:
    """Of each: the last visit, and the last officer that was named."""
    every = _rows(p, "pendampingan_kunjungan")
    every = every[(every["periode"] <= p.periode) & every[who].notna()].sort_values(["tanggal", "baris"])
    last = every.groupby(who)["tanggal"].max().rename("terakhir_didampingi")
    officer = every[every["petugas"].notna()].groupby(who)["petugas"].last()
    return pd.concat([last, officer], axis=1).rename_axis(who).reset_index()


def _last_trainings(p: Choice, who: str) -> pd.DataFrame:
    """The row of each one's last training in the window, of several rows the first."""
    every = _rows(p, "pelatihan_peserta")
    every = every[every["periode"].isin(published.list_window(p, p.periode)) & every[who].notna()]
    every = every.assign(selesai_pelatihan=every["tanggal_selesai"].fillna(every["tanggal_mulai"]))
    ordered = every.sort_values(["selesai_pelatihan", "baris"], ascending=[False, True], kind="stable")
    return ordered.drop_duplicates(who)


def _trained_groups(p: Choice, rule: PriorityRule) -> pd.DataFrame:
    content = _last_trainings(p, "kelompok_id").rename(columns={"asal": "nama"})
    content = content[_inside(content["kode_kelurahan"], p)].drop(columns="koperasi_id")
    content = content.merge(_last_visits(p, "kelompok_id"), on="kelompok_id", how="left")
    return content.sort_values(["nama", "kelompok_id"], ignore_index=True)


def ranked(koperasi: pd.DataFrame, kelompok: pd.DataFrame, rule: PriorityRule) -> pd.DataFrame:
    """peringkat, poin, nama, alasan, … of every cooperative and group with at least one reason, most points first."""
    every = pd.concat([_cooperatives(koperasi, rule), _groups(kelompok, rule)], ignore_index=True)
    hit = every[every["poin"] > 0].sort_values(
        ["poin", "terakhir_didampingi", "nama_koperasi", "kelurahan"],
        ascending=[False, True, True, True],
        na_position="first",
        kind="stable",
    )
    return hit.assign(peringkat=range(1, len(hit) + 1)).reset_index(drop=True)


def _cooperatives(isi: pd.DataFrame, rule: PriorityRule) -> pd.DataFrame:
    cause = {
        "tidak_aktif": _inactive(isi, rule),
        **_lapsing(isi, rule),
        "pasca": _untended(isi, rule),
        "usulan": _proposed(isi, rule),
        "data": _incomplete(isi, rule),
    }
    return _add_up(isi, cause, rule)


def _groups(isi: pd.DataFrame, rule: PriorityRule) -> pd.DataFrame:
    return _add_up(isi.rename(columns={"nama": "nama_koperasi"}), {"pasca": _untended(isi, rule)}, rule)


def _add_up(isi: pd.DataFrame, cause: dict[str, list[str | None]], rule: PriorityRule) -> pd.DataFrame:
    """Points and the text that says where they come from: "… (5) · … (1)"."""
    used = [a for a in rule.list_active() if a in cause]
    points, text, main = [], [], []
    for one in zip(*(cause[a] for a in used), strict=True) if used else [()] * len(isi):
        hit = [(a, t) for a, t in zip(used, one, strict=True) if t]
        points.append(sum(rule.points[a] for a, _ in hit))
        text.append(" · ".join(f"{t} ({rule.points[a]})" for a, t in hit))
        main.append([a for a, _ in hit])
    return isi.reindex(columns=_DIBAWA).assign(
        poin=pd.Series(points, index=isi.index, dtype="int64"),
        alasan=text,
        sebab=pd.Series(main, index=isi.index, dtype=object),
    )


# ── the reasons: a text for each row that has it, None for the others ──


def _inactive(isi: pd.DataFrame, rule: PriorityRule) -> list[str | None]:
    start = triwulan.find_start(triwulan.shift_quarter(rule.periode, 1 - rule.window_quarters))
    return [
        None if s != skema.INACTIVE or (language.is_known(t) and t.date() >= start) else _say_unvisited(rule)
        for s, t in zip(isi["status"], isi["terakhir_didampingi"], strict=True)
    ]


def _say_unvisited(rule: PriorityRule) -> str:
    """Quarters whose visits are not published are not said to be without one."""
    if rule.visit_quarters in (None, rule.window_quarters):
        return f"Tidak aktif, tanpa kunjungan dalam {rule.window_quarters} triwulan"
    return f"Tidak aktif, tanpa kunjungan dalam {rule.visit_quarters} triwulan yang terbit dari {rule.window_quarters}"


def _lapsing(isi: pd.DataFrame, rule: PriorityRule) -> dict[str, list[str | None]]:
    """By the rule of N years without RAT: already over it though called active, or over it at the next due date."""
    later = _next_due(rule)
    row = list(
        zip(
            isi["tahun_buku_rat"].tolist(),
            _dates(isi["tanggal_rat"]),
            _dates(isi["tanggal_badan_hukum"]),
            isi["kkmp"],
            strict=True,
        )
    )
    row = [(int(t) if language.is_known(t) else None, *other) for t, *other in row]
    now_dead, later_dead = (
        pd.Series(
            [plain_rat.status(*b, day, rule.rat_years, rule.due_month) == skema.INACTIVE for b in row],
            index=isi.index,
            dtype=bool,
        )
        for day in (rule.end, later)
    )
    last = pd.Series(
        [plain_rat.last_book_year(t, meeting, rule.end) for t, meeting, *_ in row], index=isi.index, dtype="Int64"
    )
    late = (plain_rat.due_book_year(rule.end, rule.due_month) - last).fillna(0)
    alive = isi["status"].isin((skema.ACTIVE, skema.UNKNOWN))
    lapsed, nearly = alive & now_dead, alive & ~now_dead & later_dead & (late > 0)
    return {
        "gugur": [
            f"RAT terakhir tahun buku {t}: menurut aturan sudah tidak aktif" if g else None
            for g, t in zip(lapsed, last, strict=True)
        ],
        "hampir": [
            f"RAT terakhir tahun buku {t}: tidak aktif bila belum RAT sampai {language.format_date(later)}"
            if h
            else None
            for h, t in zip(nearly, last, strict=True)
        ],
    }


def _next_due(rule: PriorityRule) -> dt.date:
    """The next day on which one more book year's RAT is overdue."""
    year = plain_rat.due_book_year(rule.end, rule.due_month) + 2
    return dt.date(year, rule.due_month, calendar.monthrange(year, rule.due_month)[1])


def _dates(isi: pd.Series) -> pd.Series:
    """As plain dates, which is what the rule of etl compares."""
    return pd.Series([x.date() if language.is_known(x) else None for x in isi], index=isi.index, dtype=object)


def _untended(isi: pd.DataFrame, rule: PriorityRule) -> list[str | None]:
    """Trained in the window and not visited since; the day by which a visit still counts is said."""
    result: list[str | None] = []
    for done, visits in zip(isi["selesai_pelatihan"], isi["terakhir_didampingi"], strict=True):
        if not language.is_known(done) or (language.is_known(visits) and visits >= done):
            result.append(None)
            continue
        limit = done.date() + dt.timedelta(days=rule.grace_days)
        word = f"batas {language.format_date(limit)}" if limit > rule.end else f"lewat {rule.grace_days} hari"
        result.append(f"Dilatih sampai {language.format_date(done)}, belum didampingi, {word}")
    return result


def _proposed(isi: pd.DataFrame, rule: PriorityRule) -> list[str | None]:
    result: list[str | None] = []
    for since in isi["diusulkan_sejak"]:
        age = triwulan.find_index(rule.periode) - triwulan.find_index(since) + 1 if language.is_known(since) else 0
        old = language.is_known(since) and age >= rule.proposal_quarters
        result.append(
            f"Diusulkan dibubarkan {age} triwulan, tercatat sejak {language.format_quarter(since, True)}"
            if old
            else None
        )
    return result


def _incomplete(isi: pd.DataFrame, rule: PriorityRule) -> list[str | None]:
    """What is blank; a column that is blank for everybody is the workbook's affair, not a visit's."""
    too_few: list[list[str]] = [["status"] if s == skema.UNKNOWN else [] for s in isi["status"]]
    alive = isi["status"].isin(skema.REGISTERED_STATUSES).tolist()
    # who owes no RAT yet is aktif by the rule, not "tidak diketahui"
    without_rat = (isi["status_hitung"] == skema.UNKNOWN).tolist()
    typed = [("RAT", without_rat), *((word, isi[k].isna().tolist()) for k, word in _ISIAN.items())]
    for word, blank in typed:
        if all(blank):
            continue
        for listing, h, k in zip(too_few, alive, blank, strict=True):
            if h and k:
                listing.append(word)
    return [f"Belum tercatat: {language.join_list(k)}" if k else None for k in too_few]
