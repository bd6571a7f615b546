-- urutan: 12
-- judul: Koperasi aktif
-- definisi: Bagian koperasi terdaftar yang berstatus aktif pada akhir triwulan.
-- pembilang: koperasi berstatus aktif
-- penyebut: koperasi terdaftar
-- satuan: persen
-- arah: naik
-- sumber: register, rekap
-- dasar: status yang ditulis dinas. Permenkop 25/Per/M.KUKM/IX/2015 pasal 1 menyebut dua syarat: RAT tiga tahun
--     berturut-turut dan usaha
-- butuh: koperasi 0-0
-- tanpa_baris: 0
-- kolom: koperasi status
-- bukti: -
-- sebutan: koperasi aktif
-- kelas: 0.6 0.7 0.8 0.9
-- patah: pembagi
-- jumlahan: tidak
-- halaman: keaktifan
-- bagian: -
-- tampil: ringkasan
-- pilihan: -
-- rencana: 2
-- jalan: Aktifkan kembali; yang tidak aktif; mendirikan, keluar
select periode, kode_kelurahan, kelompok_hitung, koperasi_id as id, nama_koperasi as nama, letak,
    (status = 'aktif')::int as pembilang, 1 as penyebut
from terdaftar
