-- What became of each cooperative of an area between earlier registers and later ones.
-- quarters, earlier: lists of the same length, one pair of registers in each place ('' = none before); area: code;
-- counting: 'semua' | 'tanpa_kkmp', other: a second way, null = none. Each pair (`periode`, `sejak`) and way
-- (`kelompok_hitung`) for itself: pages hold one quarter against several, and planning takes longer than the rows.
-- One row per cooperative that stands in either register of the area. d_aktif and d_terdaftar (-1, 0, 1)
-- sum to the change of the two counts exactly. A dissolved cooperative no longer stands in the register.
create or replace macro rules.register_changes_between(quarters, earlier, area, counting, other) as table
with waktu as (select unnest(quarters::varchar[]) as kapan, unnest(earlier::varchar[]) as sejak),
kini as (
    select kapan, sejak, koperasi_id, nama_koperasi, kode_kelurahan, status, kkmp, lembar, baris, unggahan_id,
        rules.in_area(kode_kelurahan, area) as di_area
    from koperasi_triwulan
    join waktu on periode = kapan
),
lalu as (
    select kapan, sejak, koperasi_id, nama_koperasi, kode_kelurahan, status, kkmp,
        rules.in_area(kode_kelurahan, area) as di_area
    from koperasi_triwulan
    join waktu on periode = sejak
    where status <> 'dibubarkan'
),
berdua as (
    select coalesce(kini.kapan, lalu.kapan) as periode,
        coalesce(kini.sejak, lalu.sejak) as sejak,
        coalesce(kini.koperasi_id, lalu.koperasi_id) as koperasi_id,
        coalesce(kini.nama_koperasi, lalu.nama_koperasi) as nama_koperasi,
        lalu.nama_koperasi as nama_lalu,
        coalesce(kini.kode_kelurahan, lalu.kode_kelurahan) as kode_kelurahan,
        lalu.kode_kelurahan as kode_lalu,
        case when kini.di_area then kini.status end as status_kini,
        case when lalu.di_area then lalu.status end as status_dahulu,
        kini.koperasi_id is not null and kini.status <> 'dibubarkan' as ada_kini,
        lalu.koperasi_id is not null as ada_lalu,
        kini.kkmp as kkmp_kini, lalu.kkmp as kkmp_lalu,
        kini.lembar, kini.baris, kini.unggahan_id
    from kini
    full join lalu on kini.koperasi_id = lalu.koperasi_id and kini.kapan = lalu.kapan and kini.sejak = lalu.sejak
    where coalesce(kini.di_area, false) or coalesce(lalu.di_area, false)
),
pernah as (
    -- asked about newcomers only: a province has millions of older rows
    select distinct baru.sejak, koperasi_id
    from koperasi_triwulan
    join (select distinct sejak, koperasi_id from berdua where not ada_lalu) as baru using (koperasi_id)
    where periode < baru.sejak
),
pasangan as (
    select *,
        case when rules.is_counted(kkmp_kini, kelompok_hitung) then status_kini end as status,
        case when rules.is_counted(kkmp_lalu, kelompok_hitung) then status_dahulu end as status_lalu
    from berdua cross join (values (counting), (other)) as cara (kelompok_hitung)
    where kelompok_hitung is not null and (status is not null or status_lalu is not null)
)
select periode, pasangan.sejak, kelompok_hitung, pasangan.koperasi_id, nama_koperasi, nama_lalu, kode_kelurahan, kode_lalu,
    status_lalu, status, wilayah.nama as kelurahan, wilayah_lalu.nama as kelurahan_lalu,
    coalesce(kkmp_kini, kkmp_lalu) as kkmp,
    case
        when status_lalu is null and status = 'dibubarkan' then 'tetap'
        when status_lalu is null and ada_lalu then 'pindah masuk'
        when status_lalu is null and pernah.koperasi_id is not null then 'tercatat kembali'
        when status_lalu is null then 'baru'
        when status is null and ada_kini and kkmp_kini and not kkmp_lalu and kelompok_hitung <> 'semua' then 'menjadi KKMP'
        when status is null and ada_kini then 'pindah keluar'
        when status is null then 'keluar dari register'
        when status = status_lalu then 'tetap'
        when status = 'dibubarkan' then 'dibubarkan'
        when status = 'aktif' and status_lalu in ('tidak aktif', 'diusulkan dibubarkan') then 'aktif kembali'
        when status = 'tidak aktif' and status_lalu = 'aktif' then 'menjadi tidak aktif'
        when status = 'diusulkan dibubarkan' then 'diusulkan dibubarkan'
        else 'status lain'
    end as alur,
    coalesce(status = 'aktif', false)::int - coalesce(status_lalu = 'aktif', false)::int as d_aktif,
    coalesce(rules.is_registered(status), false)::int
        - coalesce(rules.is_registered(status_lalu), false)::int as d_terdaftar,
    lembar, baris, unggahan_id
from pasangan
left join pernah on pernah.koperasi_id = pasangan.koperasi_id and pernah.sejak = pasangan.sejak
left join wilayah on wilayah.kode = kode_kelurahan
left join wilayah as wilayah_lalu on wilayah_lalu.kode = kode_lalu;

-- The same since one quarter (null = none before), counted in one way.
create or replace macro rules.register_changes(quarter, earlier, area, counting) as table
select * exclude (periode, sejak, kelompok_hitung)
from rules.register_changes_between([quarter], [coalesce(earlier, '')], area, counting, null);
