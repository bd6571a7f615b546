"""Bank Sampah & Kelompok: which groups were trained, mentored after it, and became part of a cooperative."""

from dasbor import asal, kelompok, kueri_pembinaan, tampilan

p = tampilan.mulai(
    "Bank Sampah & Kelompok", "Kelompok mana yang sudah dilatih, didampingi dan menjadi koperasi?"
)  # fmt: skip
for kalimat in kelompok.remarks(p):
    tampilan.catatan(kalimat)
tampilan.deret_kartu(kelompok.kartu(p))

daftar = kelompok.daftar(p)
sumber = asal.sumber(p, "pelatihan", "pendampingan", "kelompok", kurun=True)
tampilan.blok_grafik(
    kelompok.per_kelurahan(daftar, tempat=p.nama_wilayah, periode=p.periode), sumber, "kelompok_per_kelurahan"
)  # fmt: skip
tampilan.butir(kelompok.story(daftar, kueri_pembinaan.kegiatan_kelompok(p), p.periode))

tampilan.daftar_tabel(
    daftar,
    "Daftar kelompok",
    sumber,
    "daftar_kelompok",
    kelompok.KOLOM,
    jika_kosong="Tidak ada kelompok yang tercatat, dilatih atau dikunjungi di wilayah ini dalam empat triwulan terakhir.",
    subjudul=f"{asal.rentang(p)}. Lembar dan Baris menunjuk lembar Kelompok di buku kerja.",
    kolom_berkas=kelompok.KOLOM_BERKAS,
)
tampilan.definisi(kelompok.definisi(p))
