-- What each cooperative's status was in an earlier register ($lalu) and is in this one: one row for each that changed,
-- came or left; those that kept their status are one row per status (koperasi_id null). `jumlah` counts cooperatives.
-- A cooperative that moved is followed: it counts where it stood then, a new one where it stands now.
with siapa as (
    select koperasi_id from koperasi_triwulan
    where periode in ($periode, $lalu) and rules.in_area(kode_kelurahan, $kode)
),
kini as (
    select koperasi_id, nama_koperasi, kode_kelurahan, status, kkmp, lembar, baris
    from koperasi_triwulan where periode = $periode and koperasi_id in (from siapa)
),
lalu as (
    select koperasi_id, nama_koperasi, kode_kelurahan, status, kkmp, lembar, baris
    from koperasi_triwulan where periode = $lalu and koperasi_id in (from siapa)
),
pernah as (
    -- asked about newcomers only, as in etl/alur.sql
    select distinct koperasi_id from koperasi_triwulan
    where periode < $lalu and koperasi_id in (select koperasi_id from kini anti join lalu using (koperasi_id))
),
pasangan as (
    select coalesce(kini.koperasi_id, lalu.koperasi_id) as koperasi_id,
        coalesce(kini.nama_koperasi, lalu.nama_koperasi) as nama_koperasi,
        lalu.kode_kelurahan as kode_lalu, kini.kode_kelurahan as kode_kini,
        coalesce(lalu.status, case when pernah.koperasi_id is not null then 'tercatat kembali' else 'baru' end) as dari,
        coalesce(kini.status, 'keluar') as ke,
        coalesce(kini.lembar, lalu.lembar) as lembar, coalesce(kini.baris, lalu.baris) as baris,
        case when kini.koperasi_id is null then $lalu else $periode end as triwulan_baris
    from kini
    full join lalu using (koperasi_id)
    left join pernah using (koperasi_id)
    where rules.in_area(coalesce(lalu.kode_kelurahan, kini.kode_kelurahan), $kode)
        and rules.is_counted(coalesce(lalu.kkmp, kini.kkmp), $kelompok)
        and not (coalesce(lalu.status, 'dibubarkan') = 'dibubarkan' and coalesce(kini.status, 'dibubarkan') = 'dibubarkan')
)
select dari, ke,
    case when dari <> ke then koperasi_id end as koperasi_id,
    count(*) as jumlah,
    count(*) filter (kode_kini <> kode_lalu) as pindah,
    any_value(nama_koperasi) as nama_koperasi,
    any_value(kode_lalu) as kode_lalu, any_value(dulu.nama) as kelurahan_lalu,
    any_value(kode_kini) as kode_kelurahan, any_value(sekarang.nama) as kelurahan,
    any_value(triwulan_baris) as triwulan_baris, any_value(lembar) as lembar, any_value(baris) as baris
from pasangan
left join wilayah as dulu on dulu.kode = kode_lalu
left join wilayah as sekarang on sekarang.kode = kode_kini
group by 1, 2, 3
order by dari, ke, rules.name_order(any_value(nama_koperasi)), 3
