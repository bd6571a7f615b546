-- urutan: 40
-- judul: Koperasi didampingi
-- definisi: Bagian koperasi terdaftar yang dikunjungi petugas dalam {jendela_triwulan} triwulan terakhir.
-- pembilang: koperasi terdaftar yang dikunjungi dalam {jendela_triwulan} triwulan
-- penyebut: koperasi terdaftar
-- satuan: persen
-- arah: naik
-- sumber: register
-- dasar: kesepakatan dasbor ini
-- butuh: koperasi 0-0, pendampingan 0-jendela
-- tanpa_baris: 0
-- kolom: koperasi status
-- bukti: pendampingan sasaran, tanggal
-- sebutan: koperasi didampingi
-- kelas: 0.2 0.4 0.6 0.8
-- patah: pembagi
-- jumlahan: tidak
-- halaman: pendampingan
-- bagian: -
-- tampil: ringkasan, wilayah, tren
-- pilihan: -
-- jalan: Dampingi; yang belum dikunjungi; keluar
select periode, kode_kelurahan, kelompok_hitung, koperasi_id as id, nama_koperasi as nama, letak,
    (didampingi.koperasi_id is not null)::int as pembilang,
    1 as penyebut,
    letak_bukti
from terdaftar
left join didampingi using (periode, koperasi_id)
