"""Pelatihan: whom training reaches, how many people and women, which groups, which activities."""

from dasbor import asal, isi, kueri_daftar, tampilan

INDIKATOR = ("jangkauan_pelatihan", "peserta_pelatihan", "peserta_perempuan", "kelompok_dilatih")
KEGIATAN = (
    "periode", "nama_kegiatan", "jenis_pelatihan", "tanggal_mulai", "tanggal_selesai", "tempat", "orang", "perempuan",
    "koperasi", "kelompok", "lembar",
)  # fmt: skip
KELOMPOK = {
    "nama": "Kelompok", "kelurahan": "", "orang_dilatih": "Orang dilatih", "terakhir_dilatih": "",
    "didampingi_dalam_180_hari": "", "terakhir_didampingi": "",
}  # fmt: skip

p = tampilan.mulai("Pelatihan", "Siapa yang sudah dilatih, dan kelurahan mana yang belum terjangkau?")
tampilan.catatan(asal.catatan_jendela(p, "pelatihan"))
tampilan.deret_kartu(isi.kartu(p, *INDIKATOR))

jangkauan = asal.sumber_indikator(p, "jangkauan_pelatihan")
tampilan.blok_grafik(isi.rasio_kelurahan(p, "jangkauan_pelatihan"), jangkauan, "jangkauan_pelatihan_kelurahan")
tampilan.blok_grafik(
    isi.tren_rasio(p, "jangkauan_pelatihan"), asal.sumber_tren(p, "jangkauan_pelatihan"), "tren_jangkauan_pelatihan"
)
orang = asal.sumber_tren(p, "peserta_pelatihan")
tampilan.blok_grafik(isi.tren_jumlah(p, "peserta_pelatihan"), orang, "tren_peserta_pelatihan")
perempuan = asal.sumber_tren(p, "peserta_perempuan")
tampilan.blok_grafik(isi.tren_rasio(p, "peserta_perempuan"), perempuan, "tren_peserta_perempuan")

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
tampilan.definisi(asal.definisi(p, *INDIKATOR))
