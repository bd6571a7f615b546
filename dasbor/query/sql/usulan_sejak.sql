-- Since which register a dissolution has been proposed without a break: for each row with that status the first quarter of
-- its spell, as a running number. A register that lacks the cooperative breaks nothing.
with pernah as (
    -- numbers are told apart faster than ids
    select koperasi_id, row_number() over () as siapa
    from (select distinct koperasi_id from koperasi_triwulan where status = 'diusulkan dibubarkan')
),
riwayat as (
    select koperasi_triwulan.rowid as nomor, siapa, status = 'diusulkan dibubarkan' as usulan,
        left(periode, 4)::int * 4 + right(periode, 1)::int - 1 as ke
    from koperasi_triwulan join pernah using (koperasi_id)
),
putus as (
    select *, max(ke) filter (not usulan) over (partition by siapa order by ke rows unbounded preceding) as putus
    from riwayat
)
select nomor::int as nomor, min(ke) over (partition by siapa, putus)::smallint as sejak
from putus
where usulan
order by nomor
