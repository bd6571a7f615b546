-- The published register that is nearest before or at a quarter; else the earliest after it.
with saat as (
    select coalesce(max(periode) filter (periode <= $periode), min(periode)) as periode
    from periode_jenis
    where jenis = 'koperasi'
)
select {columns}
from koperasi_triwulan
join saat using (periode)
