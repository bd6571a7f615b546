-- Visits of the window in an area, newest first.
select tanggal, sasaran, koperasi_id, kelompok_id, kode_kelurahan, wilayah.nama as kelurahan,
    jenis_pendampingan, petugas, materi, kendala, tindak_lanjut, hasil, periode, lembar, baris, unggahan_id
from pendampingan_kunjungan join wilayah on wilayah.kode = kode_kelurahan
where rules.in_window(periode, $periode, $jendela) and rules.in_area(kode_kelurahan, $kode)
order by tanggal desc, sasaran, lembar, baris
limit $batas
