-- urutan: 80
-- judul: Sertifikat NIK berlaku
-- definisi: Bagian koperasi terdaftar yang sertifikat NIK-nya masih berlaku pada akhir triwulan.
-- pembilang: koperasi terdaftar dengan sertifikat NIK yang berlaku
-- penyebut: koperasi terdaftar
-- satuan: persen
-- arah: naik
-- sumber: register
-- dasar: kesepakatan dasbor ini
-- butuh: koperasi 0-0
-- tanpa_baris: 0
-- kolom: koperasi status_nik, tanggal_sertifikat
-- bukti: -
-- sebutan: koperasi bersertifikat NIK
-- kelas: 0.2 0.4 0.6 0.8
-- patah: pembagi
-- jumlahan: tidak
-- halaman: -
-- bagian: -
-- tampil: -
-- pilihan: -
-- jalan: Urus sertifikat NIK; tanpa sertifikat NIK yang berlaku; keluar
select periode, kode_kelurahan, kelompok_hitung, koperasi_id as id, nama_koperasi as nama, letak,
    coalesce(
        coalesce(tanggal_sertifikat >= tanggal_akhir, status_nik = 'Bersertifikat')
        and coalesce(status_nik, '') not in ('Kedaluwarsa', 'Belum'),
        false
    )::int as pembilang,
    1 as penyebut
from terdaftar
