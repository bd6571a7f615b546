-- urutan: 50
-- judul: Melek TI
-- definisi: Bagian koperasi aktif yang memakai internet atau paling sedikit satu saluran digital, di antara yang
--     jawabannya diketahui.
-- pembilang: koperasi aktif yang memakai internet atau saluran digital
-- penyebut: koperasi aktif yang jawabannya diketahui
-- satuan: persen
-- arah: naik
-- sumber: register
-- dasar: kesepakatan dasbor ini
-- butuh: koperasi 0-0
-- tanpa_baris: 0
-- kolom: koperasi kanal_digital, pakai_internet
-- bukti: -
-- sebutan: koperasi melek TI
-- kelas: 0.2 0.4 0.6 0.8
-- patah: -
-- jumlahan: tidak
-- halaman: digital
-- bagian: Melek TI
-- tampil: wilayah, tren
-- pilihan: -
-- jalan: Dampingi pemakaian internet di; aktif yang belum memakainya
select periode, kode_kelurahan, kelompok_hitung, koperasi_id as id, nama_koperasi as nama, letak,
    rules.is_digital(kanal_digital, pakai_internet)::int as pembilang,
    1 as penyebut
from terdaftar
where status = 'aktif' and rules.answered_digital(kanal_digital, pakai_internet)
