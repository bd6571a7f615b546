-- Cooperatives of an area by quarter and status: from the register, else the three counts that a rekap gives.
-- A rekap without a value for the area leaves the quarter out: unknown is not zero. A register without a cooperative of
-- the area, later than its first one, is a known zero.
with tercatat as (
    select periode, status, count(*) as jumlah
    from koperasi_triwulan
    where rules.in_area(kode_kelurahan, $kode) and rules.is_counted(kkmp, $kelompok)
    group by all
)
select periode, status, jumlah, 'register' as sumber from tercatat
union all
select periode, 'aktif', 0, 'register'
from periode_jenis
anti join tercatat using (periode)
where jenis = 'koperasi' and periode > (select min(periode) from tercatat)
union all
select periode, isi.status, isi.jumlah::bigint, 'rekap'
from (
    select periode, unnest(rules.recap_statuses(indikator, pembilang, penyebut)) as isi
    from indikator
    where sumber = 'rekap' and kode_wilayah = $kode and kelompok_hitung = $kelompok and pembilang is not null
        and indikator in ('koperasi_aktif', 'koperasi_diusulkan_bubar')
)
order by periode, status
