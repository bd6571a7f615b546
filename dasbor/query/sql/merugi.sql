-- Registered cooperatives with a negative SHU, the largest loss first.
select koperasi_id, kode_kelurahan, kelurahan, kecamatan, nama_koperasi, status, shu, volume_usaha, aset, jumlah_anggota, lembar, baris
from rules.register_with_meetings($periode, $jendela, $kode, $kelompok, $n_resmi, $n, $bulan)
where rules.is_registered(status) and shu < 0
order by shu, rules.name_order(nama_koperasi), koperasi_id
limit $batas
