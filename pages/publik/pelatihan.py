"""Pelatihan: whom training reaches, how many people and women, which groups, which activities."""

from dasbor.blocks import indicator_charts, overview, provenance
from dasbor.query import lists
from dasbor.ui import screen

KEGIATAN = (
    "periode", "nama_kegiatan", "jenis_pelatihan", "tanggal_mulai", "tanggal_selesai", "tempat", "orang", "perempuan",
    "koperasi", "kelompok", "lembar",
)  # fmt: skip
KELOMPOK = {
    "nama": "Kelompok", "kelurahan": "", "orang_dilatih": "Orang dilatih", "terakhir_dilatih": "",
    "didampingi_dalam_180_hari": "", "terakhir_didampingi": "",
}  # fmt: skip

p = screen.mulai("Pelatihan", "Siapa yang sudah dilatih, dan kelurahan mana yang belum terjangkau?")
indikator = indicator_charts.ids_of("pelatihan")
screen.catatan(provenance.catatan_jendela(p, "pelatihan"))
screen.deret_kartu(overview.kartu(p, *indikator))

for i in indikator:
    indicator_charts.show(p, i)

screen.daftar_tabel(
    lists.kegiatan(p),
    "Kegiatan pelatihan",
    provenance.sumber(p, "pelatihan", kurun=True),
    "kegiatan_pelatihan",
    dict.fromkeys(KEGIATAN, ""),
    jika_kosong="Belum ada kegiatan pelatihan dalam empat triwulan terakhir.",
    subjudul=provenance.rentang(p),
)
screen.daftar_tabel(
    lists.kelompok(p),
    "Kelompok yang dilatih atau didampingi",
    provenance.sumber(p, "pelatihan", "pendampingan", kurun=True),
    "kelompok_dilatih",
    KELOMPOK,
    jika_kosong="Belum ada kelompok yang dilatih dalam empat triwulan terakhir.",
    subjudul=provenance.rentang(p),
)
screen.definisi(provenance.definisi(p, *indikator))
