-- urutan: 10
-- judul: Koperasi terdaftar
-- definisi: Koperasi dalam register pada akhir triwulan, tanpa yang diusulkan dibubarkan dan yang dibubarkan.
-- pembilang: koperasi aktif, tidak aktif dan tidak diketahui statusnya
-- penyebut: -
-- satuan: koperasi
-- arah: netral
-- sumber: register, rekap
-- dasar: kesepakatan dasbor ini; yang diusulkan dibubarkan dihitung sendiri
-- butuh: koperasi 0-0
-- tanpa_baris: 0
-- kolom: koperasi status
-- bukti: -
-- sebutan: koperasi terdaftar
-- kelas: -
-- patah: -
-- jumlahan: tidak
-- halaman: keaktifan
-- bagian: -
-- tampil: -
-- pilihan: -
select periode, kode_kelurahan, kelompok_hitung, koperasi_id as id, nama_koperasi as nama, letak,
    1 as pembilang, null as penyebut
from terdaftar
