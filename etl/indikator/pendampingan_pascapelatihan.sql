-- urutan: 42
-- judul: Pendampingan pascapelatihan
-- definisi: Bagian koperasi dan kelompok yang pelatihannya berakhir dalam setahun sampai 180 hari sebelum akhir triwulan, yang dikunjungi dalam 180 hari sesudahnya.
-- pembilang: koperasi dan kelompok yang dikunjungi dalam 180 hari sesudah pelatihannya
-- penyebut: koperasi dan kelompok yang dilatih dalam kurun itu
-- satuan: persen
-- arah: naik
-- sumber: register
-- butuh: pelatihan 1-5, pendampingan 0-5
-- tanpa_baris: 0
with dilatih_dalam_kurun as (
    select hitung.periode, coalesce(koperasi_id, kelompok_id) as sasaran_id,
        coalesce(tanggal_selesai, tanggal_mulai) as selesai, peserta.koperasi_id, peserta.kode_kelurahan
    from hitung, aturan, pelatihan_peserta as peserta
    where coalesce(koperasi_id, kelompok_id) is not null
        and selesai <= tanggal_akhir - hari_pascapelatihan::int
        and selesai > tanggal_akhir - hari_pascapelatihan::int - interval 1 year
),
kunjungan as (
    select distinct coalesce(koperasi_id, kelompok_id) as sasaran_id, tanggal
    from pendampingan_kunjungan
),
sasaran as (
    -- One row each, in the kelurahan of the register now, else that of the training.
    select dilatih.periode, dilatih.sasaran_id,
        any_value(koperasi.kkmp) as kkmp,
        coalesce(any_value(koperasi.kode_kelurahan), arg_max(dilatih.kode_kelurahan, dilatih.selesai)) as kode_kelurahan,
        bool_or(coalesce(kunjungan.tanggal between dilatih.selesai and dilatih.selesai + hari_pascapelatihan::int, false)) as dikunjungi
    from aturan, dilatih_dalam_kurun as dilatih
    left join kunjungan using (sasaran_id)
    left join koperasi_triwulan as koperasi on koperasi.periode = dilatih.periode and koperasi.koperasi_id = dilatih.koperasi_id
    group by all
)
select periode, kode_kelurahan, kelompok_hitung,
    count(*) filter (dikunjungi) as pembilang,
    count(*) as penyebut
from sasaran
join cakupan on dengan_kkmp or not coalesce(kkmp, false)
group by all
