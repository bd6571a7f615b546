"""Bank Sampah & Kelompok: which groups were trained, mentored after it, and became part of a cooperative."""

from dasbor.blocks import provenance
from dasbor.content import kelompok
from dasbor.query import mentoring
from dasbor.ui import screen

p = screen.mulai(
    "Bank Sampah & Kelompok", "Kelompok mana yang sudah dilatih, didampingi dan menjadi koperasi?"
)  # fmt: skip
for kalimat in kelompok.remarks(p):
    screen.catatan(kalimat)
screen.deret_kartu(kelompok.kartu(p))

daftar = kelompok.daftar(p)
sumber = provenance.sumber(p, "pelatihan", "pendampingan", "kelompok", kurun=True)
screen.blok_grafik(
    kelompok.per_kelurahan(daftar, tempat=p.nama_wilayah, periode=p.periode), sumber, "kelompok_per_kelurahan"
)  # fmt: skip
screen.butir(kelompok.story(daftar, mentoring.kegiatan_kelompok(p), p.periode))

screen.daftar_tabel(
    daftar,
    "Daftar kelompok",
    sumber,
    "daftar_kelompok",
    kelompok.KOLOM,
    jika_kosong="Tidak ada kelompok yang tercatat, dilatih atau dikunjungi di wilayah ini dalam empat triwulan terakhir.",
    subjudul=f"{provenance.rentang(p)}. Lembar dan Baris menunjuk lembar Kelompok di buku kerja.",
    kolom_berkas=kelompok.KOLOM_BERKAS,
)
screen.definisi(kelompok.definisi(p))
