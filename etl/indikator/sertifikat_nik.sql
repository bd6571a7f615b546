-- urutan: 80
-- judul: Sertifikat NIK berlaku
-- definisi: Bagian koperasi terdaftar yang sertifikat NIK-nya masih berlaku pada akhir triwulan.
-- pembilang: koperasi terdaftar dengan sertifikat NIK yang berlaku
-- penyebut: koperasi terdaftar
-- satuan: persen
-- arah: naik
-- sumber: register
-- butuh: koperasi 0-0
-- tanpa_baris: 0
select periode, kode_kelurahan, kelompok_hitung,
    count(*) filter (
        coalesce(tanggal_sertifikat >= tanggal_akhir, status_nik = 'Bersertifikat')
        and coalesce(status_nik, '') not in ('Kedaluwarsa', 'Belum')
    ) as pembilang,
    count(*) as penyebut
from terdaftar
group by all
