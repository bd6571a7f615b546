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

p = screen.mulai("Pelatihan", "Siapa yang sudah dilatih, dan kelurahan mana yang belum terjangkau?")
screen.catatan(provenance.catatan_jendela(p, "pelatihan"))
screen.deret_kartu(overview.kartu(p, *INDIKATOR))

jangkauan = provenance.sumber_indikator(p, "jangkauan_pelatihan")
screen.blok_grafik(overview.rasio_kelurahan(p, "jangkauan_pelatihan"), jangkauan, "jangkauan_pelatihan_kelurahan")
screen.blok_grafik(
    overview.tren_rasio(p, "jangkauan_pelatihan"),
    provenance.sumber_tren(p, "jangkauan_pelatihan"),
    "tren_jangkauan_pelatihan",
)
orang = provenance.sumber_tren(p, "peserta_pelatihan")
screen.blok_grafik(overview.tren_jumlah(p, "peserta_pelatihan"), orang, "tren_peserta_pelatihan")
perempuan = provenance.sumber_tren(p, "peserta_perempuan")
screen.blok_grafik(overview.tren_rasio(p, "peserta_perempuan"), perempuan, "tren_peserta_perempuan")

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
screen.definisi(provenance.definisi(p, *INDIKATOR))
