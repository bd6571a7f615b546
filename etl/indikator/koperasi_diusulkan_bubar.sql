-- urutan: 11
-- judul: Diusulkan dibubarkan
-- definisi: Koperasi yang pada akhir triwulan diusulkan untuk dibubarkan; tidak termasuk koperasi terdaftar.
-- pembilang: koperasi berstatus diusulkan dibubarkan
-- penyebut: -
-- satuan: koperasi
-- arah: turun
-- sumber: register, rekap
-- dasar: kesepakatan dasbor ini
-- butuh: koperasi 0-0
-- tanpa_baris: 0
-- kolom: koperasi status
-- bukti: -
-- sebutan: koperasi diusulkan bubar
-- kelas: -
-- patah: -
-- jumlahan: tidak
-- halaman: keaktifan
-- bagian: -
-- tampil: -
-- pilihan: -
select periode, kode_kelurahan, kelompok_hitung, koperasi_id as id, nama_koperasi as nama,
    letak(unggahan_id, lembar, baris) as letak,
    1 as pembilang, null as penyebut
from register
where status = 'diusulkan dibubarkan'
