-- Who of an area may be visited next and why: each cooperative of the register, and each group trained in the window, that
-- has a reason, in the order of those with equal points. `nomor` is the row of the register, below zero that of the group
-- in prioritas_kelompok.sql; each reason of dasbor/query/whom/priority_rule.py is a column of its name, and so is each thing that may be
-- missing. `petugas` is an enum: 200,000 names weigh a byte each.
-- The rule of $n book years without RAT is that of etl/rules.sql, at a quarter's end and on the next day a RAT is due. Several
-- quarters ($kapan) are asked for at once, each with its end, that day, the book year that is due, and the window's first day.
create or replace temp type nama_petugas as enum (
    select distinct petugas from pendampingan_kunjungan where petugas is not null order by petugas
);
with waktu as (
    select unnest($kapan::varchar[]) as kapan, unnest($akhir::date[]) as akhir, unnest($nanti::date[]) as nanti,
        unnest($jatuh::int[]) as jatuh, unnest($mulai::date[]) as mulai
),
sini as (
    select kapan, mulai, jatuh, koperasi.rowid as nomor, koperasi_id, nama_koperasi as nama, status,
        wilayah.nama as kelurahan, kecamatan.nama as kecamatan,
        coalesce(status_hitung = 'tidak diketahui', false) as tanpa_rat,
        nik_koperasi is null as tanpa_nik,
        jumlah_anggota is null as tanpa_anggota,
        rules.last_rat_year(tahun_buku_rat, tanggal_rat, akhir) as rat,
        rules.is_past_limit(rat, jatuh, tanggal_badan_hukum, akhir, $n) as lewat,
        rules.is_past_limit(
            rules.last_rat_year(tahun_buku_rat, tanggal_rat, nanti), jatuh + 1, tanggal_badan_hukum, nanti, $n
        ) as lewat_nanti
    from koperasi_triwulan as koperasi
    join waktu on periode = kapan
    join wilayah on wilayah.kode = kode_kelurahan
    join wilayah as kecamatan on kecamatan.kode = wilayah.induk
    where rules.in_area(kode_kelurahan, $kode) and rules.is_counted(kkmp, $kelompok)
),
-- a column that is blank for everybody is the workbook's affair, not a visit's
kosong as (
    select kapan, bool_and(tanpa_rat) as rat, bool_and(tanpa_nik) as nik, bool_and(tanpa_anggota) as anggota
    from sini
    group by kapan
),
kunjungan as (
    -- the last officer is the last one that was named; day and row in one number are compared faster than a pair
    select kapan, koperasi_id, max(tanggal) as terakhir,
        arg_max(petugas, (tanggal - date '1900-01-01')::bigint * 4294967296 + baris) filter (petugas is not null) as petugas
    from pendampingan_kunjungan
    join waktu on periode <= kapan
    where koperasi_id is not null
    group by all
),
dilatih as (
    select kapan, koperasi_id, max(rules.training_end(tanggal_selesai, tanggal_mulai)) as selesai
    from pelatihan_peserta
    join waktu on rules.in_window(periode, kapan, $jendela)
    where koperasi_id is not null
    group by all
),
semua as (
    select kapan, nomor, false as kelompok, koperasi_id as id, nama, kelurahan, kecamatan, terakhir, petugas, selesai,
        status = 'tidak aktif' and not coalesce(terakhir >= mulai, false) as tidak_aktif,
        status in ('aktif', 'tidak diketahui') and lewat as gugur,
        status in ('aktif', 'tidak diketahui') and rules.is_near_limit(sini.rat, jatuh, lewat, lewat_nanti) as hampir,
        status = 'diusulkan dibubarkan' as usulan,
        status = 'tidak diketahui' as tanpa_status,
        rules.is_registered(status) as terdaftar,
        sini.tanpa_rat and not kosong.rat as tanpa_rat,
        tanpa_nik and not kosong.nik as tanpa_nik,
        tanpa_anggota and not kosong.anggota as tanpa_anggota
    from sini
    join kosong using (kapan)
    left join kunjungan using (kapan, koperasi_id)
    left join dilatih using (kapan, koperasi_id)
    union all by name
    select kapan, nomor, true as kelompok, kelompok_id as id, nama, kelurahan, kecamatan, terakhir_didampingi as terakhir,
        petugas, selesai_pelatihan as selesai
    from rules.trained_groups($kapan, $jendela, $kode)
),
dinilai as (
    select kapan, nomor, kelompok, id, nama, kelurahan, kecamatan, terakhir, petugas, selesai,
        coalesce(tidak_aktif, false) as tidak_aktif,
        coalesce(gugur, false) as gugur,
        coalesce(hampir, false) as hampir,
        selesai is not null and not coalesce(terakhir >= selesai, false) as pasca,
        coalesce(usulan, false) as usulan,
        coalesce(tanpa_status, false) as tanpa_status,
        coalesce(terdaftar and tanpa_rat, false) as tanpa_rat,
        coalesce(terdaftar and tanpa_nik, false) as tanpa_nik,
        coalesce(terdaftar and tanpa_anggota, false) as tanpa_anggota
    from semua
),
beralasan as (
    select *, tanpa_status or tanpa_rat or tanpa_nik or tanpa_anggota as data
    from dinilai
)
select kapan as periode, nomor::int as nomor, tidak_aktif, gugur, hampir, pasca, usulan, data, tanpa_status, tanpa_rat, tanpa_nik,
    tanpa_anggota, petugas::nama_petugas as petugas,
    (terakhir - date '1970-01-01')::int as terakhir, (selesai - date '1970-01-01')::int as selesai
from beralasan
where tidak_aktif or gugur or hampir or pasca or usulan or data
order by kapan, terakhir nulls first, rules.name_order(nama) nulls first, kelurahan || ' (' || kecamatan || ')', kelompok, id
