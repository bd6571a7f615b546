-- urutan: 77
-- judul: Volume usaha koperasi ÷ PDRB
-- definisi: Volume usaha koperasi terdaftar yang melaporkannya dibagi PDRB tahun sebelum triwulan itu, hanya untuk
--     seluruh wilayah. Tanpa PDRB tahun itu di pengaturan tidak ada nilainya.
-- pembilang: volume usaha koperasi terdaftar
-- penyebut: PDRB tahun sebelumnya menurut pengaturan
-- satuan: persen
-- arah: naik
-- sumber: register
-- dasar: Indikator Kinerja Daerah (IKD): volume usaha koperasi ÷ PDRB
-- butuh: koperasi 0-0
-- tanpa_baris: null
-- kolom: koperasi volume_usaha
-- bukti: -
-- sebutan: volume usaha terhadap PDRB
-- kelas: 0.2 0.4 0.6 0.8
-- patah: -
-- jumlahan: ya
-- halaman: kesehatan
-- bagian: -
-- tampil: -
-- pilihan: -
-- rencana: 8
-- rentang: bebas
-- pembagi: pdrb
select periode, kode_kelurahan, kelompok_hitung, koperasi_id as id, nama_koperasi as nama, letak,
    volume_usaha::decimal(20, 2) as pembilang, null as penyebut
from terdaftar
where volume_usaha is not null
