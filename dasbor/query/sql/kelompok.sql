-- Groups outside the register that were trained or visited in the window.
with dilatih as (
    select kelompok_id, max(rules.training_end(tanggal_selesai, tanggal_mulai)) as terakhir,
        list(distinct rules.training_end(tanggal_selesai, tanggal_mulai)) as selesai,
        count(distinct peserta_id) as orang, arg_max(asal, tanggal_mulai) as nama, arg_max(kode_kelurahan, tanggal_mulai) as kode
    from pelatihan_peserta
    where rules.in_window(periode, $periode, $jendela) and kelompok_id is not null
    group by all
),
kunjungan as (
    select kelompok_id, max(tanggal) as terakhir, list(tanggal) as semua, any_value(sasaran) as nama,
        arg_max(kode_kelurahan, tanggal) as kode
    from pendampingan_kunjungan
    where rules.in_window(periode, $periode, $jendela) and kelompok_id is not null
    group by all
)
select kelompok_id, coalesce(dilatih.nama, kunjungan.nama) as nama,
    wilayah.kode as kode_kelurahan, wilayah.nama as kelurahan,
    case
        when exists (select 1 from periode_jenis where jenis = 'pelatihan' and rules.in_window(periode, $periode, $jendela))
        then coalesce(dilatih.orang, 0)
    end as orang_dilatih, dilatih.terakhir as terakhir_dilatih, kunjungan.terakhir as terakhir_didampingi,
    case
        when dilatih.terakhir is null then null
        -- after any of its trainings, as on the page of the groups
        when len(list_filter(dilatih.selesai,
            lambda s: len(list_filter(semua, lambda t: t between s and s + $hari::int)) > 0)) > 0 then true
        when dilatih.terakhir + $hari::int > $akhir then null
        else false
    end as didampingi_dalam_180_hari
from dilatih
full join kunjungan using (kelompok_id)
join wilayah on wilayah.kode = coalesce(dilatih.kode, kunjungan.kode)
where rules.in_area(wilayah.kode, $kode)
order by nama, kelompok_id
limit $batas
