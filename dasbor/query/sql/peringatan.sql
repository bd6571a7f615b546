-- What became, a year later, of the active cooperatives of an area: of those that were flagged as about to pass the limit of
-- the RAT rule ("ditandai"), of the others, of those that the naive rule names (no RAT for the last book year that was due),
-- and of those that it alone names. One row for each quarter in which it is known. koperasi: those of penyebut that no
-- earlier quarter counted, so that they add up to different ones.
-- pembilang: no longer active; penyebut: those of whom a year later tells; tidak_diketahui: who left the register or has no
-- status; menurut_aturan: those of pembilang that the RAT rule calls inactive as well.
with saat as (
    select periode, tanggal_akhir as akhir, rules.quarter_index(periode) as indeks,
        rules.due_rat_year(tanggal_akhir, $bulan) as jatuh, rules.next_due_day(jatuh, $bulan) as nanti
    from periode join periode_jenis using (periode)
    where jenis = 'koperasi'
),
dahulu as (
    select kini.periode, kini.akhir, kini.jatuh, koperasi_id,
        rules.last_rat_year(tahun_buku_rat, tanggal_rat, lalu.akhir) as rat,
        rules.lacks_rat(rat, lalu.jatuh, 1) as naif,
        rules.is_past_limit(rat, lalu.jatuh, tanggal_badan_hukum, lalu.akhir, $n) as lewat,
        rules.is_past_limit(
            rules.last_rat_year(tahun_buku_rat, tanggal_rat, lalu.nanti), lalu.jatuh + 1, tanggal_badan_hukum, lalu.nanti, $n
        ) as lewat_nanti,
        rules.is_near_limit(rat, lalu.jatuh, lewat, lewat_nanti) as ditandai
    from saat as kini
    join saat as lalu on lalu.indeks = kini.indeks - 4
    join koperasi_triwulan as k on k.periode = lalu.periode
    where status = 'aktif' and rules.in_area(kode_kelurahan, $kode) and rules.is_counted(kkmp, $kelompok)
),
nasib as (
    select dahulu.periode, koperasi_id,
        case when k.status <> 'tidak diketahui' then k.status <> 'aktif' end as berhenti,
        rules.status_by_rat(
            rules.last_rat_year(k.tahun_buku_rat, k.tanggal_rat, akhir), jatuh, k.tanggal_badan_hukum, k.kkmp, akhir, $n
        ) = 'tidak aktif' as menurut_aturan,
        unnest(case
            when ditandai then ['ditandai', 'naif']
            when coalesce(naif, false) then ['tidak ditandai', 'naif', 'naif saja']
            else ['tidak ditandai']
        end) as kelompok
    from dahulu
    left join koperasi_triwulan as k using (periode, koperasi_id)
),
pertama as (
    select *, row_number() over (partition by kelompok, koperasi_id, berhenti is null order by periode) = 1 as baru from nasib
)
select periode, kelompok,
    count(*) filter (berhenti) as pembilang,
    count(berhenti) as penyebut,
    count(*) - count(berhenti) as tidak_diketahui,
    count(*) filter (baru and berhenti is not null) as koperasi,
    count(*) filter (berhenti and menurut_aturan) as menurut_aturan
from pertama
group by periode, kelompok
order by periode, kelompok
