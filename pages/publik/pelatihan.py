"""Pelatihan: whom training reaches, how many people and women, which groups, which activities."""

from dasbor import asal, indicator_charts, isi, kueri_daftar, tampilan

KEGIATAN = (
    "periode", "nama_kegiatan", "jenis_pelatihan", "tanggal_mulai", "tanggal_selesai", "tempat", "orang", "perempuan",
    "koperasi", "kelompok", "lembar",
)  # fmt: skip
KELOMPOK = {
    "nama": "Kelompok", "kelurahan": "", "orang_dilatih": "Orang dilatih", "terakhir_dilatih": "",
    "didampingi_dalam_180_hari": "", "terakhir_didampingi": "",
}  # fmt: skip

p = tampilan.mulai("Pelatihan", "Siapa yang sudah dilatih, dan kelurahan mana yang belum terjangkau?")
indikator = indicator_charts.ids_of("pelatihan")
tampilan.catatan(asal.catatan_jendela(p, "pelatihan"))
tampilan.deret_kartu(isi.kartu(p, *indikator))

for i in indikator:
    indicator_charts.show(p, i)

tampilan.daftar_tabel(
    kueri_daftar.kegiatan(p),
    "Kegiatan pelatihan",
    asal.sumber(p, "pelatihan", kurun=True),
    "kegiatan_pelatihan",
    dict.fromkeys(KEGIATAN, ""),
    jika_kosong="Belum ada kegiatan pelatihan dalam empat triwulan terakhir.",
    subjudul=asal.rentang(p),
)
tampilan.daftar_tabel(
    kueri_daftar.kelompok(p),
    "Kelompok yang dilatih atau didampingi",
    asal.sumber(p, "pelatihan", "pendampingan", kurun=True),
    "kelompok_dilatih",
    KELOMPOK,
    jika_kosong="Belum ada kelompok yang dilatih dalam empat triwulan terakhir.",
    subjudul=asal.rentang(p),
)
tampilan.definisi(asal.definisi(p, *indikator))
