-- Cooperatives tidak aktif in a quarter (the cohort), visited or trained in that quarter or not, and how many of them
-- are aktif 1 to 4 quarters later: one row per cohort, group and later quarter, over all published registers.
-- kena = null: the sheet of visits (trainings) of that quarter was never published, so nobody knows.
-- penyebut = 0: the later register is not published. koperasi_baru: those that no earlier cohort of the same group
-- counted, so that their sum over cohorts is the number of different cooperatives.
-- Who left the register is counted as not aktif; every cooperative counts in its area of then.
with register as (
    select periode, rules.quarter_index(periode) as indeks
    from periode
    join periode_jenis using (periode)
    where jenis = 'koperasi'
),
dahulu as (
    select periode, indeks, koperasi_id
    from koperasi_triwulan
    join register using (periode)
    where status = 'tidak aktif' and rules.in_area(kode_kelurahan, $kode) and rules.is_counted(kkmp, $kelompok)
),
kunjungan as (
    select distinct periode, koperasi_id from pendampingan_kunjungan
    where koperasi_id in (select koperasi_id from dahulu)
),
peserta as (
    select distinct periode, koperasi_id from pelatihan_peserta
    where koperasi_id in (select koperasi_id from dahulu)
),
terbit as (select distinct periode, jenis from periode_jenis),
kohor as (
    select dahulu.*,
        case when ada_kunjungan.periode is not null then kunjungan.koperasi_id is not null end as dikunjungi,
        case when ada_peserta.periode is not null then peserta.koperasi_id is not null end as dilatih
    from dahulu
    left join terbit as ada_kunjungan on ada_kunjungan.periode = dahulu.periode and ada_kunjungan.jenis = 'pendampingan'
    left join terbit as ada_peserta on ada_peserta.periode = dahulu.periode and ada_peserta.jenis = 'pelatihan'
    left join kunjungan on kunjungan.periode = dahulu.periode and kunjungan.koperasi_id = dahulu.koperasi_id
    left join peserta on peserta.periode = dahulu.periode and peserta.koperasi_id = dahulu.koperasi_id
),
riwayat as (
    select indeks, koperasi_id, status
    from koperasi_triwulan
    join register using (periode)
    where koperasi_id in (select koperasi_id from dahulu)
),
langkah as (select unnest([1, 2, 3, 4]) as sesudah),
nasib as (
    select kohor.indeks, dikunjungi, dilatih, sesudah, count(*) as anggota_kohor,
        count(*) filter (status = 'aktif') as pembilang,
        count(nanti.indeks) as penyebut,
        count(nanti.indeks) filter (status is null) as keluar,
        count(*) filter (status = 'tidak diketahui') as tidak_diketahui
    from kohor
    cross join langkah
    left join register as nanti on nanti.indeks = kohor.indeks + sesudah
    left join riwayat on riwayat.indeks = nanti.indeks and riwayat.koperasi_id = kohor.koperasi_id
    group by all
),
menurut_jenis as (
    select 'pendampingan' as jenis, dikunjungi as kena, * exclude (dikunjungi, dilatih) from nasib
    union all
    select 'pelatihan', dilatih, * exclude (dikunjungi, dilatih) from nasib
),
hitung as (
    select jenis, kena, indeks, sesudah, sum(anggota_kohor)::bigint as anggota_kohor, sum(pembilang)::bigint as pembilang,
        sum(penyebut)::bigint as penyebut, sum(keluar)::bigint as keluar, sum(tidak_diketahui)::bigint as tidak_diketahui
    from menurut_jenis
    group by all
),
pertama as (
    select jenis, kena, sesudah, koperasi_id, min(kohor_jenis.indeks) as indeks
    from (
        select 'pendampingan' as jenis, dikunjungi as kena, indeks, koperasi_id from kohor
        union all
        select 'pelatihan', dilatih, indeks, koperasi_id from kohor
    ) as kohor_jenis
    cross join langkah
    join register as nanti on nanti.indeks = kohor_jenis.indeks + sesudah
    group by all
),
baru as (select jenis, kena, sesudah, indeks, count(*) as koperasi_baru from pertama group by all)
select hitung.jenis, register.periode, hitung.kena, hitung.sesudah, hitung.indeks + hitung.sesudah as indeks_sesudah,
    anggota_kohor, pembilang, penyebut, keluar, tidak_diketahui, coalesce(koperasi_baru, 0) as koperasi_baru
from hitung
join register on register.indeks = hitung.indeks
left join baru on baru.jenis = hitung.jenis and baru.indeks = hitung.indeks and baru.sesudah = hitung.sesudah
    and baru.kena is not distinct from hitung.kena
order by register.periode desc, hitung.kena desc, hitung.sesudah
