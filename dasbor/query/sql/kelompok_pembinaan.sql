-- Groups outside the register of cooperatives: those of the group sheet ($register, null = never published) and those
-- trained or visited in the window; whether a visit followed one of their trainings within $hari days; their cooperative.
with register as (
    select kelompok_id, nama_kelompok, jenis_kelompok, kode_kelurahan, jumlah_anggota, koperasi_terkait, lembar, baris
    from kelompok_triwulan where periode = $register
),
terbit as (
    select rules.quarter_index(periode) as indeks
    from periode join periode_jenis using (periode) where jenis = 'pendampingan' and periode <= $periode
),
pelatihan as (
    select periode, kelompok_id, peserta_id, nama_kegiatan, asal, kode_kelurahan, lembar, baris,
        rules.training_end(tanggal_selesai, tanggal_mulai) as selesai
    from pelatihan_peserta
    where rules.in_window(periode, $periode, $jendela) and kelompok_id is not null
),
dilatih as (
    select kelompok_id, max(selesai) as terakhir_dilatih, count(distinct peserta_id) as orang_dilatih,
        arg_max(nama_kegiatan, selesai) as nama_kegiatan, arg_max(asal, selesai) as nama,
        arg_max(kode_kelurahan, selesai) as kode_kelurahan, arg_max(periode, selesai) as triwulan_pelatihan,
        arg_max(lembar, selesai) as lembar_pelatihan, arg_min(baris, (-epoch(selesai), baris)) as baris_pelatihan
    from pelatihan
    group by all
),
kunjungan as (
    select kelompok_id, tanggal, sasaran, kode_kelurahan, periode
    from pendampingan_kunjungan where kelompok_id is not null and periode <= $periode
),
dikunjungi as (
    select kelompok_id, max(tanggal) as terakhir_didampingi, arg_max(sasaran, tanggal) as nama,
        arg_max(kode_kelurahan, tanggal) as kode_kelurahan
    from kunjungan where rules.in_window(periode, $periode, $jendela)
    group by all
),
ujung as (
    select distinct kelompok_id, selesai, selesai + $hari::int as batas, least(selesai + $hari::int, $akhir) as terlihat
    from pelatihan
),
sesudah as (
    -- "no" needs the visits of every quarter up to the limit; a quarter without the sheet leaves it unknown
    select ujung.kelompok_id, selesai, batas,
        coalesce(bool_or(tanggal between selesai and batas), false) as sudah,
        year(terlihat) * 4 + quarter(terlihat) - year(selesai) * 4 - quarter(selesai) + 1
            = (select count(*) from terbit where indeks between year(selesai) * 4 + quarter(selesai) - 1
                and year(terlihat) * 4 + quarter(terlihat) - 1) as lengkap
    from ujung left join kunjungan using (kelompok_id)
    group by ujung.kelompok_id, selesai, batas, terlihat
),
pascapelatihan as (
    select kelompok_id,
        case
            when bool_or(sudah) then 'ya'
            when bool_or(batas > $akhir) then 'belum lewat'
            when bool_or(not lengkap) then 'tidak diketahui'
            else 'tidak'
        end as didampingi,
        max(batas) as batas_pendampingan
    from sesudah group by all
),
nama_unik as (
    select lower(trim(nama_koperasi)) as nama, any_value(status) as status
    from koperasi_triwulan
    where periode = $periode and lower(trim(nama_koperasi)) in (select lower(trim(koperasi_terkait)) from register)
    group by all having count(*) = 1
)
select kelompok_id, coalesce(register.nama_kelompok, dilatih.nama, dikunjungi.nama) as nama_kelompok,
    register.jenis_kelompok, wilayah.nama as kelurahan, wilayah.kode as kode_wilayah,
    register.kelompok_id is not null as tercatat, register.jumlah_anggota,
    nama_kegiatan, orang_dilatih, terakhir_dilatih, didampingi, batas_pendampingan, terakhir_didampingi,
    register.koperasi_terkait, nama_unik.status as status_koperasi,
    register.lembar, register.baris, triwulan_pelatihan, lembar_pelatihan, baris_pelatihan
from register
full join dilatih using (kelompok_id)
full join dikunjungi using (kelompok_id)
left join pascapelatihan using (kelompok_id)
left join nama_unik on nama_unik.nama = lower(trim(register.koperasi_terkait))
join wilayah on wilayah.kode = coalesce(register.kode_kelurahan, dilatih.kode_kelurahan, dikunjungi.kode_kelurahan)
where rules.in_area(wilayah.kode, $kode)
order by nama_kelompok, kelompok_id
