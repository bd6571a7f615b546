"""Peringatan dini for the reader's choice: the score of the flag, and only where it beats the naive rule the names."""

from __future__ import annotations

from dasbor.answers import provenance
from dasbor.choice import Choice
from dasbor.content import peringatan_words as words
from dasbor.query.whom import warning
from dasbor.query.whom.priority_rule import LAST_VISIT
from dasbor.query.whom.warning import Score
from dasbor.ui import reader, screen
from dasbor.ui.layout import arrange, folded
from dasbor.words import language
from etl.acuan import load_reference

QUESTION = "Dapatkah koperasi yang akan tidak aktif dikenali lebih awal?"
LIST_COLUMNS = {
    "nama_koperasi": "Koperasi, sebab",
    "kelurahan": "",
    **LAST_VISIT,
    "lembar": "",
    "baris": "",
}
LIST_FILE_COLUMNS = {
    "nama_koperasi": "",
    "nik_koperasi": "",
    "kelurahan": "",
    "kecamatan": "",
    "sebab": "Sebab",
    **LAST_VISIT,
    "lembar": "",
    "baris": "",
}
DEFINITIONS = (
    (
        "Ditandai",
        f"Koperasi berstatus aktif dengan alasan “{words.FLAG}” di Prioritas: terlambat RAT, dan sekali lagi terlewat "
        "menjadi tidak aktif menurut aturan RAT.",
    ),
    (
        "Tidak aktif lagi",
        "Empat triwulan kemudian berstatus tidak aktif, diusulkan dibubarkan atau dibubarkan. Yang keluar dari "
        "register atau tidak diketahui statusnya tidak dihitung.",
    ),
    ("Aturan sederhana", "Koperasi aktif yang belum RAT untuk tahun buku terakhir yang jatuh tempo."),
    (
        "Mengungguli",
        "Selang 90% dari beda kedua bagian itu di atas 0: semua triwulan bersama, dan pada setiap triwulan yang cukup "
        "kasusnya. Selain itu nama tidak ditampilkan.",
    ),
    (
        "Selang 90%",
        "Selang Wilson; untuk beda selang Newcombe antara yang ditandai dan yang hanya disebut aturan sederhana.",
    ),
    (
        "Menurut versi",
        "Nilai dihitung dari register dan pengaturan yang tersimpan di versi itu, selalu untuk seluruh kota dengan "
        "KKMP. Memilih wilayah hanya mengubah daftar nama.",
    ),
)


def show_warning(p: Choice) -> None:
    """The score first; then names, or why there are none; then each quarter, and each version."""
    s = warning.read_score(p)
    with arrange.lay_two_beside("nilai_tanda"):
        _show_score(p, s)
        screen.show_bullets(words.say_reasons(p, s))
    _show_names(p, s)
    _show_history(p, s)


def _show_score(p: Choice, s: Score) -> None:
    screen.show_list(
        words.list_groups(s).iloc[: len(words.GROUPS) if s.quarters else 0],
        words.say_headline(s),
        provenance.say_trend_sources(p, until=p.periode),
        "nilai_peringatan",
        words.GROUP_COLUMNS,
        if_empty="Belum ada register yang setahun kemudian diikuti register lain.",
        subtitle=say_subtitle(p),
        file_columns=words.GROUP_FILE_COLUMNS,
        small={"kelompok": "arti"},
    )


def say_subtitle(p: Choice) -> str:
    """Of whom the score is: never of a part of the city."""
    city = load_reference().city
    return f"Setahun kemudian, {city} dengan KKMP, semua triwulan sampai {language.format_quarter(p.periode)}"


def _show_names(p: Choice, s: Score) -> None:
    if not s.beats:
        screen.show_empty(words.say_no_list(s), "Siapa yang dikunjungi berikutnya tetap ada di Prioritas.")
        screen.show_link("Buka Prioritas", reader.make_link("prioritas"))
        return
    rows = warning.list_flagged(p)
    screen.show_list(
        rows,
        f"{language.format_number(len(rows))} koperasi aktif ditandai sekarang",
        provenance.say_sources(p),
        "koperasi_ditandai",
        LIST_COLUMNS,
        if_empty="Tidak ada koperasi aktif yang ditandai untuk pilihan ini.",
        subtitle=provenance.say_where_and_when(p),
        file_columns=LIST_FILE_COLUMNS,
        small={"nama_koperasi": "sebab"},
    )


def _show_history(p: Choice, s: Score) -> None:
    if not s.quarters:
        return
    sources = provenance.say_trend_sources(p, until=p.periode)
    with arrange.lay_beside("nilai"):
        folded.show_list(
            words.list_quarters(s),
            "Nilai per triwulan",
            sources,
            "nilai_peringatan_per_triwulan",
            columns=words.QUARTER_COLUMNS,
            subtitle="Yang aktif setahun sebelum triwulan itu; tidak aktif lagi pada triwulan itu.",
        )
        folded.show_list(
            words.list_versions(warning.list_scores(p)),
            "Nilai menurut versi",
            sources,
            "nilai_peringatan_per_versi",
            columns=words.VERSION_COLUMNS,
            subtitle="Setiap versi dengan register dan pengaturannya sendiri, bukan dengan aturan yang baru.",
            file_columns=words.VERSION_FILE_COLUMNS,
            small={"versi": "keadaan"},
        )
