-- urutan: 30
-- judul: Jangkauan pelatihan
-- definisi: Bagian koperasi terdaftar yang mengirim paling sedikit satu peserta pelatihan dalam empat triwulan terakhir.
-- pembilang: koperasi terdaftar dengan peserta dalam empat triwulan
-- penyebut: koperasi terdaftar
-- satuan: persen
-- arah: naik
-- sumber: register
-- butuh: koperasi 0-0, pelatihan 0-jendela
-- tanpa_baris: 0
select periode, kode_kelurahan, kelompok_hitung,
    count(*) filter (dilatih.koperasi_id is not null) as pembilang,
    count(*) as penyebut
from terdaftar
left join dilatih using (periode, koperasi_id)
group by all
