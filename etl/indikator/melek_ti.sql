-- urutan: 50
-- judul: Melek TI
-- definisi: Bagian koperasi aktif yang memakai internet atau paling sedikit satu saluran digital, di antara yang jawabannya diketahui.
-- pembilang: koperasi aktif yang memakai internet atau saluran digital
-- penyebut: koperasi aktif yang jawabannya diketahui
-- satuan: persen
-- arah: naik
-- sumber: register
-- butuh: koperasi 0-0
-- tanpa_baris: 0
select periode, kode_kelurahan, kelompok_hitung,
    count(*) filter (kanal_digital <> '' or pakai_internet) as pembilang,
    count(*) as penyebut
from terdaftar
where status = 'aktif' and (kanal_digital is not null or pakai_internet is not null)
group by all
