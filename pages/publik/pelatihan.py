"""Pelatihan: whom training reaches, how many people and women, which groups, which activities."""

from dasbor.blocks import overview, provenance
from dasbor.query import lists
from dasbor.ui import screen

INDIKATOR = ("jangkauan_pelatihan", "peserta_pelatihan", "peserta_perempuan", "kelompok_dilatih")
KEGIATAN = (
    "periode", "nama_kegiatan", "jenis_pelatihan", "tanggal_mulai", "tanggal_selesai", "tempat", "orang", "perempuan",
    "koperasi", "kelompok", "lembar",
)  # fmt: skip
KELOMPOK = {
    "nama": "Kelompok", "kelurahan": "", "orang_dilatih": "Orang dilatih", "terakhir_dilatih": "",
    "didampingi_dalam_180_hari": "", "terakhir_didampingi": "",
}  # fmt: skip

p = screen.start_page("Pelatihan", "Siapa yang sudah dilatih, dan kelurahan mana yang belum terjangkau?")
screen.show_note(provenance.say_window_note(p, "pelatihan"))
screen.show_cards(overview.make_cards(p, *INDIKATOR))

jangkauan = provenance.say_indicator_sources(p, "jangkauan_pelatihan")
screen.show_chart(overview.make_rates_chart(p, "jangkauan_pelatihan"), jangkauan, "jangkauan_pelatihan_kelurahan")
screen.show_chart(
    overview.make_rate_trend(p, "jangkauan_pelatihan"),
    provenance.say_trend_sources(p, "jangkauan_pelatihan"),
    "tren_jangkauan_pelatihan",
)
orang = provenance.say_trend_sources(p, "peserta_pelatihan")
screen.show_chart(overview.make_count_trend(p, "peserta_pelatihan"), orang, "tren_peserta_pelatihan")
perempuan = provenance.say_trend_sources(p, "peserta_perempuan")
screen.show_chart(overview.make_rate_trend(p, "peserta_perempuan"), perempuan, "tren_peserta_perempuan")

screen.show_list(
    lists.list_trainings(p),
    "Kegiatan pelatihan",
    provenance.say_sources(p, "pelatihan", kurun=True),
    "kegiatan_pelatihan",
    dict.fromkeys(KEGIATAN, ""),
    jika_kosong="Belum ada kegiatan pelatihan dalam empat triwulan terakhir.",
    subjudul=provenance.say_window(p),
)
screen.show_list(
    lists.list_groups(p),
    "Kelompok yang dilatih atau didampingi",
    provenance.say_sources(p, "pelatihan", "pendampingan", kurun=True),
    "kelompok_dilatih",
    KELOMPOK,
    jika_kosong="Belum ada kelompok yang dilatih dalam empat triwulan terakhir.",
    subjudul=provenance.say_window(p),
)
screen.show_definitions(provenance.say_definitions(p, *INDIKATOR))
