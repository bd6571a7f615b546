-- Statuses by the annual meetings in the newest register, before and after.
with lama as (
    select status_hitung as status, count(*) as banyak from lama.koperasi_triwulan where periode = $periode group by all
),
baru as (
    select status_hitung as status, count(*) as banyak from koperasi_triwulan where periode = $periode group by all
)
select status, coalesce(lama.banyak, 0) as sebelum, coalesce(baru.banyak, 0) as sesudah
from lama full join baru using (status)
where status is not null
order by status
