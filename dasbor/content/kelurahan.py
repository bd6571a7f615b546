"""The profile of a kelurahan: every indicator beside kecamatan, city and target; cooperatives, trainings, visits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
from markupsafe import Markup

from dasbor.blocks import indicator_cards, line_image, provenance, to_call
from dasbor.chart import sentences
from dasbor.choice import Choice
from dasbor.query import areas, base, due_year, lists
from dasbor.query.base import Figure
from dasbor.query.lists import MAX_ROWS
from dasbor.ui import markup, reader
from dasbor.words import columns, interval, language, terms
from dasbor.words.columns import list_rows
from dasbor.words.legible import MAX_BARS
from etl.indikator import Indicator, load_indicators

SMALLEST_LEVELS = ("kelurahan", "desa")
HINT = markup.render_template("print_hint.html")
INTERVAL_UP_TO = 100  # on more cases the interval is narrower than the rounding is worth


def is_single(p: Choice) -> bool:
    """A single kelurahan or desa is chosen."""
    return p.tingkat in SMALLEST_LEVELS


# ── choosing one ─────────────────────────────────────────────────────────────────────


def list_areas(p: Choice) -> Markup:
    """Links to every kelurahan of the area, by kecamatan, with what is known of its cooperatives; in a province to its
    kecamatan."""
    if areas.count_kelurahan(p) > MAX_ROWS:
        return markup.render_template("area_list.html", parts=[{"name": "", "areas": _list_kecamatan(p)}], folded=False)
    data = base.read_by_kelurahan(p, "koperasi_aktif")
    # the kecamatan stands above them
    data["nama"] = data["kode_wilayah"].map(base.list_areas(p).set_index("kode")["nama"])
    data["alamat"] = reader.make_links("kelurahan", "kelurahan", data["kode_wilayah"], kecamatan=None)
    part = data.sort_values(["kecamatan", "nama"]).groupby("kecamatan")
    parts = [{"name": str(kec), "areas": _list_areas(isi_), "summary": _make_summary(isi_)} for kec, isi_ in part]
    # of 248 areas only the one looked for is unfolded
    return markup.render_template("area_list.html", parts=parts, folded=len(data) > MAX_BARS)


def _list_kecamatan(p: Choice) -> list[dict[str, str]]:
    """Links to the same page for one kecamatan."""
    data = areas.read_rates(p, "koperasi_aktif").sort_values(["nama", "kode_wilayah"])
    data["alamat"] = reader.make_links("kelurahan", "kecamatan", data["kode_wilayah"], kelurahan=None)
    return _list_areas(data.assign(nama="Kecamatan " + data["nama"]))


def _make_summary(isi_: pd.DataFrame) -> str:
    n = language.format_fraction(isi_["pembilang"].sum(min_count=1), isi_["penyebut"].sum(min_count=1))
    count = terms.say_terms(f"{len(isi_)} kelurahan")
    return f"{n} aktif, {count}"


def _list_areas(isi_: pd.DataFrame) -> list[dict[str, str]]:
    return [{"address": b.alamat, "name": b.nama, "count": _say_active(b)} for b in list_rows(isi_)]


def _say_active(b) -> str:
    if b.penyebut == 0:
        return "belum ada koperasi"
    return (
        f"{language.format_fraction(b.pembilang, b.penyebut)} aktif"
        if language.is_known(b.pembilang)
        else language.NO_DATA
    )


# ── the indicators ───────────────────────────────────────────────────────────────────


def say_headline(p: Choice) -> str:
    """ "Kelurahan Turi: 14 dari 14 koperasi aktif, tetap"."""
    previous = base.find_previous_quarter(p)
    current, past = _read_values(p, p.periode, p.kode_wilayah), _read_values(p, previous, p.kode_wilayah)
    return sentences.say_ratio(
        provenance.say_place(p), "koperasi_aktif", current.get("koperasi_aktif", Figure()), past.get("koperasi_aktif")
    )


def list_indicators(p: Choice) -> pd.DataFrame:
    """One row per indicator: as words for the screen, as numbers (nilai_indikator, di_kecamatan, di_kota, target_indikator) for the files."""
    kecamatan, city = _find_around(p)
    previous, target = base.find_previous_quarter(p), base.read_targets(p)
    di_sini, past = _read_values(p, p.periode, p.kode_wilayah), _read_values(p, previous, p.kode_wilayah)
    outside = (_read_values(p, p.periode, kecamatan), _read_values(p, p.periode, city))
    return pd.DataFrame(
        [
            _make_row(
                i,
                di_sini,
                past,
                outside,
                target.get(i.indikator),
                indicator_cards.say_not_compared(p, i.indikator, previous),
            )
            for i in load_indicators()
        ]
    )


def say_rat_note(p: Choice) -> str:
    """Said above the table in the quarter in which another book year is waited for."""
    return due_year.say_note(base.find_previous_quarter(p), p.periode)


def _read_values(p: Choice, periode: str | None, code: str) -> Mapping[str, Figure]:
    return base.read_figures(replace(p, periode=periode, kode_wilayah=code)) if periode else {}


def _make_row(i: Indicator, di_sini: Mapping[str, Figure], past: Mapping[str, Figure],
         outside: tuple[Mapping[str, Figure], Mapping[str, Figure]], target: float | None, break_note: str) -> dict:  # fmt: skip
    current, previous = di_sini.get(i.indikator, Figure()), past.get(i.indikator, Figure())
    kecamatan, city = (w.get(i.indikator, Figure()) for w in outside)
    return {
        "indikator": i.indikator, "judul": i.judul, "jumlah_kata": _format_count(i, current), "nilai_kata": _format_share(current, i),
        "perubahan": say_change(i, current, previous, break_note), "selang": _format_interval(i, current), "kecamatan_kata": _format_value(i, kecamatan),
        "kota_kata": _format_value(i, city), "target_kata": _format_goal(i, target), "catatan": _say_remark(i, current),
        "pembilang": current.pembilang, "penyebut": current.penyebut, "nilai_indikator": current.nilai,
        "di_kecamatan": kecamatan.nilai, "di_kota": city.nilai, "target_indikator": target, columns.MIXED: _find_form(i),
    }  # fmt: skip


def _find_form(i: Indicator) -> str:
    """How the value of an indicator is written in files."""
    return columns.MONEY if i.money else columns.NUMBER if i.count else columns.PERCENT


def _format_count(i: Indicator, n: Figure) -> str:
    return _format_value(i, n) if i.money else language.format_fraction(n.pembilang, n.penyebut)


def _format_share(n: Figure, i: Indicator) -> str:
    return "" if i.count else language.format_percent(n.nilai, n.penyebut) if language.is_known(n.nilai) else "–"


def _format_value(i: Indicator, n: Figure) -> str:
    """A value in one word: per cent, count or Rp."""
    if i.money:
        return language.format_rupiah(n.nilai)
    return language.format_number(n.nilai, 0) if i.count else language.format_percent(n.nilai, n.penyebut)


def _format_goal(i: Indicator, target: float | None) -> str:
    if target is None:
        return "–"
    return language.format_number(target, 0) if i.count else language.format_percent(target)


def say_change(i: Indicator, current: Figure, previous: Figure, break_note: str = "") -> str:
    """Points for a share, the difference for a count, since the register published before; `putus`: why it is not said."""
    if break_note and language.is_known(current.nilai):
        return break_note
    if not language.is_known(current.nilai) or not language.is_known(previous.nilai):
        return language.say_difference(None) if language.is_known(current.nilai) else "–"
    different = (current.nilai or 0) - (previous.nilai or 0)
    if i.money:
        return (
            "tetap"
            if not different
            else f"{'▲ naik' if different > 0 else '▼ turun'} {language.format_rupiah(abs(different))}"
        )
    if i.count:
        return language.say_difference(different)
    return language.say_difference(different * 100, "poin", language.count_digits(current.penyebut))


def _format_interval(i: Indicator, n: Figure) -> str:
    small = not i.count and language.is_known(n.penyebut) and 0 < (n.penyebut or 0) < INTERVAL_UP_TO
    return interval.say_interval(n.pembilang, n.penyebut) if small else ""


def _say_remark(i: Indicator, n: Figure) -> str:
    small = not i.count and language.is_known(n.penyebut) and (n.penyebut or 0) < provenance.read_small_n()
    return interval.NOT_COMPARABLE if small else ""


def list_columns(p: Choice) -> dict[str, str]:
    previous = base.find_previous_quarter(p)
    since = f"Perubahan sejak {language.format_quarter(previous, True)}" if previous else "Perubahan"
    kecamatan, city = _name_around(p)
    return {
        "judul": "Indikator", "jumlah_kata": "Jumlah", "nilai_kata": "Persen", "perubahan": since, "selang": "Selang 95%",
        "kecamatan_kata": f"Kec. {kecamatan}", "kota_kata": city, "target_kata": "Target", "catatan": "Catatan",
    }  # fmt: skip


def list_file_columns(p: Choice) -> dict[str, str]:
    """Numbers instead of words, for the files."""
    kecamatan, city = _name_around(p)
    return {
        "judul": "Indikator", "pembilang": "", "penyebut": "", "nilai_indikator": "", "selang": "Selang 95%",
        "di_kecamatan": f"Kec. {kecamatan}", "di_kota": city, "target_indikator": "", "catatan": "Catatan",
    }  # fmt: skip


def _name_around(p: Choice) -> tuple[str, str]:
    """Of the kecamatan and the city around the kelurahan."""
    area_rows = base.list_areas(p).set_index("kode")
    kecamatan, city = _find_around(p)
    return str(area_rows.at[kecamatan, "nama"]), str(area_rows.at[city, "nama"])


def _find_around(p: Choice) -> tuple[str, str]:
    parent = base.list_areas(p).set_index("kode")["induk"]
    kecamatan = str(parent[p.kode_wilayah])
    return kecamatan, str(parent[kecamatan])


# ── the rest of the page ─────────────────────────────────────────────────────────────


def make_print_trend(p: Choice) -> Markup:
    """The trend for paper: a small line and the last eight quarters in words; charts of the browser are cut there."""
    series = base.read_series(p, "koperasi_aktif")
    series = series[series["periode"] <= p.periode]
    if series["nilai"].notna().sum() == 0:
        return markup.render_template("print_trend.html", quarters=[], image="")
    word = [
        (language.format_quarter(b.periode, True), language.format_percent(b.nilai, b.penyebut))
        for b in list_rows(series.tail(8))
    ]
    chart = line_image.draw_line_image(series, "Koperasi aktif", language.format_percent, css_class="garis-cetak")
    return markup.render_template("print_trend.html", quarters=word, image=chart)


LAST_FOUR_QUARTERS = "Empat triwulan terakhir"
COOPERATIVE_COLUMNS = {"nama_koperasi": "", "status": "", "tahun_buku_rat": "RAT", "jumlah_anggota": "Anggota", "kali_dilatih_4tw": "Dilatih",
            "terakhir_didampingi": ""}  # fmt: skip
TRAINING_COLUMNS = {"nama_kegiatan": "", "tanggal_mulai": "Tanggal", "orang": "", "koperasi": "", "kelompok": ""}
VISIT_COLUMNS = {"tanggal": "", "sasaran": "", "jenis_pendampingan": "Jenis", "petugas": "", "tindak_lanjut": ""}


def list_cooperatives(p: Choice) -> pd.DataFrame:
    return lists.list_cooperatives(p).semua()


def list_to_call(p: Choice) -> list[tuple[str, str, str]]:
    """(name, why and where, record): inactive ones nobody visited, then those trained and not visited since."""
    address = list_cooperatives(p).set_index("koperasi_id")["alamat"].to_dict()
    not_yet = lists.list_unvisited(p)
    result = [(str(b.nama_koperasi), _say_where(f"tidak aktif, {to_call.say_last_rat(b)}, {to_call.say_unseen()}", b.alamat),
              reader.make_link("koperasi", id=b.koperasi_id)) for b in list_rows(not_yet.semua())] if not_yet is not None else []  # fmt: skip
    if base.list_quarters_with(p, "pendampingan"):
        trained = lists.list_unvisited_after_training(p).semua()
        for b in list_rows(trained[trained["kunjungan_sesudah"].isna()]):
            cause = f"dilatih sampai {language.format_date(b.selesai_pelatihan)}, belum didampingi sesudahnya"
            target = reader.make_link("koperasi", id=b.sasaran_id) if b.jenis == "koperasi" else ""
            result.append((str(b.nama), _say_where(cause, address.get(b.sasaran_id)), target))
    return result


def _say_where(cause: str, address: object) -> str:
    return language.capitalise(cause) + (f" · {address}" if language.is_known(address) else "")


def say_without_register(p: Choice) -> str:
    """Said before the numbers when the quarter was published without its register."""
    if base.has_register(p):
        return ""
    return terms.say_terms(
        f"Register koperasi {language.format_quarter(p.periode)} belum diterbitkan: daftar koperasi kosong dan sebagian indikator belum ada."
    )
