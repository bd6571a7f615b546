-- Annual meetings (RAT) of an area: what each cooperative owes, and whether it is active under two rules: $n_resmi and
-- $n book years without RAT. The same rule as etl/checks/status_rule.py. One row per cooperative, quarter and rule; of quarter
-- $periode, or of all registers where that is null.
with register as (
    select periode, koperasi_id, status, kkmp, tanggal_akhir, tanggal_badan_hukum as berdiri,
        year(tanggal_akhir) - case
            when tanggal_akhir >= last_day(make_date(year(tanggal_akhir)::int, $bulan::int, 1)) then 1 else 2
        end as jatuh_tempo,
        coalesce(
            case when tahun_buku_rat <= year(tanggal_akhir) then tahun_buku_rat end,
            case when tanggal_rat <= tanggal_akhir then year(tanggal_rat) - 1 end
        ) as rat_terakhir
    from koperasi_triwulan
    join periode using (periode)
    where ($periode is null or periode = $periode)
        and (kode_kelurahan between $kode and $kode || '/') and (not kkmp or $kelompok = 'semua')
),
kewajiban as (
    -- who was founded after the last book year that is due owes nothing yet
    select *, jatuh_tempo >= coalesce(year(berdiri), case when kkmp then $buku_kkmp::int end, jatuh_tempo) as wajib
    from register
),
aturan as (select distinct unnest([$n_resmi::int, $n::int]) as n),
menurut_aturan as (
    select periode, koperasi_id, status, jatuh_tempo, rat_terakhir, wajib, n,
        case
            when berdiri > tanggal_akhir - to_years(n) and berdiri <= tanggal_akhir then 'aktif'
            when kkmp and not wajib and rat_terakhir is null then 'aktif'
            when rat_terakhir is null then 'tidak diketahui'
            when jatuh_tempo - rat_terakhir >= n then 'tidak aktif'
            else 'aktif'
        end as status_rat
    from kewajiban, aturan
)
select periode, koperasi_id, n, status, status_rat, jatuh_tempo, rat_terakhir, wajib,
    case when jatuh_tempo > rat_terakhir then jatuh_tempo - rat_terakhir end as menunggak
from menurut_aturan
