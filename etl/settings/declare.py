"""Every figure of the settings once: what it is called, its unit and range, what it decides and where it comes from.

Form, checks, Kamus Data, messages and command line derive from here. [aturan] and [pemeriksaan] of pengaturan.toml hold
the start values; nothing else of that file can be changed in the state.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from etl import periode as quarters
from etl.indikator import Indicator
from etl.indikator.declare import AGREED
from etl.indikator.words import QUALITY_RULES

RULES, CHECKS = "aturan", "pemeriksaan"
SECTIONS = {RULES: "Aturan", CHECKS: "Pemeriksaan buku kerja"}
COUNT, MONTH, PERCENT, SWITCH = "bulat", "bulan", "persen", "ya_tidak"
SWITCH_WORDS = ("tidak", "ya")
STATUS_RULE = ("tahun_tanpa_rat", "bulan_batas_rat")  # what status_hitung is computed with
_WINDOW = "jendela_triwulan"


@dataclass(frozen=True)
class Setting:
    """One figure. `low` and `high` are as it is stored (a share as 0.1), `unit` as it is said.

    title: on the form; short: in lists of changes; term, rule: in Kamus Data, where {} is the value in words;
    effect: what changes with it, where no indicator does; on_page: staff may change it; start: what counts where the
    file of an earlier release does not say it.
    """

    key: str
    section: str
    title: str
    short: str
    unit: str
    low: float
    high: float
    rule: str
    source: str
    term: str = ""
    effect: str = ""
    kind: str = COUNT
    on_page: bool = True
    start: float | None = None

    def say(self, value: float | None) -> str:
        """The value as people write it, with its unit: "3 tahun buku", "Juni", "10%"."""
        if value is None:
            return "belum ada"
        return " ".join(part for part in (self.say_figure(value), self.unit if self.kind == COUNT else "") if part)

    def say_figure(self, value: float) -> str:
        """The same without the unit."""
        if self.kind == MONTH:
            return quarters.MONTH_NAMES[int(value) - 1]
        if self.kind == SWITCH:
            return SWITCH_WORDS[int(value)]
        return say_percent(value) if self.kind == PERCENT else say_number(value)

    def say_range(self) -> str:
        """ "1 sampai 5 tahun buku", "ya atau tidak"."""
        if self.kind == SWITCH:
            return "ya atau tidak"
        return f"{self.say_figure(self.low)} sampai {self.say(self.high)}"

    def say_rule(self, value: float) -> str:
        """What the value decides, in a sentence."""
        return self.rule.format(self.say_figure(value))

    def accepts(self, value: Any) -> bool:
        """Whether a start value is a number within the range that staff have as well."""
        if type(value) not in (int, float) or not self.low <= value <= self.high:
            return False
        return self.kind == PERCENT or float(value).is_integer()

    def make_usable(self, value: Any) -> float:
        """The nearest value that can be: for showing what an earlier release published, never for counting."""
        if type(value) not in (int, float) or value != value:
            return self.low
        nearest = min(max(value, self.low), self.high)
        return float(nearest if self.kind == PERCENT else int(nearest))

    def store(self, value: float) -> int | float:
        """The value as the settings hold it: whole where it counts something."""
        return float(value) if self.kind == PERCENT else int(value)


_ONLY_CHECKS = "Berlaku pada pemeriksaan buku kerja berikutnya; yang sudah terbit tidak berubah."
_LIST = (
    Setting(
        "tahun_tanpa_rat",
        RULES,
        "Tidak aktif sesudah berapa tahun buku tanpa RAT",
        "Tahun tanpa RAT",
        "tahun buku",
        1,
        5,
        "Aturan RAT: koperasi dianggap tidak aktif bila {} tahun buku berturut-turut tanpa RAT. Status yang ditulis "
        "dinas tetap dipakai; perbedaannya didaftar. Permenkop 25/2015 menyebut dua syarat: RAT tiga tahun "
        "berturut-turut dan usaha. Satu atau dua kali RAT dalam tiga tahun bukan aktif dan bukan tidak aktif "
        "menurutnya.",
        f"{AGREED}, yang hanya melihat RAT; bandingkan Permenkop 25/Per/M.KUKM/IX/2015 pasal 1",
        term="Status menurut aturan RAT",
        effect="Mengubah status menurut aturan RAT di semua triwulan, bukan status yang ditulis dinas.",
    ),
    Setting(
        "bulan_batas_rat",
        RULES,
        "RAT ditunggu sampai akhir bulan",
        "Batas RAT",
        "",
        1,
        12,
        "RAT satu tahun buku ditunggu sampai akhir {} tahun berikutnya; sebelumnya belum RAT bukan kesalahan.",
        "UU 25/1992 pasal 26: paling lambat enam bulan sesudah tahun buku",
        term="Batas RAT",
        kind=MONTH,
    ),
    Setting(
        _WINDOW,
        RULES,
        "Kurun koperasi dilatih dan koperasi didampingi",
        "Kurun",
        "triwulan",
        1,
        8,
        "Koperasi dilatih dan koperasi didampingi melihat {} triwulan terakhir.",
        "ketetapan dinas",
        term="Kurun",
    ),
    Setting(
        "hari_pascapelatihan",
        RULES,
        "Batas kunjungan sesudah pelatihan",
        "Batas pascapelatihan",
        "hari",
        30,
        270,
        "Kunjungan dihitung bila paling lambat {} hari sesudah pelatihan berakhir.",
        "ketetapan dinas",
        term="Pascapelatihan",
    ),
    Setting(
        "tahun_penilaian",
        RULES,
        "Hasil pemeriksaan kesehatan berlaku",
        "Masa penilaian kesehatan",
        "tahun",
        1,
        5,
        "Hasil pemeriksaan berlaku {} tahun.",
        "ketetapan dinas",
        term="Penilaian kesehatan",
    ),
    *(
        Setting(
            key,
            RULES,
            f"Koperasi berkualitas: {words}",
            f"Berkualitas: {words}",
            "",
            0,
            1,
            f"Koperasi berkualitas: {words}: {{}}.",
            f"{AGREED}; rencana kota dan IKK LPPD memakai syarat yang berbeda-beda",
            kind=SWITCH,
            start=1,
        )
        for key, words in QUALITY_RULES.items()
    ),
    Setting(
        "n_kecil",
        RULES,
        "Jumlah kecil: persentase dari kurang dari sekian tidak dibandingkan",
        "Jumlah kecil",
        "koperasi",
        1,
        50,
        "Persentase dari kurang dari {} koperasi diberi garis dan tidak dibandingkan.",
        "ketetapan dinas",
        term="Jumlah kecil",
        effect="Mengubah tampilan persentase dari jumlah kecil, bukan angkanya.",
    ),
    Setting(
        "susut_register",
        CHECKS,
        "Register yang menyusut lebih dari sekian memerlukan alasan",
        "Susut register",
        "",
        0.01,
        0.9,
        "Register yang menyusut lebih dari {} memerlukan alasan sebelum terbit.",
        "ketetapan dinas",
        effect=_ONLY_CHECKS,
        kind=PERCENT,
    ),
    Setting(
        "ubah_identitas",
        CHECKS,
        "Nama, kelurahan, badan hukum atau NIK yang berubah pada lebih dari sekian memerlukan alasan",
        "Perubahan identitas",
        "",
        0.01,
        0.9,
        "Bila nama, kelurahan, nomor badan hukum atau NIK berubah pada lebih dari {} koperasi (dan sekurangnya 5), "
        "terbitnya memerlukan alasan.",
        "ketetapan dinas",
        effect=_ONLY_CHECKS,
        kind=PERCENT,
        start=0.05,
    ),
    Setting(
        "ubah_status",
        CHECKS,
        "Status yang berubah pada lebih dari sekian memerlukan alasan",
        "Perubahan status",
        "",
        0.01,
        0.9,
        "Bila status berubah pada lebih dari {} koperasi (dan sekurangnya 5), terbitnya memerlukan alasan.",
        "ketetapan dinas",
        effect=_ONLY_CHECKS,
        kind=PERCENT,
        start=0.15,
    ),
    Setting(
        "rusak_kolom",
        CHECKS,
        "Kolom yang menjadi kosong atau nol pada lebih dari sekian memerlukan alasan",
        "Kolom kosong atau nol",
        "",
        0.01,
        0.9,
        "Bila satu kolom menjadi kosong, atau kolom uang atau orang menjadi nol, pada lebih dari {} koperasi yang "
        "sebelumnya terisi (dan sekurangnya 5), terbitnya memerlukan alasan.",
        "ketetapan dinas",
        effect=_ONLY_CHECKS,
        kind=PERCENT,
        start=0.1,
    ),
    Setting(
        "lonjakan",
        CHECKS,
        "Nilai rupiah yang berubah sekian kali lipat didaftar",
        "Lonjakan",
        "kali",
        2,
        1000,
        "Nilai rupiah yang {} kali lebih besar atau lebih kecil daripada triwulan lalu didaftar.",
        "ketetapan dinas",
        effect=_ONLY_CHECKS,
    ),
    # Matching of spellings: its figures mean something to whoever knows the library only.
    Setting(
        "ejaan_mirip",
        CHECKS,
        "Kemiripan ejaan",
        "Kemiripan ejaan",
        "",
        0,
        100,
        "Ejaan yang mirip sekurangnya {} dari 100 dibaca sendiri.",
        "",
        on_page=False,
    ),
    Setting(
        "ejaan_selisih",
        CHECKS,
        "Selisih ejaan",
        "Selisih ejaan",
        "",
        0,
        100,
        "… bila berikutnya sekurangnya {} di bawahnya.",
        "",
        on_page=False,
    ),
)
SETTINGS = {s.key: s for s in _LIST}
EDITABLE = {key: s for key, s in SETTINGS.items() if s.on_page}


def list_altering(i: Indicator) -> frozenset[str]:
    """The rules whose change alters the figures of an indicator: those that its statement names, and the window."""
    named = {key for key, s in SETTINGS.items() if s.section == RULES and key in i.sql}
    return frozenset(named | ({_WINDOW} if "jendela" in i.butuh else set()))


def find_value(settings: Mapping[str, Any], key: str) -> float:
    """What is in force of a setting: as the settings say, else its start."""
    setting = SETTINGS[key]
    value: float | None = settings.get(setting.section, {}).get(key, setting.start)
    if value is None:
        raise KeyError(key)
    return value


def say_number(value: float) -> str:
    """1234.5 -> "1.234,5"."""
    return f"{value:,.2f}".rstrip("0").rstrip(".").translate(str.maketrans(",.", ".,"))


def say_percent(value: float) -> str:
    """0.125 -> "12,5%"."""
    return say_number(value * 100) + "%"
