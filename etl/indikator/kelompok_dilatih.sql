-- urutan: 33
-- judul: Kelompok dilatih
-- definisi: Kelompok di luar register koperasi, misalnya bank sampah, dengan peserta pelatihan dalam empat triwulan terakhir.
-- pembilang: kelompok
-- penyebut: -
-- satuan: kelompok
-- arah: naik
-- sumber: register
-- butuh: pelatihan 0-jendela
-- tanpa_baris: 0
with kelompok as (
    select hitung.periode, kelompok_id, arg_max(kode_kelurahan, (saat.indeks, baris)) as kode_kelurahan
    from hitung, aturan, pelatihan_peserta as peserta
    join indeks_periode as saat on saat.periode = peserta.periode
    where kelompok_id is not null and saat.indeks between hitung.indeks - jendela_triwulan + 1 and hitung.indeks
    group by all
)
select periode, kode_kelurahan, kelompok_hitung, count(*) as pembilang, null as penyebut
from kelompok
cross join cakupan
group by all
