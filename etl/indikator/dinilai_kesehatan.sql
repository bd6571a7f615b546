-- urutan: 21
-- judul: Diperiksa kesehatannya
-- definisi: Bagian koperasi aktif yang kesehatannya diperiksa dalam dua tahun terakhir (tahun ini atau tahun lalu).
-- pembilang: koperasi aktif yang punya skor atau predikat dari dua tahun terakhir
-- penyebut: koperasi aktif
-- satuan: persen
-- arah: naik
-- sumber: register
-- butuh: koperasi 0-0
-- tanpa_baris: 0
select periode, kode_kelurahan, kelompok_hitung,
    count(*) filter (
        coalesce(skor_kesehatan::varchar, predikat_kesehatan) is not null
        and terdaftar.tahun_penilaian > year(tanggal_akhir) - aturan.tahun_penilaian
        and terdaftar.tahun_penilaian <= year(tanggal_akhir)
    ) as pembilang,
    count(*) as penyebut
from terdaftar, aturan
where status = 'aktif'
group by all
